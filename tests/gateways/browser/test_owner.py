"""A check or a login waits for the owner, who passes it in the browser's own window."""

import json
import subprocess
import threading

import pytest

from babydrop_desktop.errors import Refused, ShopError, Stopped, Unavailable
from babydrop_desktop.gateways.aliexpress.read import read_page
from babydrop_desktop.gateways.browser.errand import Patience
from tests.fakes import web
from tests.fakes.owners_browser import processes
from tests.fakes.web import Answer
from tests.gateways.browser.items import ADDRESS, Owner
from tests.pages import build, drawn

pytestmark = pytest.mark.xdist_group("browser")
SEARCH = ("search", "--sync", "--onlyvisible", "--class", "chromium|chrome|edge")


class Away(threading.Thread):
    """An import that goes on beside the test."""

    def __init__(self, source, owner):
        super().__init__(daemon=True)
        self.source, self.owner = source, owner
        self.page = self.error = None
        self.start()

    def run(self):
        try:
            self.page = self.source.item(ADDRESS, check=self.owner.check, ask=self.owner.ask)
        except ShopError as error:
            self.error = error

    def done(self, seconds=30):
        self.join(seconds)
        assert not self.is_alive()
        return self


def until_passed(page, check):
    """A server that shows the check until the owner has passed it."""

    def route(handler):
        passed = "passed=1" in handler.headers.get("cookie", "")
        handler.send(Answer(page if passed else check))

    return route


def click(display):
    """Click into the middle of the browser's window, as its owner does."""
    xdotool(*SEARCH, display=display)
    xdotool("mousemove", "--sync", "600", "500", "click", "1", display=display)


def press(key, display):
    """Press a key in the browser's window."""
    xdotool(*SEARCH, "windowfocus", "--sync", "key", key, display=display)


def xdotool(*words, display):
    environment = {"DISPLAY": display, "PATH": "/usr/bin:/bin"}
    subprocess.run(["xdotool", *words], check=True, env=environment, timeout=30)


@pytest.mark.parametrize("visible", [True, False], ids=["window", "no window until then"])
def test_it_goes_on_when_the_owner_has_passed_the_check(
    aliexpress, made, owner, own_screen, visible
):
    aliexpress.routes[drawn.ITEM] = until_passed(drawn.asking(), drawn.check())
    aliexpress.routes[drawn.REPLY] = Answer(drawn.reply(), kind="application/json")
    source = made(visible=visible)
    away = Away(source, owner)
    assert owner.needed.wait(30)
    assert source.show(), "its window is there to be shown"
    click(own_screen)
    away.done()
    assert away.error is None
    assert read_page(away.page.body).product.canonical_id == build.ITEM_ID
    assert owner.asked[:2] == ["captcha", ""][: len(owner.asked)]
    assert not source.show()


def test_a_check_in_place_of_the_reply_is_seen(aliexpress, made, owner, own_screen):
    blocked = {"ret": ["FAIL_SYS_USER_VALIDATE", "RGV587_ERROR::SM::wait"], "data": {"url": "x"}}
    aliexpress.routes[drawn.ITEM] = Answer(drawn.asking())
    aliexpress.routes[drawn.REPLY] = Answer(json.dumps(blocked).encode(), kind="application/json")
    away = Away(made(visible=True), owner)
    assert owner.needed.wait(30)
    aliexpress.routes[drawn.REPLY] = Answer(drawn.reply(), kind="application/json")
    press("F5", own_screen)
    away.done()
    assert owner.asked[0] == "captcha"
    assert read_page(away.page.body).product.canonical_id == build.ITEM_ID


def test_a_login_is_the_owners_too(aliexpress, made, owner, own_screen):
    def item(handler):
        signed_in = "in=1" in handler.headers.get("cookie", "")
        there = web.redirect("https://login.aliexpress.com/?return_url=x")
        handler.send(Answer(drawn.older()) if signed_in else there)

    def login(handler):
        home = "<script>onclick = () => location = 'https://www.aliexpress.com/home'</script>In"
        handler.send(Answer(drawn.other(home)))

    def home(handler):
        cookie = "in=1; Domain=aliexpress.com; Path=/; Secure"
        handler.send(Answer(drawn.other("Welcome"), headers={"Set-Cookie": cookie}))

    aliexpress.routes |= {drawn.ITEM: item, "/": login, "/home": home}
    away = Away(made(visible=True), owner)
    assert owner.needed.wait(30)
    assert owner.asked == ["login"]
    click(own_screen)
    away.done()
    assert read_page(away.page.body).product.canonical_id == build.ITEM_ID, "and back to the item"


def test_a_check_that_nobody_passes_is_named_and_gives_all_pages_a_rest(
    aliexpress, made, owner, own_screen, shop_folder
):
    aliexpress.routes[drawn.ITEM] = Answer(drawn.check())
    source = made(visible=True, patience=Patience(owner_s=0.5))
    error = Away(source, owner).done().error
    assert isinstance(error, Refused)
    assert error.reason == "captcha"
    assert "Try again" in str(error)
    assert processes(shop_folder) == [], "its window is gone"
    with pytest.raises(Unavailable) as caught:
        source.item(ADDRESS, check=owner.check, ask=owner.ask)
    assert caught.value.reason == "host_waits"
    assert float(caught.value.facts["seconds"]) > 60


def test_a_window_that_the_owner_closes_ends_the_wait(
    aliexpress, made, owner, own_screen, shop_folder
):
    aliexpress.routes[drawn.ITEM] = Answer(drawn.check())
    away = Away(made(visible=True), owner)
    assert owner.needed.wait(30)
    press("ctrl+w", own_screen)
    error = away.done().error
    assert (type(error), error.reason) == (Refused, "captcha")


def test_another_page_does_not_wait_for_a_page_that_waits_for_the_owner(
    aliexpress, made, owner, own_screen
):
    aliexpress.routes[drawn.ITEM] = Answer(drawn.check())
    source = made(visible=True)
    away = Away(source, owner)
    assert owner.needed.wait(30)
    with pytest.raises(Unavailable) as caught:
        source.item(ADDRESS, check=Owner().check, ask=Owner().ask)
    assert caught.value.reason == "host_waits"
    owner.stop = Stopped("enough", reason="cancelled")
    assert isinstance(away.done().error, Stopped)


def test_without_a_screen_nobody_is_asked(aliexpress, source, owner):
    aliexpress.routes[drawn.ITEM] = Answer(drawn.check())
    with pytest.raises(Refused) as caught:
        source.item(ADDRESS, check=owner.check, ask=owner.ask)
    assert caught.value.reason == "captcha"
    assert owner.asked == []
