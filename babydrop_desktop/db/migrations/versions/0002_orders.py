"""Makes the shop's orders quick to list, count and search, and lets a need wait until tomorrow.

On the embedded database counters and search are kept by triggers; beside a storefront nothing of
its tables is touched. The SQL stands beside this file as it was when this step was written.
"""

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    """Bring the database from 0001 to 0002."""
    connection = op.get_bind()
    dialect = connection.dialect.name
    _run(f"0002_ours.{dialect}.sql")
    if dialect == "sqlite":
        _run("0002_indexes.sql")
    elif _is_ours(connection):
        _run("0002_indexes.sql")
        _add_word_search(connection)


def _run(name: str) -> None:
    # A trigger has statements within it: here an empty line ends each.
    for statement in (_SQL / name).read_text(encoding="utf-8").split(";\n\n"):
        op.get_bind().exec_driver_sql(statement)


def _is_ours(connection: sa.Connection) -> bool:
    """Whether this program made the tables, and no tool of a storefront has taken them over."""
    owner = connection.scalar(sa.text("SELECT value FROM babydrop.shop_marker WHERE key = 'owner'"))
    return owner == "babydrop" and not sa.inspect(connection).has_table("_prisma_migrations")


def _add_word_search(connection: sa.Connection) -> None:
    """Add the indexes of the search where the server lets this login have the extension."""
    there = sa.text("SELECT count(*) FROM pg_available_extensions WHERE name = 'pg_trgm'")
    if not connection.scalar(there):
        return
    try:
        with connection.begin_nested():
            connection.exec_driver_sql("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            _run("0002_words.postgresql.sql")
            for table in ("DropshipOrder", "Order"):  # which words are common
                connection.exec_driver_sql(f'ANALYZE "{table}"')
    except sa.exc.DBAPIError:  # no rights to it: the search works without, only slower
        return
