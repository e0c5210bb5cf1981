"""Turns a product's values into the text that the owner sees and types, and back."""

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QCoreApplication

from babydrop_desktop.domain import rich_text
from babydrop_desktop.domain.product_edit import (
    FieldChange,
    FieldConflict,
    ProductEdit,
    ProductField,
    ProductShown,
    Sale,
    Slot,
    Value,
)
from babydrop_desktop.errors import Refused
from ui.common import formats
from ui.common.read_number import read_number

translate = QCoreApplication.translate
F = ProductField
AMOUNTS = frozenset({F.PRICE, F.VARIANT_PRICE})
AGES = frozenset({F.MIN_AGE, F.MAX_AGE})
LISTS = frozenset({F.TAGS, F.CERTIFICATIONS})
YES, NO = "yes", "no"


def value_of(shown: ProductShown, slot: Slot) -> Value:
    """What a product has there; None for a variant that it has not."""
    if slot.variant_id is not None:
        return shown.variant_prices.get(slot.variant_id)
    value: Value = getattr(shown, slot.field.value)
    return value


def shown_text(shown: ProductShown, slot: Slot) -> str:
    """What a product has there, as the owner reads it."""
    return text_of(slot, value_of(shown, slot))


def text_of(slot: Slot, value: Value) -> str:
    """A value as the owner reads and types it; yes and no for what is or is not."""
    if isinstance(value, Sale):
        return YES if value.on else NO
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, Decimal):
        return formats.amount(value)
    if isinstance(value, tuple):
        return ("; " if any("," in one for one in value) else ", ").join(value)
    if slot.field is F.DESCRIPTION:
        return rich_text.to_text(str(value or ""))
    return "" if value is None else str(value)


def read(slot: Slot, text: str, shown: ProductShown) -> Value:
    """The value that `text` says.

    Raises Refused (reasons "price_unreadable", "age_unreadable") with the owner's own words.
    """
    if slot.field in AMOUNTS:
        return _price(text)
    if slot.field in AGES:
        return _age(text)
    if slot.field in LISTS:
        return tuple(part.strip() for part in text.split(";" if ";" in text else ",") if part)
    if slot.field in (F.FOR_SALE, F.CHOKING_HAZARD):
        return text == YES
    if slot.field is F.DESCRIPTION:
        return rich_text.like(text, shown.description)
    return text


def edit_of(slot: Slot, value: Value) -> ProductEdit:
    """The edit that puts `value` there."""
    if slot.variant_id is not None:
        prices: dict[str, Any] = {slot.variant_id: value}
        return replace(ProductEdit(), variant_prices=prices)
    change: dict[str, Any] = {slot.field.value: value}
    return replace(ProductEdit(), **change)


def with_changes(
    shown: ProductShown, changes: tuple[FieldChange, ...] | tuple[FieldConflict, ...]
) -> ProductShown:
    """What is shown once `changes` are saved, or once the owner has seen what is theirs."""
    values: dict[str, Any] = {"variant_prices": dict(shown.variant_prices)}
    for one in changes:
        new = one.after if isinstance(one, FieldChange) else one.theirs
        if one.variant_id is not None:
            values["variant_prices"].pop(one.variant_id, None)
            if new is not None:
                values["variant_prices"][one.variant_id] = new
        elif isinstance(new, Sale):
            values |= {"for_sale": new.on, "published_at": new.published_at}
        else:
            values[one.field.value] = _as_shown(one.field, new)
    return replace(shown, **values)


def insisted(conflicts: tuple[FieldConflict, ...]) -> ProductEdit:
    """The edit that puts the owner's own values where `conflicts` say that others stand."""
    values: dict[str, Any] = {}
    prices: dict[str, Decimal] = {}
    for one in conflicts:
        if one.gone:
            continue
        if one.variant_id is not None:
            if isinstance(one.yours, Decimal):
                prices[one.variant_id] = one.yours
        else:
            yours = one.yours.on if isinstance(one.yours, Sale) else one.yours
            values[one.field.value] = _as_shown(one.field, yours)
    return replace(ProductEdit(), variant_prices=prices, **values)


def _as_shown(field: ProductField, value: Value) -> Value:
    """None as what the editor shows where nothing is."""
    if value is not None or field in AGES:
        return value
    return () if field in LISTS else ""


def _price(text: str) -> Decimal:
    try:
        return read_number(text, places=2)
    except Refused:
        example = formats.amount(Decimal("29.99"))
        sentence = translate("edits", "This is no price. Type one such as {example}.")
        raise Refused(sentence.format(example=example), reason="price_unreadable") from None


def _age(text: str) -> int | None:
    plain = text.strip()
    if not plain:
        return None
    if not re.fullmatch(r"[0-9]{1,4}", plain):
        sentence = translate("edits", "Type a whole number of months, such as 18, or nothing.")
        raise Refused(sentence, reason="age_unreadable")
    return int(plain)
