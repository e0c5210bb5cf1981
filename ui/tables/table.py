"""The list of a place: rows of products, chosen by mouse or keyboard."""

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QMenu, QTableView, QWidget

from ui.context import PlaceContext
from ui.tables.columns import ROW_ROLE, Column, Kind, cell_text
from ui.tables.delegates import delegate_for
from ui.tables.far_ends import FarEnds
from ui.tables.frozen import FrozenColumns
from ui.tables.header import Header
from ui.tables.layout import ColumnLayout

DENSE, MORE_ROOM = 32, 8
# Rows a Ctrl+C takes at most: a clipboard is no export.
MOST_COPIED = 5000
# Pixels that a Left or Right key scrolls.
SIDEWAYS = 40
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Table(QTableView):
    """A list in the look of the design. `name` is its accessible name, `key` its settings' name.

    `sort_asked(sort, descending)` at a click on a head; `activated_row(row number)` on Enter or a
    double click; `current_row(row number)` when another row is chosen (-1: none).
    """

    sort_asked = Signal(str, bool)
    activated_row = Signal(int)
    current_row = Signal(int)

    def __init__(
        self,
        model: QAbstractItemModel,
        columns: Sequence[Column[Any]],
        context: PlaceContext,
        *,
        key: str,
        name: str,
    ) -> None:
        super().__init__()
        self._columns = tuple(columns)
        self._dense = DENSE
        self._sort, self._descending = "", False
        self._menu_actions: list[QAction] = []
        self._thumbnails = context.thumbnails
        self._frozen: FrozenColumns | None = None
        self.setAccessibleName(name)
        self._set_up()
        self._header = header = Header(self._columns, self)
        self.setHorizontalHeader(header)
        self.setModel(model)
        for at, column in enumerate(self._columns):
            self.setItemDelegateForColumn(at, delegate_for(column, self, context.thumbnails))
        self._ends = FarEnds(self)
        self.columns = ColumnLayout(self, self._columns, context.settings, key)
        header.sectionClicked.connect(self._on_head_clicked)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(
            lambda at: self.column_menu().popup(header.mapToGlobal(at))
        )
        self.selectionModel().currentRowChanged.connect(
            lambda now, _before: self.current_row.emit(now.row())
        )
        model.rowsRemoved.connect(self._keep_chosen)
        self.doubleClicked.connect(lambda index: self.activated_row.emit(index.row()))
        self.horizontalScrollBar().valueChanged.connect(lambda _value: self.show_frozen())

    # what the place does

    def set_row_height(self, height: int) -> None:
        """Rows of `height` pixels (dense)."""
        self._dense = height
        self.set_comfortable(on=False)

    def set_comfortable(self, *, on: bool) -> None:
        """Rows 8 pixels higher, or dense."""
        self.verticalHeader().setDefaultSectionSize(self._dense + (MORE_ROOM if on else 0))
        self.show_frozen()

    def show_sort(self, sort: str, *, descending: bool) -> None:
        """Show the arrow at the column of this order; none where no column has it."""
        self._sort, self._descending = sort, descending
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        at = next((i for i, one in enumerate(self._columns) if one.sort == sort), -1)
        self._header.show_order(at, order)

    def set_menu(self, actions: Iterable[QAction]) -> None:
        """What the menu of a row offers, besides Copy."""
        self._menu_actions = list(actions)

    def selected_rows(self) -> list[int]:
        """The numbers of the selected rows, from the top."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def choose_row(self, row: int) -> None:
        """Select this row alone and bring it into sight."""
        index = self.model().index(row, self._first_shown())
        flag = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flag.ClearAndSelect | flag.Rows)
        self.scrollTo(index)

    def show_frozen(self) -> None:
        """Keep the columns that name a row in sight while the list is scrolled sideways."""
        if self._frozen is None and self.horizontalScrollBar().value() > 0:
            self._frozen = FrozenColumns(self, self._columns, self._thumbnails)
        if self._frozen is not None:
            self._frozen.follow()

    def copy(self) -> None:
        """Put the selected rows on the clipboard, a line each, cells divided by tabs."""
        header = self.horizontalHeader()
        order = [header.logicalIndex(at) for at in range(header.count())]
        shown = [
            self._columns[at]
            for at in order
            if not header.isSectionHidden(at)
            and self._columns[at].kind not in (Kind.PICTURE, Kind.CHECK)
        ]
        lines = ["\t".join(cell_text(column.title) for column in shown)]
        for row in self.selected_rows()[:MOST_COPIED]:
            value = self.model().index(row, 0).data(ROW_ROLE)
            if value is not None:
                lines.append("\t".join(cell_text(column.text(value)) for column in shown))
        if len(lines) > 1:
            QGuiApplication.clipboard().setText("\n".join(lines))

    def column_menu(self) -> QMenu:
        """The chooser of columns."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        folded = self.columns.folded
        for column in self._columns:
            if column.fixed or column.stretch:
                continue
            no_room = column.key in folded
            words = self.tr("{column}, no room") if no_room else "{column}"
            action = menu.addAction(words.format(column=column.title))
            action.setEnabled(not no_room)
            action.setCheckable(True)
            action.setChecked(column.key not in self.columns.hidden)
            action.toggled.connect(
                lambda on, key=column.key: self.columns.set_hidden(key, hidden=not on)
            )
        menu.addSeparator()
        menu.addAction(self.tr("Reset columns"), self.columns.reset)
        return menu

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold or unfold columns."""
        super().resizeEvent(event)
        self.columns.fit()
        self.show_frozen()

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a row into sight; how far the list is scrolled sideways stays."""
        bar = self.horizontalScrollBar()
        before = bar.value()
        super().scrollTo(index, hint)
        bar.setValue(before)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C copies, Enter opens."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.currentIndex().isValid():
                self.activated_row.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, keys: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Home and End go to the first and the last row: a row is chosen whole.

        Left and Right scroll sideways, where there is more to see.
        """
        ends = {
            QAbstractItemView.CursorAction.MoveHome: 0,
            QAbstractItemView.CursorAction.MoveEnd: self.model().rowCount() - 1,
        }
        aside = {
            QAbstractItemView.CursorAction.MoveLeft: -SIDEWAYS,
            QAbstractItemView.CursorAction.MoveRight: SIDEWAYS,
        }
        if action in aside:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() + aside[action])
            return self.currentIndex()
        end = action is QAbstractItemView.CursorAction.MoveEnd
        if action in ends and not keys & SHIFT and self._ends.go_to(end=end):
            return self.currentIndex()
        if action in ends:
            return self.model().index(ends[action], self._first_shown())
        return super().moveCursor(action, keys)

    def selectAll(self) -> None:
        """Ctrl+A means every row, also those that nobody has scrolled to."""
        if not self._ends.select_all():
            super().selectAll()

    def keyboardSearch(self, search: str) -> None:
        """Jump to the row whose name begins with what is typed."""
        name = next((i for i, one in enumerate(self._columns) if one.stretch), 0)
        now = self.currentIndex()
        row = max(0, now.row())
        self.selectionModel().setCurrentIndex(
            self.model().index(row, name), QItemSelectionModel.SelectionFlag.NoUpdate
        )
        super().keyboardSearch(search)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the row under the mouse, or of the chosen one."""
        menu = self.row_menu()
        if menu is not None:
            keyboard = event.reason() is QContextMenuEvent.Reason.Keyboard
            menu.popup(self._below_current() if keyboard else event.globalPos())

    def row_menu(self) -> QMenu | None:
        """What can be done with the chosen row; None where none is chosen."""
        if not self.currentIndex().isValid():
            return None
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(self._menu_actions)
        copy = menu.addAction(self.tr("Copy rows"), self.copy)
        copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        return menu

    # inside

    def _set_up(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(False)
        self.setCornerButtonEnabled(False)
        self.setCornerWidget(QWidget())  # plain, between both scroll bars
        rows = self.verticalHeader()
        rows.hide()
        rows.setMinimumSectionSize(20)
        rows.setDefaultSectionSize(DENSE)

    def _keep_chosen(self) -> None:
        """A neighbour of the removed row is chosen, not only where the keyboard stands."""
        if self.currentIndex().isValid() and not self.selectionModel().hasSelection():
            self.choose_row(self.currentIndex().row())

    def _first_shown(self) -> int:
        header = self.horizontalHeader()
        return next((i for i in range(header.count()) if not header.isSectionHidden(i)), 0)

    def _below_current(self) -> QPoint:
        return self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())

    def _on_head_clicked(self, section: int) -> None:
        column = self._columns[section]
        if not column.sort:
            return
        again, down = self._sort == column.sort, self._descending
        self.sort_asked.emit(column.sort, again and not down)
