"""Reads product pages of 2019 to 2022: `runParams.data` with one *Module for each subject."""

from babydrop_desktop.domain.supplier_product import Generation, Reading
from babydrop_desktop.gateways.aliexpress.amounts import currency_code
from babydrop_desktop.gateways.aliexpress.lists import Node, at, decimal, digits, items, node
from babydrop_desktop.gateways.aliexpress.page import Page
from babydrop_desktop.gateways.aliexpress.product import Facts, reading_of
from babydrop_desktop.gateways.aliexpress.quoted_for import (
    country_code,
    environment,
    language_code,
    language_of,
    ship_to,
)
from babydrop_desktop.gateways.aliexpress.shipping import shipping_offers


def read(data: Node, page: Page) -> Reading:
    """Read `data` (FACTS §1, column A2). UNREADABLE with what is missing where it is not whole."""
    common, action = node(data, "commonModule"), node(data, "actionModule")
    sku, store = node(data, "skuModule"), node(data, "storeModule")
    env, freight = environment(data), node(data, "shippingModule", "generalFreightInfo")
    currency = currency_code(common.get("currencyCode"), env.get("currency"))
    description = at(data, "descriptionModule", "descriptionUrl")
    total = at(data, "quantityModule", "totalAvailQuantity")
    return reading_of(
        Facts(
            page_id=_page_id(data, page),
            title=at(data, "titleModule", "subject"),
            currency=currency,
            axis_list=sku.get("productSKUPropertyList"),
            rows=sku.get("skuPriceList") or at(data, "priceModule", "skuPriceList"),
            pictures=_pictures(data),
            total_stock=action.get("totalAvailQuantity") if total is None else total,
            store_id=digits(store.get("storeNum"), action.get("storeNum")),
            store_name=store.get("storeName"),
            store_url=store.get("storeURL"),
            country=country_code(env.get("country"), common.get("userCountryCode"))
            or ship_to(freight),
            language=language_code(env.get("language"), env.get("lang"), env.get("locale"))
            or language_of(description, at(data, "pageModule", "ogurl"), page),
            description_url=description,
            attributes=at(data, "specsModule", "props"),
            category_id=digits(action.get("categoryId"), common.get("categoryId")),
            rating=decimal(at(data, "titleModule", "feedbackRating", "averageStar")),
            orders=at(data, "titleModule", "formatTradeCount"),
            shipping=shipping_offers(freight.get("originalLayoutResultList"), currency),
        ),
        Generation.A2,
    )


def _page_id(data: Node, page: Page) -> str:
    common = node(data, "commonModule")
    found = digits(
        common.get("productIdStr"),
        common.get("productId"),  # pages of 2021 have no text form
        at(data, "actionModule", "productId"),
        at(data, "pageModule", "productId"),
        at(data, "storeModule", "productId"),
    )
    return found or page.item_id


def _pictures(data: Node) -> list[object]:
    image = node(data, "imageModule")
    return items(image.get("imagePathList")) or items(image.get("summImagePathList"))
