"""What pages lack, and their pictures."""

import json

import pytest

from babydrop_desktop.domain.item_address import parse_item_address
from babydrop_desktop.domain.picture_url import picture_key
from babydrop_desktop.domain.supplier_product import Generation, Outcome
from babydrop_desktop.gateways.aliexpress.read import read_page
from babydrop_desktop.gateways.aliexpress.texts import original_picture
from tests.pages import build
from tests.pages.build import ITEM_ID, row
from tests.pages.reading import read


def test_a_single_sku_has_no_options_and_an_empty_sku_attr():
    data = build.a2_data()
    data["skuModule"] = {
        "hasSkuProperty": False,
        "productSKUPropertyList": [],
        "skuPriceList": [row(12000099900000009, "", "", price=7, stock=4)],
    }
    product = read(data)
    assert product.axes == ()
    assert (product.skus[0].sku_attr, product.skus[0].choice) == ("", ())
    assert product.variant_count == 1


def test_a_page_of_2021_has_no_text_form_of_its_id():
    data = build.a2_data()
    del data["commonModule"]["productIdStr"]
    assert read(data).page_id == ITEM_ID
    del data["commonModule"]["productId"]
    assert read(data).page_id == ITEM_ID


def test_an_id_of_the_us_site_is_made_canonical():
    data = build.a2_data()
    data["commonModule"]["productIdStr"] = "3256804044882027"
    product = read(data)
    assert (product.page_id, product.canonical_id) == ("3256804044882027", "1005004231196779")


def test_an_id_that_the_page_lacks_comes_from_its_head_or_its_address():
    data = build.a2_data()
    del data["commonModule"]["productIdStr"], data["commonModule"]["productId"]
    del data["actionModule"]["productId"]
    assert read(data).page_id == ITEM_ID
    script = build.script(data).encode()
    assert read_page(script).missing == ("page_id",)
    address = parse_item_address("https://www.aliexpress.com/item/9990000000000025.html")
    assert read_page(script, address=address).product.page_id == "9990000000000025"


def test_a_page_of_another_item_says_so():
    address = parse_item_address("9990000000000025")
    reading = read_page(build.page(build.a2_data()), address=address)
    assert reading.product.page_id == ITEM_ID
    assert "9990000000000025" in reading.note


@pytest.mark.parametrize(
    ("make", "part", "missing"),
    [
        (build.a2_data, "titleModule", ("title",)),
        (build.a2_data, "skuModule", ("skus", "price")),
        (build.b_data, "productInfoComponent", ("title",)),
        (build.b_data, "priceComponent", ("skus", "price")),
    ],
)
def test_a_page_without_its_main_parts_is_unreadable_and_says_what_is_missing(make, part, missing):
    data = make()
    del data[part]
    reading = read_page(build.page(data))
    assert reading.outcome is Outcome.UNREADABLE
    assert reading.generation in {Generation.A2, Generation.B}
    assert set(missing) - {"price"} <= set(reading.missing)


@pytest.mark.parametrize("make", [build.a2_data, build.b_data])
def test_a_page_without_any_one_of_its_lesser_parts_is_still_read(make):
    main = {
        "titleModule", "skuModule", "productInfoComponent", "priceComponent",
        "currencyComponent",
    }  # fmt: skip
    for part in set(make()) - main:
        data = make()
        del data[part]
        assert len(read(data).skus) == 8, part


def test_rows_that_name_no_option_are_not_read_as_one():
    data = build.a2_data()
    data["skuModule"] = {"skuPriceList": [row(1, "", "", price=5), row(2, "", "", price=6)]}
    assert read_page(build.page(data)).missing == ("axes",)


def test_options_are_learned_from_the_rows_where_the_lists_are_missing():
    data = build.a2_data()
    del data["skuModule"]["productSKUPropertyList"]
    product = read(data)
    assert product.variant_count == 4
    assert product.axis("14").value("193").name == "Duck"
    assert {s.warehouse.country for s in product.skus} == {"CN", "US"}


def test_rows_given_only_as_text_are_read():
    data = build.b_data()
    rows = data["priceComponent"].pop("skuPriceList")
    data["priceComponent"]["skuJson"] = json.dumps(rows)
    assert read(data).skus == read(build.b_data()).skus


def test_pictures_are_originals_each_once_whatever_host_names_them():
    assert read(build.a2_data()).pictures == (
        "https://ae01.alicdn.com/kf/Sfront/front.jpg",
        "https://ae02.alicdn.com/kf/Sback.jpg",
    )


def test_an_option_keeps_the_picture_that_the_seller_gave_it():
    product = read(build.a2_data())
    assert product.picture_of(product.skus[0]) == "https://ae01.alicdn.com/kf/Sduck/duck.jpg"


@pytest.mark.parametrize(
    "suffix",
    [
        "",
        "_640x640.jpg",
        "_220x220.jpg_.webp",
        "_220x220q75.jpg_.avif",
        "_220x220xz.jpg",
        "_Q90.jpg_.webp",
        "_q90.jpg",
        "_.webp",
        "_640x640.jpg_250x250.jpg",
    ],
)
def test_every_size_suffix_is_cut(suffix):
    found = original_picture("//ae01.alicdn.com/kf/HTB1a.7Tb/slug.jpg" + suffix)
    assert found == "https://ae01.alicdn.com/kf/HTB1a.7Tb/slug.jpg"
    assert picture_key(found) == "HTB1a.7Tb"


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "//127.0.0.1:5432/x.jpg",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/x.jpg",
        "http://localhost/x.jpg",
        "http://2130706433/x.jpg",
        "http://0x7f.1/x.jpg",
        "https://ae01.alicdn.com@127.0.0.1/x.jpg",
        "https://ae01.alicdn.com:22/x.jpg",
        "https://ae01.alicdn.com\u3002evil.example/x.jpg",
        "data:image/png;base64,AAAA",
        "javascript:alert(1)",
        "\\\\evil\\share\\x.jpg",
        "ftp://ae01.alicdn.com/x.jpg",
        "",
        7,
        None,
    ],
)
def test_addresses_that_no_page_should_name_are_dropped(address):
    data = build.a2_data()
    data["imageModule"]["imagePathList"] = [address]
    data["descriptionModule"]["descriptionUrl"] = address
    product = read(data)
    assert product.pictures == ()
    assert product.description_url is None
