"""Says what the demo shop sells in its invented orders, and what became of it at its supplier."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import ROUND_FLOOR, Decimal
from enum import StrEnum


class Fate(StrEnum):
    """What became of a product in the 90 days (`later` of the demo's list of products)."""

    NONE = ""
    DISCONTINUED = "discontinued"
    UNAVAILABLE = "unavailable"
    PRICE_CHANGED = "price_changed"
    OUT_OF_STOCK = "out_of_stock"
    LOW_MARGIN = "low_margin"
    VARIANT_CHANGED = "variant_changed"  # its first variant is another one now
    SUPPLIER_PAUSED = "supplier_paused"  # the owner buys nothing there for now
    UNMAPPED = "unmapped"  # its last variant was never linked to a supplier's

    @classmethod
    def _missing_(cls, value: object) -> "Fate":  # noqa: ARG003 - called by Enum
        """Return NONE: a list of a newer program must not stop the demo."""
        return cls.NONE


@dataclass(frozen=True, slots=True)
class Good:
    """One variant that the shop sells, with its supplier's side; money in the shop's currency.

    `source_id` "" is the shop's own stock. `supplier_sku` is the supplier's sku_id. `fate` is that
    of this variant: VARIANT_CHANGED and UNMAPPED concern one variant of a product only.
    """

    variant_id: str
    sku: str
    product_id: str
    product: str
    variant: str
    price: Decimal
    cost: Decimal
    source_id: str
    source_variant_id: str
    supplier_id: str
    supplier: str
    supplier_sku: str
    stock: int | None
    fate: Fate

    @property
    def own_stock(self) -> bool:
        """Whether the shop has it itself and buys it nowhere."""
        return not self.source_id

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong with it today."""
        return self.fate is Fate.NONE and self.stock != 0


@dataclass(frozen=True, slots=True)
class OwnProduct:
    """A product that the shop makes or keeps itself: it has no source."""

    sku: str
    name: str
    text: str
    price: Decimal
    cost: Decimal
    stock: int


OWN_PRODUCTS = (
    OwnProduct(
        "BP-GIFT-WRAP",
        "Gift Wrapping with a Card",
        "Wrapped by hand in recycled paper, with a card for your words.",
        Decimal("4.99"),
        Decimal("0.90"),
        140,
    ),
    OwnProduct(
        "BP-NAME-TAGS",
        "Sew-On Name Tags, 24 Pieces",
        "Twenty-four woven tags with the child's name, made here to order.",
        Decimal("9.99"),
        Decimal("2.10"),
        60,
    ),
)
SALE_AGE = timedelta(days=10)  # so long ago the prices of LOW_MARGIN products were lowered
PRICE_RISE = Decimal("1.18")  # of PRICE_CHANGED products; from 10 % on it counts (contract)
_FLOOR = Decimal("0.70")  # a cost above this share of the price leaves less than 30 %
_BUFFER = Decimal(3)


def sale_price(good: Good) -> Decimal:
    """The price to which a LOW_MARGIN product was lowered: never below cost and buffer.

    The margin is then under 30 % wherever a .99 price allows that at all; otherwise the price
    stays. Source: the contract's rules of price and margin.
    """
    lowered = (good.cost + _BUFFER).to_integral_value(rounding=ROUND_FLOOR) + Decimal("0.99")
    return lowered if good.cost > lowered * _FLOOR else good.price
