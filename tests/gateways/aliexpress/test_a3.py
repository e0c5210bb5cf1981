"""The JSON replies of 2022, found by the type of each part."""

import json
from decimal import Decimal

import pytest

from babydrop_desktop.domain.supplier_product import Generation, Outcome, Shipping
from babydrop_desktop.gateways.aliexpress.read import read_page
from tests.pages import build, newer
from tests.pages.reading import read as read_page_of


def read(data):
    reading = read_page(json.dumps({"data": data}).encode())
    assert (reading.outcome, reading.generation) == (Outcome.PRODUCT, Generation.A3), reading
    return reading.product


def test_it_is_the_same_product_as_on_the_page_of_its_time():
    product, older = read(newer.a3_data()), read_page_of(build.a2_data())
    for fact in ("title", "axes", "skus", "pictures", "store", "total_stock", "currency",
                 "attributes", "category_id", "orders", "country", "language"):  # fmt: skip
        assert getattr(product, fact) == getattr(older, fact), fact
    assert product.canonical_id == older.canonical_id
    assert product.unknown == ()


def test_the_numbers_in_the_names_of_parts_mean_nothing():
    data = newer.a3_data()
    whole = read(data)
    data["data"] = {f"{key}9": value for key, value in data["data"].items()}
    assert read(data) == whole
    for value in data["data"].values():
        del value["type"]
    assert read(data) == whole
    assert read(build.as_objects(data)) == whole


@pytest.mark.parametrize("part", ["titleBanner_7", "sku_9"])
def test_without_its_main_parts_it_is_unreadable(part):
    data = newer.a3_data()
    del data["data"][part]
    reading = read_page(json.dumps(data).encode())
    assert (reading.outcome, reading.generation) == (Outcome.UNREADABLE, Generation.A3)
    assert reading.missing


def test_shipping_is_told_with_its_cost_its_days_and_its_country():
    (shipping,) = read(newer.a3_data()).shipping
    assert (str(shipping.cost.amount), shipping.cost.currency) == ("1.99", "USD")
    assert shipping == Shipping(
        shipping.cost, False, "AliExpress Standard Shipping", "CAINIAO_STANDARD", 7, 12, "CN", True
    )


@pytest.mark.parametrize(
    ("told", "cost", "free"),
    [
        ({"shippingFee": "free", "displayAmount": None}, None, True),
        ({"shippingFee": "free"}, None, True),
        ({"displayAmount": 0}, None, True),
        ({"displayAmount": "0.00"}, None, True),
        ({"displayAmount": None}, None, False),
        ({"displayAmount": -3}, None, False),
        ({"displayAmount": "1.99", "displayCurrency": None, "currency": "EUR"}, "EUR", False),
        ({"displayCurrency": None, "currency": None}, "USD", False),
    ],
)
def test_free_is_free_and_unknown_is_not(told, cost, free):
    data = newer.a3_data()
    freight = data["data"]["shipping_12"]["fields"]["generalFreightInfo"]
    freight["originalLayoutResultList"] = [newer.offer(**told)]
    (shipping,) = read(data).shipping
    assert (shipping.cost and shipping.cost.currency, shipping.free) == (cost, free)
    assert shipping.cost is None or shipping.cost.amount == Decimal("1.99")


def test_no_offers_are_unknown_and_unreachable_ones_are_none():
    data = newer.a3_data()
    freight = data["data"]["shipping_12"]["fields"]["generalFreightInfo"]
    freight["originalLayoutResultList"] = [newer.offer(unreachable=True)]
    assert read(data).shipping == ()
    del data["data"]["shipping_12"]
    product = read(data)
    assert product.shipping is None
    assert "shipping" in product.unknown


@pytest.mark.parametrize("make", [build.a2_data, build.b_data])
def test_pages_tell_their_shipping_too(make):
    data = make()
    where = {"originalLayoutResultList": [newer.offer(deliveryDayMin=None, deliveryDayMax=None,
                                                      deliveryTime="30-50")]}  # fmt: skip
    data["shippingModule"] = {"generalFreightInfo": where}
    data["webGeneralFreightCalculateComponent"] = where
    (shipping,) = read_page_of(data).shipping
    assert (shipping.days_min, shipping.days_max) == (30, 50)
    assert (shipping.cost.currency, shipping.tracked) == ("USD", True)
