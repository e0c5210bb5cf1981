"""Every form in which a page may be given, and the traps of finding its data."""

import json
from decimal import Decimal

import pytest

from babydrop_desktop.domain.money import Money
from babydrop_desktop.gateways.aliexpress.read import read_page
from tests.pages import build
from tests.pages.build import ITEM_ID
from tests.pages.reading import read


def test_a_page_of_2022_is_read_whole():
    product = read(build.a2_data())
    assert (product.page_id, product.canonical_id) == (ITEM_ID, ITEM_ID)
    assert product.title == "Baby's First Romper, soft cotton & snaps"
    assert [(a.name, [v.name for v in a.values]) for a in product.axes] == [
        ("Color", ["Duck", "Strawberry & Cream"]),
        ("Kid Size", ["3M", "6M"]),
    ]
    assert len(product.skus) == 8
    assert product.variant_count == 4
    assert product.price_range() == (Money.of("8.99", "USD"), Money.of("12.99", "USD"))
    assert product.list_price_range() == (Money.of("12.5", "USD"), Money.of("16.5", "USD"))
    assert product.total_stock == 68
    assert (product.store.id, product.store.name) == ("999001", "Little Otter & Co Store")
    assert product.store.url == "https://www.aliexpress.com/store/999001"
    assert (product.country, product.language, product.currency) == ("US", "en", "USD")
    assert product.attributes == (("Material", "Cotton > 95%"),)
    assert (product.rating, product.orders, product.category_id) == (Decimal("4.8"), "77", "201")
    assert product.description_url.startswith("https://aeproductsourcesite.alicdn.com/product/")
    assert "productId=9990000000000017&key=x.zip" in product.description_url


def test_a_page_of_2023_is_read_whole():
    product = read(build.b_data())
    assert product.title == "Pelele de bebé con patitos"
    assert (product.country, product.language, product.currency) == ("ES", "es", "USD")
    assert product.weight_kg == Decimal("0.213")
    assert product.variant_count == 4
    assert product.total_stock == 68
    assert product.rating == Decimal("4.6")
    assert product.orders == "3.000+"


@pytest.mark.parametrize("make", [build.a2_data, build.b_data])
def test_every_form_of_the_same_data_gives_the_same_product(make):
    data = make()
    product = read(data)
    whole = json.dumps({"data": data, "is23": True})
    forms = [
        build.script(data),
        build.script(data, start="window.runParams={data:", end="}"),
        build.script(data, start="  window . runParams\t=\n\n{\n\n data :\n\n", end="\n\n}\n;"),
        build.script(data, start="window['runParams'] = {'data': ", end="};"),
        build.script(data, start="window.runParams = {csrfToken: 'x}', \"data\": ", end="};"),
        build.script(data, start="window.runParams = {}; window.runParams.data = ", end=";"),
        build.script(data, start="{data: ", end="}"),
        build.script(data, start="data: ", end="\n};\nwindow.runParams.is23 = true;"),
        "<script>" + build.script(data) + "</script>",
        whole,
        "\ufeff" + whole,
        json.dumps(data, indent=2),
        json.dumps({"data": {"data": data}}),
        json.dumps(build.as_objects({"data": data})),
        json.dumps(build.as_objects(data)),
        json.dumps({"runParams": {"data": data}}),
        f"<html><body><pre style='x'>{whole}</pre></body></html>".replace("&", "&amp;"),
        "window.runParams = {data: " + build.as_literal(data) + ",};",
        "{data: " + build.as_literal(data) + "}",
        build.as_literal(data),
    ]
    for form in forms:
        assert read_page(form.encode()).product == product, form[:80]
    for encoding in ("utf-16", "utf-8-sig"):
        assert read_page(build.script(data).encode(encoding)).product == product


def test_a_declared_character_set_is_honoured():
    data = build.b_data()
    text = build.page(data).decode().replace('charset="utf-8"', 'charset="windows-1252"')
    assert read_page(text.encode("cp1252")).product == read(data)


@pytest.mark.parametrize(
    "text",
    ['ends like this: "};', "it's };", "}}]]}};//", "\\", '\\"}', "/* };", "`${x}`};", "</script>"],
)
def test_braces_and_quotes_inside_texts_do_not_end_the_data(text):
    data = build.a2_data()
    data["aaa"] = {"note": text}
    data["titleModule"]["subject"] = "Romper " + text
    assert read(data).skus == read(build.a2_data()).skus


def test_a_place_that_only_looks_like_the_data_is_passed_over():
    fake = "<script>window.runParams = {data: {broken: [}};</script>"
    other = '<script>window.runParams = {"data": {"skus": [1]}};</script>'
    product = read(build.a2_data())
    assert read_page((fake + other).encode() + build.page(build.a2_data())).product == product
