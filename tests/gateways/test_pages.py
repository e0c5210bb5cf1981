"""An item's page is fetched from its own site, under its canonical number."""

import pytest

from babydrop_desktop.domain.item_address import parse_item_address
from babydrop_desktop.errors import Refused, ShopError, Unavailable
from babydrop_desktop.gateways.clock import SystemClock
from babydrop_desktop.gateways.fetching import PAGE
from babydrop_desktop.gateways.http import Http
from babydrop_desktop.gateways.pages import HttpPages
from babydrop_desktop.gateways.shut_network import DemoHttp
from tests.fakes import web

OWN, GLOBAL = "www.aliexpress.us", "www.aliexpress.com"
GIVEN = parse_item_address(f"https://{OWN}/item/3256805813685248.html?sku_id=12000035000000000")
PATH = "/item/1005006000000000.html"


def quiet():
    """Nobody cancels."""


@pytest.fixture
def own():
    """The site of the owner's country."""
    with web.serving() as running:
        yield running


@pytest.fixture
def world():
    """The global site, which has the page."""
    with web.serving() as running:
        running.routes[PATH] = web.gzipped(b"<html>one</html>")
        yield running


@pytest.fixture
def pages(own, world):
    http = Http({OWN: own.base, GLOBAL: world.base}, SystemClock())
    yield HttpPages(http)
    http.close()


def item(pages):
    return pages.item(GIVEN, check=quiet)


def test_the_owners_own_site_is_asked_first_for_its_prices(pages, own, world):
    (own_path,) = {GIVEN.page_url.removeprefix(f"https://{OWN}").partition("?")[0]}
    own.routes[own_path] = web.Answer(b"<html>own</html>")
    assert item(pages).body == b"<html>own</html>"
    assert world.seen == []


def test_a_page_that_its_own_site_does_not_have_is_asked_for_on_the_global_one(pages, own, world):
    got = item(pages)
    assert got.body == b"<html>one</html>"
    assert got.address == f"https://{GLOBAL}{PATH}?sku_id=12000035000000000"
    assert [seen.path for seen in world.seen] == [f"{PATH}?sku_id=12000035000000000"]
    assert len(own.seen) == 1


def test_both_sites_together_have_less_time_than_an_imports_network_may_take():
    budgets = []

    class Deaf:
        def get(self, _url, *, budget=None, **_more):
            budgets.append(budget or PAGE)
            raise Unavailable("Silent.", reason="no_answer")

    with pytest.raises(Unavailable):
        HttpPages(Deaf()).item(GIVEN, check=quiet)
    assert len(budgets) == 2
    assert sum(budget.deadline_s for budget in budgets) <= 33


@pytest.mark.parametrize("reason", ["no_network", "no_answer"])
def test_a_site_that_cannot_be_reached_is_gone_round(world, reason):
    http = Http({GLOBAL: world.base}, SystemClock())
    real = http.get

    def get(url, **more):
        if OWN in url:
            raise Unavailable("Away.", reason=reason)
        return real(url, **more)

    http.get = get
    assert item(HttpPages(http)).body == b"<html>one</html>"
    http.close()


@pytest.mark.parametrize(
    ("status", "reason"),
    [(429, "too_many_requests"), (403, "page_refused"), (500, "server_error")],
)
def test_a_site_that_does_not_give_its_page_is_not_gone_round(pages, own, world, status, reason):
    own.routes[GIVEN.page_url.removeprefix(f"https://{OWN}").partition("?")[0]] = web.Answer(
        status=status, headers={"Retry-After": "90"}
    )
    with pytest.raises(ShopError) as caught:
        item(pages)
    assert caught.value.reason == reason
    assert world.seen == []
    if status == 429:
        assert caught.value.facts["retry_after"] == "90"


def test_the_demo_shop_asks_nowhere(world):
    http = DemoHttp({GLOBAL: world.base}, SystemClock())
    with pytest.raises(Refused) as caught:
        item(HttpPages(http))
    assert caught.value.reason == "demo_shut"
    assert world.seen == []
    http.close()


def test_a_page_that_no_site_has_is_gone(pages, world):
    world.routes.clear()
    with pytest.raises(Refused) as caught:
        item(pages)
    assert caught.value.reason == "page_gone"
    assert len(world.seen) == 1


def test_a_further_part_of_a_page_follows_the_same_rules(world, pages):
    world.routes["/desc.htm"] = web.Answer(b"<p>soft</p>")
    assert pages.text(f"https://{GLOBAL}/desc.htm?key=1", check=quiet) == b"<p>soft</p>"
    with pytest.raises(Refused) as caught:
        pages.text("http://127.0.0.1/desc.htm", check=quiet)
    assert caught.value.reason == "page_not_allowed"
