"""Money and stock, as a page gives them."""

from decimal import Decimal

import pytest

from babydrop_desktop.domain.money import Money
from babydrop_desktop.domain.supplier_product import Outcome
from babydrop_desktop.gateways.aliexpress.price_text import prices_in
from babydrop_desktop.gateways.aliexpress.read import read_page
from tests.pages import build
from tests.pages.build import row
from tests.pages.reading import one_row, read


def test_list_and_sale_price_are_both_kept():
    sku = read(build.a2_data()).skus[0]
    assert (sku.price, sku.list_price) == (Money.of("8.99", "USD"), Money.of("12.5", "USD"))


def test_without_a_sale_the_list_price_is_what_a_buyer_pays():
    sku = one_row(build.a2_data(), row(1, "", "", price=5, stock=1))
    assert sku.price == sku.list_price == Money.of(5, "USD")


def test_prices_are_exact_and_never_floats():
    sku = one_row(build.a2_data(), row(1, "", "", price=0.1, sale=0.07))
    assert (sku.list_price.amount, sku.price.amount) == (Decimal("0.1"), Decimal("0.07"))


def test_the_exact_local_form_stands_in_for_a_missing_number():
    made = row(1, "", "", stock=1, salable=True)
    made["skuVal"]["skuAmountLocal"] = "MXN$2.072,22|2072|22"
    data = build.b_data()
    data["currencyComponent"]["currencyCode"] = "MXN"
    assert one_row(data, made).price == Money.of("2072.22", "MXN")


def test_the_currency_beside_the_price_wins_over_the_pages():
    data = build.a2_data()
    data["skuModule"]["skuPriceList"] = [row(1, "", "", price=5, currency="EUR")]
    product = read(data)
    assert (product.currency, product.skus[0].price.currency) == ("EUR", "EUR")


def test_prices_in_two_currencies_are_not_read():
    data = build.a2_data()
    data["skuModule"]["skuPriceList"] = [
        row(1, "14:193", "193", price=5, currency="EUR"),
        row(2, "14:10", "10", price=5, currency="USD"),
    ]
    reading = read_page(build.page(data))
    assert (reading.outcome, reading.missing) == (Outcome.UNREADABLE, ("currency",))


def test_money_without_any_currency_is_no_money():
    data = build.a2_data()
    del data["commonModule"]["currencyCode"], data["webEnv"]["currency"]
    for each in data["skuModule"]["skuPriceList"]:
        for amount in each["skuVal"].values():
            if isinstance(amount, dict):
                del amount["currency"]
    reading = read_page(build.page(data))
    assert reading.product is None
    assert reading.missing == ("currency", "price")


def test_unsalable_rows_of_2023_have_no_price_that_counts():
    data = build.b_data()
    rows = data["priceComponent"]["skuPriceList"]
    rows[0] = rows[0] | {"salable": False}
    rows[0]["skuVal"] = {"skuAmount": build.money(149799.85), "availQuantity": 0}
    product = read(data)
    assert not product.skus[0].salable
    assert product.skus[0].price is None
    assert product.price_range()[1] == Money.of("12.99", "USD")
    assert len(product.skus) == 8


def test_a_page_with_nothing_to_sell_is_a_product_without_prices():
    data = build.b_data()
    for each in data["priceComponent"]["skuPriceList"]:
        each["salable"] = False
    product = read(data)
    assert product.price_range() is None
    assert product.currency == "USD"


@pytest.mark.parametrize("price", [0, -1, None])
def test_a_row_without_a_price_cannot_be_bought(price):
    data = build.a2_data()
    data["skuModule"]["skuPriceList"] = [
        row(1, "14:193", "193", price=price, stock=3),
        row(2, "14:10", "10", price=5, stock=3),
    ]
    assert [(s.salable, s.price) for s in read(data).skus] == [
        (False, None),
        (True, Money.of(5, "USD")),
    ]


def test_unknown_stock_is_none_and_never_invented():
    made = row(1, "", "", price=5)
    made["skuVal"]["inventory"] = 99
    data = build.a2_data()
    del data["quantityModule"]
    assert one_row(data, made).stock is None
    assert read(data).total_stock is None


def test_the_total_stock_is_the_pages_own_not_the_sum():
    data = build.a2_data()
    data["quantityModule"]["totalAvailQuantity"] = 10
    assert read(data).total_stock == 10
    data["quantityModule"]["totalAvailQuantity"] = 0
    assert read(data).total_stock == 0


def test_without_a_total_the_stock_is_the_sum_where_every_row_is_known():
    data = build.a2_data()
    del data["quantityModule"]
    assert read(data).total_stock == sum(range(5, 13))


@pytest.mark.parametrize(
    ("text", "page"), [("\u20ac1,99", "USD"), ("US $1.20", "EUR"), ("PLN 12,30", "USD")]
)
def test_a_price_in_another_currency_than_its_page_is_not_guessed(text, page):
    assert prices_in(text, page) == ()
    assert prices_in(text, "")
