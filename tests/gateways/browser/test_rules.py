"""Which browser is taken, where it may go, and when each item has its turn."""

import subprocess
import sys
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from babydrop_desktop.errors import Refused, Stopped, Unavailable
from babydrop_desktop.gateways.browser import finding, rules
from babydrop_desktop.gateways.browser.net_errors import of_navigation
from babydrop_desktop.gateways.browser.source import owners_browser
from babydrop_desktop.gateways.browser.turns import APART_S, Turns
from babydrop_desktop.settings import BrowserSettings


class Waited:
    """A clock that only waiting moves."""

    def __init__(self):
        self.time = datetime(2026, 11, 1, tzinfo=UTC)

    def now(self):
        return self.time

    def wait(self, seconds):
        self.time += timedelta(seconds=seconds)


def quiet():
    """Nobody cancels."""


@pytest.fixture
def clock():
    return Waited()


def program(folder, name):
    made = folder / name
    made.parent.mkdir(parents=True, exist_ok=True)
    made.write_text("#!/bin/sh\n", encoding="ascii")
    made.chmod(0o755)
    return made


@pytest.mark.skipif(sys.platform != "linux", reason="the places of a Linux")
def test_edge_goes_before_chrome_and_chrome_before_chromium(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert finding.find_browser() is None
    for name in ("chromium", "google-chrome-stable", "microsoft-edge"):
        made = program(tmp_path, name)
        assert finding.find_browser() == made


def test_the_browser_that_the_owner_names_is_taken_or_none(tmp_path):
    made = program(tmp_path, "my browser")
    assert finding.find_browser(str(made)) == made
    assert finding.find_browser(str(tmp_path)) is None
    assert finding.find_browser("nothing\0here") is None


def test_windows_and_macs_keep_their_browsers_where_they_do():
    windows = list(finding._places("win32", {"PROGRAMFILES": "C:/P", "LOCALAPPDATA": "C:/L"}))
    assert [str(place).rpartition("\\")[2] for place in windows] == (
        ["msedge.exe"] * 2 + ["chrome.exe"] * 4
    )
    mac = list(finding._places("darwin", {"HOME": "/Users/x"}))
    assert [place.name for place in mac[::2]] == ["Microsoft Edge", "Google Chrome", "Chromium"]


def test_a_screen_is_known_by_its_name():
    assert finding.has_screen("linux", {"WAYLAND_DISPLAY": "wayland-0"})
    assert not finding.has_screen("linux", {"DISPLAY": ""})
    assert finding.has_screen("win32", {})


@pytest.mark.parametrize(
    "url",
    [
        "http://www.aliexpress.com/item/1.html",
        "https://aliexpress.com.example.org/",
        "https://www.aliexpress.com:8443/",
        "https://me@www.aliexpress.com/",
        "https://www.google.com/recaptcha",
        "file:///etc/passwd",
        "data:text/html,x",
        "https://127.0.0.1/",
    ],
)
def test_no_page_is_opened_elsewhere(url):
    assert not rules.is_allowed_place(url)


@pytest.mark.parametrize("url", ["https://de.aliexpress.com/item/1.html?a=1#b", "about:blank"])
def test_aliexpress_own_pages_are_opened(url):
    assert rules.is_allowed_place(url)


def test_all_other_hosts_have_no_address_and_nothing_is_hidden():
    words = rules.flags(visible=True)
    (hosts,) = [word for word in words if word.startswith("--host-resolver-rules=")]
    assert "MAP * ~NOTFOUND" in hosts
    assert "EXCLUDE *.aliexpress.com" in hosts
    assert not any("AutomationControlled" in word or "user-agent" in word for word in words)
    assert not any("imagesEnabled" in word for word in words)
    assert "--blink-settings=imagesEnabled=false" in rules.flags(visible=False)


@pytest.mark.parametrize(
    ("url", "check", "login"),
    [
        ("https://www.aliexpress.com/item/1.html/_____tmd_____/punish?x5secdata=1", True, False),
        ("https://login.aliexpress.com/?return_url=x", False, True),
        ("https://www.aliexpress.com/p/login.html", False, True),
        ("https://login.example.com/", False, False),
        ("https://www.aliexpress.com/item/1.html", False, False),
    ],
)
def test_a_check_and_a_login_are_known_by_their_addresses(url, check, login):
    assert (rules.is_check(url), rules.is_login(url)) == (check, login)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Page.goto: net::ERR_CERT_DATE_INVALID at https://x", "certificate_wrong"),
        ("Page.goto: net::ERR_INTERNET_DISCONNECTED at https://x", "no_network"),
        ("Page.goto: net::ERR_CONNECTION_REFUSED at https://x", "no_answer"),
        ("Page.goto: Timeout 300ms exceeded.", "no_answer"),
        ("Page.goto: net::ERR_EMPTY_RESPONSE at https://x", "broken_answer"),
        ("Page.goto: Download is starting", "page_refused"),
    ],
)
def test_what_the_browser_says_becomes_the_owners_words(text, reason):
    error = of_navigation(text, "www.aliexpress.com")
    assert error.reason == reason
    assert "net::" not in str(error)


