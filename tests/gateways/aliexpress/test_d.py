"""The page's own JSON reply, in every form in which an owner may have it."""

import json
from decimal import Decimal

import pytest

from babydrop_desktop.domain.item_address import parse_item_address
from babydrop_desktop.domain.money import Money
from babydrop_desktop.domain.supplier_product import Generation, Outcome
from babydrop_desktop.gateways.aliexpress.read import read_page
from tests.pages import build, newer
from tests.pages.reading import read as read_older

HEAD = f'<meta property="og:url" content="//www.aliexpress.com/item/{build.ITEM_ID}.html">'


def reading_of(result):
    return read_page(newer.reply(result).encode())


def read(result):
    reading = reading_of(result)
    assert (reading.outcome, reading.generation) == (Outcome.PRODUCT, Generation.D), reading
    return reading.product


def with_row(result, number=0, *, path=None, price=None):
    row = result["SKU"]["skuPaths"][number]
    row.update(path or {})
    if price is not None:
        result["PRICE"]["skuPriceInfoMap"][row["skuIdStr"]] = price
    return result


def test_it_is_the_same_product_as_on_an_older_page():
    product, older = read(newer.d_result()), read_older(build.a2_data())
    for fact in ("title", "axes", "skus", "pictures", "store", "total_stock", "currency", "rating",
                 "attributes", "category_id", "orders", "country", "language", "page_id",
                 "description_url"):  # fmt: skip
        assert getattr(product, fact) == getattr(older, fact), fact
    assert product.unknown == ()
    assert product.shipping[0].cost == Money.of("1.99", "USD")


def test_every_form_of_the_same_reply_gives_the_same_product():
    result = newer.d_result()
    product, whole = read(result), newer.reply(result)
    forms = [
        f"mtopjsonp2({whole})",
        f" mtopjsonp2 ( {whole} );",
        f"/**/ typeof mtopjsonp2 === 'function' && mtopjsonp2({whole});",
        f"<html><body><pre style='x'>{whole}</pre></body></html>".replace("&", "&amp;"),
        f"<pre>mtopjsonp2({whole})</pre>".replace("&", "&amp;").replace('"', "&quot;"),
        json.dumps(result),
        json.dumps({"result": result}),
        json.dumps({"data": {"data": {"result": result}}}),
        json.dumps([{"data": json.loads(whole)}]),
        json.dumps({"lifeCycleEventList": [json.loads(whole)]}),
        json.dumps({"data": whole}),
        json.dumps(build.as_objects(json.loads(whole))),
        json.dumps(json.loads(whole), indent=4),
        build.as_literal(result),
        "\ufeff" + whole,
    ]
    for form in forms:
        assert read_page(form.encode()).product == product, form[:90]


@pytest.mark.parametrize(
    "script",
    [
        "window._d_c_.lifeCycleEventList = [{{data: {whole}}}];",
        "window._d_c_ = {{isCSR: true, lifeCycleEventList: [{{name: 'x', data: {whole}}}]}};",
        'window._d_c_ = {{"a": {{"b": "}};"}}, "c": 1}}; f(function(){{ return {whole} }});',
        "window._d_c_.lifeCycleEventList[0].data = {whole};",
        "mtopjsonp3({whole})",
        "const x = {result}; x.run();",
        "window.cache = [{{a: 1}}, {{b: 2}}, {{c: {{d: {whole}}}}}];",
        "var a = {{}}; var b = {{x: [1, 2]}}; cb({result});",
        "var GLOBAL_DATA = 1; load('GLOBAL_DATA', {{el: 1}}); done({whole});",
        "window.cache = JSON.parse({text});",
    ],
)
def test_it_is_found_wherever_a_saved_page_holds_it(script):
    result = newer.d_result()
    whole = newer.reply(result)
    body = script.format(whole=whole, result=json.dumps(result), text=json.dumps(whole))
    page = (
        f"<html><head>{HEAD}<title>x</title></head><body><script>window.runParams = {{}};"
        'window._d_c_.isCSR = true; window._d_c_.DCData = {"imagePathList": []};</script>'
        '<script>var q = {"i18n": {"A": "it\'s"}};</script>'
        f"<script>{body}</script><script>later({{}})</script></body></html>"
    )
    assert read_page(page.encode()).product == read(result)
    assert read_page(body.encode()).product == read(result)


