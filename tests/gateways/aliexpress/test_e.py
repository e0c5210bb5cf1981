"""The official API's answer, as it comes and as its documentation shows it."""

import json

import pytest

from babydrop_desktop.domain.money import Money
from babydrop_desktop.domain.supplier_product import Generation, Outcome
from babydrop_desktop.gateways.aliexpress.read import read_page
from tests.pages import build, newer
from tests.pages.reading import read as read_older


def reading_of(document):
    return read_page(json.dumps(document).encode())


def read(result):
    reading = reading_of(newer.answer(result))
    assert (reading.outcome, reading.generation) == (Outcome.PRODUCT, Generation.E), reading
    return reading.product


def skus(result):
    return result["ae_item_sku_info_dtos"]["ae_item_sku_info_d_t_o"]


def test_it_is_the_same_product_as_on_a_page():
    product, older = read(newer.e_result()), read_older(build.a2_data())
    alike = (
        *("title", "pictures", "total_stock", "currency", "attributes", "category_id", "orders"),
        *("rating", "country", "page_id", "canonical_id", "variant_count"),
    )
    for fact in alike:
        assert getattr(product, fact) == getattr(older, fact), fact
    assert [sku.price for sku in product.skus] == [sku.price for sku in older.skus]
    assert [sku.warehouse.country for sku in product.skus] == [
        sku.warehouse.country for sku in older.skus
    ]
    names = {axis.name: [value.name for value in axis.values] for axis in product.axes}
    assert names == {"Color": ["Duck", "Strawberry & Cream"], "Kid Size": ["3M", "6M"]}
    assert product.picture_of(product.skus[0]) == build.PICTURE.format("duck")
    assert (product.store.id, product.store.name) == ("999001", "Little Otter & Co Store")
    assert str(product.weight_kg) == "0.213"
    assert product.description_html == "<div><p>Soft.</p></div>"
    assert product.unknown == ("shipping",)


def test_the_documented_form_gives_the_same_product():
    result = newer.e_result()
    product = read(result)
    bare = newer.unwrapped(result)
    forms = [
        {"result": bare, "code": "0", "rsp_code": "200", "request_id": "x"},
        {"result": newer.as_texts(bare), "rsp_code": "200"},
        newer.as_texts(newer.answer(result)),
        build.as_objects(newer.answer(result)),
        build.as_objects(newer.answer(bare)),
        result,
        {"gopResponseBody": json.dumps(newer.answer(result))},
        {"body": newer.answer(result)},
    ]
    for form in forms:
        assert reading_of(form).product == product


def test_a_single_element_may_stand_bare_where_a_list_is_due():
    result = newer.e_result()
    only = skus(result)[0]
    only["ae_sku_property_dtos"]["ae_sku_property_d_t_o"] = only["ae_sku_property_dtos"][
        "ae_sku_property_d_t_o"
    ][1]
    only["sku_attr"] = only["id"] = "14:193#Duck"
    for wrapped in ({"ae_item_sku_info_d_t_o": only}, only, [only], {"0": only}):
        result["ae_item_sku_info_dtos"] = wrapped
        result["ae_item_properties"] = {"attr_name": "Material", "attr_value": "Cotton"}
        product = read(result)
        assert [sku.choice for sku in product.skus] == [(("14", "193"),)]
        assert product.attributes == (("Material", "Cotton"),)


def test_the_currency_is_the_rows_and_never_the_sellers():
    result = newer.e_result()
    for sku in skus(result):
        sku["currency_code"] = "BRL"
    assert read(result).price_range()[0].currency == "BRL"
    for sku in skus(result):
        del sku["currency_code"]
    reading = reading_of(newer.answer(result))
    assert (reading.outcome, set(reading.missing)) == (Outcome.UNREADABLE, {"currency", "price"})


def test_the_sale_price_is_paid_and_the_list_price_kept():
    result = newer.e_result()
    first = read(result).skus[0]
    assert (first.price, first.list_price) == (Money.of("8.99", "USD"), Money.of("12.5", "USD"))
    del skus(result)[0]["offer_sale_price"]
    assert read(result).skus[0].price == Money.of("12.5", "USD")
    skus(result)[0]["sku_price"] = '"5.78"'
    assert read(result).skus[0].price == Money.of("5.78", "USD")


@pytest.mark.parametrize("attribute", ["", "<none>", None])
def test_a_single_sku_has_no_options(attribute):
    result = newer.e_result()
    only = skus(result)[0] | {"sku_attr": attribute, "id": attribute, "ae_sku_property_dtos": {}}
    result["ae_item_sku_info_dtos"] = [only]
    product = read(result)
    assert (product.axes, product.skus[0].sku_attr, product.skus[0].choice) == ((), "", ())


def test_a_row_without_an_attribute_is_known_by_its_properties():
    result = newer.e_result()
    product = read(result)
    for sku in skus(result):
        del sku["sku_attr"], sku["id"]
    again = read(result)
    assert [sku.choice for sku in again.skus] == [sku.choice for sku in product.skus]
    assert again.skus[0].sku_attr == "200007763:201336100;14:193;5:100014064"


def test_a_description_for_phones_is_taken_where_there_is_no_other():
    result = newer.e_result()
    base = result["ae_item_base_info_dto"]
    base["detail"] = ""
    modules = [{"type": "text", "data": {"content": "Soft & warm"}}, {"type": "image"}]
    base["mobile_detail"] = json.dumps({"version": "2.0.0", "moduleList": modules})
    assert read(result).description_html == "<p>Soft &amp; warm</p>"
    base["mobile_detail"] = "not {json"
    assert read(result).description_html is None


def test_an_item_that_is_off_sale_is_removed():
    result = newer.e_result()
    result["ae_item_base_info_dto"]["product_status_type"] = "offline"
    reading = reading_of(newer.answer(result))
    assert (reading.outcome, reading.generation) == (Outcome.REMOVED, Generation.E)


@pytest.mark.parametrize(
    "part", ["ae_item_sku_info_dtos", "ae_multimedia_info_dto", "ae_store_info"]
)
def test_only_its_rows_must_be_there(part):
    result = newer.e_result()
    del result[part]
    wanted = Outcome.UNREADABLE if part == "ae_item_sku_info_dtos" else Outcome.PRODUCT
    assert reading_of(newer.answer(result)).outcome is wanted
