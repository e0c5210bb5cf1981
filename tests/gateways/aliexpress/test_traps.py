"""Each trap of AliExpress' pages, on small pages of our own."""

import json
from decimal import Decimal

import pytest

from babydrop_desktop.domain.item_address import parse_item_address
from babydrop_desktop.domain.money import Money
from babydrop_desktop.domain.supplier_product import Generation, Outcome
from babydrop_desktop.gateways.aliexpress.options import attributes
from babydrop_desktop.gateways.aliexpress.read import read_page
from babydrop_desktop.gateways.aliexpress.texts import original_picture, picture_identity
from tests.pages import build
from tests.pages.build import ITEM_ID, axis, row, value


def read(data):
    reading = read_page(build.page(data))
    assert reading.outcome is Outcome.PRODUCT, reading
    return reading.product


def one_row(data, made):
    """The page with a single row."""
    sku = data["skuModule" if "skuModule" in data else "priceComponent"]
    sku["skuPriceList"] = [made]
    return read(data).skus[0]


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


# Ships From -------------------------------------------------------------------------------------


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


# Names ------------------------------------------------------------------------------------------


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


# Money ------------------------------------------------------------------------------------------


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


# Stock ------------------------------------------------------------------------------------------


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


# What pages lack --------------------------------------------------------------------------------


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


# Pictures ---------------------------------------------------------------------------------------


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
    assert picture_identity(found) == "HTB1a.7Tb"


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
