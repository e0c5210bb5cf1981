"""What the services need of the world outside, as Protocols that gateways and tests fulfil."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from babydrop_desktop.domain.connection import Keeping, SecretPlace
from babydrop_desktop.domain.file_kinds import FileKind
from babydrop_desktop.domain.files import FetchedPage, RawImage, StoredPicture
from babydrop_desktop.domain.item_address import ItemAddress
from babydrop_desktop.domain.item_list import ItemList
from babydrop_desktop.domain.postal.knowledge import Knowledge
from babydrop_desktop.domain.routes import Route
from babydrop_desktop.domain.supplier_access import AccessState, AccessStatus
from babydrop_desktop.domain.supplier_product import Reading, Shipping
from babydrop_desktop.domain.supplier_search import SearchPage
from babydrop_desktop.errors import ShopError


class Clock(Protocol):
    """The time of this machine."""

    def now(self) -> datetime:
        """Now, aware, in UTC, in whole milliseconds."""


class Pages(Protocol):
    """Fetches AliExpress pages by plain HTTP."""

    def item(self, address: ItemAddress, *, check: Callable[[], None]) -> FetchedPage:
        """The item's page. `check` is called between chunks and may raise Stopped.

        Raises Refused (an address that may not be fetched), Unavailable (no answer, an HTTP error,
        the deadline) or Limit (larger than 8 MB).
        """

    def text(self, url: str, *, check: Callable[[], None]) -> bytes:
        """A further part of a page, such as the description; same rules and errors."""


class PageSource(Protocol):
    """One way to the page of an item."""

    @property
    def route(self) -> Route:
        """Which way it is."""

    def unready(self) -> str:
        """Why it cannot be used now ("no_key", "no_browser", "demo_shut" …); "" where it can."""

    def item(
        self, address: ItemAddress, *, check: Callable[[], None], ask: Callable[[str], None]
    ) -> FetchedPage:
        """The item's page, or the interface's reply; rules and errors as `Pages.item` has them.

        `ask` tells that the owner is needed ("captcha", "login"), and with "" that it is over.
        Unavailable (reason "host_waits", fact `seconds`) is a pause that was asked for.
        """


class Browser(Protocol):
    """The owner's own browser, which opens items."""

    def unready(self) -> str:
        """Why it cannot be used now: "no_browser", "demo_shut", "off"; "" where it can."""

    def why(self) -> str:
        """The sentence for what `unready` says; "" where it can be used."""

    def needs(self) -> str:
        """What it waits for the owner to do on this laptop: "captcha", "login"; "" for nothing."""

    def show(self) -> bool:
        """Bring the window that waits for the owner to the front; whether one waits."""


class PageReader(Protocol):
    """Turns a page into what it tells, outside this process's own work."""

    def read(self, page: bytes, *, address: ItemAddress | None = None) -> Reading:
        """What the page is. Raises Limit (reason "page_too_large") over 8 MB."""

    def description(self, html: str) -> str:
        """Short safe markup made from supplier HTML, "" where nothing is left."""

    def close(self) -> None:
        """End what the reader runs."""


class FileOpener(Protocol):
    """Opens what the owner has in files, outside this process's own work.

    Raises Refused or Limit for what cannot be taken in, Unavailable where nothing can be opened.
    """

    def page_in(self, archive: bytes, *, cut: bool) -> bytes:
        """The page of a file that holds it as one part; `cut` where the file goes on.

        Refused: "archive_damaged", "archive_without_page", "file_not_opened"; Limit:
        "page_too_large".
        """

    def list_in(self, body: bytes, kind: FileKind) -> ItemList:
        """The lines of a list (FileKind.TEXT_LIST or WORKBOOK).

        Refused: "list_damaged", "list_locked", "list_without_items", "file_not_opened"; Limit:
        "list_too_large", "too_many".
        """


