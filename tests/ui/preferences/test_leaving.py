"""Leaving the preferences loses no server that was tested and is not used yet."""

from PySide6.QtCore import Qt

from ui.common.dialogs import Message

LEFT = Qt.MouseButton.LeftButton


def run_test(qtbot, panel):
    qtbot.mouseClick(panel.test, LEFT)
    qtbot.waitUntil(lambda: panel.report is not None)


def test_escape_does_not_lose_a_server_that_was_tested_and_not_used(
    qtbot, open_preferences, fill, service
):
    dialog = open_preferences()
    panel = fill(dialog)
    run_test(qtbot, panel)
    assert panel.passed
    dialog.show_page("general")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    asked = dialog.findChild(Message, "close-unsaved")
    assert dialog.page() == "server"
    asked.reject()
    assert dialog.isVisible()
    assert panel.passed
    qtbot.mouseClick(dialog.server.use, LEFT)
    qtbot.waitUntil(lambda: dialog.news != [])
    assert not dialog.isVisible()


def test_a_tested_server_may_be_thrown_away(qtbot, open_preferences, fill):
    dialog = open_preferences()
    run_test(qtbot, fill(dialog))
    dialog.reject()
    dialog.findChild(Message, "close-unsaved").accept()
    assert not dialog.isVisible()
    assert dialog.news == []
