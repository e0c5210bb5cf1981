"""The help page shows each browser's way, with pictures in the colours of the theme."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QMainWindow, QPushButton

from babydrop_desktop.paths import resources
from ui.by_hand import steps
from ui.by_hand.dialog import ByHand, show_by_hand
from ui.by_hand.steps import Browser
from ui.theme.theme import ThemeChoice


@pytest.fixture
def page(qtbot, theme):
    made = ByHand()
    qtbot.addWidget(made)
    made.show()
    return made


def chip(page, browser):
    return next(b for b in page.findChildren(QPushButton) if b.text() == browser)


@pytest.mark.parametrize("browser", Browser)
@pytest.mark.parametrize("system", ["linux", "win32", "darwin"])
def test_every_step_of_every_browser_has_its_words_and_pictures(monkeypatch, browser, system):
    monkeypatch.setattr("sys.platform", system)
    found = (*steps.saving(browser), *steps.copying(browser))
    assert len(found) >= 3
    for step in found:
        assert "{" not in step.words
        for theme in ("light", "dark"):
            assert (resources() / "help" / theme / f"{step.picture}.png").is_file()
    keys = " ".join(step.words for step in found)
    assert ("⌘S" in keys) == (system == "darwin" or browser is Browser.SAFARI)


def test_a_click_shows_another_browser(qtbot, page):
    qtbot.mouseClick(chip(page, "Safari"), Qt.MouseButton.LeftButton)
    assert any("Page Source" in step.words for step in page.steps)
    assert [b.value for b in Browser if chip(page, b.value).isChecked()] == ["Safari"]
    qtbot.mouseClick(chip(page, "Firefox"), Qt.MouseButton.LeftButton)
    assert any("HTML only" in step.words for step in page.steps)


def test_the_pictures_follow_the_theme(page, theme):
    pictures = [
        w for w in page.findChildren(object) if isinstance(getattr(w, "_drawn", 0), QPixmap)
    ]
    assert len(pictures) == len(page.steps)
    seen = set()
    for choice in (ThemeChoice.LIGHT, ThemeChoice.DARK):
        theme.choose(choice)
        assert not any(picture._drawn.isNull() for picture in pictures)
        seen.add(pictures[0]._drawn.toImage().pixelColor(4, 4).name())
    assert len(seen) == 2


def test_it_is_opened_once_and_escape_closes_it(qtbot, theme):
    window = QMainWindow()
    qtbot.addWidget(window)
    window.show()
    first = show_by_hand(window)
    assert show_by_hand(window) is first
    assert not first.isModal()
    qtbot.keyClick(first, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.findChild(ByHand) is None)
