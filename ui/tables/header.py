"""The heads of a list's columns, with the arrow of the order beside the word."""

from typing import Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from ui.tables.columns import Column, Kind
from ui.tables.delegates import PADDING
from ui.theme import icons
from ui.theme.fonts import MEDIUM, META, font
from ui.theme.tokens import tokens

HEIGHT = 28
ARROW = 12


class Header(QHeaderView):
    """Heads as in the design: no lines between them, the arrow right after the word."""

    def __init__(self, columns: tuple[Column[Any], ...], view: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._columns = columns
        self._font = font(META, MEDIUM)
        self.setFixedHeight(HEIGHT)
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setSortIndicatorShown(False)
        self.setMinimumSectionSize(24)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's own name
        """Paint one head."""
        colors = tokens()
        painter.save()
        painter.fillRect(rect, colors.color("panel"))
        if not self._in_card():  # whose own border is that line
            painter.fillRect(rect.left(), rect.top(), rect.width(), 1, colors.color("line"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, colors.color("line"))
        column = self._columns[logicalIndex]
        title = "" if column.kind in (Kind.PICTURE, Kind.CHECK) else column.title
        self._write(
            painter, rect.adjusted(PADDING + column.gap, 0, -PADDING, 0), title, logicalIndex
        )
        painter.restore()

    def _in_card(self) -> bool:
        above: QWidget | None = self.parentWidget()
        while above is not None and above.property("kind") not in ("card", "pane"):
            above = above.parentWidget()
        return above is not None and above.property("kind") == "card"

    def _write(self, painter: QPainter, rect: QRect, title: str, section: int) -> None:
        column = self._columns[section]
        sorted_by = bool(column.sort) and self.sortIndicatorSection() == section
        painter.setFont(self._font)
        painter.setPen(tokens().color("text" if sorted_by else "secondary"))
        room = rect.width() - (ARROW + 3 if sorted_by else 0)
        line = painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, room)
        width = painter.fontMetrics().horizontalAdvance(line)
        left = rect.left()
        if column.right:
            left = rect.right() + 1 - width - (ARROW + 3 if sorted_by else 0)
        where = QRect(left, rect.top(), width + 1, rect.height())
        painter.drawText(where, int(Qt.AlignmentFlag.AlignVCenter), line)
        if sorted_by:
            up = self.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder
            drawn = icons.pixmap(
                "arrow-up" if up else "arrow-down", "text", ARROW, self.devicePixelRatioF()
            )
            top = rect.center().y() - ARROW // 2 + 1
            painter.drawPixmap(QRect(where.right() + 3, top, ARROW, ARROW), drawn)
