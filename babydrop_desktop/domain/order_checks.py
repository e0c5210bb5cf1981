"""What is wrong with an order before it is bought: judged the same in the list and the detail."""

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum


class Severity(IntEnum):
    """How much a problem matters; higher is worse."""

    LOOK = 1
    BLOCKED = 2


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
    NO_STREET = "no_street"
    NO_CITY = "no_city"
    NO_STATE = "no_state"
    NO_ZIP = "no_zip"
    NO_COUNTRY = "no_country"
    NO_EMAIL = "no_email"
    UNKNOWN_STATUS = "unknown_status"
    # look
    SOURCE_UNAVAILABLE = "source_unavailable"
    PRICE_CHANGED = "price_changed"
    OUT_OF_STOCK = "out_of_stock"
    SUPPLIER_NOT_ACTIVE = "supplier_not_active"
    LOW_MARGIN = "low_margin"
    SOME_OWN_STOCK = "some_own_stock"
    MANY_CURRENCIES = "many_currencies"


@dataclass(frozen=True, slots=True)
class Problem:
    """One line of "Before you buy"; `facts` are the values that its sentence names, as text.

    `item_id` and `supplier_id` name the item and the supplier that it concerns, "" for the order.
    """

    severity: Severity
    code: ProblemCode
    facts: dict[str, str] = field(default_factory=dict)
    item_id: str = ""
    supplier_id: str = ""


def worst_first(problems: list[Problem]) -> tuple[Problem, ...]:
    """The problems by severity, worst first, otherwise in the order given."""
    return tuple(sorted(problems, key=lambda problem: -problem.severity))