class Pictures(Protocol):
    """Downloads, guards, resizes and keeps pictures as files of this laptop."""

    def store(self, url: str, *, check: Callable[[], None]) -> StoredPicture:
        """Fetch one picture and keep it in both sizes, durably, before returning.

        Raises Refused ("picture_unreadable", "picture_not_allowed" …), Unavailable or Limit.
        """

    def fetch_many(
        self, urls: Sequence[str], *, check: Callable[[], None], done: Callable[[int], None]
    ) -> list[StoredPicture | ShopError]:
        """Fetch and keep many at once: in the order of `urls`, what became of each.

        One bad picture never raises: its error is in its place. `done` hears, on the calling
        thread, how many are settled. Raises only what `check` raises, such as Stopped.
        """

    def has(self, sha256: str) -> bool:
        """Whether both files of that picture are on this laptop."""

    def look(self, sha256: str) -> str:
        """How a picture that is here looks (see domain/look.py); "" where it is not here."""

    def thumbnail(self, sha256: str, *, side: int) -> RawImage | None:
        """The list-size picture scaled down to fit `side` pixels; None where it is not here."""

    def large(self, sha256: str, *, side: int) -> RawImage | None:
        """The large picture scaled down to fit `side` pixels; None where it is not here."""

    def sweep(self, keep: set[str], *, older_than: datetime, check: Callable[[], None]) -> int:
        """Remove pictures that are not in `keep` and were last used before; how many files."""


class PictureFolder(Protocol):
    """What is noted in the folder of this laptop's pictures."""

    @property
    def alone(self) -> bool:
        """Whether no other shop is known to keep its pictures in the folder."""

    @property
    def kept(self) -> str:
        """What was noted at the last upkeep; "" for nothing."""

    def note(self, text: str) -> None:
        """Note an upkeep. Raises Refused (reason "profile_not_writable")."""


class SupplierApi(Protocol):
    """AliExpress' official interface, asked as the owner. Every call but two may wait.

    Raises Refused ("no_key", "sign_in_again", "key_unknown", "secret_wrong", "demo_shut" …) and
    Unavailable ("key_store_waits", "no_answer", "host_waits", "api_error" …).
    """

    def known(self) -> AccessState:
        """Whether it can be asked, as far as that is known without waiting."""

    def use(self, app_key: str) -> None:
        """Ask with this app's key from now on; "" with none. Nothing is waited for."""

    def look(self) -> AccessStatus:
        """What is kept, and until when the permission counts."""

    def keep(self, secret: str) -> Keeping:
        """Keep the secret of the app's key in the key store."""

    def sign_in(self, code: str) -> None:
        """Turn the owner's code into a permission, and keep it."""

    def forget(self) -> None:
        """Forget secret and permission."""

    def product(self, item_id: str, *, check: Callable[[], None]) -> bytes:
        """What it answers about an item, for a page reader."""

    def shipping(
        self, item_id: str, sku_id: str, country: str, *, check: Callable[[], None]
    ) -> tuple[Shipping, ...]:
        """The ways in which one variant is shipped to a country, "" for the shop's own."""

    def search(self, words: str, page: int, *, check: Callable[[], None]) -> SearchPage:
        """What a search finds; the first page is 1."""


class Secrets(Protocol):
    """Keeps the passwords of the shop's servers and its keys, never in a file.

    A call may take as long as the owner takes to unlock the system's key store.
    """

    def keep(self, place: SecretPlace, password: str) -> Keeping:
        """Keep the password, in place of an older one; where it is kept now."""

    def get(self, place: SecretPlace) -> str | None:
        """The password of that place; None where none is kept."""

    def keeping(self, place: SecretPlace) -> Keeping:
        """Where the password of that place is kept."""

    def forget(self, place: SecretPlace) -> None:
        """Keep it no longer. Nothing happens where none was kept."""


class Postal(Knowledge, Protocol):
    """Every country's provinces, postcodes and telephone numbers, from lists on this machine."""
