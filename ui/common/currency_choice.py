"""A drop-down of currencies, by name."""

from collections.abc import Iterable

from PySide6.QtCore import QLocale

from ui.common import formats
from ui.common.choice import Choice

# Currencies whose amounts have cents, which is what the shop's prices are made of.
CODES = (
    "AED", "AUD", "BRL", "CAD", "CHF", "CNY", "CZK", "DKK", "EUR", "GBP", "HUF", "ILS", "MXN",
    "NOK", "NZD", "PLN", "RON", "SEK", "SGD", "TRY", "USD", "ZAR",
)  # fmt: skip


def currency_choice(name: str, chosen: str = "", *, without: Iterable[str] = ()) -> Choice:
    """`chosen` is shown; where it is "", the currency of this computer's country."""
    made = Choice(name)
    here = QLocale().currencySymbol(QLocale.CurrencySymbolFormat.CurrencyIsoCode)
    wanted = chosen or (here if here in CODES else "USD")
    codes = set(CODES).union([chosen] if chosen else ()) - set(without)
    for words, code in sorted((formats.currency(code), code) for code in codes):
        made.addItem(f"{words} ({code})", code)
    made.setCurrentIndex(max(0, made.findData(wanted)))
    made.setMinimumWidth(240)
    return made
