"""Paints the lines of the list of imports: two lines of words, how far it is, and the next step."""

from collections.abc import Hashable
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QHelpEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QTableView, QToolTip

from ui.common.labels import tool_tip
from ui.importing.row_action_words import action_icon, action_off, action_words
from ui.importing.row_actions import next_step
from ui.importing.staging_columns import Line
from ui.tables.columns import ROW_ROLE, Column
from ui.tables.delegates import PADDING, Index, Look, PictureCell, TwoLines
from ui.tables.thumbnails import paint_picture
from ui.theme import icons
from ui.theme.fonts import MEDIUM, META, font
from ui.theme.tokens import tokens

BAR_WIDTH, BAR_HEIGHT = 120, 6
KEY_HEIGHT, KEY_SIDE, ICON_GAP, GAP = 26, 9, 5, 12
# The words of a line keep at least this much beside its bar or key.
WORDS_MIN = 150
# A narrower cell shows only words: it is the part of a line that stays while it is scrolled.
WIDE_MIN = 200


class ProductCell(TwoLines):
    """Title and facts; on lines without prices also progress, waiting time and a key.

    `pressed` carries the row number of the line whose key was clicked. What is shut in the `demo`
    shop has a key that is drawn as off, and says why.
    """

    pressed = Signal(int)

    def __init__(self, column: Column[Any], view: QTableView, *, demo: bool = False) -> None:
        super().__init__(column, view)
        self._demo = demo
        self._key_font = font(META, MEDIUM)
        self._meta_font = font(META)

    def look_of(self, row: object) -> Hashable:
        """Everything that the line shows here."""
        if not isinstance(row, Line):
            return None
        return row.look, next_step(row.row), bool(row.row.summary.title)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Both lines whole, or why a key is off: a reason may be longer than the list is wide."""
        text = index.data(Qt.ItemDataRole.ToolTipRole) or ""
        line = index.data(ROW_ROLE)
        if isinstance(line, Line) and self._on_key(event.pos(), option, line):
            text = tool_tip(self.key_off(line)) or text
        QToolTip.showText(event.globalPos(), text, view)
        return True

    def key_off(self, line: Line) -> str:
        """Why the line's key does nothing in this shop, "" where it does."""
        step = next_step(line.row)
        return action_off(step, demo=self._demo) if step else ""

    def paint_cell(self, painter: QPainter, rect: QRect, row: object, index: Index) -> None:
        """Paint both lines, and what stands at their right."""
        del index
        if not isinstance(row, Line):
            return
        room = QRect(rect)
        if row.look.wide and rect.width() >= WIDE_MIN:
            room.setRight(self._paint_right(painter, rect, row) - GAP)
        middle = rect.center().y() + 1
        upper = QRect(room.left(), middle - 18, room.width(), 18)
        lower = QRect(room.left(), middle, room.width(), 16)
        face = "bold" if row.row.summary.title else "medium"
        self.write(painter, upper, row.look.title, Look(face))
        self.write(painter, lower, row.look.second, Look("meta", row.look.second_role))

    def key_rect(self, rect: QRect, line: Line) -> QRect:
        """Where the line's key is, within the cell's inner `rect`; empty where it has none."""
        step = next_step(line.row)
        if step is None or not line.look.wide or rect.width() < WIDE_MIN:
            return QRect()
        width = QFontMetrics(self._key_font).horizontalAdvance(action_words(step)) + 2 * KEY_SIDE
        if action_icon(step):
            width += icons.IN_TEXT + ICON_GAP
        top = rect.center().y() - KEY_HEIGHT // 2 + 1
        return QRect(rect.right() + 1 - width - 7, top, width, KEY_HEIGHT)

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Press the line's key."""
        del model
        line = index.data(ROW_ROLE)
        if not isinstance(event, QMouseEvent) or not isinstance(line, Line):
            return False
        if (
            event.type() is QEvent.Type.MouseButtonRelease
            and event.button() is Qt.MouseButton.LeftButton
            and self._on_key(event.position().toPoint(), option, line)
            and not self.key_off(line)
        ):
            self.pressed.emit(index.row())
            return True
        return False

    def _on_key(self, at: QPoint, option: QStyleOptionViewItem, line: Line) -> bool:
        inner = option.rect.adjusted(PADDING + self.column.gap, 0, -PADDING, -1)
        return self.key_rect(inner, line).contains(at)

    def _paint_right(self, painter: QPainter, rect: QRect, line: Line) -> int:
        """Paint the key, the waiting time and the bar; the left edge of it all."""
        left = rect.right() + 1 - 7
        key = self.key_rect(rect, line)
        if not key.isEmpty():
            self._paint_key(painter, key, line)
            left = key.left() - GAP
        if line.look.beside:
            width = QFontMetrics(self._meta_font).horizontalAdvance(line.look.beside) + 2
            width = min(width, max(0, left - rect.left() - WORDS_MIN))
            where = QRect(left - width, rect.top(), width, rect.height())
            self.write(painter, where, line.look.beside, Look("meta", "secondary"))
            left = where.left() - GAP
        if line.look.progress is not None and left - rect.left() - BAR_WIDTH > WORDS_MIN:
            bar = QRect(left - BAR_WIDTH, rect.center().y() - 2, BAR_WIDTH, BAR_HEIGHT)
            paint_bar(painter, bar, line.look.progress)
            left = bar.left()
        return left

    def _paint_key(self, painter: QPainter, rect: QRect, line: Line) -> None:
        step = next_step(line.row)
        if step is None:
            return
        colors, off = tokens(), bool(self.key_off(line))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colors.color("line" if off else "border"), 1))
        painter.setBrush(colors.color("raised" if off else "card"))
        painter.drawRoundedRect(rect.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.restore()
        inner = rect.adjusted(KEY_SIDE, 0, -KEY_SIDE + 2, 0)
        if name := action_icon(step):
            ink = "disabled" if off else "text"
            drawn = icons.pixmap(name, ink, icons.IN_TEXT, self._view.devicePixelRatioF())
            top = rect.center().y() - icons.IN_TEXT // 2 + 1
            painter.drawPixmap(QRect(inner.left(), top, icons.IN_TEXT, icons.IN_TEXT), drawn)
            inner.setLeft(inner.left() + icons.IN_TEXT + ICON_GAP)
        painter.setFont(self._key_font)
        painter.setPen(colors.color("hint" if off else "text"))
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter), action_words(step))


