"""Reads product pages of 2023 and early 2024: `runParams.data` with a *Component per subject."""

from babydrop_desktop.domain.supplier_product import Generation, Reading
from babydrop_desktop.gateways.aliexpress import strict_json
from babydrop_desktop.gateways.aliexpress.amounts import currency_code
from babydrop_desktop.gateways.aliexpress.lists import Node, at, decimal, digits, items, node
from babydrop_desktop.gateways.aliexpress.page import Page
from babydrop_desktop.gateways.aliexpress.product import Facts, reading_of
from babydrop_desktop.gateways.aliexpress.quoted_for import (
    country_of_page,
    language_of,
    ship_to,
)
from babydrop_desktop.gateways.aliexpress.shipping import shipping_offers


def read(data: Node, page: Page) -> Reading:
    """Read `data` (FACTS §1, column B). UNREADABLE with what is missing where it is not whole."""
    info, seller = node(data, "productInfoComponent"), node(data, "sellerComponent")
    feedback = node(data, "feedbackComponent")
    freight = node(data, "webGeneralFreightCalculateComponent")
    currency = currency_code(at(data, "currencyComponent", "currencyCode"))
    description = at(data, "productDescComponent", "descriptionUrl")
    return reading_of(
        Facts(
            page_id=_page_id(info, page),
            title=info.get("subject"),
            currency=currency,
            axis_list=at(data, "skuComponent", "productSKUPropertyList"),
            rows=_rows(data),
            pictures=_pictures(data),
            total_stock=at(data, "inventoryComponent", "totalAvailQuantity"),
            store_id=digits(seller.get("storeNum")),
            store_name=seller.get("storeName"),
            store_url=seller.get("storeURL"),
            country=ship_to(freight) or country_of_page(page),
            language=language_of(description, at(data, "metaDataComponent", "ogurl"), page),
            description_url=description,
            attributes=at(data, "productPropComponent", "props"),
            category_id=digits(info.get("categoryId")),
            rating=decimal(feedback.get("evarageStar") or feedback.get("averageStar")),
            orders=at(data, "tradeComponent", "formatTradeCount"),
            weight_kg=decimal(at(data, "packageComponent", "weight")),
            shipping=shipping_offers(freight.get("originalLayoutResultList"), currency),
        ),
        Generation.B,
    )


def _page_id(info: Node, page: Page) -> str:
    found = digits(info.get("idStr"), info.get("id"))
    return found or page.item_id


def _rows(data: Node) -> object:
    price = node(data, "priceComponent")
    rows = price.get("skuPriceList")
    text = price.get("skuJson")
    if not items(rows) and isinstance(text, str):
        try:
            return strict_json.loads(text)  # the same rows once more, as text
        except strict_json.BadJson:
            return []
    return rows


def _pictures(data: Node) -> list[object]:
    image = node(data, "imageComponent")
    return items(image.get("imagePathList")) or items(image.get("image640PathList"))
