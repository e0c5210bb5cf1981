"""Your day: what was done today, the profit of the last weeks, and what comes next."""

from datetime import datetime

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from babydrop_desktop.domain.attention import DayFacts, Need
from ui.common import formats
from ui.common.labels import ElidedLabel, IconLabel, heading, line, plain_text
from ui.common.layouts import clear
from ui.common.panes import head, scrolled
from ui.needs_you import words
from ui.needs_you.facts import Facts
from ui.needs_you.week_bars import WeekBars

SIDE, DAY_WIDTH = 20, 92


class DayPane(QFrame):
    """The right side while nothing needs the owner."""

    def __init__(self, currency: str) -> None:
        super().__init__()
        self.setProperty("kind", "pane")
        self._currency = currency
        self._today = plain_text(ink="secondary")
        self.facts = Facts(
            (self.tr("Solved today"), self.tr("Bought"), self.tr("Shipped"), self.tr("Delivered"))
        )
        self.bars = WeekBars()
        self._weeks = QWidget()
        self._coming = QWidget()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self._build()

    def show_day(self, day: DayFacts, now: datetime) -> None:
        """Show the day so far."""
        self._today.setText(formats.weekday(now))
        self.facts.show_figures(
            *(formats.number(n) for n in (day.solved, day.bought, day.shipped, day.delivered))
        )
        self.bars.show_weeks(day.weeks, self._currency)
        self._weeks.setVisible(bool(day.weeks))
        clear(self._lines)
        self._coming.setVisible(bool(day.coming))
        for need in day.coming:
            self._lines.addWidget(line())
            self._lines.addWidget(_row(need))
        self._lines.addWidget(line())

    def _build(self) -> None:
        top, row = head(side=SIDE)
        row.addWidget(plain_text(self.tr("Your day"), kind="detail"))
        row.addStretch(1)
        row.addWidget(self._today)
        area, column = scrolled(SIDE, 16)
        column.setSpacing(22)
        column.addWidget(self.facts)
        weeks = QVBoxLayout(self._weeks)
        weeks.setContentsMargins(0, 0, 0, 0)
        named = QHBoxLayout()
        named.addWidget(heading(self.tr("Profit by week")), 1)
        unit = self.tr("{currency}, week of").format(currency=self._currency)
        beside = plain_text(unit, kind="meta", ink="secondary")
        beside.setContentsMargins(0, 0, 0, 6)
        named.addWidget(beside)
        weeks.addLayout(named)
        weeks.addWidget(self.bars)
        column.addWidget(self._weeks)
        coming = QVBoxLayout(self._coming)
        coming.setContentsMargins(0, 0, 0, 0)
        coming.setSpacing(0)
        coming.addWidget(heading(self.tr("Coming up")))
        coming.addLayout(self._lines)
        column.addWidget(self._coming)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(top)
        whole.addWidget(line())
        whole.addWidget(area, 1)


def _row(need: Need) -> QWidget:
    made = QWidget()
    made.setFixedHeight(33)
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(9)
    row.addWidget(IconLabel(words.icon(need)[0], "secondary"))
    day = plain_text(formats.weekday(need.due) if need.due else "", ink="secondary")
    day.setFixedWidth(DAY_WIDTH)
    row.addWidget(day)
    row.addWidget(ElidedLabel(words.coming(need)), 1)
    return made