class LinePicture(PictureCell):
    """The product's picture; until there is one, the icon of what is going on."""

    def paint_cell(self, painter: QPainter, rect: QRect, row: object, index: Index) -> None:
        """Paint the picture or the icon."""
        if not isinstance(row, Line):
            return
        if self.column.picture is not None and self.column.picture(row) is not None:
            super().paint_cell(painter, rect, row, index)
            return
        side, size = self.column.side, 20
        middle = rect.center()
        where = QRect(middle.x() - side // 2 + 1, middle.y() - side // 2 + 1, side, side)
        paint_picture(painter, where, None, radius=6)
        at = QRect(middle.x() - size // 2 + 1, middle.y() - size // 2 + 1, size, size)
        drawn = icons.pixmap(
            row.look.placeholder, "secondary", size, self._view.devicePixelRatioF()
        )
        painter.drawPixmap(at, drawn)


def paint_bar(painter: QPainter, rect: QRect, share: float) -> None:
    """Paint how far something is, `share` 0 to 1."""
    colors = tokens()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colors.color("line"))
    painter.drawRoundedRect(rect, 3, 3)
    done = QRect(rect)
    done.setWidth(round(rect.width() * min(1.0, max(0.0, share))))
    if done.width() > 0:
        painter.setBrush(colors.color("secondary"))
        painter.drawRoundedRect(done, 3, 3)
    painter.restore()
