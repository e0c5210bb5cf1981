"""Questions reach the interface signed, and what it says against them is told in words."""

import json
import threading

import pytest

from babydrop_desktop.domain.supplier_access import sign_in_again
from babydrop_desktop.domain.supplier_product import Outcome
from babydrop_desktop.errors import Limit, Refused, ShopError, Stopped, Unavailable
from babydrop_desktop.gateways.aliexpress.api import FREIGHT, PRODUCT, SEARCH, Wanted
from babydrop_desktop.gateways.aliexpress.api_calls import Session
from babydrop_desktop.gateways.aliexpress.read import read_page
from babydrop_desktop.gateways.http import Http
from babydrop_desktop.gateways.shut_network import DemoHttp
from tests.fakes import api
from tests.gateways.fetching import quiet


def test_a_product_is_asked_for_as_the_shop_sells_it(program, signed_in, server):
    made = program(Wanted("GB", "EUR", "en"))
    reading = read_page(made.api.product(api.ITEM, check=quiet))
    assert reading.outcome is Outcome.PRODUCT
    assert reading.product.title == "Cloud Bodysuit"
    assert len(reading.product.skus) == 2
    asked = server.asked(PRODUCT)[-1]
    assert asked["product_id"] == api.ITEM
    assert asked["ship_to_country"] == "UK"  # as AliExpress calls it
    assert (asked["target_currency"], asked["target_language"]) == ("EUR", "en")
    assert asked["timestamp"] == "1795424400000"
    assert asked["path"] == "/sync"


@pytest.mark.parametrize(
    ("code", "outcome"), [(605, Outcome.REMOVED), ("602", Outcome.REGION_UNAVAILABLE)]
)
def test_a_product_that_cannot_be_had_is_named_by_its_reader(signed_in, server, code, outcome):
    server.answers[PRODUCT] = {
        "aliexpress_ds_product_get_response": {"rsp_code": code, "rsp_msg": "ITEM_ID_NOT_FOUND"}
    }
    assert read_page(signed_in.api.product(api.ITEM, check=quiet)).outcome is outcome


@pytest.mark.parametrize(
    ("said", "kind", "reason"),
    [
        (api.error("InvalidAppKey"), Refused, "key_unknown"),
        (api.error("IncompleteSignature"), Refused, "secret_wrong"),
        (api.error("IllegalTimestamp"), Refused, "clock_wrong"),
        (api.error("15", "InsufficientPermission"), Refused, "api_not_permitted"),
        (api.error("ServiceUnavailable", kind="ISP"), Unavailable, "api_broken"),
        (api.error("11006", "InvalidParameter"), Unavailable, "api_error"),
        ({"type": "ISV", "code": "InvalidApiPath", "message": "x"}, Unavailable, "api_error"),
        (b"<html>Sign in to the hotel's Wi-Fi</html>", Unavailable, "broken_answer"),
        (b"", Unavailable, "broken_answer"),
        (b'{"a": 1, "a": 2}', Unavailable, "broken_answer"),
        (b"[]", Unavailable, "api_error"),
        (b"<" * 70_000, Unavailable, "broken_answer"),
    ],
)
def test_what_the_interface_says_against_a_question_is_named(signed_in, server, said, kind, reason):
    server.moods = [said]
    with pytest.raises(kind) as caught:
        signed_in.api.product(api.ITEM, check=quiet)
    assert caught.value.reason == reason
    assert signed_in.waited == []


def test_asked_too_often_it_waits_once_and_then_leaves_it_for_a_while(signed_in, server):
    busy = {"code": "7", "msg": "FlowControlLimited", "sub_code": "isp.top-flow-control-limited"}
    server.moods = [{"error_response": busy}]
    assert signed_in.api.product(api.ITEM, check=quiet)
    assert sum(signed_in.waited) == pytest.approx(1.5)
    server.moods = [{"error_response": busy}, {"error_response": busy}]
    with pytest.raises(Unavailable) as caught:
        signed_in.api.product(api.ITEM, check=quiet)
    assert caught.value.reason == "host_waits"
    assert caught.value.facts["seconds"] == "60.000"


def test_a_server_that_fails_is_not_asked_again_by_itself(signed_in, server):
    server.status, before = 502, len(server.seen)
    with pytest.raises(Unavailable) as caught:
        signed_in.api.product(api.ITEM, check=quiet)
    assert caught.value.reason == "server_error"
    assert len(server.seen) == before + 1


