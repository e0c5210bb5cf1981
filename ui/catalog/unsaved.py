"""Keeps what is typed and not saved in the window's settings, until the next start and beyond."""

import json
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any

from PySide6.QtCore import QCoreApplication, QSettings

from babydrop_desktop.domain.catalog import ProductDetail
from babydrop_desktop.domain.product_edit import (
    EditConflict,
    FieldConflict,
    ProductField,
    ProductShown,
    Slot,
)
from babydrop_desktop.errors import Unavailable
from ui.catalog.field_text import shown_text, value_of
from ui.catalog.kept import Kept, Stand

translate = QCoreApplication.translate
KEY = "catalog/unsaved"
# Of a product, a field's text and what was shown where it was begun.
Entry = dict[str, Any]


def pack(entries: Iterable[Entry]) -> str:
    """The entries as text for the settings; "" for none."""
    made = list(entries)
    return json.dumps(made, ensure_ascii=False) if made else ""


def put(file: str, text: str) -> None:
    """Write them into the settings' file at once. Safe in any thread."""
    settings = QSettings(file, QSettings.Format.IniFormat)
    settings.setValue(KEY, text)
    settings.sync()


def unpack(text: str) -> dict[str, list[Entry]]:
    """The entries by product; what cannot be read is left out."""
    try:
        found = json.loads(text) if text else []
    except ValueError:
        return {}
    made: dict[str, list[Entry]] = {}
    for one in found if isinstance(found, list) else []:
        if isinstance(one, dict) and one.get("field") in set(ProductField) and "text" in one:
            made.setdefault(str(one.get("product")), []).append(one)
    return made


def entry(product_id: str, slot: Slot, kept: Kept) -> Entry:
    """One field of a product as an entry."""
    made: Entry = {
        "product": product_id,
        "field": slot.field.value,
        "text": kept.text,
        "before": shown_text(kept.base, slot),
    }
    if slot.variant_id is not None:
        made["variant"] = slot.variant_id
    if slot.field is ProductField.PRICE:
        made["prices"] = {id_: str(price) for id_, price in kept.base.variant_prices.items()}
    return made


def revive(detail: ProductDetail, one: Entry) -> tuple[Slot, Kept]:
    """What was typed before the last start; a conflict where the shop has moved on since."""
    slot = Slot(ProductField(one["field"]), one.get("variant"))
    shown, text = ProductShown.of(detail), str(one["text"])
    conflicts = _conflicts(shown, slot, one)
    if conflicts:
        error = EditConflict(detail.id, detail.name, conflicts)
        return slot, Kept(text, shown, Stand.TROUBLE, error)
    words = translate("edits", "They are from before the last start.")
    return slot, Kept(text, shown, Stand.TROUBLE, Unavailable(words, reason="typed_before"))


def _conflicts(shown: ProductShown, slot: Slot, one: Entry) -> tuple[FieldConflict, ...]:
    """The values that are not those that were shown when it was typed."""
    before, text = str(one.get("before", "")), str(one["text"])
    found = []
    if before != shown_text(shown, slot):
        theirs = value_of(shown, slot)
        gone = slot.variant_id is not None and theirs is None
        found.append(FieldConflict(slot.field, before, text, theirs, slot.variant_id, gone=gone))
    for id_, price in dict(one.get("prices", {})).items():
        now = shown.variant_prices.get(id_)
        if now is not None and now != _amount(price):
            yours = _amount(text)
            found.append(FieldConflict(ProductField.VARIANT_PRICE, _amount(price), yours, now, id_))
    return tuple(found)


def _amount(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
