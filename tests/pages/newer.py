"""Makes the same invented romper in the forms of newer sources, from what `build` makes."""

import json
from copy import deepcopy

from tests.pages import build

GENERIC = {193: "Black", 10: "Red", 100014064: "3M", 100014065: "6M"}
SELLER = {193: "Duck", 10: "Strawberry & Cream"}
TITLE = "Baby&#39;s First Romper, soft cotton &amp; snaps"


def offer(**more):
    """One shipping offer as A2, A3, B and D carry it."""
    told = {
        "displayAmount": 1.99, "displayCurrency": "USD", "currency": "CNY",
        "shippingFee": "charge", "company": "AliExpress Standard Shipping",
        "deliveryOptionCode": "CAINIAO_STANDARD", "deliveryDayMin": 7, "deliveryDayMax": 12,
        "shipFrom": "China", "shipFromCode": "CN", "shipToCode": "US", "tracking": "visible",
        "logisticsComposeThreshold": "$10.00",
    }  # fmt: skip
    return {"bizData": told | more}


def part(number, kind, **fields):
    return {f"{kind}_{number}": {"id": number, "type": kind, "fields": fields}}


def a3_data():
    """A reply of 2022: parts named by type and number."""
    a2 = build.a2_data()
    store = a2["storeModule"]
    parts = {
        **part(1, "seoTdk", productId=build.ITEM_ID, ogurl="//www.aliexpress.com/item/1.html"),
        **part(7, "titleBanner", subject=a2["titleModule"]["subject"]),
        **part(3, "imageView", imagePathList=a2["imageModule"]["imagePathList"]),
        **part(4, "price", minActivityAmount=build.money(8.99), formatedPrice="US $12.50 - 16.50"),
        **part(
            9,
            "sku",
            skuList=a2["skuModule"]["skuPriceList"],
            propertyList=a2["skuModule"]["productSKUPropertyList"],
        ),
        **part(6, "quantity", totalAvailQuantity=68),
        **part(5, "specsInfo", specs=a2["specsModule"]["props"]),
        **part(8, "description", detailDesc=a2["descriptionModule"]["descriptionUrl"]),
        **part(2, "storeRecommend", **store),
        **part(10, "actionButtons", categoryId=201, itemStatus=0, countryCode="PK"),
        **part(11, "shareHeader", formatTradeCount="77"),
        **part(12, "shipping", generalFreightInfo={"originalLayoutResultList": [offer()]}),
    }
    return {"hierarchy": {"root": "root", "structure": {}}, "data": parts}


def reply(result):
    """The page's own reply around its result."""
    return json.dumps({
        "api": "mtop.aliexpress.pdp.pc.query",
        "data": {"result": deepcopy(result)},
        "ret": ["SUCCESS::x"],
        "v": "1.0",
    })  # fmt: skip


def d_result():
    """The `result` of the page's own reply of 2024."""
    a2 = build.a2_data()
    older = a2["skuModule"]["skuPriceList"]
    prices, paths = {}, []
    for row in older:
        before, now = (row["skuVal"][key]["value"] for key in ("skuAmount", "skuActivityAmount"))
        prices[row["skuIdStr"]] = {
            "originalPrice": build.money(before),
            "salePriceString": f"US ${now}",
        }
        pairs = [pair.split("#")[0] for pair in row["skuAttr"].split(";")]
        paths.append({
            "path": ";".join(sorted(pairs)),
            "salable": True,
            "skuStock": row["skuVal"]["availQuantity"],
            "skuAttr": row["skuAttr"],
            "skuId": 1,
            "skuIdStr": row["skuIdStr"],
        })  # fmt: skip
    store = a2["storeModule"]
    return {
        "PRODUCT_TITLE": {"text": a2["titleModule"]["subject"]},
        "GLOBAL_DATA": {"globalData": {
            "productId": build.ITEM_ID, "currencyCode": "USD", "categoryPath": "15/200/201",
            "regionCountryCode": "US", "locale": "en_US",
        }},
        "SKU": {"skuProperties": a2["skuModule"]["productSKUPropertyList"], "skuPaths": paths},
        "PRICE": {"targetSkuPriceInfo": {"salePriceString": "US $8.99"},
                  "skuPriceInfoMap": prices},
        "HEADER_IMAGE_PC": {"imagePathList": a2["imageModule"]["imagePathList"]},
        "QUANTITY_PC": {"totalAvailableInventory": 68},
        "DESC": {"pcDescUrl": a2["descriptionModule"]["descriptionUrl"]},
        "SHOP_CARD_PC": {"storeName": store["storeName"], "sellerInfo": {
            "storeNum": store["storeNum"], "storeURL": store["storeURL"]}},
        "PRODUCT_PROP_PC": {"showedProps": a2["specsModule"]["props"]},
        "PC_RATING": {"rating": "4.8", "otherText": "77"},
        "SHIPPING": {"originalLayoutResultList": [offer()]},
    }  # fmt: skip
