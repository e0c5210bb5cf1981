"""Gives the window pictures as pixels: ours by their content, a supplier's before its import."""

from babydrop_desktop.db import imports
from babydrop_desktop.db.unit import Database
from babydrop_desktop.domain.files import RawImage
from babydrop_desktop.domain.picture_url import picture_key
from babydrop_desktop.errors import ShopError
from babydrop_desktop.logs import log
from babydrop_desktop.services.ports import Pictures


class Thumbnails:
    """Pictures for the window, always decoded from files of our own making."""

    def __init__(self, db: Database, pictures: Pictures, *, device: str) -> None:
        self._db = db
        self._pictures = pictures
        self._device = device

    def thumbnail(self, sha256: str, side: int) -> RawImage | None:
        """A picture of ours in list size, fitted into `side` pixels; None where it is not here."""
        return self._pictures.thumbnail(sha256, side=side)

    def large(self, sha256: str, side: int) -> RawImage | None:
        """A picture of ours, fitted into `side` pixels; None where it is not here."""
        return self._pictures.large(sha256, side=side)

    def supplier(self, url: str, side: int) -> RawImage | None:
        """A supplier's picture, fetched and kept here first; None where it cannot be shown."""
        sha256 = self._known(url) or self._fetched(url)
        return self._pictures.thumbnail(sha256, side=side) if sha256 else None

    def _known(self, url: str) -> str | None:
        key = picture_key(url)
        with self._db.read() as session:
            row = imports.picture_rows(session, self._device, [key]).get(key)
        return row.sha256 if row and self._pictures.has(row.sha256) else None

    def _fetched(self, url: str) -> str | None:
        try:
            stored = self._pictures.store(url, check=lambda: None)
            with self._db.write() as session:
                imports.note_pictures(session, self._device, [stored])
        except ShopError as error:
            log("pictures").info("not shown", reason=error.reason)
            return None
        return stored.sha256
