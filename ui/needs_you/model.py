"""The lines of Needs you, under the headings Today, This week and Later."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QObject, Qt

from babydrop_desktop.domain.attention import Need
from ui.common import times
from ui.tables.columns import ROW_ROLE, Column
from ui.tables.lines import Index, LinesModel


class When(StrEnum):
    """The headings."""

    TODAY = "today"
    WEEK = "week"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that names the ones under it."""

    when: When
    count: int


def when(need: Need, now: datetime) -> When:
    """Where a line stands: what is urgent or late is today's."""
    if need.due is None:
        return When.TODAY if need.urgent else When.LATER
    days = times.days_until(need.due, now)
    if days <= 0:
        return When.TODAY
    return When.WEEK if days <= 7 else When.LATER


class NeedsModel(LinesModel[Any]):
    """Headings and lines. A heading can be neither chosen nor copied."""

    def __init__(self, columns: Sequence[Column[Any]], parent: QObject | None = None) -> None:
        super().__init__(columns, parent)
        self._places: dict[str, int] = {}

    def show(self, needs: Sequence[Need], now: datetime) -> None:
        """Show these lines, in the order given under each heading."""
        self.beginResetModel()
        self._lines = []
        for one in When:
            under = [need for need in needs if when(need, now) is one]
            if under:
                self._lines += [Heading(one, len(under)), *under]
        self._places = {
            line.key: at for at, line in enumerate(self._lines) if isinstance(line, Need)
        }
        self.endResetModel()

    def need(self, row: int) -> Need | None:
        """The line at a row; None for a heading."""
        line = self._lines[row] if 0 <= row < len(self._lines) else None
        return line if isinstance(line, Need) else None

    def row_of(self, key: str) -> int | None:
        """Where a line stands, None where it is not here."""
        return self._places.get(key)

    def headings(self) -> list[int]:
        """The rows of the headings."""
        return [at for at, line in enumerate(self._lines) if isinstance(line, Heading)]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The line for ROW_ROLE, its words for display and screen readers."""
        line = self.line(index.row())
        if role == ROW_ROLE:
            return line
        if isinstance(line, Heading) or role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return None
        column = self._columns[index.column()]
        parts = (column.text(line), column.second(line) if column.second else "")
        if role == Qt.ItemDataRole.DisplayRole:
            return parts[0]
        return ". ".join(part for part in parts if part)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings are only words."""
        if isinstance(self.line(index.row()), Heading):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
