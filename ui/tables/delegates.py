"""How the cells of a list are painted: picture, words, figures, states and ticks."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
)

from ui.common.checks import paint_check
from ui.common.labels import tool_tip
from ui.tables.columns import ROW_ROLE, Column, Kind
from ui.tables.thumbnails import Thumbnails, paint_picture
from ui.theme import icons
from ui.theme.fonts import BODY, MEDIUM, META, SEMIBOLD, font
from ui.theme.tokens import tokens

Index = QModelIndex | QPersistentModelIndex
PADDING = 5  # on both sides of a cell
EDGE = 3  # the yellow edge of the selected row
GAP = 5  # between a state's icon and its word


@dataclass(frozen=True, slots=True)
class Look:
    """How a line is written: `face` and `ink` are the column's own where empty."""

    face: str = ""
    ink: str = ""
    right: bool = False


PLAIN = Look()


class Cell(QStyledItemDelegate):
    """The ground of a cell: selected rows are gray with a yellow edge at the list's left."""

    def __init__(self, column: Column[Any], view: QTableView) -> None:
        super().__init__(view)
        self.column = column
        self._view = view
        self._fonts = {
            "body": font(BODY),
            "medium": font(BODY, MEDIUM),
            "bold": font(BODY, SEMIBOLD),
            "meta": font(META),
        }

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the ground, then what the kind of column shows."""
        painter.save()
        self._paint_ground(painter, option, index)
        row = index.data(ROW_ROLE)
        rect = option.rect.adjusted(PADDING + self.column.gap, 0, -PADDING, -1)
        if row is None:
            self._paint_waiting(painter, rect)
        else:
            self.paint_cell(painter, rect, row, index)
        painter.restore()

    def paint_cell(self, painter: QPainter, rect: QRect, row: object, index: Index) -> None:
        """Paint the row's words into `rect`. Kinds of columns paint their own way."""
        del index
        self.write(painter, rect, self.column.text(row))

    def write(self, painter: QPainter, rect: QRect, text: str, look: Look = PLAIN) -> None:
        """Paint one line of any text, cut with … where it is too long."""
        painter.setFont(self._fonts[look.face or ("medium" if self.column.medium else "body")])
        painter.setPen(tokens().color(look.ink or self.column.ink))
        line = painter.fontMetrics().elidedText(
            " ".join(text.split()), Qt.TextElideMode.ElideRight, rect.width()
        )
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

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colors = tokens()
        rect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, colors.color("selected" if selected else "win"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, colors.color("line"))
        first = self._view.columnViewportPosition(index.column()) <= 0
        if selected and first:
            painter.fillRect(rect.left(), rect.top(), EDGE, rect.height(), colors.color("accent"))
        if first and index.row() == self._view.currentIndex().row() and self._view.hasFocus():
            # The keyboard's row: a dark edge inside the yellow one.
            painter.fillRect(
                rect.left() + EDGE, rect.top(), 2, rect.height() - 1, colors.color("focus")
            )

    @staticmethod
    def _paint_waiting(painter: QPainter, rect: QRect) -> None:
        width = min(rect.width(), 60)
        bar = QRect(rect.left(), rect.center().y() - 3, width, 7)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens().color("line"))
        painter.drawRoundedRect(bar, 3, 3)


class Figure(Cell):
    """A figure at the right."""

    def paint_cell(self, painter: QPainter, rect: QRect, row: object, index: Index) -> None:
        """Paint the figure."""
        del index
        self.write(painter, rect, self.column.text(row), Look(right=True))


class TwoLines(Cell):
    """A name, and facts under it in smaller gray letters."""

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


class State(Cell):
    """Icon + word + colour; the normal is gray text without an icon."""

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

    def paint_cell(self, painter: QPainter, rect: QRect, row: object, index: Index) -> None:
        """Paint the picture, or its plain ground."""
        del index
        side = self.column.side
        where = QRect(
            rect.center().x() - side // 2 + 1, rect.center().y() - side // 2 + 1, side, side
        )
        key = self.column.picture(row) if self.column.picture else None
        found: QPixmap | None = None
        if key is not None:
            found = self._thumbnails.pixmap(key, side, self._view.devicePixelRatioF())
        paint_picture(painter, where, found, radius=4 if side < 40 else 6)
        if found is None:
            size = max(12, side // 2)
            at = QRect(
                where.center().x() - size // 2 + 1, where.center().y() - size // 2 + 1, size, size
            )
            painter.drawPixmap(
                at, icons.pixmap("image", "disabled", size, self._view.devicePixelRatioF())
            )

    def _on_arrived(self, key: object) -> None:
        del key
        self._view.viewport().update()


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
        return PictureCell(column, view, thumbnails)
    makers: dict[Kind, type[Cell]] = {
        Kind.FIGURE: Figure,
        Kind.TWO_LINES: TwoLines,
        Kind.STATUS: State,
        Kind.STATUS_RIGHT: State,
        Kind.CHECK: CheckCell,
    }
    return makers.get(column.kind, Cell)(column, view)
