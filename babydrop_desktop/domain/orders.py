"""What the list of orders shows, and what one order is, whole."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from babydrop_desktop.domain.money import cents
from babydrop_desktop.domain.order_checks import Problem, Standing
from babydrop_desktop.domain.postal.address import PostalAddress
from babydrop_desktop.domain.pricing import PLATFORM_FEE, margin_percent


class DropshipStatus(StrEnum):
    """Where an order stands, in the storefront's words (the contract with the storefront)."""

    PENDING = "PENDING"
    PLACED = "PLACED"
    CONFIRMED = "CONFIRMED"
    SHIPPED = "SHIPPED"
    DELIVERED = "DELIVERED"
    CANCELLED = "CANCELLED"
    REFUNDED = "REFUNDED"
    ISSUE = "ISSUE"
    UNKNOWN = "UNKNOWN"  # a word that the storefront learned after this program

    @classmethod
    def _missing_(cls, value: object) -> "DropshipStatus":  # noqa: ARG003 - called by Enum
        """Return UNKNOWN: a new word of the storefront's must not hide an order."""
        return cls.UNKNOWN


# Nothing is bought, shipped or delivered for these any more.
ENDED = frozenset({DropshipStatus.DELIVERED, DropshipStatus.CANCELLED, DropshipStatus.REFUNDED})


class OrderSort(StrEnum):
    """What the list is sorted by; the id breaks ties, so that pages by key never repeat a row."""

    CREATED = "created"  # when the dropship order came in
    NUMBER = "number"  # the customer's order number


@dataclass(frozen=True, slots=True)
class OrderQuery:
    """What the owner asked the list for. `status` None shows every order.

    `search` finds order number, customer's name, e-mail, AliExpress number and tracking number.
    """

    search: str = ""
    status: DropshipStatus | None = None
    sort: OrderSort = OrderSort.CREATED
    descending: bool = True


@dataclass(frozen=True, slots=True)
class OrderKey:
    """The last row of a page: its sort value and id. The next page starts behind it.

    `exactly` are the two in the database's own writing, where they cannot be read.
    """

    value: str | datetime
    id: str
    exactly: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One line of the list: no street, no phone (reliability.md §3).

    `id` is the dropship order's, `number` the customer's order number. `country` is ISO 3166-1
    alpha-2, "" where the address does not say. `pictures` are the first three of its items.
    `profit` is what is sold less cost, supplier's shipping and fees, in `currency`; None where the
    currencies differ or a figure is missing. `check` is None for orders that have ended.
    `unreadable`: what is kept of the order cannot be read; the line shows no more than id, number,
    status and when it came in, each only where it can be read ("", UNKNOWN, None).
    """

    id: str
    number: str
    customer: str
    country: str
    status: DropshipStatus
    created_at: datetime | None
    items: int
    pictures: tuple[str, ...]  # sha256
    sold: Decimal
    cost: Decimal
    profit: Decimal | None
    currency: str
    check: Standing | None
    unreadable: bool = False


@dataclass(frozen=True, slots=True)
class OrderPage:
    """Some lines, and the key that the next page starts behind (None at the end)."""

    rows: tuple[OrderRow, ...]
    next: OrderKey | None


@dataclass(frozen=True, slots=True)
class OrderCounts:
    """How many orders stand where; a status that is not named has none.

    `at` is when they were counted: on a shared server they may be 10 s old. `at_least`: a search
    found more than is counted one by one.
    """

    of: dict[DropshipStatus, int] = field(default_factory=dict)
    at: datetime | None = None
    at_least: bool = False

    def count(self, status: DropshipStatus | None) -> int:
        """The orders of one status, of all for None."""
        return sum(self.of.values()) if status is None else self.of.get(status, 0)


@dataclass(frozen=True, slots=True)
class ItemPair:
    """One item: what the customer ordered beside what is bought for it.

    The supplier's side is empty where the item has no source or no mapping: `in_stock` then says
    whether it is the shop's own stock (no source at all). `unit_cost` is in the order's currency as
    quoted when it came in. `confirmed_at` is when the pair was confirmed, None where it is not.
    """

    id: str
    product_id: str | None
    product: str
    variant: str
    sku: str
    quantity: int
    unit_price: Decimal
    picture: str | None  # sha256
    supplier_id: str | None
    supplier: str | None
    source_id: str | None
    source_url: str | None
    supplier_label: str | None
    supplier_sku: str | None
    supplier_picture: str | None  # sha256
    ships_from: str | None
    unit_cost: Decimal | None
    confirmed_at: datetime | None
    unconfirmed_reason: str | None
    own_stock: bool
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class OrderMoney:
    """Sold, what it costs, and what is left, in one currency.

    `profit` and `margin_percent` are None where a figure is missing or another currency is in it;
    `other_currencies` names those.
    """

    currency: str
    sold: Decimal
    cost: Decimal
    shipping: Decimal
    fees: Decimal
    profit: Decimal | None
    margin_percent: int | None
    other_currencies: tuple[str, ...] = ()


def money_of(
    *,
    total: Decimal,
    tax: Decimal,
    cost: Decimal,
    shipping: Decimal,
    currencies: tuple[str, ...],
) -> OrderMoney:
    """What an order brings; `currencies` are all that stand in it, the order's own first.

    Sold is what the customer paid less the tax, which is not the shop's. The fees are the 5 % that
    prices contain (the contract, "Retail price"): sold x 5/105, rounded to cents. The margin is
    (sold - cost) / sold, as everywhere in the shop.
    """
    sold = total - tax
    fees = cents(sold * PLATFORM_FEE / (1 + PLATFORM_FEE))
    mixed = len(currencies) > 1
    return OrderMoney(
        currency=currencies[0],
        sold=sold,
        cost=cost,
        shipping=shipping,
        fees=fees,
        profit=None if mixed else sold - cost - shipping - fees,
        margin_percent=None if mixed else margin_percent(sold, cost),
        other_currencies=currencies[1:],
    )


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One event of an order, as it was written down; never made up from timestamps."""

    at: datetime
    who: str
    kind: str
    from_status: DropshipStatus | None
    to_status: DropshipStatus | None
    text: str


@dataclass(frozen=True, slots=True)
class OrderDetail:
    """One order whole, read in at most two statements.

    `items` are the first 500, `item_count` is how many there are; `history` is newest first, at
    most 200 lines. `paid_at` is when the shop confirmed a paid order, None where nobody noted it (a
    payment's own row is made before it is paid). `problems` are worst first, those of the order and
    of every item.
    """

    id: str
    number: str
    status: DropshipStatus
    order_status: str
    payment_status: str
    created_at: datetime
    updated_at: datetime
    paid_at: datetime | None
    placed_at: datetime | None
    shipped_at: datetime | None
    delivered_at: datetime | None
    email: str
    phone: str
    address: PostalAddress
    notes: str
    supplier_number: str  # AliExpress' order number, "" where none
    tracking_number: str
    tracking_url: str
    carrier: str
    items: tuple[ItemPair, ...]
    item_count: int
    money: OrderMoney
    history: tuple[HistoryLine, ...]
    problems: tuple[Problem, ...]
    check: Standing | None
