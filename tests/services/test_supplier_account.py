"""The owner's key is taken, allowed, tried and forgotten; no secret is ever in a file."""

from urllib.parse import parse_qs, urlsplit

import pytest

from babydrop_desktop.bootstrap import open_shop
from babydrop_desktop.domain.connection import Keeping
from babydrop_desktop.domain.supplier_access import AccessState
from babydrop_desktop.errors import Refused, Unavailable
from babydrop_desktop.gateways.aliexpress.read import read_page
from babydrop_desktop.gateways.owners_api import Asker, OwnersApi
from babydrop_desktop.paths import Profile, ShopOptions
from babydrop_desktop.services.health import Health
from babydrop_desktop.services.supplier import Supplier
from babydrop_desktop.services.supplier_account import SupplierAccount
from babydrop_desktop.services.work import Work
from babydrop_desktop.settings import Settings, read_settings
from tests.fakes import api

RETURNS = "https://shop.example/done"
PASTED = f"{RETURNS}?code={api.CODE}&state=1"


class Reader:
    """Reads at once, in this process."""

    def read(self, page, *, address=None):
        return read_page(page, address=address)


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    return api.certificate(tmp_path_factory.mktemp("api"))


@pytest.fixture
def server(certificate):
    with api.serving(certificate) as running:
        yield running


@pytest.fixture
def desk(server, certificate, tmp_path):
    """What an open shop has of it."""
    return Desk(server, certificate, tmp_path)


class Desk:
    def __init__(self, server, certificate, folder, *, demo=False):
        self.clock, self.keys = api.MovingClock(), api.Keys()
        self.settings = folder / "settings.toml"
        http = api.client(server, certificate, self.clock)
        asker = Asker("", "DE", "EUR", folder / "aliexpress.lock", demo=demo)
        self.api = OwnersApi(http, lambda: self.keys, self.clock, asker)
        self.account = SupplierAccount(self.api, Reader(), self.settings)
        self.supplier = Supplier(self.api)

    def keep(self):
        return self.account.keep(f" {api.APP_KEY} ", f"{api.SECRET}\n", RETURNS)

    def sign_in(self):
        self.keep()
        return self.account.sign_in(PASTED)


def refused(call, *given):
    with pytest.raises(Refused) as caught:
        call(*given)
    return caught.value


def test_from_no_key_to_a_product_read(desk, server):
    assert desk.account.status().state is AccessState.NO_KEY
    assert desk.keep().state is AccessState.NOT_ALLOWED
    address = desk.account.sign_in_address()
    asked = parse_qs(urlsplit(address).query)
    assert address.startswith("https://api-sg.aliexpress.com/oauth/authorize?")
    assert asked == {
        "response_type": ["code"], "force_auth": ["true"],
        "redirect_uri": [RETURNS], "client_id": [api.APP_KEY],
    }  # fmt: skip
    status = desk.account.sign_in(PASTED)
    assert status.state is AccessState.ALLOWED
    assert status.account == "ada@shop.example"
    assert (status.until - desk.clock.now()).days == 2
    tried = desk.account.test(api.ITEM, Work())
    assert (tried.title, tried.variants, str(tried.price.amount)) == ("Cloud Bodysuit", 2, "6.4")
    form = server.asked("aliexpress.ds.product.get")[-1]
    assert (form["ship_to_country"], form["target_currency"]) == ("DE", "EUR")
    assert desk.supplier.can_be_asked()


def test_no_file_ever_holds_a_secret(desk, server, tmp_path):
    desk.sign_in()
    desk.account.test(api.ITEM, Work())
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert desk.settings in files
    text = b"".join(path.read_bytes() for path in files)
    assert api.APP_KEY.encode() in text
    for secret in (api.SECRET, server.access, server.refresh, api.CODE):
        assert secret.encode() not in text
    assert all(path.stat().st_mode & 0o077 == 0 for path in files)


@pytest.mark.parametrize(
    ("key", "secret", "returns", "field"),
    [
        ("", "s", RETURNS, "App Key"),
        ("12 34", "s", RETURNS, "App Key"),
        ("1234", "", RETURNS, "App Secret"),
        ("1234", "s\x00", RETURNS, "App Secret"),
        ("1234", "s", "", "Callback URL"),
        ("1234", "s", "http://shop.example", "Callback URL"),
        ("1234", "s", "javascript:alert(1)", "Callback URL"),
    ],
)
def test_what_cannot_be_a_key_is_not_kept(desk, key, secret, returns, field):
    error = refused(desk.account.keep, key, secret, returns)
    assert (error.reason, error.facts["field"]) == ("key_incomplete", field)
    assert not desk.settings.exists()
    assert desk.keys.kept == {}


def test_an_empty_secret_leaves_the_one_that_is_kept(desk):
    desk.sign_in()
    status = desk.account.keep(api.APP_KEY, "", "https://shop.example/other")
    assert status.state is AccessState.ALLOWED
    assert status.returns_to == "https://shop.example/other"


def test_another_apps_key_leaves_nothing_of_the_one_before(desk):
    desk.sign_in()
    status = desk.account.keep("777777", "other", RETURNS)
    assert (status.state, status.app_key) == (AccessState.NOT_ALLOWED, "777777")
    assert [place for _service, place in desk.keys.kept] == ["777777"]


