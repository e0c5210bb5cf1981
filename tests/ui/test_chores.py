"""The shop is looked after behind the open window, and never in the way of its start or its end."""

import threading

import pytest

from babydrop_desktop.errors import Stopped, Unavailable
from ui.work.chores import Chore


@pytest.fixture
def make(qapp, loop, pools, heard):
    made = []

    def chore(run, first_ms=60_000, every_ms=3_600_000):
        made.append(Chore(run, pools, heard.errors.append, first_ms=first_ms, every_ms=every_ms))
        return made[-1]

    yield chore
    for one in made:
        one.stop()


def test_it_waits_first_and_comes_again_and_again(qtbot, make):
    answers = []
    chore = make(lambda _work: "tidied")
    chore.done.connect(answers.append)
    assert (chore.timer.interval(), chore.timer.isActive()) == (60_000, True)
    chore.timer.timeout.emit()
    qtbot.waitUntil(lambda: answers == ["tidied"])
    assert (chore.timer.interval(), chore.timer.isActive()) == (3_600_000, True)


def test_it_is_never_done_twice_at_once(qtbot, make):
    going_on, began = threading.Event(), []

    def run(_work):
        began.append(1)
        going_on.wait(20)

    chore = make(run, first_ms=0, every_ms=1)
    qtbot.waitUntil(lambda: began == [1])
    assert not chore.timer.isActive()
    going_on.set()
    qtbot.waitUntil(lambda: len(began) > 1)


def test_closing_stops_it(qtbot, make):
    works, going_on = [], threading.Event()

    def run(work):
        works.append(work)
        going_on.wait(20)

    chore = make(run, first_ms=0)
    qtbot.waitUntil(lambda: len(works) == 1)
    chore.stop()
    assert works[0].stopping
    going_on.set()
    assert not chore.timer.isActive()


@pytest.mark.parametrize(
    ("trouble", "told"),
    [
        (Stopped("Cancelled.", reason="cancelled"), 0),
        (Unavailable("The disk is full.", reason="database_disk_full"), 1),
        (KeyError("bug"), 1),
    ],
)
def test_troubles_and_bugs_are_told_but_not_that_it_was_stopped(qtbot, make, heard, trouble, told):
    def run(_work):
        raise trouble

    chore = make(run, first_ms=0)
    qtbot.waitUntil(lambda: chore.timer.isActive() and chore.timer.interval() == 3_600_000)
    assert len(heard.errors) == told
    heard.errors.clear()


def test_a_shop_that_was_closed_just_now_is_left_alone(qtbot, make, pools):
    began = []
    chore = make(began.append)
    assert pools.close(within_ms=5000)
    chore.timer.timeout.emit()  # it was due at that very moment
    assert began == []
