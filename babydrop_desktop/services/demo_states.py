"""Says how an order of the demo shop stands in the storefront's own columns."""

from typing import Any

from babydrop_desktop.domain.demo_courses import Flaw
from babydrop_desktop.domain.demo_order import DemoOrder
from babydrop_desktop.domain.orders import DropshipStatus

_S = DropshipStatus
# What AliExpress calls an order that came that far; the furthest counts.
_SUPPLIER = (
    (_S.DELIVERED, "FINISH"),
    (_S.REFUNDED, "FINISH"),
    (_S.CANCELLED, "IN_CANCEL"),
    (_S.SHIPPED, "WAIT_BUYER_ACCEPT_GOODS"),
    (_S.CONFIRMED, "WAIT_SELLER_SEND_GOODS"),
)
_LEFT_OUT = {
    Flaw.NO_STREET: "line1",
    Flaw.NO_CITY: "city",
    Flaw.NO_STATE: "state",
    Flaw.NO_ZIP: "zip",
}


def order_status(order: DemoOrder) -> str:
    """Order.status: a part that the shop sends itself has not shipped yet (contract)."""
    if order.times.cancelled:
        return "CANCELLED"
    if order.status is _S.REFUNDED:
        return "REFUNDED"
    if order.some_own_stock or not order.times.shipped:
        return "CONFIRMED"
    return "DELIVERED" if order.times.delivered else "SHIPPED"


def payment_status(order: DemoOrder) -> str:
    """Order.paymentStatus and Payment.status."""
    if order.case.flaw is Flaw.CHARGED_BACK:
        return "FAILED"
    ended = order.times.cancelled or order.status is _S.REFUNDED
    return "REFUNDED" if ended else "COMPLETED"


def fulfillment_status(order: DemoOrder) -> str:
    """Order.fulfillmentStatus."""
    if not order.times.shipped:
        return "UNFULFILLED"
    return "PARTIALLY_FULFILLED" if order.some_own_stock else "FULFILLED"


def supplier_status(order: DemoOrder) -> str | None:
    """DropshipOrder.aliExpressOrderStatus, None where nothing was bought."""
    if any(step.issue == "PLACEMENT_UNKNOWN" for step in order.case.steps):
        return "BABYDROP_STARTED"
    if not order.supplier_numbers:
        return None
    return next(
        (word for state, word in _SUPPLIER if state in order.reached), "PLACE_ORDER_SUCCESS"
    )


def shipping_address(order: DemoOrder) -> Any:  # noqa: ANN401 - the column holds any JSON
    """The address as it is kept: whole for most, with its flaw for some."""
    whole = dict(order.customer.address)
    if order.case.flaw is Flaw.ADDRESS_TEXT:
        return f"{whole['line1']}, {whole['city']}, {whole['country']}"
    if order.case.flaw is Flaw.ADDRESS_LIST:
        return [whole["firstName"], whole["lastName"], whole["line1"]]
    left_out = _LEFT_OUT.get(order.case.flaw)
    return whole if left_out is None else {**whole, left_out: ""}


def tracking_url(order: DemoOrder) -> str | None:
    """Where the parcel could be followed, on a domain that leads nowhere."""
    return f"https://track.example.com/{order.tracking}" if order.tracking else None
