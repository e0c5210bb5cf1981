"""An item's page comes by the ways that the owner trusts, in turn, and each try is told."""

from datetime import UTC, datetime, timedelta

import pytest

from babydrop_desktop.domain.files import FetchedPage
from babydrop_desktop.domain.item_address import parse_item_address
from babydrop_desktop.domain.routes import MOST_TRIES, Route, Try
from babydrop_desktop.errors import Refused, Unavailable
from babydrop_desktop.services import codec, routes
from babydrop_desktop.services.routes import Routes
from babydrop_desktop.services.work import Work
from babydrop_desktop.settings import ImportSettings

ADDRESS = parse_item_address("1005001234567890")
NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
PAUSE = Unavailable("pause", reason="host_waits", host="h", seconds="30.000")


class Clock:
    def now(self):
        return NOW


class Way:
    """A way whose answers the test gives: pages, or errors to raise."""

    def __init__(self, route, *answers, unready=""):
        self.route, self.answers, self._unready, self.asked = route, list(answers), unready, 0

    def unready(self):
        return self._unready

    def item(self, address, **_work):
        self.asked += 1
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return FetchedPage(body=answer, address=address.url)


def ways(memory, *sources, **limits):
    per_day = {Route(name): most for name, most in limits.items()}
    return Routes(memory, Clock(), sources, per_day)


def gone(reason="no_answer"):
    return Unavailable(f"it was {reason}", reason=reason)


def test_the_first_way_that_gives_a_page_is_enough(memory):
    api, browser, http = Way(Route.API, unready="no_key"), Way(Route.BROWSER, b"x"), Way(Route.HTTP)
    found = ways(memory, api, browser, http).fetch(ADDRESS, (), Work())
    assert found.page.body == b"x"
    assert found.tries == (Try(Route.BROWSER, NOW, "page"),)
    assert (api.asked, http.asked) == (0, 0)


def test_a_way_that_fails_is_followed_by_the_next_and_both_are_told(memory):
    found = ways(memory, Way(Route.API, gone()), Way(Route.HTTP, b"x")).fetch(ADDRESS, (), Work())
    assert [(one.route, one.outcome, one.says) for one in found.tries] == [
        (Route.API, "no_answer", "it was no_answer"),
        (Route.HTTP, "page", ""),
    ]


def test_no_way_is_tried_twice_in_a_round_and_all_again_in_the_next(memory):
    api, http = Way(Route.API, gone(), b"later"), Way(Route.HTTP, gone("page_gone"))
    made = ways(memory, api, http)
    found = made.fetch(ADDRESS, (), Work())
    assert found.error.reason == "page_gone"
    assert not made.is_another(found.tries)
    assert made.fetch(ADDRESS, found.tries, Work()).error.reason == "no_way"
    again = made.fetch(ADDRESS, routes.anew(found.tries), Work())
    assert again.page.body == b"later"
    assert [one.over for one in again.tries] == [True, True, False]


def test_a_pause_counts_before_any_other_failure_and_its_way_is_tried_again(memory):
    http = Way(Route.HTTP, PAUSE, b"x")
    made = ways(memory, http, Way(Route.BROWSER, gone()))
    found = made.fetch(ADDRESS, (), Work())
    assert routes.pause_of(found.error) == timedelta(seconds=30)
    assert made.is_another(found.tries)
    assert made.fetch(ADDRESS, found.tries, Work()).page.body == b"x"


def test_no_less_trusted_way_goes_before_one_whose_turn_comes_soon(memory):
    http = Way(Route.HTTP, b"x", b"x")
    soon = ways(memory, Way(Route.BROWSER, PAUSE), http).fetch(ADDRESS, (), Work())
    assert routes.pause_of(soon.error) == timedelta(seconds=30)
    assert http.asked == 0
    late = Unavailable("pause", reason="host_waits", seconds="3600.000")
    assert ways(memory, Way(Route.BROWSER, late), http).fetch(ADDRESS, (), Work()).page.body == b"x"


def test_a_page_that_was_put_off_is_not_counted(memory):
    browser = Way(Route.BROWSER, PAUSE, PAUSE, b"x", b"y")
    made, tries = ways(memory, browser, browser=1), ()
    for _ in range(2):
        tries = made.fetch(ADDRESS, tries, Work()).tries
    assert made.fetch(ADDRESS, tries, Work()).page.body == b"x"
    assert made.fetch(ADDRESS, (), Work()).error.facts["what"] == "day"


@pytest.mark.parametrize("reason", ["no_network", "browser_not_started"])
def test_what_opened_no_page_uses_up_no_day(memory, reason):
    browser = Way(Route.BROWSER, gone(reason), gone(reason), b"x")
    made = ways(memory, browser, browser=1)
    for _ in range(2):
        assert made.fetch(ADDRESS, (), Work()).error.reason == reason
    assert made.fetch(ADDRESS, (), Work()).page.body == b"x"


def test_a_host_that_always_wants_a_pause_is_given_up_after_eight(memory):
    made, tries = ways(memory, Way(Route.HTTP, *[PAUSE] * 9)), ()
    for _ in range(8):
        tries = made.fetch(ADDRESS, tries, Work()).tries
    found = made.fetch(ADDRESS, tries, Work())
    assert isinstance(found.error, Refused)
    assert found.error.reason == "no_way"


def test_ways_that_all_want_pauses_are_given_up_each_after_eight(memory):
    sources = [Way(route, *[PAUSE] * 99) for route in Route]
    made, kept = (
        ways(memory, *sources),
        codec.tries_json([Try(Route.HTTP, NOW, "captcha", "", True)]),
    )
    for _ in range(25):
        found = made.fetch(ADDRESS, codec.tries_of(kept), Work())
        kept = codec.tries_json(found.tries)
    assert found.error.reason == "no_way"
    assert [way.asked for way in sources] == [8, 8, 8]
    old = routes.anew(codec.tries_of(kept))
    assert len(codec.tries_of(codec.tries_json(old))) == MOST_TRIES


@pytest.mark.parametrize("page", [b"x", gone()])
def test_a_full_day_is_a_pause_counted_over_all_laptops(memory, page):
    made = ways(memory, Way(Route.BROWSER, page, b"y"), browser=2)
    for _ in range(2):
        made.fetch(ADDRESS, (), Work())
    full = ways(memory, Way(Route.BROWSER, b"z"), browser=2).fetch(ADDRESS, (), Work())
    assert timedelta(hours=23) < routes.pause_of(full.error) <= timedelta(days=1)
    assert full.error.facts["what"] == "day"
    assert ways(memory, Way(Route.BROWSER, b"z")).fetch(ADDRESS, (), Work()).page.body == b"z"


def test_the_owners_order_is_kept_and_what_is_left_out_is_not_used():
    http, browser, api = Way(Route.HTTP), Way(Route.BROWSER), Way(Route.API)
    wish = ImportSettings(order=("http", "api"))
    assert routes.in_order([api, browser, http], wish) == (http, api)
    with pytest.raises(ValueError, match="twice"):
        ImportSettings(order=("http", "http"))


def test_the_last_try_is_told_with_what_its_page_was():
    tries = (Try(Route.API, NOW, "no_answer"), Try(Route.HTTP, NOW, "page"))
    told = routes.judged(tries, "captcha", "A check.")
    assert [one.outcome for one in told] == ["no_answer", "captcha"]
    assert routes.judged(told, "product") == told
    assert routes.judged((), "product") == ()
