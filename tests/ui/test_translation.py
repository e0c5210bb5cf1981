"""In another language every key, menu and heading changes, and nothing falls apart."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QPushButton

from babydrop_desktop.paths import Profile
from tests.ui.fakes import FakeShop, product
from ui.catalog.place import CatalogPlace
from ui.common import formats
from ui.main_window import MainWindow


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


def test_every_word_of_menus_and_keys_is_translated(
    qtbot, pseudo, make_context, settings, tmp_path
):
    shop = FakeShop()
    shop.catalog.all = [product(1, "0815")]
    window = MainWindow(Profile(tmp_path), settings, {"import": CatalogPlace,
                                                      "catalog": CatalogPlace})  # fmt: skip
    qtbot.addWidget(window)
    window.furnish()
    window.show()
    window.show_shop(make_context(shop))
    window.go_to("catalog")
    qtbot.waitUntil(lambda: window.place().detail.shown is not None)
    texts = [a.text() for a in window.findChildren(QAction) if a.text()]
    texts += [b.text() for b in window.findChildren(QPushButton) if b.text()]
    assert len(texts) > 20
    assert [text for text in texts if not text.startswith("[")] == []
    headings = [w.text() for w in window.findChildren(QLabel) if w.property("type") == "heading"]
    assert "[Variants··]" in headings


def test_the_window_still_fits_1280_pixels_in_a_longer_language(
    qtbot, pseudo, make_context, settings, tmp_path
):
    shop = FakeShop()
    shop.catalog.all = [product(n) for n in range(30)]
    window = MainWindow(Profile(tmp_path), settings, {"import": CatalogPlace,
                                                      "catalog": CatalogPlace})  # fmt: skip
    qtbot.addWidget(window)
    window.furnish()
    window.resize(1280, 720)
    window.show()
    window.show_shop(make_context(shop))
    qtbot.waitUntil(lambda: window.place().detail.shown is not None)
    assert window.minimumSizeHint().width() <= 1280
    assert window.width() == 1280


def test_figures_are_written_as_the_locale_writes_them(qapp):
    before = QLocale()
    QLocale.setDefault(QLocale("de_DE"))
    try:
        assert formats.amount(Decimal("1234.5")) == "1.234,50"
    finally:
        QLocale.setDefault(before)
