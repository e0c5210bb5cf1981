"""Puts what a reader found together as one product, or names what is missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from babydrop_desktop.domain.files import LONGEST_DESCRIPTION
from babydrop_desktop.domain.item_address import canonical_item_id
from babydrop_desktop.domain.money import Money
from babydrop_desktop.domain.supplier_product import (
    MOST_ROWS,
    Generation,
    OptionAxis,
    Outcome,
    Reading,
    Shipping,
    Store,
    SupplierProduct,
    SupplierSku,
)
from babydrop_desktop.gateways.aliexpress.amounts import amount
from babydrop_desktop.gateways.aliexpress.lists import Node, digits, is_false, node, nodes, whole
from babydrop_desktop.gateways.aliexpress.options import Options
from babydrop_desktop.gateways.aliexpress.texts import https_address, plain, unique_pictures

MOST_AXES = 20
MOST_VALUES = 2_000
MOST_PICTURES = 500
LONGEST_TITLE = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a reader of one generation found, still as the page gives it.

    `axis_list` and `rows` are option lists and SKU rows in the shape that A2, A3 and B share; a
    row's "orderAttr" is what an order names it by, where that is not its skuAttr. Sources without
    rows give `offered`, the lowest and highest price shown. `may_lack` names what this source may
    lack and still tell of a product ("skus", "page_id", "currency").
    """

    page_id: str
    title: object
    currency: str
    axis_list: object = None
    rows: object = None
    pictures: Iterable[object] = ()
    total_stock: object = None
    store_id: str = ""
    store_name: object = None
    store_url: object = None
    country: str | None = None
    language: str | None = None
    description_url: object = None
    description_html: object = None
    attributes: object = None
    category_id: str = ""
    rating: Decimal | None = None
    orders: object = None
    weight_kg: Decimal | None = None
    shipping: tuple[Shipping, ...] | None = None
    offered: tuple[Money, Money] | None = None
    may_lack: frozenset[str] = frozenset()


def reading_of(facts: Facts, generation: Generation) -> Reading:
    """Build the product; UNREADABLE with what is missing where the page does not give it all.

    A page with more than 1,000 rows, or more options or pictures than any shop shows, is UNREADABLE
    too, and its note says so: later work would take as long as its maker likes.
    """
    rows = nodes(facts.rows)
    if too_many := _too_many(len(rows), MOST_ROWS, "variants"):
        return Reading(Outcome.UNREADABLE, generation, note=too_many)
    options = Options(facts.axis_list, rows)
    axes = options.axes()
    pictures = unique_pictures(facts.pictures)
    too_many = (
        _too_many(len(axes), MOST_AXES, "options")
        or _too_many(sum(len(axis.values) for axis in axes), MOST_VALUES, "values of its options")
        or _too_many(len(pictures), MOST_PICTURES, "pictures")
    )
    if too_many:
        return Reading(Outcome.UNREADABLE, generation, note=too_many)
    skus = tuple(_sku(row, options, facts.currency) for row in rows)
    title = plain(facts.title)[:LONGEST_TITLE]
    currency = _currency(facts, skus)
    missing = _missing(facts, title, currency, skus)
    if set(missing) - facts.may_lack:
        return Reading(Outcome.UNREADABLE, generation, missing=missing)
    understood = _Understood(title, currency, axes, skus, pictures)
    return Reading(Outcome.PRODUCT, generation, _product(facts, understood), missing)


class _Understood(NamedTuple):
    title: str
    currency: str
    axes: tuple[OptionAxis, ...]
    skus: tuple[SupplierSku, ...]
    pictures: tuple[str, ...]


