"""Imports one product as the predecessor did: everything one after the other.

Its report, issues 2, 11 and 12: pictures one at a time in whole buffers, a full decode for each
size, one INSERT for each row, each committed by itself. The page is read, priced and written into
the same tables by the same rules and on the same engine as ours, so that only the pattern differs.
"""

import hashlib
import io
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from time import perf_counter
from typing import Any

from PIL import Image
from sqlalchemy import insert

from babydrop_desktop.bootstrap import open_database
from babydrop_desktop.db import imports, ours, storefront
from babydrop_desktop.db.categories import all_rows
from babydrop_desktop.db.unit import Database
from babydrop_desktop.domain.draft import Draft
from babydrop_desktop.domain.files import StoredPicture
from babydrop_desktop.domain.item_address import parse_item_address
from babydrop_desktop.domain.jobs import Choices
from babydrop_desktop.domain.picture_url import picture_key
from babydrop_desktop.gateways.aliexpress.description import clean_description
from babydrop_desktop.gateways.aliexpress.read import read_page
from babydrop_desktop.paths import Profile, ShopOptions
from babydrop_desktop.services import drafts, saving
from babydrop_desktop.settings import read_settings
from tests.bench.program import cpu_seconds
from tests.bench.supplier import CATEGORY
from tests.fakes.statements import statement_counter

SIZES = (2000, 320)


def import_one(folder: str, address: str, base: str) -> dict[str, Any]:
    """Import one address into the shop in `folder`: seconds, statements, pictures kept."""
    profile = Profile(Path(folder))
    db, _ = open_database(ShopOptions(profile))
    with statement_counter(db.engine) as sent:
        started, cpu_started = perf_counter(), cpu_seconds()
        kept = _import(db, profile, address, base)
        seconds, cpu = perf_counter() - started, cpu_seconds() - cpu_started
    db.close()
    told = {"statements": len(sent), "pictures": kept, "cpu_s": round(cpu, 2)}
    return {"seconds": seconds, **told}


def _import(db: Database, profile: Profile, address: str, base: str) -> int:
    item = parse_item_address(address)
    page = _fetch(f"{base}/item/{item.canonical_id}.html")
    product = read_page(page, address=item).product
    if product is None:  # a hostile page that the reader refuses: nothing more is fetched
        return 0
    rules = drafts.rules_of(read_settings(profile.settings), may_sell=True)
    with db.read() as session:
        shelf = next(row.id for row in all_rows(session) if row.slug == CATEGORY)
        draft = drafts.make(session, product, Choices(category_id=shelf), rules)
    pictures = [
        stored
        for url in draft.chosen_pictures
        if (stored := _picture(url, base, profile.pictures)) is not None
    ]
    raw = _fetch(base + "/product/description/" + str(product.description_url).split("/")[-1])
    _save(db, draft, tuple(pictures), clean_description(raw.decode()))
    return len(pictures)


def _fetch(url: str) -> bytes:
    with urllib.request.urlopen(url) as answer:  # noqa: S310 - loopback
        return bytes(answer.read())


def _picture(url: str, base: str, folder: Path) -> StoredPicture | None:
    """Download whole, decode in full for each size, encode with the library's default effort."""
    data = _fetch(base + "/kf/" + url.split("/kf/")[1])
    try:
        files = [_sized(data, side) for side in SIZES]
    except Exception:  # noqa: BLE001 - one bad picture was left out there, too
        return None
    name = hashlib.sha256(files[0][0]).hexdigest()
    for (content, _), ending in zip(files, (".webp", "-320.webp"), strict=True):
        (folder / f"{name}{ending}").write_bytes(content)
    (large, (width, height)), (small, _) = files
    return StoredPicture(name, width, height, len(large), len(small), picture_key(url))


def _sized(data: bytes, side: int) -> tuple[bytes, tuple[int, int]]:
    image = Image.open(io.BytesIO(data)).convert("RGB")
    image.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=None)
    buffer = io.BytesIO()
    image.save(buffer, "WEBP", quality=85)
    return buffer.getvalue(), image.size


def _save(
    db: Database, draft: Draft, pictures: tuple[StoredPicture, ...], description: str
) -> None:
    """One INSERT for each row, each in a transaction of its own."""
    if draft.price is None or draft.category is None:
        raise RuntimeError("the page has no price")
    store = draft.product.store
    with db.write() as session:
        now = db.server_now(session)
        bought_at = imports.supplier_id(session, store.id or "", store.name or "", store.url, now)
    for picture in pictures:
        with db.write() as session:
            imports.note_pictures(session, "old", [picture])
    what = saving.Saving("c" * 25, now, "owner", pictures, description)
    numbers = [variant.sku for variant in draft.chosen]
    made = saving._Rows(draft, what, draft.price, bought_at, draft.slug, numbers)
    rows = made.all(draft.category.id)
    for model, values in (
        (storefront.Product, [rows.product]),
        (storefront.Variant, rows.variants),
        (storefront.Inventory, rows.inventory),
        (storefront.ProductImage, rows.images),
        (storefront.PriceHistory, rows.prices),
        (storefront.ProductSource, [rows.source]),
        (ours.SourceVariant, rows.source_variants),
        (ours.VariantMapping, rows.mappings),
    ):
        for value in values:
            _insert(db, model, value)


def _insert(db: Database, model: type[Any], value: Mapping[str, Any]) -> None:
    with db.write() as session:
        session.execute(insert(model), [dict(value)])
