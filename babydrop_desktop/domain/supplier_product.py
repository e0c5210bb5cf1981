"""One AliExpress product as its page tells it, whatever kind of page that was."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from babydrop_desktop.domain.money import Money

# Property id of "Ships From": a warehouse, never an option of the shop (FACTS, trap 3).
SHIPS_FROM = "200007763"
# A page with more rows is refused whole: no shop sells a product in more variants.
MOST_ROWS = 1_000


class Outcome(StrEnum):
    """What a page turned out to be. Values are the words of `babydrop read --json`."""

    PRODUCT = "product"
    CAPTCHA = "captcha"
    REMOVED = "removed"
    REGION_UNAVAILABLE = "region_unavailable"
    NOT_A_PRODUCT = "not_a_product"
    API_ERROR = "api_error"
    TOKEN_NEEDED = "token_needed"  # noqa: S105 - an outcome's name, not a secret
    UNREADABLE = "unreadable"


class Generation(StrEnum):
    """Which kind of page or reply it is, by what it holds."""

    A1 = "A1"  # var skuProducts, before 2019
    A2 = "A2"  # runParams.data with *Module, 2019-2022
    A3 = "A3"  # hierarchy + data["price_2256"].fields, 2022
    B = "B"  # runParams.data with *Component, 2023-2024
    C = "C"  # rendered in the browser, no SKU data in the HTML, 2024-
    D = "D"  # the page's own JSON reply (mtop), 2024-
    E = "E"  # official API
    F = "F"  # aliexpress.ru
    FALLBACK = "fallback"  # nothing but JSON-LD or og: texts


@dataclass(frozen=True, slots=True)
class Warehouse:
    """Where one supplier row ships from; `country` is ISO alpha-2 where it is known."""

    id: str
    name: str
    country: str | None


@dataclass(frozen=True, slots=True)
class OptionValue:
    """One value of an option axis. `name` is the seller's own; `generic_name` AliExpress' word."""

    id: str
    name: str
    generic_name: str
    picture: str | None


@dataclass(frozen=True, slots=True)
class OptionAxis:
    """One choice the buyer makes: colour, size … Never "Ships From"."""

    id: str
    name: str
    values: tuple[OptionValue, ...]
    _by_id: Mapping[str, OptionValue] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the values: a row is looked up in one step, however many a page lists."""
        found = {value.id: value for value in reversed(self.values)}
        object.__setattr__(self, "_by_id", found)

    def value(self, value_id: str) -> OptionValue | None:
        """The value with that id, or None."""
        return self._by_id.get(value_id)


@dataclass(frozen=True, slots=True)
class SupplierSku:
    """One row of the supplier: one option combination in one warehouse.

    `choice` holds (axis id, value id) in the order of the product's axes, without Ships From.
    `price` is what a buyer pays now, `list_price` the one before any sale (the same where there is
    none). `stock` is pieces, None where unknown. A row that is not `salable` has no prices: what a
    page gives there are placeholders (FACTS, trap 6). A row without a price is not salable.
    """

    sku_id: str
    sku_attr: str
    choice: tuple[tuple[str, str], ...]
    price: Money | None
    list_price: Money | None
    stock: int | None
    salable: bool
    warehouse: Warehouse | None


@dataclass(frozen=True, slots=True)
class Store:
    """The seller. `id` is the store number as text, empty where the page names none."""

    id: str
    name: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Shipping:
    """One way in which the supplier ships the item, to the country of the product's prices.

    `cost` is None where shipping is `free`, and where its cost is unknown. `code` is AliExpress'
    name of the service, `ships_from` a country (ISO alpha-2), `tracked` None where it is not told.
    """

    cost: Money | None
    free: bool
    company: str = ""
    code: str = ""
    days_min: int | None = None
    days_max: int | None = None
    ships_from: str | None = None
    tracked: bool | None = None


