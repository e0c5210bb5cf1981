"""Looks at a server's database, and writes nothing: whose it is, how it stands, what a login may.

The engines are ones that can only read (`open_engine(…, readonly=True)`).
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import sqlalchemy as sa

from babydrop_desktop.db import indexes, rights, steps
from babydrop_desktop.db.errors import translated
from babydrop_desktop.db.migrations import SHIPPED, Migrations
from babydrop_desktop.db.recognise import DatabaseState, state_of
from babydrop_desktop.db.upgrade import upgrade
from babydrop_desktop.errors import Refused

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

# From how many rows on a table's size is estimated, not counted.
ESTIMATED_FROM = 100_000
WORD_SEARCH = "CREATE EXTENSION IF NOT EXISTS pg_trgm"
_BESIDE = (DatabaseState.STOREFRONT, DatabaseState.STOREFRONT_WITH_OURS)
_SERVER = sa.text("""
    SELECT current_setting('server_version_num')::int AS version, current_user AS login,
           current_setting('server_version') AS version_text,
           coalesce((SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()), false) AS encrypted,
           pg_is_in_recovery() AS copy, current_schema() IS NOT NULL AS visible,
           CASE WHEN to_regnamespace('babydrop') IS NULL
                THEN has_database_privilege(current_database(), 'CREATE')
                ELSE (SELECT pg_has_role(nspowner, 'USAGE') FROM pg_namespace
                      WHERE nspname = 'babydrop') END AS may_prepare,
           coalesce(has_schema_privilege(current_schema(), 'CREATE'), false) AS may_fill,
           EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm') AS word_search,
           EXISTS (SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm') AS words_possible
""")
_SIZES = sa.text("""
    SELECT c.relname AS name, c.reltuples AS rows, has_table_privilege(c.oid, 'SELECT') AS readable
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = current_schema() AND c.relname IN ('Product', 'Order') AND c.relkind = 'r'
""")


class Standing(StrEnum):
    """How our own tables stand against this program."""

    NONE = "none"
    CURRENT = "current"
    OLDER = "older"
    NEWER = "newer"
    HALF = "half"
    NOT_KNOWN = "not_known"
    NOT_OURS = "not_ours"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Server:
    """What the server says of itself and of the login.

    `copy`: it only follows another server, and takes no changes. `visible`: the login may look into
    the shop's schema. `may_prepare`: it may make or change our tables; `may_fill`: also the shop's.
    """

    version: int
    version_text: str
    login: str
    encrypted: bool
    copy: bool
    visible: bool
    may_prepare: bool
    may_fill: bool
    word_search: bool
    words_possible: bool


@dataclass(frozen=True, slots=True)
class Content:
    """What is in the database. `detail` names what is missing or which version is there.

    A count is None where it cannot be read; `estimated` where a table is too large to count.
    """

    state: DatabaseState
    standing: Standing
    detail: str
    lacking: tuple[str, ...]
    indexes: tuple[str, ...]
    products: int | None
    orders: int | None
    estimated: bool


def server(engine: "Engine") -> Server:
    """Return what the server says; one statement. Raises ShopError where it cannot be asked."""
    with translated(), engine.connect() as connection:
        row = connection.execute(_SERVER).one()
        return Server(
            version=row.version,
            version_text=row.version_text,
            login=row.login,
            encrypted=row.encrypted,
            copy=row.copy,
            visible=row.visible,
            may_prepare=row.may_prepare,
            may_fill=row.may_fill,
            word_search=row.word_search,
            words_possible=row.words_possible,
        )


def content(engine: "Engine", schema: str, migrations: Migrations = SHIPPED) -> Content:
    """Return what is in the database; about ten statements.

    Raises ShopError where it cannot be asked.
    """
    standing, detail, state = _standing(engine, migrations)
    with translated(), engine.connect() as connection:
        if state is None:
            state = state_of(connection)
        whole = state not in _BESIDE
        lacking = (
            () if _is_new(state, standing) else rights.lacking(connection, schema, whole=whole)
        )
        products, orders, estimated = _sizes(connection)
    known = state is not DatabaseState.EMPTY and standing is not Standing.NOT_OURS
    wanted = indexes.plan(engine) if known else []
    return Content(
        state=state,
        standing=standing,
        detail=detail,
        lacking=lacking,
        indexes=tuple(each.name for each in wanted if each.missing),
        products=products,
        orders=orders,
        estimated=estimated,
    )


def administrator_sql(
    engine: "Engine", found: Content, schema: str, login: str, migrations: Migrations = SHIPPED
) -> str:
    """Return what an administrator has to run once so that `login` can do the daily work.

    The login needs no right to make tables for it then. `found` is the database's content. Raises
    ShopError where the database cannot be asked, or is not one to be prepared.
    """
    _refuse_strange(found)
    # The steps are asked within a transaction, as they are when they run.
    asking = engine.execution_options(isolation_level="READ COMMITTED")
    with translated(), asking.connect() as connection:
        database = str(connection.scalar(sa.text("SELECT current_database()")))
        readable = found.standing is not Standing.UNREADABLE
        tables = steps.written_down(connection, migrations) if readable else ()
    beside = found.state in _BESIDE
    granted = rights.granting(login, database, schema, whole=not beside)
    plans = indexes.plan(engine) if beside else []  # else they come with the tables
    missing = [each for each in plans if each.missing]
    after = [indexes.sql(each, concurrently=True) for each in missing]
    if any(each.words for each in missing):
        after.insert(0, WORD_SEARCH)
        after += indexes.learning(missing)
    mine = rights.granting_ours(login)
    return _script(login, database, (*tables, *granted, *mine), tuple(after))


def basic_sql(login: str, database: str, schema: str) -> str:
    """Return what lets `login` in and read the shop: where it cannot sign in yet.

    The next test shows what is still missing.
    """
    granted = rights.granting(login, database, schema, whole=False)
    return _script(login, database, granted, ())


def _script(login: str, database: str, inside: tuple[str, ...], after: tuple[str, ...]) -> str:
    lines = [
        "-- BabyDrop Desktop: run this once with psql, as an administrator, in the database",
        f"-- {database}. It makes a login that can change the shop's rows, but no tables.",
        "-- A new login still needs a password: give it one in psql with",
        f'--   \\password "{login}"',
        f"{rights.making(login)};",
        "BEGIN;",
        *(f"{one.rstrip(';')};" for one in inside),
        "COMMIT;",
    ]
    if after:
        lines += [
            "-- Keeps the lists fast. Each is made while the shop goes on; it may take a while.",
            *(f"{one};" for one in after),
        ]
    return "\n".join(lines) + "\n"


def _standing(
    engine: "Engine", migrations: Migrations
) -> tuple[Standing, str, DatabaseState | None]:
    """Ask as the program does when it opens a shop, without the owner's word to change anything.

    Whose it is comes with the answer, or is None where that has to be asked for.
    """
    try:
        report = upgrade(engine, migrations=migrations, permitted=False)
    except Refused as error:
        return _told(error)
    return Standing.CURRENT, report.after, report.state


def _told(error: Refused) -> tuple[Standing, str, DatabaseState | None]:
    facts = error.facts
    if error.reason == "upgrade_needed":
        before = facts["from"]
        return (Standing.OLDER if before else Standing.NONE), before, DatabaseState(facts["state"])
    missing = facts.get("missing", "")
    told = {
        "database_newer": (Standing.NEWER, facts.get("version", ""), None),
        "database_half": (Standing.HALF, missing, None),
        "storefront_not_known": (Standing.NOT_KNOWN, missing, None),
        "database_not_ours": (Standing.NOT_OURS, "", DatabaseState.UNKNOWN),
        # What may not be read belongs to a storefront that lets nobody in.
        "database_rights": (Standing.UNREADABLE, "", DatabaseState.STOREFRONT_WITH_OURS),
    }
    if error.reason not in told:
        raise error
    return told[error.reason]


def _is_new(state: DatabaseState, standing: Standing) -> bool:
    return state is DatabaseState.EMPTY or standing is Standing.NOT_OURS


def _sizes(connection: "Connection") -> tuple[int | None, int | None, bool]:
    """Return products, orders, and whether one of them is an estimate."""
    counts: dict[str, int] = {}
    estimated = False
    for name, rows, readable in connection.execute(_SIZES).all():
        if rows >= ESTIMATED_FROM:
            counts[name], estimated = int(rows), True
        elif readable:
            counts[name] = _counted(connection, name)
            estimated = estimated or counts[name] > ESTIMATED_FROM
    return counts.get("Product"), counts.get("Order"), estimated


def _counted(connection: "Connection", table: str) -> int:
    """How many rows; one more than can be told for a table that was never measured."""
    asked = (
        f'SELECT count(*) FROM (SELECT 1 FROM "{table}" LIMIT {ESTIMATED_FROM + 1}) AS first_ones'  # noqa: S608
    )
    return int(connection.exec_driver_sql(asked).scalar_one())


def _refuse_strange(found: Content) -> None:
    if found.standing in {Standing.NONE, Standing.OLDER, Standing.CURRENT, Standing.UNREADABLE}:
        return
    raise Refused(
        f"This database cannot be prepared as it is ({found.standing.value}: {found.detail}).",
        reason="database_not_to_prepare",
        standing=found.standing.value,
        detail=found.detail,
    )
