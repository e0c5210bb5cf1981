"""What the owner should see before a product is imported: worst first, each with its facts."""

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum


class Level(IntEnum):
    """How much a check matters; higher is worse."""

    FINE = 0
    LOOK = 1
    BLOCKED = 2


class CheckCode(StrEnum):
    """One fact about an import. The window finds the words; `SENTENCES` are the English ones."""

    DUPLICATE = "duplicate"
    NOT_IN_CATALOG = "not_in_catalog"
    NO_CATEGORY = "no_category"
    NO_VARIANT = "no_variant"
    VARIANTS_UNKNOWN = "variants_unknown"
    ITEM_UNKNOWN = "item_unknown"
    NO_PICTURE = "no_picture"
    PICTURES = "pictures"
    PRICE_REFUSED = "price_refused"
    BAIT_PRICE = "bait_price"
    SOME_SOLD_OUT = "some_sold_out"
    STOCK_UNKNOWN = "stock_unknown"
    IN_STOCK = "in_stock"
    OTHER_WAREHOUSES = "other_warehouses"
    LOW_MARGIN = "low_margin"
    LOW_MARKUP = "low_markup"
    LOW_PRICE = "low_price"
    HIGH_PRICE = "high_price"
    MARGIN = "margin"
    CONVERTED = "converted"
    PRICE_CUT = "price_cut"
    PRICE_MISSING = "price_missing"
    STAYS_DRAFT = "stays_draft"
    PRICE_CHANGED_SINCE = "price_changed_since"
    NO_DESCRIPTION = "no_description"


SENTENCES: dict[CheckCode, str] = {
    CheckCode.DUPLICATE: "Already in your catalog as {sku}",
    CheckCode.NOT_IN_CATALOG: "Not in your catalog",
    CheckCode.NO_CATEGORY: "Choose a category: it sets the price",
    CheckCode.NO_VARIANT: "Tick at least one variant",
    CheckCode.VARIANTS_UNKNOWN: "This page does not tell sizes, colours and their prices. Give it "
    "another page of the same item (saved from your browser) and they are added.",
    CheckCode.ITEM_UNKNOWN: "This page does not tell which item it shows. Save the item's own page "
    "in your browser and give that.",
    CheckCode.NO_PICTURE: "No picture is ticked",
    CheckCode.PICTURES: "{count} chosen",
    CheckCode.PRICE_REFUSED: "{sentence}",
    CheckCode.BAIT_PRICE: "{price} is for first buyers only; the list price {list_price} is used",
    CheckCode.SOME_SOLD_OUT: "{count} of {of} variants are sold out",
    CheckCode.STOCK_UNKNOWN: "The supplier gives no number for {count} of {of} variants",
    CheckCode.IN_STOCK: "Every variant is in stock",
    CheckCode.OTHER_WAREHOUSES: "Bought from {warehouse}; also sold from {others}",
    CheckCode.LOW_MARGIN: "Only {percent} %; under {floor} %",
    CheckCode.LOW_MARKUP: "The category's markup is {markup}; under 2",
    CheckCode.LOW_PRICE: "{price} is under {floor}",
    CheckCode.HIGH_PRICE: "{price} is over {ceiling}",
    CheckCode.MARGIN: "{percent} %",
    CheckCode.CONVERTED: "1 {currency} = {rate} {shop_currency}, noted {day}",
    CheckCode.PRICE_CUT: "The category's highest price cuts it to {price}",
    CheckCode.PRICE_MISSING: "The supplier gives no price for {count} of {of} variants",
    CheckCode.STAYS_DRAFT: "Starts as a draft: its pictures have no public address yet",
    CheckCode.PRICE_CHANGED_SINCE: "Was {old} when you looked; now {new}",
    CheckCode.NO_DESCRIPTION: "The description could not be fetched",
}


@dataclass(frozen=True, slots=True)
class Check:
    """One line of "Before you import"; `facts` are the values its sentence names, as text."""

    level: Level
    code: CheckCode
    facts: dict[str, str] = field(default_factory=dict)

    def sentence(self) -> str:
        """The English sentence."""
        return SENTENCES[self.code].format(**self.facts)


def worst_first(checks: list[Check]) -> tuple[Check, ...]:
    """The checks by level, worst first, otherwise in the order given."""
    return tuple(sorted(checks, key=lambda check: -check.level))
