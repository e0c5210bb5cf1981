"""Gives the shop's long lists the indexes that keep them fast, without making one twice.

They are compared by their columns, whatever their names: of the predecessor's six composite
indexes, two exist in every storefront. In an empty database they come with the tables; on a
storefront they are made only when the owner asks for it, without locking its tables.
Source: the contract with the storefront, rule 4; the goals for speed.
"""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import sqlalchemy as sa

from babydrop_desktop.db.errors import translated

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection, Engine


@dataclass(frozen=True, slots=True)
class IndexPlan:
    """An index that the program wants, and how the database stands.

    `existing` names the one that already serves these columns in this order, or is None; `leftover`
    tells that an unfinished one of ours (INVALID) stands in its way and will be dropped first.
    `names` says that the first column is sorted as names are: without regard to case on SQLite.
    """

    table: str
    columns: tuple[str, ...]
    existing: str | None = None
    leftover: bool = False
    names: bool = False

    @property
    def name(self) -> str:
        """Return the name it gets: ours, never one that the storefront's tool would give."""
        return f"babydrop_{self.table}_{'_'.join(self.columns)}"

    @property
    def missing(self) -> bool:
        """Return whether it has to be made."""
        return self.existing is None

    def on(self, dialect: str) -> tuple[str, ...]:
        """Return its columns, quoted, each with the order it has on this engine where it is own."""
        quoted = [f'"{column}"' for column in self.columns]
        if self.names and dialect == "sqlite":
            quoted[0] += " COLLATE NOCASE"
        return tuple(quoted)


WANTED = (
    # The predecessor's report, issues 3 and 5: the six composite indexes.
    IndexPlan("DropshipOrder", ("status", "createdAt")),
    IndexPlan("DropshipOrder", ("supplierId", "status")),
    IndexPlan("DropshipOrderItem", ("dropshipOrderId", "productSourceId")),
    IndexPlan("Product", ("categoryId", "isActive")),
    IndexPlan("ProductSource", ("supplierId", "sourceStatus")),
    IndexPlan("Order", ("paymentStatus", "createdAt")),
    # Lists that page by key.
    IndexPlan("DropshipOrder", ("status", "createdAt", "id")),
    IndexPlan("Product", ("name", "id"), names=True),
    IndexPlan("Product", ("createdAt", "id")),
    # A source whose product the storefront names by the id of its CMS is found by the slug.
    IndexPlan("ProductSource", ("productSlug",)),
)

# Valid, whole (no WHERE), plain columns: only such an index serves every query.
_POSTGRES = sa.text("""
    SELECT t.relname AS on_table, i.relname AS name, x.indisvalid AS valid,
           array_to_string(ARRAY(
               SELECT coalesce('"' || a.attname || '"', '')
               FROM unnest(x.indkey::int2[]) WITH ORDINALITY k(n, o)
               LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.n AND k.n > 0
               WHERE k.o <= x.indnkeyatts ORDER BY k.o), ',') AS columns
    FROM pg_index x
    JOIN pg_class i ON i.oid = x.indexrelid
    JOIN pg_class t ON t.oid = x.indrelid
    JOIN pg_namespace s ON s.oid = t.relnamespace
    JOIN pg_am m ON m.oid = i.relam
    WHERE s.nspname = current_schema() AND x.indpred IS NULL AND m.amname = 'btree'
""")
_SQLITE = sa.text("""
    SELECT l.tbl_name AS on_table, l.name AS name, 1 AS valid,
           (SELECT group_concat(name, ',')
            FROM (SELECT coalesce('"' || c.name || '"', '')
                         || CASE c.coll WHEN 'BINARY' THEN '' ELSE ' COLLATE ' || c.coll END AS name
                  FROM pragma_index_xinfo(l.name) c WHERE c."key" ORDER BY c.seqno)) AS columns
    FROM sqlite_master l
    WHERE l.type = 'index' AND NOT EXISTS (
        SELECT 1 FROM pragma_index_list(l.tbl_name) p WHERE p.name = l.name AND p.partial)
""")


def plan(engine: "Engine") -> list[IndexPlan]:
    """Return every wanted index and whether it is there, in one read.

    Raises ShopError where the database cannot be asked.
    """
    with translated(), engine.connect() as connection:
        return _plan(connection)


def create(engine: "Engine", plans: "Iterable[IndexPlan]") -> list[IndexPlan]:
    """Make the missing ones of `plans` and return the plan as it stands afterwards.

    On PostgreSQL each is made CONCURRENTLY, outside a transaction and without a time limit: the
    storefront goes on reading and writing. One that broke off before is dropped first.
    Raises Refused (reason "database_rights") where the login does not own the tables: then the
    server's owner has to run `sql(plan)`.
    """
    wanted = [each for each in plans if each.missing]
    with translated():
        if engine.dialect.name == "postgresql":
            _create_on_server(engine, wanted)
        else:
            with engine.execution_options(babydrop_write=True).begin() as connection:
                for each in wanted:
                    connection.exec_driver_sql(sql(each, engine.dialect.name))
    return plan(engine)


def sql(wanted: IndexPlan, dialect: str = "postgresql", *, concurrently: bool = False) -> str:
    """Return the statement that makes the index."""
    columns = ", ".join(wanted.on(dialect))
    how = "CONCURRENTLY " if concurrently else ""
    return f'CREATE INDEX {how}IF NOT EXISTS "{wanted.name}" ON "{wanted.table}" ({columns})'


def _create_on_server(engine: "Engine", wanted: "Iterable[IndexPlan]") -> None:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("SET statement_timeout = 0")
        connection.exec_driver_sql("SET lock_timeout = 0")
        try:
            for each in wanted:
                if each.leftover:
                    connection.exec_driver_sql(f'DROP INDEX CONCURRENTLY IF EXISTS "{each.name}"')
                connection.exec_driver_sql(sql(each, concurrently=True))
        finally:
            connection.invalidate()  # its time limits are gone: it is not lent again


def _plan(connection: "Connection") -> list[IndexPlan]:
    server = connection.dialect.name == "postgresql"
    rows = connection.execute(_POSTGRES if server else _SQLITE).all()
    valid = {(row.on_table, row.columns): row.name for row in rows if row.valid}
    broken = {row.name for row in rows if not row.valid}
    return [
        replace(
            each,
            existing=valid.get((each.table, ",".join(each.on(connection.dialect.name)))),
            leftover=each.name in broken,
        )
        for each in WANTED
    ]
