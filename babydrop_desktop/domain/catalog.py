"""What the catalog shows: a line of the list, and one product whole."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from babydrop_desktop.domain.pricing import PriceBreakdown, margin_percent


class SaleFilter(StrEnum):
    """Which products a list shows."""

    ALL = "all"
    FOR_SALE = "for_sale"
    DRAFT = "draft"


class CatalogSort(StrEnum):
    """What the list is sorted by; the id breaks ties, so that pages by key never repeat a row."""

    NAME = "name"
    PRICE = "price"
    NEWEST = "newest"


class SourceState(StrEnum):
    """The supplier's side of a product, in the storefront's words, or none at all."""

    ACTIVE = "ACTIVE"
    UNAVAILABLE = "UNAVAILABLE"
    DISCONTINUED = "DISCONTINUED"
    PRICE_CHANGED = "PRICE_CHANGED"
    NONE = "NONE"  # the shop's own stock
    UNKNOWN = "UNKNOWN"  # a word that the storefront learned after this program

    @classmethod
    def _missing_(cls, value: object) -> "SourceState":  # noqa: ARG003 - called by Enum
        """Return UNKNOWN: a new word of the storefront's must not hide the catalog."""
        return cls.UNKNOWN


@dataclass(frozen=True, slots=True)
class CatalogQuery:
    """What the owner asked the list for."""

    search: str = ""
    category_id: str | None = None
    sale: SaleFilter = SaleFilter.ALL
    sort: CatalogSort = CatalogSort.NAME
    descending: bool = False


@dataclass(frozen=True, slots=True)
class PageKey:
    """The last row of a page: its sort value and id. The next page starts behind it.

    `exactly` are the two in the database's own writing, where they cannot be read.
    """

    value: str | Decimal | datetime
    id: str
    exactly: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class CatalogRow:
    """One line of the catalog. Money is in the shop's currency; `stock` is pieces or unknown.

    `unreadable`: what is kept of the product cannot be read; the line shows no more than id, name
    and SKU, each only where it can be read (else ""); its `price` is None.
    """

    id: str
    name: str
    sku: str
    category: str
    cost: Decimal | None
    price: Decimal | None
    stock: int | None
    sold_out: bool
    source: SourceState
    for_sale: bool
    picture: str | None  # sha256 of a picture of ours, None where there is none here
    variants: int
    unreadable: bool = False

    @property
    def margin_percent(self) -> int | None:
        """(price - cost) / price in whole percent, None without a cost."""
        return None if self.price is None else margin_percent(self.price, self.cost)


@dataclass(frozen=True, slots=True)
class CatalogPage:
    """Some lines, and the key that the next page starts behind (None at the end)."""

    rows: tuple[CatalogRow, ...]
    next: PageKey | None


@dataclass(frozen=True, slots=True)
class CatalogCounts:
    """How many products each filter shows."""

    all: int
    for_sale: int
    draft: int

    def of(self, sale: SaleFilter) -> int:
        """How many this one shows."""
        shown = {SaleFilter.FOR_SALE: self.for_sale, SaleFilter.DRAFT: self.draft}
        return shown.get(sale, self.all)


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """One category, its pricing columns, and how many products are in it."""

    id: str
    name: str
    slug: str
    markup: Decimal
    buffer: Decimal
    min_price: Decimal | None
    max_price: Decimal | None
    products: int


@dataclass(frozen=True, slots=True)
class VariantPair:
    """The shop's variant beside the supplier's row that it is bought as.

    The supplier's side is empty where the variant is not mapped. `stock` is the supplier's pieces,
    None where unknown. `supplier_sku_id` may be a sku_attr where only the storefront named it.
    `confirmed` is False too where the storefront's copy of the pair says something else.
    """

    variant_id: str
    sku: str
    name: str
    price: Decimal
    active: bool
    picture: str | None  # sha256 of the shop's, the product's main one where it has none of its own
    supplier_label: str | None
    supplier_sku_id: str | None
    supplier_cost: Decimal | None
    supplier_currency: str | None
    ships_from: str | None
    stock: int | None
    confirmed: bool
    supplier_picture: str | None = None  # sha256 of our copy, None where there is none here


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """Where a product is bought. `cost` is in the supplier's currency, as last accepted.

    `seen_at` is when its page was last read.
    """

    supplier: str
    supplier_id: str
    item_id: str
    url: str
    cost: Decimal
    currency: str
    state: SourceState
    stock_state: str
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class PicturePlace:
    """One picture of a product: ours on this laptop (sha256), or a public address."""

    sha256: str | None
    url: str
    alt: str
    width: int | None
    height: int | None
    here: bool


@dataclass(frozen=True, slots=True)
class ProductDetail:
    """One product whole, read in at most two statements.

    `variants` are the first 1,000; `variant_count` is how many the shop has.
    """

    id: str
    name: str
    slug: str
    sku: str
    category: str
    description: str
    cost: Decimal | None
    price: Decimal
    compare_at: Decimal | None
    for_sale: bool
    published_at: datetime | None
    created_at: datetime
    tags: tuple[str, ...]
    meta_title: str
    meta_description: str
    pictures: tuple[PicturePlace, ...]
    variants: tuple[VariantPair, ...]
    source: SourceFacts | None
    breakdown: PriceBreakdown | None
    variant_count: int = 0
    category_id: str = ""
    updated_at: datetime | None = None
    buffer: Decimal = Decimal(0)  # the category's, for shipping
    short_description: str = ""
    min_age_months: int | None = None
    max_age_months: int | None = None
    choking_hazard: bool = False
    choking_hazard_text: str = ""
    certifications: tuple[str, ...] = ()
    country_of_origin: str = ""
    care_instructions: str = ""

    @property
    def margin_percent(self) -> int | None:
        """(price - cost) / price in whole percent, None without a cost."""
        return margin_percent(self.price, self.cost)
