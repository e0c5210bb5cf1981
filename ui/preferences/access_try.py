"""Tries the owner's key on one item: what it is called, or why it could not be read."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from babydrop_desktop.errors import ShopError
from babydrop_desktop.services.supplier_account import Tried
from ui.common import formats
from ui.common.buttons import plain, when_clicked
from ui.common.labels import plain_text, set_apart
from ui.common.words import error_words
from ui.preferences.general_fields import named_line

HEIGHT = 32


class AccessTry(QWidget):
    """`wanted` (item) when the owner presses Test; while one runs the same key cancels it."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        words = self.tr("Try it with an item")
        self.item = QLineEdit(placeholderText=self.tr("Its address or number"))
        self.item.setFixedHeight(HEIGHT)
        self.item.setAccessibleName(words)
        self.test = plain(self.tr("Test"), "plug-zap")
        self.result = plain_text(ink="secondary", wrap=True)
        row = named_line(words, self.item)
        row.addWidget(self.test)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self.result)
        self.result.hide()
        when_clicked(self.test, self._on_test)
        self.item.returnPressed.connect(self._on_test)

    def show_busy(self) -> None:
        """Say that it is asked; the key cancels."""
        self.test.setText(self.tr("Cancel"))
        self._say(self.tr("Asking AliExpress. Nothing is imported."), "secondary")

    def show_tried(self, tried: Tried) -> None:
        """Show what was read."""
        count = formats.counted(tried.variants, self.tr("{count} variant"),
                                self.tr("{count} variants"))  # fmt: skip
        price = tried.price
        cost = self.tr("from {price}").format(price=formats.money(price.amount, price.currency)) \
            if price else ""  # fmt: skip
        parts = (self.tr("It works: “{title}”").format(title=set_apart(tried.title)), count, cost)
        self._ended(" · ".join(part for part in parts if part), "ok")

    def show_error(self, error: ShopError | None) -> None:
        """Show why nothing was read."""
        stopped = error is None or error.reason in {"cancelled", "closing"}
        self._ended("" if error is None or stopped else error_words(error), "red")

    def forget(self) -> None:
        """Show nothing of what was tried."""
        self.item.clear()
        self._ended("", "secondary")
        self.test.setText(self.tr("Test"))

    def _on_test(self) -> None:
        self.wanted.emit(self.item.text())

    def _ended(self, words: str, ink: str) -> None:
        self.test.setText(self.tr("Test again"))
        self._say(words, ink)

    def _say(self, words: str, ink: str) -> None:
        self.result.setText(words)
        self.result.set_ink(ink)
        self.result.setVisible(bool(words))
