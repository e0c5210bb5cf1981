"""`babydrop categories` and `babydrop products`: lists of the shop."""

import argparse
from collections.abc import Iterator

from babydrop_desktop.bootstrap import Services
from babydrop_desktop.cli import output
from babydrop_desktop.cli.shop import existing_shop
from babydrop_desktop.domain.catalog import CatalogQuery, CatalogRow
from babydrop_desktop.paths import ShopOptions

HEADS = ("SKU", "TITLE", "CATEGORY", "PRICE", "STOCK", "ON SALE")
UNREADABLE = "This product cannot be read. Restore a backup: babydrop database backups"
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
        cells = ((r.slug, r.name, str(r.markup), str(r.buffer), str(r.products)) for r in rows)
        output.table(heads, cells)
    return 0


def products(options: ShopOptions, given: argparse.Namespace) -> int:
    """Print the products by name, as a table or one JSON array."""
    with existing_shop(options) as shop:
        rows = _all(shop, given.search)
        if given.json:
            currency = shop.about.shop_currency
            output.line([{**_document(row), "currency": currency} for row in rows])
        elif not output.table(HEADS, map(_cells, rows)):
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
    if row.unreadable:
        return {
            "id": row.id, "sku": row.sku or None, "title": row.name or None,
            "reason": "product_unreadable", "message": UNREADABLE,
        }  # fmt: skip
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
    if row.unreadable:
        return (row.sku or row.id, row.name or UNREADABLE, UNREADABLE, "-", "-", "-")
    stock = "unknown" if row.stock is None else str(row.stock)
    sale = "yes" if row.for_sale else "draft"
    return (row.sku, row.name, row.category, str(row.price), stock, sale)
