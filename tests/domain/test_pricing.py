"""The price is what the storefront's rules give, to the cent, and never a loss."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from babydrop_desktop.domain.pricing import (
    CategoryPricing,
    margin_percent,
    own_price,
    price_of,
    supplier_cost,
)
from babydrop_desktop.errors import Refused

DEFAULTS = CategoryPricing()


def cents_between(low, high):
    return st.decimals(low, high, places=2, allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("cost", "before", "price"),
    [
        ("10.00", "29.40", "29.99"),
        ("5.99", "18.87375", "18.99"),
        ("0", "3.15", "3.99"),
        ("1000.00", "2628.15", "2628.99"),
    ],
)
def test_the_worked_values_of_the_contract_hold(cost, before, price):
    found = price_of(Decimal(cost), DEFAULTS)
    assert found.before_ending == Decimal(before)
    assert (found.with_ending, found.price) == (Decimal(price), Decimal(price))
    assert (found.limit, found.limit_price) == ("none", None)


def test_nothing_is_rounded_before_the_ending():
    # 18.998 x 1.05 = 19.9479: rounded early to 20.00 it would end as 20.99.
    found = price_of(Decimal("18.998"), CategoryPricing(Decimal(1), Decimal(0)))
    assert found.price == Decimal("19.99")


@given(
    cents_between(0, 5000),
    st.decimals(1, 6, places=2),
    cents_between(0, 50),
    st.none() | cents_between(0, 500),
)
def test_a_price_is_never_below_what_the_piece_costs_with_its_buffer(cost, markup, buffer, lowest):
    category = CategoryPricing(markup, buffer, min_price=lowest)
    found = price_of(cost, category)
    assert found.price >= cost + buffer
    assert found.price >= (lowest or 0)
    assert found.price == found.price.quantize(Decimal("0.01"))
    parts = found.cost + found.buffer + found.fee + found.left
    assert parts == found.price
    assert all(type(part) is Decimal for part in (found.fee, found.left, found.before_ending))


@given(cents_between(0, 500), cents_between(0, 500), cents_between(0, 500))
def test_a_highest_price_cuts_but_never_below_the_cost(cost, lowest, highest):
    lowest = min(lowest, highest)
    category = CategoryPricing(min_price=lowest, max_price=highest)
    free = max(price_of(cost, DEFAULTS).price, lowest)
    if free > highest and highest < cost + category.buffer:
        with pytest.raises(Refused, match="highest price"):
            price_of(cost, category)
    else:
        assert price_of(cost, category).price == min(free, highest)


def test_a_lowest_price_above_the_highest_is_refused():
    low, high = Decimal("12.50"), Decimal("12.49")
    with pytest.raises(Refused, match=r"lowest price 12\.50 is above its highest") as told:
        price_of(Decimal("1.00"), CategoryPricing(min_price=low, max_price=high))
    assert told.value.reason == "limits_contradict"
    assert told.value.facts == {"min_price": "12.50", "max_price": "12.49"}
    same = CategoryPricing(min_price=low, max_price=low)
    assert price_of(Decimal("1.00"), same).price == low


def test_a_lowest_price_raises_and_says_so():
    found = price_of(Decimal("1.00"), CategoryPricing(min_price=Decimal("12.50")))
    assert (found.with_ending, found.price) == (Decimal("5.99"), Decimal("12.50"))
    assert (found.limit, found.limit_price) == ("raised", Decimal("12.50"))


def test_a_highest_price_cuts_and_says_so():
    found = price_of(Decimal("10.00"), CategoryPricing(max_price=Decimal("20.00")))
    assert (found.with_ending, found.price) == (Decimal("29.99"), Decimal("20.00"))
    assert (found.limit, found.limit_price) == ("cut", Decimal("20.00"))
    assert found.left == Decimal("6.05")  # 20.00 - 10.00 - 3.00 - 0.95


def test_a_highest_price_of_exactly_the_cost_and_buffer_is_the_last_that_is_taken():
    at = CategoryPricing(max_price=Decimal("13.00"))
    assert price_of(Decimal("10.00"), at).price == Decimal("13.00")
    with pytest.raises(Refused) as refused:
        price_of(Decimal("10.01"), at)
    assert refused.value.reason == "max_price_below_cost"
    assert refused.value.facts == {"max_price": "13.00", "lowest": "13.01"}


def test_what_is_left_may_be_a_loss_and_is_shown():
    found = price_of(Decimal("10.00"), CategoryPricing(max_price=Decimal("13.00")))
    assert found.left == -found.fee < 0


@pytest.mark.parametrize("markup", ["0.99", "0", "-3", "NaN"])
def test_a_markup_below_one_is_refused(markup):
    with pytest.raises(Refused) as refused:
        price_of(Decimal("10.00"), CategoryPricing(markup=Decimal(markup)))
    assert refused.value.reason == "markup_below_one"


@pytest.mark.parametrize("cost", ["-0.01", "NaN", "Infinity"])
def test_what_is_no_cost_is_refused(cost):
    with pytest.raises(Refused) as refused:
        price_of(Decimal(cost), DEFAULTS)
    assert refused.value.reason == "negative_cost"


def test_a_negative_buffer_sells_nothing_below_its_cost():
    found = price_of(Decimal("10.00"), CategoryPricing(Decimal(1), Decimal("-4.00")))
    assert found.price >= Decimal("10.00")


def test_a_price_that_the_database_cannot_hold_is_refused():
    with pytest.raises(Refused) as refused:
        price_of(Decimal("99999999.99"), DEFAULTS)
    assert refused.value.reason == "amount_too_large"


@pytest.mark.parametrize(
    ("price", "list_price", "cost", "bait"),
    [
        ("7.00", "10.00", "7.00", False),
        ("3.00", "10.00", "3.00", False),  # exactly 30 % is no bait
        ("2.99", "10.00", "10.00", True),
        ("0.01", "8.00", "8.00", True),
        ("0", "8.00", "8.00", True),
        ("12.00", "10.00", "12.00", False),
        ("5.00", None, "5.00", False),
        (None, "5.00", "5.00", False),
        ("0", "0", "0", False),
    ],
)
def test_the_cost_is_the_sale_price_unless_that_is_bait(price, list_price, cost, bait):
    found = supplier_cost(
        None if price is None else Decimal(price),
        None if list_price is None else Decimal(list_price),
    )
    assert (found.amount, found.bait) == (Decimal(cost), bait)


def test_a_row_without_any_price_has_no_cost():
    assert supplier_cost(None, None) is None


@pytest.mark.parametrize(
    ("price", "cost", "percent"),
    [("29.99", "10.00", 67), ("10.00", "12.00", -20), ("10.00", None, None), ("0", "1.00", None)],
)
def test_the_margin_is_the_share_of_the_price_above_the_cost(price, cost, percent):
    assert margin_percent(Decimal(price), None if cost is None else Decimal(cost)) == percent


def test_the_owners_own_price_leaves_what_it_leaves():
    found = own_price(Decimal("24.50"), Decimal(10), CategoryPricing(max_price=Decimal(15)))
    assert (found.price, found.limit, found.margin_percent) == (Decimal("24.50"), "own", 59)
    assert found.cost + found.buffer + found.fee + found.left == found.price
    assert found.with_ending == Decimal("29.99")  # what the category would ask


def test_an_own_price_under_cost_and_shipping_is_refused():
    assert own_price(Decimal("13.00"), Decimal(10), CategoryPricing()).price == Decimal("13.00")
    with pytest.raises(Refused) as refused:
        own_price(Decimal("12.99"), Decimal(10), CategoryPricing())
    assert refused.value.reason == "own_price_below_cost"
    assert refused.value.facts == {"price": "12.99", "lowest": "13.00"}
