"""aliexpress.ru: its tree of widgets, and the product's own part of it."""

import json

import pytest

from babydrop_desktop.domain.item_address import parse_item_address
from babydrop_desktop.domain.money import Money
from babydrop_desktop.domain.supplier_product import Generation, Outcome
from babydrop_desktop.gateways.aliexpress.read import read_page
from tests.pages import build, newer
from tests.pages.reading import read as read_older


def read(data):
    content = data if isinstance(data, bytes) else json.dumps({"data": data}).encode()
    reading = read_page(content)
    assert (reading.outcome, reading.generation) == (Outcome.PRODUCT, Generation.F), reading
    return reading.product


def test_rows_are_joined_by_their_own_ids_and_ordered_by_the_global_ones():
    product, older = read(newer.f_data()), read_older(build.a2_data())
    assert (product.title, product.page_id) == (older.title, older.page_id)
    assert [(a.name, [v.name for v in a.values]) for a in product.axes] == [
        (a.name, [v.name for v in a.values]) for a in older.axes
    ]
    assert [product.labels(sku) for sku in product.skus] == [older.labels(s) for s in older.skus]
    assert [sku.warehouse for sku in product.skus] == [sku.warehouse for sku in older.skus]
    assert product.skus[0].sku_attr == "200007763:201336100;14:193;5:100014064"
    assert product.price_range() == older.price_range()
    assert product.list_price_range() == older.list_price_range()
    assert product.total_stock == sum(sku.stock for sku in product.skus)
    assert product.unknown == ("pictures", "shipping", "store", "description")


def test_the_tree_adds_pictures_store_and_rating():
    product, older = read(newer.ru_page(newer.f_tree())), read_older(build.a2_data())
    assert product.pictures == older.pictures
    assert (product.store.id, product.store.name) == (older.store.id, older.store.name)
    assert product.rating == older.rating
    assert product.country == "RU"
    assert product.skus == read(newer.f_data()).skus
    for form in (newer.f_tree(), {"data": newer.f_tree()}, build.as_objects(newer.f_tree())):
        assert read(json.dumps(form).encode()).pictures == product.pictures


def test_of_several_products_in_a_tree_the_page_own_is_read():
    tree = newer.f_tree()
    other = newer.f_data() | {"id": "9990000000000041", "name": "Shown beside it"}
    tree["widgets"].insert(0, {"props": other})
    assert read(newer.ru_page(tree)).page_id == build.ITEM_ID
    assert read(newer.ru_page(tree)).title != "Shown beside it"


@pytest.mark.parametrize("name", ["Ships From", "Доставка из", "Lager", "7"])
def test_the_warehouse_is_found_by_its_name_or_by_the_rows(name):
    data = newer.f_data()
    data["skuInfo"]["propertyList"][2]["name"] = name
    product = read(data)
    assert [axis.name for axis in product.axes] == ["Color", "Kid Size"]
    assert {sku.warehouse.country for sku in product.skus} == {"CN", "US"}


def test_a_single_warehouse_beside_a_single_colour_is_told_apart_by_its_country():
    data = newer.f_data()
    info = data["skuInfo"]
    info["propertyList"] = [info["propertyList"][0], info["propertyList"][2]]
    for axis in info["propertyList"]:
        axis["values"] = axis["values"][:1]
    info["propertyList"][1]["name"] = "Откуда"
    info["priceList"] = info["priceList"][:1]
    info["priceList"][0]["skuPropIds"] = "337917,350001"
    product = read(data)
    assert [axis.name for axis in product.axes] == ["Color"]
    assert product.skus[0].warehouse.id == str(build.CHINA)


def test_a_warehouse_that_only_the_attribute_names_is_one_too():
    data = newer.f_data()
    data["skuInfo"]["propertyList"].pop()
    product = read(data)
    assert {sku.warehouse.country for sku in product.skus} == {"CN", "US"}
    assert product.variant_count == 4


def test_a_single_row_has_no_ids_to_join_on():
    data = newer.f_data()
    row = data["skuInfo"]["priceList"][0]
    del row["skuPropIds"]
    row["skuAttr"] = ""
    data["skuInfo"] = {"propertyList": [], "priceList": [row]}
    (only,) = read(data).skus
    assert (only.choice, only.sku_attr, only.price) == ((), "", Money.of("8.99", "USD"))


def test_the_price_of_shipping_is_not_the_price():
    data = newer.f_data()
    for row in data["skuInfo"]["priceList"]:
        del row["amount"], row["activityAmount"]
    reading = read_page(json.dumps({"data": data}).encode())
    assert reading.outcome is Outcome.UNREADABLE
    assert set(reading.missing) == {"currency", "price"}


def test_an_address_names_the_item_where_the_part_does_not():
    data = newer.f_data()
    del data["id"]
    address = parse_item_address(build.ITEM_ID)
    content = json.dumps({"data": data}).encode()
    assert read_page(content, address=address).product.page_id == build.ITEM_ID
    assert read_page(content).missing == ("page_id",)


@pytest.mark.parametrize("share", [0.3, 0.9])
def test_a_tree_cut_off_is_unreadable(share):
    content = newer.ru_page(newer.f_tree())
    reading = read_page(content[: int(len(content) * share)])
    assert (reading.outcome, reading.generation) == (Outcome.UNREADABLE, Generation.F)


@pytest.mark.parametrize(
    "fragment",
    [
        {"props": newer.f_tree()["widgets"][0]["children"][1]["props"]},
        {"props": {"id": "1", "name": "x", "gallery": [], "skuInfo": None}},
        {"widgets": [{"props": {"gallery": []}}]},
    ],
)
def test_other_parts_of_a_page_are_no_products(fragment):
    assert read_page(json.dumps(fragment).encode()).outcome is Outcome.NOT_A_PRODUCT


def test_a_tree_deep_and_wide_is_walked_to_its_end():
    deep = {"props": newer.f_data()}
    for _ in range(60):
        deep = {"children": [deep], "props": {}}
    assert read(json.dumps({"widgets": [deep] + [{"props": {}}] * 5_000}).encode()).skus
