"""Rows of a line's detail, used again for the next line: its mark, what happened, what to do."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from babydrop_desktop.domain.orders import HistoryLine
from ui.common import formats, order_words
from ui.common.history_lines import Happened
from ui.common.labels import IconLabel, plain_text, set_look


def happened(line: HistoryLine) -> Happened:
    """A line of an order's history."""
    icon, title = order_words.event(line)
    return Happened(icon, title, line.at, line.text)


class Mark(QFrame):
    """What sort of thing it is: icon and word on a tinted ground."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "pill")
        self.setFixedHeight(22)
        self._icon, self._word = IconLabel("clock", "amber"), plain_text(kind="meta-medium")
        row = QHBoxLayout(self)
        row.setContentsMargins(7, 0, 9, 0)
        row.setSpacing(5)
        row.addWidget(self._icon)
        row.addWidget(self._word)

    def show_mark(self, icon: str, word: str, role: str) -> None:
        """Show another mark; `role` is amber or red."""
        self._icon.set_icon(icon, role)
        self._word.setText(word)
        self._word.set_ink(role)
        set_look(self, tint=role)
        self.setAccessibleName(word)


class Steps(QFrame):
    """What to do, numbered."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[_Step] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(9)

    def show_steps(self, steps: Sequence[str]) -> None:
        """Show these, from the first to the last."""
        while len(self._rows) < len(steps):
            self._rows.append(_Step(len(self._rows) + 1))
            self._column.addWidget(self._rows[-1])
        for at, row in enumerate(self._rows):
            row.words.setText(steps[at] if at < len(steps) else "")
            row.setVisible(at < len(steps))


class _Step(QWidget):
    def __init__(self, number: int) -> None:
        super().__init__()
        self.words = plain_text(wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        figure = plain_text(formats.number(number), kind="heading")
        row.addWidget(figure, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)
