"""Imports are started, watched, cancelled, tried again and taken off the list."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAction, QDesktopServices, QHelpEvent
from PySide6.QtWidgets import QAbstractButton, QStyleOptionViewItem, QToolTip
from pytestqt.qtbot import QtBot

from babydrop_desktop.domain.jobs import Choices, JobId, JobState, Stage
from babydrop_desktop.errors import Refused
from tests.ui.importing import scene
from tests.ui.importing.conftest import Heard, Time
from tests.ui.importing.fake_goods import product
from tests.ui.importing.fake_shop import FakeShop
from ui.importing.commands import item_page
from ui.importing.place import ImportPlace
from ui.importing.row_actions import RowAction, next_step
from ui.importing.staging_columns import PRODUCT, TICK
from ui.importing.staging_delegates import ProductCell
from ui.tables.delegates import PADDING
from ui.theme.tokens import tokens

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
    shop: FakeShop, make: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.about.demo = True
    opened: list[object] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    shop.importing.add(product(1), choices=SLEEP)
    place = make()
    qtbot.waitUntil(lambda: place.detail.draft is not None)
    place.detail.item_page.click()
    assert opened == []
    assert not place.detail.item_page.isEnabled()
    assert "demo shop" in place.detail.item_page.toolTip()
    menu = place.list.row_menu()
    (entry,) = [action for action in menu.actions() if action.text() == "Open page"]
    assert not entry.isEnabled()
    assert "demo shop" in entry.toolTip()
    menu.deleteLater()


def test_what_the_demo_shop_refuses_is_not_offered_again(
    shop: FakeShop, make: Make, qtbot: QtBot
) -> None:
    shop.about.demo = True
    job_id = shop.importing.add(state=JobState.REFUSED, reason="demo_shut", message="Not here.")
    place = make()
    qtbot.waitUntil(_shown(place, job_id))
    assert list(place.detail.state.buttons()) == [RowAction.OPEN_PAGE, RowAction.REMOVE]
    assert next_step(place.model.line(0).row) is RowAction.REMOVE


def test_a_cancelled_import_is_no_error(shop: FakeShop, make: Make, qtbot: QtBot) -> None:
    job_id = shop.importing.add(product(1), choices=SLEEP)
    shop.importing.put(job_id, state=JobState.CANCELLED, reason="cancelled")
    place = make()
    qtbot.waitUntil(lambda: place.detail.draft is not None)
    assert place.detail.trouble() == "Cancelled. What was finished is kept."
    links = [b for b in place.detail.findChildren(QAbstractButton) if b.isVisible()]
    assert "Copy details" not in [button.text() for button in links]
    assert place.detail.foot.one.text() == "&Try again"
    assert place.detail.foot.one.isEnabled()


def test_the_menu_of_several_lines_offers_what_suits_some_with_their_count(
    shop: FakeShop, make: Make, qtbot: QtBot
) -> None:
    ready = [shop.importing.add(product(n, f"Bow {n}"), choices=SLEEP) for n in (1, 2)]
    shop.importing.add(state=JobState.FAILED, message="x")
    place = make()
    place.list.selectAll()
    before = len(place.list.findChildren(QAction))
    menu = place.list.row_menu()
    entries = {action.text(): action for action in menu.actions()}
    assert list(entries)[:4] == ["Import (2)", "Try again (1)", "Remove (3)", "Category (2)"]
    entries["Import (2)"].trigger()
    qtbot.waitUntil(lambda: shop.importing.called("start") == [ready])
    menu.deleteLater()
    QCoreApplication.sendPostedEvents(menu, QEvent.Type.DeferredDelete)
    assert len(place.list.findChildren(QAction)) == before


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


def test_after_the_last_line_is_removed_the_one_above_is_chosen(
    shop: FakeShop, make: Make, qtbot: QtBot
) -> None:
    first, second, last = (
        shop.importing.add(product(n, f"Bow {n}"), choices=SLEEP) for n in (1, 2, 3)
    )
    place = make()
    place.list.setFocus()
    place.list.choose(last)
    qtbot.keyClick(place.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: place.model.ids() == [first, second])
    assert [row.id for row in place.list.chosen_rows()] == [second]
    qtbot.keyClick(place.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: place.model.ids() == [first])
    assert [row.id for row in place.list.chosen_rows()] == [first]


def test_clear_hides_what_is_imported_or_refused_and_keeps_what_may_be_tried_again(
    shop: FakeShop, make: Make, qtbot: QtBot, heard: Heard
) -> None:
    scene.fill(shop)
    shop.importing.add(state=JobState.CANCELLED, reason="cancelled")
    place = make()
    before = place.model.ids()
    gone = {row.id for row in place.model.jobs() if row.state in (JobState.DONE, JobState.REFUSED)}
    assert len(gone) == 3
    clear = place.head.clear_key
    qtbot.mouseClick(clear, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: set(place.model.ids()) == set(before) - gone)
    qtbot.waitUntil(clear.isHidden)
    text, action = heard.notices[-1]
    assert text == "3 finished lines cleared"
    action.run()
    qtbot.waitUntil(lambda: place.model.ids() == before)


def test_a_removed_product_is_told_and_comes_back_with_undo(
    shop: FakeShop, make: Make, qtbot: QtBot, heard: Heard
) -> None:
    one = shop.importing.add(product(1), choices=SLEEP)
    two = shop.importing.add(product(2, "Lavender Twirl Dress"), choices=SLEEP)
    place = make()
    place.list.setFocus()
    place.list.choose(one)
    qtbot.keyClick(place.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: place.model.ids() == [two])
    text, action = heard.notices[-1]
    assert (text, action.text) == ("Removed: Honey Heart Sleepsuit", "Undo")
    action.run()
    qtbot.waitUntil(lambda: place.model.ids() == [one, two])
    assert shop.importing.jobs[one].choices == SLEEP


def test_an_import_that_is_done_before_anybody_looks_is_told_too(
    shop: FakeShop, make: Make, qtbot: QtBot, heard: Heard
) -> None:
    job_id = shop.importing.add(product(1), choices=SLEEP)
    shop.importing.quick.add(job_id)
    place = make()
    qtbot.waitUntil(lambda: place.detail.draft is not None)
    place.detail.foot.one.click()
    qtbot.waitUntil(lambda: bool(heard.notices))
    assert [text for text, _ in heard.notices] == ["Imported: Honey Heart Sleepsuit"]


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


def test_a_lines_key_that_is_shut_in_the_demo_shop_is_off_and_says_why(
    shop: FakeShop, make: Make, qtbot: QtBot, heard: Heard
) -> None:
    shop.about.demo = True
    shop.importing.add(state=JobState.REFUSED, reason="captcha", outcome="captcha")
    place = make()
    assert next_step(place.model.line(0).row) is RowAction.OPEN_PAGE
    asked: list[object] = []
    place.list.wanted.connect(lambda *what: asked.append(what))
    _click_key(place, qtbot, 0)
    assert asked == []
    assert heard.notices == []
    index = place.model.index(0, PRODUCT)
    cell = place.list.itemDelegateForColumn(PRODUCT)
    rect = place.list.visualRect(index)
    option = QStyleOptionViewItem()
    option.rect = rect
    inner = rect.adjusted(PADDING, 0, -PADDING, -1)
    at = cell.key_rect(inner, place.model.line(0)).center()
    help_event = QHelpEvent(QEvent.Type.ToolTip, at, place.list.mapToGlobal(at))
    cell.helpEvent(help_event, place.list, option, index)
    assert "demo shop" in QToolTip.text()
    QToolTip.hideText()
    shade = place.list.viewport().grab().toImage().pixelColor(at.x(), at.y() - 11)
    assert shade == tokens().color("raised")
