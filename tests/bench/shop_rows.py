"""Fills a shop with products by bulk inserts, their rows as an import writes them."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from babydrop_desktop.bootstrap import open_database
from babydrop_desktop.db import ours, storefront
from babydrop_desktop.db.categories import all_rows
from babydrop_desktop.db.unit import Database
from babydrop_desktop.domain.picture_url import url_of
from babydrop_desktop.gateways.picture_files import PictureFiles
from babydrop_desktop.gateways.picture_sizes import encode
from babydrop_desktop.paths import Profile, ShopOptions
from tests.fakes.drawings import photo

DEVICE = "0" * 31 + "b"
VARIANTS = 4
AT_ONCE = 2_000
PICTURES = 48
_FIRST = datetime(2026, 1, 1, tzinfo=UTC)
_STUFF = ("cotton", "bamboo", "muslin", "linen", "velvet", "fleece", "knitted", "organic")
_KIND = ("romper", "bodysuit", "sleepsuit", "dress", "hat", "socks", "bib", "blanket", "cardigan")
_LOOK = ("duck", "bear", "striped", "floral", "plain", "dotted", "rainbow", "otter", "moon", "fox")


def fill(db: Database, count: int, pictures: Sequence[str] = (), *, ours_too: bool = True) -> None:
    """Insert so many products, each with its variants, source and mappings, and one picture.

    Without `ours_too` only what a storefront's tables hold.
    """
    with db.write() as session:
        shelves = [row.id for row in all_rows(session)]
        store = {"id": "store", "ali_express_id": "999001", "name": "Little Otter Store"}
        session.execute(insert(storefront.Supplier), [{**store, "updated_at": _FIRST}])
    shown = pictures or [hashlib.sha256(b"%d" % number).hexdigest() for number in range(PICTURES)]
    for first in range(0, count, AT_ONCE):
        some = range(first, min(count, first + AT_ONCE))
        with db.write() as session:
            for model, rows in _rows(some, shelves, shown):
                if not ours_too and issubclass(model, ours.Ours):
                    continue
                session.execute(insert(model), rows)


def furnished(profile: Profile, count: int) -> None:
    """Make a profile whose shop has so many products with pictures on this laptop."""
    profile.ready()
    profile.device.write_text(DEVICE, encoding="ascii")
    db, _ = open_database(ShopOptions(profile))
    names = _pictures(profile.pictures)
    with db.write() as session:
        sizes = {"device": DEVICE, "width": 1000, "height": 900, "size_bytes": 1, "thumb_bytes": 1}
        session.execute(insert(ours.PictureFile), [{"sha256": name, **sizes} for name in names])
    fill(db, count, names)
    db.close()


def _pictures(folder: Path) -> list[str]:
    files = PictureFiles(folder)
    return [files.keep(encode(photo(1000, 900, seed))) for seed in range(1, PICTURES + 1)]


def _rows(
    some: range, shelves: Sequence[str], pictures: Sequence[str]
) -> list[tuple[type[Any], list[dict[str, Any]]]]:
    products, images, sources = [], [], []
    variants, stocks, bought, mapped = [], [], [], []
    for number in some:
        shelf = shelves[number % len(shelves)]
        products.append(_product(number, shelf))
        images.append(_image(number, pictures[number % len(pictures)]))
        sources.append(_source(number, shelf))
        for place in range(VARIANTS):
            one = f"v{number:06d}{place}"
            variants.append(_variant(number, place, one))
            stocks.append(
                {"id": f"i{one}", "variant_id": one, "available": 5, "updated_at": _FIRST}
            )
            bought.append(_bought(number, place, one))
            mapped.append(_mapping(one))
    return [
        (storefront.Product, products),
        (storefront.ProductImage, images),
        (storefront.ProductSource, sources),
        (storefront.Variant, variants),
        (storefront.Inventory, stocks),
        (ours.SourceVariant, bought),
        (ours.VariantMapping, mapped),
    ]


def _product(number: int, shelf: str) -> dict[str, Any]:
    stuff, look = _STUFF[number % 8], _LOOK[number // 8 % 10]
    made = _FIRST + timedelta(seconds=number)
    sold = number % 3 > 0
    return {
        "id": f"p{number:06d}",
        "name": f"{look.title()} {stuff} {_KIND[number % 9]} {number:06d}",
        "slug": f"product-{number:06d}",
        "description": "<p>Soft for the first months.</p>",
        "base_price": Decimal(2199 + number % 900) / 100,
        "cost_price": Decimal(799 + number % 300) / 100,
        "sku": f"BP-{number:06d}",
        "category_id": shelf,
        "tags": (stuff, look),
        "is_active": sold,
        "created_at": made,
        "updated_at": made,
        "published_at": made if sold else None,
    }


def _image(number: int, sha256: str) -> dict[str, Any]:
    place = {"id": f"m{number:06d}", "product_id": f"p{number:06d}", "url": url_of(sha256)}
    return {**place, "width": 1000, "height": 900, "is_primary": True}


def _source(number: int, shelf: str) -> dict[str, Any]:
    return {
        "id": f"s{number:06d}",
        "sanity_product_id": f"p{number:06d}",
        "product_slug": f"product-{number:06d}",
        "ali_express_product_id": f"998{number:012d}",
        "ali_express_url": f"https://www.aliexpress.com/item/998{number:012d}.html",
        "supplier_id": "store",
        "original_price": Decimal(799 + number % 300) / 100,
        "original_currency": "USD",
        "category_id": shelf,
        "updated_at": _FIRST,
    }


def _variant(number: int, place: int, one: str) -> dict[str, Any]:
    return {
        "id": one,
        "product_id": f"p{number:06d}",
        "name": f"{3 + 3 * place}M",
        "size": f"{3 + 3 * place}M",
        "price": Decimal(2199 + number % 900) / 100,
        "sku": f"BP-{number:06d}-{place}",
        "updated_at": _FIRST,
    }


def _bought(number: int, place: int, one: str) -> dict[str, Any]:
    return {
        "id": f"b{one}",
        "product_source_id": f"s{number:06d}",
        "canonical_id": f"998{number:012d}",
        "sku_id": f"{number:06d}{place}",
        "sku_attr": f"5:{place}",
        "labels": [["Kid Size", f"{3 + 3 * place}M"]],
        "cost": Decimal(799 + number % 300) / 100,
        "currency": "USD",
        "stock": number % 60,
        "seen_at": _FIRST,
    }


def _mapping(one: str) -> dict[str, Any]:
    names = {"variant_id": one, "source_variant_id": f"b{one}"}
    return {**names, "ali_express_sku": one, "label": "Kid Size: 3M"}
