"""Imports are started, watched, cancelled, tried again and taken off the list."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from babydrop_desktop.domain.jobs import Choices, JobId, JobState, JobSummary, Stage
from babydrop_desktop.errors import Refused
from tests.ui.importing import scene
from tests.ui.importing.conftest import Heard, Time
from tests.ui.importing.fake_shop import FakeShop, product
from ui.importing.commands import item_page
from ui.importing.place import ImportPlace
from ui.importing.row_actions import RowAction, next_step
from ui.importing.staging_columns import CHECK, PRODUCT, TICK
from ui.importing.staging_delegates import ProductCell

SLEEP = Choices(category_id="c-sleep")
Make = Callable[..., ImportPlace]


def _shown(place: ImportPlace, job_id: JobId) -> Callable[[], bool]:
    return lambda: place.detail.job_id == job_id


def _click_key(place: ImportPlace, qtbot: QtBot, at: int) -> None:
    """Press the key that is painted in a line."""
    index = place.model.index(at, PRODUCT)
    cell = place.list.itemDelegateForColumn(PRODUCT)
    assert isinstance(cell, ProductCell)
    place.list.scrollTo(index)
    inner = place.list.visualRect(index).adjusted(5, 0, -5, -1)
    where = cell.key_rect(inner, place.model.line(at)).center()
    qtbot.mouseClick(place.list.viewport(), Qt.MouseButton.LeftButton, pos=where)


def test_import_this_one_saves_the_last_words_first_and_goes_on_to_the_next(
    shop: FakeShop, make: Make, qtbot: QtBot
) -> None:
    one = shop.importing.add(product(1), choices=SLEEP)
    two = shop.importing.add(product(2, "Lavender Twirl Dress"), choices=SLEEP)
    place = make()
    qtbot.waitUntil(lambda: place.detail.draft is not None)
    title = place.detail.page.words.title
    title.selectAll()
    qtbot.keyClicks(title, "Sleepy Hearts")
    qtbot.mouseClick(place.detail.foot.one, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shop.importing.called("start") == [[one]])
    names = [name for name, _ in shop.importing.calls]
    assert names.index("choose") < names.index("start")
    assert shop.importing.jobs[one].choices.title == "Sleepy Hearts"
    qtbot.waitUntil(_shown(place, two))


def test_an_import_whose_last_edit_is_refused_does_not_start(
    shop: FakeShop, make: Make, qtbot: QtBot
) -> None:
    shop.importing.add(product(1), choices=SLEEP)
    place = make()
    qtbot.waitUntil(lambda: place.detail.draft is not None)
    shop.importing.errors["choose"] = Refused("Not so.", reason="no")
    place.detail.page.model.tick([0], on=False)
    place.detail.foot.one.click()
    qtbot.waitUntil(lambda: "Not so" in place.detail.trouble())
    assert shop.importing.called("start") == []


def test_all_ticked_are_imported_at_once_and_the_blocked_are_not(
    shop: FakeShop, make: Make, qtbot: QtBot
) -> None:
    scene.fill(shop)
    place = make()
    qtbot.waitUntil(lambda: place.detail.foot.all.text() == "Import &all 6 ticked")
    # A tick is taken off with the mouse, and put back for all with the head's box.
    rect = place.list.visualRect(place.model.index(1, TICK))
    qtbot.mouseClick(place.list.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert place.detail.foot.all.text() == "Import &all 5 ticked"
    assert place.model.all_ticked() is Qt.CheckState.PartiallyChecked
    wanted = list(place.model.ticked())
    place.detail.foot.all.click()
    qtbot.waitUntil(lambda: shop.importing.called("start") == [wanted])
    assert len(wanted) == 5


def test_enter_imports_the_ready_line_and_space_unticks_it(
    shop: FakeShop, make: Make, qtbot: QtBot
) -> None:
    job_id = shop.importing.add(product(1), choices=SLEEP)
    place = make()
    qtbot.waitUntil(lambda: place.detail.draft is not None)
    place.list.setFocus()
    qtbot.keyClick(place.list, Qt.Key.Key_Space)
    assert place.model.ticked() == ()
    qtbot.keyClick(place.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shop.importing.called("start") == [[job_id]])


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


def test_what_is_done_is_told_once_with_the_way_to_it(
    shop: FakeShop, make: Make, qtbot: QtBot, heard: Heard
) -> None:
    done_before = shop.importing.add(product(3), choices=SLEEP)
    shop.importing.put(done_before, state=JobState.DONE, stage=Stage.END, product_id="p-old")
    job_id = shop.importing.add(product(1), choices=SLEEP)
    place = make()
    shop.importing.put(job_id, state=JobState.RUNNING, stage=Stage.SAVE)
    qtbot.waitUntil(lambda: place.model.find(job_id).state is JobState.RUNNING)
    shop.importing.put(job_id, state=JobState.DONE, stage=Stage.END, product_id="p-1")
    qtbot.waitUntil(lambda: len(heard.notices) == 1)
    text, action = heard.notices[0]
    assert text == "Imported: Honey Heart Sleepsuit"
    action.run()
    assert heard.went == [("catalog", {"product_id": "p-1"})]


def test_a_product_that_is_in_the_catalog_leads_there(
    shop: FakeShop, make: Make, qtbot: QtBot, heard: Heard
) -> None:
    known = product(3, "First Step Star Shoes", stock=(4,))
    shop.importing.duplicates[known.canonical_id] = ("p-550127", "KP-550127")
    shop.importing.add(known, choices=SLEEP)
    place = make()
    line = place.model.line(0)
    assert (line.look.mark.text, line.look.mark.role) == ("In your catalog", "blue")
    assert "KP-550127" in line.look.second
    assert place.model.ticked() == ()
    qtbot.waitUntil(lambda: place.detail.draft is not None)
    assert not place.detail.foot.one.isEnabled()
    place.list.setFocus()
    qtbot.keyClick(place.list, Qt.Key.Key_Return)
    fix = next(one for one in place.detail.page.checks.lines if one.what == "Duplicate")
    fix.run()
    assert heard.went == [("catalog", {"product_id": "p-550127"})] * 2


def test_a_captcha_says_what_to_do_and_opens_the_item_page(
    shop: FakeShop, make: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: opened.append(url.toString()) or True
    )
    job_id = shop.importing.add(state=JobState.REFUSED, reason="captcha", outcome="captcha")
    place = make()
    qtbot.waitUntil(_shown(place, job_id))
    assert "Pass it in your browser" in place.detail.state.words()
    assert next_step(place.model.line(0).row) is RowAction.OPEN_PAGE
    _click_key(place, qtbot, 0)
    assert opened == ["https://www.aliexpress.com/item/1005000000009001.html"]
    place.detail.state.buttons()[RowAction.RETRY].click()
    qtbot.waitUntil(lambda: shop.importing.called("retry") == [job_id])
    qtbot.waitUntil(lambda: place.model.find(job_id).state is JobState.QUEUED)


def test_the_demo_shop_opens_no_page_and_says_so(
    shop: FakeShop, make: Make, qtbot: QtBot, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.about.demo = True
    opened: list[object] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    shop.importing.add(product(1), choices=SLEEP)
    place = make()
    qtbot.waitUntil(lambda: place.detail.draft is not None)
    place.detail.item_page.click()
    assert opened == []
    assert "demo shop" in heard.notices[0][0]


@pytest.mark.parametrize(
    "given", [None, "", "12 34", "1005/../../evil", "javascript:alert(1)", "１００５"]
)
def test_only_a_plain_number_makes_an_item_page(given: str | None) -> None:
    assert item_page(given) is None


def test_a_failed_job_gives_its_reason_and_is_tried_again(
    shop: FakeShop, make: Make, qtbot: QtBot
) -> None:
    job_id = shop.importing.add(
        state=JobState.FAILED, reason="timeout", message="No answer within 30 s. Try again later."
    )
    place = make()
    qtbot.waitUntil(lambda: "No answer" in place.detail.state.words())
    assert place.model.line(0).look.second_role == "red"
    _click_key(place, qtbot, 0)
    qtbot.waitUntil(lambda: shop.importing.called("retry") == [job_id])


def test_an_import_that_failed_after_reading_can_still_be_edited_and_tried_again(
    shop: FakeShop, make: Make, qtbot: QtBot
) -> None:
    job_id = shop.importing.add(product(1), choices=SLEEP)
    shop.importing.put(
        job_id, state=JobState.FAILED, reason="no_pictures", message="No picture came. Try again."
    )
    place = make()
    qtbot.waitUntil(lambda: place.detail.draft is not None)
    assert place.detail.trouble() == "No picture came. Try again."
    assert place.detail.foot.one.text() == "&Try again"
    place.detail.foot.one.click()
    qtbot.waitUntil(lambda: shop.importing.called("retry") == [job_id])


def test_delete_removes_what_has_ended_and_cancels_what_runs(
    shop: FakeShop, make: Make, qtbot: QtBot
) -> None:
    ended = shop.importing.add(state=JobState.FAILED, message="x")
    runs = shop.importing.add(state=JobState.RUNNING)
    place = make()
    place.list.selectAll()
    place.list.setFocus()
    qtbot.keyClick(place.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: place.model.ids() == [runs])
    assert shop.importing.called("remove") == [ended]
    qtbot.waitUntil(lambda: shop.importing.called("cancel") == [runs])


def test_clear_hides_what_has_ended(shop: FakeShop, make: Make, qtbot: QtBot) -> None:
    scene.fill(shop)
    place = make()
    before = place.model.rowCount()
    qtbot.mouseClick(place.clear_key, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: place.model.rowCount() == before - 4)
    assert not place.clear_key.isEnabled()
    assert place.clear_key.toolTip() == "Nothing has ended yet"


def test_the_menu_of_a_line_is_the_same_as_its_keys(
    shop: FakeShop, make: Make, qtbot: QtBot
) -> None:
    shop.importing.add(state=JobState.FAILED, message="x")
    place = make()
    qtbot.waitUntil(lambda: place.detail.job_id is not None)
    menu = place.list.row_menu()
    texts = [action.text() for action in menu.actions()]
    assert texts[:3] == ["Try again", "Open page", "Remove"]
    assert [b.text() for b in place.detail.state.buttons().values()] == texts[:3]
    menu.deleteLater()


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
    qtbot.waitUntil(lambda: place.model.line(0).look.beside == "waits 12 s for its turn")
    time.now += timedelta(seconds=4)
    place.turns.beat.emit(time.now + timedelta(seconds=8))
    assert place.model.line(0).look.beside == "waits 8 s for its turn"


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
    assert isinstance(lost, JobSummary)
