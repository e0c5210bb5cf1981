"""What a page is, when it is not a product that can be read."""

import json

import pytest

from babydrop_desktop.domain.supplier_product import Generation, Outcome
from babydrop_desktop.gateways.aliexpress.read import read_page
from tests.pages import build
from tests.pages.build import ITEM_ID

PUNISH = (
    "<html><body><script>window._config_ = {action: 'captcha', url: "
    "'https://www.aliexpress.com//item/1.html/_____tmd_____/punish?x5secdata=abc'};"
    "var NCTOKENSTR = 'x';</script></body></html>"
)
ITEM_HEAD = f'<meta property="og:url" content="//pl.aliexpress.com/item/{ITEM_ID}.html">'
JSON_LD = (
    '<script type="application/ld+json">[{"@type": "BreadcrumbList"}, {"@type": "Product", '
    '"name": "Romper", "offers": {"price": 5, "priceCurrency": "USD"}}]</script>'
)


def outcome(text):
    reading = read_page(text.encode() if isinstance(text, str) else text)
    assert reading.product is None
    return reading.outcome, reading.generation


def test_a_punish_page_is_a_captcha():
    assert outcome(PUNISH) == (Outcome.CAPTCHA, None)


@pytest.mark.parametrize("data", [build.a2_data(), build.b_data()])
def test_a_page_with_product_data_is_never_a_captcha(data):
    content = build.page(data, head=PUNISH)
    assert read_page(content).outcome is Outcome.PRODUCT


def test_a_page_not_found_is_removed():
    title = '<meta content="404 page" property="og:title">'
    picture = (
        '<meta property="og:image" content="//ae01.alicdn.com/kf/HTB18eCBQXXXXXXfXXXX760XFXXXa">'
    )
    shell = "<script>window.runParams = {}; window._d_c_.isCSR = true;</script>"
    assert outcome(f"<html><head>{title}{ITEM_HEAD}</head>{shell}</html>")[0] is Outcome.REMOVED
    assert outcome(f"<html><head>{picture}</head></html>")[0] is Outcome.REMOVED


@pytest.mark.parametrize(
    ("redirect", "wanted"),
    [
        ({"bigBossBan": True, "code": "OK"}, Outcome.REGION_UNAVAILABLE),
        ({"bigBossBan": False, "code": "SITEM_BAN"}, Outcome.REGION_UNAVAILABLE),
        ({"bigBossBan": False, "code": "ITEM_NOT_FOUND"}, Outcome.REMOVED),
    ],
)
def test_a_page_that_is_taken_away_says_whether_here_or_everywhere(redirect, wanted):
    data = build.a2_data() | {"redirectModule": redirect}
    assert outcome(build.page(data)) == (wanted, Generation.A2)
    data = build.b_data() | {"redirectComponent": redirect}
    assert outcome(build.page(data)) == (wanted, Generation.B)


def test_a_status_other_than_zero_with_all_its_data_can_still_be_bought():
    data = build.b_data() | {"itemStatusComponent": {"status": 1}}
    assert read_page(build.page(data)).outcome is Outcome.PRODUCT
    del data["productInfoComponent"]
    assert outcome(build.page(data)) == (Outcome.REMOVED, Generation.B)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("https://littleotter.aliexpress.com/store/999001", "store"),
        ("//www.aliexpress.com/w/wholesale-romper.html", "search"),
        ("https://www.aliexpress.com/category/201/baby.html", "category"),
    ],
)
def test_store_search_and_category_pages_are_refused_with_words(url, words):
    data = '<script>window._dida_config_._init_data_ = {data: {data: {"root": 1}}};</script>'
    lists = '<script>window.runParams = {"mods": {"itemList": []}, data: {a: 1}};</script>'
    text = f'<html><head><meta content="{url}" property="og:url"></head>{data}{lists}</html>'
    reading = read_page(text.encode())
    assert reading.outcome is Outcome.NOT_A_PRODUCT
    assert words in reading.note


@pytest.mark.parametrize(
    ("text", "generation"),
    [
        ("<script>var skuProducts=[{}];</script>", Generation.A1),
        (
            (
                f"<html><head>{ITEM_HEAD}</head><script>window.runParams = {{\n}};\n"
                'window._d_c_.isCSR = true; window._d_c_.DCData = {"imagePathList": []};</script>'
            ),
            Generation.C,
        ),
        (
            (
                '<html><script id="__AER_DATA__" type="application/json">{"widgets": [{"props": '
                '{"skuInfo": {}}}]}</script></html>'
            ),
            Generation.F,
        ),
        (
            f"<html><head>{ITEM_HEAD}{JSON_LD}</head></html>".replace("5", '"?"'),
            Generation.FALLBACK,
        ),
        (f"<html><head>{ITEM_HEAD}</head></html>", Generation.FALLBACK),
        ('{"data": {"hierarchy": {}, "data": {"price_2256": {"fields": {}}}}}', Generation.A3),
        ('{"result": {"ae_item_base_info_dto": {"product_id": 1}}}', Generation.E),
        (
            '{"aliexpress_ds_product_get_response": {"result": {"ae_item_base_info_dto": {}}}}',
            Generation.E,
        ),
        ('{"data": {"id": "1", "skuInfo": {"propertyList": [], "priceList": []}}}', Generation.F),
        ('{"ret": ["SUCCESS::x"], "data": {"result": {"SKU": {"skuPaths": []}}}}', Generation.D),
        ('mtopjsonp1({"ret": ["SUCCESS::x"], "data": {"result": {"PRICE": {}}}})', Generation.D),
        ('{"PRODUCT_TITLE": {"text": "Romper"}, "GLOBAL_DATA": {}}', Generation.D),
    ],
)
def test_product_data_of_other_generations_is_named(text, generation):
    assert outcome(text) == (Outcome.UNREADABLE, generation)


