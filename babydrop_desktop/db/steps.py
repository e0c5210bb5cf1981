"""Runs the steps of an upgrade, or writes down their SQL for an administrator to run."""

from typing import TYPE_CHECKING, Any

from sqlalchemy import event, inspect
from sqlalchemy.exc import SQLAlchemyError

from babydrop_desktop import __version__
from babydrop_desktop.db.errors import translate
from babydrop_desktop.db.migrations import FOLDER, SHIPPED, Migrations
from babydrop_desktop.db.ours import SCHEMA
from babydrop_desktop.errors import Refused

if TYPE_CHECKING:
    from sqlalchemy import Connection

# What changes nothing is really asked while the SQL is written down.
_READING = ("SELECT", "SHOW", "WITH", "SAVEPOINT", "RELEASE", "ROLLBACK")


def run(connection: "Connection", migrations: Migrations) -> None:
    """Run every missing step. Alembic is loaded only here: most starts have nothing to do."""
    from alembic.config import Config  # noqa: PLC0415
    from alembic.runtime.environment import EnvironmentContext  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    folders = [str(folder) for folder in migrations.folders]
    script = ScriptDirectory(str(FOLDER), version_locations=folders)
    config = Config(attributes={"connection": connection, "program_version": __version__})
    if connection.dialect.name == "postgresql" and not inspect(connection).has_schema(SCHEMA):
        connection.exec_driver_sql(f"CREATE SCHEMA {SCHEMA}")

    def missing(revision: str, _context: object) -> list[Any]:
        return script._upgrade_revs(migrations.newest, revision)  # noqa: SLF001 (as its command does)

    try:
        with EnvironmentContext(config, script, fn=missing):
            script.run_env()
    except SQLAlchemyError as error:
        raise translate(error) or failed(migrations.newest) from error


def failed(version: str) -> Refused:
    """The error for an upgrade that was undone."""
    return Refused(
        f"The shop's database could not be brought to version {version}. It was left as it was."
        " Send the details of this message to whoever maintains the program.",
        reason="upgrade_failed",
        version=version,
    )


def written_down(connection: "Connection", migrations: Migrations = SHIPPED) -> tuple[str, ...]:
    """Return the statements that the missing steps would run on this server; none of them is run.

    The connection has to be a read-only one of a PostgreSQL: what the steps ask is asked there, so
    that they decide as they would. Raises Refused (reason "upgrade_failed") where a step needs what
    an earlier one makes.
    """
    made: list[str] = []
    ready = inspect(connection).has_schema(SCHEMA)

    def note(
        _connection: object,
        cursor: Any,  # noqa: ANN401 (the driver's)
        statement: str,
        parameters: Any,  # noqa: ANN401 (the driver's)
        *_more: object,
    ) -> tuple[str, Any]:
        if statement.lstrip().upper().startswith(_READING):
            asks_ours = f"{SCHEMA}." in statement and "pg_catalog" not in statement
            if asks_ours and not ready:
                return "SELECT NULL WHERE false", ()  # its tables would be new, and empty
            return statement, parameters
        many = parameters if isinstance(parameters, list) else [parameters]
        made.extend(_filled_in(cursor, statement, values) for values in many)
        return "SELECT 1", [()] * len(many) if isinstance(parameters, list) else ()

    event.listen(connection, "before_cursor_execute", note, retval=True)
    try:
        run(connection, migrations)
    finally:
        event.remove(connection, "before_cursor_execute", note)
    return tuple(made)


def _filled_in(cursor: Any, statement: str, values: Any) -> str:  # noqa: ANN401 (the driver's)
    """Return the statement with its values in it, as the server would be sent it."""
    from psycopg import ClientCursor  # noqa: PLC0415 (only where a server is used)

    return str(ClientCursor(cursor.connection).mogrify(statement, values)).strip()
