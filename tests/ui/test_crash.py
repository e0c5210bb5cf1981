"""A bug reaches the owner as a sentence, wherever it happened, and never as a traceback."""

import sys
import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton

from ui.common.dialogs import Message
from ui.crash import CrashGuard


@pytest.fixture
def guard(qapp, tmp_path):
    before = sys.excepthook, threading.excepthook
    made = CrashGuard()
    yield made
    made.remove()
    sys.excepthook, threading.excepthook = before


def dialogs():
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, Message) and w.isVisible()]


def test_a_bug_opens_one_dialog_whose_details_can_be_copied(qtbot, light, guard):
    guard.report(ValueError("the seventh row"))
    guard.report(ValueError("the eighth row"))
    qtbot.waitUntil(lambda: len(dialogs()) == 1)
    shown = dialogs()[0]
    assert "seventh" not in shown.words()
    assert "What you had saved is kept" in shown.words()
    copy = shown.findChild(QPushButton, "copy-details")
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert "ValueError: the seventh row" in QGuiApplication.clipboard().text()
    assert copy.text() == "Copied"
    shown.accept()
    qtbot.waitUntil(lambda: not dialogs())


def test_a_bug_in_a_thread_is_told_by_the_main_one(qtbot, light, guard, tmp_path):
    guard.install(tmp_path)

    def fail():
        raise RuntimeError("in the background")

    worker = threading.Thread(target=fail)
    worker.start()
    worker.join()
    qtbot.waitUntil(lambda: len(dialogs()) == 1)
    dialogs()[0].accept()


def test_a_folder_without_logs_hurts_nothing(qapp, guard, tmp_path):
    guard.install(tmp_path / "missing")
    guard.remove()
