"""Keeps pictures as files that are whole or not there, named by their content."""

import hashlib
import os
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock

from babydrop_desktop.errors import Unavailable
from babydrop_desktop.paths import safe_join

# The longest side of both files, in pixels (the contract's business rules; our lists).
LARGE, SMALL = 2000, 320
_SHA256 = re.compile(r"[0-9a-f]{64}")
_OURS = re.compile(r"([0-9a-f]{64})(?:-320)?\.webp")
_TEMPORARY = "new-"


@dataclass(frozen=True, slots=True)
class Sizes:
    """Both files of a picture, as WebP, the pixels of the large one, and how it looks."""

    large: bytes
    small: bytes
    width: int
    height: int
    look: str = ""  # see domain/look.py


class PictureFiles:
    """The folder of one shop's pictures: ab/<sha256>.webp and ab/<sha256>-320.webp."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = Lock()

    def large(self, sha256: str) -> Path | None:
        """Where the large file of that picture lies or would lie; None for what is no sha256."""
        return self._path(sha256, ".webp")

    def small(self, sha256: str) -> Path | None:
        """Where the list-size file lies or would lie; None for what is no sha256."""
        return self._path(sha256, "-320.webp")

    def has(self, sha256: str) -> bool:
        """Whether both files are here."""
        large, small = self.large(sha256), self.small(sha256)
        return large is not None and small is not None and large.is_file() and small.is_file()

    def keep(self, sizes: Sizes) -> str:
        """Write both files durably before returning; the sha256 of the large one.

        Each is written beside its place, synced and renamed; then the folder is synced. What is
        here already is only marked as used. Raises Unavailable (reason "pictures_not_writable").
        """
        sha256 = hashlib.sha256(sizes.large).hexdigest()
        folder = safe_join(self._folder, sha256[:2])
        try:
            if not self._is_kept(sha256, sizes):
                is_new = not folder.is_dir()
                folder.mkdir(parents=True, exist_ok=True)
                self._write(safe_join(folder, f"{sha256}-320.webp"), sizes.small)
                self._write(safe_join(folder, f"{sha256}.webp"), sizes.large)
                _sync_folder(folder)
                if is_new:
                    _sync_folder(self._folder)
        except OSError as error:
            raise Unavailable(
                f"The picture could not be saved in {self._folder} ({error.strerror or error}). "
                "Free some space on this laptop, or allow writing to the folder, then try again.",
                reason="pictures_not_writable",
                folder=str(self._folder),
            ) from error
        return sha256

    def sweep(self, keep: set[str], older_than: datetime, check: Callable[[], None]) -> int:
        """Remove files that no row names, and left-over temporary ones; how many.

        Only what was last used before `older_than` (aware): a picture's row follows its file.
        Raises what `check` raises between two files.
        """
        removed = 0
        for path in self._folder.glob("??/*"):
            check()
            name = _OURS.fullmatch(path.name)
            if name is None and not path.name.startswith(_TEMPORARY):
                continue
            if name is None or name[1] not in keep:
                removed += self._remove_old(path, older_than.timestamp())
        return removed

    def _path(self, sha256: str, ending: str) -> Path | None:
        if not _SHA256.fullmatch(sha256):
            return None
        return safe_join(safe_join(self._folder, sha256[:2]), f"{sha256}{ending}")

    def _is_kept(self, sha256: str, sizes: Sizes) -> bool:
        """Whether the same bytes are here; they get a new time, so that no sweep takes them."""
        large, small = self.large(sha256), self.small(sha256)
        if large is None or small is None:
            return False
        with self._lock:
            if not self.has(sha256) or large.read_bytes() != sizes.large:
                return False
            if small.read_bytes() != sizes.small:
                return False
            os.utime(large)
            os.utime(small)
        return True

    def _write(self, place: Path, data: bytes) -> None:
        temporary = safe_join(place.parent, f"{_TEMPORARY}{secrets.token_hex(8)}.part")
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        handle = os.open(temporary, flags, 0o600)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, place)  # noqa: PTH105 - seen beside fsync in the tests
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise

    def _remove_old(self, path: Path, before: float) -> int:
        with self._lock:
            try:
                if path.stat().st_mtime >= before:
                    return 0
                path.unlink()
            except OSError:  # gone already, or open in another program on Windows: next time
                return 0
        return 1


def _sync_folder(folder: Path) -> None:
    """Make the folder's new names durable; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
