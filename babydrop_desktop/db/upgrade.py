"""Brings the shop's memory up to what this program works with, or leaves it exactly as it was."""

from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import inspect
from sqlalchemy.exc import DBAPIError

from babydrop_desktop.db import steps, watchdog
from babydrop_desktop.db.backup import back_up, faults, newest_good
from babydrop_desktop.db.errors import damaged, translate, translated
from babydrop_desktop.db.migrations import SHIPPED, Migrations
from babydrop_desktop.db.ours import SCHEMA, Ours
from babydrop_desktop.db.recognise import (
    OWNER,
    OWNER_KEY,
    TOOL_TABLE,
    VERSION_TABLE,
    DatabaseState,
    has_ours,
    require_known,
    require_new_enough,
    state_of,
)
from babydrop_desktop.db.sqlite import WRITE_OPTION, database_path, driver_of, keep_safe
from babydrop_desktop.errors import Refused, ShopError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine

# Any number, the same in every copy of the program: two laptops never migrate at once.
_LOCK = 0x6261_6279
_BESIDE = (DatabaseState.STOREFRONT, DatabaseState.STOREFRONT_WITH_OURS)


@dataclass(frozen=True, slots=True)
class UpgradeReport:
    """What an upgrade found and did. `before` is None where none of our tables were there."""

    before: str | None
    after: str
    state: DatabaseState
    backup: Path | None = None

    @property
    def changed(self) -> bool:
        """Return whether anything was written."""
        return self.before != self.after


def upgrade(
    engine: "Engine",
    *,
    backups: Path | None = None,
    migrations: Migrations = SHIPPED,
    permitted: bool = True,
) -> UpgradeReport:
    """Bring the database to this program's version; where it has it already, one read.

    An embedded database is first copied into `backups` (default: a folder `backups` beside it) and
    the copy verified. All steps run in one transaction: after a failure the database is what it
    was. Of a storefront's tables none is created or altered. A damaged file, and an empty one
    beside the shop's pictures or copies, is refused with the newest good copy's name.

    A server's is shared: without `permitted`, the owner's word, it is only looked at. Of two
    programs that begin at once one does the work, and the other finds it done.

    Raises Refused with the reasons "upgrade_needed" (facts `from`, "" for nothing, `to` and
    `state`), "database_too_old", "database_newer", "database_half", "database_damaged",
    "database_not_ours", "storefront_not_known", "database_rights", "upgrade_failed", and
    Unavailable for what is outside (see `babydrop_desktop.db.errors`). On a server: up to 5 s to
    look, as long as the steps take to upgrade.
    """
    if engine.dialect.name != "sqlite":
        with translated():
            done = _looked_at(engine, migrations)
            require_new_enough(engine)
            if done is None and not permitted:
                raise _asking(engine, migrations)
            return done or _upgrade_server(engine, migrations)
    path = database_path(engine)
    folder = backups or path.parent / "backups"
    with _naming_a_copy(folder), translated():
        _refuse_emptied(path, folder)
        report = _looked_at(engine, migrations) or _upgrade_file(engine, folder, migrations)
        keep_safe(engine)
    return report


@contextmanager
def _naming_a_copy(folder: Path) -> "Iterator[None]":
    """Let a refused damaged file leave with the newest good copy, or that there is none."""
    try:
        yield
    except ShopError as error:
        if error.reason != "database_damaged":
            raise
        copy = newest_good(folder)
        where = {"copy": str(copy)} if copy else {"folder": str(folder)}
        raise damaged(**{**error.facts, **where}) from error


def _refuse_emptied(path: Path, folder: Path) -> None:
    """Raise Refused where a shop's file has lost all it held: a new shop would hide the old one."""
    if not path.is_file() or path.stat().st_size > 0:
        return
    beside = [folder]
    if folder.parent == path.parent:  # the profile's own folder, not any other
        beside.append(path.parent / "pictures")
    if any(file.is_file() for place in beside for file in place.rglob("*")):
        raise damaged(empty="yes")


def _looked_at(engine: "Engine", migrations: Migrations) -> UpgradeReport | None:
    """Return the report where nothing is to be done."""
    standing = _look(engine, migrations)
    if standing is None or standing.version != migrations.newest:
        return None
    return UpgradeReport(standing.version, standing.version, standing.state)


@dataclass(frozen=True, slots=True)
class _Standing:
    """Which version of our tables is there, and beside what."""

    version: str
    state: DatabaseState


def _look(engine: "Engine", migrations: Migrations) -> _Standing | None:
    """Return how a database with our tables stands, in one read; None for one without them."""
    try:
        with engine.connect() as connection:
            return _standing(connection, migrations)
    except DBAPIError as error:
        known = translate(error)
        if known is not None and known.reason == "database_not_ready":
            return None
        raise


def _standing(connection: "Connection", migrations: Migrations) -> _Standing:
    """Raise Refused (reasons "database_newer", "database_half") for what cannot be worked with."""
    on_file = connection.dialect.name == "sqlite"
    asked = _ASKED_OF_FILE if on_file else _ASKED_OF_SERVER
    versions, adopted, owner, tables = connection.exec_driver_sql(asked).one()
    version = str(versions or "")
    if not version or "," in version:
        raise damaged() if on_file else _half(VERSION_TABLE)
    if version not in migrations.revisions:
        raise Refused(
            "This database was already used by a newer version of the program. Nothing was"
            " written. Install the newer version on this computer too.",
            reason="database_newer",
            version=version,
        )
    lacking = sorted(_our_tables() - set(tables.split(",")))
    if lacking and version == migrations.newest:
        raise damaged() if on_file else _half(*lacking)
    ours = owner == OWNER and not adopted
    state = DatabaseState.OURS if ours else DatabaseState.STOREFRONT_WITH_OURS
    return _Standing(version, state)


