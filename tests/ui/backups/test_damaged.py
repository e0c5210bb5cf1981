"""A shop whose file is lost leads to the newest good copy; nothing is deleted on the way."""

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from babydrop_desktop.errors import NotFound, Refused
from tests.ui.backups.conftest import FOLDER, preview_of
from ui.backups.damaged import DamagedPage
from ui.common.dialogs import Message


class FakeDesk(QObject):
    """Remembers what was asked for."""

    def __init__(self, copies):
        super().__init__()
        self.copies, self.folder = copies, FOLDER
        self.did = []

    def restore(self, path, other_shop=False):
        self.did.append(("restore", path, other_shop))

    def begin_anew(self):
        self.did.append(("begin_anew",))

    def open(self):
        self.did.append(("open",))


class FakeWindow(QWidget):
    tried = Signal()

    def try_again(self):
        self.tried.emit()


@pytest.fixture
def window(qtbot):
    made = FakeWindow()
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    return made


@pytest.fixture
def page(qtbot, loop, light, copies, window, heard):
    made = DamagedPage(window, FakeDesk(copies), heard.errors.append)
    made.setParent(window)
    made.resize(1200, 700)
    made.show()
    return made


def fault(kept, **facts):
    newest = kept.rows[0]
    known = {"copy": str(newest.path), "copy_time": newest.made_at.isoformat()}
    return Refused("The file is damaged.", reason="database_damaged", **(known | facts))


@pytest.mark.parametrize(
    ("facts", "title"),
    [
        ({}, "Your shop's file is damaged"),
        ({"missing": "yes"}, "Your shop's file is gone"),
        ({"empty": "yes"}, "Your shop's file is empty"),
    ],
)
def test_it_says_what_happened_and_offers_the_newest_good_copy(qtbot, page, kept, facts, title):
    page.show_fault(fault(kept, **facts))
    assert page.words().startswith(title)
    assert not page.go_back.isEnabled()
    qtbot.waitUntil(page.go_back.isEnabled)
    assert page.go_back.text().startswith("Go back to the copy of ")
    assert "12 products and 400 orders" in page.words()
    qtbot.mouseClick(page.go_back, Qt.MouseButton.LeftButton)
    assert page._desk.did == [("restore", kept.rows[0].path, True)]


def test_a_copy_that_turns_out_to_be_damaged_is_not_offered(qtbot, page, kept):
    newest = kept.rows[0]
    kept.previews[newest.path] = preview_of(newest, damaged=True, reason="backup_damaged")
    page.show_fault(fault(kept))
    qtbot.waitUntil(lambda: "damaged itself" in page.go_back.toolTip())
    qtbot.mouseClick(page.others, Qt.MouseButton.LeftButton)
    assert page._desk.did == [("open",)]


def test_a_copy_that_cannot_be_read_says_so_beside_it_and_on_the_key(
    qtbot, page, kept, monkeypatch
):
    def gone(_path, **_how):
        raise NotFound("There is no such file.", reason="backup_gone")

    monkeypatch.setattr(kept, "preview", gone)
    page.show_fault(fault(kept))
    qtbot.waitUntil(lambda: page.go_back.toolTip() == page.state.text())
    assert "being read" not in page.go_back.toolTip()
    assert "backup_gone" not in page.state.text()
    assert not page.go_back.isEnabled()


def test_an_empty_shop_is_begun_only_after_a_second_look_at_what_the_copy_holds(
    qtbot, page, window, kept
):
    page.show_fault(fault(kept))
    qtbot.waitUntil(page.go_back.isEnabled)
    qtbot.mouseClick(page.anew, Qt.MouseButton.LeftButton)
    asked = window.findChild(Message, "anew-question")
    assert "12 products and 400 orders. An empty shop has none." in asked.words()
    asked.reject()
    assert page._desk.did == []
    qtbot.mouseClick(page.anew, Qt.MouseButton.LeftButton)
    window.findChildren(Message, "anew-question")[-1].accept()
    assert page._desk.did == [("begin_anew",)]


def test_without_a_copy_it_says_so_and_can_be_tried_again(qtbot, page, window, kept):
    page.show_fault(Refused("Damaged.", reason="database_damaged", folder=str(FOLDER)))
    assert "There is no good copy" in page.words()
    assert not page.go_back.isVisible()
    with qtbot.waitSignal(window.tried):
        qtbot.mouseClick(page.retry, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.copy, Qt.MouseButton.LeftButton)
    assert "database_damaged: Damaged." in QGuiApplication.clipboard().text()
