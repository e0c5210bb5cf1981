"""Tells which staged products show the same picture as one that the shop sells or stages."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from threading import Lock

from babydrop_desktop.db import imports, looks
from babydrop_desktop.db.looks import MainPicture
from babydrop_desktop.db.unit import Database
from babydrop_desktop.domain.changes import Change
from babydrop_desktop.domain.jobs import JobId
from babydrop_desktop.domain.look import nearest, number_of
from babydrop_desktop.domain.picture_url import picture_key
from babydrop_desktop.services.ports import Pictures

# Another laptop's products are known after this at the latest.
AGE_SECONDS = 10.0
# So many pictures of older imports get their look at one call.
MOST_MADE = 100


@dataclass(frozen=True, slots=True)
class Alike:
    """What a staged product looks like: a product of the shop, or another one on the list.

    Of a product its id, SKU and picture (sha256); of a staged one its job and the address of its
    picture. `differ` are the bits of 64 that are not the same.
    """

    differ: int
    product_id: str = ""
    sku: str = ""
    sha256: str = ""
    job_id: JobId | None = None
    url: str = ""


class LookAlikes:
    """Compares main pictures. Safe from any thread; a call may take some 100 ms."""

    def __init__(self, db: Database, pictures: Pictures, device: str) -> None:
        self._db = db
        self._pictures = pictures
        self._device = device
        self._lock = Lock()
        self._known: tuple[float, dict[str, MainPicture], dict[str, int]] | None = None

    def changed(self, change: Change) -> None:
        """Forget what was read of products that are others now."""
        if change.products:
            self._known = None

    def find(self, staged: Mapping[JobId, str]) -> dict[JobId, Alike]:
        """Which of the staged products look like another; each with the address of its picture.

        Of two staged ones that look alike the later one (in the order given) is named. Only
        pictures that this laptop has are compared.
        """
        keys = {job_id: picture_key(url) for job_id, url in staged.items() if url}
        with self._db.read() as session:
            rows = imports.picture_rows(session, self._device, list(set(keys.values())))
        found: dict[JobId, Alike] = {}
        before: dict[str, int] = {}
        products, numbers = self._products()
        for job_id, key in keys.items():
            look = number_of(rows[key].look) if key in rows else None
            if look is None:
                continue
            if (there := nearest(look, numbers)) is not None:
                found[job_id] = _product(products[there[0]], there[1])
            elif (other := nearest(look, before)) is not None:
                also = JobId(other[0])
                found[job_id] = Alike(other[1], job_id=also, url=staged[also])
            before[job_id] = look
        return found

    def _products(self) -> tuple[dict[str, MainPicture], dict[str, int]]:
        with self._lock:
            known = self._known
            if known is None or time.monotonic() - known[0] > AGE_SECONDS:
                known = self._read()
                self._known = known
            return known[1], known[2]

    def _read(self) -> tuple[float, dict[str, MainPicture], dict[str, int]]:
        at = time.monotonic()
        with self._db.read() as session:
            rows = looks.main_pictures(session, self._device)
        rows = self._made(rows)
        products = {row.product_id: row for row in rows}
        numbers = {row.product_id: number_of(row.look) for row in rows}
        return at, products, {one: look for one, look in numbers.items() if look is not None}

    def _made(self, rows: tuple[MainPicture, ...]) -> tuple[MainPicture, ...]:
        """The rows with the looks of pictures that older programs kept, some at each call."""
        missing = [row.sha256 for row in rows if row.look is None][:MOST_MADE]
        # One that cannot be opened is not tried again: it looks like nothing.
        made = {sha: self._pictures.look(sha) or "0" * 16 for sha in missing}
        if not made:
            return rows
        with self._db.write() as session:
            looks.note(session, self._device, made)
        return tuple(replace(row, look=made.get(row.sha256, row.look)) for row in rows)


def _product(row: MainPicture, differ: int) -> Alike:
    return Alike(differ, product_id=row.product_id, sku=row.sku, sha256=row.sha256)