def test_a_redirect_is_not_followed(signed_in, server):
    server.status, server.headers = 302, {"Location": "https://api-sg.aliexpress.com/sync"}
    with pytest.raises(Refused) as caught:
        signed_in.api.product(api.ITEM, check=quiet)
    assert caught.value.reason == "api_refused"


def test_an_answer_without_an_end_is_not_taken(signed_in, server):
    server.answers[FREIGHT] = b"{" + b" " * 600_000
    with pytest.raises(Limit) as caught:
        signed_in.api.shipping(api.ITEM, "1", "US", check=quiet)
    assert caught.value.reason == "api_too_large"


def test_no_mirror_ever_gets_a_key(server, certificate, clock):
    http = api.client(server, certificate, clock, **{api.HOST: "http://127.0.0.1:9"})
    assert http.post(f"https://{api.HOST}/sync", {"sign": "x", "method": "y"}, check=quiet).body
    http.close()


@pytest.mark.parametrize(
    "url",
    ["https://www.aliexpress.com/sync", "https://evil.example/sync", "http://api-sg.aliexpress.com/",
     "https://x.api-sg.aliexpress.com/sync", "https://user@api-sg.aliexpress.com/sync"],
)  # fmt: skip
def test_signed_questions_go_to_the_interface_and_nowhere_else(clock, url):
    http = Http({}, clock, resolver=lambda _host: pytest.fail("looked up"))
    with pytest.raises(Refused) as caught:
        http.post(url, {"secret": "s"}, check=quiet)
    assert caught.value.reason == "api_not_allowed"
    http.close()


@pytest.mark.parametrize("purpose", ["page", "picture"])
def test_pages_and_pictures_are_not_fetched_from_the_interface(clock, purpose):
    http = Http({}, clock, resolver=lambda _host: pytest.fail("looked up"))
    with pytest.raises(Refused) as caught:
        http.get(f"https://{api.HOST}/sync", purpose=purpose, check=quiet)
    assert caught.value.reason == f"{purpose}_not_allowed"
    http.close()


def test_the_demo_shop_asks_nothing(clock):
    http = DemoHttp({}, clock)
    with pytest.raises(Refused) as caught:
        http.post(f"https://{api.HOST}/sync", {}, check=quiet)
    assert caught.value.reason == "demo_shut"
    http.close()


def test_two_threads_ask_one_after_the_other(signed_in, server):
    under_way, most = [], []

    def slow(_form):
        most.append(len(under_way))
        return api.product()

    post = signed_in.calls._http.post

    def watched(*given, **more):
        under_way.append(1)
        assert len(under_way) == 1
        try:
            return post(*given, **more)
        finally:
            under_way.pop()

    signed_in.calls._http = type("One", (), {"post": staticmethod(watched)})()
    server.answers[PRODUCT] = slow
    failed = []

    def ask():
        try:
            signed_in.api.product(api.ITEM, check=quiet)
        except BaseException as error:  # noqa: BLE001 - told to the test
            failed.append(error)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert failed == []
    assert len(most) == 4


def test_who_cancels_ends_the_wait_for_a_turn(signed_in):
    def cancelled():
        raise Stopped("enough", reason="cancelled")

    with signed_in.calls._one, pytest.raises(Stopped):
        signed_in.calls.system("/auth/token/create", {}, Session("1", "2"), check=cancelled)


def test_what_is_quoted_of_an_answer_holds_no_secret(signed_in, server):
    server.moods = [
        api.error("Odd", f"{server.access} and {api.SECRET} and token={server.refresh}")
    ]
    with pytest.raises(ShopError) as caught:
        signed_in.api.product(api.ITEM, check=quiet)
    said = f"{caught.value!r} {caught.value.facts}"
    assert "Odd" in said
    assert not any(one in said for one in (server.access, api.SECRET, server.refresh))


def _freight(**result):
    return {"aliexpress_ds_freight_query_response": {"result": result}}


OFFER = {
    "code": "CAINIAO_STANDARD", "company": "Own Line", "shipping_fee_cent": "1.99",
    "shipping_fee_currency": "EUR", "free_shipping": False, "min_delivery_days": 6,
    "max_delivery_days": "9", "ship_from_country": "CN", "tracking": "true",
}  # fmt: skip


