"""The window's words for orders: where one stands, what is wrong with it, and what to do."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from babydrop_desktop.domain.order_checks import Problem, ProblemCode, Standing
from babydrop_desktop.domain.orders import DropshipStatus, HistoryLine
from ui.common import address_words
from ui.common.labels import set_apart
from ui.common.words import fill
from ui.tables.columns import Status

translate = QCoreApplication.translate
Now = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class ProblemWords:
    """What is checked, what was found, and what to do about it."""

    what: str
    fact: str
    todo: str


_OF_THE_DESK = frozenset({ProblemCode.ADDRESS_UNFIT, ProblemCode.ADDRESS_LOOK})


def status(one: DropshipStatus) -> Status:
    """Where an order stands, as word, icon and colour."""
    every = DropshipStatus
    return {
        every.PENDING: Status(translate("orders", "Pending"), "clock", "amber"),
        every.PLACED: Status(translate("orders", "Placed"), "shopping-bag", "blue"),
        every.CONFIRMED: Status(translate("orders", "Confirmed"), "badge-check", "blue"),
        every.SHIPPED: Status(translate("orders", "Shipped"), "truck", "blue"),
        every.DELIVERED: Status(translate("orders", "Delivered"), "package-check", "ok"),
        every.CANCELLED: Status(translate("orders", "Cancelled"), "ban", "secondary"),
        every.REFUNDED: Status(translate("orders", "Refunded"), "undo-2", "secondary"),
        every.ISSUE: Status(translate("orders", "Issue"), "circle-alert", "red"),
        every.UNKNOWN: Status(translate("orders", "Unknown"), "circle-question-mark", "amber"),
    }[one]


def check(standing: Standing | None) -> Status:
    """What the list says of an order that may still be bought; a dash where it has ended."""
    if standing is None:
        return Status("\N{EN DASH}")
    return {
        Standing.READY: Status(translate("orders", "Ready"), "circle-check", "ok"),
        Standing.PART_READY: Status(translate("orders", "Part ready"), "split", "amber"),
        Standing.LOOK: Status(translate("orders", "Look"), "triangle-alert", "amber"),
        Standing.BLOCKED: Status(translate("orders", "Blocked"), "circle-alert", "red"),
    }[standing]


def event(line: HistoryLine) -> tuple[str, str]:
    """(icon, title) of a line of the history."""
    if line.to_status is not None:
        look = status(line.to_status)
        if (back := _backwards().get(line.kind)) is not None:
            return back[0], back[1].format(status=look.text)
        return look.icon, look.text
    icon, words = _events().get(line.kind.upper(), ("history", ""))
    return icon, words or line.kind.replace("_", " ").capitalize()


def problem(found: Problem) -> ProblemWords:
    """A line of "Before you buy" in words; a fact that is missing leaves the plainer sentence."""
    if found.code in _OF_THE_DESK:
        return ProblemWords(*address_words.problem(found.facts))
    what, told, plain, todo = _problems()[found.code]
    facts = {name: set_apart(value) for name, value in found.facts.items()}
    return ProblemWords(what, fill(told, facts) or plain, todo)


def _backwards() -> dict[str, tuple[str, str]]:
    """Kinds of which the move alone would not tell what was done."""
    return {
        "UNDONE": ("undo-2", translate("orders", "Undone, {status} again")),
        "ISSUE_CLOSED": ("circle-check", translate("orders", "Issue closed, {status} again")),
    }


def _events() -> dict[str, tuple[str, str]]:
    return {
        "CREATED": ("circle-dollar-sign", translate("orders", "Came in")),
        "PAID": ("circle-dollar-sign", translate("orders", "Paid")),
        "PAYMENT_FAILED": ("circle-alert", translate("orders", "Payment failed")),
        "PURCHASE": ("shopping-bag", translate("orders", "Purchase")),
        "CUSTOMER_CANCELLED": ("ban", translate("orders", "Cancelled by the customer")),
        "STATUS": ("history", translate("orders", "Moved")),
        "UNDONE": ("undo-2", translate("orders", "Undone")),
        "NOTE": ("message-square", translate("orders", "Note")),
        "ADDRESS": ("map-pin", translate("orders", "Address changed")),
        "ADDRESS_APPROVED": ("map-pin", translate("orders", "Address approved")),
        "ADDRESS_TAKEN_BACK": ("map-pin", translate("orders", "Address not approved")),
        "TRACKING": ("truck", translate("orders", "Tracking")),
        "ISSUE_OPENED": ("circle-alert", translate("orders", "Issue opened")),
        "ISSUE_CLOSED": ("circle-check", translate("orders", "Issue closed")),
    }


def _problems() -> dict[ProblemCode, tuple[str, str, str, str]]:
    """What is checked, the sentence with its facts, the one without, and what to do."""
    return {**_order_problems(), **_address_problems(), **_pair_problems(), **_looks()}


def _order_problems() -> dict[ProblemCode, tuple[str, str, str, str]]:
    code = ProblemCode
    return {
        code.NO_ITEMS: (
            translate("orders", "Items"),
            "",
            translate("orders", "The order has no items"),
            translate("orders", "Look at the order in the shop: there is nothing to buy."),
        ),
        code.NOT_PAID: (
            translate("orders", "Payment"),
            translate("orders", "The customer has not paid: {payment_status}"),
            translate("orders", "The customer has not paid"),
            translate("orders", "Wait for the payment, or ask the customer."),
        ),
        code.CUSTOMER_CANCELLED: (
            translate("orders", "Order"),
            "",
            translate("orders", "The customer cancelled it"),
            translate("orders", "Buy nothing for it."),
        ),
        code.UNKNOWN_STATUS: (
            translate("orders", "Status"),
            translate("orders", "The shop calls it \N{LEFT DOUBLE QUOTATION MARK}{status}"
                      "\N{RIGHT DOUBLE QUOTATION MARK}, which this program does not know"),
            translate("orders", "The shop gives it a status that this program does not know"),
            translate("orders", "Look at it in the shop; a newer program may know the word."),
        ),
        code.ORDER_LOST: (
            translate("orders", "Order"),
            "",
            translate("orders", "The customer's order is lost: the database no longer holds it"),
            translate("orders", "Buy nothing for it. Restore a backup from before (File menu)."),
        ),
        code.NO_EMAIL: (
            translate("orders", "E-mail"),
            "",
            translate("orders", "The order has no e-mail"),
            translate("orders", "Add it in the shop: the customer is told when it ships."),
        ),
    }  # fmt: skip


def _address_problems() -> dict[ProblemCode, tuple[str, str, str, str]]:
    code, address = ProblemCode, translate("orders", "Address")
    ask = translate("orders", "Ask the customer, and correct it in the shop.")
    return {
        code.ADDRESS_BROKEN: (
            address, "", translate("orders", "What is kept is no address"), ask),
        code.ADDRESS_CHANGED: (
            address,
            "",
            translate("orders", "The customer changed it after you approved it"),
            translate("orders", "Look at the new address and approve it."),
        ),
        code.NO_STREET: (address, "", translate("orders", "The street is missing"), ask),
        code.NO_CITY: (address, "", translate("orders", "The city is missing"), ask),
        code.NO_STATE: (address, "", translate("orders", "The state is missing"), ask),
        code.NO_ZIP: (address, "", translate("orders", "The ZIP code is missing"), ask),
    }  # fmt: skip


def _pair_problems() -> dict[ProblemCode, tuple[str, str, str, str]]:
    code = ProblemCode
    variant, source = translate("orders", "Variant"), translate("orders", "Source")
    return {
        code.SOURCE_DISCONTINUED: (
            source,
            translate("orders", "{product}: the supplier took it off the market"),
            translate("orders", "The supplier took it off the market"),
            translate("orders", "Find another supplier, or cancel the item."),
        ),
        code.NO_SUPPLIER_SKU: (
            variant,
            translate("orders", "{product}: the supplier's variant has no number"),
            translate("orders", "The supplier's variant has no number"),
            translate("orders", "Import the product again, so that its variants are read."),
        ),
        code.NOT_MAPPED: (
            variant,
            translate("orders", "{product}, {variant}: not linked to a supplier's variant"),
            translate("orders", "Not linked to a supplier's variant"),
            translate("orders", "Link the two, so that the right one is bought."),
        ),
        code.NOT_CONFIRMED: (
            variant,
            translate("orders", "{product}, {variant}: the pair is not confirmed"),
            translate("orders", "The pair is not confirmed"),
            translate("orders", "Look at both pictures side by side, then confirm the pair."),
        ),
        code.PRODUCT_GONE: (
            translate("orders", "Product"),
            translate("orders", "{product} is not in the catalog any more"),
            translate("orders", "It is not in the catalog any more"),
            translate("orders", "Buy it by hand, or cancel the item."),
        ),
    }


def _looks() -> dict[ProblemCode, tuple[str, str, str, str]]:
    code = ProblemCode
    source, margin = translate("orders", "Source"), translate("orders", "Margin")
    return {
        code.SOURCE_UNAVAILABLE: (
            source,
            translate("orders", "{product} is not for sale at the supplier now"),
            translate("orders", "It is not for sale at the supplier now"),
            translate("orders", "Look at its page; another supplier may have it."),
        ),
        code.PRICE_CHANGED: (
            translate("orders", "Price"),
            translate("orders", "{product}: the supplier changed the price"),
            translate("orders", "The supplier changed the price"),
            translate("orders", "Look at the price before you buy."),
        ),
        code.OUT_OF_STOCK: (
            translate("orders", "Stock"),
            translate("orders", "{product} was sold out at the last look"),
            translate("orders", "It was sold out at the last look"),
            translate("orders", "Look at its page; another supplier may have it."),
        ),
        code.SUPPLIER_NOT_ACTIVE: (
            translate("orders", "Supplier"),
            translate("orders", "{supplier} is not an active supplier"),
            translate("orders", "The supplier is not active"),
            translate("orders", "Look why it was set aside before you buy there."),
        ),
        code.LOW_MARGIN: (
            margin,
            translate("orders", "{percent} %; your floor is {floor} %"),
            translate("orders", "The margin is under your floor"),
            translate("orders", "Look at the money before you buy."),
        ),
        code.SOME_OWN_STOCK: (
            translate("orders", "Own stock"),
            translate("orders", "{product} is the shop's own stock"),
            translate("orders", "Some items are the shop's own stock"),
            translate("orders", "Send these yourself; nothing is bought for them."),
        ),
        code.NO_CURRENCY: (
            translate("orders", "Currency"),
            "",
            translate("orders", "An amount has no currency"),
            translate("orders", "Look in the shop what was paid; the profit cannot be told."),
        ),
        code.MANY_CURRENCIES: (
            translate("orders", "Currency"),
            translate("orders", "More than one currency: {currencies}"),
            translate("orders", "There is more than one currency in it"),
            translate("orders", "The profit cannot be told; look at the amounts."),
        ),
    }
