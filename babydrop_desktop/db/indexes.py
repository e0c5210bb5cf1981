"""Gives the shop's long lists the indexes that keep them fast, without making one twice.

They are compared by their columns, whatever their names: of the predecessor's six composite
indexes, two exist in every storefront. In an empty database they come with the tables; on a
storefront they are made only when the owner asks for it, without locking its tables.
Source: the contract with the storefront, rule 4; the goals for speed.
"""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from babydrop_desktop.db import watchdog
from babydrop_desktop.db.errors import locked, translated
from babydrop_desktop.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sqlalchemy import Connection, Engine, Row


@dataclass(frozen=True, slots=True)
class IndexPlan:
    """An index that the program wants, and how the database stands.

    `existing` names the one that already serves these columns in this order, or is None; `leftover`
    tells that an unfinished one of ours (INVALID) stands in its way and will be dropped first.
    `names` says that the first column is sorted as names are: without regard to case on SQLite.
    `words` is the text that it finds parts of (PostgreSQL with the extension pg_trgm): such an
    index is known by its name.
    """

    table: str
    columns: tuple[str, ...]
    existing: str | None = None
    leftover: bool = False
    names: bool = False
    words: str = ""

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
        if self.words:
            return (f"({self.words}) gin_trgm_ops",)
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
    IndexPlan("DropshipOrder", ("createdAt", "id")),
    # A source whose product the storefront names by the id of its CMS is found by the slug.
    IndexPlan("ProductSource", ("productSlug",)),
    # What is bought for an item of a customer's order.
    IndexPlan("DropshipOrderItem", ("orderItemId",)),
    # "Needs you": what waits for payment, for its claim to end, or was called off.
    IndexPlan("DropshipOrder", ("status", "placedAt")),
    IndexPlan("DropshipOrder", ("status", "shippedAt")),
    IndexPlan("DropshipOrder", ("status", "deliveredAt")),
    IndexPlan("Order", ("status", "updatedAt")),
    IndexPlan("Product", ("isActive", "costPrice", "basePrice", "publishedAt")),
)
# What the search of orders looks through on a server, as the query says it (db/order_search.py).
# The embedded database has a table of its own for that.
ORDER_WORDS = (
    """coalesce({t}"shippingAddress"->>'firstName', '') || ' ' ||"""
    """ coalesce({t}"shippingAddress"->>'lastName', '') || ' ' || {t}"customerEmail" || ' ' ||"""
    """ coalesce({t}"aliExpressOrderId", '') || ' ' || coalesce({t}"trackingNumber", '')"""
)
WANTED_ON_SERVER = (
    IndexPlan("DropshipOrder", ("words",), words=ORDER_WORDS.format(t="")),
    IndexPlan("Order", ("words",), words='"orderNumber"'),
)

