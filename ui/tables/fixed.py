"""A short list inside a detail: all rows shown, no scrolling of its own."""

from collections.abc import Sequence
from typing import Any, TypeVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView

from ui.tables.columns import ROW_ROLE, Column
from ui.tables.delegates import delegate_for
from ui.tables.lines import LinesModel
from ui.tables.thumbnails import Thumbnails

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex


class FixedRows(LinesModel[R]):
    """Rows that are all here."""

    def show(self, rows: Sequence[R]) -> None:
        """Show these rows instead of the ones before."""
        self.beginResetModel()
        self._lines = list(rows)
        self.endResetModel()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The row for ROW_ROLE, its words for display and screen readers."""
        row = self.line(index.row())
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            column = self._columns[index.column()]
            texts = (column.text(row), column.second(row) if column.second else "")
            return ", ".join(text for text in texts if text)
        return None


class ShortList(QTableView):
    """Shows FixedRows whole; the page around it scrolls."""

    def __init__(
        self, columns: Sequence[Column[Any]], thumbnails: Thumbnails, name: str, row: int = 32
    ) -> None:
        super().__init__()
        self._columns = tuple(columns)
        self.rows: FixedRows[Any] = FixedRows(columns, self)
        self.setModel(self.rows)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().hide()
        self.horizontalHeader().setMinimumSectionSize(24)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(row)
        self.verticalHeader().setDefaultSectionSize(row)
        for at, column in enumerate(columns):
            self.setItemDelegateForColumn(at, delegate_for(column, self, thumbnails))

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show these, as high as they need."""
        self.rows.show(rows)
        # The last row's line lies on the card's own border.
        self.setFixedHeight(max(1, len(rows) * self.verticalHeader().defaultSectionSize() - 1))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out again."""
        super().resizeEvent(event)
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll."""
        event.ignore()

    def minimumSizeHint(self) -> QSize:
        """As narrow as the detail gets."""
        return QSize(200, 1)

    def _fit(self) -> None:
        stretched = [at for at, one in enumerate(self._columns) if one.stretch]
        rest = self.viewport().width() - sum(c.width for c in self._columns if not c.stretch)
        weights = [self._columns[at].width for at in stretched]
        for at, column in enumerate(self._columns):
            self.setColumnWidth(at, column.width)
        for at, weight in zip(stretched, weights, strict=True):
            self.setColumnWidth(at, max(40, rest * weight // (sum(weights) or 1)))
