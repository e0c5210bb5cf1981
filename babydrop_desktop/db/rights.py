"""Says what a login has to be allowed for daily work, what it lacks, and the SQL that grants it.

Source: the contract with the storefront, "What the desktop writes". Making and changing tables is
not daily work: an administrator's login does that once.
"""

from typing import TYPE_CHECKING

from babydrop_desktop.db.ours import SCHEMA, Ours
from babydrop_desktop.db.recognise import VERSION_TABLE
from babydrop_desktop.db.storefront import Storefront

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

# Rows of these are made, changed and removed.
WRITTEN = (
    "Product", "Variant", "Inventory", "ProductImage", "PriceHistory", "Supplier", "ProductSource",
    "ImportJob", "DropshipOrder", "DropshipOrderItem", "Shipping",
)  # fmt: skip
# Of these only some columns are changed.
CHANGED = {
    "Order": (
        "status", "fulfillmentStatus", "shippedAt", "deliveredAt", "cancelledAt", "updatedAt",
    ),
    "Category": ("markupFactor", "shippingBuffer", "minPrice", "maxPrice", "updatedAt"),
}  # fmt: skip
_ROWS = ("SELECT", "INSERT", "UPDATE", "DELETE")
_ASKED = """
    SELECT w.on_table, w.on_column, w.need
    FROM (VALUES {values}) w(schema, on_table, on_column, need)
    LEFT JOIN pg_namespace n ON n.nspname = w.schema
    LEFT JOIN pg_class c ON c.relname = w.on_table AND c.relnamespace = n.oid
    LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = w.on_column
    WHERE c.oid IS NOT NULL AND NOT (has_schema_privilege(n.oid, 'USAGE') AND CASE
        WHEN w.on_column = '' THEN has_table_privilege(c.oid, w.need)
        ELSE coalesce(has_column_privilege(c.oid, a.attnum, w.need), false) END)
    ORDER BY 1, 2, 3
"""


def lacking(connection: "Connection", schema: str, *, whole: bool) -> tuple[str, ...]:
    """Return what the login may not do and has to, as `Product: INSERT`; one statement.

    `whole` asks for all rows of all tables: where no storefront looks after them.
    """
    needs = [*_needs(schema, whole=whole), *_our_needs()]
    values = ", ".join("(" + ", ".join(_text(part) for part in need) + ")" for need in needs)
    found = connection.exec_driver_sql(_ASKED.format(values=values.replace("%", "%%")))
    listed: dict[str, list[str]] = {}
    for table, column, need in found:
        listed.setdefault(table, []).append(f"{need} ({column})" if column else need)
    return tuple(f"{table}: {', '.join(needs)}" for table, needs in listed.items())


def granting(
    login: str, database: str, schema: str, *, whole: bool, missing: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """Return the statements that let `login` do the daily work on the shop's tables.

    Tables of `missing` are left out: this storefront does not have them.
    """
    who, inside = _name(login), _name(schema)
    made = [
        f"GRANT CONNECT ON DATABASE {_name(database)} TO {who}",
        f"GRANT USAGE ON SCHEMA {inside} TO {who}",
    ]
    tables = [name for name in _tables() if name not in missing]
    written = tables if whole else [name for name in WRITTEN if name in tables]
    made.append(f"GRANT SELECT ON {_listed(schema, tables)} TO {who}")
    made.append(f"GRANT INSERT, UPDATE, DELETE ON {_listed(schema, written)} TO {who}")
    for table, columns in CHANGED.items():
        if not whole and table in tables:
            these = ", ".join(_name(column) for column in columns)
            made.append(f"GRANT UPDATE ({these}) ON {_listed(schema, [table])} TO {who}")
    return tuple(made)


def granting_ours(login: str) -> tuple[str, ...]:
    """Return the statements that let `login` work with our own tables, also with later ones."""
    who, inside = _name(login), _name(SCHEMA)
    return (
        f"GRANT USAGE ON SCHEMA {inside} TO {who}",
        f"GRANT {', '.join(_ROWS)} ON ALL TABLES IN SCHEMA {inside} TO {who}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {inside} TO {who}",
        f"ALTER DEFAULT PRIVILEGES IN SCHEMA {inside} GRANT {', '.join(_ROWS)} ON TABLES TO {who}",
        f"ALTER DEFAULT PRIVILEGES IN SCHEMA {inside} GRANT USAGE, SELECT ON SEQUENCES TO {who}",
    )


def making(login: str) -> str:
    """Return the statement that makes the login, without a password, where there is none."""
    return (
        f"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = {_text(login)})"
        f" THEN CREATE ROLE {_name(login)} LOGIN; END IF; END $$"
    )


def _needs(schema: str, *, whole: bool) -> "Iterable[tuple[str, str, str, str]]":
    for table in _tables():
        yield schema, table, "", "SELECT"
    for table in _tables() if whole else WRITTEN:
        for need in _ROWS[1:]:
            yield schema, table, "", need
    for table, columns in CHANGED.items():
        for column in columns:
            yield schema, table, column, "UPDATE"


def _our_needs() -> "Iterable[tuple[str, str, str, str]]":
    yield SCHEMA, VERSION_TABLE, "", "SELECT"
    for table in Ours.metadata.sorted_tables:
        for need in _ROWS:
            yield SCHEMA, table.name, "", need


def _tables() -> list[str]:
    return sorted(table.name for table in Storefront.metadata.sorted_tables)


def _listed(schema: str, tables: "Iterable[str]") -> str:
    return ", ".join(f"{_name(schema)}.{_name(table)}" for table in tables)


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
