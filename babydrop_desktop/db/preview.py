"""Reads what a copy of the shop's database holds, whoever made the file, without trusting it."""

import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from babydrop_desktop.db import demo_mark
from babydrop_desktop.db.backup import Check, checked, found_wrong, nothing, untrusted
from babydrop_desktop.db.engine import open_engine, sqlite_url
from babydrop_desktop.db.migrations import SHIPPED, Migrations
from babydrop_desktop.db.recognise import OWNER, OWNER_KEY, TOOL_TABLE, VERSION_TABLE
from babydrop_desktop.db.sqlite import connect_raw
from babydrop_desktop.db.upgrade import upgrade
from babydrop_desktop.errors import Limit, Refused, ShopError, Unavailable

_SECONDS = 120.0
_ORDERS = "Order"
_PRODUCTS = "Product"
_NEEDED = frozenset({_ORDERS, _PRODUCTS, "shop_marker", VERSION_TABLE})
_CHANGED = (
    (_PRODUCTS, "updatedAt"),
    (_ORDERS, "updatedAt"),
    ("DropshipOrder", "updatedAt"),
    ("ImportJob", "updatedAt"),
)
_CHANGED_PRODUCTS = 'SELECT count(*) FROM "Product" WHERE "createdAt" <= ? AND "updatedAt" > ?'
_CHANGED_ORDERS = (
    'SELECT count(*) FROM "Order" o WHERE o."createdAt" <= ? AND (o."updatedAt" > ? OR EXISTS ('
    'SELECT 1 FROM "DropshipOrder" d WHERE d."orderId" = o.id AND d."updatedAt" > ?))'
)
_PARTS = (
    "SELECT type, name, sql FROM sqlite_master WHERE type IN ('trigger', 'view')"
    " OR sql LIKE 'CREATE VIRTUAL%'"
)
_TABLES = (
    "SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0"
    " AND sql LIKE 'CREATE TABLE%'"
)


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file of SQLite holds. `trouble` says why it is no copy that can be put back."""

    version: str = ""
    epoch: str = ""
    demo: bool = False
    products: int | None = None
    orders: int | None = None
    newest_order: datetime | None = None
    newest_change: datetime | None = None
    trouble: ShopError | None = None

    @property
    def empty(self) -> bool:
        """Whether it is a shop without products and orders."""
        return self.products == 0 and self.orders == 0


def look(path: Path, *, check: Check = nothing, whole: bool = True) -> Contents:
    """What the file at `path` holds; nothing in it is run, and it is not changed.

    With `whole` it is read from end to end, to see whether it is damaged. Raises NotFound (reason
    "backup_missing"), Unavailable ("backup_unreadable") and what `check` raises.
    """
    try:
        with untrusted(path) as connection:
            return _contents(connection, path, check, whole=whole)
    except sqlite3.Error as error:
        return Contents(trouble=_meaning(error, path))
    except Limit as error:
        return Contents(trouble=error)
    except OSError as error:
        raise _unreadable(path) from error


def changed_since(path: Path, time: datetime, *, check: Check = nothing) -> tuple[int, int]:
    """How many products and orders, older than `time`, were changed after it.

    Raises NotFound (reason "backup_missing"), Limit ("backup_too_slow"), sqlite3.Error and what
    `check` raises.
    """
    stamp = f"{time.astimezone(UTC).isoformat('T', 'milliseconds')[:-6]}Z"
    with untrusted(path) as connection, checked(connection, check, seconds=_SECONDS):
        products = connection.execute(_CHANGED_PRODUCTS, (stamp, stamp)).fetchone()
        orders = connection.execute(_CHANGED_ORDERS, (stamp,) * 3).fetchone()
    return int(products[0]), int(orders[0])


def _contents(connection: sqlite3.Connection, path: Path, check: Check, *, whole: bool) -> Contents:
    tables = {str(row[0]) for row in connection.execute(_TABLES)}
    if not tables >= _NEEDED or TOOL_TABLE in tables:
        wrong = whole and found_wrong(connection, check)
        return Contents(trouble=damaged_copy(path) if wrong else _not_ours(path))
    found = _facts(connection, tables, check)
    if whole and found.trouble is None and found_wrong(connection, check):
        return replace(found, trouble=damaged_copy(path))
    return found


def _facts(connection: sqlite3.Connection, tables: set[str], check: Check) -> Contents:
    marks = dict(connection.execute("SELECT key, value FROM shop_marker LIMIT 100").fetchall())
    versions = connection.execute(
        f"SELECT version_num FROM {VERSION_TABLE} LIMIT 2"  # noqa: S608 (our names)
    ).fetchall()
    version = str(versions[0][0])[:20] if len(versions) == 1 else ""
    with checked(connection, check, seconds=_SECONDS):
        found = Contents(
            version=version,
            epoch=str(marks.get("epoch", "")),
            demo=demo_mark.KEY in marks,
            products=_count(connection, _PRODUCTS),
            orders=_count(connection, _ORDERS),
            newest_order=_newest(connection, _ORDERS, "createdAt"),
            newest_change=_newest_of(connection, tables),
        )
    trouble = None if marks.get(OWNER_KEY) == OWNER else _not_ours()
    return replace(found, trouble=trouble or _wrong_version(version) or _strange(connection, found))


def _count(connection: sqlite3.Connection, table: str) -> int:
    return int(connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])  # noqa: S608


def _newest(connection: sqlite3.Connection, table: str, column: str) -> datetime | None:
    (value,) = connection.execute(
        f'SELECT max("{column}") FROM "{table}"'  # noqa: S608 (our names)
    ).fetchone()
    try:
        read = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return read.astimezone(UTC) if read.tzinfo else None


def _newest_of(connection: sqlite3.Connection, tables: set[str]) -> datetime | None:
    found = [_newest(connection, table, name) for table, name in _CHANGED if table in tables]
    return max((time for time in found if time is not None), default=None)


def _wrong_version(version: str) -> Refused | None:
    if version in SHIPPED.revisions:
        return None
    return Refused(
        f"This copy was made by a newer version of the program ({version or 'unknown'}). Nothing"
        " was changed. Install that version, then put the copy back.",
        reason="backup_newer",
        version=version,
    )


def _strange(connection: sqlite3.Connection, found: Contents) -> Refused | None:
    """A copy of ours has those triggers and views that the program itself made in it, all of them.

    Without one the search or the counts would silently be wrong from then on.
    """
    parts, own = {tuple(row) for row in connection.execute(_PARTS)}, _own_parts(found.version)
    if parts - own:
        return _not_ours()
    return _incomplete() if own - parts else None


@cache
def _own_parts(version: str) -> frozenset[tuple[object, ...]]:
    """The triggers, views and searching tables of a new shop of that version."""
    revisions = SHIPPED.revisions[: SHIPPED.revisions.index(version) + 1]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "shop.db"
        engine = open_engine(sqlite_url(file))
        try:
            upgrade(engine, migrations=Migrations(revisions, SHIPPED.folders))
        finally:
            engine.dispose()
        with closing(connect_raw(file, readonly=True)) as connection:
            return frozenset(tuple(row) for row in connection.execute(_PARTS))


def _meaning(error: sqlite3.Error, path: Path) -> ShopError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_READONLY}:
        return _unreadable(path)
    if code in {sqlite3.SQLITE_AUTH, sqlite3.SQLITE_TOOBIG}:
        return _not_ours(path)
    if code == sqlite3.SQLITE_ERROR:  # a table of ours that lacks its columns
        return _not_ours(path)
    return damaged_copy(path)


def _not_ours(path: Path | None = None) -> Refused:
    facts = {"path": str(path)} if path else {}
    return Refused(
        "This file is no copy of a shop of this program, or something was put into it. Nothing was"
        " changed. Choose a copy from the folder “backups”.",
        reason="backup_not_ours",
        **facts,
    )


def _incomplete() -> Refused:
    return Refused(
        "Something was taken out of this copy: the parts that keep its search and its counts right"
        " are not all there. Nothing was changed. Choose another copy.",
        reason="backup_incomplete",
    )


def damaged_copy(path: Path) -> Refused:
    """The refusal (reason "backup_damaged") of a copy that is not whole."""
    return Refused(
        "This copy is damaged itself and cannot be put back. Nothing was changed. Choose another.",
        reason="backup_damaged",
        path=str(path),
    )


def _unreadable(path: Path) -> Unavailable:
    return Unavailable(
        f"The file {path} cannot be read. Check that its disk is there and that you may read it.",
        reason="backup_unreadable",
        path=str(path),
    )
