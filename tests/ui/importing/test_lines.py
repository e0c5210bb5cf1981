"""The list stays true and still while the imports in it move."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from babydrop_desktop.domain.jobs import Choices, JobId, JobState, Stage
from babydrop_desktop.errors import Refused
from tests.ui.importing.conftest import Time
from tests.ui.importing.fake_goods import product
from tests.ui.importing.fake_shop import FakeShop
from ui.common.buttons import CheckBox
from ui.importing.place import ImportPlace
from ui.importing.staging_columns import CHECK, PICTURE, PRODUCT, TICK
from ui.tables.frozen import FrozenColumns

SLEEP = Choices(category_id="c-sleep")
Make = Callable[..., ImportPlace]


def _shown(place: ImportPlace, job_id: JobId) -> Callable[[], bool]:
    return lambda: place.detail.job_id == job_id


def test_only_what_changed_is_asked_for(shop: FakeShop, make: Make, qtbot: QtBot) -> None:
    jobs = [shop.importing.add(product(n, f"Bow {n}"), choices=SLEEP) for n in range(1, 6)]
    place = make()
    qtbot.waitUntil(lambda: place.detail.draft is not None)
    shop.importing.calls.clear()
    shop.importing.put(jobs[3], state=JobState.RUNNING, stage=Stage.PICTURES, done=1, of=9)
    qtbot.waitUntil(lambda: "picture 1 of 9" in place.model.line(3).look.second)
    assert shop.importing.called("rows") == []
    assert shop.importing.called("row") == [jobs[3]]


def test_much_news_is_asked_for_at_most_ten_times_a_second(
    shop: FakeShop, make: Make, qtbot: QtBot
) -> None:
    job_id = shop.importing.add(product(1), choices=SLEEP)
    place = make()
    qtbot.waitUntil(lambda: place.detail.draft is not None)
    shop.importing.calls.clear()
    for done in range(1, 201):
        shop.importing.put(job_id, state=JobState.RUNNING, stage=Stage.PICTURES, done=done, of=200)
    qtbot.waitUntil(lambda: "200 of 200" in place.model.line(0).look.second)
    assert len(shop.importing.called("row")) <= 3


def test_three_hundred_lines_keep_their_place_when_one_changes(
    shop: FakeShop, make: Make, qtbot: QtBot
) -> None:
    jobs = [
        shop.importing.add(product(n, f"Romper {n}"), choices=SLEEP, tell=False)
        for n in range(1, 301)
    ]
    place = make()
    assert place.model.rowCount() == 300
    place.list.choose(jobs[250])
    qtbot.waitUntil(_shown(place, jobs[250]))
    scroll = place.list.verticalScrollBar().value()
    resets: list[int] = []
    place.model.modelReset.connect(lambda: resets.append(1))
    shop.importing.put(jobs[10], state=JobState.RUNNING, stage=Stage.PICTURES, done=2, of=4)
    qtbot.waitUntil(lambda: "2 of 4" in place.model.line(10).look.second)
    place.model.remove(jobs[20])
    assert place.list.current_job() == jobs[250]
    assert resets == []
    assert abs(place.list.verticalScrollBar().value() - scroll) <= 50
    assert place.list.columnSpan(10, PRODUCT) == CHECK - PRODUCT + 1
    assert place.list.columnSpan(11, PRODUCT) == 1


def test_a_waiting_import_says_how_long(
    shop: FakeShop, make: Make, qtbot: QtBot, time: Time
) -> None:
    shop.runner.due = 12.0
    job_id = shop.importing.add(product(1), choices=SLEEP)
    shop.importing.put(job_id, state=JobState.QUEUED)
    place = make()
    qtbot.waitUntil(lambda: place.model.line(0).look.beside == "starts in 12 s")
    time.now += timedelta(seconds=4)
    place.turns.beat.emit(time.now + timedelta(seconds=8))
    assert place.model.line(0).look.beside == "starts in 8 s"


def test_an_address_that_waits_to_be_fetched_says_how_long(
    shop: FakeShop, make: Make, qtbot: QtBot, time: Time
) -> None:
    shop.runner.due = 12.0
    first = shop.importing.add(state=JobState.QUEUED)
    shop.importing.add(state=JobState.QUEUED)
    place = make()
    place.list.choose(first)
    qtbot.waitUntil(lambda: place.model.line(0).look.beside == "starts in 12 s")
    # Nobody knows yet when the second one's turn comes: not before the first one's.
    assert place.model.line(1).look.beside == "waits its turn"
    time.now += timedelta(seconds=4)
    place.turns.beat.emit(time.now + timedelta(seconds=8))
    assert place.model.line(0).look.beside == "starts in 8 s"
    assert "starts in 8 s" in place.detail.state.words()
    shop.importing.put(first, state=JobState.RUNNING)
    qtbot.waitUntil(lambda: "step 1" in place.model.line(0).look.second)
    assert place.model.line(0).look.beside == ""
    assert place.model.line(1).look.beside != ""


def test_a_shop_that_does_not_answer_is_said_with_a_way_to_try_again(
    shop: FakeShop, make: Make, qtbot: QtBot
) -> None:
    place = make()
    shop.importing.errors["rows"] = Refused("The shop server does not answer.", reason="gone")
    place.refresh()
    qtbot.waitUntil(place.banner.isVisible)
    del shop.importing.errors["rows"]
    shop.importing.add(product(1), tell=False)
    place.refresh()
    qtbot.waitUntil(lambda: place.model.rowCount() == 1)
    assert not place.banner.isVisible()


def test_lost_pictures_are_said_where_the_import_is_done(shop: FakeShop, make: Make) -> None:
    job_id = shop.importing.add(product(1), choices=SLEEP)
    row = shop.importing.jobs[job_id].row
    lost = replace(row.summary, lost_pictures=2, check="")
    shop.importing.put(job_id, state=JobState.DONE, stage=Stage.END, summary=lost, product_id="p")
    place = make()
    assert place.model.line(0).look.mark.text == "2 pictures lost"


def test_a_missing_description_is_said_where_the_import_is_done(
    shop: FakeShop, make: Make, qtbot: QtBot
) -> None:
    done = {"state": JobState.DONE, "stage": Stage.END, "product_id": "p"}
    for lost in (0, 2):
        job_id = shop.importing.add(product(lost + 1), choices=SLEEP)
        summary = replace(
            shop.importing.jobs[job_id].row.summary, lost_pictures=lost, no_description=True
        )
        shop.importing.put(job_id, summary=summary, **done)
    place = make()
    assert place.model.line(0).look.mark.text == "No description"
    assert place.model.line(0).look.mark.role == "amber"
    assert place.model.line(1).look.mark.text == "2 pictures lost"
    assert place.model.line(1).look.second.endswith("No description")
    place.list.choose_row(1)
    qtbot.waitUntil(lambda: "2 pictures lost" in place.detail.state.words())
    assert "No description" in place.detail.state.words()


def test_a_line_scrolled_sideways_keeps_its_words_and_its_key_works(
    shop: FakeShop, make: Make, qtbot: QtBot
) -> None:
    ready = shop.importing.add(product(1), choices=SLEEP)
    shop.importing.add(state=JobState.REFUSED, reason="captcha", outcome="captcha")
    place = make()
    table = place.list
    table.horizontalHeader().resizeSection(CHECK, 700)
    qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() > 100)
    table.horizontalScrollBar().setValue(100)
    stays = table.findChild(FrozenColumns)
    assert stays.sections() == [TICK, PICTURE, PRODUCT]
    where = stays.visualRect(place.model.index(0, TICK)).center()
    qtbot.mouseClick(stays.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert place.model.ticked() == ()
    # The head's tick is not covered by what stays.
    box = table.findChild(CheckBox)
    assert table.childAt(box.geometry().center()) is box
    box.click()
    assert place.model.ticked() == (ready,)
    # What stays of a line without prices is words alone; its key is where the line ends.
    cell = table.itemDelegateForColumn(PRODUCT)
    line, index = place.model.line(1), place.model.index(1, PRODUCT)
    assert cell.key_rect(stays.visualRect(index), line).isEmpty()
    assert not cell.key_rect(table.visualRect(index), line).isEmpty()
