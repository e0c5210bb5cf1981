"""What is wrong with an order before it is bought: judged the same in the list and the detail."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from babydrop_desktop.domain.checks import Level
from babydrop_desktop.domain.postal.facts import AddressFacts
from babydrop_desktop.domain.postal.proposal import AddressCode, AddressProblem, Field
from babydrop_desktop.domain.postal_rules import NO_POSTCODES, WITH_STATES


class Standing(StrEnum):
    """What a line of the list says about an order that may still be bought."""

    READY = "ready"
    PART_READY = "part_ready"  # one supplier can be bought, another is blocked
    LOOK = "look"
    BLOCKED = "blocked"


class ProblemCode(StrEnum):
    """One thing that is wrong (storefront's rules, "Validation before placing"; product.md §2)."""

    # blocked
    NO_ITEMS = "no_items"
    NOT_PAID = "not_paid"
    CUSTOMER_CANCELLED = "customer_cancelled"
    SOURCE_DISCONTINUED = "source_discontinued"
    NO_SUPPLIER_SKU = "no_supplier_sku"
    NOT_MAPPED = "not_mapped"
    NOT_CONFIRMED = "not_confirmed"
    PRODUCT_GONE = "product_gone"
    ADDRESS_BROKEN = "address_broken"
    ADDRESS_UNFIT = "address_unfit"  # AliExpress would not take it
    ADDRESS_CHANGED = "address_changed"  # since it was approved
    NO_STREET = "no_street"
    NO_CITY = "no_city"
    NO_STATE = "no_state"
    NO_ZIP = "no_zip"
    NO_EMAIL = "no_email"
    UNKNOWN_STATUS = "unknown_status"
    ORDER_LOST = "order_lost"  # the customer's order is not there
    # look
    SOURCE_UNAVAILABLE = "source_unavailable"
    PRICE_CHANGED = "price_changed"
    OUT_OF_STOCK = "out_of_stock"
    SUPPLIER_NOT_ACTIVE = "supplier_not_active"
    LOW_MARGIN = "low_margin"
    SOME_OWN_STOCK = "some_own_stock"
    MANY_CURRENCIES = "many_currencies"
    NO_CURRENCY = "no_currency"
    ADDRESS_LOOK = "address_look"


@dataclass(frozen=True, slots=True)
class Problem:
    """One line of "Before you buy"; `facts` are the values that its sentence names, as text.

    `item_id` and `supplier_id` name the item and the supplier that it concerns, "" for the order.
    """

    severity: Level
    code: ProblemCode
    facts: dict[str, str] = field(default_factory=dict)
    item_id: str = ""
    supplier_id: str = ""


def worst_first(problems: list[Problem]) -> tuple[Problem, ...]:
    """The problems by severity, worst first, otherwise in the order given."""
    return tuple(sorted(problems, key=lambda problem: -problem.severity))


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """One item as it is judged; the statuses are the storefront's words, "" where there is none.

    `here` says that the product and the variant still exist, `has_source` that the product is
    bought somewhere, `listed` that the item is among those to buy. `supplier_sku` None is no SKU;
    "" is one where the supplier's variant has no options. `confirmed` means that somebody looked at
    the pair and nothing of it changed since.
    """

    item_id: str
    product: str
    variant: str
    here: bool = True
    has_source: bool = True
    listed: bool = True
    supplier_id: str = ""
    supplier: str = ""
    source_status: str = "ACTIVE"
    stock_status: str = "AVAILABLE"
    supplier_status: str = "ACTIVE"
    sold_out: bool = False
    supplier_sku: str | None = None
    confirmed: bool = False

    @property
    def own_stock(self) -> bool:
        """The product is bought nowhere: it is the shop's own stock (the contract)."""
        return self.here and not self.has_source and not self.listed


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """One order as it is judged. `status` is the dropship order's word, `order_status` the shop's.

    `bought` says that something was placed already. `margin_percent` None is not known;
    `currencies` are all that stand in it, the order's first ("" where an amount has none).
    `more_items`: it has more than those of `items`. `lost`: the customer's order is not there, only
    what was to be bought for it.
    """

    status: str
    order_status: str
    payment_status: str
    bought: bool
    address: AddressFacts
    has_email: bool
    margin_percent: int | None
    margin_floor_percent: int
    currencies: tuple[str, ...]
    items: tuple[ItemFacts, ...]
    more_items: bool = False
    lost: bool = False


_KNOWN = frozenset(
    {"PENDING", "PLACED", "CONFIRMED", "SHIPPED", "DELIVERED", "CANCELLED", "REFUNDED", "ISSUE"}
)
_ENDED = frozenset({"DELIVERED", "CANCELLED", "REFUNDED"})
PAID = frozenset({"COMPLETED", "PARTIALLY_REFUNDED"})
_CALLED_OFF = frozenset({"CANCELLED", "REFUNDED"})
_ORDER_WORDS = frozenset({"PENDING", "CONFIRMED", "PROCESSING", "SHIPPED"})


def buyable(facts: OrderFacts) -> bool:
    """Whether an order is judged: something may still have to be bought for it.

    PENDING, an ISSUE of which nothing was placed, and a status that nobody here knows.
    """
    if facts.status == "ISSUE":
        return not facts.bought
    return facts.status == "PENDING" or facts.status not in _KNOWN


def problems_of(facts: OrderFacts) -> tuple[Problem, ...]:
    """What is wrong with an order, worst first. After it was bought only that it was called off.

    Source: the contract with the storefront, "Validation before placing"; unmapped and unconfirmed
    pairs block too (product.md §2: never a silent default).
    """
    if facts.status in _ENDED:
        return ()
    if facts.lost:
        return (Problem(Level.BLOCKED, ProblemCode.ORDER_LOST),)
    found = list(_called_off(facts))
    if buyable(facts):
        found += _of_order(facts)
        found += _of_address(facts.address)
        for item in facts.items:
            found += problems_of_item(item)
    return worst_first(found)


def standing_of(facts: OrderFacts, problems: Iterable[Problem]) -> Standing | None:
    """What the list says of it; None where nothing is to be bought (any more).

    One blocked supplier does not hold up another, unless the order itself is blocked.
    """
    if not buyable(facts):
        return None
    found = tuple(problems)
    blocked = [problem for problem in found if problem.severity is Level.BLOCKED]
    if not blocked:
        # Nobody looked at the others.
        return Standing.LOOK if found or facts.more_items else Standing.READY
    if any(not problem.item_id for problem in blocked):
        return Standing.BLOCKED
    stopped = {problem.supplier_id for problem in blocked}
    suppliers = {item.supplier_id for item in facts.items if not item.own_stock}
    return Standing.PART_READY if suppliers - stopped else Standing.BLOCKED


def problems_of_item(item: ItemFacts) -> tuple[Problem, ...]:
    """What is wrong with one item, worst first."""
    if item.own_stock:
        return (_about(item, Level.LOOK, ProblemCode.SOME_OWN_STOCK),)
    return worst_first([*_pair(item), *_source(item)])


def _called_off(facts: OrderFacts) -> Iterator[Problem]:
    off = facts.order_status in _CALLED_OFF or facts.payment_status == "REFUNDED"
    # Something the customer has already must not be bought again either.
    had = facts.order_status == "DELIVERED" and buyable(facts)
    if off or had:
        told = {"order_status": facts.order_status, "payment_status": facts.payment_status}
        yield Problem(Level.BLOCKED, ProblemCode.CUSTOMER_CANCELLED, told)


def _of_order(facts: OrderFacts) -> Iterator[Problem]:
    blocked, look = Level.BLOCKED, Level.LOOK
    strange = [word for word, known in _words(facts) if word not in known]
    for word in strange:
        yield Problem(blocked, ProblemCode.UNKNOWN_STATUS, {"status": word})
    if facts.payment_status not in PAID | {"REFUNDED"}:
        told = {"payment_status": facts.payment_status}
        yield Problem(blocked, ProblemCode.NOT_PAID, told)
    if all(item.own_stock for item in facts.items):
        yield Problem(blocked, ProblemCode.NO_ITEMS)
    if not facts.has_email:
        yield Problem(blocked, ProblemCode.NO_EMAIL)
    named = [currency for currency in facts.currencies if currency]
    if len(named) < len(facts.currencies):
        yield Problem(look, ProblemCode.NO_CURRENCY)
    if len(named) > 1:
        told = {"currencies": ", ".join(named)}
        yield Problem(look, ProblemCode.MANY_CURRENCIES, told)
    margin, floor = facts.margin_percent, facts.margin_floor_percent
    if margin is not None and margin < floor:
        yield Problem(look, ProblemCode.LOW_MARGIN, {"percent": str(margin), "floor": str(floor)})


def _words(facts: OrderFacts) -> tuple[tuple[str, frozenset[str]], ...]:
    known = _ORDER_WORDS | _CALLED_OFF | {"DELIVERED"}
    return (facts.status, _KNOWN), (facts.order_status, known)


def _of_address(address: AddressFacts) -> Iterator[Problem]:
    if address.broken:
        yield Problem(Level.BLOCKED, ProblemCode.ADDRESS_BROKEN)
        return
    if address.approved:  # somebody saw to all of it
        return
    if address.changed:
        yield Problem(Level.BLOCKED, ProblemCode.ADDRESS_CHANGED)
    country = address.country.upper()
    missing = (
        (not address.street, ProblemCode.NO_STREET),
        (not address.city, ProblemCode.NO_CITY),
        (not address.state and country in WITH_STATES, ProblemCode.NO_STATE),
        (not address.zip and country not in NO_POSTCODES, ProblemCode.NO_ZIP),
    )
    for is_missing, code in missing:
        if is_missing:
            yield Problem(Level.BLOCKED, code)
    yield from map(_of_desk, filter(_is_news, address.desk))


# These the order says in words of its own.
_SAID = frozenset({Field.ADDRESS, Field.CITY, Field.PROVINCE, Field.ZIP})


def _is_news(found: AddressProblem) -> bool:
    return not (found.code is AddressCode.MISSING and found.field in _SAID)


def _of_desk(found: AddressProblem) -> Problem:
    blocked = found.severity is Level.BLOCKED
    code = ProblemCode.ADDRESS_UNFIT if blocked else ProblemCode.ADDRESS_LOOK
    told = {"problem": found.code.value, "field": found.field.value if found.field else ""}
    return Problem(found.severity, code, {**found.facts, **told})


def _pair(item: ItemFacts) -> Iterator[Problem]:
    if not item.here:
        yield _about(item, Level.BLOCKED, ProblemCode.PRODUCT_GONE)
    elif not item.listed:
        yield _about(item, Level.BLOCKED, ProblemCode.NOT_MAPPED)
    elif item.supplier_sku is None:
        yield _about(item, Level.BLOCKED, ProblemCode.NO_SUPPLIER_SKU)
    elif not item.confirmed:
        yield _about(item, Level.BLOCKED, ProblemCode.NOT_CONFIRMED)


def _source(item: ItemFacts) -> Iterator[Problem]:
    look = Level.LOOK
    if item.source_status == "DISCONTINUED":
        yield _about(item, Level.BLOCKED, ProblemCode.SOURCE_DISCONTINUED)
    elif item.source_status == "PRICE_CHANGED":
        yield _about(item, look, ProblemCode.PRICE_CHANGED)
    elif item.source_status not in {"ACTIVE", ""}:  # a new word of the storefront's: look at it
        yield _about(item, look, ProblemCode.SOURCE_UNAVAILABLE)
    if item.sold_out or item.stock_status == "OUT_OF_STOCK":
        yield _about(item, look, ProblemCode.OUT_OF_STOCK)
    if item.supplier_status not in {"ACTIVE", ""}:
        yield _about(item, look, ProblemCode.SUPPLIER_NOT_ACTIVE)


def _about(item: ItemFacts, severity: Level, code: ProblemCode) -> Problem:
    told = {"product": item.product, "variant": item.variant, "supplier": item.supplier}
    facts = {name: value for name, value in told.items() if value}
    return Problem(severity, code, facts, item.item_id, item.supplier_id)
