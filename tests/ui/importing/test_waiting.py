"""What waits says until when; what was tried is told; lines are shown by their state."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from babydrop_desktop.domain.jobs import Choices, JobState, Pause
from babydrop_desktop.domain.routes import Route, Try
from tests.ui.importing.fake_goods import NOW, product
from tests.ui.importing.fake_shop import FakeShop
from ui.common import formats
from ui.importing.filter_chips import Shown
from ui.importing.place import ImportPlace
from ui.job_counts import Counts
from ui.status_bar import StatusBar
from ui.theme.theme import Theme

SLEEP = Choices(category_id="c-sleep")
Make = Callable[..., ImportPlace]


@pytest.mark.parametrize(
    ("waits_for", "said"),
    [
        ("www.aliexpress.com", "www.aliexpress.com wants a pause until {until}"),
        ("browser", "Pages are opened one by one; this one at {until}"),
        ("owner", "Waits until {until}: another import needs you in the browser"),
        ("day", "Enough pages for a day; goes on {until}"),
        ("", "Waits until {until}"),
    ],
)
def test_a_line_says_what_it_waits_for_and_until_when(
    shop: FakeShop, make: Make, qtbot: QtBot, waits_for: str, said: str
) -> None:
    until = NOW + timedelta(minutes=5)
    shop.importing.add(state=JobState.QUEUED, not_before=until, waits_for=waits_for)
    place = make()
    wanted = said.format(until=formats.clock(until))
    qtbot.waitUntil(lambda: place.model.line(0).look.second == wanted)


def test_every_way_that_was_tried_is_told_with_what_came_of_it(
    shop: FakeShop, make: Make, qtbot: QtBot
) -> None:
    job = shop.importing.add(state=JobState.REFUSED, reason="captcha", outcome="captcha")
    shop.importing.tried[job] = (
        Try(Route.HTTP, NOW, "captcha"),
        Try(Route.BROWSER, NOW, "strange", "The window was closed."),
    )
    place = make()
    qtbot.waitUntil(lambda: "By plain request" in place.detail.state.tries())
    first, second = place.detail.state.tries().splitlines()
    assert first.endswith(": AliExpress shows a check")
    assert second.endswith(": The window was closed.")
    assert formats.clock(NOW) in first


def test_lines_are_shown_by_their_state_and_all_again_where_none_is_left(
    shop: FakeShop, make: Make, qtbot: QtBot
) -> None:
    for number in range(4):
        shop.importing.add(product(number, stock=(5,)), choices=SLEEP)
    shop.importing.add(product(9, stock=(5,)))
    failed = shop.importing.add(state=JobState.FAILED, reason="bug")
    place = make()
    qtbot.waitUntil(lambda: not place.chips.isHidden())
    assert not place.chips.chips[Shown.DONE].isVisible()
    place.chips.chips[Shown.FAILED].click()
    hidden = [place.list.isRowHidden(at) for at in range(6)]
    assert hidden == [True] * 5 + [False]
    place.chips.chips[Shown.LOOK].click()
    assert [at for at in range(6) if not place.list.isRowHidden(at)] == [4]
    place.chips.chips[Shown.FAILED].click()
    shop.importing.put(failed, state=JobState.QUEUED, reason=None)
    qtbot.waitUntil(lambda: place.chips.shown is Shown.ALL)
    qtbot.waitUntil(lambda: not any(place.list.isRowHidden(at) for at in range(6)))


def test_the_heads_tick_is_for_the_lines_that_are_shown(
    shop: FakeShop, make: Make, qtbot: QtBot
) -> None:
    fine = [shop.importing.add(product(n, stock=(5,)), choices=SLEEP) for n in range(4)]
    look = [shop.importing.add(product(n, stock=(None,)), choices=SLEEP) for n in (7, 8)]
    place = make()
    qtbot.waitUntil(lambda: not place.chips.isHidden())
    assert place.model.ticked() == (*fine, *look)
    place.chips.chips[Shown.LOOK].click()
    place.list._all.click()
    assert place.model.ticked() == tuple(fine)
    place.list._all.click()
    assert place.model.ticked() == (*fine, *look)


def test_variants_that_a_page_does_not_tell_are_not_said_to_be_none(
    shop: FakeShop, make: Make, qtbot: QtBot
) -> None:
    goods = replace(product(1), axes=(), skus=())
    shop.importing.add(goods)
    place = make()
    qtbot.waitUntil(lambda: place.detail.draft is not None)
    assert place.model.line(0).look.second.startswith("variants not told")
    assert place.detail.page._variants_head.beside() == "not told by this page"


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        (
            Counts(waiting=2, pause=Pause(2, "www.aliexpress.com", NOW)),
            "No jobs running · 2 waiting: www.aliexpress.com wants a pause until {until}",
        ),
        (
            Counts(running=1, waiting=7, pause=Pause(2, "ae01.alicdn.com", NOW)),
            "1 job running · 7 waiting, next at {until}",
        ),
        (
            Counts(waiting=1, pause=Pause(1, "day", NOW)),
            "No jobs running · 1 waiting, next at {until}",
        ),
        (
            Counts(waiting=1, pause=Pause(1, "owner", NOW)),
            "No jobs running · 1 waiting, next at {until}",
        ),
        (Counts(waiting=3), "No jobs running · 3 waiting"),
    ],
)
def test_the_status_bar_says_what_the_queue_waits_for(
    theme: Theme, qtbot: QtBot, counts: Counts, said: str
) -> None:
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.show_jobs(counts)
    assert bar.facts()[1] == said.format(until=formats.clock(NOW))