@pytest.mark.parametrize(
    ("reply", "wanted"),
    [
        ({"ret": ["FAIL_SYS_USER_VALIDATE", "RGV587_ERROR::SM::x"]}, Outcome.CAPTCHA),
        ({"ret": ["RGV587_ERROR::SM::x"], "data": {"url": "https://x/punish"}}, Outcome.CAPTCHA),
        ({"ret": ["FAIL_SYS_TOKEN_EMPTY::x"]}, Outcome.TOKEN_NEEDED),
        ({"ret": ["FAIL_SYS_TOKEN_EXOIRED::x"]}, Outcome.TOKEN_NEEDED),
        ({"ret": "FAIL_SYS_TOKEN_EXPIRED::x"}, Outcome.TOKEN_NEEDED),
        ({"ret": ["FAIL_SYS_SERVICE_TIMEOUT::x"]}, Outcome.API_ERROR),
        ({"ret": ["SUCCESS::x"], "data": {"reviews": []}}, Outcome.NOT_A_PRODUCT),
        ({"error_response": {"code": "27", "msg": "IllegalAccessToken"}}, Outcome.API_ERROR),
        ({"type": "ISV", "code": "IllegalAccessToken", "message": "gone"}, Outcome.API_ERROR),
        ({"code": "27", "msg": "gone", "request_id": "1"}, Outcome.API_ERROR),
        ({"aliexpress_ds_product_get_response": {"rsp_code": 605}}, Outcome.REMOVED),
        ({"rsp_code": "602", "rsp_msg": "not to this country"}, Outcome.REGION_UNAVAILABLE),
        ({"rsp_code": "404", "rsp_msg": "system"}, Outcome.API_ERROR),
        ({"code": "00", "data": {"products": []}, "request_id": "1"}, Outcome.NOT_A_PRODUCT),
        ({"result": {"code": 501, "msg": "x"}, "request_id": "1"}, Outcome.NOT_A_PRODUCT),
        ({"code": "0", "access_token": "x", "request_id": "1"}, Outcome.NOT_A_PRODUCT),
        ({"aliexpress_ds_order_create_response": {"result": {}}}, Outcome.NOT_A_PRODUCT),
        ({"props": {"gallery": []}}, Outcome.NOT_A_PRODUCT),
        ([], Outcome.NOT_A_PRODUCT),
        ({}, Outcome.NOT_A_PRODUCT),
    ],
)
def test_replies_are_told_apart(reply, wanted):
    assert outcome(json.dumps(reply))[0] is wanted


def test_the_text_of_an_api_error_is_kept_for_the_owner():
    envelope = {"error_response": {"code": "7", "msg": "FlowControl", "sub_msg": "slow down"}}
    assert read_page(json.dumps(envelope).encode()).note == "7: FlowControl: slow down"


@pytest.mark.parametrize(
    ("code", "wanted"),
    [
        ("SITEM_NOT_EXIST", Outcome.REMOVED),
        ("SITEM_BAN_NO_AVAIL_SKU", Outcome.REGION_UNAVAILABLE),
        ("SOMETHING_NEW", Outcome.UNREADABLE),
    ],
)
def test_a_reply_without_a_product_says_why(code, wanted):
    world = {"GLOBAL_DATA": {"globalData": {"errorCode": code}}}
    reply = {"ret": ["SUCCESS::x"], "data": {"result": world}}
    assert outcome(json.dumps(reply)) == (wanted, Generation.D)


def test_product_data_in_a_blocked_reply_is_still_product_data():
    reply = {"ret": ["FAIL_SYS_USER_VALIDATE"], "data": {"result": {"SKU": {"skuPaths": []}}}}
    assert outcome(json.dumps(reply)) == (Outcome.UNREADABLE, Generation.D)


@pytest.mark.parametrize("text", ["", "  \n", "\ufeff"])
def test_an_empty_page_is_unreadable(text):
    assert outcome(text) == (Outcome.UNREADABLE, None)


@pytest.mark.parametrize("text", ["<html><body>Hello</body></html>", "just words", "<p>desc</p>"])
def test_any_other_text_is_not_a_product(text):
    assert outcome(text) == (Outcome.NOT_A_PRODUCT, None)


@pytest.mark.parametrize("make", [build.a2_data, build.b_data])
def test_a_page_cut_off_within_its_data_says_so(make):
    content = build.page(make())
    reading = read_page(content[: len(content) * 2 // 3])
    assert reading.outcome is Outcome.UNREADABLE
    assert "cut off" in reading.note
    assert reading.generation is (Generation.A2 if make is build.a2_data else Generation.B)


def test_a_list_of_products_for_search_engines_is_not_one_product():
    listed = JSON_LD.replace('[{"@type": "BreadcrumbList"}, ', '{"@type": "ItemList", "items": [')
    listed = listed.replace("}]</script>", "}]}</script>")
    assert outcome(f"<html>{listed}</html>") == (Outcome.NOT_A_PRODUCT, None)
