"""The ground that every cell of a list stands on, and how a line is written on it."""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any, NamedTuple, Self

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
)

from ui.common.labels import tool_tip
from ui.tables.columns import ROW_ROLE, Column
from ui.theme.fonts import BODY, MEDIUM, META, SEMIBOLD, font
from ui.theme.tokens import tokens

Index = QModelIndex | QPersistentModelIndex
PADDING = 5  # on both sides of a cell
EDGE = 3  # the yellow edge of the selected row
MOST_DRAWN = 120  # cells of a column: some screens full, selected and not
GAP = 5  # between a state's icon and its word


@dataclass(frozen=True, slots=True)
class Look:
    """How a line is written: `face` and `ink` are the column's own where empty."""

    face: str = ""
    ink: str = ""
    right: bool = False


PLAIN = Look()


class Ground(NamedTuple):
    """What lies under a cell's words."""

    selected: bool
    first: bool  # the leftmost column
    keyboard: bool  # the row that the keyboard is at


class Cell(QStyledItemDelegate):
    """The ground of a cell: selected rows are gray with a yellow edge at the list's left."""

    def __init__(self, column: Column[Any], view: QTableView) -> None:
        super().__init__(view)
        self.column = column
        self._view = view
        self._drawn: OrderedDict[Hashable, QPixmap] | None = None
        self._fonts = {
            "body": font(BODY),
            "medium": font(BODY, MEDIUM),
            "bold": font(BODY, SEMIBOLD),
            "meta": font(META),
        }

    def keep_drawn(self) -> Self:
        """Keep drawn cells: what `look_of` says must be all that a cell's looks depend on.

        Every call into Qt may hand the interpreter to an import's thread; a kept cell needs one.
        """
        self._drawn = OrderedDict()
        return self

    def look_of(self, row: object) -> Hashable:
        """What the cell of `row` shows, as a key for drawn cells."""
        return self.column.text(row)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the ground, then what the kind of column shows."""
        row = index.data(ROW_ROLE)
        rect, ground = option.rect, self._ground(option, index)
        if self._drawn is None or row is None:
            painter.save()
            self._paint_whole(painter, rect, ground, index)
            painter.restore()
            return
        key = (self.look_of(row), ground, rect.width(), rect.height(), tokens().dark)
        drawn = self._drawn.get(key)
        if drawn is None:
            drawn = self._drawn[key] = self._draw(rect, ground, index)
            if len(self._drawn) > MOST_DRAWN:
                self._drawn.popitem(last=False)
        painter.drawPixmap(rect.topLeft(), drawn)

    def _draw(self, rect: QRect, ground: Ground, index: Index) -> QPixmap:
        ratio = self._view.devicePixelRatioF()
        drawn = QPixmap(round(rect.width() * ratio), round(rect.height() * ratio))
        drawn.setDevicePixelRatio(ratio)
        painter = QPainter(drawn)
        self._paint_whole(painter, QRect(0, 0, rect.width(), rect.height()), ground, index)
        painter.end()
        return drawn

    def _paint_whole(self, painter: QPainter, rect: QRect, ground: Ground, index: Index) -> None:
        _paint_ground(painter, rect, ground)
        row = index.data(ROW_ROLE)
        inside = rect.adjusted(PADDING + self.column.gap, 0, -PADDING, -1)
        if row is None:
            _paint_waiting(painter, inside)
        else:
            self.paint_cell(painter, inside, row, index)

    def _ground(self, option: QStyleOptionViewItem, index: Index) -> Ground:
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        first = option.rect.left() <= 0
        here = first and index.row() == self._view.currentIndex().row() and self._view.hasFocus()
        return Ground(selected, first, here)

    def paint_cell(self, painter: QPainter, rect: QRect, row: object, index: Index) -> None:
        """Paint the row's words into `rect`. Kinds of columns paint their own way."""
        del index
        self.write(painter, rect, self.column.text(row))

    def write(self, painter: QPainter, rect: QRect, text: str, look: Look = PLAIN) -> None:
        """Paint one line of any text, cut with … where it is too long."""
        # Each text in its own direction, whatever the window's is.
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.setFont(self._fonts[look.face or ("medium" if self.column.medium else "body")])
        painter.setPen(tokens().color(look.ink or self.column.ink))
        mode = Qt.TextElideMode
        cut = mode.ElideMiddle if self.column.keep_end else mode.ElideRight
        line = painter.fontMetrics().elidedText(" ".join(text.split()), cut, rect.width())
        side = Qt.AlignmentFlag.AlignRight if look.right else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        painter.drawText(rect, int(flags | Qt.TextFlag.TextSingleLine), line)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """The whole text of a cell that is cut, as plain text."""
        row = index.data(ROW_ROLE)
        text = self.column.text(row) if row is not None else ""
        needed = QFontMetrics(self._fonts["bold"]).horizontalAdvance(text) + 2 * PADDING
        if text and needed > option.rect.width():
            QToolTip.showText(event.globalPos(), tool_tip(text), view)
        else:
            QToolTip.hideText()
        return True

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The column's width; the row's height is the view's."""
        del option, index
        return QSize(self.column.width, self._view.verticalHeader().defaultSectionSize())


def _paint_ground(painter: QPainter, rect: QRect, ground: Ground) -> None:
    colors = tokens()
    painter.fillRect(rect, colors.color("selected" if ground.selected else "win"))
    painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, colors.color("line"))
    if ground.selected and ground.first:
        painter.fillRect(rect.left(), rect.top(), EDGE, rect.height(), colors.color("accent"))
    if ground.keyboard:
        # The keyboard's row: a dark edge inside the yellow one.
        left = rect.left() + EDGE
        painter.fillRect(left, rect.top(), 2, rect.height() - 1, colors.color("focus"))


def _paint_waiting(painter: QPainter, rect: QRect) -> None:
    bar = QRect(rect.left(), rect.center().y() - 3, min(rect.width(), 60), 7)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tokens().color("line"))
    painter.drawRoundedRect(bar, 3, 3)
