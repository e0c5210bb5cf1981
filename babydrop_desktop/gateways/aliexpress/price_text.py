"""Reads prices that a page gives only as text, such as "MXN$2.072,22" or "1,99 €".

Structured numbers come first wherever a page has them (FACTS, trap 8). AliExpress writes a price
with its currency's own number of places, so one separator with three digits behind it parts
thousands, except where the currency has three places: then it is not guessed.
"""

import re
from decimal import Decimal

from babydrop_desktop.domain.money import Money
from babydrop_desktop.gateways.aliexpress.amounts import amount_of, currency_code

LONGEST_TEXT = 120
_NUMBER = re.compile(r"[0-9](?:[0-9]|[.,'\u2019 \u00a0\u202f](?=[0-9])){0,24}")
_THREE_PLACES = {"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"}
_CODE = re.compile(r"(?<![A-Z])[A-Z]{3}(?![A-Z])")
# Only signs that stand for one currency; "$", "¥" and "kr" alone could be several.
_SIGNS = (
    ("US$", "USD"), ("C$", "CAD"), ("CA$", "CAD"), ("A$", "AUD"), ("AU$", "AUD"), ("R$", "BRL"),
    ("MX$", "MXN"), ("MXN$", "MXN"), ("NZ$", "NZD"), ("HK$", "HKD"), ("S$", "SGD"), ("€", "EUR"),
    ("£", "GBP"), ("₪", "ILS"), ("₩", "KRW"), ("₽", "RUB"), ("руб", "RUB"), ("zł", "PLN"),
    ("₺", "TRY"), ("₴", "UAH"), ("₹", "INR"), ("฿", "THB"), ("₫", "VND"), ("円", "JPY"),
    ("Kč", "CZK"), ("Ft", "HUF"), ("₸", "KZT"), ("￦", "KRW"), ("元", "CNY"),
)  # fmt: skip
_MONIES = {
    "AED", "ARS", "AUD", "BGN", "BHD", "BRL", "BYN", "CAD", "CHF", "CLP", "CNY", "COP", "CZK",
    "DKK", "DZD", "EGP", "EUR", "GBP", "GEL", "HKD", "HUF", "IDR", "ILS", "INR", "IQD", "JOD",
    "JPY", "KRW", "KWD", "KZT", "LKR", "MAD", "MXN", "MYR", "NGN", "NOK", "NZD", "OMR", "PEN",
    "PHP", "PKR", "PLN", "QAR", "RON", "RUB", "SAR", "SEK", "SGD", "THB", "TND", "TRY", "TWD",
    "UAH", "USD", "UYU", "UZS", "VND", "ZAR",
}  # fmt: skip


def currency_in(text: object) -> str:
    """Give the one currency that a price's text names by code or sign; "" where none is certain."""
    if not isinstance(text, str) or len(text) > LONGEST_TEXT:
        return ""
    joined = "".join(text.split())
    letters = re.sub(r"[^A-Z]+", " ", text)
    codes = {code for code in _CODE.findall(letters) if code in _MONIES}
    if codes:
        return codes.pop() if len(codes) == 1 else ""
    # The longest sign first: "R$" is not the "$" of "US$", nor is "C$" part of "AC$".
    found = {code for sign, code in _SIGNS if re.search(r"(?<![A-Za-z])" + re.escape(sign), joined)}
    return found.pop() if len(found) == 1 else ""


def prices_in(text: object, page_currency: str) -> tuple[Money, ...]:
    """Give the prices of a text such as "US $1.20 - 3.40", at most two; none without a currency.

    Nor where the text names another currency than the page: which of them is wrong is not known.
    """
    if not isinstance(text, str) or not 0 < len(text) <= LONGEST_TEXT:
        return ()
    named = currency_in(text)
    currency = currency_code(page_currency) or named
    if named and named != currency:
        return ()
    numbers = (_exact(match.group(), currency) for match in _NUMBER.finditer(text))
    found = [price for number in numbers if (price := amount_of(number, currency))]
    return tuple(found[:2])


def _exact(text: str, currency: str) -> Decimal | None:
    """Give the number that a text as "2.072,22" or "1 234.5" means; None where it is not sure."""
    bare = re.sub(r"['\u2019 \u00a0\u202f]", "", text)
    marks = [mark for mark in ".," if mark in bare]
    if not marks:
        return Decimal(bare)
    last = max(marks, key=bare.rfind)
    whole, _, rest = bare.rpartition(last)
    if len(marks) == 2:
        sure = last not in whole and 0 < len(rest) <= 3
        return Decimal(re.sub(r"[.,]", "", whole) + "." + rest) if sure else None
    if len(rest) in {1, 2} and last not in whole:
        return Decimal(whole + "." + rest)
    if currency in _THREE_PLACES and last not in whole:
        return None
    first, *groups = bare.split(last)
    parted = 0 < len(first) <= 3 and first[0] != "0" and all(len(group) == 3 for group in groups)
    return Decimal(first + "".join(groups)) if parted else None
