"""Copies the embedded database to a second file and proves that the copy is whole."""

import contextlib
import glob
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from babydrop_desktop.db.disk import flush, not_written, require_room
from babydrop_desktop.db.errors import damaged, translated
from babydrop_desktop.db.sqlite import BUSY_SECONDS, connect_raw
from babydrop_desktop.domain.backups import BEFORE_RESTORE, row_of
from babydrop_desktop.errors import Limit, NotFound, Refused, ShopError

Check = Callable[[], None]

STEP_PAGES = 1024
_SYNC_STEPS = 16  # 64 MB with pages of 4 kB: what is left for the end is quick
_OPS = 200_000
_STAMP = "SELECT strftime('%Y%m%dT%H%M%fZ', 'now')"
_MOST_LOOKED_AT = 10
_LARGEST_VALUE = 64 * 2**20
_WRITE_FAILED = frozenset(
    {
        sqlite3.SQLITE_IOERR_WRITE,
        sqlite3.SQLITE_IOERR_FSYNC,
        sqlite3.SQLITE_IOERR_TRUNCATE,
        sqlite3.SQLITE_IOERR_DIR_FSYNC,
        sqlite3.SQLITE_CANTOPEN,
    }
)
# The last one is asked by tables for searching, while they are checked.
_PRAGMAS = ("integrity_check", "page_count", "page_size", "data_version")


def nothing() -> None:
    """Nobody asks the work to end."""


def back_up(database: Path, *, folder: Path, note: str, check: Check = nothing) -> Path:
    """Return the verified copy of `database`, made in `folder` as `<name>-<time>-<note>.db`.

    Copies one moment's state while others read and write. The copy gets its name only when it is
    whole and on the disk. `check` is called meanwhile and may raise Stopped. Raises Refused
    (reason "database_damaged") where the copy shows the file to be damaged, and Unavailable where
    there is no room for it ("backup_no_room") or it cannot be written ("backup_not_written").
    """
    with translated(), contextlib.closing(connect_raw(database, readonly=True)) as source:
        return copy_of(source, folder=folder, name=database.stem, note=note, check=check)


def copy_of(
    source: sqlite3.Connection, *, folder: Path, name: str, note: str, check: Check = nothing
) -> Path:
    """As `back_up`, from a connection that is open; `name` is how the copy's own name begins."""
    stamp = str(source.execute(_STAMP).fetchone()[0]).replace(".", "")
    require_room(folder, size_of(source))
    final = _unused(folder, f"{name}-{stamp}-{note}")
    unfinished = final.with_suffix(".part")
    try:
        _prepare(folder, unfinished)
        copy_to(source, unfinished, check=check)
        _finish(unfinished, final)
    except OSError as error:
        raise not_written(folder) from error
    except sqlite3.Error as error:
        if _disk_said_no(error):
            raise not_written(folder) from error
        raise
    finally:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)
    return final


def copy_to(source: sqlite3.Connection, unfinished: Path, *, check: Check = nothing) -> None:
    """Copy into the empty file `unfinished`, and prove the copy. Memory does not grow with it.

    Raises Refused (reason "database_damaged") and sqlite3.Error.
    """
    with contextlib.closing(connect_raw(unfinished)) as copy:
        copy.execute("PRAGMA trusted_schema = OFF")
        copy.execute("PRAGMA synchronous = OFF")  # flushed on the way, and as a whole at the end
        with _one_moment(source):
            source.backup(copy, pages=STEP_PAGES, progress=_each_step(unfinished, check))
        # One file, that needs no other beside it.
        copy.execute("PRAGMA journal_mode = DELETE")
        found = found_wrong(copy, check)
    if found:
        raise damaged(found=found[0])


def faults(database: Path, check: Check = nothing) -> list[str]:
    """Return what SQLite finds wrong with a file, in its words. Empty: it is sound.

    Reads the whole file (`integrity_check`: its quick form misses damage); nothing is written.
    Raises ShopError where it cannot be opened.
    """
    with translated(), contextlib.closing(connect_raw(database, readonly=True)) as connection:
        return found_wrong(connection, check)


def found_wrong(connection: sqlite3.Connection, check: Check = nothing) -> list[str]:
    """As `faults`, of an open connection. Raises sqlite3.Error."""
    with checked(connection, check):
        lines = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(20)")]
    return [line for line in lines if line != "ok"]


def newest_good(folder: Path, check: Check = nothing, *, shop: str = "") -> Path | None:
    """Return the newest of the copies in `folder` that is whole and holds a shop; None for none.

    One of a shop that was given up for another copy comes after all others.

    Looks at the ten newest, each as long as reading it whole takes. With `shop`, the stem of a
    database's file, only at copies of that one.
    """
    with contextlib.suppress(OSError):
        begins = f"{glob.escape(shop)}-" if shop else ""
        found = folder.glob(f"{begins}*.db")
        files = [path for path in found if not path.name.startswith("damaged-")]
        # What the owner left for another copy is worth more than nothing, but not than that copy.
        left = f"-{BEFORE_RESTORE}"
        copies = sorted(
            files, key=lambda path: (left not in path.stem, _time_of(path)), reverse=True
        )
        return next((path for path in copies[:_MOST_LOOKED_AT] if _is_good(path, check)), None)
    return None


