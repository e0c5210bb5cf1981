"""Gives this laptop its id in the shop: made once, the same for every program of the folder."""

import os
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from babydrop_desktop.paths import Profile, not_writable, private

if sys.platform == "win32":
    import msvcrt

    def _wait(file: IO[bytes]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)  # tries for ten seconds

else:
    import fcntl

    def _wait(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX)


def device_id(profile: Profile) -> str:
    """The id of this laptop: 32 hex digits, kept in the profile folder.

    Programs that start together agree: one makes it, the others read it.
    Raises Refused (reason "profile_not_writable").
    """
    try:
        known = _read(profile.device)
        if known is None:
            with _alone(profile.running / "device.lock"):
                known = _read(profile.device) or _made(profile.device)
    except OSError as error:
        raise not_writable(profile.folder, error) from error
    return known


def _read(file: Path) -> str | None:
    """The id in the file; None where there is none, or no whole one."""
    try:
        text = file.read_text("ascii").strip()
    except (FileNotFoundError, UnicodeDecodeError):
        return None
    return text if len(text) == 32 and text.isalnum() else None


def _made(file: Path) -> str:
    made = uuid.uuid4().hex
    draft = file.with_name(f".{file.name}-{os.getpid()}")
    private(draft).write_text(made, "ascii")
    draft.replace(file)  # whole or not at all
    return made


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Wait until no other program is in here; the system lets go however a program ends."""
    lock.parent.mkdir(mode=0o700, exist_ok=True)
    with lock.open("ab") as file:
        _wait(file)
        yield