@pytest.mark.parametrize(
    "options",
    [
        {"delivery_option_d_t_o": [OFFER]},
        {"delivery_option_d_t_o": OFFER},
        {"delivery_option_d_t_o": {"0": OFFER}},
        [OFFER],
        OFFER,
        {"0": OFFER},
    ],
)
def test_shipping_is_read_however_its_list_is_written(signed_in, server, options):
    server.answers[FREIGHT] = _freight(success="true", code="200", delivery_options=options)
    (offer,) = signed_in.api.shipping(api.ITEM, "120", "DE", check=quiet)
    assert str(offer.cost.amount) == "1.99"  # an amount, for all that it is called cent
    assert offer.cost.currency == "EUR"
    assert (offer.days_min, offer.days_max, offer.ships_from, offer.tracked) == (6, 9, "CN", True)
    asked = json.loads(server.asked(FREIGHT)[-1]["queryDeliveryReq"])
    assert asked["selectedSkuId"] == "120"
    assert asked["shipToCountry"] == "DE"


def test_free_shipping_has_no_cost(signed_in, server):
    free = [{**OFFER, "free_shipping": True}, {**OFFER, "shipping_fee_cent": "0.00"}]
    server.answers[FREIGHT] = _freight(success=True, code=200, delivery_options=free)
    offers = signed_in.api.shipping(api.ITEM, "120", "US", check=quiet)
    assert [(offer.free, offer.cost) for offer in offers] == [(True, None), (True, None)]


def test_a_fee_without_a_currency_is_unknown(signed_in, server):
    odd = {**OFFER, "shipping_fee_currency": "", "min_delivery_days": -1}
    server.answers[FREIGHT] = _freight(success=True, code=200, delivery_options=[odd])
    (offer,) = signed_in.api.shipping(api.ITEM, "120", "US", check=quiet)
    assert (offer.cost, offer.free, offer.days_min) == (None, False, None)


def test_what_is_not_shipped_there_is_an_answer(signed_in, server):
    server.answers[FREIGHT] = _freight(
        success=False, code=505, msg="DELIVERY_NOT_AVAILABLE_TO_YOUR_ADDRESS"
    )
    assert signed_in.api.shipping(api.ITEM, "120", "IS", check=quiet) == ()


@pytest.mark.parametrize(
    ("code", "reason"), [(501, "shipping_untold"), (500, "api_error"), (None, "api_error")]
)
def test_shipping_that_is_not_told_is_an_error(signed_in, server, code, reason):
    server.answers[FREIGHT] = _freight(success=False, code=code, msg="X")
    with pytest.raises(Unavailable) as caught:
        signed_in.api.shipping(api.ITEM, "120", "US", check=quiet)
    assert caught.value.reason == reason


LINE = {
    "itemId": "1005009990000001", "title": "Own &amp; Soft", "targetSalePrice": "3.29",
    "targetOriginalPriceCurrency": "EUR", "salePrice": "25.76",
    "itemMainPic": "//ae01.alicdn.com/kf/Sown.jpg_220x220.jpg",
}  # fmt: skip


@pytest.mark.parametrize(
    "products", [{"selection_search_product": [LINE]}, {"selection_search_product": LINE}, [LINE]]
)
def test_a_search_gives_small_lines(signed_in, server, products):
    server.answers[SEARCH] = {
        "aliexpress_ds_text_search_response": {
            "code": "00",
            "data": {"totalCount": "3984", "products": products},
        }
    }
    found = signed_in.api.search("body suit", 1, check=quiet)
    assert found.total == 3984
    (line,) = found.items
    assert (line.item_id, line.title) == ("1005009990000001", "Own & Soft")
    assert (str(line.price.amount), line.price.currency) == ("3.29", "EUR")
    assert line.picture == "https://ae01.alicdn.com/kf/Sown.jpg"


def test_a_search_that_fails_is_no_empty_one(signed_in, server):
    server.answers[SEARCH] = {"aliexpress_ds_text_search_response": {"code": "15", "msg": "x"}}
    with pytest.raises(Unavailable) as caught:
        signed_in.api.search("body suit", 1, check=quiet)
    assert caught.value.reason == "api_error"


def test_the_sentence_of_an_ended_permission_says_where_to_go():
    assert "Preferences" in str(sign_in_again())
