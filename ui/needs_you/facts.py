"""A card of figures beside one another: a word above each."""

from collections.abc import Sequence

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from ui.common.labels import ElidedLabel, PlainLabel, plain_text
from ui.theme.tokens import tokens


class Facts(QFrame):
    """As many figures as there are words, in equal parts."""

    def __init__(self, words: Sequence[str]) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._words: list[PlainLabel] = []
        self._figures: list[PlainLabel] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        for word in words:
            part = QFrame()
            column = QVBoxLayout(part)
            column.setContentsMargins(14, 9, 10, 9)
            column.setSpacing(1)
            label = plain_text(word, kind="meta", ink="secondary")
            figure = ElidedLabel(kind="place")
            column.addWidget(label)
            column.addWidget(figure)
            self._words.append(label)
            self._figures.append(figure)
            row.addWidget(part, 1)

    def show_figures(self, *figures: str) -> None:
        """Show a figure under each word."""
        for label, figure in zip(self._figures, figures, strict=True):
            label.setText(figure)

    def name(self, at: int, word: str) -> None:
        """Another word above a figure."""
        self._words[at].setText(word)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card, and a line between two figures."""
        super().paintEvent(event)
        painter = QPainter(self)
        across = self.width() / len(self._figures)
        for at in range(1, len(self._figures)):
            painter.fillRect(round(at * across), 1, 1, self.height() - 2, tokens().color("line"))

    def figures(self) -> tuple[str, ...]:
        """The figures, as shown."""
        return tuple(label.text() for label in self._figures)
