"""Orders and needs in memory that the window can ask for, and that count what was asked."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from threading import Event, Lock

from babydrop_desktop.domain.attention import DayFacts, Need, NeedGroup, NeedKind, Needs
from babydrop_desktop.domain.checks import Level
from babydrop_desktop.domain.order_checks import Problem, ProblemCode, Standing
from babydrop_desktop.domain.orders import (
    DropshipStatus,
    HistoryLine,
    ItemPair,
    OrderCounts,
    OrderDetail,
    OrderKey,
    OrderMoney,
    OrderPage,
    OrderQuery,
    OrderRow,
    OrderSort,
)
from babydrop_desktop.domain.postal.address import PostalAddress
from babydrop_desktop.errors import NotFound

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
ISSUE, LOOK = Level.BLOCKED, Level.LOOK


def order(count: int, customer: str = "Tessa Brindlewood", **values: object) -> OrderRow:
    """One line of the list, `count` hours old."""
    made = OrderRow(
        id=f"d{count:06}",
        number=f"BP-{10000 + count}",
        customer=customer,
        country="US",
        status=DropshipStatus.PENDING,
        created_at=NOON - timedelta(hours=count),
        items=2,
        pictures=("a" * 64, "b" * 64),
        sold=Decimal("50.98"),
        cost=Decimal("12.75"),
        profit=Decimal("32.32"),
        currency="USD",
        check=Standing.READY,
    )
    return replace(made, **values)  # type: ignore[arg-type]


def pair(number: int = 1, **values: object) -> ItemPair:
    """One item: a romper, bought at the Little Cloud Store, its pair confirmed."""
    made = ItemPair(
        id=f"i{number}", product_id=f"p{number:06}", product="Dotted Romper",
        variant="Sage · 3-6M", sku=f"KP-28471{number}-SAG-36", quantity=1,
        unit_price=Decimal("24.99"), picture="a" * 64, supplier_id="s1",
        supplier="Little Cloud Store", source_id="so1",
        source_url="https://www.aliexpress.com/item/1005006722922099.html",
        supplier_label="Green dots · 66", supplier_sku="1200001", supplier_picture="c" * 64,
        ships_from="CN", unit_cost=Decimal("7.90"), confirmed_at=NOON - timedelta(days=12),
        unconfirmed_reason=None, own_stock=False,
    )  # fmt: skip
    return replace(made, **values)  # type: ignore[arg-type]


def hat() -> ItemPair:
    """A second item, of another supplier, whose pair is no longer confirmed."""
    return pair(
        2, product="Bunny Sun Hat", variant="Cream · 48 cm", sku="KP-936510-CRE-48",
        supplier_id="s2", supplier="Sunny Cotton Store", supplier_label="Beige 48",
        unit_cost=Decimal("4.85"), confirmed_at=None, unconfirmed_reason="label",
        picture="b" * 64, supplier_picture="d" * 64,
    )  # fmt: skip


BLOCKED_HAT = Problem(
    Level.BLOCKED, ProblemCode.NOT_CONFIRMED,
    {"product": "Bunny Sun Hat", "variant": "Cream · 48 cm"}, item_id="i2", supplier_id="s2",
)  # fmt: skip


def detail_of(row: OrderRow, **values: object) -> OrderDetail:
    """The whole of one line: two suppliers, the second blocked where the line says "part ready"."""
    part = row.check is Standing.PART_READY
    made = OrderDetail(
        id=row.id, number=row.number, status=row.status, order_status="CONFIRMED",
        payment_status="PAID", created_at=row.created_at, updated_at=row.created_at,
        paid_at=row.created_at, placed_at=None, shipped_at=None, delivered_at=None,
        email="tessa@example.com", phone="(503) 555-0142",
        address=PostalAddress("Tessa", "Brindlewood", "", "118 Larkspur Lane", "Apt 4",
                              "Willowmere", "OR", "97000", "US", "(503) 555-0142"),
        notes="A present for my niece: no prices in the parcel, please.",
        supplier_number="", tracking_number="", tracking_url="", carrier="",
        items=(pair(), hat()) if part else (pair(), pair(3)), item_count=2,
        money=OrderMoney("USD", Decimal("50.98"), Decimal("12.75"), Decimal("3.48"),
                         Decimal("2.43"), Decimal("32.32"), 63),
        history=(
            HistoryLine(row.created_at + timedelta(minutes=2), "Kim", "STATUS", None,
                        DropshipStatus.PENDING, "Both suppliers asked for price and stock"),
            HistoryLine(row.created_at, "", "PAID", None, None, "$50.98 by card"),
        ),
        problems=(BLOCKED_HAT,) if part else (), check=row.check,
    )  # fmt: skip
    return replace(made, **values)  # type: ignore[arg-type]


class Gate:
    """Holds answers back until it is opened, so that a test can order them."""

    def __init__(self) -> None:
        self.event = Event()

    def wait(self) -> None:
        assert self.event.wait(10), "the gate was never opened"


class FakeFulfillment:
    """Answers as the real one does, from a list; `asked` counts the calls."""

    def __init__(self, rows: Iterable[OrderRow] = ()) -> None:
        self.all = list(rows)
        self.details: dict[str, OrderDetail] = {}
        self.asked: Counter[str] = Counter()
        self.queries: list[OrderQuery] = []
        self.gates: dict[str, Gate] = {}  # by the order asked for
        self.error: Exception | None = None
        self._lock = Lock()

    def _count(self, what: str) -> None:
        with self._lock:
            self.asked[what] += 1
        if self.error is not None:
            raise self.error

    def page(self, query: OrderQuery, after: OrderKey | None = None, limit: int = 100) -> OrderPage:
        self._count("page")
        self.queries.append(query)
        found = [row for row in self.all if _fits(row, query)]
        by_number = query.sort is OrderSort.NUMBER
        found.sort(key=lambda row: (row.number if by_number else row.created_at, row.id),
                   reverse=query.descending)  # fmt: skip
        start = next((i + 1 for i, row in enumerate(found) if after and row.id == after.id), 0)
        page = tuple(found[start : start + limit])
        more = start + limit < len(found)
        return OrderPage(page, OrderKey(page[-1].created_at, page[-1].id) if more else None)

    def counts(self, search: str = "") -> OrderCounts:
        self._count("counts")
        found = [row.status for row in self.all if _fits(row, OrderQuery(search))]
        return OrderCounts(dict(Counter(found)), NOON)

    def refresh(self) -> None:
        self.asked["refresh"] += 1

    def rows(self, ids: Iterable[str]) -> tuple[OrderRow, ...]:
        self._count("rows")
        wanted = set(ids)
        return tuple(row for row in self.all if row.id in wanted)

    def detail(self, order_id: str) -> OrderDetail:
        self._count("detail")
        if order_id in self.gates:
            self.gates[order_id].wait()
        if order_id in self.details:
            return self.details[order_id]
        for row in self.all:
            if row.id == order_id:
                return detail_of(row)
        raise NotFound("This order is gone.", reason="order_gone")


def _fits(row: OrderRow, query: OrderQuery) -> bool:
    text = f"{row.number} {row.customer}".lower()
    return query.search.lower() in text and query.status in (None, row.status)


def need(key: str, **values: object) -> Need:
    """One line: an order that was not bought for 31 hours."""
    made = Need(
        key=key, kind=NeedKind.NOT_BOUGHT, group=NeedGroup.ORDERS, order_id="d000001",
        product_id=None, title="BP-10464", since=NOON - timedelta(hours=31),
        due=NOON + timedelta(hours=5), urgent=False, at_risk=Decimal("61.98"), currency="USD",
        picture="a" * 64,
    )  # fmt: skip
    return replace(made, **values)  # type: ignore[arg-type]


class FakeAttention:
    """What needs the owner, from a list; what is put off is remembered."""

    def __init__(self, lines: Iterable[Need] = ()) -> None:
        self.all = list(lines)
        self.later: set[str] = set()
        self.asked: Counter[str] = Counter()
        self.error: Exception | None = None
        self.facts = DayFacts(0, 0, 0, 0, 0, (), ())
        self.looked_at = NOON

    def needs(self) -> Needs:
        self.asked["needs"] += 1
        if self.error is not None:
            raise self.error
        lines = tuple(line for line in self.all if line.key not in self.later)
        return Needs(lines, len(lines), self.looked_at, len(self.later))

    def put_off(self, key: str) -> None:
        self.asked["put_off"] += 1
        self.later.add(key)

    def put_back(self, key: str) -> None:
        self.asked["put_back"] += 1
        self.later.discard(key)

    def day(self) -> DayFacts:
        self.asked["day"] += 1
        return self.facts
