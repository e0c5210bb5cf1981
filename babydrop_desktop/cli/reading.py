"""`babydrop read SOURCE`: says what a page is, and what product is on it."""

import argparse
import sys
from pathlib import Path
from typing import Any

from babydrop_desktop.bootstrap import ReadingRoom, open_reading_room
from babydrop_desktop.cli import output
from babydrop_desktop.domain import outcomes
from babydrop_desktop.domain.item_address import item_in_name, parse_item_address
from babydrop_desktop.domain.money import Money
from babydrop_desktop.domain.supplier_product import Outcome, Reading, SupplierProduct, SupplierSku
from babydrop_desktop.errors import Refused, ShopError, Unavailable
from babydrop_desktop.paths import ShopOptions
from babydrop_desktop.redact import without_secrets
from babydrop_desktop.services.page_files import page_of, read_file, read_page_stream

# What looks like a file though it is not there.
ENDINGS = (
    ".html", ".htm", ".txt", ".json", ".js", ".mhtml", ".mht", ".csv", ".tsv", ".xlsx", ".xlsm",
)  # fmt: skip
EMPTY = "There is nothing in it. Save the page again when it has loaded whole."


def read(options: ShopOptions, given: argparse.Namespace) -> int:
    """Read one page and print it; 0 for a product, else 3 or 4 (see `domain.outcomes`)."""
    try:
        reading = _read(options, given.source)
    except ShopError as stop:
        error, document = stop, _without_page(stop)
    else:
        document = _document(reading)
        if reading.product is not None:
            output.line(document) if given.json else _tell(reading.product)
            return 0
        error = outcomes.error(reading)
    if given.json:
        output.line(document)
    output.say(str(error), sys.stderr)
    return error.exit_code


_OUTCOME_OF = {
    "file_empty": Outcome.UNREADABLE,
    "file_unreadable": Outcome.UNREADABLE,
    "page_too_large": Outcome.UNREADABLE,
    "page_gone": Outcome.REMOVED,
}
# These stop before any page is looked for, and say nothing about it.
_BEFORE = frozenset({"settings_wrong", "mirror_wrong"})


def _read(options: ShopOptions, source: str) -> Reading:
    room = open_reading_room(options.profile)
    try:
        return _reading(room, source)
    finally:
        room.close()


def _without_page(error: ShopError) -> dict[str, Any]:
    """The documented object where no page was read; its outcome is null where none is known."""
    known = not isinstance(error, Unavailable) and error.reason not in _BEFORE
    outcome = _OUTCOME_OF.get(error.reason, Outcome.NOT_A_PRODUCT)
    found = _document(Reading(outcome))
    told = {"reason": error.reason, "message": without_secrets(str(error))}
    return {**found, "outcome": outcome if known else None, **told}


def _reading(room: ReadingRoom, source: str) -> Reading:
    if source == "-":
        return _read_body(room, read_page_stream(sys.stdin.buffer, "The input"))
    if is_file(source):
        return _read_file(room, Path(source))
    address = parse_item_address(source)
    page = room.pages.item(address, check=lambda: None)
    return room.reader.read(page.body, address=address)


def _read_file(room: ReadingRoom, path: Path) -> Reading:
    """Read a saved page; where it does not tell which item it shows, its file's name may."""
    body = page_of(read_file(path), room.opener)
    reading = _read_body(room, body)
    address = item_in_name(path.name)
    if address is None or "page_id" not in reading.missing:
        return reading
    return room.reader.read(body, address=address)


def _read_body(room: ReadingRoom, body: bytes) -> Reading:
    if not body.strip():
        raise Refused(EMPTY, reason="file_empty")
    return room.reader.read(body)


def is_file(source: str) -> bool:
    """Whether a source names a file: one that is there, or what looks like one and no address."""
    if not source.strip() or "\0" in source:
        return False
    try:
        if Path(source).exists():
            return True
    except OSError:
        return False
    return "aliexpress." not in source.lower() and source.lower().endswith(ENDINGS)


