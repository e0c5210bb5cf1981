"""Reads pages that hold no rows: drawn pages of today (C), and any other page of one item.

What such a page shows is the title, pictures, one price and the store; which variants there are,
and what each costs, is unknown.
"""

from decimal import Decimal

from babydrop_desktop.domain.money import Money
from babydrop_desktop.domain.supplier_product import Generation, Reading
from babydrop_desktop.gateways.aliexpress.amounts import amount_of, currency_code
from babydrop_desktop.gateways.aliexpress.json_ld import item_url_in
from babydrop_desktop.gateways.aliexpress.lists import Node, at, decimal, items, node, nodes
from babydrop_desktop.gateways.aliexpress.page import Page
from babydrop_desktop.gateways.aliexpress.price_text import prices_in
from babydrop_desktop.gateways.aliexpress.product import Facts, reading_of
from babydrop_desktop.gateways.aliexpress.quoted_for import language_of
from babydrop_desktop.gateways.aliexpress.rendered import Rendered
from babydrop_desktop.gateways.aliexpress.titles import shared_title, without_site

MOST_OFFERS = 200
_PRICE_NAMES = ("og:price:amount", "product:price:amount")
_CURRENCY_NAMES = ("og:price:currency", "product:price:currency")


def read_rendered(data: Node, page: Page) -> Reading:
    """Read a page of 2024 and later; `data` is its DCData. UNREADABLE without title or item.

    A page that was saved before it was drawn shows no price; what it gives is kept all the same.
    """
    pictures = items(data.get("imagePathList")) or items(data.get("summImagePathList"))
    lacks = frozenset({"skus", "currency", "price"} if pictures else {"skus"})
    return reading_of(_facts(page.product_entry or {}, page, pictures, lacks), Generation.C)


def read_other(data: Node, page: Page, *, kind: Generation = Generation.FALLBACK) -> Reading:
    """Read any page of one item by its JSON-LD (`data`, where given) and its og: texts.

    `kind` is what the page was recognised as. UNREADABLE without title, item or price.
    """
    entry = data or page.product_entry or {}
    return reading_of(_facts(entry, page, [], frozenset({"skus"})), kind)


def _facts(entry: Node, page: Page, pictures: list[object], may_lack: frozenset[str]) -> Facts:
    drawn = Rendered(page.text)
    shared, price_text = shared_title(page.head.get("og:title"))
    store = drawn.store()
    prices = _prices(entry, page, drawn, price_text)
    return Facts(
        page_id=page.item_id or item_url_in(entry),
        title=drawn.title() or without_site(entry.get("name")) or shared,
        currency=prices[0].currency if prices else "",
        pictures=[*pictures, *_pictures(entry), page.head.get("og:image")],
        store_id=store.id,
        store_name=store.name,
        store_url=store.url,
        language=language_of(None, None, page),
        attributes=drawn.specs(),
        rating=decimal(at(entry, "aggregateRating", "ratingValue")),
        offered=(prices[0], prices[-1]) if prices else None,
        may_lack=may_lack,
    )


def _pictures(entry: Node) -> list[object]:
    value = entry.get("image")
    if isinstance(value, str):
        return [value]
    listed = items(value)
    return [one.get("url") or one.get("contentUrl") if isinstance(one, dict) else one
            for one in listed]  # fmt: skip


def _prices(entry: Node, page: Page, drawn: Rendered, shared: str) -> list[Money]:
    """Give the prices that the page names for itself, lowest first; the surest place first."""
    found = _offered(entry)
    currency = currency_code(*(page.head.get(name) for name in _CURRENCY_NAMES))
    if not found:
        amounts = (page.head.get(name) for name in _PRICE_NAMES)
        found = [price for text in amounts for price in prices_in(text, currency) if currency][:1]
    found = found or list(drawn.prices(currency)) or list(prices_in(shared, currency)[:1])
    return sorted(found, key=_by_amount) if len({price.currency for price in found}) == 1 else []


def _by_amount(price: Money) -> Decimal:
    return price.amount


def _offered(entry: Node) -> list[Money]:
    found = []
    for offer in nodes(entry.get("offers"))[:MOST_OFFERS]:
        told = {**node(offer, "priceSpecification"), **offer}
        currency = currency_code(told.get("priceCurrency"), told.get("currency"))
        for key in ("price", "lowPrice", "highPrice"):
            price = amount_of(told.get(key), currency)
            if price is None and currency:
                price = next(iter(prices_in(told.get(key), currency)), None)
            if price is not None:
                found.append(price)
    return found
