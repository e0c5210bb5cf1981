"""Tidies what the owner typed for a product, and refuses what the shop cannot keep.

Source: the contract with the storefront ("Business rules": lengths, tags, compliance columns).
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from babydrop_desktop.domain.money import CENT, cents
from babydrop_desktop.domain.product_edit import (
    KEPT,
    ProductEdit,
    ProductField,
    ProductShown,
    Value,
)
from babydrop_desktop.domain.wording import (
    MOST_TAGS,
    SEO_DESCRIPTION_LENGTH,
    SEO_TITLE_LENGTH,
    TAG_LENGTH,
    TITLE_LENGTH,
    plain,
)
from babydrop_desktop.errors import Refused

LINES: Final[Mapping[ProductField, int]] = {
    ProductField.NAME: TITLE_LENGTH,
    ProductField.META_TITLE: SEO_TITLE_LENGTH,
    ProductField.META_DESCRIPTION: SEO_DESCRIPTION_LENGTH,
    ProductField.COUNTRY_OF_ORIGIN: 60,
}
PARAGRAPHS: Final[Mapping[ProductField, int]] = {
    ProductField.DESCRIPTION: 20_000,
    ProductField.SHORT_DESCRIPTION: 500,
    ProductField.CHOKING_HAZARD_TEXT: 500,
    ProductField.CARE_INSTRUCTIONS: 2_000,
}
# How many entries, and how long each.
LISTS: Final[Mapping[ProductField, tuple[int, int]]] = {
    ProductField.TAGS: (MOST_TAGS, TAG_LENGTH),
    ProductField.CERTIFICATIONS: (20, 100),
}
OLDEST_MONTHS: Final = 216
SHORTEST_REASON: Final = 3
LONGEST_REASON: Final = 500


def cleaned(edit: ProductEdit, shown: ProductShown) -> ProductEdit:
    """The edit without what is as it was shown, its texts tidied: lines folded, list entries once.

    Raises Refused: "text_unusable" (NUL or half a character), "text_too_long", "too_many_entries",
    "name_missing", "age_wrong", "price_not_positive", "price_too_fine", "amount_too_large".
    """
    values: dict[str, Any] = {}
    for name, value in edit.plain.items():
        before = getattr(shown, name.value)
        # What was shown may be longer than what may be typed today: left alone, it stays.
        tidy = before if value == before else _cleaned(name, value)
        values[name.value] = KEPT if tidy == before else tidy
    values["price"] = KEPT if edit.price is KEPT else _price(edit.price)
    values["variant_prices"] = {id_: _price(price) for id_, price in edit.variant_prices.items()}
    if edit.for_sale == shown.for_sale:
        values["for_sale"] = KEPT
    return replace(edit, **values)


def checked_reason(reason: str) -> str:
    """A typed reason on one line; "" for one too short to say anything.

    Raises Refused (reasons "text_unusable", "text_too_long").
    """
    refuse_unusable("reason", reason)
    text = plain(reason)
    _refuse_long("reason", text, LONGEST_REASON)
    return text if len(text) >= SHORTEST_REASON else ""


def refuse_unusable(name: str, text: str) -> None:
    """Raise Refused (reason "text_unusable") for what no database takes."""
    if "\0" in text or any("\ud800" <= ch <= "\udfff" for ch in text):
        raise Refused(
            "The text holds a character that cannot be saved. Type it again instead of pasting it.",
            reason="text_unusable",
            field=name,
        )


def _cleaned(name: ProductField, value: Value) -> Value:
    if isinstance(value, str):
        return _text(name, value)
    if isinstance(value, tuple):
        return _entries(name, value)
    if name in {ProductField.MIN_AGE, ProductField.MAX_AGE}:
        return _age(name, value)
    return value


def _text(name: ProductField, value: str) -> str:
    refuse_unusable(name, value)
    if name is ProductField.CATEGORY:
        return value
    text = plain(value) if name in LINES else value.replace("\r\n", "\n").replace("\r", "\n")
    text = text.strip()
    _refuse_long(name, text, LINES.get(name) or PARAGRAPHS[name])
    if name is ProductField.NAME and not text:
        raise Refused("A product needs a title.", reason="name_missing")
    return text


def _refuse_long(name: str, text: str, most: int) -> None:
    if len(text) > most:
        raise Refused(
            f"The text has {len(text)} characters; at most {most} fit. Shorten it.",
            reason="text_too_long",
            field=str(name),
            length=str(len(text)),
            most=str(most),
        )


def _entries(name: ProductField, values: Iterable[str]) -> tuple[str, ...]:
    most, longest = LISTS[name]
    found: dict[str, str] = {}
    for value in values:
        refuse_unusable(name, value)
        text = plain(value)
        _refuse_long(name, text, longest)
        if text:
            found.setdefault(text.casefold(), text)
    if len(found) > most:
        raise Refused(
            f"There are {len(found)} entries; at most {most} fit. Remove some.",
            reason="too_many_entries",
            field=name.value,
            most=str(most),
        )
    return tuple(found.values())


def _age(name: ProductField, value: Value) -> Value:
    if value is not None and not (isinstance(value, int) and 0 <= value <= OLDEST_MONTHS):
        raise Refused(
            f"An age is a whole number of months from 0 to {OLDEST_MONTHS}.",
            reason="age_wrong",
            field=name.value,
            most=str(OLDEST_MONTHS),
        )
    return value


def _price(price: Decimal) -> Decimal:
    if not price.is_finite() or price <= 0:
        raise Refused(
            "A price is more than nothing.", reason="price_not_positive", price=str(price)
        )
    rounded = cents(price)
    if rounded != price or rounded < CENT:
        raise Refused(
            f"{price} has more than two places. Type a price such as {rounded}.",
            reason="price_too_fine",
            price=str(price),
        )
    return rounded
