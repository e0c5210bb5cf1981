"""Imports are started, watched, cancelled, tried again and taken off the list."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QDesktopServices, QHelpEvent
from PySide6.QtWidgets import QAbstractButton, QStyleOptionViewItem, QToolTip
from pytestqt.qtbot import QtBot

from babydrop_desktop.domain.jobs import Choices, JobId, JobState, Stage
from babydrop_desktop.errors import Refused
from tests.ui.importing import scene
from tests.ui.importing.conftest import Heard
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


@pytest.mark.parametrize(
    ("waits", "words"),
    [("captcha", "shows a check. Pass it there"), ("login", "wants you to sign in. Do it there")],
)
def test_an_import_that_waits_in_the_browser_says_so_and_shows_it(
    shop: FakeShop, make: Make, qtbot: QtBot, heard: Heard, waits: str, words: str
) -> None:
    shop.browser.waits = waits
    job_id = shop.importing.add(state=JobState.RUNNING, stage=Stage.FETCH)
    shop.importing.put(job_id, waits_for=waits)
    place = make()
    qtbot.waitUntil(_shown(place, job_id))
    assert "Waiting for you in the browser window" in place.detail.state.words()
    assert words in place.detail.state.words()
    assert next_step(place.model.line(0).row) is RowAction.SHOW_BROWSER
    assert list(place.detail.state.buttons())[:2] == [RowAction.SHOW_BROWSER, RowAction.CANCEL]
    _click_key(place, qtbot, 0)
    qtbot.waitUntil(lambda: shop.browser.shown == 1)
    assert heard.notices == []
    shop.browser.waits = ""
    place.detail.state.buttons()[RowAction.SHOW_BROWSER].click()
    qtbot.waitUntil(lambda: len(heard.notices) == 1)
    assert "No browser window waits" in heard.notices[0][0]


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