@dataclass(frozen=True, slots=True)
class SupplierProduct:
    """One product of one supplier, as read. Texts are plain text, entities unescaped.

    `page_id` is the page's own id, `canonical_id` the global one (FACTS, trap 1). `pictures` are
    https addresses of originals, in the page's order, each picture once. `description_html` is
    hostile supplier HTML; `description_url` says where it can be fetched. `country` (ISO alpha-2)
    and `language` are those that the prices were quoted for.

    What its source cannot give is unknown, never none: `unknown` names it in the words of
    `unknown_of`. Without rows (`skus` is empty) `offered` is the price that the page shows, and
    `offered_most` the highest where it shows a range; `currency` is empty where it shows no price.
    `shipping` is None where unknown, empty where nothing is shipped to that country.
    """

    page_id: str
    canonical_id: str
    title: str
    currency: str
    axes: tuple[OptionAxis, ...]
    skus: tuple[SupplierSku, ...]
    pictures: tuple[str, ...]
    total_stock: int | None
    store: Store
    country: str | None = None
    language: str | None = None
    description_url: str | None = None
    description_html: str | None = None
    attributes: tuple[tuple[str, str], ...] = ()
    category_id: str | None = None
    rating: Decimal | None = None
    orders: str | None = None
    weight_kg: Decimal | None = None
    read_at: datetime | None = None  # when its page came
    offered: Money | None = None
    offered_most: Money | None = None
    shipping: tuple[Shipping, ...] | None = None
    unknown: tuple[str, ...] = ()
    _by_id: Mapping[str, OptionAxis] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the axes, as each axis indexes its values."""
        object.__setattr__(self, "_by_id", {axis.id: axis for axis in reversed(self.axes)})

    def axis(self, axis_id: str) -> OptionAxis | None:
        """The option axis with that id, or None."""
        return self._by_id.get(axis_id)

    def labels(self, sku: SupplierSku) -> tuple[tuple[str, str], ...]:
        """(axis name, value name) of one row, in the order of the axes."""
        pairs = []
        for axis_id, value_id in sku.choice:
            axis = self.axis(axis_id)
            value = axis.value(value_id) if axis else None
            if axis and value:
                pairs.append((axis.name, value.name))
        return tuple(pairs)

    def picture_of(self, sku: SupplierSku) -> str | None:
        """The address of the picture that the seller gave to this row's option, or None."""
        for axis_id, value_id in sku.choice:
            axis = self.axis(axis_id)
            value = axis.value(value_id) if axis else None
            if value and value.picture:
                return value.picture
        return None

    @property
    def every_picture(self) -> tuple[str, ...]:
        """The addresses of all pictures, those of options behind the others, each once."""
        known = dict.fromkeys(self.pictures)
        for axis in self.axes:
            known.update(dict.fromkeys(value.picture for value in axis.values if value.picture))
        return tuple(known)

    @property
    def variant_count(self) -> int:
        """How many distinct option combinations there are (FACTS, counting rule 1)."""
        return len({sku.choice for sku in self.skus})

    def price_range(self) -> tuple[Money, Money] | None:
        """Lowest and highest price a buyer pays now, over salable rows; None where unknown.

        The activity price, else the list price, stock 0 included (FACTS, counting rule 2). Without
        rows it is the price that the page shows.
        """
        if not self.skus:
            return _range((self.offered, self.offered_most))
        return _range(sku.price or sku.list_price for sku in self.skus if sku.salable)

    def list_price_range(self) -> tuple[Money, Money] | None:
        """Lowest and highest list price over salable rows, else the price; None where unknown."""
        if not self.skus:
            return self.price_range()
        return _range(sku.list_price or sku.price for sku in self.skus if sku.salable)


def _range(prices: Iterable[Money | None]) -> tuple[Money, Money] | None:
    known = [price for price in prices if price is not None]
    if not known:
        return None
    return min(known, key=lambda m: m.amount), max(known, key=lambda m: m.amount)


def unknown_of(product: SupplierProduct) -> tuple[str, ...]:
    """Name what is not known of a product: what its source could not give."""
    known = {
        "page_id": bool(product.page_id),
        "skus": bool(product.skus),
        "currency": bool(product.currency),
        "price": bool(product.skus) or product.offered is not None,
        "stock": product.total_stock is not None,
        "pictures": bool(product.pictures),
        "shipping": product.shipping is not None,
        "store": bool(product.store.id or product.store.name),
        "description": bool(product.description_url or product.description_html),
    }
    return tuple(name for name, there in known.items() if not there)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a page was, and the product where it was one.

    `generation` is named also for pages that are recognised but not read. `missing` names what the
    page did not give (such as "skus", "currency"), in the words of this module's fields; a product
    with something missing is incomplete, and another page of the item completes it. `note` is a
    fact for the owner, such as the API's own error text.
    """

    outcome: Outcome
    generation: Generation | None = None
    product: SupplierProduct | None = None
    missing: tuple[str, ...] = ()
    note: str = ""
