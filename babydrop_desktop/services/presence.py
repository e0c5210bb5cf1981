"""Says whether the open shop answers, so that the window can tell before anything is lost."""

from babydrop_desktop.db import presence
from babydrop_desktop.db.unit import Database
from babydrop_desktop.services.backups import Backups


class Presence:
    """A look at the open shop, cheap enough for every few seconds."""

    def __init__(self, db: Database, backups: Backups) -> None:
        self._db = db
        self._backups = backups

    def look(self) -> None:
        """Return where the shop can be read and written to; takes 5 s at most.

        Raises ShopError where it cannot: "database_gone", "database_damaged", "database_read_only",
        "database_disk_low", and a server's reasons.
        """
        self._backups.require_here()
        presence.look(self._db)
