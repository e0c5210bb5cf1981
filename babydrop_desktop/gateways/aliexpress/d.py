"""Reads the page's own JSON reply of 2024 and later: `result` with one named part per subject."""

import re
from decimal import Decimal

from babydrop_desktop.domain.money import Money
from babydrop_desktop.domain.supplier_product import Generation, Reading
from babydrop_desktop.gateways.aliexpress import strict_json
from babydrop_desktop.gateways.aliexpress.amounts import amount, amount_of, currency_code
from babydrop_desktop.gateways.aliexpress.lists import Node, at, decimal, digits, items, node, nodes
from babydrop_desktop.gateways.aliexpress.page import Page
from babydrop_desktop.gateways.aliexpress.price_text import currency_in, prices_in
from babydrop_desktop.gateways.aliexpress.product import Facts, reading_of
from babydrop_desktop.gateways.aliexpress.quoted_for import (
    country_code,
    country_of_page,
    language_code,
    language_of,
    ship_to,
)
from babydrop_desktop.gateways.aliexpress.shipping import shipping_offers
from babydrop_desktop.gateways.aliexpress.texts import plain

MOST_PRICES = 2_000
_SELLER = re.compile(r"showcredential\.htm[^\"'<>\s]{0,200}?[?&;]storeNum=([0-9]{4,15})")
_LAYOUTS = ("originalLayoutResultList", "deliveryLayoutInfo")


def read(data: Node, page: Page) -> Reading:
    """Read `data` (FACTS §1, column D). UNREADABLE with what is missing where it is not whole.

    A reply that was cut down to less than its SKU part is a product without rows; its price is the
    range that it shows. A reply need not name its item.
    """
    world = _world(data)
    shop, shipping = _shop(data), node(data, "SHIPPING")
    prices = _Prices(node(data, "PRICE"), world)
    layouts = next((shipping[key] for key in _LAYOUTS if shipping.get(key) is not None), None)
    description = _description(node(data, "DESC"))
    lacks = {"page_id"} if "SKU" in data else {"page_id", "skus"}
    return reading_of(
        Facts(
            page_id=_page_id(data, world, page),
            title=at(data, "PRODUCT_TITLE", "text") or world.get("subject"),
            currency=prices.currency,
            axis_list=at(data, "SKU", "skuProperties"),
            rows=prices.rows(node(data, "SKU")),
            pictures=_pictures(node(data, "HEADER_IMAGE_PC")),
            total_stock=at(data, "QUANTITY_PC", "totalAvailableInventory"),
            store_id=_real_seller(data) or digits(shop.get("storeNum"), world.get("storeNum")),
            store_name=shop.get("storeName"),
            store_url=shop.get("storeURL"),
            country=ship_to({_LAYOUTS[0]: layouts})
            or country_code(*(world.get(key) for key in ("regionCountryCode", "country", "region")))
            or country_of_page(page),
            language=language_code(*(world.get(key) for key in ("locale", "language", "lang")))
            or language_of(description, None, page),
            description_url=description,
            attributes=at(data, "PRODUCT_PROP_PC", "showedProps"),
            category_id=_category(world),
            rating=decimal(at(data, "PC_RATING", "rating")),
            orders=at(data, "PC_RATING", "otherText"),
            shipping=shipping_offers(layouts, prices.currency),
            offered=prices.shown(),
            may_lack=frozenset(lacks),
        ),
        Generation.D,
    )


def _world(data: Node) -> Node:
    outer = node(data, "GLOBAL_DATA")
    return {**node(outer, "productInfo"), **outer, **node(outer, "globalData")}


def _page_id(data: Node, world: Node, page: Page) -> str:
    found = digits(
        world.get("productId"),
        at(world, "productInfo", "productId"),
        at(data, "productInfo", "productId"),
        world.get("itemId"),
    )
    return found or page.item_id


def _pictures(header: Node) -> list[object]:
    listed = items(header.get("imagePathList")) or items(header.get("imgList"))
    return listed or [image.get("imageUrl") for image in nodes(header.get("mainImages"))]


def _description(part: Node) -> object:
    return part.get("pcDescUrl") or part.get("nativeDescUrl") or part.get("msiteDescUrl")


def _shop(data: Node) -> Node:
    card = node(data, "SHOP_CARD_PC")
    return {**node(card, "sellerInfo"), **{key: card[key] for key in card if card[key]}}