# Valid, whole (no WHERE): only such an index serves every query.
_POSTGRES = sa.text("""
    SELECT t.relname AS on_table, i.relname AS name, x.indisvalid AS valid, m.amname AS kind,
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
    WHERE s.nspname = current_schema() AND x.indpred IS NULL AND m.amname IN ('btree', 'gin')
    UNION ALL SELECT '', '', true, e.name, ''
    FROM pg_available_extensions e WHERE e.name = 'pg_trgm'
""")
_SQLITE = sa.text("""
    SELECT l.tbl_name AS on_table, l.name AS name, 1 AS valid, 'btree' AS kind,
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


def create(
    engine: "Engine",
    plans: "Iterable[IndexPlan]",
    *,
    before: "Callable[[int, int], None]" = lambda _done, _of: None,
    check: "Callable[[], None] | None" = None,
) -> list[IndexPlan]:
    """Make the missing ones of `plans` and return the plan as it stands afterwards.

    `before` hears before each how many of how many are done, and may raise Stopped; `check` is
    asked while a server makes one, and may too: the server then gives that one up.

    On PostgreSQL each is made CONCURRENTLY, outside a transaction and without a time limit: the
    storefront goes on reading and writing. One that broke off before is dropped first.
    Raises Refused (reason "database_rights") where the login does not own the tables: then the
    server's owner has to run `sql(plan)`; Unavailable ("database_locked") while another makes one.
    """
    wanted = [each for each in plans if each.missing]
    with translated():
        if engine.dialect.name == "postgresql":
            with watchdog.allowing(watchdog.LONG_S, check=check):
                _create_on_server(engine, wanted, before)
        else:
            with engine.execution_options(babydrop_write=True).begin() as connection:
                for done, each in enumerate(wanted):
                    before(done, len(wanted))
                    connection.exec_driver_sql(sql(each, engine.dialect.name))
    return plan(engine)


def create_missing(engine: "Engine") -> tuple[str, ...]:
    """Make all that are missing; their names.

    Raises as `create`, but Refused (reason "indexes_need_owner", fact `sql`: what their owner has
    to run) where the login does not own the tables.
    """
    wanted = plan(engine)
    try:
        create(engine, wanted)
    except Refused as error:
        if error.reason != "database_rights":
            raise
        raise Refused(
            "Only the owner of the shop's tables may make their indexes, and this login is not."
            " Have an administrator of the server run this SQL once, line by line.",
            reason="indexes_need_owner",
            sql="".join(f"{line};\n" for line in for_administrator(engine)),
        ) from error
    return tuple(index.name for index in wanted if index.missing)


def sql(wanted: IndexPlan, dialect: str = "postgresql", *, concurrently: bool = False) -> str:
    """Return the statement that makes the index."""
    columns = ", ".join(wanted.on(dialect))
    how = "CONCURRENTLY " if concurrently else ""
    kind = "USING gin " if wanted.words else ""
    named = f'"{wanted.name}" ON "{wanted.table}"'
    return f"CREATE INDEX {how}IF NOT EXISTS {named} {kind}({columns})"


def for_administrator(engine: "Engine") -> tuple[str, ...]:
    """Return what somebody who owns a server's tables has to run once, in this order.

    Each by itself, outside a transaction: the storefront goes on reading and writing meanwhile.
    """
    with translated(), engine.connect() as connection:
        wanted = [each for each in _plan(connection) if each.missing]
        schema = connection.exec_driver_sql("SELECT quote_ident(current_schema())").scalar_one()
    found = [f"SET search_path TO {schema}"]
    if any(each.words for each in wanted):
        found.append("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    for each in wanted:
        if each.leftover:
            found.append(f'DROP INDEX CONCURRENTLY IF EXISTS "{each.name}"')
        found.append(sql(each, concurrently=True))
    return (*found, *learning(wanted))


def learning(made: "Iterable[IndexPlan]") -> tuple[str, ...]:
    """Return what a server runs after these indexes were made.

    Only then can it learn which words are common, and when not to use an index of words.
    """
    return tuple(f'ANALYZE "{table}"' for table in dict.fromkeys(e.table for e in made if e.words))


def _create_on_server(
    engine: "Engine", wanted: "Sequence[IndexPlan]", before: "Callable[[int, int], None]"
) -> None:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("SET statement_timeout = 0")
        connection.exec_driver_sql("SET lock_timeout = 0")
        try:
            finds_words = _has_words(connection)
            for done, each in enumerate(wanted):
                before(done, len(wanted))
                _refuse_second(connection)
                if each.words and not finds_words:
                    continue
                if each.leftover:
                    connection.exec_driver_sql(f'DROP INDEX CONCURRENTLY IF EXISTS "{each.name}"')
                connection.exec_driver_sql(sql(each, concurrently=True))
            for statement in learning(wanted if finds_words else ()):
                connection.exec_driver_sql(statement)
        finally:
            connection.invalidate()  # its time limits are gone: it is not lent again


def _refuse_second(connection: "Connection") -> None:
    """Raise Unavailable (reason "database_locked") while another computer makes an index here.

    What is unfinished is its work then, not a leftover; and the two would wait for one another.
    """
    asked = "SELECT count(*) FROM pg_stat_progress_create_index WHERE datname = current_database()"
    if connection.exec_driver_sql(asked).scalar_one():
        raise locked()


def _has_words(connection: "Connection") -> bool:
    """Whether the server can index parts of words; its extension is installed where it lets us."""
    try:
        connection.exec_driver_sql("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except sa.exc.DBAPIError:  # not there, or no rights: the search works without, only slower
        return False
    return True


def _plan(connection: "Connection") -> list[IndexPlan]:
    server = connection.dialect.name == "postgresql"
    rows = connection.execute(_POSTGRES if server else _SQLITE).all()
    valid = {(row.on_table, row.columns): row.name for row in rows if _plain(row)}
    words = {row.name: row.name for row in rows if row.valid and row.kind == "gin"}
    broken = {row.name for row in rows if not row.valid}
    able = any(row.kind == "pg_trgm" for row in rows)
    return [
        replace(
            each,
            existing=words.get(each.name)
            if each.words
            else valid.get((each.table, ",".join(each.on(connection.dialect.name)))),
            leftover=each.name in broken,
        )
        for each in (*WANTED, *(WANTED_ON_SERVER if able else ()))
    ]


def _plain(row: "Row[Any]") -> bool:
    return bool(row.valid) and row.kind == "btree"
