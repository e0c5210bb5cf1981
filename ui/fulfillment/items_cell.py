"""The pictures of an order's items, side by side in one cell of the list."""

from collections.abc import Hashable
from typing import Any

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QTableView

from babydrop_desktop.domain.orders import OrderRow
from ui.common import formats
from ui.tables.cell import Cell, Index, Look
from ui.tables.columns import Column
from ui.tables.thumbnails import PictureKey, Thumbnails, paint_picture
from ui.theme import icons

GAP, MOST = 5, 3


class ItemsCell(Cell):
    """Up to three small pictures; of more items, two and how many more there are."""

    def __init__(self, column: Column[Any], view: QTableView, thumbnails: Thumbnails) -> None:
        super().__init__(column, view)
        self._thumbnails = thumbnails
        thumbnails.arrived.connect(self._on_arrived)
        self.keep_drawn()

    def look_of(self, row: object) -> Hashable:
        """The pictures, as far as they have come, and the number of items."""
        if not isinstance(row, OrderRow):
            return None
        found = tuple(_mark(self._find(one)) for one in row.pictures[: _shown(row)])
        return found, row.items, len(row.pictures)

    def paint_cell(self, painter: QPainter, rect: QRect, row: object, index: Index) -> None:
        """Paint the pictures from the left, then the rest in a number."""
        del index
        if not isinstance(row, OrderRow):
            return
        side, left = self.column.side, rect.left()
        for at in range(_shown(row)):
            ref = row.pictures[at] if at < len(row.pictures) else None
            where = QRect(left, rect.center().y() - side // 2 + 1, side, side)
            self._paint_one(painter, where, self._find(ref) if ref else None)
            left += side + GAP
        if more := row.items - _shown(row):
            words = self.tr("+{count}").format(count=formats.number(more))
            room = QRect(left, rect.top(), max(0, rect.right() - left), rect.height())
            self.write(painter, room, words, Look(face="meta", ink="secondary"))

    def _paint_one(self, painter: QPainter, where: QRect, found: QPixmap | None) -> None:
        paint_picture(painter, where, found, radius=4)
        if found is None:
            inner = where.adjusted(5, 5, -5, -5)
            ratio = self._view.devicePixelRatioF()
            painter.drawPixmap(inner, icons.pixmap("image", "disabled", inner.width(), ratio))

    def _find(self, ref: str) -> QPixmap | None:
        key = PictureKey.ours(ref)
        ratio = self._view.devicePixelRatioF()
        return self._thumbnails.pixmap(key, self.column.side, ratio) if key else None

    def _on_arrived(self, key: object) -> None:
        del key
        viewport = self._view.viewport()
        for section in range(self._view.model().columnCount()):
            if self._view.itemDelegateForColumn(section) is self:
                at = self._view.columnViewportPosition(section)
                viewport.update(at, 0, self._view.columnWidth(section), viewport.height())


def _shown(row: OrderRow) -> int:
    """Three pictures, or two and a number."""
    return row.items if row.items <= MOST else MOST - 1


def _mark(found: QPixmap | None) -> int | None:
    return found.cacheKey() if found is not None else None


def use(view: QTableView, columns: tuple[Column[Any], ...], key: str, thumbs: Thumbnails) -> None:
    """Let `view` paint the column `key` this way."""
    at = next(i for i, one in enumerate(columns) if one.key == key)
    view.setItemDelegateForColumn(at, ItemsCell(columns[at], view, thumbs))
