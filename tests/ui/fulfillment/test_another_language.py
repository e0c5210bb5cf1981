"""In a longer language the two places still fit 1280 pixels, and every key is translated."""

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QAbstractButton, QLabel

from babydrop_desktop.paths import Profile
from tests.ui.fake_orders import NOON, need
from ui.fulfillment.place import FulfillmentPlace
from ui.main_window import MainWindow
from ui.needs_you.place import NeedsPlace


class Pseudo(QTranslator):
    """A language a third longer than English, between brackets, with its fields kept."""

    def translate(self, _context, text, _disambiguation=None, _n=-1):
        return f"[{text}{'·' * (len(text) // 3)}]"

    def isEmpty(self):  # noqa: N802 - Qt's own name
        return False


@pytest.fixture
def pseudo(qapp):
    made = Pseudo()
    qapp.installTranslator(made)
    yield made
    qapp.removeTranslator(made)


@pytest.fixture
def window(qtbot, pseudo, make_context, settings, tmp_path, shop):
    shop.attention.all = [need("1")]
    places = {
        "needs_you": lambda context: NeedsPlace(context, lambda: NOON),
        "import": lambda context: FulfillmentPlace(context, lambda: NOON),
        "fulfillment": lambda context: FulfillmentPlace(context, lambda: NOON),
    }
    made = MainWindow(Profile(tmp_path), settings, places)
    qtbot.addWidget(made)
    made.furnish()
    made.resize(1280, 720)
    made.show()
    made.show_shop(make_context(shop))
    return made


@pytest.mark.parametrize("place", ["needs_you", "fulfillment"])
def test_a_longer_language_still_fits_and_leaves_no_english(qtbot, window, place):
    window.go_to(place)
    qtbot.waitUntil(lambda: window.place().detail.shown is not None)
    assert window.minimumSizeHint().width() <= 1280
    assert window.width() == 1280
    keys = [
        key.text() for key in window.findChildren(QAbstractButton) if key.isVisible() and key.text()
    ]
    headings = [
        label.text()
        for label in window.findChildren(QLabel)
        if label.isVisible() and label.property("type") == "heading"
        and any(letter.isalpha() for letter in label.text())
    ]  # fmt: skip
    own = {"Dotted Romper", "BP-10464"}
    assert keys
    assert len(headings) > 1
    assert [text for text in (*keys, *headings) if text not in own and text[0] != "["] == []
