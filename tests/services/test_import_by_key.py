"""With the owner's key an address becomes a product without a page; no secret is left anywhere."""

import subprocess
import sys
from pathlib import Path

import pytest

from babydrop_desktop import outside
from babydrop_desktop.bootstrap import open_shop
from babydrop_desktop.domain.jobs import Choices, JobState
from babydrop_desktop.domain.routes import Route
from babydrop_desktop.domain.supplier_access import AccessState
from babydrop_desktop.paths import Profile, ShopOptions
from tests.fakes import api
from tests.fakes.shop import category_id, work_off
from tests.fakes.supplier import ITEM, item_page

WAYS = 'order = ["api", "http"]'
RETURNS = "https://shop.example/done"


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    return api.certificate(tmp_path_factory.mktemp("api"))


@pytest.fixture
def server(certificate):
    with api.serving(certificate) as running:
        running.answers["aliexpress.ds.product.get"] = api.product(item_id=ITEM)
        yield running


@pytest.fixture
def shop(server, certificate, monkeypatch, settings_file, open_shops, prepared_sqlite_url):
    """An open shop whose owner has a key that is allowed."""

    def client(mirrors, clock):
        return api.client(server, certificate, clock, **mirrors)

    keys = api.Keys()
    monkeypatch.setattr(outside, "LaterHttp", client)
    monkeypatch.setattr(outside, "key_store", lambda: keys)
    settings_file(WAYS)
    made = open_shops(prepared_sqlite_url)
    made.account.keep(api.APP_KEY, api.SECRET, RETURNS)
    assert made.account.sign_in(api.CODE).state is AccessState.ALLOWED
    return made


def imported(shop):
    wanted = Choices(category_id=category_id(shop))
    job = shop.importing.stage_item(ITEM, auto=True, choices=wanted)
    work_off(shop)
    tries = [(one.route, one.outcome) for one in shop.importing.tries(job)]
    return shop.importing.row(job), tries


def test_an_address_becomes_a_product_by_the_official_interface(shop, supplier):
    row, tries = imported(shop)
    assert (row.state, row.outcome) == (JobState.DONE, "product")
    assert tries == [(Route.API, "product")]
    assert not any(path.startswith("/item/") for path in supplier.asked)
    assert shop.catalog.detail(row.product_id).name == "Cloud Bodysuit"


def test_where_the_key_does_not_count_any_more_the_next_way_goes_on(shop, supplier, server):
    server.access = server.refresh = "taken-back"
    supplier.sells(ITEM, item_page())
    row, tries = imported(shop)
    assert row.state is JobState.DONE
    assert tries == [(Route.API, "sign_in_again"), (Route.HTTP, "product")]
    before = len(server.seen)
    assert shop.account.status().state is AccessState.ENDED
    assert not shop.supplier.can_be_asked()
    assert len(server.seen) == before


def test_a_product_that_is_gone_is_gone_by_every_way(shop, supplier, server):
    supplier.sells(ITEM, item_page())
    server.answers["aliexpress.ds.product.get"] = {
        "aliexpress_ds_product_get_response": {"rsp_code": 605, "rsp_msg": "ITEM_ID_NOT_FOUND"}
    }
    row, tries = imported(shop)
    assert (row.state, row.outcome) == (JobState.REFUSED, "removed")
    assert tries == [(Route.API, "removed")]


def test_no_file_of_the_shop_holds_a_secret_after_a_days_work(shop, server, profile, supplier):
    server.moods = []
    imported(shop)
    server.access = "revoked-there"  # it is renewed
    server.answers["aliexpress.ds.product.get"] = api.error("Odd", f"{api.SECRET} {api.CODE}")
    supplier.sells(ITEM, item_page())
    imported(shop)
    secrets = [api.SECRET, api.CODE, server.access, server.refresh, "access-1", "refresh-1"]
    files = [path for path in profile.rglob("*") if path.is_file()]
    assert any(path.suffix == ".log" for path in files)
    found = {
        (path.name, secret)
        for path in files
        for secret in secrets
        if secret.encode() in path.read_bytes()
    }
    assert found == set()


def test_a_shop_opens_without_the_interface_and_the_key_store(tmp_path):
    folder = tmp_path / "shop"
    folder.mkdir()
    (folder / "settings.toml").write_text('[aliexpress]\napp_key = "123456"\n')
    open_shop(ShopOptions(Profile(folder))).close()  # its database is made
    code = (
        "import sys\nfrom pathlib import Path\n"
        "from babydrop_desktop.bootstrap import open_shop\n"
        "from babydrop_desktop.paths import Profile, ShopOptions\n"
        "open_shop(ShopOptions(Profile(Path(sys.argv[1])))).close()\n"
        "heavy = {'keyring', 'babydrop_desktop.gateways.aliexpress.access', 'httpx'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)],
        cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    assert done.stdout.strip() == "[]"
