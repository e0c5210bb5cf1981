"""How the cells of a list are painted: picture, words, figures, states and ticks."""

from collections.abc import Hashable
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QRect, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPixmap
from PySide6.QtWidgets import QStyleOptionViewItem, QTableView

from ui.common.checks import paint_check
from ui.tables.cell import EDGE, GAP, PADDING, Cell, Index, Look
from ui.tables.columns import Column, Kind
from ui.tables.thumbnails import Thumbnails, paint_picture
from ui.theme import icons

__all__ = ["EDGE", "GAP", "PADDING", "Cell", "Index", "Look", "delegate_for"]


class Figure(Cell):
    """A figure at the right."""

    def paint_cell(self, painter: QPainter, rect: QRect, row: object, index: Index) -> None:
        """Paint the figure."""
        del index
        self.write(painter, rect, self.column.text(row), Look(right=True))


class TwoLines(Cell):
    """A name, and facts under it in smaller gray letters."""

    def look_of(self, row: object) -> Hashable:
        """Both lines."""
        second = self.column.second(row) if self.column.second else ""
        return self.column.text(row), second

    def paint_cell(self, painter: QPainter, rect: QRect, row: object, index: Index) -> None:
        """Paint both lines around the middle."""
        del index
        second = self.column.second(row) if self.column.second else ""
        middle = rect.center().y() + 1
        if not second:
            self.write(painter, rect, self.column.text(row), Look(face="bold"))
            return
        upper = QRect(rect.left(), middle - 18, rect.width(), 18)
        lower = QRect(rect.left(), middle, rect.width(), 16)
        self.write(painter, upper, self.column.text(row), Look(face="bold"))
        self.write(painter, lower, second, Look(face="meta", ink="secondary"))


class TwoFigures(Cell):
    """A figure in the colour of its state, and facts under it in smaller gray letters."""

    def look_of(self, row: object) -> Hashable:
        """Both lines."""
        status = self.column.status(row) if self.column.status else None
        return status, self.column.second(row) if self.column.second else ""

    def paint_cell(self, painter: QPainter, rect: QRect, row: object, index: Index) -> None:
        """Paint both lines around the middle."""
        del index
        second = self.column.second(row) if self.column.second else ""
        role = self.column.status(row).role if self.column.status else "text"
        middle = rect.center().y() + 1
        upper = QRect(rect.left(), middle - 18, rect.width(), 18)
        lower = QRect(rect.left(), middle, rect.width(), 16)
        figure = upper if second else rect
        self.write(painter, figure, self.column.text(row), Look(ink=role, right=True))
        self.write(painter, lower, second, Look(face="meta", ink="secondary", right=True))


class State(Cell):
    """Icon + word + colour; the normal is gray text without an icon."""

    def look_of(self, row: object) -> Hashable:
        """The state."""
        return self.column.status(row) if self.column.status else None

    def paint_cell(self, painter: QPainter, rect: QRect, row: object, index: Index) -> None:
        """Paint the state."""
        del index
        if self.column.status is None:
            return
        status = self.column.status(row)
        if status.icon:
            ratio = self._view.devicePixelRatioF()
            drawn = icons.pixmap(status.icon, status.role, icons.IN_TEXT, ratio)
            top = rect.center().y() - icons.IN_TEXT // 2 + 1
            painter.drawPixmap(QRect(rect.left(), top, icons.IN_TEXT, icons.IN_TEXT), drawn)
            rect = rect.adjusted(icons.IN_TEXT + GAP, 0, 0, 0)
        self.write(painter, rect, status.text, Look(ink=status.role, right=self.column.right))


class PictureCell(Cell):
    """A small picture, fetched when it is seen."""

    def __init__(self, column: Column[Any], view: QTableView, thumbnails: Thumbnails) -> None:
        super().__init__(column, view)
        self._thumbnails = thumbnails
        thumbnails.arrived.connect(self._on_arrived)

    def look_of(self, row: object) -> Hashable:
        """The picture, as far as it has come."""
        found = self._find(row)
        return found.cacheKey() if found is not None else None

    def paint_cell(self, painter: QPainter, rect: QRect, row: object, index: Index) -> None:
        """Paint the picture, or its plain ground."""
        del index
        side = self.column.side
        where = QRect(
            rect.center().x() - side // 2 + 1, rect.center().y() - side // 2 + 1, side, side
        )
        found = self._find(row)
        paint_picture(painter, where, found, radius=4 if side < 40 else 6)
        if found is None:
            size = max(12, side // 2)
            at = QRect(
                where.center().x() - size // 2 + 1, where.center().y() - size // 2 + 1, size, size
            )
            painter.drawPixmap(
                at, icons.pixmap("image", "disabled", size, self._view.devicePixelRatioF())
            )

    def _find(self, row: object) -> QPixmap | None:
        key = self.column.picture(row) if self.column.picture else None
        if key is None:
            return None
        ratio = self._view.devicePixelRatioF()
        return self._thumbnails.pixmap(key, self.column.side, ratio)

    def _on_arrived(self, key: object) -> None:
        del key
        if (at := self._columns_place()) is not None:
            viewport = self._view.viewport()
            viewport.update(at, 0, self.column.width + 2 * PADDING, viewport.height())

    def _columns_place(self) -> int | None:
        for section in range(self._view.model().columnCount()):
            if self._view.itemDelegateForColumn(section) is self:
                return self._view.columnViewportPosition(section)
        return None


class CheckCell(Cell):
    """A tick box; space or a click turns it."""

    def paint_cell(self, painter: QPainter, rect: QRect, row: object, index: Index) -> None:
        """Paint the box where the row has one."""
        del row
        state = index.data(Qt.ItemDataRole.CheckStateRole)
        if state is not None:
            enabled = bool(index.flags() & Qt.ItemFlag.ItemIsUserCheckable)
            paint_check(painter, rect, Qt.CheckState(state), enabled=enabled)

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Turn the tick."""
        del option
        if not index.flags() & Qt.ItemFlag.ItemIsUserCheckable or not _turns(event):
            return False
        on = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) is Qt.CheckState.Checked
        wanted = Qt.CheckState.Unchecked if on else Qt.CheckState.Checked
        return model.setData(index, wanted, Qt.ItemDataRole.CheckStateRole)


def _turns(event: QEvent) -> bool:
    if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
        return event.key() == Qt.Key.Key_Space
    if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease:
        return event.button() == Qt.MouseButton.LeftButton
    return False


def delegate_for(column: Column[Any], view: QTableView, thumbnails: Thumbnails) -> Cell:
    """The delegate that paints this kind of column."""
    if column.kind is Kind.PICTURE:
        return PictureCell(column, view, thumbnails).keep_drawn()
    makers: dict[Kind, type[Cell]] = {
        Kind.FIGURE: Figure,
        Kind.TWO_LINES: TwoLines,
        Kind.TWO_FIGURES: TwoFigures,
        Kind.STATUS: State,
        Kind.STATUS_RIGHT: State,
        Kind.CHECK: CheckCell,
    }
    made = makers.get(column.kind, Cell)(column, view)
    return made if column.kind is Kind.CHECK else made.keep_drawn()