def test_other_words_of_the_browser_are_left_to_who_knows_them():
    assert of_navigation("Target page, context or browser has been closed", "x") is None


def test_two_pages_are_8_to_15_seconds_apart(clock):
    assert APART_S == (8.0, 15.0)
    turns = Turns(clock, wait=clock.wait, chance=lambda: 0.0)
    turns.take("1", quiet)
    with pytest.raises(Unavailable) as caught:
        turns.take("2", quiet)
    assert caught.value.reason == "host_waits"
    assert float(caught.value.facts["seconds"]) == pytest.approx(8)


def test_each_waiting_item_keeps_a_turn_of_its_own(clock):
    turns = Turns(clock, wait=clock.wait, chance=lambda: 1.0)
    turns.take("0", quiet)
    begun, told = clock.now(), {}
    for item in "123456":
        with pytest.raises(Unavailable) as caught:
            turns.take(item, quiet)
        told[item] = float(caught.value.facts["seconds"])
    assert list(told.values()) == pytest.approx([15, 30, 45, 60, 75, 90])
    for item, seconds in told.items():
        clock.time = begun + timedelta(seconds=seconds)
        turns.take(item, quiet)
        assert (clock.now() - begun).total_seconds() == pytest.approx(seconds)


def test_a_turn_that_is_near_is_waited_for_and_can_be_cancelled(clock):
    turns = Turns(clock, wait=clock.wait, chance=lambda: 0.0)
    turns.take("1", quiet)
    clock.wait(4)
    began = clock.now()
    turns.take("2", quiet)
    assert (clock.now() - began).total_seconds() == pytest.approx(4)
    clock.wait(5)

    def cancel():
        raise Stopped("Cancelled.", reason="cancelled")

    with pytest.raises(Stopped):
        turns.take("3", cancel)


def test_a_turn_that_nobody_takes_is_given_away(clock):
    turns = Turns(clock, wait=clock.wait, chance=lambda: 0.0)
    turns.take("1", quiet)
    with pytest.raises(Unavailable):
        turns.take("2", quiet)
    clock.wait(120)
    turns.take("3", quiet)


def test_turns_that_are_late_are_not_made_up_for(clock):
    turns = Turns(clock, wait=clock.wait, chance=lambda: 0.0)
    opened = []
    for item in "123":  # the others are told when their turn is
        with suppress(Unavailable):
            turns.take(item, quiet)
    for item, seconds in (("1", 300), ("2", 1), ("3", 1)):  # the first page takes five minutes
        if item != "1":
            turns.take(item, quiet)
        turns.open(quiet)
        opened.append(clock.now())
        clock.wait(seconds)
    apart = [(after - before).total_seconds() for before, after in pairwise(opened)]
    assert apart == pytest.approx([300, 8])


def test_a_clock_that_is_set_back_keeps_no_page_waiting(clock):
    turns = Turns(clock, wait=clock.wait, chance=lambda: 0.0)
    turns.rest(600)
    turns.open(quiet)
    clock.wait(-365 * 24 * 3600)
    began = clock.now()
    turns.take("1", quiet)
    turns.open(quiet)
    assert (clock.now() - began).total_seconds() == pytest.approx(8)


def test_a_rest_holds_for_every_page(clock):
    turns = Turns(clock, wait=clock.wait, chance=lambda: 0.0)
    turns.rest(600)
    for item, seconds in (("1", 600), ("2", 608)):
        with pytest.raises(Unavailable) as caught:
            turns.take(item, quiet)
        assert float(caught.value.facts["seconds"]) == pytest.approx(seconds)


def test_a_shop_that_opens_no_page_loads_nothing_of_the_browser():
    code = "import sys, babydrop_desktop.outside; print('playwright' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"


@pytest.mark.parametrize(
    ("demo", "mirrors", "shut"),
    [
        (False, {}, ""),
        (True, {}, "demo_shut"),
        (False, {"www.aliexpress.com": "http://127.0.0.1:1"}, "off"),
        (False, {"ae01.alicdn.com": "http://127.0.0.1:1"}, ""),
    ],
)
def test_the_browser_is_shut_in_the_demo_shop_and_where_pages_have_a_mirror(
    tmp_path, demo, mirrors, shut
):
    wish = BrowserSettings(path=sys.executable)
    source = owners_browser(tmp_path, Waited(), wish, demo=demo, mirrors=mirrors)
    assert source.unready() == shut


def test_places_are_refused_in_the_words_of_a_page():
    with pytest.raises(Refused) as caught:
        rules.check_place("https://example.com/")
    assert caught.value.reason == "page_not_allowed"
