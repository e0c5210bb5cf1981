"""Who has a shop's folder open: one window at a time."""

from pathlib import Path

from PySide6.QtCore import QCryptographicHash, QDir, QLockFile


class FolderLock:
    """Belongs to the first window of a folder until it is released or its program ends."""

    def __init__(self, folder: Path) -> None:
        # Tells folders apart and stays short: macOS allows 104 bytes for a socket's path.
        place = str(folder.absolute()).encode()
        known = QCryptographicHash.hash(place, QCryptographicHash.Algorithm.Sha256)
        self.name = "babydrop-" + bytes(known.toHex().data()).decode()[:20]
        self._lock = QLockFile(str(Path(QDir.tempPath()) / f"{self.name}.lock"))
        self._lock.setStaleLockTime(0)  # a dead owner's lock is taken over; age says nothing

    def take(self) -> bool:
        """Whether this is the first window of the folder."""
        return self._lock.tryLock(100)

    def release(self) -> None:
        """Let another start take it."""
        self._lock.unlock()
