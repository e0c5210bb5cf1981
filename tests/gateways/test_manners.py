"""The program is polite: a pace for pages, the pauses that hosts ask for, rest for the broken."""

from datetime import UTC, datetime, timedelta

import pytest

from babydrop_desktop.errors import Refused, Stopped, Unavailable
from babydrop_desktop.gateways.fetching import Response
from babydrop_desktop.gateways.manners import PoliteHttp

PAGE = "https://www.aliexpress.com/item/1.html"
OTHER = "https://pl.aliexpress.com/item/1.html"
API = "https://api-sg.aliexpress.com/sync"
PICTURE = "https://ae01.alicdn.com/kf/S1.jpg"


class Scene:
    """A clock that only waiting moves, and a host that answers what the test wants."""

    def __init__(self):
        self.time = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
        self.asked, self.answers = [], []
        self.polite = PoliteHttp(
            self, self, wait=self.pass_, chance=lambda: 0.0, free=lambda host: host == "mirror"
        )

    def now(self):
        return self.time

    def pass_(self, seconds):
        self.time += timedelta(seconds=seconds)

    def get(self, url, **_rules):
        self.asked.append((url, self.time))
        if self.answers and (error := self.answers.pop(0)) is not None:
            raise error
        return Response(b"x", "text/html", url)

    def post(self, url, _form, **rules):
        return self.get(url, **rules)

    def close(self):
        self.asked.append("closed")

    def ask(self, url=PAGE, purpose="page", check=lambda: None):
        return self.polite.get(url, purpose=purpose, check=check)

    def pause(self, url=PAGE, purpose="page"):
        with pytest.raises(Unavailable) as raised:
            self.ask(url, purpose)
        assert raised.value.reason == "host_waits", raised.value.reason
        return float(raised.value.facts["seconds"])


@pytest.fixture
def scene():
    return Scene()


def broken(reason="server_error", **facts):
    return Unavailable("x", reason=reason, **facts)


def test_pages_of_one_host_keep_a_pace_and_pictures_do_not(scene):
    for _ in range(3):
        scene.ask()
    first, second, third = (at for _, at in scene.asked)
    assert (second - first).total_seconds() >= 1
    assert (third - second).total_seconds() >= 1
    scene.ask(OTHER)
    before = scene.time
    for _ in range(5):
        scene.ask(PICTURE, "picture")
    assert scene.time == before


def test_chance_adds_to_the_pace_so_that_no_beat_is_kept(scene):
    scene.polite._chance = iter([1.0, 0.0]).__next__
    scene.ask()
    scene.ask()
    first, second = (at for _, at in scene.asked)
    assert (second - first).total_seconds() == pytest.approx(1.5, abs=0.11)


def test_the_owners_own_mirror_has_no_pace(scene):
    for _ in range(3):
        scene.ask("https://mirror/item/1.html")
    assert len({at for _, at in scene.asked}) == 1


def test_a_turn_that_is_far_away_is_a_pause_and_waiting_can_be_stopped(scene):
    scene.polite._wait = lambda _seconds: None  # nobody waits: turns pile up
    for _ in range(5):
        scene.polite._turn("www.aliexpress.com", "page")
    scene.polite._turn("www.aliexpress.com", "page")
    assert 5 < scene.pause() <= 7

    def stop():
        raise Stopped("x", reason="cancelled")

    with pytest.raises(Stopped):
        scene.ask("https://www.aliexpress.us/item/1.html", check=stop) and scene.ask(
            "https://www.aliexpress.us/item/1.html", check=stop
        )


def test_a_pause_that_is_asked_for_is_kept_to_the_second(scene):
    scene.answers = [broken("too_many_requests", retry_after="90")]
    assert scene.pause() == 90
    assert scene.pause() == 90
    scene.pass_(60)
    assert scene.pause() == 30
    assert len(scene.asked) == 1
    scene.pass_(30)
    scene.ask()
    scene.ask()
    assert len(scene.asked) == 3


def test_a_pause_without_a_time_is_a_minute_and_doubles(scene):
    scene.answers = [broken("too_many_requests"), broken("too_many_requests")]
    assert scene.pause() == 60
    scene.pass_(60)
    assert scene.pause() == 120


