"""What happened, as it was written down, newest first: a few lines, all of them when asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.common import formats, times
from ui.common.buttons import link, when_clicked
from ui.common.labels import IconLabel, heading, plain_text

FIRST, STEP = 5, 35


@dataclass(frozen=True, slots=True)
class Happened:
    """One line: an icon, what it was, when, and what more there is to say."""

    icon: str
    title: str
    at: datetime
    about: str = ""


class HistoryLines(QFrame):
    """The newest lines; more of them when asked for."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[Happened, ...] = ()
        self._now: datetime | None = None
        self._most = FIRST
        self._of = ""
        self.all_key = link("")
        self.all_key.setFixedHeight(18)
        when_clicked(self.all_key, self._on_more)
        self._none = plain_text(self.tr("Nothing was written down yet"), ink="secondary")
        self._events = Events()
        top = QHBoxLayout()
        top.addWidget(heading(self.tr("History")), 1)
        top.addWidget(self.all_key, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(top)
        column.addWidget(self._none)
        column.addWidget(self._events)

    def show_lines(self, of: str, lines: Sequence[Happened], now: datetime) -> None:
        """Show what happened to the thing with the id `of`."""
        if of != self._of:
            self._of, self._most = of, FIRST
        self._lines, self._now = tuple(lines), now
        self._build()

    def words(self) -> list[str]:
        """The titles that are shown, from the top."""
        return [line.title for line in self._lines[: self._most]]

    def _on_more(self) -> None:
        self._most += STEP
        self._build()

    def _build(self) -> None:
        self._none.setVisible(not self._lines)
        self.all_key.setVisible(len(self._lines) > self._most)
        rest = min(len(self._lines), self._most + STEP)
        words = self.tr("All {count}") if rest == len(self._lines) else self.tr("Show {count}")
        self.all_key.setText(words.format(count=formats.number(rest)))
        if self._now is not None:
            self._events.show_events(self._lines[: self._most], self._now)


class Events(QFrame):
    """What happened, a row each, in the order given."""

    def __init__(self) -> None:
        super().__init__()
        self._pool: list[_Row] = []
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(10)

    def show_events(self, events: Sequence[Happened], now: datetime) -> None:
        """Show these instead of the ones before."""
        while len(self._pool) < len(events):
            self._pool.append(_Row())
            self._rows.addWidget(self._pool[-1])
        for at, row in enumerate(self._pool):
            if at < len(events):
                row.show_line(events[at], now)
            row.setVisible(at < len(events))


class _Row(QWidget):
    """A line's widgets, used again for the next one's."""

    def __init__(self) -> None:
        super().__init__()
        self._icon = IconLabel("history", "secondary")
        self._title = plain_text(kind="medium", wrap=True)
        self._at = plain_text(kind="meta", ink="secondary")
        self._about = plain_text(kind="meta", ink="secondary", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._title, 1)
        top.addWidget(self._at, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._about)
        row.addLayout(column, 1)

    def show_line(self, one: Happened, now: datetime) -> None:
        """Show `one`."""
        self._icon.set_icon(one.icon, "secondary")
        self._title.setText(one.title)
        self._at.setText(times.moment(one.at, now))
        self._about.setText(one.about)
        self._about.setVisible(bool(one.about))
        self.setAccessibleName(f"{one.title}. {one.about}".rstrip())
