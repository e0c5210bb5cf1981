"""An amount is exact, has a currency, and fits the shop's database."""

from datetime import date
from decimal import Decimal

import pytest

from babydrop_desktop.domain.currency import Currencies, Rate
from babydrop_desktop.domain.money import Money, cents
from babydrop_desktop.errors import Refused

RATES = {"MXN": Rate(Decimal("0.055"), date(2026, 11, 1))}


@pytest.mark.parametrize(
    ("amount", "rounded"),
    [("1.005", "1.01"), ("1.004", "1.00"), ("-1.005", "-1.01"), ("99999999.99", "99999999.99")],
)
def test_cents_round_half_away(amount, rounded):
    assert cents(Decimal(amount)) == Decimal(rounded)


@pytest.mark.parametrize("amount", ["100000000", "99999999.995", "1E+40", "NaN", "Infinity"])
def test_what_the_column_cannot_hold_is_refused(amount):
    with pytest.raises(Refused) as refused:
        cents(Decimal(amount))
    assert refused.value.reason == "amount_too_large"


@pytest.mark.parametrize(
    ("amount", "currency"),
    [("NaN", "USD"), ("Infinity", "USD"), ("1", "usd"), ("1", "US"), ("1", ""), ("1", "ÜSD")],
)
def test_what_is_no_money_cannot_be_made(amount, currency):
    with pytest.raises(ValueError, match=r"is no"):
        Money(Decimal(amount), currency)


def test_money_is_made_of_exact_text():
    assert Money.of("7.90", "USD").amount == Decimal("7.90")
    with pytest.raises(ValueError, match="no amount"):
        Money.of("US $7.90", "USD")


def test_the_shops_own_currency_needs_no_rate():
    found = Currencies().convert(Money.of("7.905", "USD"))
    assert (found.amount, found.rate) == (Decimal("7.91"), None)


def test_another_currency_is_converted_with_its_dated_rate():
    found = Currencies("USD", RATES).convert(Money.of("180.89", "MXN"))
    assert found.amount == Decimal("9.95")  # 9.94895
    assert found.rate.day == date(2026, 11, 1)


def test_without_a_rate_nothing_is_guessed():
    with pytest.raises(Refused) as refused:
        Currencies("USD", RATES).convert(Money.of("1.99", "EUR"))
    assert refused.value.reason == "no_rate"
    assert refused.value.facts == {"currency": "EUR", "shop_currency": "USD"}
    assert "EUR" in str(refused.value)


@pytest.mark.parametrize("amount", ["180.89", "1E+999999"])
def test_a_converted_amount_that_is_too_large_is_refused(amount):
    rates = {"MXN": Rate(Decimal(1_000_000), date(2026, 11, 1))}
    with pytest.raises(Refused) as refused:
        Currencies("USD", rates).convert(Money.of(amount, "MXN"))
    assert refused.value.reason == "amount_too_large"
