"""An item's page is fetched under its canonical number."""

import pytest

from babydrop_desktop.domain.item_address import parse_item_address
from babydrop_desktop.errors import Refused
from babydrop_desktop.gateways.clock import SystemClock
from babydrop_desktop.gateways.http import Http
from babydrop_desktop.gateways.pages import HttpPages
from tests.fakes import web


def quiet():
    """Nobody cancels."""


@pytest.fixture
def server():
    with web.serving() as running:
        yield running


@pytest.fixture
def pages(server):
    http = Http({"www.aliexpress.com": server.base}, SystemClock())
    yield HttpPages(http)
    http.close()


def test_a_page_that_its_own_site_does_not_give_is_asked_for_on_the_global_one(server, pages):
    server.routes["/item/1005006000000000.html"] = web.gzipped(b"<html>one</html>")
    given = parse_item_address(
        "https://www.aliexpress.us/item/3256805813685248.html?sku_id=12000035000000000"
    )
    got = pages.item(given, check=quiet)
    assert got.body == b"<html>one</html>"
    assert got.address == (
        "https://www.aliexpress.com/item/1005006000000000.html?sku_id=12000035000000000"
    )
    assert [seen.path for seen in server.seen] == [
        "/item/1005006000000000.html?sku_id=12000035000000000"
    ]


def test_a_further_part_of_a_page_follows_the_same_rules(server, pages):
    server.routes["/desc.htm"] = web.Answer(b"<p>soft</p>")
    assert pages.text("https://www.aliexpress.com/desc.htm?key=1", check=quiet) == b"<p>soft</p>"
    with pytest.raises(Refused) as caught:
        pages.text("http://127.0.0.1/desc.htm", check=quiet)
    assert caught.value.reason == "page_not_allowed"
