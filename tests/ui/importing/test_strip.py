"""The strip under the list says how many imports there are, how far, and how long they take."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from babydrop_desktop.domain.jobs import Choices, JobState, Stage
from tests.ui.importing.conftest import Time
from tests.ui.importing.fake_goods import product
from tests.ui.importing.fake_shop import FakeShop
from ui.importing.place import ImportPlace

SLEEP = Choices(category_id="c-sleep")
Make = Callable[..., ImportPlace]


def test_the_strip_counts_tells_the_time_left_and_cancels(
    shop: FakeShop, make: Make, qtbot: QtBot, time: Time
) -> None:
    jobs = [shop.importing.add(product(n, f"Bow {n}"), choices=SLEEP) for n in range(1, 4)]
    place = make()
    assert not place.strip.isVisible()
    for job_id in jobs:
        shop.importing.put(job_id, state=JobState.RUNNING, stage=Stage.PICTURES, done=0, of=9)
    qtbot.waitUntil(place.strip.isVisible)
    qtbot.waitUntil(lambda: place.strip.words().startswith("Importing 3 products"))
    list_bottom = place.list.mapTo(place, place.list.rect().bottomLeft()).y()
    assert list_bottom <= place.strip.mapTo(place, place.strip.rect().topLeft()).y()
    for job_id in jobs[:2]:
        shop.importing.put(job_id, state=JobState.DONE, stage=Stage.END, product_id=f"p-{job_id}")
    time.now += timedelta(seconds=20)
    shop.importing.put(jobs[2], done=7)
    qtbot.waitUntil(lambda: "2 done, pictures 7 of 9" in place.strip.words())
    assert "about 2 s left" in place.strip.words()
    qtbot.mouseClick(place.strip.cancel_key, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shop.importing.called("cancel") == [jobs[2]])
    qtbot.waitUntil(lambda: not place.strip.isVisible())
    assert not place.turns.running


def test_the_strip_never_promises_less_than_the_last_turn_takes(
    shop: FakeShop, make: Make, qtbot: QtBot, time: Time
) -> None:
    jobs = [shop.importing.add(product(n, f"Bow {n}"), choices=SLEEP) for n in range(1, 21)]
    place = make()
    shop.runner.due = 34.0
    shop.importing.put(jobs[0], state=JobState.RUNNING, stage=Stage.PICTURES, done=8, of=9)
    qtbot.waitUntil(place.strip.isVisible)
    for job_id in jobs[1:]:
        shop.importing.put(job_id, state=JobState.QUEUED, stage=Stage.PRICE)
    qtbot.waitUntil(lambda: "19 waiting" in place.strip.words())
    time.now += timedelta(seconds=14)
    for job_id in jobs[1:13]:
        shop.importing.put(job_id, state=JobState.DONE, stage=Stage.END, product_id="p")
    qtbot.waitUntil(lambda: "12 done, 7 waiting" in place.strip.words())
    qtbot.waitUntil(lambda: "about 34 s left" in place.strip.words())
    assert place.model.line(13).look.beside == "starts in 34 s"
    shop.importing.put(jobs[0], done=0)
    # Ten a minute: with all nineteen waiting, the last one begins a minute after the first.
    for job_id in jobs[1:13]:
        shop.importing.put(job_id, state=JobState.QUEUED, stage=Stage.PRICE, product_id=None)
    qtbot.waitUntil(lambda: "19 waiting" in place.strip.words())
    qtbot.waitUntil(lambda: "about 2 min left" in place.strip.words())
    shop.importing.put(jobs[0], state=JobState.DONE, stage=Stage.END, product_id="p")
    qtbot.waitUntil(
        lambda: place.strip.words().startswith("19 products wait to be imported · 1 done")
    )


def test_the_batch_counts_those_that_were_done_before_anybody_looked(
    shop: FakeShop, make: Make, qtbot: QtBot
) -> None:
    jobs = [shop.importing.add(product(n, f"Bow {n}"), choices=SLEEP) for n in range(1, 4)]
    shop.importing.quick.update(jobs[:2])
    place = make()
    qtbot.waitUntil(lambda: place.detail.draft is not None)
    place.detail.import_all.emit()
    qtbot.waitUntil(lambda: place.strip.words() == "1 product waits to be imported · 2 done")
    shop.importing.put(jobs[2], state=JobState.DONE, stage=Stage.END, product_id="p-3")
    qtbot.waitUntil(lambda: not place.strip.isVisible())