@contextlib.contextmanager
def untrusted(path: Path) -> Iterator[sqlite3.Connection]:
    """Lend a connection to a file of anybody's: it can be read, and nothing in it can be run.

    Views, triggers and large values are refused, nothing is written (beside a file that has a
    write-ahead log of its own, SQLite's index of that). Raises NotFound (reason "backup_missing"),
    Refused ("backup_not_ours") for a folder, and sqlite3.Error.
    """
    if not path.exists():
        raise NotFound(f"There is no file {path}.", reason="backup_missing", path=str(path))
    if not path.is_file():  # a pipe would keep us waiting for ever
        raise Refused(
            f"{path} is no file. Nothing was changed.", reason="backup_not_ours", path=str(path)
        )
    log = path.with_name(f"{path.name}-wal")
    alone = "" if log.exists() and log.stat().st_size else "&immutable=1"
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=ro{alone}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    with contextlib.closing(connection):
        for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "query_only = ON"):
            connection.execute(f"PRAGMA {pragma}")
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LARGEST_VALUE)
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        connection.setlimit(sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 100)
        connection.set_authorizer(_reads_only)
        yield connection


@contextlib.contextmanager
def checked(
    connection: sqlite3.Connection, check: Check, *, seconds: float | None = None
) -> Iterator[None]:
    """Ask `check` while a statement of the block runs, and end it after so many seconds.

    Raises what `check` raises, and Limit (reason "backup_too_slow").
    """
    end = None if seconds is None else time.monotonic() + seconds
    raised: list[ShopError] = []

    def ask() -> int:
        try:
            check()
        except ShopError as error:
            raised.append(error)
        return int(bool(raised) or (end is not None and time.monotonic() > end))

    connection.set_progress_handler(ask, _OPS)
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_INTERRUPT:
            raise
        if raised:
            raise raised[0] from None
        raise Limit("Reading the copy takes too long.", reason="backup_too_slow") from error
    finally:
        connection.set_progress_handler(None, 0)


def size_of(connection: sqlite3.Connection) -> int:
    """The bytes that the database takes, those still in its log included."""
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    return int(pages) * int(size)


def _reads_only(
    action: int, first: str | None, _second: str | None, _base: str | None, through: str | None
) -> int:
    """Let a statement read tables, and nothing else; never what a view or a trigger asks for."""
    reads = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION)
    also = (sqlite3.SQLITE_TRANSACTION,)
    fine = action in reads or action in also
    fine = fine or (action == sqlite3.SQLITE_PRAGMA and first in _PRAGMAS)
    return sqlite3.SQLITE_OK if fine and through is None else sqlite3.SQLITE_DENY


def _is_good(copy: Path, check: Check) -> bool:
    try:
        with untrusted(copy) as connection:
            asked = "SELECT count(*) FROM sqlite_master WHERE name = 'shop_marker'"
            holds_shop = connection.execute(asked).fetchone() == (1,)
            return holds_shop and not found_wrong(connection, check)
    except (sqlite3.Error, NotFound, Refused):
        return False


def _time_of(copy: Path) -> float:
    row = row_of(copy, 0)
    return copy.stat().st_mtime if row is None else row.made_at.timestamp()


def _unused(folder: Path, name: str) -> Path:
    """Return a path in `folder` that no earlier copy has, though it were of the same moment."""
    final, number = folder / f"{name}.db", 2
    while final.exists():
        final, number = folder / f"{name}-{number}.db", number + 1
    return final


def _prepare(folder: Path, unfinished: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.close(os.open(unfinished, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600))


@contextlib.contextmanager
def _one_moment(source: sqlite3.Connection) -> Iterator[None]:
    """Hold one state for all steps: with a log beside the file nobody who writes waits for it."""
    if source.in_transaction:
        yield
        return
    source.execute("BEGIN")
    try:
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        yield
    finally:
        source.execute("ROLLBACK")


def _each_step(unfinished: Path, check: Check) -> Callable[[int, int, int], None]:
    """What is done between two steps: the work may end, and what is written goes to the disk."""
    steps = 0

    def step(_status: int, _remaining: int, _total: int) -> None:
        nonlocal steps
        steps += 1
        check()
        if steps % _SYNC_STEPS == 0:
            flush(unfinished)

    return step


def _finish(unfinished: Path, final: Path) -> None:
    flush(unfinished)
    unfinished.replace(final)
    flush(final.parent)


def _disk_said_no(error: sqlite3.Error) -> bool:
    code = getattr(error, "sqlite_errorcode", 0)
    return code in _WRITE_FAILED or code & 0xFF in {sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY}
