"""Turns the demo shop's invented orders into rows, as the storefront would have written them."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from babydrop_desktop.db.demo_orders import DemoRows
from babydrop_desktop.db.ids import DIGITS, TIME_DIGITS
from babydrop_desktop.domain.demo_course_words import DEVICE, SHOP
from babydrop_desktop.domain.demo_courses import Flaw
from babydrop_desktop.domain.demo_order import DemoLine, DemoOrder
from babydrop_desktop.domain.demo_people import Customer
from babydrop_desktop.services.demo_states import (
    fulfillment_status,
    order_status,
    payment_status,
    shipping_address,
    supplier_status,
    tracking_url,
)

Values = dict[str, Any]
NO_LOGIN = "!"  # no hash of any password: nobody can log in with it
_CHANCE_DIGITS = 15
_ON_THE_WAY = timedelta(days=15)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_JOINED = datetime(2026, 1, 1, tzinfo=UTC)  # in ids only: customers come in no order


def fixed_id(seed: int, at: datetime, *what: object) -> str:
    """An id like every other ('c' and 24 of 0-9a-z), always the same for the same facts."""
    text = f"{seed} {' '.join(map(str, what))}"
    chance = int(hashlib.sha256(text.encode()).hexdigest(), 16)
    moment = (at - _EPOCH) // timedelta(milliseconds=1)
    return "c" + _digits(moment, TIME_DIGITS) + _digits(chance, _CHANCE_DIGITS)


def rows_of(orders: Sequence[DemoOrder], seed: int) -> DemoRows:
    """The rows of all tables; every mapping of a table has the same keys."""
    made = [_Made(order, seed) for order in orders]
    lines = sorted(
        ((event.at, one.order.number, place, one.event(place)) for one in made
         for place, event in enumerate(one.order.events)),
        key=lambda line: line[:3],
    )  # fmt: skip
    return DemoRows(
        users=list(_users(orders, seed)),
        orders=[one.customers_order() for one in made],
        items=[row for one in made for row in one.items()],
        payments=[one.payment() for one in made],
        dropship_orders=[one.dropship_order() for one in made],
        dropship_items=[row for one in made for row in one.dropship_items()],
        shippings=[one.shipping() for one in made if one.order.times.shipped],
        events=[row for *_, row in lines],
    )


def dropship_id(order: DemoOrder, seed: int) -> str:
    """The id of an order's row in DropshipOrder."""
    return fixed_id(seed, order.times.came_in, "dropship", order.number)


def _users(orders: Sequence[DemoOrder], seed: int) -> Iterable[Values]:
    first: dict[int, DemoOrder] = {}
    for order in orders:
        first.setdefault(order.customer.number, order)
    for _, order in sorted(first.items()):
        one, born = order.customer, order.times.ordered - timedelta(minutes=3)
        yield {
            "id": _user_id(one, seed),
            "email": one.email,
            "first_name": one.first_name,
            "last_name": one.last_name,
            "password": NO_LOGIN,
            "phone": one.phone,
            "created_at": born,
            "updated_at": born,
        }


def _user_id(customer: Customer, seed: int) -> str:
    return fixed_id(seed, _JOINED, "customer", customer.number)


