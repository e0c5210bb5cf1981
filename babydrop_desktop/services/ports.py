"""What the services need of the world outside, as Protocols that gateways and tests fulfil."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from babydrop_desktop.domain.item_address import ItemAddress
from babydrop_desktop.domain.supplier_product import Reading


class Clock(Protocol):
    """The time of this machine."""

    def now(self) -> datetime:
        """Now, aware, in UTC, in whole milliseconds."""


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """The body of a page, inflated, and the address that it came from after redirects."""

    body: bytes
    address: str


class Pages(Protocol):
    """Fetches AliExpress pages by plain HTTP."""

    def item(self, address: ItemAddress, *, check: Callable[[], None]) -> FetchedPage:
        """The item's page. `check` is called between chunks and may raise Stopped.

        Raises Refused (an address that may not be fetched), Unavailable (no answer, an HTTP error,
        the deadline) or Limit (larger than 8 MB).
        """

    def text(self, url: str, *, check: Callable[[], None]) -> bytes:
        """A further part of a page, such as the description; same rules and errors."""


class PageReader(Protocol):
    """Turns a page into what it tells, outside this process's own work."""

    def read(self, page: bytes, *, address: ItemAddress | None = None) -> Reading:
        """What the page is. Raises Limit (reason "page_too_large") over 8 MB."""

    def description(self, html: str) -> str:
        """Short safe markup made from supplier HTML, "" where nothing is left."""

    def close(self) -> None:
        """End what the reader runs."""


@dataclass(frozen=True, slots=True)
class StoredPicture:
    """A picture of ours on this laptop, named by the content of its large WebP file.

    `width` and `height` are pixels of the large file; the list-size file lies beside it.
    `source_key` is the identity of the supplier's picture (the segment after /kf/).
    """

    sha256: str
    width: int
    height: int
    size_bytes: int
    thumb_bytes: int
    source_key: str


@dataclass(frozen=True, slots=True)
class RawImage:
    """Decoded pixels: RGBA, 8 bits each, rows without padding."""

    width: int
    height: int
    rgba: bytes


class Pictures(Protocol):
    """Downloads, guards, resizes and keeps pictures as files of this laptop."""

    def store(self, url: str, *, check: Callable[[], None]) -> StoredPicture:
        """Fetch one picture and keep it in both sizes, durably, before returning.

        Raises Refused ("picture_unreadable", "picture_not_allowed" …), Unavailable or Limit.
        """

    def has(self, sha256: str) -> bool:
        """Whether both files of that picture are on this laptop."""

    def thumbnail(self, sha256: str, *, side: int) -> RawImage | None:
        """The list-size picture scaled down to fit `side` pixels; None where it is not here."""

    def large(self, sha256: str, *, side: int) -> RawImage | None:
        """The large picture scaled down to fit `side` pixels; None where it is not here."""
