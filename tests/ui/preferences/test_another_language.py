"""In another language every word of the preferences and the first start changes, and fits."""

import pytest
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton

from babydrop_desktop.domain.checks import Level
from babydrop_desktop.domain.connection import Finding
from babydrop_desktop.paths import Profile
from tests.ui.test_translation import Pseudo
from ui.first_run.first_run import FirstRun
from ui.preferences.asking import Asking
from ui.work.executor import QtExecutor


@pytest.fixture
def pseudo(qapp):
    made = Pseudo()
    qapp.installTranslator(made)
    yield made
    qapp.removeTranslator(made)


def untranslated(widget):
    """Words on the screen that were not translated."""
    texts = [key.text() for key in widget.findChildren(QPushButton)]
    texts += [label.text() for label in widget.findChildren(QLabel)]
    shown = [text for text in texts if any(letter.isalpha() for letter in text)]
    return [text for text in shown if "[" not in text]


def test_every_word_of_the_preferences_is_translated(qtbot, pseudo, open_preferences, service):
    facts = {"host": "h", "ms": "1", "count": "2"}
    service.findings = (
        Finding(Level.FINE, "reached", "Reached", "core", facts=facts),
        Finding(Level.LOOK, "indexes_missing", "x", "core", "core", facts=facts),
    )
    dialog = open_preferences()
    dialog.server.cards.choose(server=True)
    panel = dialog.server.cards.panel
    panel.run_test()
    qtbot.waitUntil(lambda: panel.findings.report is not None)
    assert len(dialog.findChildren(QPushButton)) > 10
    assert untranslated(dialog) == []


def test_every_word_of_the_first_start_is_translated_and_fits(
    qtbot, pseudo, loop, light, heard, tmp_path
):
    asking = Asking(Profile(tmp_path), lambda: None, QtExecutor("x", 1), heard.errors.append)
    page = FirstRun(asking)
    qtbot.addWidget(page)
    page.resize(1280, 720)
    page.show()
    page.shop.shop.setText("[Little Cloud]")
    for at in range(4):
        page.go_to(at)
        assert page.minimumSizeHint().width() <= 1280
        assert untranslated(page) == []
    countries = [box.text() for box in page.ships.findChildren(QCheckBox)]
    assert "Germany" in countries  # names of countries come from the locale, not from tr()
    page.close_page()
