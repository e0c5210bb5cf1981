"""Reads the JSON replies of 2022: `hierarchy`, and `data` of parts such as "price_2256"."""

from babydrop_desktop.domain.supplier_product import Generation, Reading
from babydrop_desktop.gateways.aliexpress.amounts import currency_code
from babydrop_desktop.gateways.aliexpress.lists import Node, at, decimal, digits, items, node
from babydrop_desktop.gateways.aliexpress.page import Page
from babydrop_desktop.gateways.aliexpress.product import Facts, reading_of
from babydrop_desktop.gateways.aliexpress.quoted_for import (
    country_code,
    language_code,
    language_of,
    ship_to,
)
from babydrop_desktop.gateways.aliexpress.shipping import shipping_offers


def read(data: Node, page: Page) -> Reading:
    """Read `data` (FACTS §1, A3). UNREADABLE with what is missing where it is not whole."""
    part = Parts(data)
    price, sku, store = part("price"), part("sku"), part("storeRecommend")
    action, text = part("actionButtons"), part("description")
    freight = node(part("shipping"), "generalFreightInfo")
    total = part("quantity").get("totalAvailQuantity")
    currency = currency_code(
        at(price, "minActivityAmount", "currency"),
        at(price, "minAmount", "currency"),
        part("shipping").get("tradeCurrency"),
    )
    return reading_of(
        Facts(
            page_id=_page_id(part("seoTdk"), action, part("imageView"), page),
            title=part("titleBanner").get("subject"),
            currency=currency,
            axis_list=sku.get("propertyList") or sku.get("productSKUPropertyList"),
            rows=sku.get("skuList") or sku.get("skuPriceList"),
            pictures=items(part("imageView").get("imagePathList"))
            or items(part("imageView").get("imageList")),
            total_stock=action.get("totalAvailQuantity") if total is None else total,
            store_id=digits(store.get("storeNum"), action.get("storeNum")),
            store_name=store.get("storeName")
            or at(part("storeHeader"), "storeHeader", "storeName"),
            store_url=store.get("storeURL"),
            country=ship_to(freight) or country_code(action.get("countryCode")),
            language=language_code(text.get("locale"))
            or language_of(text.get("detailDesc"), part("seoTdk").get("ogurl"), page),
            description_url=text.get("detailDesc"),
            attributes=part("specsInfo").get("specs"),
            category_id=digits(action.get("categoryId"), store.get("categoryId")),
            rating=decimal(at(part("titleBanner"), "feedbackRating", "averageStar")),
            orders=part("shareHeader").get("formatTradeCount"),
            shipping=shipping_offers(freight.get("originalLayoutResultList"), currency),
        ),
        Generation.A3,
    )


class Parts:
    """The fields of a part, found by its type; the numbers in the keys mean nothing."""

    __slots__ = ("_fields",)

    def __init__(self, data: Node) -> None:
        self._fields: dict[str, Node] = {}
        for key, value in node(data, "data").items():
            fields = node(value, "fields")
            kind = at(value, "type")
            name = kind if isinstance(kind, str) and kind else key.rsplit("_", 1)[0]
            if fields:
                self._fields.setdefault(name, fields)

    def __call__(self, kind: str) -> Node:
        """Give the fields of the first part of that type; an empty node where there is none."""
        return self._fields.get(kind, {})


def _page_id(seo: Node, action: Node, pictures: Node, page: Page) -> str:
    found = digits(seo.get("productId"), action.get("productId"), pictures.get("productId"))
    return found or page.item_id
