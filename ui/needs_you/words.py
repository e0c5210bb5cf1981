"""What a line of Needs you says: what, why, by when, and what to do about it."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from babydrop_desktop.domain.attention import Need, NeedKind
from ui.common import formats, times
from ui.common.labels import set_apart
from ui.common.words import fill
from ui.needs_you import issue_words

translate = QCoreApplication.translate
Kind = NeedKind


@dataclass(frozen=True, slots=True)
class By:
    """By when: the day, what is left, and the colour of the day."""

    day: str
    left: str
    role: str = "text"


def icon(need: Need) -> tuple[str, str]:
    """(icon, colour role) of a line: red is for what is urgent."""
    name = {
        Kind.ISSUE: issue_words.icon(need.facts),
        Kind.NOT_BOUGHT: "clock",
        Kind.NOT_PAID: "hourglass",
        Kind.NO_TRACKING: "route",
        Kind.DISPUTE_CLOSES: "scale",
        Kind.CUSTOMER_CANCELLED: "ban",
        Kind.VARIANT_CHANGED: "unlink-2",
        Kind.LOW_MARGIN: "trending-down",
        Kind.IN_BROWSER: "hand",
    }[need.kind]
    return name, "red" if need.urgent else "amber"


def kind(need: Need) -> str:
    """What sort of thing it is, in a word or two."""
    return {
        Kind.ISSUE: translate("needs", "Issue"),
        Kind.NOT_BOUGHT: translate("needs", "Not bought"),
        Kind.NOT_PAID: translate("needs", "Not paid"),
        Kind.NO_TRACKING: translate("needs", "No tracking"),
        Kind.DISPUTE_CLOSES: translate("needs", "Dispute window"),
        Kind.CUSTOMER_CANCELLED: translate("needs", "Cancelled"),
        Kind.VARIANT_CHANGED: translate("needs", "Variant changed"),
        Kind.LOW_MARGIN: translate("needs", "Low margin"),
        Kind.IN_BROWSER: translate("needs", "Import waits"),
    }[need.kind]


def _called_off(need: Need) -> str:
    if need.facts.get("status") == "REFUNDED":
        return translate("needs", "{title}: the customer got the money back")
    return translate("needs", "{title}: the customer cancelled")


def _in_browser(need: Need) -> str:
    if need.facts.get("waits") == "login":
        return translate("needs", "{title}: sign in in the browser window")
    return translate("needs", "{title}: pass the check in the browser window")


def _apart(need: Need) -> dict[str, str]:
    """The facts for a sentence: amounts as money, foreign names set apart, empty ones left out."""
    facts = {name: set_apart(value) for name, value in need.facts.items() if value}
    for name in ("price", "cost"):
        with suppress(KeyError, ArithmeticError):
            facts[name] = formats.money(Decimal(facts[name]), need.currency)
    return facts


def what(need: Need, now: datetime) -> str:
    """The first line: the thing, and what is the matter with it."""
    if need.unreadable:
        told = translate("needs", "{title} cannot be read")
        return told.format(title=set_apart(need.title))
    told = {
        Kind.ISSUE: issue_words.title(need.facts),
        Kind.NOT_BOUGHT: translate("needs", "{title}: not bought for {span}"),
        Kind.NOT_PAID: translate("needs", "{title}: supplier is not paid yet"),
        Kind.NO_TRACKING: translate("needs", "{title}: no tracking number"),
        Kind.DISPUTE_CLOSES: translate("needs", "{title}: dispute window closes"),
        Kind.CUSTOMER_CANCELLED: _called_off(need),
        Kind.VARIANT_CHANGED: translate("needs", "{title}: a variant is not confirmed"),
        Kind.LOW_MARGIN: translate("needs", "{title}: margin {percent} %, your floor is {floor} %"),
        Kind.IN_BROWSER: _in_browser(need),
    }[need.kind]
    plain = translate("needs", "{title}: margin under your floor")
    facts = {**_apart(need), "title": set_apart(need.title), "span": times.span(now - need.since)}
    return fill(told, facts) or fill(plain, facts)


def why(need: Need, now: datetime) -> str:
    """The second line: how it came, and what it means. A fact that is missing leaves it plainer."""
    facts = {
        **_apart(need),
        "span": times.span(now - need.since),
        "moment": times.on(need.since, now),
        "waiting": _waiting(need),
    }
    for told in _why(need):
        if said := fill(told, facts):
            return said
    return ""


def _waiting(need: Need) -> str:
    orders = need.facts.get("orders", "")
    if not orders.isdigit():
        return translate("needs", "Orders wait for it.")
    return formats.counted(
        int(orders),
        translate("needs", "{count} order waits for it."),
        translate("needs", "{count} orders wait for it."),
    )


def _why(need: Need) -> tuple[str, ...]:
    """The sentences that may be said, the fullest first."""
    if need.unreadable:
        return (translate("needs", "Restore a backup from before: see the File menu."),)
    if need.kind is Kind.DISPUTE_CLOSES:
        return (_dispute(need),)
    return {
        Kind.ISSUE: (
            "{text}",
            translate("needs", "Open for {span}. Somebody has to look at it."),
        ),
        Kind.NOT_BOUGHT: (translate("needs", "Came in {moment}. Nothing was bought for it."),),
        Kind.NOT_PAID: (translate("needs", "Placed {span} ago. AliExpress closes it by itself."),),
        Kind.NO_TRACKING: (
            translate("needs", "Confirmed {span} ago, and the supplier has not shipped it."),
        ),
        Kind.CUSTOMER_CANCELLED: (
            translate("needs", "It was bought before. Cancel it at the supplier, or let it ship."),
        ),
        Kind.VARIANT_CHANGED: (
            translate(
                "needs",
                "{variant} is now \N{LEFT DOUBLE QUOTATION MARK}{label}"
                "\N{RIGHT DOUBLE QUOTATION MARK} at the supplier. {waiting}",
            ),
            "{waiting}",
        ),
        Kind.LOW_MARGIN: (
            translate("needs", "It costs {cost}, and you sell it at {price}."),
            translate("needs", "What is left of each sale is less than you want."),
        ),
        Kind.IN_BROWSER: (
            translate("needs", "AliExpress asked {moment}. Once it is done, the import goes on."),
        ),
    }[need.kind]


def _dispute(need: Need) -> str:
    if need.facts.get("status") == "SHIPPED":
        return translate("needs", "Not delivered after {span}. Later, nothing can be claimed.")
    if need.facts.get("status") == "DELIVERED":
        return translate("needs", "Delivered {span} ago, with an issue. Later, nothing helps.")
    return translate("needs", "Later, nothing can be claimed from the supplier.")


def by_when(need: Need, now: datetime) -> By:
    """The day and what is left until then; a dash where there is no date."""
    if need.due is None:
        urgent = translate("needs", "Urgent") if need.urgent else formats.NONE
        open_for = translate("needs", "open for {age}").format(age=times.age(need.since, now))
        return By(urgent, open_for, "red" if need.urgent else "text")
    left = times.left(need.due, now)
    if need.urgent:
        left = translate("needs", "urgent, {left}").format(left=left)
    return By(times.by_when(need.due, now), left, "red" if need.urgent else "text")


def step(need: Need) -> str:
    """The verb of the next step."""
    if need.order_id is not None:
        return translate("needs", "Open order")
    if need.job_id is not None:
        return translate("needs", "Open import")
    return translate("needs", "Open product")


def coming(need: Need) -> str:
    """A line of "Coming up", without its date."""
    return {
        Kind.ISSUE: translate("needs", "The issue of {title} is due"),
        Kind.NOT_BOUGHT: translate("needs", "{title} should be bought"),
        Kind.NOT_PAID: translate("needs", "{title} has to be paid at the supplier"),
        Kind.NO_TRACKING: translate("needs", "{title} should have a tracking number"),
        Kind.DISPUTE_CLOSES: translate("needs", "Dispute window of {title} closes"),
        Kind.CUSTOMER_CANCELLED: translate("needs", "{title} was cancelled"),
        Kind.VARIANT_CHANGED: translate("needs", "A variant of {title} has to be confirmed"),
        Kind.LOW_MARGIN: translate("needs", "The price of {title} has to be looked at"),
        Kind.IN_BROWSER: translate("needs", "The import of {title} waits in the browser"),
    }[need.kind].replace("{title}", set_apart(need.title))


def todo(need: Need) -> tuple[str, ...]:
    """What to do, step by step."""
    return {
        Kind.ISSUE: (
            translate("needs", "Open the order and read what happened."),
            translate("needs", "Solve it with the supplier or the customer."),
            translate("needs", "Record what came of it in the shop: the line leaves by itself."),
        ),
        Kind.NOT_BOUGHT: (
            translate("needs", "Open the order and look what is wrong with it."),
            translate("needs", "Buy it at the supplier."),
        ),
        Kind.NOT_PAID: (
            translate("needs", "Open your AliExpress orders."),
            translate("needs", "Look for the order's number; pay it, or cancel it."),
        ),
        Kind.NO_TRACKING: (
            translate("needs", "Look at the order on AliExpress: it may have shipped."),
            translate("needs", "Ask the supplier when it ships."),
        ),
        Kind.DISPUTE_CLOSES: (
            translate("needs", "Ask the customer whether everything arrived."),
            translate("needs", "If not, open a dispute on AliExpress before the window closes."),
        ),
        Kind.CUSTOMER_CANCELLED: (
            translate("needs", "Look whether the supplier has shipped it."),
            translate("needs", "Cancel it there, or let it ship and tell the customer."),
        ),
        Kind.VARIANT_CHANGED: (
            translate("needs", "Open the product and compare both pictures."),
            translate("needs", "Confirm the pair, or link another variant."),
        ),
        Kind.LOW_MARGIN: (
            translate("needs", "Open the product and look at its cost."),
            translate("needs", "Raise the price, or look for a cheaper supplier."),
        ),
        Kind.IN_BROWSER: (
            translate("needs", "Open the import and press Show the browser."),
            translate("needs", "Do there what AliExpress asks. The import then goes on by itself."),
        ),
    }[need.kind]
