"""Leaves room on the disk: copies never take the last of it, and a reserve helps when it is full.

Source: measured on this software stack: on a full disk even a DELETE fails.
"""

import contextlib
import os
import shutil
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import event

from babydrop_desktop.errors import Unavailable

if TYPE_CHECKING:
    from sqlalchemy import Engine

MARGIN_BYTES = 64 * 2**20
RESERVE_BYTES = 32 * 2**20
_BLOCK = 2**20


def free_bytes(folder: Path) -> int:
    """The room on the disk of `folder`, which need not exist yet. Raises OSError."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return shutil.disk_usage(folder).free


def is_full(folder: Path) -> bool:
    """Whether hardly a page of a database fits on the disk; False where nobody can tell."""
    try:
        return free_bytes(folder) < _BLOCK
    except OSError:
        return False


def require_room(folder: Path, needed: int) -> None:
    """See to it that `needed` bytes fit into `folder` and some room is left.

    Raises Unavailable (reasons "backup_no_room", facts: folder, needed, free in bytes, and
    "backup_not_written").
    """
    try:
        free = free_bytes(folder)
    except OSError as error:
        raise not_written(folder) from error
    if free < needed + MARGIN_BYTES:
        raise Unavailable(
            f"There is no room for a copy of the shop's database in {folder}: it takes"
            f" {told(needed + MARGIN_BYTES)}, {told(free)} are free. Nothing was changed. Make"
            " room on the disk, then try again.",
            reason="backup_no_room",
            folder=str(folder),
            needed=str(needed + MARGIN_BYTES),
            free=str(free),
        )


def not_written(folder: Path) -> Unavailable:
    """The error (reason "backup_not_written") of a copy that could not be written."""
    return Unavailable(
        "The backup copy of the shop's database could not be written, so nothing was"
        " changed. Check the room on the disk and the rights of the backups folder.",
        reason="backup_not_written",
        folder=str(folder),
    )


def flush(path: Path) -> None:
    """See to it that a file, or the names in a folder, are on the disk. Raises OSError."""
    if path.is_dir() and os.name != "posix":  # Windows has no way to flush a folder
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class Reserve:
    """A file beside the database that only takes room, until the disk is full."""

    def __init__(self, database: Path, size: int | None = None) -> None:
        self._path = database.with_name(f"{database.stem}-reserve.bin")
        self._size = RESERVE_BYTES if size is None else size

    @property
    def there(self) -> bool:
        """Whether the room is kept."""
        return self._path.exists()

    def keep(self) -> bool:
        """Keep the room where the disk has plenty; whether it is kept now. Never complains."""
        if self.there:
            return True
        draft = self._path.with_suffix(".part")
        try:
            if free_bytes(draft.parent) < 4 * self._size + MARGIN_BYTES:
                return False
            with draft.open("wb") as file:
                for _ in range(0, self._size, _BLOCK):
                    file.write(os.urandom(min(_BLOCK, self._size)))  # zeros may take no room
                file.flush()
                os.fsync(file.fileno())
            draft.replace(self._path)
        except OSError:
            with contextlib.suppress(OSError):
                draft.unlink(missing_ok=True)
            return False
        return True

    def spend(self) -> bool:
        """Give the room away; whether there was any."""
        try:
            self._path.unlink()
        except OSError:
            return False
        return True

    def guard(self, engine: "Engine") -> None:
        """Give the room away as soon as a statement finds the disk full: the next one succeeds."""

        def spend_when_full(context: Any) -> None:  # noqa: ANN401 - SQLAlchemy's own
            error = context.original_exception
            code = getattr(error, "sqlite_errorcode", None) or 0
            if isinstance(error, sqlite3.Error) and code & 0xFF == sqlite3.SQLITE_FULL:
                self.spend()

        event.listen(engine, "handle_error", spend_when_full)


def told(size: int) -> str:
    """A size as people say it."""
    return f"{size / 2**30:.1f} GB" if size >= 2**30 else f"{max(1, size // 2**20)} MB"
