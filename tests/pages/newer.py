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


def e_result():
    """The `result` of the official API's product.get, in the live form."""
    a2 = build.a2_data()
    skus = []
    for row in a2["skuModule"]["skuPriceList"]:
        options = []
        for pair in row["skuAttr"].split(";"):
            axis, number = (int(part) for part in pair.split("#")[0].split(":"))
            option = {
                "sku_property_id": axis,
                "property_value_id": number,
                "sku_property_name": {14: "Color", 5: "Kid Size", 200007763: "Ships From"}[axis],
                "sku_property_value": GENERIC.get(number, "China"),
            }
            if axis == 200007763:
                option["sku_property_value"] = {build.CHINA: "China"}.get(number, "United States")
            if number in SELLER:
                option["property_value_definition_name"] = SELLER[number]
                picture = {193: "duck", 10: "strawberry"}[number]
                option["sku_image"] = build.PICTURE.format(picture)
            options.append(option)
        prices = row["skuVal"]
        skus.append({
            "sku_id": row["skuIdStr"],
            "sku_attr": row["skuAttr"],
            "id": row["skuAttr"],
            "sku_price": str(prices["skuAmount"]["value"]),
            "offer_sale_price": str(prices["skuActivityAmount"]["value"]),
            "currency_code": "USD",
            "sku_available_stock": prices["availQuantity"],
            "ae_sku_property_dtos": {"ae_sku_property_d_t_o": options},
        })  # fmt: skip
    return {
        "ae_item_base_info_dto": {
            "product_id": int(build.ITEM_ID), "subject": a2["titleModule"]["subject"],
            "currency_code": "CNY", "category_id": 201, "avg_evaluation_rating": "4.8",
            "sales_count": "77", "product_status_type": "onSelling",
            "detail": "<div><p>Soft.</p></div>", "mobile_detail": "{}",
        },
        "ae_item_sku_info_dtos": {"ae_item_sku_info_d_t_o": skus},
        "ae_multimedia_info_dto": {"image_urls": ";".join(a2["imageModule"]["imagePathList"])},
        "ae_store_info": {"store_id": build.STORE_ID, "store_name": "Little Otter &amp; Co Store"},
        "ae_item_properties": {"ae_item_property": [
            {"attr_name": "Material", "attr_value": "Cotton &gt; 95%"}]},
        "package_info_dto": {"gross_weight": "0.213", "package_length": 20},
        "logistics_info_dto": {"ship_to_country": "US", "delivery_time": 5},
        "product_id_converter_result": {"main_product_id": int(build.ITEM_ID),
                                        "sub_product_id": "{\"US\": 2252832796543238}"},
    }  # fmt: skip


def answer(result):
    """The official API's answer around its result."""
    inner = {"result": result, "rsp_code": 200, "rsp_msg": "Call succeeds", "request_id": "x"}
    return {"aliexpress_ds_product_get_response": inner}


def as_texts(item):
    """The same with every number and flag as text, as the documentation shows it."""
    if isinstance(item, dict):
        return {key: as_texts(value) for key, value in item.items()}
    if isinstance(item, list):
        return [as_texts(value) for value in item]
    return json.dumps(item) if isinstance(item, int | float | bool) else item


def unwrapped(item):
    """The same with lists bare, as the documentation shows them."""
    if isinstance(item, dict):
        if len(item) == 1 and isinstance(inner := next(iter(item.values())), list):
            return unwrapped(inner)
        return {key: unwrapped(value) for key, value in item.items()}
    return [unwrapped(value) for value in item] if isinstance(item, list) else item


# The ids that aliexpress.ru gives to the same options.
RU_IDS = {193: 337917, 10: 337916, 100014064: 344976, 100014065: 343564,
          build.CHINA: 350001, build.USA: 350002}  # fmt: skip


def f_data():
    """The product's own part of an aliexpress.ru page."""
    a2 = build.a2_data()
    axes, rows = [], []
    for number, (local, axis) in enumerate(
        zip((4, 30, 7), a2["skuModule"]["productSKUPropertyList"], strict=True), start=1
    ):
        values = [
            {
                "id": str(RU_IDS[value["propertyValueId"]]),
                "name": value["propertyValueName"],
                "displayName": value["propertyValueDisplayName"],
                "colorValue": None,
                "imageUrl": value.get("skuPropertyImagePath"),
            }
            for value in axis["skuPropertyValues"]
        ]
        axes.append({"id": str(local), "name": axis["skuPropertyName"], "order": number,
                     "values": values})  # fmt: skip
    for row in a2["skuModule"]["skuPriceList"]:
        price, ids = row["skuVal"], [int(part) for part in row["skuPropIds"].split(",")]
        rows.append({
            "skuId": row["skuIdStr"],
            "skuAttr": ";".join(pair.split("#")[0] for pair in row["skuAttr"].split(";")),
            "skuPropIds": ",".join(str(RU_IDS[number]) for number in ids),
            "availQuantity": price["availQuantity"],
            "amount": price["skuAmount"] | {"cents": "1", "formatted": "1 234,50 руб."},
            "activityAmount": price["skuActivityAmount"],
            "logisticAmount": build.money(1),
            "buyerPriceForLogistic": "2608",
        })  # fmt: skip
    return {
        "id": build.ITEM_ID,
        "name": a2["titleModule"]["subject"],
        "activeSkuId": rows[0]["skuId"],
        "skuInfo": {"propertyList": axes, "priceList": rows},
    }


