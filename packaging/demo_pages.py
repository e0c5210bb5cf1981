"""Writes the demo shop's product pages: what a buyer's browser would have saved, all invented.

Half are of form A2 (2019-2022), half of form B (2023-2024). One table always gives the same text.
Run it in the project's folder with PYTHONPATH=. after a change of resources/demo/products.toml.
"""

import json
from decimal import Decimal
from html import escape, unescape
from pathlib import Path
from typing import Any

from resources.demo.products import Picture, Product, Row, album, products

FOLDER = Path(__file__).parents[1] / "resources" / "demo"
# Generic colour names as the site has them beside the seller's own; the ids are ours.
COLOURS = {
    "sage": (175, "Green", "#007000"),
    "blush": (1052, "Pink", "#FFC0CB"),
    "sky": (1254, "Sky Blue", "#A5CAF4"),
    "oat": (771, "Beige", "#F8F7E7"),
    "lilac": (496, "Purple", "#9370DB"),
    "butter": (366, "Yellow", "#FFFF00"),
    "terra": (365458, "Brown", "#8B4513"),
    "cream": (29, "White", "#FFFFFF"),
    "navy": (173, "Blue", "#0080FF"),
    "grey": (691, "Gray", "#999999"),
    "mint": (350853, "Light Green", "#90EE90"),
    "rose": (10, "Red", "#FF0000"),
}
WAREHOUSES = {"China": 201336100, "United States": 201336106, "Spain": 201336104}
WAREHOUSES |= {"Czech Republic": 203287806, "Poland": 203372089}
COLOUR, SIZE, SHIPS_FROM = 14, 5, 200007763
FIRST_SIZE = 990001
PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<!-- A page of the demo shop: product, store and prices are invented, nothing can be bought. -->
<title>{title} - AliExpress</title>
<link rel="canonical" href="https://www.aliexpress.com/item/{id}.html">
<meta property="og:url" content="https://www.aliexpress.com/item/{id}.html">
<meta property="og:title" content="{title} - AliExpress">
<meta property="og:image" content="{image}">
</head>
<body>
<script>
{script}
</script>
<div id="product-description" class="product-description">
{description}
</div>
</body>
</html>
"""


def page(product: Product) -> str:
    """Return the whole HTML page of one product, in its form."""
    data = module_data(product) if product.form == "A2" else component_data(product)
    # "</" would end the script element in the middle of a text.
    value = json.dumps(data, ensure_ascii=False, indent=1).replace("</", "<\\/")
    if product.form == "A2":
        script = f"window.runParams = {{\n    data: {value},\n    csrfToken: 'demo'\n}};"
    else:
        script = f"window.runParams = {{\ndata: {value}\n}};\nwindow.runParams.is23 = true;"
    return PAGE.format(
        title=escape(unescape(product.title)),
        id=product.item_id,
        image=address(album(product).gallery[0]),
        script=script,
        description=description(product),
    )


def index() -> str:
    """Return index.json: the pages in order, and what the demo shop makes of each."""
    return (
        json.dumps([_entry(product) for product in products()], ensure_ascii=False, indent=1) + "\n"
    )


def _entry(product: Product) -> dict[str, Any]:
    later = {"later": product.later} if product.later else {}
    return {
        "page": f"{product.key}.html",
        "item": product.item_id,
        "category": product.category,
        "for_sale": product.for_sale,
        "title": product.shop_title,
        **later,
    }


def address(picture: Picture) -> str:
    """Return where a picture would be on the supplier's picture server."""
    return f"https://ae01.alicdn.com/kf/Demo{picture.name}/{picture.name}.webp"


def description(product: Product) -> str:
    """Return the seller's description, nested and with empty paragraphs as sellers have it."""
    sizes = f"<p>Sizes: {', '.join(product.sizes)}</p>\n" if product.sizes else ""
    return (
        '<div class="detailmodule_html"><div class="detail-desc-decorate-richtext">\n'
        f'<p style="font-size:16px">{product.text}</p>\n<p><br></p>\n{sizes}'
        f"<p><strong>Care:</strong> {product.care}</p>\n<p><br></p>\n</div></div>"
    )