def _document(reading: Reading) -> dict[str, Any]:
    """The reading in the form that README documents: every field, whatever the page is."""
    product = reading.product
    return {
        "outcome": reading.outcome,
        "reason": None if product else reading.outcome,
        "message": outcomes.sentence(reading),
        "generation": reading.generation,
        "missing": list(reading.missing),
        "note": reading.note,
        **(_product(product) if product else _NO_PRODUCT),
    }


_NO_PRODUCT: dict[str, Any] = {
    **dict.fromkeys(("product_id", "canonical_id", "title", "currency")),
    **dict.fromkeys(("price_min", "price_max", "list_price_min", "list_price_max", "stock")),
    "images": [],
    "options": {},
    "ships_from": [],
    "skus": [],
    "variants": None,
    "shipping": None,
    "unknown": [],
    "store": {"id": None, "name": None},
    "country": None,
    "language": None,
}


def _product(product: SupplierProduct) -> dict[str, Any]:
    low, high = product.price_range() or (None, None)
    list_low, list_high = product.list_price_range() or (None, None)
    warehouses = dict.fromkeys(sku.warehouse.name for sku in product.skus if sku.warehouse)
    rows = product.skus
    return {
        "product_id": product.page_id or None,
        "canonical_id": product.canonical_id or None,
        "title": product.title,
        "currency": product.currency or None,
        "price_min": _amount(low),
        "price_max": _amount(high),
        "list_price_min": _amount(list_low),
        "list_price_max": _amount(list_high),
        "stock": product.total_stock,
        "images": list(product.pictures),
        "options": {axis.name: [value.name for value in axis.values] for axis in product.axes},
        "ships_from": list(warehouses),
        "skus": [_sku(product, sku) for sku in rows] if rows else None,
        "variants": product.variant_count if rows else None,
        "shipping": _shipping(product),
        "unknown": list(product.unknown),
        "store": {"id": product.store.id, "name": product.store.name},
        "country": product.country,
        "language": product.language,
    }


def _sku(product: SupplierProduct, sku: SupplierSku) -> dict[str, Any]:
    return {
        "sku_id": sku.sku_id,
        "sku_attr": sku.sku_attr,
        "options": dict(product.labels(sku)),
        "price": _amount(sku.price or sku.list_price),
        "list_price": _amount(sku.list_price),
        "stock": sku.stock,
        "image": product.picture_of(sku),
        "ships_from": sku.warehouse.name if sku.warehouse else None,
        "salable": sku.salable,
    }


def _shipping(product: SupplierProduct) -> list[dict[str, Any]] | None:
    if product.shipping is None:
        return None
    return [
        {
            "cost": _amount(offer.cost),
            "currency": offer.cost.currency if offer.cost else None,
            "free": offer.free,
            "company": offer.company,
            "code": offer.code,
            "days_min": offer.days_min,
            "days_max": offer.days_max,
            "ships_from": offer.ships_from,
            "tracked": offer.tracked,
        }
        for offer in product.shipping
    ]


def _amount(money: Money | None) -> str | None:
    return None if money is None else str(money.amount)


def _tell(product: SupplierProduct) -> None:
    low, high = product.price_range() or (None, None)
    prices = "no price" if low is None or high is None else _span(low, high)
    stock = "unknown" if product.total_stock is None else str(product.total_stock)
    output.say(product.title)
    item = f"Item {product.canonical_id}" if product.canonical_id else "An item without its number"
    output.say(f"{item}, sold by {product.store.name or 'an unnamed store'}")
    variants = f"{product.variant_count} variants" if product.skus else "variants unknown"
    output.say(f"{prices}, {variants}, stock {stock}")
    for axis in product.axes:
        output.say(f"{axis.name}: {', '.join(value.name for value in axis.values)}")
    output.say(f"{len(product.pictures)} pictures")
    if product.unknown:
        names = ", ".join(_WORDS.get(name, name) for name in product.unknown)
        output.say(f"Not on this page: {names}")
    if not product.skus:
        output.say("Another page of the same item, saved from your browser, tells the rest.")


# What is unknown, in the owner's words.
_WORDS = {
    "page_id": "the item's number",
    "skus": "sizes, colours and their prices",
    "price": "the price",
}


def _span(low: Money, high: Money) -> str:
    if low == high:
        return f"{low.amount} {low.currency}"
    return f"{low.amount} to {high.amount} {low.currency}"