def f_tree():
    """A whole tree: gallery, store and product are widgets of their own."""
    a2 = build.a2_data()
    pictures = [{"imageUrl": url, "videoUrl": None} for url in a2["imageModule"]["imagePathList"]]
    gallery = {"id": build.ITEM_ID, "name": "x", "gallery": pictures, "skuInfo": None}
    other = {
        "id": "9990000000000099",
        "name": "Another",
        "gallery": [{"imageUrl": "//x.com/1.jpg"}],
    }
    store = {
        "name": "Little Otter &amp; Co Store",
        "id": "267",
        "url": f"https://aliexpress.ru/store/{build.STORE_ID}",
        "subscribersCount": "1",
    }
    rating = {"analyticEvents": {"viewWidgetReview": {"trackingInfo": {"overallRating": "4,8"}}}}

    def widget(props, *children):
        return {"name": "w", "props": props, "children": list(children)}

    inner = widget({}, widget(other), widget(gallery), widget(f_data()), widget(rating))
    return {"widgets": [widget({"theme": "x"}, widget({}, inner), widget(store))]}


def ru_page(tree, *, item=build.ITEM_ID):
    return (
        f'<html><head><link rel="canonical" href="https://aliexpress.ru/item/{item}.html"></head>'
        f'<body><script id="__AER_DATA__" type="application/json">{json.dumps(tree)}</script>'
        "</body></html>"
    ).encode()


JSON_LD = [
    {"@type": "BreadcrumbList", "itemListElement": []},
    {
        "@context": "https://schema.org/", "@type": "Product",
        "name": "Baby&#39;s First Romper, soft cotton &amp; snaps - AliExpress 26",
        "image": [build.PICTURE.format("front")],
        "offers": {"@type": "Offer", "price": "1542.", "priceCurrency": "PKR",
                   "availability": "https://schema.org/InStock"},
        "aggregateRating": {"ratingValue": "4.8"},
    },
]  # fmt: skip
OG_URL = f'<meta property="og:url" content="//pl.aliexpress.com/item/{build.ITEM_ID}.html?src=x">'
OG_TITLE = (
    '<meta property="og:title" content="Baby\'s First Romper, soft cotton &amp;amp; snaps'
    ' - AliExpress 26">'
)
OG_IMAGE = f'<meta property="og:image" content="{build.PICTURE.format("front")}">'
DRAWN = (
    '<div class="a--x1" data-pl="product-price"><div><span>PKR1,542</span></div><div>PKR1,457 '
    "from 10</div></div><h1 data-pl='product-title'>Baby&#39;s First Romper, soft cotton &amp; "
    "snaps</h1>"
    '<div data-pl="product-specs"><h2>Facts</h2><ul><li><div class="q"><div><span>Material</span>'
    '</div><div title="x"><span>Cotton &gt; 95%</span></div></div></li></ul></div>'
    f'<a href="//pl.aliexpress.com/store/{build.STORE_ID}" data-pl="store-name">Little Otter Store'
    '</a><div data-pl="product-sku"><div data-sku-col="14-366">Duck</div></div>'
)


def json_ld(entries=JSON_LD):
    return f'<script type="application/ld+json">{json.dumps(entries)}</script>'


WHOLE_HEAD = (OG_URL, OG_TITLE, OG_IMAGE, json_ld())


def c_page(*, head=WHOLE_HEAD, drawn=DRAWN, pictures=3):
    """A page of today: no rows in it; `head` and `drawn` are what the browser had when it saved."""
    listed = [build.PICTURE.format(name) for name in ("front", "back", "side")[:pictures]]
    data = {"extParams": {"site": "pol"}, "imagePathList": listed, "name": "ItemDetailResp"}
    return (
        f"<!DOCTYPE html><html><head>{''.join(head)}</head><body>"
        "<script>window.runParams = {};\nwindow._d_c_ = window._d_c_ || {};\n"
        f"window._d_c_.isCSR = true;\nwindow._d_c_.DCData = {json.dumps(data)};</script>"
        f"{drawn}</body></html>"
    ).encode()