def specs(product: Product) -> list[dict[str, str]]:
    """Return the page's table of facts."""
    facts = {
        "Brand Name": unescape(product.store.name).removesuffix(" Store"),
        "Origin": "Mainland China",
        "Material": "COTTON",
        "Gender": "Unisex",
        "Pattern Type": "Solid" if product.pattern == "plain" else product.pattern.title(),
        "Care": product.care,
    }
    return [{"attrName": name, "attrValue": value} for name, value in facts.items()]


def properties(product: Product) -> list[dict[str, Any]]:
    """Return the option axes; none for a product with a single SKU."""
    axes = []
    if product.colours[0][0]:
        axes.append(_colours(product))
    if product.sizes:
        sizes = [_value(FIRST_SIZE + n, name, name) for n, name in enumerate(product.sizes)]
        axes.append(_axis(SIZE, "Size", sizes))
    if product.warehouses:
        places = [_value(WAREHOUSES[name], name, name) for name in product.warehouses]
        axes.append(_axis(SHIPS_FROM, "Ships From", places))
    return axes


def skus(product: Product) -> list[dict[str, Any]]:
    """Return the supplier's rows: one per colour, size and warehouse."""
    return [_sku(product, number, row) for number, row in enumerate(product.rows, start=1)]


def module_data(product: Product) -> dict[str, Any]:
    """Return `data` of a page of form A2."""
    number, store = int(product.item_id), product.store
    return {
        "actionModule": {"itemStatus": 0, "productId": number, "storeNum": store.id},
        "commonModule": {
            "currencyCode": "USD",
            "gagaDataSite": "en",
            "productId": number,
            "productIdStr": product.item_id,
            "userCountryCode": "US",
        },
        "imageModule": {"imagePathList": [address(shot) for shot in album(product).gallery]},
        "quantityModule": _total(product),
        "shippingModule": {"generalFreightInfo": {"originalLayoutResultList": [_freight()]}},
        "skuModule": {
            "hasSkuProperty": bool(properties(product)),
            "productSKUPropertyList": properties(product),
            "skuPriceList": skus(product),
        },
        "specsModule": {"props": specs(product)},
        "storeModule": {
            "positiveRate": f"{store.rate}%",
            "storeName": store.name,
            "storeNum": store.id,
            "storeURL": f"//www.aliexpress.com/store/{store.id}",
        },
        "titleModule": {
            "feedbackRating": {"averageStar": "4.8", "totalValidNum": number % 900},
            "formatTradeCount": str(number % 7000),
            "subject": product.title,
        },
        "webEnv": {"country": "US", "language": "en", "locale": "en_US"},
    }


def component_data(product: Product) -> dict[str, Any]:
    """Return `data` of a page of form B."""
    number, store = int(product.item_id), product.store
    return {
        "currencyComponent": {"baseCurrencyCode": "USD", "currencyCode": "USD", "currencyRate": 1},
        "feedbackComponent": {"evarageStar": "4.8", "totalValidNum": number % 900},
        "gagaComponent": {"gagaDataSite": "en"},
        "imageComponent": {"imagePathList": [address(shot) for shot in album(product).gallery]},
        "inventoryComponent": _total(product),
        "itemStatusComponent": {"status": 0},
        "packageComponent": {"weight": 0.15, "length": 22, "width": 18, "height": 3},
        "priceComponent": {"skuPriceList": [sku | {"salable": True} for sku in skus(product)]},
        "productInfoComponent": {"idStr": product.item_id, "subject": product.title},
        "productPropComponent": {"props": specs(product)},
        "sellerComponent": {
            "countryCompleteName": "China",
            "storeName": store.name,
            "storeNum": store.id,
            "storeURL": f"//www.aliexpress.com/store/{store.id}",
        },
        "skuComponent": {
            "hasSkuProperty": bool(properties(product)),
            "productSKUPropertyList": properties(product),
        },
        "storeFeedbackComponent": {"sellerPositiveRate": store.rate},
        "tradeComponent": {"formatTradeCount": f"{number % 9}.000+"},
        "userComponent": {"userCountryCode": "US"},
        "webGeneralFreightCalculateComponent": {"originalLayoutResultList": [_freight()]},
    }


