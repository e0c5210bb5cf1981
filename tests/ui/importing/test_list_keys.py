"""Many lines at once are tried again, taken back or given another page, by key and by mouse."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from babydrop_desktop.domain.jobs import Choices, JobId, JobState, SourceKind, Stage
from tests.ui.importing import scene
from tests.ui.importing.conftest import Heard
from tests.ui.importing.fake_goods import product
from tests.ui.importing.fake_shop import FakeShop
from ui.importing.place import ImportPlace
from ui.importing.row_actions import RowAction, next_step

SLEEP = Choices(category_id="c-sleep")
Make = Callable[..., ImportPlace]


def _page(shop: FakeShop, reason: str) -> JobId:
    """A saved page that was refused."""
    return shop.importing.add(
        state=JobState.REFUSED,
        stage=Stage.READ,
        source_kind=SourceKind.PAGE,
        source="saved.html",
        canonical_id=None,
        reason=reason,
        outcome=reason,
    )


def test_what_was_cancelled_or_failed_is_tried_again_all_at_once(
    shop: FakeShop, make: Make, qtbot: QtBot
) -> None:
    jobs = [shop.importing.add(product(n, f"Bow {n}"), choices=SLEEP) for n in range(1, 5)]
    shop.importing.add(state=JobState.REFUSED, reason="captcha", outcome="captcha")
    place = make()
    key = place.head.again_key
    assert key.isHidden()
    for job_id in jobs[:3]:
        shop.importing.put(job_id, state=JobState.CANCELLED, reason="cancelled")
    qtbot.waitUntil(lambda: key.text() == "Try again (3)" and key.isVisible())
    qtbot.mouseClick(key, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shop.importing.called("retry") == jobs[:3])
    qtbot.waitUntil(key.isHidden)


def test_the_menu_of_several_lines_counts_though_it_suits_them_all(
    shop: FakeShop, make: Make
) -> None:
    for n in (1, 2):
        job_id = shop.importing.add(product(n), choices=SLEEP)
        shop.importing.put(job_id, state=JobState.CANCELLED, reason="cancelled")
    place = make()
    place.list.selectAll()
    menu = place.list.row_menu()
    assert [action.text() for action in menu.actions()][:2] == ["Try again (2)", "Remove (2)"]
    menu.deleteLater()


def test_ctrl_z_takes_back_the_last_removal_as_long_as_it_is_offered(
    shop: FakeShop, make: Make, qtbot: QtBot, heard: Heard
) -> None:
    jobs = [shop.importing.add(product(n, f"Bow {n}"), choices=SLEEP) for n in (1, 2, 3)]
    place = make()
    assert not place.undo()
    assert place.undo_words() == ""
    place.list.choose(jobs[1])
    qtbot.keyClick(place.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(heard.notices) == 1)
    assert place.undo_words() == "Removed: Bow 2"
    assert place.undo()
    qtbot.waitUntil(lambda: place.model.ids() == jobs)
    assert shop.importing.called("unhide") == [jobs[1]]
    qtbot.waitUntil(lambda: [text for text, _ in heard.notices][1:] == ["Back on the list"])
    place.list.choose(jobs[2])
    qtbot.keyClick(place.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(heard.notices) == 3)
    place.commands._offered.timeout.emit()  # ten seconds later
    assert not place.undo()
    assert shop.importing.called("unhide") == [jobs[1]]


@pytest.mark.parametrize(
    ("reason", "offered"),
    [
        ("captcha", [RowAction.CHOOSE_FILE, RowAction.REMOVE]),
        ("unreadable", [RowAction.CHOOSE_FILE, RowAction.REMOVE]),
        ("removed", [RowAction.REMOVE]),
    ],
)
def test_a_refused_page_is_never_read_again(
    shop: FakeShop, make: Make, qtbot: QtBot, reason: str, offered: list[RowAction]
) -> None:
    job_id = _page(shop, reason)
    place = make()
    qtbot.waitUntil(lambda: place.detail.job_id == job_id)
    assert list(place.detail.state.buttons()) == offered
    assert next_step(place.model.line(0).row) is offered[0]


def test_another_page_comes_in_place_of_the_refused_one(
    shop: FakeShop, make: Make, qtbot: QtBot, tmp_path: Path
) -> None:
    refused = _page(shop, "captcha")
    place = make()
    qtbot.waitUntil(lambda: place.detail.job_id == refused)
    page = tmp_path / "again.html"
    page.write_text("<html>")
    place.detail.state.buttons()[RowAction.CHOOSE_FILE].click()
    dialog = place.findChild(QFileDialog)
    dialog.filesSelected.emit([str(page)])
    dialog.reject()
    qtbot.waitUntil(
        lambda: (
            [place.model.line(at).look.title for at in range(place.model.rowCount())]
            == ["again.html"]
        )
    )
    assert shop.importing.called("remove") == [refused]


def test_the_head_counts_refused_pages_as_no_products(shop: FakeShop, make: Make) -> None:
    scene.fill(shop)
    place = make()
    assert place.head.words() == "14 products, 11 read, 2 refused"


def test_the_key_that_clears_is_there_only_while_something_can_be_cleared(
    shop: FakeShop, make: Make, qtbot: QtBot
) -> None:
    place = make()
    assert place.head.clear_key.isHidden()
    job_id = shop.importing.add(product(1), choices=SLEEP)
    qtbot.waitUntil(lambda: place.model.rowCount() == 1)
    assert place.head.clear_key.isHidden()
    shop.importing.put(job_id, state=JobState.DONE, stage=Stage.END, product_id="p")
    qtbot.waitUntil(place.head.clear_key.isVisible)


def test_an_empty_place_has_no_lines_across_its_right_side(
    shop: FakeShop, make: Make, qtbot: QtBot
) -> None:
    place = make()
    assert place.detail.foot.isHidden()
    shown = place.detail.grab().toImage()
    middle = shown.width() // 2
    assert len({shown.pixelColor(middle, y).name() for y in range(shown.height())}) == 1
    job_id = shop.importing.add(product(1), choices=SLEEP)
    qtbot.waitUntil(lambda: place.model.rowCount() == 1)
    place.list.choose(job_id)
    qtbot.waitUntil(lambda: place.detail.draft is not None)
    assert place.detail.foot.isVisible()


def test_a_page_that_cannot_be_read_says_so_once_and_without_jargon(
    shop: FakeShop, make: Make, qtbot: QtBot
) -> None:
    job_id = _page(shop, "unreadable")
    shop.importing.put(job_id, message="The page does not give: skus, currency.")
    place = make()
    qtbot.waitUntil(lambda: place.detail.job_id == job_id)
    said = place.detail.state.words()
    assert said == place.model.line(0).look.second
    assert said.startswith("This page does not hold the whole product.")
    assert "skus" not in said
    labels = [label.text() for label in place.detail.findChildren(QLabel) if label.isVisible()]
    assert labels.count(said) == 1
