"""A price in a list is taken only where it can be meant in one way."""

from decimal import Decimal

import pytest

from babydrop_desktop.domain.listed_price import read_price
from babydrop_desktop.errors import Refused


@pytest.mark.parametrize(
    ("text", "price"),
    [
        ("12.99", "12.99"), ("12,99", "12.99"), ("12", "12.00"), ("12.5", "12.50"),
        ("$12.99", "12.99"), ("12.99 $", "12.99"), ("US$ 12.99", "12.99"), ("12.99 USD", "12.99"),
        ("usd 12.99", "12.99"), ("1,234.50", "1234.50"), ("1.234,50", "1234.50"),
        ("1'234.50", "1234.50"), ("1 234,50", "1234.50"), ("1,234,567.00", "1234567.00"),
        ("1234", "1234.00"), ("\u00a012.99\u00a0", "12.99"),
    ],
)  # fmt: skip
def test_a_price_is_read_as_it_is_written_anywhere(text, price):
    assert read_price(text, "USD") == Decimal(price)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1,234", "list_price_ambiguous"), ("1.234", "list_price_ambiguous"),
        ("12.99 EUR", "list_price_currency"), ("€12.99", "list_price_currency"),
        ("12.99 £", "list_price_currency"), ("cheap", "list_price_unreadable"),
        ("12..9", "list_price_unreadable"),
        ("-5.00", "list_price_unreadable"), ("0", "list_price_unreadable"),
        ("2O.99", "list_price_unreadable"), ("=1+1", "list_price_unreadable"),
        ("1e5", "list_price_unreadable"), ("NaN", "list_price_unreadable"),
        ("999999999999", "amount_too_large"), ("9" * 5000, "list_price_unreadable"),
        ("٣٫٥", "list_price_unreadable"),
    ],
)  # fmt: skip
def test_what_is_no_price_of_the_shop_is_refused(text, reason):
    with pytest.raises(Refused) as refused:
        read_price(text, "USD")
    assert refused.value.reason == reason


def test_a_sign_belongs_to_every_currency_that_writes_it():
    assert read_price("$5", "CAD") == Decimal("5.00")
    assert read_price("5 kr", "SEK") == Decimal("5.00")
    assert read_price("€ 5,00", "EUR") == Decimal("5.00")