def test_a_host_that_fails_five_times_is_left_alone_then_tried_once(scene):
    scene.answers = [broken("no_answer")] * 6
    for _ in range(5):
        with pytest.raises(Unavailable) as raised:
            scene.ask(PICTURE, "picture")
        assert raised.value.reason == "no_answer"
    assert 59 < scene.pause(PICTURE, "picture") <= 60
    scene.pass_(60)
    with pytest.raises(Unavailable) as raised:
        scene.ask(PICTURE, "picture")
    assert raised.value.reason == "no_answer"
    assert 119 < scene.pause(PICTURE, "picture") <= 120  # one look was enough
    scene.pass_(120)
    scene.ask(PICTURE, "picture")
    scene.answers = [broken("no_answer")] * 4 + [None]
    for _ in range(4):
        with pytest.raises(Unavailable):
            scene.ask(PICTURE, "picture")
    scene.ask(PICTURE, "picture")
    assert scene.polite._hosts["ae01.alicdn.com"].failures == 0


def test_only_one_call_looks_whether_a_host_is_well_again(scene):
    scene.answers = [broken("too_many_requests", retry_after="5")]
    assert scene.pause() == 5
    scene.pass_(5)
    scene.polite._turn("www.aliexpress.com", "page")
    # As long as that look may take: a second import is not worn out meanwhile.
    assert scene.pause() == 15
    scene.polite._went_well("www.aliexpress.com")
    scene.ask()


def begun_together(scene, *answers):
    """Answer calls that were under way when the first answer came; how long the host rests."""
    host = "ae01.alicdn.com"
    for _ in answers:
        scene.polite._turn(host, "picture")
    for answer in answers:
        if answer is None:
            scene.polite._went_well(host)
        else:
            scene.polite._failed(host, answer)
    return scene.pause(PICTURE, "picture")


def test_calls_that_were_under_way_neither_end_a_pause_nor_double_nor_shorten_it(scene):
    busy = broken("too_many_requests")
    hour, minute = (broken("too_many_requests", retry_after=s) for s in ("3600", "60"))
    assert begun_together(Scene(), busy, busy, busy) == 60
    assert begun_together(Scene(), hour, None) == 3600
    assert begun_together(Scene(), hour, busy, minute, broken("no_answer")) == 3600
    assert begun_together(scene, minute, hour) == 3600
    scene.pass_(3600)
    scene.ask(PICTURE, "picture")
    scene.ask(PICTURE, "picture")


def test_a_clock_that_is_set_back_makes_no_pause_longer(scene):
    year = 365 * 24 * 3600
    scene.ask()
    scene.pass_(-year)
    with pytest.raises(Unavailable):
        scene.ask()
    scene.pass_(7)
    scene.ask()
    scene.answers = [broken("too_many_requests", retry_after="90")]
    assert scene.pause(PICTURE, "picture") == 90
    scene.pass_(-year)
    assert scene.pause(PICTURE, "picture") == 90
    scene.pass_(90)
    scene.ask(PICTURE, "picture")


def test_a_host_that_says_no_to_the_call_that_looks_is_well_again(scene):
    scene.answers = [broken("no_answer")] * 5 + [Refused("x", reason="picture_gone")]
    for _ in range(5):
        with pytest.raises(Unavailable):
            scene.ask(PICTURE, "picture")
    scene.pass_(60)
    with pytest.raises(Refused):
        scene.ask(PICTURE, "picture")
    for _ in range(2):  # both at once
        scene.polite._turn("ae01.alicdn.com", "picture")


def test_an_answer_that_says_no_is_no_failure_of_the_host(scene):
    scene.answers = [Refused("x", reason="page_gone")] * 9
    for _ in range(9):
        with pytest.raises(Refused):
            scene.ask()
    scene.ask()


def test_a_stop_in_the_middle_leaves_the_next_call_its_look(scene):
    scene.answers = [broken("too_many_requests", retry_after="1"), Stopped("x", reason="cancelled")]
    scene.pause()
    scene.pass_(1)
    with pytest.raises(Stopped):
        scene.ask()
    scene.ask()
    scene.polite.close()
    assert scene.asked[-1] == "closed"


def test_signed_questions_keep_a_pace_of_their_own_and_the_pauses_that_are_asked_for(scene):
    def ask():
        return scene.polite.post(API, {"sign": "x"}, check=lambda: None)

    ask()
    ask()
    (_, first), (_, second) = scene.asked
    assert (second - first).total_seconds() == pytest.approx(0.4)
    scene.answers = [broken("too_many_requests", retry_after="30")]
    for _ in range(2):
        with pytest.raises(Unavailable) as raised:
            ask()
        assert raised.value.reason == "host_waits"
    assert len(scene.asked) == 3
