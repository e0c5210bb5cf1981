"""What the window asks of the shop: the services it needs, as Protocols.

The services block, so they are called on the pool `answers` (see ui/context.py), never on the
main thread.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from babydrop_desktop.domain.catalog import (
    CatalogCounts,
    CatalogPage,
    CatalogQuery,
    CatalogRow,
    CategoryRow,
    PageKey,
    ProductDetail,
)
from babydrop_desktop.domain.changes import Change
from babydrop_desktop.domain.jobs import Choices, JobId, JobRow

if TYPE_CHECKING:
    from babydrop_desktop.domain.draft import Draft
    from babydrop_desktop.services.work import Work


class Image(Protocol):
    """Decoded pixels: RGBA, 8 bits each, rows without padding."""

    @property
    def width(self) -> int:
        """Pixels in a row."""

    @property
    def height(self) -> int:
        """Rows."""

    @property
    def rgba(self) -> bytes:
        """Width x height x 4 bytes."""


class RefusedText(Protocol):
    """One pasted line that is no product, and why."""

    @property
    def text(self) -> str:
        """The line as it was pasted."""

    @property
    def reason(self) -> str:
        """The code of the reason."""

    @property
    def message(self) -> str:
        """The English sentence: what happened, then what to do."""


class Staged(Protocol):
    """What became of a paste: the jobs made, and the lines refused."""

    @property
    def jobs(self) -> tuple[JobId, ...]:
        """The new jobs, in the order of the lines."""

    @property
    def refused(self) -> tuple[RefusedText, ...]:
        """The lines that are no products."""


class Importing(Protocol):
    """Staging, previewing and importing. All raise ShopError."""

    def stage(self, text: str) -> Staged:
        """Queue a job for each address, item id or page source in `text`."""

    def stage_file(self, path: Path) -> JobId:
        """Queue a job for a saved page."""

    def stage_page(self, name: str, body: bytes) -> JobId:
        """Queue a job for a page's own text."""

    def rows(self, limit: int = 300) -> tuple[JobRow, ...]:
        """The jobs of the list, oldest first, hidden ones left out."""

    def row(self, job_id: JobId) -> JobRow | None:
        """One job of the list, None where it is not there."""

    def preview(self, job_id: JobId) -> "Draft":
        """The product as it will be sold."""

    def choose(self, job_id: JobId, choices: Choices) -> "Draft":
        """Keep the owner's choices; the product as it will be sold with them."""

    def start(self, job_ids: Iterable[JobId]) -> object:
        """Import these."""

    def cancel(self, job_id: JobId) -> None:
        """Stop this one; what is finished is kept."""

    def retry(self, job_id: JobId) -> None:
        """Queue this one again, from its last finished stage."""

    def remove(self, job_id: JobId) -> None:
        """Take this one off the list."""

    def clear(self) -> int:
        """Take all ended ones off the list; how many these were."""


class Catalog(Protocol):
    """The questions of the catalog. All raise ShopError."""

    def categories(self) -> tuple[CategoryRow, ...]:
        """All categories, by name."""

    def page(self, query: CatalogQuery, after: PageKey | None, limit: int = 100) -> CatalogPage:
        """At most `limit` lines that come behind `after`."""

    def counts(self, search: str, category_id: str | None) -> CatalogCounts:
        """How many products each filter would show."""

    def rows(self, ids: Iterable[str]) -> tuple[CatalogRow, ...]:
        """These lines again; those that are gone are left out."""

    def detail(self, product_id: str) -> ProductDetail:
        """One product whole."""


class Thumbs(Protocol):
    """Pictures, decoded and scaled; None where there is nothing to show."""

    def thumbnail(self, sha256: str, side: int) -> Image | None:
        """A picture of ours, from its list-size file, fitted into `side` pixels."""

    def large(self, sha256: str, side: int) -> Image | None:
        """A picture of ours, from its large file, fitted into `side` pixels."""

    def supplier(self, url: str, side: int) -> Image | None:
        """A supplier's picture, fetched, guarded and fitted into `side` pixels."""


class Runner(Protocol):
    """Does the queued jobs, one per call."""

    def run_next(self, on_start: "Callable[[JobId, Work], None] | None" = None) -> JobId | None:
        """Do one queued job; None where nothing can be done now."""

    def next_due(self) -> float | None:
        """Seconds until a queued job may start, None where none waits."""

    def stop(self) -> None:
        """Ask the running jobs to end; they go on at the next start."""


class About(Protocol):
    """Facts of this shop for the window's frame."""

    @property
    def place(self) -> str:
        """Where the data lives, in words."""

    @property
    def demo(self) -> bool:
        """Whether this is the demo shop."""

    @property
    def shop_currency(self) -> str:
        """ISO 4217."""

    @property
    def profile_folder(self) -> Path:
        """The folder that holds the shop's files."""


class DemoShop(Protocol):
    """The demo shop's goods."""

    def fill(self, work: "Work") -> int:
        """Import what is missing, through the real path; how many these were."""


class Shop(Protocol):
    """All services, as bootstrap.open_shop gives them."""

    @property
    def importing(self) -> Importing:
        """The Import place's service."""

    @property
    def catalog(self) -> Catalog:
        """The Catalog place's service."""

    @property
    def thumbnails(self) -> Thumbs:
        """Pictures."""

    @property
    def runner(self) -> Runner:
        """Does the jobs."""

    @property
    def demo(self) -> DemoShop:
        """The demo shop's goods."""

    @property
    def about(self) -> About:
        """Facts for the frame."""

    def subscribe(self, callback: Callable[[Change], None]) -> object:
        """Call `callback` with each change, in whatever thread made it."""

    def close(self) -> None:
        """Let go of the database and all that runs."""
