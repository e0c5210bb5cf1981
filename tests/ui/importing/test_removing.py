"""Lines are taken off the list, one or many, and come back where that was a mistake."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from babydrop_desktop.domain.jobs import Choices, JobState
from tests.ui.importing import scene
from tests.ui.importing.conftest import Heard
from tests.ui.importing.fake_goods import product
from tests.ui.importing.fake_shop import FakeShop
from ui.importing.place import ImportPlace

SLEEP = Choices(category_id="c-sleep")
Make = Callable[..., ImportPlace]


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
    qtbot.waitUntil(lambda: [row.id for row in place.list.chosen_rows()] == [second])
    qtbot.keyClick(place.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: place.model.ids() == [first])
    qtbot.waitUntil(lambda: [row.id for row in place.list.chosen_rows()] == [first])


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
