"""The shop is tidied behind the open window, and never in the way of its start or its end."""

import pytest

from babydrop_desktop.errors import Stopped
from tests.ui.fakes import FakeUpkeep
from ui.work.tidying import EVERY_MS, FIRST_MS, Tidying


@pytest.fixture
def upkeep():
    return FakeUpkeep()


@pytest.fixture
def tidying(qapp, loop, pools, upkeep, heard):
    made = Tidying(upkeep, pools, heard.errors.append)
    yield made
    made.stop()


def test_it_waits_a_minute_and_then_comes_once_an_hour(qtbot, tidying, upkeep):
    assert tidying.timer.interval() == FIRST_MS
    assert upkeep.works == []
    tidying.timer.timeout.emit()
    qtbot.waitUntil(lambda: len(upkeep.works) == 1)
    assert tidying.timer.interval() == EVERY_MS
    assert tidying.timer.isActive()


def test_closing_stops_it(qtbot, tidying, upkeep):
    tidying.timer.timeout.emit()
    qtbot.waitUntil(lambda: len(upkeep.works) == 1)
    tidying.stop()
    assert upkeep.works[0].stopping
    assert not tidying.timer.isActive()


@pytest.mark.parametrize(
    ("trouble", "told"), [(Stopped("Cancelled.", reason="cancelled"), 0), (KeyError("bug"), 1)]
)
def test_only_a_bug_is_told(qtbot, tidying, upkeep, heard, pools, trouble, told):
    upkeep.trouble = trouble
    tidying.timer.timeout.emit()
    qtbot.waitUntil(lambda: len(upkeep.works) == 1)
    pools.answers.close(cancel=False)
    assert pools.answers.wait(10_000)
    assert len(heard.errors) == told
    heard.errors.clear()