_ASKED_OF_FILE = f"""
    SELECT (SELECT group_concat(version_num, ',') FROM {VERSION_TABLE}),
           (SELECT count(*) FROM sqlite_master WHERE name = '{TOOL_TABLE}'),
           (SELECT value FROM shop_marker WHERE key = '{OWNER_KEY}'),
           (SELECT group_concat(name, ',') FROM sqlite_master WHERE type = 'table')
"""  # noqa: S608 (our names)
_ASKED_OF_SERVER = f"""
    SELECT (SELECT string_agg(version_num, ',') FROM {SCHEMA}.{VERSION_TABLE}),
           (SELECT count(to_regclass('"{TOOL_TABLE}"'))),
           (SELECT value FROM {SCHEMA}.shop_marker WHERE key = '{OWNER_KEY}'),
           (SELECT string_agg(relname, ',') FROM pg_class
            WHERE relnamespace = to_regnamespace('{SCHEMA}') AND relkind IN ('r', 'p'))
"""  # noqa: S608 (our names)


def _our_tables() -> set[str]:
    return {table.name for table in Ours.metadata.sorted_tables}


def _half(*missing: str) -> Refused:
    return Refused(
        "Only a part of what this program keeps is in the database:"
        f" {', '.join(missing[:10])} is missing. Nothing was written. Put back a whole copy of the"
        " database; where there is none and the program was not used with it yet, ask whoever runs"
        f" the server to remove the schema {SCHEMA}.",
        reason="database_half",
        missing=", ".join(missing[:10]),
    )


def _asking(engine: "Engine", migrations: Migrations) -> Refused:
    """Return the question to the owner. Raises Refused for a database that is not to be upgraded.

    Reads only.
    """
    with engine.connect() as connection:
        state = _recognised(connection)
        standing = _standing(connection, migrations) if has_ours(connection) else None
    before = standing.version if standing else ""
    told = (
        f"was made by an older version of this program ({before}, now {migrations.newest})."
        " Bringing it up to date changes only the program's own tables; afterwards every laptop of"
        " the shop needs this version of the program."
        if before
        else "is not prepared for this program yet. Preparing it adds the program's own tables and"
        " changes none that are there."
    )
    return Refused(
        f"The shop's database {told} Nothing was written. To do it, say so in the window, or run:"
        " babydrop database upgrade",
        reason="upgrade_needed",
        **{"from": before, "to": migrations.newest, "state": state.value},
    )


def _upgrade_file(engine: "Engine", folder: Path, migrations: Migrations) -> UpgradeReport:
    with engine.connect() as connection:  # refuse before the first lock is taken
        _recognised(connection)
    with engine.execution_options(**{WRITE_OPTION: True}).connect() as connection:
        driver = driver_of(connection)
        # Rebuilding a table drops the old one; with keys on, that would delete what points at it.
        driver.execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                lost_before = _lost_references(connection)
                report = _locked_upgrade(connection, folder, migrations)
                if _lost_references(connection) > lost_before:
                    raise steps.failed(report.after)
        finally:
            driver.execute("PRAGMA foreign_keys = ON")
    return report


def _lost_references(connection: "Connection") -> int:
    """How many rows name what is not there; `babydrop check` tells the owner which."""
    asked = "SELECT count(*) FROM pragma_foreign_key_check"
    return int(connection.exec_driver_sql(asked).scalar_one())


def _upgrade_server(engine: "Engine", migrations: Migrations) -> UpgradeReport:
    with watchdog.allowing(watchdog.LONG_S), engine.begin() as connection:
        connection.exec_driver_sql("SET LOCAL statement_timeout = '10min'")
        connection.exec_driver_sql("SET LOCAL lock_timeout = '60s'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
        return _locked_upgrade(connection, None, migrations)


def _locked_upgrade(
    connection: "Connection", folder: Path | None, migrations: Migrations
) -> UpgradeReport:
    """Do the work; nobody else can do it at the same time, but somebody may just have done it."""
    standing = _standing(connection, migrations) if has_ours(connection) else None
    if standing is not None and standing.version == migrations.newest:
        return UpgradeReport(standing.version, standing.version, standing.state)
    before = _recognised(connection)
    backup = None
    if folder is not None and before is not DatabaseState.EMPTY:
        path = database_path(connection.engine)
        backup = back_up(path, folder=folder, note=f"before-{migrations.newest}")
    steps.run(connection, migrations)
    after = DatabaseState.STOREFRONT_WITH_OURS if before in _BESIDE else DatabaseState.OURS
    return UpgradeReport(standing.version if standing else None, migrations.newest, after, backup)


def _recognised(connection: "Connection") -> DatabaseState:
    """Return whose database it is. Raises Refused where it must not be written to."""
    state = state_of(connection)
    on_file = connection.dialect.name == "sqlite"
    if state is DatabaseState.UNKNOWN or (on_file and state in _BESIDE):
        if on_file and faults(database_path(connection.engine)):
            raise damaged()
        raise Refused(
            "This database holds tables of something else. Nothing was written. Choose the shop's"
            " own database, or an empty one.",
            reason="database_not_ours",
        )
    if not on_file and not has_ours(connection):
        _refuse_remains(connection)
    if state in _BESIDE:
        require_known(connection)
    return state


def _refuse_remains(connection: "Connection") -> None:
    """Raise Refused (reason "database_half") where tables of ours are there, but not their mark."""
    there = set(inspect(connection).get_table_names(schema=SCHEMA))
    if there & _our_tables():
        raise _half(*sorted(({VERSION_TABLE} | _our_tables()) - there))
