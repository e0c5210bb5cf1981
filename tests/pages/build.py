"""Makes small AliExpress pages of our own: invented baby clothes, stores and numbers.

Item ids begin with 999: no such item exists. The shapes follow what real pages hold.
"""

import json
from copy import deepcopy

ITEM_ID = "9990000000000017"
STORE_ID = 999001
CHINA, USA = 201336100, 201336106
PICTURE = "https://ae01.alicdn.com/kf/S{0}/{0}.jpg"


def value(number, shown, generic, *, picture=None, country=None):
    """One option value as AliExpress lists it."""
    made = {
        "propertyValueId": number,
        "propertyValueIdLong": number,
        "propertyValueDisplayName": shown,
        "propertyValueName": generic,
    }
    if picture:
        made["skuPropertyImagePath"] = PICTURE.format(picture) + "_640x640.jpg"
    if country:
        made["skuPropertySendGoodsCountryCode"] = country
    return made


def axis(number, name, *values):
    """One option list."""
    made = {"skuPropertyName": name, "skuPropertyValues": list(values)}
    return {"skuPropertyId": number, **made} if number else made


def money(amount, currency="USD"):
    return {"value": amount, "currency": currency, "formatedAmount": f"{currency} {amount}"}


def row(number, attr, ids, *, price=None, sale=None, stock=None, salable=None, currency="USD"):
    """One SKU row; `price` and `sale` are written into the page as numbers."""
    val = {}
    if price is not None:
        val["skuAmount"] = money(price, currency)
    if sale is not None:
        val["skuActivityAmount"] = money(sale, currency)
    if stock is not None:
        val["availQuantity"] = stock
    made = {"skuIdStr": str(number), "skuId": number, "skuAttr": attr, "skuPropIds": ids}
    made["skuVal"] = val
    if salable is not None:
        made["salable"] = salable
    return made


COLORS = axis(
    14,
    "Color",
    value(193, "Duck", "Black", picture="duck"),
    value(10, "Strawberry &amp; Cream", "Red", picture="strawberry"),
)
SIZES = axis(5, "Kid Size", value(100014064, "3M", "3M"), value(100014065, "6M", "6M"))
SHIPS_FROM = axis(
    200007763,
    "Ships From",
    value(CHINA, "China", "China", country="CN"),
    value(USA, "United States", "United States", country="US"),
)


def rows():
    """Eight rows: two colours, two sizes, two warehouses; the US ones cost more."""
    made = []
    for number, (color, name) in enumerate(((193, "Duck"), (10, "Strawberry & Cream"))):
        for size in (100014064, 100014065):
            for place, more in ((CHINA, 0), (USA, 3)):
                attr = f"200007763:{place};14:{color}#{name};5:{size}"
                price = {"price": 12.5 + more + number, "sale": 8.99 + more + number}
                sku = 12000099900000000 + len(made) + 1
                ids = f"{color},{size},{place}"
                made.append(row(sku, attr, ids, stock=5 + len(made), **price))
    return made


def a2_data():
    """The `data` of a page of 2022."""
    return {
        "actionModule": {"productId": int(ITEM_ID), "itemStatus": 0, "categoryId": 201},
        "commonModule": {
            "currencyCode": "USD",
            "productId": int(ITEM_ID),
            "productIdStr": ITEM_ID,
            "userCountryCode": "US",
        },
        "titleModule": {
            "subject": "Baby&#39;s First Romper, soft cotton &amp; snaps",
            "feedbackRating": {"averageStar": "4.8", "totalValidNum": 12},
            "formatTradeCount": "77",
        },
        "imageModule": {
            "imagePathList": [
                PICTURE.format("front"),
                "//ae02.alicdn.com/kf/Sback.jpg_640x640.jpg",
                "https://ae03.alicdn.com/kf/Sfront.jpg_220x220.jpg_.webp",
            ]
        },
        "descriptionModule": {
            "descriptionUrl": "//aeproductsourcesite.alicdn.com/product/description/pc/v2/en_US/"
            f"desc.htm?productId={ITEM_ID}&key=x.zip"
        },
        "skuModule": {
            "productSKUPropertyList": deepcopy([COLORS, SIZES, SHIPS_FROM]),
            "skuPriceList": rows(),
        },
        "quantityModule": {"totalAvailQuantity": 68},
        "storeModule": {
            "storeName": "Little Otter &amp; Co Store",
            "storeNum": STORE_ID,
            "storeURL": f"//www.aliexpress.com/store/{STORE_ID}",
        },
        "specsModule": {"props": [{"attrName": "Material", "attrValue": "Cotton &gt; 95%"}]},
        "redirectModule": {"bigBossBan": False, "code": "OK"},
        "webEnv": {"country": "US", "lang": "en_US", "language": "en", "currency": "USD"},
    }


