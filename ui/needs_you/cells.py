"""The cells of Needs you that other lists lack: sign and heading, date, and the next step."""

from collections.abc import Callable, Hashable
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QRect, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem, QTableView

from babydrop_desktop.domain.attention import Need
from ui.common import formats
from ui.common.order_words import Now
from ui.needs_you import words
from ui.needs_you.heading_words import heading
from ui.needs_you.model import Heading
from ui.tables.cell import PADDING, Cell, Index, Look
from ui.tables.columns import ROW_ROLE, Column
from ui.theme import icons
from ui.theme.fonts import BODY, MEDIUM, SEMIBOLD, font
from ui.theme.tokens import tokens

SIGN_SIDE, KEY_HEIGHT = 18, 26


class SignCell(Cell):
    """The kind's icon; a heading is painted over the whole line from here."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a heading, or the sign."""
        row = index.data(ROW_ROLE)
        if isinstance(row, Heading):
            _paint_heading(painter, option.rect, row)
        else:
            super().paint(painter, option, index)

    def paint_cell(self, painter: QPainter, rect: QRect, row: object, index: Index) -> None:
        """Paint the icon."""
        del index
        if isinstance(row, Need):
            name, role = words.icon(row)
            ratio = self._view.devicePixelRatioF()
            top = rect.center().y() - SIGN_SIDE // 2 + 1
            where = QRect(rect.left() + 7, top, SIGN_SIDE, SIGN_SIDE)
            painter.drawPixmap(where, icons.pixmap(name, role, SIGN_SIDE, ratio))


class ByCell(Cell):
    """The day, and below it what is left until then."""

    def __init__(self, column: Column[Any], view: QTableView, now: Now) -> None:
        super().__init__(column, view)
        self._now = now
        self.keep_drawn()

    def look_of(self, row: object) -> Hashable:
        """Both lines and their colour."""
        return words.by_when(row, self._now()) if isinstance(row, Need) else None

    def paint_cell(self, painter: QPainter, rect: QRect, row: object, index: Index) -> None:
        """Paint both lines."""
        del index
        if not isinstance(row, Need):
            return
        by, middle = words.by_when(row, self._now()), rect.center().y() + 1
        upper = QRect(rect.left(), middle - 18, rect.width(), 18)
        lower = QRect(rect.left(), middle, rect.width(), 16)
        self.write(painter, upper, by.day, Look(face="medium", ink=by.role))
        self.write(painter, lower, by.left, Look(face="meta", ink="secondary"))


class StepCell(Cell):
    """A painted key with the next step. A click on it does it; Enter and the menu do the same."""

    def __init__(self, column: Column[Any], view: QTableView, run: Callable[[Need], None]) -> None:
        super().__init__(column, view)
        self._run = run

    def paint_cell(self, painter: QPainter, rect: QRect, row: object, index: Index) -> None:
        """Paint the key."""
        del index
        colors = tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colors.color("border"), 1))
        painter.setBrush(colors.color("card"))
        where = self.key_in(rect)
        painter.drawRoundedRect(where.adjusted(0, 0, -1, -1), 6, 6)
        painter.setFont(font(BODY, MEDIUM))
        painter.setPen(colors.color("text"))
        room = where.adjusted(6, 0, -6, 0)
        text = painter.fontMetrics().elidedText(
            self.column.text(row), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), text)

    @staticmethod
    def key_in(rect: QRect) -> QRect:
        """Where the key lies in its cell."""
        top = rect.center().y() - KEY_HEIGHT // 2 + 1
        return QRect(rect.left(), top, rect.width() - 6, KEY_HEIGHT)

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """A click on the key does the next step."""
        del model
        released = event.type() == QEvent.Type.MouseButtonRelease
        if not released or not isinstance(event, QMouseEvent):
            return False
        row = index.data(ROW_ROLE)
        inside = option.rect.adjusted(PADDING + self.column.gap, 0, -PADDING, -1)
        left = event.button() == Qt.MouseButton.LeftButton
        if (
            left
            and isinstance(row, Need)
            and self.key_in(inside).contains(event.position().toPoint())
        ):
            self._run(row)
            return True
        return False


def _paint_heading(painter: QPainter, rect: QRect, row: Heading) -> None:
    colors = tokens()
    painter.save()
    painter.fillRect(rect, colors.color("panel"))
    painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, colors.color("line"))
    painter.setFont(font(BODY, SEMIBOLD))
    painter.setPen(colors.color("text"))
    inside = rect.adjusted(13, 0, -13, -1)
    middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
    word = heading(row.when)
    painter.drawText(inside, middle, word)
    left = painter.fontMetrics().horizontalAdvance(word) + 9
    painter.setFont(font(BODY))
    painter.setPen(colors.color("secondary"))
    painter.drawText(inside.adjusted(left, 0, 0, 0), middle, formats.number(row.count))
    painter.restore()