def test_a_json_script_and_one_without_a_name_are_found_too():
    whole = newer.reply(newer.d_result())
    page = f'<html>{HEAD}<script type="application/json">{whole}</script></html>'
    assert read_page(page.encode()).product == read(newer.d_result())


@pytest.mark.parametrize("separator", [";", ","])
def test_rows_without_an_attribute_are_known_by_their_path(separator):
    result = newer.d_result()
    for row in result["SKU"]["skuPaths"]:
        del row["skuAttr"]
        row["path"] = row["path"].replace(";", separator)
    product = read(result)
    assert product.variant_count == 4
    assert {sku.warehouse.country for sku in product.skus} == {"CN", "US"}
    assert product.axis("14").value("193").name == "Duck"


def test_rows_may_come_as_objects_by_number_or_by_path():
    result = newer.d_result()
    product, rows = read(result), result["SKU"]["skuPaths"]
    result["SKU"]["skuPaths"] = {str(number): row for number, row in enumerate(rows)}
    assert read(result).skus == product.skus
    result["SKU"]["skuPaths"] = json.dumps(rows)
    assert read(result).skus == product.skus
    result["SKU"]["skuPaths"] = {row.pop("path"): row for row in rows}
    assert read(result).skus == product.skus


def test_prices_are_found_by_the_text_form_of_the_id_or_the_other():
    result = newer.d_result()
    product = read(result)
    result["PRICE"]["skuIdStrPriceInfoMap"] = result["PRICE"].pop("skuPriceInfoMap")
    assert read(result).skus == product.skus
    for row in result["SKU"]["skuPaths"]:
        row["skuId"] = row.pop("skuIdStr")
    assert read(result).skus == product.skus


@pytest.mark.parametrize(
    ("price", "now", "before"),
    [
        ({"salePriceString": "$1,234.50", "originalPrice": build.money(2000)}, "1234.5", "2000"),
        ({"salePriceLocal": "67,39€|67|39", "salePriceString": "68 €"}, "67.39", "67.39"),
        ({"salePrice": build.money(5.5), "salePriceString": "$6"}, "5.5", "5.5"),
        ({"salePrice": 5.5, "originalPrice": "7.25"}, "5.5", "7.25"),
        ({"warmUpPrice": build.money(4), "originalPrice": build.money(9)}, "4", "9"),
        ({"originalPrice": {"formatedAmount": "US $7.42"}}, "7.42", "7.42"),
        ({"originalPrice": {"value": 7.42}, "salePriceString": ""}, "7.42", "7.42"),
    ],
)
def test_prices_come_as_numbers_before_texts(price, now, before):
    first = read(with_row(newer.d_result(), price=price)).skus[0]
    assert (str(first.price.amount), str(first.list_price.amount)) == (now, before)
    assert first.price.currency == "USD"


def test_placeholder_prices_of_rows_that_cannot_be_bought_never_count():
    for flag in (False, "false"):
        result = with_row(newer.d_result(), path={"salable": flag},
                          price={"salePriceString": "$149,799.85"})  # fmt: skip
        product = read(result)
        assert product.price_range()[1] == Money.of("12.99", "USD")
        assert (product.skus[0].price, product.skus[0].salable) == (None, False)


def test_the_currency_may_stand_only_beside_a_price():
    result = newer.d_result()
    del result["GLOBAL_DATA"]["globalData"]["currencyCode"]
    assert read(result).currency == "USD"
    result["PRICE"]["targetSkuPriceInfo"]["originalPrice"] = {"currency": "EUR", "value": 5}
    for price in result["PRICE"]["skuPriceInfoMap"].values():
        price["originalPrice"] = {"value": price["originalPrice"]["value"]}
        price["salePriceString"] = "9,99 €"
    assert read(result).price_range() == (Money.of("9.99", "EUR"), Money.of("9.99", "EUR"))


