"""Tells which of this laptop's programs still run, so that work of those that ended goes on."""

import contextlib
import os
import sys
from collections.abc import Collection
from pathlib import Path
from typing import IO

from babydrop_desktop.paths import not_writable, safe_join

if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


class AliveMark:
    """A locked file with this program's name: the system lets go of it however the program ends."""

    def __init__(self, folder: Path, name: str) -> None:
        """Mark the program `name` as running in `folder`.

        Raises Refused (reasons "profile_not_writable", "bad_file_name").
        """
        self.name = name
        self._folder = folder
        self._path = safe_join(folder, f"{name}.lock")
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._file = self._path.open("ab")
        except OSError as error:
            raise not_writable(folder, error) from error
        try:
            _lock(self._file)
        except OSError as error:
            self._file.close()
            raise not_writable(folder, error) from error

    def gone(self, names: Collection[str]) -> frozenset[str]:
        """Those of the programs that run no more; their files are swept away."""
        return frozenset(name for name in names if self._is_gone(name))

    def close(self) -> None:
        """Say that this program has ended."""
        self._file.close()
        with contextlib.suppress(OSError):  # a file that stays is swept away by the next program
            self._path.unlink(missing_ok=True)

    def _is_gone(self, name: str) -> bool:
        path = safe_join(self._folder, f"{name}.lock")
        if path == self._path:
            return False
        try:
            with path.open("r+b") as file:
                _lock(file)
        except FileNotFoundError:
            return True
        except OSError:
            return False
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
        return True


def program_name(device: str) -> str:
    """A name for this run of the program that no other has: the device, the process, chance."""
    return f"{device}-{os.getpid()}-{os.urandom(4).hex()}"