def _colours(product: Product) -> dict[str, Any]:
    values = []
    for (name, palette), shot in zip(product.colours, album(product).colours, strict=True):
        number, generic, tone = COLOURS[palette]
        picture = f"{address(shot)}_640x640.webp"
        value = _value(number, name, generic) | {"skuColorValue": tone}
        values.append(value | {"skuPropertyImagePath": picture})
    return _axis(COLOUR, "Color", values)


def _axis(number: int, name: str, values: list[dict[str, Any]]) -> dict[str, Any]:
    return {"skuPropertyId": number, "skuPropertyName": name, "skuPropertyValues": values}


def _value(number: int, name: str, generic: str) -> dict[str, Any]:
    return {
        "propertyValueDefinitionName": name,
        "propertyValueDisplayName": name,
        "propertyValueId": number,
        "propertyValueIdLong": number,
        "propertyValueName": generic,
    }


def _sku(product: Product, number: int, row: Row) -> dict[str, Any]:
    # On real pages the warehouse may come first, in another order than the axes.
    choice: list[tuple[int, int, str]] = []
    if product.warehouses:
        choice.append((SHIPS_FROM, WAREHOUSES[product.warehouses[row.warehouse]], ""))
    name, palette = product.colours[row.colour]
    if name:
        choice.append((COLOUR, COLOURS[palette][0], f"#{name}"))
    if product.sizes:
        choice.append((SIZE, FIRST_SIZE + row.size, f"#{product.sizes[row.size]}"))
    sku_id = f"1299{product.item_id[-6:]}{number:06d}"
    return {
        "skuAttr": ";".join(f"{axis}:{value}{word}" for axis, value, word in choice),
        "skuId": int(sku_id),
        "skuIdStr": sku_id,
        "skuPropIds": ",".join(str(value) for _, value, _ in choice),
        "skuVal": _sku_value(row),
    }


def _sku_value(row: Row) -> dict[str, Any]:
    stock = {} if row.stock is None else {"availQuantity": row.stock, "inventory": row.stock}
    return stock | {
        "isActivity": True,
        "skuActivityAmount": _amount(row.price),
        "skuAmount": _amount(row.list_price),
    }


def _total(product: Product) -> dict[str, int]:
    """Return the page's total; nothing where a row's stock is unknown, since 0 would be a lie."""
    known = [row.stock for row in product.rows if row.stock is not None]
    return {"totalAvailQuantity": sum(known)} if len(known) == len(product.rows) else {}


def _amount(price: Decimal) -> dict[str, Any]:
    # The page writes its figures as JSON numbers; two decimals survive that exactly.
    return {"currency": "USD", "formatedAmount": f"US ${price:.2f}", "value": float(price)}


def _freight() -> dict[str, Any]:
    return {
        "bizData": {
            "company": "AliExpress Standard Shipping",
            "currency": "USD",
            "deliveryDayMax": 15,
            "deliveryDayMin": 9,
            "deliveryOptionCode": "CAINIAO_STANDARD",
            "displayAmount": 2.1,
            "shipFrom": "China",
            "shipFromCode": "CN",
            "shipToCode": "US",
            "tracking": "visible",
        }
    }


def main() -> None:
    """Write index.json and every page anew; remove pages that no product has any more."""
    folder = FOLDER / "pages"
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.html"):
        old.unlink()
    for product in products():
        (folder / f"{product.key}.html").write_text(page(product), encoding="utf-8", newline="\n")
    (FOLDER / "index.json").write_text(index(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
