"""Says what of a product the owner changes, what was shown to them, and what became of it.

Money is in the shop's currency, ages are in months. A text that is not there is "".
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Final, Literal, NamedTuple, Self

from babydrop_desktop.domain.catalog import ProductDetail
from babydrop_desktop.errors import Conflict


class ProductField(StrEnum):
    """What of a product can be edited. A new kind needs words in the window."""

    NAME = "name"
    DESCRIPTION = "description"
    SHORT_DESCRIPTION = "short_description"
    META_TITLE = "meta_title"
    META_DESCRIPTION = "meta_description"
    TAGS = "tags"
    CATEGORY = "category_id"
    PRICE = "price"
    VARIANT_PRICE = "variant_price"
    FOR_SALE = "for_sale"
    MIN_AGE = "min_age_months"
    MAX_AGE = "max_age_months"
    CHOKING_HAZARD = "choking_hazard"
    CHOKING_HAZARD_TEXT = "choking_hazard_text"
    CERTIFICATIONS = "certifications"
    COUNTRY_OF_ORIGIN = "country_of_origin"
    CARE_INSTRUCTIONS = "care_instructions"


# What takes one value as it stands; price, variants' prices and for-sale have rules of their own.
PLAIN: Final = frozenset(ProductField) - {
    ProductField.PRICE,
    ProductField.VARIANT_PRICE,
    ProductField.FOR_SALE,
}


@dataclass(frozen=True, slots=True)
class Sale:
    """The two columns that make a product for sale (contract, "For sale")."""

    active: bool
    published_at: datetime | None

    @property
    def on(self) -> bool:
        """Whether customers can buy it."""
        return self.active and self.published_at is not None


Value = str | int | Decimal | Sale | tuple[str, ...] | None


class Slot(NamedTuple):
    """One thing with a value: a field of the product, or one variant's price."""

    field: ProductField
    variant_id: str | None = None


class _Kept(Enum):
    KEPT = "kept"


KEPT: Final = _Kept.KEPT
Kept = Literal[_Kept.KEPT]


@dataclass(frozen=True, slots=True)
class ProductEdit:
    """What shall be changed; KEPT is left alone.

    `price` is the product's one price: its variants take it. Where the owner has split the price,
    only the variants that cost what the product costs take it. `variant_prices` (by variant id)
    splits: these have their own price, whatever `price` says.
    """

    name: str | Kept = KEPT
    description: str | Kept = KEPT
    short_description: str | Kept = KEPT
    meta_title: str | Kept = KEPT
    meta_description: str | Kept = KEPT
    tags: tuple[str, ...] | Kept = KEPT
    category_id: str | Kept = KEPT
    price: Decimal | Kept = KEPT
    variant_prices: Mapping[str, Decimal] = field(default_factory=dict)
    for_sale: bool | Kept = KEPT
    min_age_months: int | Kept | None = KEPT
    max_age_months: int | Kept | None = KEPT
    choking_hazard: bool | Kept = KEPT
    choking_hazard_text: str | Kept = KEPT
    certifications: tuple[str, ...] | Kept = KEPT
    country_of_origin: str | Kept = KEPT
    care_instructions: str | Kept = KEPT

    @property
    def plain(self) -> dict[ProductField, Value]:
        """The fields that take a value as it stands, with that value."""
        named = ((name, getattr(self, name.value)) for name in ProductField if name in PLAIN)
        return {name: value for name, value in named if value is not KEPT}

    @property
    def prices(self) -> bool:
        """Whether a price is among what shall be changed."""
        return self.price is not KEPT or bool(self.variant_prices)


@dataclass(frozen=True, slots=True)
class ProductShown:
    """What the editor showed when the owner began; an edit is compared with it.

    `variant_prices` are all of the product's variants by id.
    """

    name: str
    description: str
    short_description: str
    meta_title: str
    meta_description: str
    tags: tuple[str, ...]
    category_id: str
    price: Decimal
    variant_prices: Mapping[str, Decimal]
    for_sale: bool
    published_at: datetime | None
    min_age_months: int | None
    max_age_months: int | None
    choking_hazard: bool
    choking_hazard_text: str
    certifications: tuple[str, ...]
    country_of_origin: str
    care_instructions: str

    @classmethod
    def of(cls, detail: ProductDetail) -> Self:
        """What the catalog's detail shows of a product."""
        same = {
            one.name: getattr(detail, one.name)
            for one in fields(cls)
            if one.name != "variant_prices"
        }
        prices = {variant.variant_id: variant.price for variant in detail.variants}
        return cls(**same, variant_prices=prices)


@dataclass(frozen=True, slots=True)
class ProductNow:
    """One product as it stands, locked; `values` holds every slot that may be compared.

    `cost` is the product's, `buffer` that of the category that it will have, `costs` the variants'
    (by id) where they are known in the shop's currency. `hidden_pictures`: at least one picture has
    no public address. `labels` are the variants' SKUs.
    """

    id: str
    name: str
    values: Mapping[Slot, Value]
    cost: Decimal | None
    buffer: Decimal
    category_known: bool
    hidden_pictures: bool
    costs: Mapping[str, Decimal | None] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One value before and after; `variant_id` and `label` (its SKU) where it is a variant's."""

    field: ProductField
    before: Value
    after: Value
    variant_id: str | None = None
    label: str = ""

    @property
    def slot(self) -> Slot:
        """What was changed."""
        return Slot(self.field, self.variant_id)


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """One value that somebody else changed: what was shown, what the owner wants, what it is.

    `who` and `at` where our history knows; None where the storefront, or nobody known, did it.
    `gone`: the variant is not there any more; then `theirs` is None.
    """

    field: ProductField
    before: Value
    yours: Value
    theirs: Value
    variant_id: str | None = None
    label: str = ""
    gone: bool = False
    who: str | None = None
    at: datetime | None = None

    @property
    def slot(self) -> Slot:
        """What was changed."""
        return Slot(self.field, self.variant_id)


class EditConflict(Conflict):
    """An edit over somebody else's change: nothing of it was saved; `conflicts` are all of them."""

    def __init__(self, product_id: str, name: str, conflicts: tuple[FieldConflict, ...]) -> None:
        first = conflicts[0]
        facts = {
            "product": product_id,
            "name": name,
            "field": first.field.value,
            "yours": told(first.yours),
            "theirs": told(first.theirs),
            "before": told(first.before),
            "count": str(len(conflicts)),
        }
        if first.who is not None and first.at is not None:
            facts |= {"who": first.who, "at": first.at.isoformat()}
        super().__init__(
            f"Somebody else changed “{name}” since it was shown. Nothing was saved: look at what it"
            " is now, then decide.",
            reason="changed_meanwhile",
            **facts,
        )
        self.conflicts = conflicts


def alike(one: Value, other: Value) -> bool:
    """Whether two values show the same: no text, an empty one and no list are alike."""
    return one == other or (one in (None, "", ()) and other in (None, "", ()))


def told(value: Value) -> str:
    """A value as a fact of an error: text, amounts exact, "" for none."""
    if value is None:
        return ""
    if isinstance(value, Sale):
        return "yes" if value.on else "no"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(value) if isinstance(value, tuple) else str(value)
