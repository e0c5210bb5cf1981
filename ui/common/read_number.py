"""Reads a number that the owner typed, as the owner's language writes it, or says why it cannot."""

import re
from decimal import Decimal, InvalidOperation

from babydrop_desktop.errors import Refused
from ui.common import formats

# A currency may stand before or behind it; a letter inside is a slip: "2O.99".
_NUMBER = re.compile(
    r"[^\d.,-]*(-?[\d.,'\N{RIGHT SINGLE QUOTATION MARK}\s]*)(?![^\W\d](?!\w))[^\d.,-]*"
)
# One mark with three figures behind it: thousands to some, the decimals to others.
_TWO_WAYS = re.compile(r"-?\d{1,3}[.,]\d{3}")
# One mark that parts no thousands: the decimals in every language.
_DECIMALS = re.compile(r"-?(?:\d*[.,](?:\d{1,2}|\d{4,})|0?[.,]\d+)")


def read_number(text: str, *, places: int | None = None) -> Decimal:
    """The number that `text` says; `places` are the most decimals that such a number can have.

    "1,234" is a thousand and more where that mark parts thousands and no number has three places;
    with more places it may be meant either way, and nobody guesses.
    Raises Refused: "number_unreadable", "number_ambiguous" (facts: `small` and `large`).
    """
    from babel.numbers import NumberFormatError, parse_decimal  # noqa: PLC0415 - slow to load

    found = _NUMBER.fullmatch(text.replace("\N{MINUS SIGN}", "-"))
    plain = re.sub(r"\s", "", found[1]) if found else ""
    try:
        value = parse_decimal(plain, locale=formats.locale(), strict=True)
    except NumberFormatError:
        return _foreign(plain)
    if (places is None or places > 2) and _TWO_WAYS.fullmatch(plain) and value % 1 == 0:
        _refuse_two_ways(plain, value)
    return value


def _foreign(plain: str) -> Decimal:
    """A number with another language's mark for the decimals, where that is sure."""
    if _DECIMALS.fullmatch(plain):
        plain = plain.replace(",", ".")
    try:
        return Decimal(plain)
    except InvalidOperation:
        raise Refused(f'"{plain}" is no number.', reason="number_unreadable") from None


def _refuse_two_ways(plain: str, large: Decimal) -> None:
    small = Decimal(plain.replace(",", "."))
    if small == large:
        return
    raise Refused(
        f'"{plain}" may mean {small} or {large}. Write it without a mark for thousands.',
        reason="number_ambiguous",
        small=str(small),
        large=str(large),
    )
