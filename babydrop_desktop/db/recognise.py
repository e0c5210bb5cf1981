"""Tells whose database this is before anything is written to it.

Source: the contract with the storefront, rule 4: a storefront is recognised by its tables without
our marker, or by `_prisma_migrations`; then no table of it is ever created or altered.
"""

from enum import StrEnum
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy import inspect, select

from babydrop_desktop.db.errors import translated
from babydrop_desktop.db.ours import SCHEMA, ShopMarker
from babydrop_desktop.db.storefront import Storefront
from babydrop_desktop.errors import Refused

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

# The first version of PostgreSQL that the program works with.
OLDEST = 13
OWNER_KEY = "owner"
OWNER = "babydrop"
VERSION_TABLE = "babydrop_version"
TOOL_TABLE = "_prisma_migrations"
_CORE = frozenset(
    {"Category", "Product", "Variant", "Supplier", "ProductSource", "Order", "DropshipOrder"}
)
_SERVER_TABLES = sa.text("""
    SELECT c.relname FROM pg_class c JOIN pg_namespace s ON s.oid = c.relnamespace
    WHERE s.nspname = current_schema() AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
      AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
""")
_FILE_TABLES = sa.text(
    "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%'"
    " ESCAPE '\\'"
)
_OURS = (ShopMarker.__tablename__, VERSION_TABLE)
_OURS_ON_SERVER = sa.text(f"""
    SELECT count(*) FROM pg_class c JOIN pg_namespace s ON s.oid = c.relnamespace
    WHERE s.nspname = '{SCHEMA}' AND c.relkind IN ('r', 'p') AND c.relname IN {_OURS}
""")  # noqa: S608 (our names)
_OURS_IN_FILE = sa.text(
    f"SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name IN {_OURS}"  # noqa: S608
)


class DatabaseState(StrEnum):
    """Whose database it is."""

    EMPTY = "empty"
    OURS = "ours"
    STOREFRONT = "storefront"
    STOREFRONT_WITH_OURS = "storefront_with_ours"
    UNKNOWN = "unknown"


def state(engine: "Engine") -> DatabaseState:
    """Return whose database it is; nothing is written. Raises ShopError for known troubles."""
    with translated(), engine.connect() as connection:
        return state_of(connection)


def state_of(connection: "Connection") -> DatabaseState:
    """Return whose database it is, asked within a transaction of the caller's."""
    server = connection.dialect.name == "postgresql"
    tables = frozenset(connection.scalars(_SERVER_TABLES if server else _FILE_TABLES))
    prepared = has_ours(connection)
    if prepared and TOOL_TABLE not in tables and _owner(connection) == OWNER:
        return DatabaseState.OURS
    if tables >= _CORE or TOOL_TABLE in tables:
        return DatabaseState.STOREFRONT_WITH_OURS if prepared else DatabaseState.STOREFRONT
    if prepared or tables:
        return DatabaseState.UNKNOWN
    return DatabaseState.EMPTY


def has_ours(connection: "Connection") -> bool:
    """Return whether our own tables are there, also where the login may not look into them."""
    server = connection.dialect.name == "postgresql"
    found = connection.scalar(_OURS_ON_SERVER if server else _OURS_IN_FILE)
    return bool(found == len(_OURS))


def require_new_enough(engine: "Engine") -> None:
    """Check the version of a server that was connected to before; asks it nothing.

    Raises Refused (reason "database_too_old", facts `version` and `oldest`).
    """
    found = getattr(engine.dialect, "server_version_info", None)
    if not found or found[0] >= OLDEST:
        return
    version = ".".join(str(part) for part in found)
    raise Refused(
        f"The database server is PostgreSQL {version}; this program needs {OLDEST} or newer."
        " Nothing was written. Ask whoever runs the server to bring it up to date.",
        reason="database_too_old",
        version=version,
        oldest=str(OLDEST),
    )


def require_known(connection: "Connection") -> None:
    """Check that a storefront has every table and column that the program uses.

    Raises Refused (reason "storefront_not_known", facts: `missing`, at most ten of them).
    """
    inspector = inspect(connection)
    there = {
        table: {column["name"] for column in columns}
        for (_, table), columns in inspector.get_multi_columns().items()
    }
    missing = []
    for table in Storefront.metadata.sorted_tables:
        if table.name not in there:
            missing.append(table.name)
            continue
        names = (column.name for column in table.columns)
        missing += [f"{table.name}.{name}" for name in names if name not in there[table.name]]
    if missing:
        listed = ", ".join(missing[:10]) + (" …" if len(missing) > 10 else "")
        raise Refused(
            f"This storefront's database lacks what the program needs: {listed}. Nothing was"
            " written. Bring the storefront up to date, or ask for a newer version of the program.",
            reason="storefront_not_known",
            missing=listed,
        )


def _owner(connection: "Connection") -> str | None:
    return connection.scalar(select(ShopMarker.value).where(ShopMarker.key == OWNER_KEY))
