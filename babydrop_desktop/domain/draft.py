"""One import as it will be sold: the preview that the owner judges is what gets saved."""

from dataclasses import dataclass, field, replace
from decimal import Decimal

from babydrop_desktop.domain.checks import Check, Level, worst_first
from babydrop_desktop.domain.currency import Currencies, Rate
from babydrop_desktop.domain.jobs import Choices
from babydrop_desktop.domain.money import Money
from babydrop_desktop.domain.pricing import CategoryPricing, PriceBreakdown
from babydrop_desktop.domain.supplier_product import SupplierProduct, SupplierSku, Warehouse
from babydrop_desktop.domain.warehouses import WarehouseOffer
from babydrop_desktop.domain.wording import DEFAULT_PHRASES, Phrases


@dataclass(frozen=True, slots=True)
class DraftCategory:
    """The category a product is imported into."""

    id: str
    name: str
    pricing: CategoryPricing


@dataclass(frozen=True, slots=True)
class DraftRules:
    """The shop's settings that an import follows.

    `may_sell` is False on a shop's server: there a product goes on sale only once its pictures
    have a public address (contract, "For sale").
    """

    currencies: Currencies = field(default_factory=Currencies)
    most_pictures: int = 10
    shop_name: str = ""
    may_sell: bool = True
    ships_from: str = "CN"
    phrases: Phrases = DEFAULT_PHRASES


@dataclass(frozen=True, slots=True)
class DraftVariant:
    """One variant as it will be sold, beside the supplier's row that it is bought as.

    `cost` is in the shop's currency, None where the supplier gives no price; `quoted` is the
    supplier's own amount. `stock` is pieces, None where unknown.
    """

    sku: str
    name: str
    size: str
    color: str | None
    labels: tuple[tuple[str, str], ...]
    row: SupplierSku
    picture: str | None
    quoted: Money | None
    cost: Decimal | None
    bait: bool
    chosen: bool
    sold_out: bool
    supplier_picture: str | None = None  # theirs, where the owner gave it another

    @property
    def supplier_label(self) -> str:
        """The supplier's words for this row, such as "Yellow · 66"."""
        return " · ".join(value for _, value in self.labels)

    @property
    def stock(self) -> int | None:
        """Pieces at the supplier, None where unknown."""
        return self.row.stock


@dataclass(frozen=True, slots=True)
class DraftPicture:
    """One picture of the supplier, in the order it will have; the first chosen one is the main."""

    url: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """A product as it will be sold. Money is in the shop's currency.

    `price` is None while no category or no priced variant is chosen, or the price is refused.
    `importable` says whether nothing blocks the import.
    """

    product: SupplierProduct
    category: DraftCategory | None
    title: str
    removed_words: tuple[str, ...]
    slug: str
    sku: str
    warehouse: Warehouse | None
    other_warehouses: tuple[WarehouseOffer, ...]
    variants: tuple[DraftVariant, ...]
    pictures: tuple[DraftPicture, ...]
    price: PriceBreakdown | None
    rate: Rate | None
    currency: str
    for_sale: bool
    tags: tuple[str, ...]
    meta_title: str
    meta_description: str
    checks: tuple[Check, ...]
    own_price: Decimal | None = None  # what the owner chose, even where it is refused
    description: str | None = None  # the owner's own, as safe markup; None: the supplier's
    choices: Choices = field(default_factory=Choices, compare=False)  # what it was made with

    @property
    def chosen(self) -> tuple[DraftVariant, ...]:
        """The variants that will be sold."""
        return tuple(variant for variant in self.variants if variant.chosen)

    @property
    def chosen_pictures(self) -> tuple[str, ...]:
        """The addresses of the pictures that will be kept, the main one first."""
        return tuple(picture.url for picture in self.pictures if picture.chosen)

    @property
    def dearest(self) -> DraftVariant | None:
        """The chosen variant that costs most; it sets the price."""
        priced = [variant for variant in self.chosen if variant.cost is not None]
        return max(priced, key=lambda variant: variant.cost or Decimal(0), default=None)

    @property
    def importable(self) -> bool:
        """Whether nothing blocks the import."""
        return self.price is not None and not any(
            check.level is Level.BLOCKED for check in self.checks
        )

    def with_checks(self, *more: Check) -> "Draft":
        """The same draft with further checks, worst first."""
        return replace(self, checks=worst_first([*self.checks, *more]))
