"""Keeps the database within reach while the shop is open, though its file is taken away."""

import sqlite3
from pathlib import Path

from babydrop_desktop.db.backup import Check, copy_of
from babydrop_desktop.db.errors import translated
from babydrop_desktop.db.sqlite import connect_raw


class HeldFile:
    """An open connection to the database's file, and which file that is."""

    def __init__(self, database: Path) -> None:
        """Raises ShopError where it cannot be opened."""
        with translated():
            self._connection = connect_raw(database, readonly=True)
            try:
                # Only what has read something keeps the file, and SQLite's others beside it, open.
                self._connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
                self._identity = _identity(database)
            except (sqlite3.Error, OSError):
                self._connection.close()
                raise
        self._database = database

    @property
    def is_here(self) -> bool:
        """Whether the file has its name still, and no other file has it."""
        try:
            return _identity(self._database) == self._identity
        except OSError:
            return False

    def copy(self, folder: Path, note: str, check: Check) -> Path:
        """A copy of what the file holds, also where it has no name any more; as `back_up`."""
        with translated():
            return copy_of(
                self._connection, folder=folder, name=self._database.stem, note=note, check=check
            )

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


def _identity(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_dev, found.st_ino