def _product(facts: Facts, understood: _Understood) -> SupplierProduct:
    skus = understood.skus
    low, high = facts.offered or (None, None)
    html = facts.description_html
    return SupplierProduct(
        page_id=facts.page_id,
        canonical_id=canonical_item_id(facts.page_id) if facts.page_id else "",
        title=understood.title,
        currency=understood.currency,
        axes=understood.axes if skus else (),
        skus=skus,
        pictures=understood.pictures,
        total_stock=_total(facts.total_stock, skus),
        store=Store(facts.store_id, plain(facts.store_name), https_address(facts.store_url)),
        country=facts.country,
        language=facts.language,
        description_url=https_address(facts.description_url),
        description_html=html[:LONGEST_DESCRIPTION] if isinstance(html, str) and html else None,
        attributes=_attributes(facts.attributes),
        category_id=facts.category_id or None,
        rating=facts.rating,
        orders=plain(facts.orders) or None,
        weight_kg=facts.weight_kg,
        shipping=facts.shipping,
        offered=None if skus else low,
        offered_most=None if skus or low == high else high,
    )


def _currency(facts: Facts, skus: tuple[SupplierSku, ...]) -> str:
    prices = [price for sku in skus for price in (sku.price, sku.list_price)]
    if not skus:
        prices = list(facts.offered or ())
    currencies = {price.currency for price in prices if price}
    if not currencies:
        return facts.currency
    return currencies.pop() if len(currencies) == 1 else ""


def _too_many(count: int, most: int, what: str) -> str:
    if count <= most:
        return ""
    return f"It lists {count:,} {what}; {most:,} are the most that can be imported."


def _sku(row: Node, options: Options, currency: str) -> SupplierSku:
    value = node(row, "skuVal")
    list_price = amount(value.get("skuAmount"), value.get("skuAmountLocal"), currency)
    sale = amount(value.get("skuActivityAmount"), value.get("skuActivityAmountLocal"), currency)
    # What cannot be bought carries placeholder prices (trap 6); what has no price cannot be bought.
    salable = not _is_unsalable(row)
    price = sale or list_price
    meaning = options.of_row(row)
    attribute = row.get("orderAttr", row.get("skuAttr"))
    return SupplierSku(
        sku_id=digits(row.get("skuIdStr"), row.get("skuId")),
        sku_attr=attribute if isinstance(attribute, str) else "",
        choice=meaning.choice,
        price=price if salable else None,
        list_price=(list_price or sale) if salable else None,
        stock=whole(value.get("availQuantity")),
        salable=salable and price is not None,
        warehouse=meaning.warehouse,
    )


def _is_unsalable(row: Node) -> bool:
    # B has the flag beside skuVal, not in it.
    return is_false(row.get("salable")) or is_false(node(row, "skuVal").get("salable"))


def _missing(
    facts: Facts, title: str, currency: str, skus: tuple[SupplierSku, ...]
) -> tuple[str, ...]:
    priced = any(sku.price for sku in skus) if skus else facts.offered is not None
    found = {
        "page_id": bool(facts.page_id),
        "title": bool(title),
        "currency": bool(currency),
        "skus": bool(skus),
        "sku_id": all(sku.sku_id for sku in skus) and len({s.sku_id for s in skus}) == len(skus),
        "axes": _are_told_apart(skus),
        # What can no longer be bought has no price; that is known, and nothing is missing.
        "price": priced or (bool(skus) and all(_is_unsalable(row) for row in nodes(facts.rows))),
    }
    return tuple(name for name, there in found.items() if not there)


def _are_told_apart(skus: tuple[SupplierSku, ...]) -> bool:
    # Several rows that name neither an option nor a warehouse: the options were not understood.
    return len(skus) < 2 or any(sku.choice or sku.warehouse for sku in skus)


def _total(given: object, skus: tuple[SupplierSku, ...]) -> int | None:
    total = whole(given)
    if total is not None:
        return total
    stocks = [sku.stock for sku in skus]
    known = [stock for stock in stocks if stock is not None]
    # Without a total of its own the page's is the sum, and only where every row is known.
    return sum(known) if known and len(known) == len(stocks) else None


def _attributes(value: object) -> tuple[tuple[str, str], ...]:
    pairs = ((plain(a.get("attrName")), plain(a.get("attrValue"))) for a in nodes(value))
    return tuple((name, text) for name, text in pairs if name and text)