def b_data():
    """The `data` of a page of 2023."""
    return {
        "productInfoComponent": {
            "idStr": ITEM_ID,
            "id": int(ITEM_ID),
            "subject": "Pelele de beb&eacute; con patitos",
            "categoryId": 201,
        },
        "skuComponent": {"productSKUPropertyList": deepcopy([COLORS, SIZES, SHIPS_FROM])},
        "priceComponent": {"skuPriceList": [r | {"salable": True} for r in rows()]},
        "currencyComponent": {"currencyCode": "USD", "baseCurrencyCode": "CNY"},
        "inventoryComponent": {"totalAvailQuantity": 68},
        "imageComponent": {"imagePathList": [PICTURE.format("front"), PICTURE.format("back")]},
        "sellerComponent": {
            "storeName": "Little Otter Store",
            "storeNum": STORE_ID,
            "storeURL": f"//es.aliexpress.com/store/{STORE_ID}",
        },
        "productDescComponent": {
            "descriptionUrl": "https://aeproductsourcesite.alicdn.com/product/description/pc/v2/"
            f"es_ES/desc.htm?productId={ITEM_ID}"
        },
        "productPropComponent": {"props": [{"attrName": "Material", "attrValue": "Algodón"}]},
        "packageComponent": {"weight": 0.213},
        "itemStatusComponent": {"status": 0},
        "redirectComponent": {},
        "feedbackComponent": {"evarageStar": "4.6"},
        "tradeComponent": {"formatTradeCount": "3.000+"},
        "webGeneralFreightCalculateComponent": {
            "originalLayoutResultList": [{"bizData": {"shipToCode": "ES", "displayAmount": 1.99}}]
        },
    }


def script(data, *, start="window.runParams = {\n  data: ", end="\n};"):
    """The script text that carries `data`, as the page writes it."""
    return start + json.dumps(data, ensure_ascii=False) + end


def page(data, *, head="", after="window.runParams.is23 = true;"):
    """A whole HTML page around `data`."""
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8">'
        f'<meta property="og:url" content="//www.aliexpress.com/item/{ITEM_ID}.html?src=x">'
        f'{head}<script src="//assets.alicdn.com/g/baxia/index.js"></script></head><body>'
        '<script>window._dida_config_ = {"_init_data_": {"data": {"header": 1}}};</script>'
        f"<script>{script(data)}\n{after}</script></body></html>"
    ).encode()


def as_objects(item):
    """The same data with every list turned into an object {"0": …}, as a console exports it."""
    if isinstance(item, list):
        return {str(number): as_objects(inner) for number, inner in enumerate(item)}
    if isinstance(item, dict):
        return {key: as_objects(inner) for key, inner in item.items()}
    return item


def as_literal(item):
    """The same data as a JavaScript literal: keys without quotes, commas at the end."""
    if isinstance(item, dict):
        return "{\n" + "".join(f"{k}: {as_literal(v)},\n" for k, v in item.items()) + "}"
    if isinstance(item, list):
        return "[" + "".join(f"{as_literal(v)}, " for v in item) + "]"
    return json.dumps(item, ensure_ascii=False)
