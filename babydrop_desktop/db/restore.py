"""Puts a copy in the place of the shop's database, and keeps what was there before."""

import contextlib
import os
import sqlite3
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from babydrop_desktop.db import demo_mark
from babydrop_desktop.db.backup import (
    Check,
    back_up,
    copy_to,
    nothing,
    size_of,
    untrusted,
)
from babydrop_desktop.db.disk import flush, not_written, require_room
from babydrop_desktop.db.engine import open_engine, sqlite_url
from babydrop_desktop.db.errors import translate, translated
from babydrop_desktop.db.exchange import BESIDE, alone, decide, draft_of, finish, forget
from babydrop_desktop.db.preview import damaged_copy
from babydrop_desktop.db.sqlite import connect_raw
from babydrop_desktop.db.upgrade import upgrade
from babydrop_desktop.domain.backups import BEFORE_RESTORE
from babydrop_desktop.errors import Refused, ShopError
from babydrop_desktop.paths import not_writable

RESTORED = "restored"  # in shop_marker: when this database was put back from a copy
_UNREADABLE = frozenset({"database_damaged", "database_disk_error"})
_WAIT_MS = 1000
# Where SQLite locks a file (its file format, "locking"): all of it, from the pending byte on.
_LOCKS_AT, _LOCKS = 0x40000000, 512


@dataclass(frozen=True, slots=True)
class Placed:
    """Where the database from before lies: a copy, or the damaged file itself; None for nothing."""

    kept: Path | None = None
    set_aside: Path | None = None


def restore(
    database: Path, copy: Path, *, folder: Path, stamp: str, check: Check = nothing
) -> Placed:
    """Put `copy` in the place of `database`, which is copied into `folder` or set aside there.

    What the copy holds must have been looked at. `stamp` is the time in names. Raises Refused
    ("shop_in_use", "restore_running", "backup_damaged", "profile_not_writable"), Unavailable
    ("backup_no_room" …) and what `check` raises; then the old shop stands as it was.
    """
    with alone(database) as intent, translated():
        draft = draft_of(database)
        _copy_in(copy, draft, check)
        _mark(draft, stamp)
        return _exchange(database, intent, folder, stamp, check)


def begin_anew(
    database: Path, *, folder: Path, stamp: str, demo: bool, check: Check = nothing
) -> Placed:
    """Put an empty shop in the place of `database`, which is kept as `restore` keeps it."""
    with alone(database) as intent, translated():
        draft = draft_of(database)
        _fill(draft, demo=demo)
        return _exchange(database, intent, folder, stamp, check)


def require_closed(database: Path) -> None:
    """Return where no program has the whole file open. Raises Refused (reason "shop_in_use")."""
    with translated():
        if not _close_log(database):
            raise _in_use()


def _exchange(database: Path, intent: IO[bytes], folder: Path, stamp: str, check: Check) -> Placed:
    """Keep the present file, then let the draft take its place."""
    placed = _keep(database, folder, stamp, check)
    check()
    try:
        decide(intent, placed.set_aside)
        finish(database, intent)
    except OSError as error:
        raise not_writable(database.parent, error) from error
    return placed


def _copy_in(copy: Path, draft: Path, check: Check) -> None:
    """Make the draft from the copy and prove it. Raises Refused (reason "backup_damaged")."""
    try:
        draft.unlink(missing_ok=True)
        with untrusted(copy) as source:
            require_room(draft.parent, size_of(source))
            os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            copy_to(source, draft, check=check)
    except (sqlite3.Error, ShopError) as error:
        known = translate(error)
        if known is not None and known.reason == "database_damaged":
            raise damaged_copy(copy) from error
        if known is not None and known.reason in {"database_disk_full", "database_read_only"}:
            raise not_written(draft.parent) from error
        raise
    except OSError as error:
        raise not_written(draft.parent) from error


def _mark(draft: Path, stamp: str) -> None:
    """Note in the database that it was put back: what was open then has to be looked at anew."""
    with contextlib.closing(connect_raw(draft)) as connection:
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute(
            "INSERT OR REPLACE INTO shop_marker (key, value) VALUES (?, ?)", (RESTORED, stamp)
        )
    flush(draft)


def _fill(draft: Path, *, demo: bool) -> None:
    forget(draft)
    if demo:
        demo_mark.create(draft)
    else:
        engine = open_engine(sqlite_url(draft))
        try:
            upgrade(engine)
        finally:
            engine.dispose()  # the last connection puts everything into the one file
    flush(draft)


def _keep(database: Path, folder: Path, stamp: str, check: Check) -> Placed:
    """Copy the present file, or say where it is to be set aside because it is damaged."""
    if not database.exists() or not database.stat().st_size:
        there = any(database.with_name(database.name + end).exists() for end in ("", *BESIDE))
        return Placed(set_aside=_aside(database, folder, stamp) if there else None)
    before = _written(database)
    try:
        # Reading alone: what opens a damaged file for writing puts its log into it, and removes it.
        kept = back_up(database, folder=folder, note=BEFORE_RESTORE, check=check)
    except ShopError as error:
        if error.reason not in _UNREADABLE:
            raise
        _require_unused(database)
        return Placed(set_aside=_aside(database, folder, stamp))
    if _written(database) != before or not _close_log(database):
        kept.unlink(missing_ok=True)
        raise _in_use()
    return Placed(kept=kept)


def _written(database: Path) -> list[tuple[int, int]]:
    """When the file and its log were written, and how long they are."""
    files = (database, database.with_name(f"{database.name}-wal"))
    found = [path.stat() for path in files if path.exists()]
    return [(stat.st_mtime_ns, stat.st_size) for stat in found if stat.st_size]


def _close_log(database: Path) -> bool:
    """See to it that the file needs no other beside it; False where somebody has it open."""
    try:
        with contextlib.closing(connect_raw(database)) as connection:
            connection.execute(f"PRAGMA busy_timeout = {_WAIT_MS}")
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("COMMIT")
            connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as error:
        known = translate(error)
        if known is not None and known.reason == "database_busy":
            return False
        raise
    return True


def _require_unused(database: Path) -> None:
    """The same for a file that SQLite cannot read. Windows itself moves no file that is open."""
    if sys.platform == "win32":
        return
    import fcntl  # noqa: PLC0415 - not on Windows

    with database.open("r+b") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, _LOCKS, _LOCKS_AT)
        except OSError as error:
            raise _in_use() from error


def _aside(database: Path, folder: Path, stamp: str) -> Path:
    """Where the damaged file goes, beside the copies; it is never deleted."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise not_writable(folder, error) from error
    path, number = folder / f"damaged-{stamp}-{database.stem}.db", 2
    while path.exists():
        path, number = folder / f"damaged-{stamp}-{database.stem}.db-{number}", number + 1
    return path


def _in_use() -> Refused:
    return Refused(
        "Another program has the shop open. Nothing was changed. Close it there, then try again.",
        reason="shop_in_use",
    )
