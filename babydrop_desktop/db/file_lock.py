"""Lets one program at a time change which file is the shop's; a dead one's lock is free."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

if sys.platform == "win32":
    import msvcrt

    _FAR = 2**30  # the locked byte lies behind what is written, so that others may read that

    def _lock(file: IO[bytes]) -> None:
        file.seek(_FAR)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        file.seek(0)

else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def only_one(path: Path) -> Iterator[IO[bytes]]:
    """Lend the file at `path`, made where it is not there, to one program.

    Raises BlockingIOError or PermissionError where another has it, and OSError.
    """
    with path.open("a+b") as file:
        _lock(file)
        if not path.exists() or path.stat().st_ino != os.fstat(file.fileno()).st_ino:
            raise BlockingIOError(f"{path} was just removed by another")
        yield file
