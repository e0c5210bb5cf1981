"""Reads a price that stands in a list: an amount in the shop's currency, never guessed."""

import re
from decimal import Decimal, InvalidOperation
from typing import NoReturn

from babydrop_desktop.domain.money import cents
from babydrop_desktop.errors import Refused

_SIGNS = {
    "$": ("USD", "CAD", "AUD", "NZD", "MXN", "SGD", "HKD"),
    "US$": ("USD",),
    "€": ("EUR",),
    "£": ("GBP",),
    "zł": ("PLN",),
    "₽": ("RUB",),
    "¥": ("JPY", "CNY"),
    "R$": ("BRL",),
    "CHF": ("CHF",),
    "kr": ("SEK", "NOK", "DKK"),
}
_PRICE = re.compile(
    r"([^\d\s.,+-]{0,4})\s{0,3}(\d[\d.,'\N{RIGHT SINGLE QUOTATION MARK}\s]{0,30})"
    r"\s{0,3}([^\d\s.,+-]{0,4})"
)
# One mark with exactly three figures behind it: thousands to some, decimals to others.
_TWO_WAYS = re.compile(r"\d{1,3}[.,]\d{3}")
# Thousands by one mark, decimals by another; or no thousands.
_FORMS = (
    re.compile(r"(\d+)(?:[.,](\d{1,2}))?"),
    re.compile(r"(\d{1,3}(?:,\d{3})+)(?:\.(\d{1,2}))?"),
    re.compile(r"(\d{1,3}(?:\.\d{3})+)(?:,(\d{1,2}))?"),
    re.compile(r"(\d{1,3}(?:['\N{RIGHT SINGLE QUOTATION MARK}]\d{3})+)(?:[.,](\d{1,2}))?"),
)


def read_price(text: str, currency: str) -> Decimal:
    """The price that `text` says, in whole cents, in the shop's `currency`.

    Raises Refused: "list_price_unreadable", "list_price_ambiguous" ("1,234"),
    "list_price_currency" (another currency than the shop's), "amount_too_large".
    """
    found = _PRICE.fullmatch(" ".join(text.split()))
    if found is None:
        _refuse_unreadable(text)
    for sign in (found.group(1), found.group(3)):
        _check_currency(sign, currency, text)
    figures = re.sub(r"\s", "", found.group(2))
    if _TWO_WAYS.fullmatch(figures):
        raise Refused(
            f'"{figures}" may mean two prices. Write it with two decimals, such as 12.99.',
            reason="list_price_ambiguous",
            price=figures,
        )
    match = next((found for form in _FORMS if (found := form.fullmatch(figures))), None)
    if match is None:
        _refuse_unreadable(text)
    return _amount(re.sub(r"\D", "", match.group(1)), match.group(2) or "0", text)


def _amount(whole: str, part: str, text: str) -> Decimal:
    try:
        amount = cents(Decimal(f"{whole}.{part}"))
    except InvalidOperation:
        _refuse_unreadable(text)
    if amount <= 0:
        _refuse_unreadable(text)
    return amount


def _check_currency(sign: str, currency: str, text: str) -> None:
    if not sign or sign.upper() == currency or currency in _SIGNS.get(sign, ()):
        return
    if sign in _SIGNS or (len(sign) == 3 and sign.isalpha()):
        raise Refused(
            f"{text[:40]} is not in the shop's currency. Write the price in {currency}.",
            reason="list_price_currency",
            price=text[:40],
            currency=currency,
        )
    _refuse_unreadable(text)


def _refuse_unreadable(text: str) -> NoReturn:
    raise Refused(
        f"{text[:40]} is no price. Write it as 12.99.",
        reason="list_price_unreadable",
        price=text[:40],
    )
