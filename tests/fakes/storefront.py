"""Builds the storefront's database as its own tool would, from the contract's CSV files alone.

Nothing here knows this program's models: what the program does to such a database can be judged.
"""

import csv
from pathlib import Path

import psycopg

CONTRACT = Path(__file__).parents[1] / "storefront"
# What the contract lets the desktop write (README of the contract, "What the desktop writes").
WRITTEN = (
    "Product", "Variant", "Inventory", "ProductImage", "PriceHistory", "Supplier", "ProductSource",
    "ImportJob", "DropshipOrder", "DropshipOrderItem", "Shipping",
)  # fmt: skip
CHANGED = {
    "Order": ("status", "fulfillmentStatus", "shippedAt", "deliveredAt", "cancelledAt",
              "updatedAt"),
    "Category": ("markupFactor", "shippingBuffer", "minPrice", "maxPrice", "updatedAt"),
}  # fmt: skip
_MIGRATIONS = """
CREATE TABLE "_prisma_migrations" (
    id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz,
    migration_name varchar(255) NOT NULL, logs text, rolled_back_at timestamptz,
    started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0)
"""


def read(name: str) -> list[dict[str, str]]:
    """Return the lines of one of the contract's files: columns, enums or indexes."""
    with (CONTRACT / f"storefront_{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def build(url: str, *, desktop: str, rows: bool = True) -> None:
    """Create tables, keys, indexes, rights for `desktop`, and rows, in the empty database."""
    with psycopg.connect(url) as connection:
        for statement in statements():
            connection.execute(statement)
        if rows:
            connection.execute((CONTRACT / "rows.sql").read_text(encoding="utf-8"))
        for statement in _rights(desktop):
            connection.execute(statement)


def statements() -> list[str]:
    """Return the SQL that makes the storefront's empty tables."""
    columns = read("columns")
    tables = dict.fromkeys(column["table"] for column in columns)
    made = list(_enums())
    for table in tables:
        lines = [_column(column) for column in columns if column["table"] == table]
        lines.append(f'CONSTRAINT "{table}_pkey" PRIMARY KEY ("id")')
        made.append(f'CREATE TABLE "{table}" (\n  ' + ",\n  ".join(lines) + "\n)")
    made += [
        f'CREATE UNIQUE INDEX "{c["table"]}_{c["column"]}_key" ON "{c["table"]}" ("{c["column"]}")'
        for c in columns
        if c["key"] == "unique"
    ]
    made += [_index(index) for index in read("indexes")]
    made += [_foreign_key(column) for column in columns if column["references"]]
    return [*made, _MIGRATIONS]


def _enums() -> list[str]:
    values: dict[str, list[str]] = {}
    for line in read("enums"):
        values.setdefault(line["enum"], []).append(f"'{line['value']}'")
    return [f'CREATE TYPE "{name}" AS ENUM ({", ".join(v)})' for name, v in values.items()]


def _column(column: dict[str, str]) -> str:
    kind = column["type"]
    enum = kind.startswith("enum ")
    sql = f'"{column["column"]}" ' + (f'"{kind[5:]}"' if enum else kind)
    if column["nullable"] == "no":
        sql += " NOT NULL"
    default = column["default"]
    if not default or default.startswith("("):
        return sql
    if default == "now()":
        return f"{sql} DEFAULT CURRENT_TIMESTAMP"
    return f"{sql} DEFAULT " + (f"'{default}'" if enum or kind == "text" else default)


def _index(index: dict[str, str]) -> str:
    columns = index["columns"].split(",")
    listed = ", ".join(f'"{column}"' for column in columns)
    name = f"{index['table']}_{'_'.join(columns)}_idx"
    return f'CREATE INDEX "{name}" ON "{index["table"]}" ({listed})'


def _foreign_key(column: dict[str, str]) -> str:
    target, _, rule = column["references"].partition(" on delete ")
    table, _, key = target.partition(".")
    name = f"{column['table']}_{column['column']}_fkey"
    return (
        f'ALTER TABLE "{column["table"]}" ADD CONSTRAINT "{name}" FOREIGN KEY'
        f' ("{column["column"]}") REFERENCES "{table}" ("{key}")'
        f" ON DELETE {rule} ON UPDATE CASCADE"
    )


def _rights(desktop: str) -> list[str]:
    granted = [f"GRANT USAGE ON SCHEMA public TO {desktop}"]
    tables = dict.fromkeys(column["table"] for column in read("columns"))
    granted += [f'GRANT SELECT ON "{table}" TO {desktop}' for table in tables]
    granted += [f'GRANT INSERT, UPDATE, DELETE ON "{table}" TO {desktop}' for table in WRITTEN]
    for table, columns in CHANGED.items():
        listed = ", ".join(f'"{column}"' for column in columns)
        granted.append(f'GRANT UPDATE ({listed}) ON "{table}" TO {desktop}')
    return granted
