"""Copies the embedded database to a second file and proves that the copy is whole."""

import contextlib
import os
import sqlite3
from pathlib import Path

from babydrop_desktop.db.errors import damaged, translated
from babydrop_desktop.db.sqlite import connect_raw
from babydrop_desktop.errors import Unavailable

_STAMP = "SELECT strftime('%Y%m%dT%H%M%fZ', 'now')"
_MOST_LOOKED_AT = 10


def back_up(database: Path, *, folder: Path, note: str) -> Path:
    """Return the verified copy of `database`, made in `folder` as `<name>-<time>-<note>.db`.

    Copies while the program goes on reading. The copy gets its name only when it is whole and on
    the disk. Raises Refused (reason "database_damaged") where the copy shows the file to be
    damaged, and Unavailable where it cannot be written.
    """
    with translated(), contextlib.closing(connect_raw(database, readonly=True)) as source:
        stamp = str(source.execute(_STAMP).fetchone()[0]).replace(".", "")
        final = _unused(folder, f"{database.stem}-{stamp}-{note}")
        unfinished = final.with_suffix(".part")
        try:
            _prepare(folder, unfinished)
            _copy(source, unfinished)
            _finish(unfinished, final)
        except OSError as error:
            raise Unavailable(
                "The backup copy of the shop's database could not be written, so nothing was"
                " changed. Check the room on the disk and the rights of the backups folder.",
                reason="backup_not_written",
                folder=str(folder),
            ) from error
        finally:
            with contextlib.suppress(OSError):
                unfinished.unlink(missing_ok=True)
    return final


def faults(database: Path) -> list[str]:
    """Return what SQLite finds wrong with a file, in its words. Empty: it is sound.

    Reads the whole file (`integrity_check`: its quick form misses damage); nothing is written.
    Raises ShopError where it cannot be opened.
    """
    with translated(), contextlib.closing(connect_raw(database, readonly=True)) as connection:
        return _faults(connection)


def newest_good(folder: Path) -> Path | None:
    """Return the newest of the copies in `folder` that is whole and holds a shop; None for none.

    Looks at the ten newest, each as long as reading it whole takes.
    """
    with contextlib.suppress(OSError):
        copies = sorted(folder.glob("*.db"), key=lambda path: path.stat().st_mtime, reverse=True)
        return next((path for path in copies[:_MOST_LOOKED_AT] if _is_good(path)), None)
    return None


def _is_good(copy: Path) -> bool:
    try:
        with contextlib.closing(connect_raw(copy, readonly=True)) as connection:
            asked = "SELECT count(*) FROM sqlite_master WHERE name = 'shop_marker'"
            holds_shop = connection.execute(asked).fetchone() == (1,)
            return holds_shop and not _faults(connection)
    except sqlite3.Error:
        return False


def _unused(folder: Path, name: str) -> Path:
    """Return a path in `folder` that no earlier copy has, though it were of the same moment."""
    final, number = folder / f"{name}.db", 2
    while final.exists():
        final, number = folder / f"{name}-{number}.db", number + 1
    return final


def _prepare(folder: Path, unfinished: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.close(os.open(unfinished, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600))


def _copy(source: sqlite3.Connection, unfinished: Path) -> None:
    with contextlib.closing(connect_raw(unfinished)) as copy:
        source.backup(copy)
        # One file, that needs no other beside it.
        copy.execute("PRAGMA journal_mode = DELETE")
        found = _faults(copy)
    if found:
        raise damaged(found=found[0])


def _finish(unfinished: Path, final: Path) -> None:
    _flush(unfinished)
    unfinished.replace(final)
    if os.name == "posix":  # Windows has no way to flush a folder
        _flush(final.parent)


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _faults(connection: sqlite3.Connection) -> list[str]:
    lines = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(20)")]
    return [line for line in lines if line != "ok"]
