"""A number is read alike wherever it is typed, and never guessed."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QLocale

from babydrop_desktop.errors import Refused
from ui.common import formats
from ui.common.read_number import read_number


@pytest.fixture(params=["en_US"])
def language(request, qapp):
    before = QLocale()
    QLocale.setDefault(QLocale(request.param))
    yield request.param
    QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.08", "1.08"),
        ("1,25", "1.25"),
        ("0,925", "0.925"),
        ("$ 1,234.50", "1234.50"),
        ("1.2345", "1.2345"),
        ("1.000", "1"),
    ],
)
def test_what_can_be_meant_in_one_way_only_is_read_so(language, text, number):
    assert read_number(text) == Decimal(number)


@pytest.mark.parametrize("text", ["1,234", "12,000", "-1,234"])
def test_what_can_be_meant_in_two_ways_is_refused(language, text):
    with pytest.raises(Refused) as caught:
        read_number(text)
    assert caught.value.reason == "number_ambiguous"


def test_a_price_has_no_three_places_so_the_mark_parts_thousands(language):
    assert read_number("1,234", places=2) == 1234


@pytest.mark.parametrize("language", ["de_DE"], indirect=True)
def test_in_german_the_point_parts_thousands(language):
    assert read_number("1,234") == Decimal("1.234")
    assert read_number("1.234", places=2) == 1234
    with pytest.raises(Refused):
        read_number("1.234")
    assert read_number(formats.rate(Decimal("1.234"))) == Decimal("1.234")


@pytest.mark.parametrize("text", ["", "dear", "2O.99", "1.2.3", "29.99 / 31"])
def test_what_is_no_number_is_refused(language, text):
    with pytest.raises(Refused) as caught:
        read_number(text)
    assert caught.value.reason == "number_unreadable"
