"""A choice as a card: a ring, an icon, what it is and what it means; more where it is chosen."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.common.labels import IconLabel, plain_text, set_look
from ui.common.radio import Radio

# Where the words begin, beside ring and icon.
INSET = 67


class OptionCard(QFrame):
    """One of a few choices; `chosen` when the owner takes it. A click anywhere on it will do."""

    chosen = Signal()

    def __init__(self, icon: str, title: str, text: str, beside: str = "") -> None:
        super().__init__()
        self.setProperty("kind", "option")
        set_look(self, chosen=False)
        self.radio = Radio(f"{title}. {text}")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._head(icon, title, text, beside))
        self._more: QWidget | None = None
        self.radio.toggled.connect(self._on_toggled)

    def set_more(self, more: QWidget) -> None:
        """What is shown below while the card is chosen."""
        self._more = more
        self._column.addWidget(more)
        more.setVisible(self.radio.isChecked())

    def choose(self) -> None:
        """Take this one."""
        self.radio.setChecked(True)

    def is_chosen(self) -> bool:
        """Whether it is taken."""
        return self.radio.isChecked()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The whole card is the key."""
        if event.button() is Qt.MouseButton.LeftButton and self.radio.isEnabled():
            self.choose()

    def _head(self, icon: str, title: str, text: str, beside: str) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(16, 15, 18, 15)
        row.setSpacing(13)
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(self.radio, 0, top)
        row.addWidget(IconLabel(icon, "text", 18), 0, top)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(plain_text(title, kind="heading"))
        words.addWidget(plain_text(text, ink="secondary", wrap=True))
        row.addLayout(words, 1)
        if beside:
            row.addWidget(plain_text(beside, kind="meta", ink="secondary"), 0, top)
        return made

    def _on_toggled(self, on: bool) -> None:  # noqa: FBT001 - a signal's argument
        set_look(self, chosen=on)
        if self._more is not None:
            self._more.setVisible(on)
        if on:
            self.chosen.emit()
