"""A shop in memory that the window can ask, and that counts what it was asked."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from threading import Event, Lock

from babydrop_desktop.domain.backups import BackupReport
from babydrop_desktop.domain.catalog import (
    CatalogCounts,
    CatalogPage,
    CatalogQuery,
    CatalogRow,
    CatalogSort,
    CategoryRow,
    PageKey,
    PicturePlace,
    ProductDetail,
    SaleFilter,
    SourceFacts,
    SourceState,
    VariantPair,
)
from babydrop_desktop.domain.changes import Change
from babydrop_desktop.domain.jobs import (
    JobId,
    JobRow,
    JobState,
    JobSummary,
    Pause,
    SourceKind,
    Stage,
)
from babydrop_desktop.domain.pricing import CategoryPricing, price_of
from babydrop_desktop.errors import NotFound
from babydrop_desktop.services.work import Work
from babydrop_desktop.settings import Settings
from tests.ui.fake_account import FakeAccount
from tests.ui.fake_editing import FakeEditing
from tests.ui.fake_orders import FakeAttention, FakeFulfillment

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
CATEGORIES = (("sleepwear", "Sleepwear"), ("dresses", "Dresses"))


def product(number: int, name: str = "", **values: object) -> CatalogRow:
    """One line of the catalog; every third is a draft."""
    made = CatalogRow(
        id=f"p{number:06}",
        name=name or f"Product {number:06}",
        sku=f"KP-{number:06}",
        category=CATEGORIES[number % 2][1],
        cost=Decimal("8.60"),
        price=Decimal("29.99"),
        stock=45,
        sold_out=False,
        source=SourceState.ACTIVE,
        for_sale=number % 3 != 0,
        picture=None,
        variants=2,
    )
    return replace(made, **values)  # type: ignore[arg-type]


def products(count: int) -> list[CatalogRow]:
    """`count` of them."""
    return [product(number) for number in range(count)]


@dataclass
class Gate:
    """Holds answers back until it is opened, so that a test can order them."""

    event: Event = field(default_factory=Event)

    def wait(self) -> None:
        assert self.event.wait(10), "the gate was never opened"


class FakeCatalog:
    """Answers as the real one does, from a list; `asked` counts the calls."""

    def __init__(self, rows: Iterable[CatalogRow] = ()) -> None:
        self.all = sorted(rows, key=lambda row: row.name)
        self.asked: Counter[str] = Counter()
        self.fetched = 0
        self.queries: list[CatalogQuery] = []
        self.gates: dict[str, Gate] = {}  # by the text searched for
        self.error: Exception | None = None
        self.description = "<p>Soft &amp; warm</p>"
        self._lock = Lock()

    def _count(self, what: str) -> None:
        with self._lock:
            self.asked[what] += 1
        if self.error is not None:
            raise self.error

    def categories(self) -> tuple[CategoryRow, ...]:
        self._count("categories")
        return tuple(
            CategoryRow(slug, name, slug, Decimal(3), Decimal(3), None, None,
                        sum(row.category == name for row in self.all))
            for slug, name in CATEGORIES
        )  # fmt: skip

    def page(self, query: CatalogQuery, after: PageKey | None, limit: int = 100) -> CatalogPage:
        self._count("page")
        self.queries.append(query)
        if query.search in self.gates:
            self.gates[query.search].wait()
        found = [row for row in self.all if _fits(row, query)]
        if query.sort is CatalogSort.PRICE:
            found.sort(key=lambda row: (row.price, row.id))
        if query.descending:
            found.reverse()
        start = next((i + 1 for i, row in enumerate(found) if after and row.id == after.id), 0)
        page = tuple(found[start : start + limit])
        self.fetched += len(page)
        more = start + limit < len(found)
        return CatalogPage(page, PageKey(page[-1].name, page[-1].id) if more else None)

    def counts(self, search: str, category_id: str | None) -> CatalogCounts:
        self._count("counts")
        query = CatalogQuery(search=search, category_id=category_id)
        found = [row for row in self.all if _fits(row, query)]
        on_sale = sum(row.for_sale for row in found)
        return CatalogCounts(len(found), on_sale, len(found) - on_sale)

    def rows(self, ids: Iterable[str]) -> tuple[CatalogRow, ...]:
        self._count("rows")
        wanted = set(ids)
        return tuple(row for row in self.all if row.id in wanted)

    def detail(self, product_id: str) -> ProductDetail:
        self._count("detail")
        for row in self.all:
            if row.id == product_id:
                return detail_of(row, self.description)
        raise NotFound("This product is gone.", reason="product_gone")


def _fits(row: CatalogRow, query: CatalogQuery) -> bool:
    names = dict(CATEGORIES)
    return (
        query.search.lower() in row.name.lower()
        and (query.category_id is None or names[query.category_id] == row.category)
        and (query.sale is SaleFilter.ALL or row.for_sale == (query.sale is SaleFilter.FOR_SALE))
    )


def detail_of(row: CatalogRow, description: str = "") -> ProductDetail:
    """The whole of one line: two variants, of which one is not linked to the supplier."""
    cost = row.cost or Decimal(1)
    pairs = tuple(
        VariantPair(f"v{i}", f"{row.sku}-{i}", name, row.price, True, None, label, "1", cost,
                    "USD", "CN", stock, True)
        for i, (name, label, stock) in enumerate(
            [("Sky", "Light blue", 45), ("Oat", "Khaki", None), ("Rose", None, None)])
    )  # fmt: skip
    return ProductDetail(
        id=row.id, name=row.name, slug=row.id, sku=row.sku, category=row.category,
        description=description, cost=row.cost, price=row.price, compare_at=None,
        for_sale=row.for_sale, published_at=NOON if row.for_sale else None, created_at=NOON,
        tags=(), meta_title="", meta_description="",
        pictures=(PicturePlace("a" * 64, "babydrop:x", row.name, 800, 800, True),) * 3,
        variants=pairs,
        source=SourceFacts("Little Cloud Store", "1", "1005006722922099",
                           "https://www.aliexpress.com/item/1005006722922099.html", cost, "USD",
                           SourceState.ACTIVE, "AVAILABLE", NOON),
        breakdown=price_of(cost, CategoryPricing(Decimal("2.9"))),
    )  # fmt: skip


@dataclass(frozen=True)
class FakeImage:
    """Four gray pixels."""

    width: int = 2
    height: int = 2
    rgba: bytes = b"\x80\x80\x80\xff" * 4


class FakeThumbs:
    """Every picture is gray, but those in `missing`; `asked` names what was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.missing: set[str] = set()

    def thumbnail(self, sha256: str, side: int) -> FakeImage | None:  # noqa: ARG002
        self.asked.append(sha256)
        return None if sha256 in self.missing else FakeImage()

    large = thumbnail
    supplier = thumbnail