def _real_seller(data: Node) -> str:
    # Some listings name a shell; the seller's own certificate is linked (FACTS, trap 11).
    for entry in nodes(at(data, "COMPLIANCE_PC", "complianceList"))[:50]:
        if match := _SELLER.search(str(entry.get("content"))[:5_000].replace("&amp;", "&")):
            return match.group(1)
    return ""


def _category(world: Node) -> str:
    path = plain(world.get("categoryPath"))
    return digits(world.get("categoryId"), re.split(r"[/,>]", path)[-1].strip())


class _Prices:
    """The prices of a reply: by row, and all that it shows."""

    def __init__(self, part: Node, world: Node) -> None:
        self._by_row: dict[str, Node] = {}
        for key in ("skuIdStrPriceInfoMap", "skuPriceInfoMap"):
            for row, told in list(node(part, key).items())[:MOST_PRICES]:
                if isinstance(told, dict):
                    self._by_row.setdefault(row, told)
        self._target = node(part, "targetSkuPriceInfo")
        self.currency = currency_code(
            world.get("currencyCode"),
            world.get("currency"),
            *(at(told, "originalPrice", "currency") for told in self._all()),
            *(at(told, "salePrice", "currency") for told in self._all()),
            *(currency_in(told.get("salePriceString")) for told in self._all()),
        )

    def _all(self) -> list[Node]:
        return [self._target, *self._by_row.values()]

    def rows(self, sku: Node) -> list[Node]:
        """Give the SKU rows in the shape that older pages have, each with its prices."""
        paths = [self._row(path) for path in _paths(sku.get("skuPaths"))]
        if paths or items(sku.get("skuProperties")) or "skuPaths" not in sku:
            return paths
        single = [key for key in self._by_row if digits(key)]
        return [self._row({"skuIdStr": single[0], "path": ""})] if len(single) == 1 else []

    def _row(self, path: Node) -> Node:
        number = digits(path.get("skuIdStr"), path.get("skuId"))
        told = self._by_row.get(number) or self._by_row.get(digits(path.get("skuId"))) or {}
        attribute = path.get("skuAttr")
        if not isinstance(attribute, str) or not attribute:
            # The same pairs without the seller's names.
            attribute = re.sub(r"[,;]\s{0,3}(?=-?[0-9]+:)", ";", plain(path.get("path")))
        before, sale = self._list_price(told), self._sale_price(told)
        return {
            "skuIdStr": number,
            "skuAttr": attribute,
            "salable": path.get("salable"),
            "skuVal": {
                "availQuantity": path.get("skuStock", path.get("availQuantity")),
                "skuAmount": _node_of(before),
                "skuActivityAmount": _node_of(sale),
            },
        }

    def _list_price(self, told: Node) -> Money | None:
        return self._price(told.get("originalPrice"), told.get("originalPriceLocal"), None)

    def _sale_price(self, told: Node) -> Money | None:
        local, text = told.get("salePriceLocal"), told.get("salePriceString")
        found = self._price(told.get("salePrice"), local, text)
        return found or self._price(told.get("warmUpPrice"), None, None)

    def _price(self, value: object, local: object, text: object) -> Money | None:
        if found := amount(value, local, self.currency):
            return found
        if found := amount_of(value, self.currency):
            return found
        currency = currency_code(at(value, "currency"), self.currency)
        for words in (text, at(value, "formatedAmount"), at(value, "formattedAmount"), value):
            if currency and (read := prices_in(words, currency)):
                return read[0]
        return None

    def shown(self) -> tuple[Money, Money] | None:
        """Give the lowest and highest price that a buyer is shown, where there are no rows."""
        told = [self._sale_price(one) or self._list_price(one) for one in self._all()]
        prices = sorted((price for price in told if price), key=_by_amount)
        return (prices[0], prices[-1]) if prices else None


def _by_amount(price: Money) -> Decimal:
    return price.amount


def _node_of(price: Money | None) -> Node | None:
    return {"value": price.amount, "currency": price.currency} if price else None


def _paths(value: object) -> list[Node]:
    """Give the rows: a list, an object {"0": …}, one row, an object by paths, or JSON in a text."""
    if isinstance(value, str):
        try:
            value = strict_json.loads(value)
        except strict_json.BadJson:
            return []
    if isinstance(value, dict) and value and all(":" in key for key in value):
        return [{"path": key, **row} for key, row in value.items() if isinstance(row, dict)]
    return nodes(value)
