"""Measures what a list shows, so that no column takes room that another one's words need."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QTableView

from ui.tables.columns import ROW_ROLE, Column, Kind
from ui.tables.delegates import GAP, PADDING
from ui.theme import icons
from ui.theme.fonts import BODY, MEDIUM, META, SEMIBOLD, font

# Rows that are measured at once: those on the screen.
MOST_ROWS = 60
# After a change; while a list is scrolled nothing is measured.
PAUSE_MS = 150
# The arrow beside the head of the column that the list is sorted by.
ARROW_ROOM = 15


class Contents(QObject):
    """The pixels that each measured column needs, by its key; `changed` when one needs more.

    A need only grows until the list is another one: columns stand still while it is scrolled.
    """

    changed = Signal()

    def __init__(self, view: QTableView, columns: Sequence[Column[Any]]) -> None:
        super().__init__(view)
        self._view = view
        self._columns = {at: one for at, one in enumerate(columns) if _is_measured(one)}
        self._needs: dict[str, int] = {}
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._measure)
        model = view.model()
        if not self._columns:
            return
        model.modelReset.connect(self._begin)
        for news in (model.rowsInserted, model.dataChanged):
            news.connect(self._soon)
        view.verticalScrollBar().valueChanged.connect(self._soon)
        self._timer.start(0)

    def need(self, column: Column[Any]) -> int:
        """The width in which everything seen so far in this column is whole; 0 where unknown."""
        return self._needs.get(column.key, 0)

    def _begin(self) -> None:
        self._needs.clear()
        self._timer.start(0)

    def _soon(self) -> None:
        self._timer.start(PAUSE_MS if self._needs else 0)

    def _measure(self) -> None:
        found = {
            one.key: max(self._needs.get(one.key, 0), self._widest(at, one))
            for at, one in self._columns.items()
        }
        found = {key: need for key, need in found.items() if need}
        if found != self._needs:
            self._needs = found
            self.changed.emit()

    def _widest(self, at: int, column: Column[Any]) -> int:
        """The widest cell of those on the screen, or the head; 0 where there is no row."""
        model = self._view.model()
        first = max(0, self._view.rowAt(0))
        seen = self._view.viewport().height() // self._view.verticalHeader().defaultSectionSize()
        widest = 0
        for row in range(first, min(model.rowCount(), first + min(MOST_ROWS, seen + 2))):
            value = model.index(row, at).data(ROW_ROLE)
            # Of a line that runs over its neighbours nothing is seen in their columns.
            if value is not None and self._view.columnSpan(row, at) == 1:
                widest = max(widest, _cell_width(column, value))
        return max(widest, _head_width(column)) if widest else 0


def _is_measured(column: Column[Any]) -> bool:
    return bool(column.tight or column.roomy or column.stretch)


def _cell_width(column: Column[Any], value: object) -> int:
    weight = MEDIUM if column.medium else QFont.Weight.Normal
    if column.kind is Kind.TWO_LINES:
        weight = SEMIBOLD
    width = _width(BODY, weight, column.text(value))
    if column.second is not None:
        width = max(width, _width(META, QFont.Weight.Normal, column.second(value)))
    if column.status is not None and column.status(value).icon:
        width += icons.IN_TEXT + GAP
    return width + 2 * PADDING + column.gap + 2


def _head_width(column: Column[Any]) -> int:
    arrow = ARROW_ROOM if column.sort else 0
    return _width(META, MEDIUM, column.title) + arrow + 2 * PADDING + column.gap + 2


@lru_cache(maxsize=4096)
def _width(size: int, weight: QFont.Weight, text: str) -> int:
    return QFontMetrics(font(size, weight)).horizontalAdvance(" ".join(text.split()))
