"""Ships From, and the names of options."""

import pytest

from babydrop_desktop.gateways.aliexpress.options import attributes
from tests.pages import build
from tests.pages.build import axis, row, value
from tests.pages.reading import one_row, read


def test_ships_from_is_a_warehouse_and_never_an_option():
    product = read(build.a2_data())
    assert [a.name for a in product.axes] == ["Color", "Kid Size"]
    assert {(s.warehouse.id, s.warehouse.name, s.warehouse.country) for s in product.skus} == {
        ("201336100", "China", "CN"),
        ("201336106", "United States", "US"),
    }
    assert all("201336100" not in dict(s.choice).values() for s in product.skus)


def test_ships_from_is_known_by_its_id_in_any_language():
    data = build.b_data()
    ships_from = data["skuComponent"]["productSKUPropertyList"][2]
    ships_from["skuPropertyName"] = "Enviado desde"
    for each in ships_from["skuPropertyValues"]:
        each.pop("skuPropertySendGoodsCountryCode")
    assert {s.warehouse.country for s in read(data).skus} == {"CN", "US"}


@pytest.mark.parametrize("known_by", ["code", "values", "name"])
def test_ships_from_without_its_id_is_known_by_its_values_or_its_name(known_by):
    data = build.a2_data()
    name = "Versand aus" if known_by == "name" else "?"
    first = 8001 if known_by == "name" else build.CHINA
    country = "CN" if known_by == "code" else None
    place = axis(None, name, value(first, "China", "China", country=country))
    data["skuModule"]["productSKUPropertyList"] = [build.SIZES, place]
    made = row(1, "", f"100014064,{first}", price=5, stock=1)
    sku = one_row(data, made)
    assert sku.choice == (("5", "100014064"),)
    assert sku.warehouse.country == "CN"


def test_an_option_called_ships_from_that_has_an_id_of_its_own_stays_an_option():
    data = build.a2_data()
    data["skuModule"]["productSKUPropertyList"] = [axis(77, "Ships From", value(1, "A", "A"))]
    data["skuModule"]["skuPriceList"] = [row(1, "77:1", "1", price=5)]
    assert [a.name for a in read(data).axes] == ["Ships From"]


def test_the_order_within_sku_attr_does_not_matter():
    data = build.a2_data()
    for each in data["skuModule"]["skuPriceList"]:
        each["skuAttr"] = ";".join(reversed(each["skuAttr"].split(";")))
    assert [s.choice for s in read(data).skus] == [s.choice for s in read(build.a2_data()).skus]


def test_rows_without_sku_attr_are_joined_by_their_value_ids():
    data = build.a2_data()
    for each in data["skuModule"]["skuPriceList"]:
        each["skuAttr"] = ""
    found, wanted = read(data).skus, read(build.a2_data()).skus
    assert [s.choice for s in found] == [s.choice for s in wanted]
    assert [s.warehouse for s in found] == [s.warehouse for s in wanted]


def test_the_sellers_own_name_wins_over_the_generic_one():
    data = build.a2_data()
    data["skuModule"]["productSKUPropertyList"][0] = axis(
        14, "Color", value(193, "black", "black"), value(10, "Strawberry", "Red")
    )
    for each in data["skuModule"]["skuPriceList"]:
        each["skuAttr"] = each["skuAttr"].replace("#Strawberry & Cream", "")
    color = read(data).axis("14")
    assert [(v.name, v.generic_name) for v in color.values] == [
        ("Duck", "black"),
        ("Strawberry", "Red"),
    ]


def test_two_values_of_one_name_are_told_apart_and_keyed_by_id():
    data = build.a2_data()
    data["skuModule"]["productSKUPropertyList"] = [
        axis(14, "Color", value(1, "Bib", "Red"), value(2, "Bib", "Grey"), value(3, "Bib", "Grey"))
    ]
    data["skuModule"]["skuPriceList"] = [
        row(n, f"14:{n}#Bib", str(n), price=5, stock=1) for n in (1, 2, 3)
    ]
    product = read(data)
    assert [v.name for v in product.axis("14").values] == [
        "Bib (Red)",
        "Bib (Grey) (2)",
        "Bib (Grey) (3)",
    ]
    assert product.variant_count == 3


def test_two_options_of_one_name_are_told_apart():
    data = build.a2_data()
    data["skuModule"]["productSKUPropertyList"][1]["skuPropertyName"] = "Color"
    assert [a.name for a in read(data).axes] == ["Color (14)", "Color (5)"]


def test_a_sellers_name_may_hold_the_separators():
    assert attributes("14:193#Grey; soft #2;5:7#0-3M: new") == (
        ("14", "193", "Grey; soft #2"),
        ("5", "7", "0-3M: new"),
    )


def test_entities_are_unescaped_even_twice_and_tags_stay_text():
    data = build.a2_data()
    data["titleModule"]["subject"] = "Women&amp;#39;s <b>Bib</b>\u202e &lt;3\x07  soft"
    assert read(data).title == "Women's <b>Bib</b> <3 soft"
