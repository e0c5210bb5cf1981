"""Is one order of the demo shop: who, what, for how much, and all that happened to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from babydrop_desktop.domain.demo_courses import Case, Flaw
from babydrop_desktop.domain.demo_goods import Fate, Good
from babydrop_desktop.domain.demo_people import Customer
from babydrop_desktop.domain.money import ZERO, cents
from babydrop_desktop.domain.orders import DropshipStatus


@dataclass(frozen=True, slots=True)
class DemoLine:
    """One item; `unit_price` in the order's currency, the good's cost in the shop's."""

    good: Good
    quantity: int
    unit_price: Decimal

    @property
    def total(self) -> Decimal:
        """What the customer pays for it."""
        return self.unit_price * self.quantity

    @property
    def bought(self) -> bool:
        """Whether a supplier's SKU is bought for it."""
        return not self.good.own_stock and self.good.fate is not Fate.UNMAPPED


@dataclass(frozen=True, slots=True)
class DemoEvent:
    """One line of the history."""

    at: datetime
    who: str
    kind: str
    text: str
    from_status: DropshipStatus | None = None
    to_status: DropshipStatus | None = None
    data: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DemoMoney:
    """What the customer pays, in `currency`; `total` is the sum of the rest."""

    currency: str
    subtotal: Decimal
    discount: Decimal
    shipping: Decimal
    tax: Decimal

    @property
    def total(self) -> Decimal:
        """What was paid."""
        return self.subtotal - self.discount + self.shipping + self.tax


@dataclass(frozen=True, slots=True)
class DemoOrder:
    """One order as it stands at the end of its course; `number` counts from the oldest.

    `supplier_numbers` are AliExpress' order numbers by supplier id, in the order they were bought.
    """

    number: int
    case: Case
    customer: Customer
    lines: Sequence[DemoLine]
    money: DemoMoney
    supplier_shipping: Decimal
    supplier_numbers: Mapping[str, str]
    carrier: str
    tracking: str
    note: str
    coupon: str
    events: Sequence[DemoEvent]
    times: "DemoTimes"

    @property
    def name(self) -> str:
        """The customer's order number."""
        return f"BP-{self.number}"

    @property
    def status(self) -> DropshipStatus:
        """Where it stands: the last status that the history names."""
        return next(line.to_status for line in reversed(self.events) if line.to_status)

    @property
    def reached(self) -> frozenset[DropshipStatus]:
        """Every state that it has been in."""
        return frozenset(line.to_status for line in self.events if line.to_status)

    @property
    def cost(self) -> Decimal:
        """What its items cost at their suppliers, without shipping, in the shop's currency."""
        items = (line.good.cost * line.quantity for line in self.lines if line.bought)
        return cents(sum(items, ZERO))

    @property
    def customer_cancelled(self) -> bool:
        """Whether the customer cancelled after it was bought."""
        return self.case.flaw is Flaw.CUSTOMER_CANCELLED

    @property
    def some_own_stock(self) -> bool:
        """Whether the shop sends a part of it itself."""
        return any(line.good.own_stock for line in self.lines)


@dataclass(frozen=True, slots=True)
class DemoTimes:
    """When an order reached each state for the last time; None for those that it did not."""

    ordered: datetime
    paid: datetime
    came_in: datetime
    placed: datetime | None
    shipped: datetime | None
    delivered: datetime | None
    cancelled: datetime | None
    updated: datetime
