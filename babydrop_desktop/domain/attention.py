"""What needs the owner: one line each, with why, by when, the money at risk and the next step."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum


class NeedKind(StrEnum):
    """The rules of product.md §5 that today's data can answer."""

    ISSUE = "issue"  # an order with an open issue
    NOT_BOUGHT = "not_bought"  # PENDING for more than a day
    NOT_PAID = "not_paid"  # the supplier's order closes unpaid
    NO_TRACKING = "no_tracking"  # CONFIRMED, no tracking number for a week
    DISPUTE_CLOSES = "dispute_closes"  # the days in which money can be claimed back end
    CUSTOMER_CANCELLED = "customer_cancelled"  # after it was bought
    VARIANT_CHANGED = "variant_changed"  # a mapping is no longer confirmed, and orders wait for it
    LOW_MARGIN = "low_margin"  # a product on sale under the shop's floor
    IN_BROWSER = "in_browser"  # an import waits for a check or a login in the browser's window


class NeedGroup(StrEnum):
    """The chips above the list."""

    ORDERS = "orders"
    PRODUCTS = "products"
    IMPORTS = "imports"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From when on something needs the owner (product.md §5); all are settings."""

    not_bought: timedelta = timedelta(hours=24)
    not_paid: timedelta = timedelta(hours=12)
    pay_within: timedelta = timedelta(days=20)
    pay_urgent: timedelta = timedelta(hours=48)
    no_tracking: timedelta = timedelta(days=7)
    protection: timedelta = timedelta(days=60)  # from shipping
    claim_within: timedelta = timedelta(days=15)  # from delivery
    claim_warning: timedelta = timedelta(days=3)
    margin_floor_percent: int = 30


@dataclass(frozen=True, slots=True)
class Need:
    """One line. Of `order_id` (the dropship order's), `product_id`, `job_id` exactly one is given.

    `title` is the order number, the product's name or what is imported; `facts` are what its
    sentences name, as text. `due` is by when (None: no date); `urgent` lines are red. `at_risk` is
    in `currency`, None where no money is. `key` names the line for good: it stays the same as long
    as its cause does.
    `unreadable`: something that is kept of it cannot be read, and why it is here is not known.
    """

    key: str
    kind: NeedKind
    group: NeedGroup
    order_id: str | None
    product_id: str | None
    title: str
    since: datetime
    due: datetime | None
    urgent: bool
    at_risk: Decimal | None
    currency: str
    picture: str | None  # sha256
    facts: dict[str, str] = field(default_factory=dict)
    unreadable: bool = False
    job_id: str | None = None


@dataclass(frozen=True, slots=True)
class DayFacts:
    """What "Done for today" shows: what was done since midnight here, and the weeks' profit.

    `weeks` are (the Monday, profit) of the last seven weeks, oldest first; `coming` the next needs.
    """

    solved: int
    bought: int
    shipped: int
    delivered: int
    pending: int
    weeks: tuple[tuple[datetime, Decimal], ...]
    coming: tuple[Need, ...]


@dataclass(frozen=True, slots=True)
class Needs:
    """Everything that needs the owner, most urgent first: at most 300 lines; how many there are.

    `at_least`: of a kind there may be more than are counted one by one.
    """

    lines: tuple[Need, ...]
    count: int
    looked_at: datetime
    later: int = 0  # put off until tomorrow
    at_least: bool = False
