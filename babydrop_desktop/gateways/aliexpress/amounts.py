"""Reads money as a page gives it: never without its currency, never from a float."""

import re
from decimal import Decimal

from babydrop_desktop.domain.money import Money
from babydrop_desktop.gateways.aliexpress.lists import at, decimal

_CODE = re.compile(r"[A-Z]{3}")
# "MXN$2.072,22|2072|22": the exact whole and fraction behind the text (FACTS §1, further traps).
_LOCAL = re.compile(r"[^|]{0,60}\|([0-9]{1,12})\|([0-9]{0,4})")


def currency_code(*values: object) -> str:
    """Give the first of `values` that is a currency code (ISO 4217), upper case; else ""."""
    for value in values:
        if isinstance(value, str) and _CODE.fullmatch(value.strip().upper()):
            return value.strip().upper()
    return ""


def amount(value: object, local: object, page_currency: str) -> Money | None:
    """Read `{"value": 1.39, "currency": "USD"}`, else the exact text form in `local`.

    The currency beside the number wins over the page's. None where the number is missing, not
    positive, or has no currency at all.
    """
    number = decimal(at(value, "value"))
    if number is None and isinstance(local, str) and (match := _LOCAL.fullmatch(local)):
        number = decimal(match.group(1) + ("." + match.group(2) if match.group(2) else ""))
    return amount_of(number, currency_code(at(value, "currency"), page_currency))


def amount_of(number: object, currency: str) -> Money | None:
    """Make money of a bare number; None where it is none, is not positive, or lacks a currency."""
    exact = decimal(number)
    return Money(_plain(exact), currency) if exact is not None and currency else None


def _plain(number: Decimal) -> Decimal:
    # 8.520 and 8.52 are one price; 5E+3 is written out as 5000.
    whole = number.to_integral_value()
    return whole.quantize(Decimal(1)) if number == whole else number.normalize()
