"""The heads of a list: those that sort it light up under the mouse and carry the arrow."""

from typing import Any

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from ui.tables.columns import Column, Kind
from ui.tables.delegates import PADDING
from ui.theme import icons
from ui.theme.fonts import MEDIUM, META, font
from ui.theme.tokens import tokens

HEIGHT = 28
ARROW = 12


class Header(QHeaderView):
    """Heads as in the design: no lines between them, the arrow right after the word.

    Only a column that the list can be sorted by answers the mouse; the arrow stays where
    `show_order` put it, whatever is clicked.
    """

    def __init__(self, columns: tuple[Column[Any], ...], view: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._columns = columns
        self._font = font(META, MEDIUM)
        self._order = (-1, Qt.SortOrder.AscendingOrder)
        self._under, self._pressed = -1, -1  # the sorting head under the mouse, and the one held
        self.setFixedHeight(HEIGHT)
        self.setSectionsClickable(any(one.sort for one in self._columns))
        self.viewport().setMouseTracking(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setSortIndicatorShown(False)
        self.setMinimumSectionSize(24)
        # Qt turns its arrow at each click, before it tells of the click.
        self.sectionClicked.connect(lambda _at: self.setSortIndicator(*self._order))
        self.setSortIndicator(*self._order)

    def show_order(self, section: int, order: Qt.SortOrder) -> None:
        """Put the arrow at this column, at none for -1."""
        self._order = (section, order)
        self.setSortIndicator(section, order)
        self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light up a head that sorts."""
        super().mouseMoveEvent(event)
        self._light(self._sorting_at(event), self._pressed)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Show that it is held."""
        super().mousePressEvent(event)
        at = self._sorting_at(event)
        self._light(at, at if event.button() is Qt.MouseButton.LeftButton else -1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        super().mouseReleaseEvent(event)
        self._light(self._sorting_at(event), -1)

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the mouse."""
        super().leaveEvent(event)
        self._light(-1, -1)

    def ground_of(self, section: int) -> str:
        """The colour role under a head's word."""
        if section == self._pressed:
            return "line"
        return "raised" if section == self._under else "panel"

    def _sorting_at(self, event: QMouseEvent) -> int:
        at = self.logicalIndexAt(event.position().toPoint())
        return at if at >= 0 and self._columns[at].sort else -1

    def _light(self, under: int, pressed: int) -> None:
        if (under, pressed) != (self._under, self._pressed):
            self._under, self._pressed = under, pressed
            self.viewport().update()

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's own name
        """Paint one head."""
        colors = tokens()
        painter.save()
        painter.fillRect(rect, colors.color(self.ground_of(logicalIndex)))
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
