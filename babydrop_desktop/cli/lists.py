"""`babydrop categories` and `babydrop products`: lists of the shop."""

import argparse
from collections.abc import Iterator

from babydrop_desktop.bootstrap import Services
from babydrop_desktop.cli import output
from babydrop_desktop.cli.shop import existing_shop
from babydrop_desktop.domain.catalog import CatalogQuery, CatalogRow
from babydrop_desktop.paths import ShopOptions

PAGE = 500


def categories(options: ShopOptions, given: argparse.Namespace) -> int:
    """Print the categories, as a table or one JSON array."""
    with existing_shop(options) as shop:
        rows = shop.catalog.categories()
    if given.json:
        output.line(
            [
                {
                    "id": row.id,
                    "slug": row.slug,
                    "name": row.name,
                    "markup": row.markup,
                    "shipping_buffer": row.buffer,
                    "min_price": row.min_price,
                    "max_price": row.max_price,
                    "products": row.products,
                }
                for row in rows
            ]
        )
    else:
        heads = ("SLUG", "NAME", "MARKUP", "BUFFER", "PRODUCTS")
        output.table(
            [
                heads,
                *((r.slug, r.name, str(r.markup), str(r.buffer), str(r.products)) for r in rows),
            ]
        )
    return 0


def products(options: ShopOptions, given: argparse.Namespace) -> int:
    """Print the products by name, as a table or one JSON array."""
    with existing_shop(options) as shop:
        rows = list(_all(shop, given.search))
    if given.json:
        currency = shop.about.shop_currency
        output.line([{**_document(row), "currency": currency} for row in rows])
    elif rows:
        heads = ("SKU", "TITLE", "CATEGORY", "PRICE", "STOCK", "ON SALE")
        output.table([heads, *(_cells(row) for row in rows)])
    else:
        output.say("No product yet. Import one: babydrop import SOURCE --category SLUG")
    return 0


def _all(shop: Services, search: str) -> Iterator[CatalogRow]:
    query = CatalogQuery(search=search)
    page = shop.catalog.page(query, None, PAGE)
    yield from page.rows
    while page.next is not None:
        page = shop.catalog.page(query, page.next, PAGE)
        yield from page.rows


def _document(row: CatalogRow) -> dict[str, object]:
    return {
        "id": row.id,
        "sku": row.sku,
        "title": row.name,
        "category": row.category,
        "cost": row.cost,
        "price": row.price,
        "margin_percent": row.margin_percent,
        "stock": row.stock,
        "source": row.source,
        "for_sale": row.for_sale,
        "variants": row.variants,
        "picture": row.picture,
    }


def _cells(row: CatalogRow) -> tuple[str, ...]:
    stock = "unknown" if row.stock is None else str(row.stock)
    sale = "yes" if row.for_sale else "draft"
    return (row.sku, row.name, row.category, str(row.price), stock, sale)
