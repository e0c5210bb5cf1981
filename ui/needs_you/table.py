"""The list of Needs you: two lines a row under headings, a key at the end of each."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView

from babydrop_desktop.domain.attention import Need
from ui.common.order_words import Now
from ui.context import PlaceContext
from ui.needs_you.cells import ByCell, SignCell, StepCell
from ui.needs_you.columns import BY, SIGN, STEP, columns
from ui.needs_you.model import NeedsModel
from ui.tables.table import Table

ROW, HEADING = 58, 30


class NeedsTable(Table):
    """`run` does a line's next step."""

    def __init__(self, context: PlaceContext, now: Now, run: Callable[[Need], None]) -> None:
        shown = columns(now)
        self.lines = NeedsModel(shown)
        super().__init__(self.lines, shown, context, key="needs_you", name="")
        self.lines.setParent(self)
        self.setAccessibleName(self.tr("What needs you"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        keys = [column.key for column in shown]
        self.setItemDelegateForColumn(keys.index(SIGN), SignCell(shown[keys.index(SIGN)], self))
        self.setItemDelegateForColumn(keys.index(BY), ByCell(shown[keys.index(BY)], self, now))
        self.setItemDelegateForColumn(
            keys.index(STEP), StepCell(shown[keys.index(STEP)], self, run)
        )
        self.horizontalHeader().setSectionsMovable(False)
        self.set_row_height(ROW)

    def show_lines(self, needs: Sequence[Need], now: datetime) -> None:
        """Show these lines; the chosen one stays chosen, and the list where it is scrolled to."""
        kept = self.chosen()
        scrolled = self.verticalScrollBar().value()
        self.lines.show(needs, now)
        self._stretch_headings()
        row = self.lines.row_of(kept.key) if kept is not None else None
        if row is not None:
            self.choose_row(row)
            self.verticalScrollBar().setValue(scrolled)

    def chosen(self) -> Need | None:
        """The chosen line."""
        return self.lines.need(self.currentIndex().row())

    def set_comfortable(self, *, on: bool) -> None:
        """Higher lines; headings stay as they are."""
        super().set_comfortable(on=on)
        self._stretch_headings()

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, keys: Qt.KeyboardModifier
    ) -> QModelIndex:
        """From line to line: a heading is passed over."""
        index = super().moveCursor(action, keys)
        if self.lines.need(index.row()) is None and index.isValid():
            return index.siblingAtRow(min(index.row() + 1, self.lines.rowCount() - 1))
        return index

    def _stretch_headings(self) -> None:
        self.clearSpans()
        for at in range(self.lines.rowCount()):
            self.setRowHeight(at, self.verticalHeader().defaultSectionSize())
        for at in self.lines.headings():
            self.setSpan(at, 0, 1, self.lines.columnCount())
            self.setRowHeight(at, HEADING)