class _Made:
    """One order's rows."""

    def __init__(self, order: DemoOrder, seed: int) -> None:
        self.order = order
        self._seed = seed
        self._id = self._new("order", order.times.ordered)
        self._dropship_id = dropship_id(order, seed)
        self._email = "" if order.case.flaw is Flaw.NO_EMAIL else order.customer.email
        self._address = shipping_address(order)

    def customers_order(self) -> Values:
        """The storefront's order."""
        order, times, money = self.order, self.order.times, self.order.money
        whole = not order.some_own_stock  # what the shop sends itself has not gone yet
        return {
            "id": self._id,
            "order_number": order.name,
            "user_id": _user_id(order.customer, self._seed),
            "subtotal": money.subtotal,
            "discount_amount": money.discount,
            "shipping_amount": money.shipping,
            "tax_amount": money.tax,
            "total": money.total,
            "currency": money.currency,
            "status": order_status(order),
            "payment_status": payment_status(order),
            "fulfillment_status": fulfillment_status(order),
            "shipping_address": self._address,
            "billing_address": dict(order.customer.address),
            "customer_email": self._email,
            "customer_phone": order.customer.phone,
            "notes": order.note or None,
            "coupon_code": order.coupon or None,
            "created_at": times.ordered,
            "updated_at": times.updated,
            "confirmed_at": times.paid,
            "shipped_at": times.shipped if whole else None,
            "delivered_at": times.delivered if whole else None,
            "cancelled_at": times.cancelled,
        }

    def items(self) -> list[Values]:
        """What the customer ordered."""
        return [
            {
                "id": self._item_id(place),
                "order_id": self._id,
                "variant_id": line.good.variant_id,
                "product_name": line.good.product,
                "variant_name": line.good.variant,
                "sku": line.good.sku,
                "quantity": line.quantity,
                "unit_price": line.unit_price,
                "total_price": line.total,
                "created_at": self.order.times.ordered,
            }
            for place, line in enumerate(self.order.lines)
        ]

    def payment(self) -> Values:
        """What the customer paid."""
        order = self.order
        failed = order.case.flaw is Flaw.CHARGED_BACK
        back = payment_status(order) != "COMPLETED"
        return {
            "id": self._new("payment", order.times.paid),
            "order_id": self._id,
            "provider": "stripe",
            "stripe_payment_intent_id": f"pi_demo_{order.number}",
            "amount": order.money.total,
            "currency": order.money.currency,
            "status": payment_status(order),
            "payment_method": "card",
            "card_last4": "4242",
            "card_brand": "visa",
            "failure_reason": "The bank took the payment back." if failed else None,
            "failure_code": "charge_disputed" if failed else None,
            "created_at": order.times.paid,
            "updated_at": order.times.updated if back else order.times.paid,
        }

    def dropship_order(self) -> Values:
        """What has to be bought, and how far that is."""
        order, times = self.order, self.order.times
        bought = [line.good.supplier_id for line in order.lines if line.bought]
        return {
            "id": self._dropship_id,
            "order_id": self._id,
            "ali_express_order_id": next(iter(order.supplier_numbers.values()), None),
            "ali_express_order_status": supplier_status(order),
            "status": order.status.value,
            "customer_email": self._email,
            "customer_phone": order.customer.phone,
            "shipping_address": self._address,
            "tracking_number": order.tracking or None,
            "tracking_url": tracking_url(order),
            "carrier": order.carrier or None,
            "estimated_delivery": times.shipped + _ON_THE_WAY if times.shipped else None,
            "actual_delivery": times.delivered,
            "total_cost": order.cost,
            "shipping_cost": order.supplier_shipping,
            "placed_at": times.placed,
            "shipped_at": times.shipped,
            "delivered_at": times.delivered,
            "created_at": times.came_in,
            "updated_at": times.updated,
            "supplier_id": bought[0] if bought else None,
        }

    def dropship_items(self) -> list[Values]:
        """The lines to buy: own stock and variants without a pair have none (contract)."""
        return [
            self._dropship_item(place, line)
            for place, line in enumerate(self.order.lines)
            if line.bought
        ]

    def shipping(self) -> Values:
        """How the parcel travels."""
        order, times = self.order, self.order.times
        shipped = times.shipped or times.updated
        return {
            "id": self._new("shipping", shipped),
            "order_id": self._id,
            "carrier": order.carrier,
            "service": "Standard",
            "tracking_number": order.tracking,
            "tracking_url": tracking_url(order),
            "status": "DELIVERED" if times.delivered else "IN_TRANSIT",
            "estimated_delivery": shipped + _ON_THE_WAY,
            "actual_delivery": times.delivered,
            "created_at": shipped,
            "updated_at": times.delivered or shipped,
        }

    def event(self, place: int) -> Values:
        """One line of the history."""
        line = self.order.events[place]
        return {
            "id": self._new("event", line.at, place),
            "dropship_order_id": self._dropship_id,
            "at": line.at,
            "who": line.who,
            "device": "storefront" if line.who == SHOP else DEVICE,
            "kind": line.kind,
            "from_status": line.from_status.value if line.from_status else None,
            "to_status": line.to_status.value if line.to_status else None,
            "text": line.text,
            "data": dict(line.data) or None,
        }

    def _dropship_item(self, place: int, line: DemoLine) -> Values:
        return {
            "id": self._new("dropship item", self.order.times.came_in, place),
            "dropship_order_id": self._dropship_id,
            "product_source_id": line.good.source_id,
            "ali_express_sku": line.good.supplier_sku,
            "quantity": line.quantity,
            "unit_cost": line.good.cost,
            "total_cost": line.good.cost * line.quantity,
            "order_item_id": self._item_id(place),
            "created_at": self.order.times.came_in,
        }

    def _item_id(self, place: int) -> str:
        return self._new("item", self.order.times.ordered, place)

    def _new(self, what: str, at: datetime, place: int = 0) -> str:
        return fixed_id(self._seed, at, what, self.order.number, place)


def _digits(number: int, width: int) -> str:
    """The last `width` digits of a number in base 36."""
    digits = []
    for _ in range(width):
        number, rest = divmod(number, len(DIGITS))
        digits.append(DIGITS[rest])
    return "".join(reversed(digits))