@pytest.mark.parametrize("pasted", [api.CODE, f"  {api.CODE}\n", PASTED, f"code={api.CODE}"])
def test_the_code_is_found_in_what_is_pasted(desk, pasted):
    desk.keep()
    assert desk.account.sign_in(pasted).state is AccessState.ALLOWED


@pytest.mark.parametrize(
    ("pasted", "reason"),
    [
        ("", "sign_in_code_wrong"),
        (RETURNS, "sign_in_code_wrong"),
        ("two words", "sign_in_code_wrong"),
        ("x" * 5_000, "sign_in_code_wrong"),
        (f"{RETURNS}?error=access_denied", "sign_in_refused"),
        ("3_1_old", "sign_in_code_ended"),
    ],
)
def test_what_holds_no_code_is_told(desk, pasted, reason):
    desk.keep()
    assert refused(desk.account.sign_in, pasted).reason == reason


def test_without_a_key_there_is_nowhere_to_sign_in(desk):
    assert refused(desk.account.sign_in_address).reason == "no_key"
    assert refused(desk.account.sign_in, api.CODE).reason == "no_key"


def test_a_test_of_a_product_that_is_gone_says_so(desk, server):
    desk.sign_in()
    server.answers["aliexpress.ds.product.get"] = {
        "aliexpress_ds_product_get_response": {"rsp_code": 605, "rsp_msg": "ITEM_ID_NOT_FOUND"}
    }
    assert refused(desk.account.test, api.ITEM, Work()).reason == "removed"
    assert refused(desk.account.test, "no address", Work()).reason == "not_aliexpress"


def test_forgotten_means_everywhere(desk):
    desk.sign_in()
    assert desk.account.forget().state is AccessState.NO_KEY
    assert desk.keys.kept == {}
    assert read_settings(desk.settings).aliexpress.app_key == ""
    assert not desk.supplier.can_be_asked()


def test_a_key_that_lasts_for_this_run_only_is_told(desk):
    desk.keys.keeping = lambda _place: Keeping.SESSION
    assert desk.keep().only_this_run


def test_shipping_of_a_variant_is_asked_for_the_shops_country(desk, server):
    desk.sign_in()
    server.answers["aliexpress.ds.freight.query"] = {
        "aliexpress_ds_freight_query_response": {
            "result": {"success": True, "code": 200, "delivery_options": []}
        }
    }
    assert desk.supplier.shipping(api.ITEM, "120") == ()
    asked = server.asked("aliexpress.ds.freight.query")[-1]
    assert '"shipToCountry":"DE"' in asked["queryDeliveryReq"]


def test_a_search_is_asked_page_by_page(desk, server):
    desk.sign_in()
    server.answers["aliexpress.ds.text.search"] = {
        "aliexpress_ds_text_search_response": {"code": "00", "data": {"totalCount": 0}}
    }
    assert desk.supplier.search("hat", page=3).items == ()
    assert server.asked("aliexpress.ds.text.search")[-1]["pageIndex"] == "3"


def test_the_demo_shop_asks_nobody_and_keeps_nothing(server, certificate, tmp_path):
    desk = Desk(server, certificate, tmp_path, demo=True)
    assert desk.account.status().state is AccessState.DEMO
    assert refused(desk.keep).reason == "demo_shut"
    assert not desk.settings.exists()
    assert refused(desk.account.test, api.ITEM, Work()).reason == "demo_shut"
    assert server.seen == []


def finding(shop, status):
    health = Health(shop, None, Settings(), device="mine", access=status)
    (found,) = health._interface()
    return found.fine, found.text


def test_the_check_says_whether_the_interface_can_be_asked(desk, shop):
    assert finding(shop, desk.account.status) == (
        True, "There is no key for the official interface; imports do without it."
    )  # fmt: skip
    desk.keep()
    fine, text = finding(shop, desk.account.status)
    assert not fine
    assert "sign in" in text
    desk.account.sign_in(PASTED)
    assert finding(shop, desk.account.status) == (
        True, "The official interface can be asked until 2026-11-25 09:00 UTC."
    )  # fmt: skip
    kept = dict(desk.keys.kept)
    desk.keys.kept.clear()  # as after a start on a computer without a key store
    fine, text = finding(shop, desk.account.status)
    assert not fine
    assert "enter it again" in text
    desk.keys.kept.update(kept)
    desk.clock.go(days=3)
    fine, text = finding(shop, desk.account.status)
    assert not fine
    assert "again" in text
    desk.keys.error = Unavailable("It waits.", reason="key_store_waits")
    assert finding(shop, desk.account.status) == (False, "It waits.")


def test_an_open_shop_has_the_way_and_waits_for_no_key_store(tmp_path):
    profile = Profile(tmp_path / "shop")
    with_key = '[aliexpress]\napp_key = "1234"\n'
    profile.folder.mkdir()
    profile.settings.write_text(with_key)
    shop = open_shop(ShopOptions(profile))
    try:
        assert shop.supplier.can_be_asked()  # nobody has looked yet
        assert shop.account.status().state is AccessState.NO_KEY  # no secret is kept
    finally:
        shop.close()


@pytest.mark.parametrize(
    "line", ['app_key = "12 34"', 'returns_to = "http://shop.example"', 'returns_to = "x"']
)
def test_settings_that_cannot_be_are_refused(tmp_path, line):
    file = tmp_path / "settings.toml"
    file.write_text(f"[aliexpress]\n{line}\n")
    assert refused(read_settings, file).reason == "settings_wrong"