class FakeRunner:
    """Runs the calls in `queue`, one after the other."""

    def __init__(self) -> None:
        self.queue: list[Callable[[], None]] = []
        self.stopped = Event()
        self.due: float | None = None
        self.looked = 0
        self._lock = Lock()

    def run_next(self, on_start: object = None) -> JobId | None:  # noqa: ARG002
        with self._lock:
            self.looked += 1
            job = self.queue.pop(0) if self.queue else None
        if job is None:
            return None
        job()
        return JobId("job")

    def next_due(self) -> float | None:
        return self.due

    def stop(self) -> None:
        self.stopped.set()


def job_row(state: JobState, number: int = 1) -> JobRow:
    """One line of the list of jobs."""
    return JobRow(
        id=JobId(f"j{number}-{state}"), state=state, stage=Stage.FETCH, done=0, of=0,
        source_kind=SourceKind.ADDRESS, source="https://www.aliexpress.com/item/1.html",
        canonical_id="1", category_id=None, product_id=None, outcome=None, reason=None,
        message=None, facts={}, summary=JobSummary(), created_at=NOON, updated_at=NOON,
    )  # fmt: skip


class FakeImporting:
    """The list of jobs; what is staged is only remembered."""

    def __init__(self) -> None:
        self.jobs: list[JobRow] = []
        self.staged: list[str] = []
        self.pause: Pause | None = None

    def next_pause(self) -> Pause | None:
        return self.pause

    def counts(self) -> dict[JobState, int]:
        return dict(Counter(job.state for job in self.jobs))

    def rows(self, limit: int = 300) -> tuple[JobRow, ...]:
        return tuple(self.jobs[-limit:])

    def row(self, job_id: JobId) -> JobRow | None:
        return next((row for row in self.jobs if row.id == job_id), None)


@dataclass
class FakeDemo:
    """Tells that it has `of` goods to import, then waits for `go`."""

    of: int = 0
    go: Event = field(default_factory=Event)

    def fill(self, work: Work) -> int:
        if self.of:
            work.report(Stage.SAVE, 1, self.of)
            assert self.go.wait(10)
        return self.of


class FakeBackups:
    """Nothing is due."""

    def run(self, work: object) -> BackupReport:  # noqa: ARG002
        return BackupReport()


class FakeUpkeep:
    """Nothing to look after."""

    def run(self, work: object) -> None:
        """Do nothing."""


@dataclass
class FakePresence:
    """Answers, or says why not; `looked` counts."""

    error: Exception | None = None
    looked: int = 0

    def look(self) -> None:
        self.looked += 1
        if self.error is not None:
            raise self.error


@dataclass
class FakeBrowser:
    """Waits for the owner as the test says; `shown` counts."""

    waits: str = ""
    shown: int = 0

    def needs(self) -> str:
        return self.waits

    def show(self) -> bool:
        self.shown += bool(self.waits)
        return bool(self.waits)


@dataclass(frozen=True)
class FakeAbout:
    place: str = "This computer"
    on_server: bool = False
    demo: bool = False
    shop_currency: str = "USD"
    profile_folder: Path = Path()


@dataclass
class FakeShop:
    """All services. `tell()` sends news as a worker would."""

    catalog: FakeCatalog = field(default_factory=FakeCatalog)
    importing: FakeImporting = field(default_factory=FakeImporting)
    thumbnails: FakeThumbs = field(default_factory=FakeThumbs)
    runner: FakeRunner = field(default_factory=FakeRunner)
    demo: FakeDemo = field(default_factory=FakeDemo)
    upkeep: FakeUpkeep = field(default_factory=FakeUpkeep)
    backups: FakeBackups = field(default_factory=FakeBackups)
    presence: FakePresence = field(default_factory=FakePresence)
    browser: FakeBrowser = field(default_factory=FakeBrowser)
    fulfillment: FakeFulfillment = field(default_factory=FakeFulfillment)
    attention: FakeAttention = field(default_factory=FakeAttention)
    editing: FakeEditing = field(default_factory=FakeEditing)
    about: FakeAbout = field(default_factory=FakeAbout)
    account: FakeAccount = field(default_factory=FakeAccount)
    settings: Settings = field(default_factory=Settings)
    closed: bool = False
    listeners: list[Callable[[Change], None]] = field(default_factory=list)

    def subscribe(self, callback: Callable[[Change], None]) -> None:
        self.listeners.append(callback)

    def tell(self, change: Change) -> None:
        for listener in self.listeners:
            listener(change)

    def close(self) -> None:
        self.closed = True