def test_a_currency_named_in_the_text_of_a_price_is_one_and_a_mere_sign_is_not():
    result = newer.d_result()
    del result["GLOBAL_DATA"]["globalData"]["currencyCode"]
    for price in result["PRICE"]["skuPriceInfoMap"].values():
        del price["originalPrice"]
        price["salePriceString"] = "PKR1,542"
    result["PRICE"]["targetSkuPriceInfo"] = {"salePriceString": "PKR1,542"}
    assert read(result).price_range()[0] == Money.of("1542", "PKR")
    result["PRICE"] = json.loads(json.dumps(result["PRICE"]).replace("PKR", "$"))
    assert set(reading_of(result).missing) == {"currency", "price"}


def test_a_reply_without_its_sku_part_is_a_product_whose_rows_are_unknown():
    result = newer.d_result()
    del result["SKU"], result["QUANTITY_PC"]
    reading = reading_of(result)
    product = reading.product
    assert (reading.outcome, reading.missing) == (Outcome.PRODUCT, ("skus",))
    assert product.skus == ()
    assert product.price_range() == (Money.of("8.99", "USD"), Money.of("12.99", "USD"))
    assert product.total_stock is None
    assert product.unknown == ("skus", "stock")


@pytest.mark.parametrize("sku", [{}, {"skuPaths": [{}]}, {"skuPaths": "x"}, {"skuPaths": [1, 2]}])
def test_rows_that_should_be_there_and_are_not_understood_are_unreadable(sku):
    result = newer.d_result()
    result["SKU"] = sku
    reading = reading_of(result)
    assert (reading.outcome, reading.product) == (Outcome.UNREADABLE, None)


def test_a_single_row_may_have_no_path_at_all():
    result = newer.d_result()
    result["SKU"] = {"skuProperties": [], "skuPaths": []}
    result["PRICE"]["skuPriceInfoMap"] = {"12000099900000001": {"salePriceString": "$5.00"}}
    (only,) = read(result).skus
    assert (only.sku_id, only.sku_attr, only.choice) == ("12000099900000001", "", ())
    assert only.price == Money.of("5", "USD")


def test_a_reply_need_not_name_its_item_and_then_the_page_or_the_address_does():
    result = newer.d_result()
    del result["GLOBAL_DATA"]["globalData"]["productId"]
    reading = reading_of(result)
    assert (reading.product.page_id, reading.missing) == ("", ("page_id",))
    assert "page_id" in reading.product.unknown
    address = parse_item_address("3256804044882027")
    named = read_page(newer.reply(result).encode(), address=address)
    assert named.product.canonical_id == "1005004231196779"
    assert named.missing == ()
    page = f"<html>{HEAD}<script>cb({newer.reply(result)})</script></html>"
    assert read_page(page.encode()).product.page_id == build.ITEM_ID
    result["GLOBAL_DATA"]["productInfo"] = {"productId": int(build.ITEM_ID)}
    assert read(result).page_id == build.ITEM_ID


def test_the_real_seller_of_a_shell_store_is_the_one_with_the_certificate():
    result = newer.d_result()
    link = '<a href="//x.aliexpress.com/store/showcredential.htm?a=1&amp;storeNum=1101234567">'
    result["COMPLIANCE_PC"] = {"complianceList": [{"content": "x"}, {"content": link}]}
    assert read(result).store.id == "1101234567"


def test_other_lists_of_pictures_are_taken_where_the_first_is_missing():
    result = newer.d_result()
    result["HEADER_IMAGE_PC"] = {"mainImages": [{"imageUrl": build.PICTURE.format("front")}]}
    assert read(result).pictures == (build.PICTURE.format("front"),)
    result["HEADER_IMAGE_PC"] = {"imgList": [build.PICTURE.format("back")]}
    assert read(result).pictures == (build.PICTURE.format("back"),)


def test_the_title_and_the_layouts_have_a_second_place():
    result = newer.d_result()
    result["GLOBAL_DATA"]["globalData"]["subject"] = result.pop("PRODUCT_TITLE")["text"]
    result["SHIPPING"] = {"deliveryLayoutInfo": [newer.offer(shippingFee="free")]}
    product = read(result)
    assert product.title == "Baby's First Romper, soft cotton & snaps"
    assert product.shipping[0].free
    assert product.weight_kg is None
    assert product.rating == Decimal("4.8")
