"""Exchanges the shop's database file: afterwards the old shop is there, or the new, never a mix.

What is decided is written down before the first file moves; whoever opens the shop next finishes
it. Never is a log of the old database left beside the new one: SQLite would mix the two.
"""

import contextlib
import errno
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from babydrop_desktop.db.disk import flush
from babydrop_desktop.db.file_lock import only_one
from babydrop_desktop.errors import Refused
from babydrop_desktop.paths import not_writable

BESIDE = ("-wal", "-shm", "-journal")


def intent_of(database: Path) -> Path:
    """The file in which a decided exchange is written down; it is the lock too."""
    return database.with_name(f"{database.name}-restore")


def draft_of(database: Path) -> Path:
    """The file that is to become the shop's."""
    return database.with_name(f"{database.name}-restoring")


@contextlib.contextmanager
def alone(database: Path) -> Iterator[IO[bytes]]:
    """Let one program at a time exchange the file; first finish what another had decided."""
    path = intent_of(database)
    done = False
    try:
        with _locked(path, database.parent) as intent:
            try:
                _go_on(database, intent)
                yield intent
            finally:
                done = _decided(intent) is None
                if done:
                    forget(draft_of(database))
    finally:
        if done:
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)


@contextlib.contextmanager
def _locked(path: Path, folder: Path) -> Iterator[IO[bytes]]:
    with contextlib.ExitStack() as stack:
        try:
            intent = stack.enter_context(only_one(path))
        except (BlockingIOError, PermissionError) as error:
            if path.exists() and os.access(path, os.W_OK):
                raise _running() from error
            raise not_writable(folder, error) from error
        except OSError as error:
            raise not_writable(folder, error) from error
        yield intent


def _go_on(database: Path, intent: IO[bytes]) -> None:
    try:
        finish(database, intent)
    except OSError as error:
        raise not_writable(database.parent, error) from error


def decide(intent: IO[bytes], aside: Path | None) -> None:
    """Write down what will be done: from here on the new database is the shop."""
    intent.seek(0)
    intent.truncate()
    intent.write(json.dumps({"aside": str(aside) if aside else None, "whole": True}).encode())
    intent.flush()
    os.fsync(intent.fileno())
    flush(Path(intent.name).parent)


def _decided(intent: IO[bytes]) -> dict[str, Any] | None:
    """What was written down whole; None where nothing was."""
    intent.seek(0)
    try:
        found = json.loads(intent.read(65_536))
    except ValueError:
        return None
    return found if isinstance(found, dict) and found.get("whole") is True else None


def finish(database: Path, intent: IO[bytes]) -> None:
    """Do what was decided, or the rest of it. Raises OSError; then the next try goes on."""
    decided = _decided(intent)
    if decided is None:
        return
    draft = draft_of(database)
    if draft.exists():  # else the file in place is the new one already
        aside = decided.get("aside")
        for end in ("", *BESIDE):
            old = database.with_name(database.name + end)
            if aside:
                _move(old, Path(f"{aside}{end}"))
            elif end:  # the copy of it holds everything
                old.unlink(missing_ok=True)
        _swap(draft, database)
    intent.seek(0)
    intent.truncate()


def _swap(draft: Path, database: Path) -> None:
    draft.replace(database)
    flush(database.parent)


def _move(old: Path, new: Path) -> None:
    """Move a file, to another disk too; one that is not there was moved before."""
    if not old.exists():
        return
    try:
        old.rename(new)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        shutil.copyfile(old, new)
        flush(new)
        old.unlink()
    flush(new.parent)


def forget(draft: Path) -> None:
    """Remove a draft."""
    for end in ("", *BESIDE):
        with contextlib.suppress(OSError):
            draft.with_name(draft.name + end).unlink(missing_ok=True)


def _running() -> Refused:
    return Refused(
        "Another program is just putting back a copy of this shop. Try again in a moment.",
        reason="restore_running",
    )
