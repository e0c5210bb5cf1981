"""Keeps the database within reach while the shop is open, though its file is taken away."""

import sqlite3
from pathlib import Path

from babydrop_desktop.db.backup import Check, copy_of
from babydrop_desktop.db.errors import translated
from babydrop_desktop.db.sqlite import connect_raw, identity_of


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
            except sqlite3.Error:
                self._connection.close()
                raise
        self._database = database

    @property
    def is_here(self) -> bool:
        """Whether the file and its log have their names still, and no other files have them.

        While it is held, SQLite itself never removes the log.
        """
        file, log = _identity(self._database)
        was, log_was = self._identity
        return file == was and (log_was is None or log == log_was)

    def copy(self, folder: Path, note: str, check: Check) -> Path:
        """A copy of what the file holds, also where it has no name any more; as `back_up`."""
        with translated():
            return copy_of(
                self._connection, folder=folder, name=self._database.stem, note=note, check=check
            )

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


def _identity(path: Path) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    return identity_of(path), identity_of(path.with_name(f"{path.name}-wal"))
