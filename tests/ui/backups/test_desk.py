"""Backing up and going back run beside the window, and say at the end what happened."""

import threading

import pytest
from PySide6.QtWidgets import QDialog

from babydrop_desktop.errors import Unavailable
from babydrop_desktop.paths import Profile
from tests.ui.backups.conftest import FOLDER
from tests.ui.fakes import FakeShop
from ui.backups.copies import Copies
from ui.backups.desk import BackupDesk
from ui.backups.working import Working
from ui.catalog.place import CatalogPlace
from ui.common.dialogs import Message
from ui.main_window import MainWindow
from ui.reopening import Reopening
from ui.session import Session


@pytest.fixture
def window(qtbot, light, settings, tmp_path):
    made = MainWindow(Profile(tmp_path), settings, {"catalog": CatalogPlace})
    settings.setValue("window/place", "catalog")
    qtbot.addWidget(made)
    made.furnish()
    made.show()
    return made


@pytest.fixture
def desk(qtbot, loop, window, settings, heard, kept):
    session = Session(FakeShop, heard.errors.append)
    session.opened.connect(
        lambda: window.show_shop(session.context(settings, window.notify, window.go_to))
    )
    reopening = Reopening(window, session, heard.errors.append)
    session.open()
    qtbot.waitUntil(lambda: window.place() is not None)
    copies = Copies(lambda: kept, lambda: session.pools.answers, FOLDER)
    made = BackupDesk(window, copies, reopening.stop, heard.errors.append)
    made.session, made.reopening = session, reopening
    yield made
    qtbot.waitUntil(lambda: not reopening.busy)
    assert session.close()


def test_back_up_now_says_what_was_made(qtbot, desk, window):
    desk.back_up_now()
    qtbot.waitUntil(lambda: "The shop is backed up: made.db" in window.status.notice.text())


def test_a_copy_that_takes_long_can_be_cancelled(qtbot, desk, window, kept):
    kept.gate = threading.Event()
    desk.back_up_now()
    making = desk._making
    making._timer.setInterval(0)
    qtbot.waitUntil(making.isVisible)
    desk.back_up_now()
    making.cancel.click()
    qtbot.waitUntil(lambda: desk._making is None)
    assert [what for what, _ in kept.asked] == ["make"]
    assert window.status.notice.text() == ""


def test_a_copy_that_cannot_be_made_says_why(qtbot, desk, window, kept):
    kept.trouble = Unavailable("There is no room.", reason="backup_no_room")
    desk.back_up_now()
    qtbot.waitUntil(lambda: window.findChild(Message) is not None)
    assert window.findChild(Message).words() == "No copy was made\nThere is no room."


def test_going_back_closes_the_shop_puts_the_copy_back_and_opens_it(qtbot, desk, window, kept):
    old = desk.session.shop
    desk.restore(FOLDER / "new.db")
    qtbot.waitUntil(lambda: window.findChild(Message, "went-back") is not None)
    assert ("restore", (FOLDER / "new.db", False)) in kept.asked
    assert "kept as a copy: before.db" in window.findChild(Message, "went-back").words()
    qtbot.waitUntil(lambda: window.place() is not None)
    assert old.closed
    assert desk.session.shop is not old


def test_a_restore_that_is_cancelled_leaves_the_shop_as_it_was(qtbot, desk, window, kept):
    kept.gate = threading.Event()
    desk.restore(FOLDER / "new.db")
    working = window.findChild(Working)
    qtbot.waitUntil(lambda: (found := window.findChild(Working)) is not None and found.isVisible())
    working = window.findChild(Working)
    assert "is kept first" in working.words()
    working.cancel.click()
    qtbot.waitUntil(lambda: window.place() is not None)
    assert "The shop is as it was" in window.status.notice.text()
    assert window.findChild(Message, "went-back") is None


def test_a_restore_that_fails_says_why_and_opens_the_shop(qtbot, desk, window, kept):
    kept.trouble = Unavailable("There is no room.", reason="backup_no_room")
    desk.restore(FOLDER / "new.db")
    qtbot.waitUntil(lambda: window.findChild(Message) is not None)
    assert window.findChild(Message).words().startswith("The copy was not put back")
    qtbot.waitUntil(lambda: window.place() is not None)


def test_the_copies_are_shown_once(qtbot, desk, window):
    desk.open()
    first = desk.dialog
    desk.open(FOLDER / "old.db")
    assert isinstance(first, QDialog)
    assert desk.dialog is first
    qtbot.waitUntil(lambda: (row := first.list.current()) is not None
                    and row.path == FOLDER / "old.db")  # fmt: skip
    first.reject()
    assert desk.dialog is None
