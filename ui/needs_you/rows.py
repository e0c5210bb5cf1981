"""Rows of a line's detail, used again for the next line: its mark, what happened, what to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from babydrop_desktop.domain.orders import HistoryLine
from ui.common import formats, order_words, times
from ui.common.labels import IconLabel, plain_text, set_look


@dataclass(frozen=True, slots=True)
class Happened:
    """A line of "What happened"."""

    at: datetime
    icon: str
    title: str
    about: str = ""


def happened(line: HistoryLine) -> Happened:
    """A line of an order's history."""
    icon, title = order_words.event(line)
    return Happened(line.at, icon, title, line.text)


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


class Events(QFrame):
    """What happened, a row each."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[_Event] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)

    def show_events(self, events: Sequence[Happened], now: datetime) -> None:
        """Show these, in the order given."""
        while len(self._rows) < len(events):
            self._rows.append(_Event())
            self._column.addWidget(self._rows[-1])
        for at, row in enumerate(self._rows):
            if at < len(events):
                row.show_event(events[at], now)
            row.setVisible(at < len(events))


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


class _Event(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._icon, self._title = IconLabel("history", "secondary"), plain_text(kind="medium")
        self._at = plain_text(kind="meta", ink="secondary")
        self._about = plain_text(kind="meta", ink="secondary", wrap=True)
        top = QHBoxLayout()
        top.setSpacing(9)
        top.addWidget(self._title, 1)
        top.addWidget(self._at)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._about)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(9)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)

    def show_event(self, event: Happened, now: datetime) -> None:
        self._icon.set_icon(event.icon, "secondary")
        self._title.setText(event.title)
        self._at.setText(times.moment(event.at, now))
        self._about.setText(event.about)
        self._about.setVisible(bool(event.about))


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
