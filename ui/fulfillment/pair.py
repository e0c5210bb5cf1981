"""One item of an order: the shop's variant beside the supplier's, both with their pictures."""

from datetime import datetime
from typing import NamedTuple

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from babydrop_desktop.domain.orders import ItemPair
from ui.common import formats
from ui.common.labels import set_apart, tool_tip
from ui.tables.thumbnails import PictureKey, Thumbnails, paint_picture
from ui.theme import icons
from ui.theme.fonts import BODY, META, SEMIBOLD, font
from ui.theme.tokens import tokens

WIDE, NARROW = 56, 48  # a picture's side
MARGIN, LINK, BESIDE = 10, 28, 8
LINES = (17, 19, 17)  # heights of the three lines beside a picture


class _Line(NamedTuple):
    text: str
    ink: str
    size: int = META
    bold: bool = False
    keep_end: bool = False  # the end of a variant (its size) tells it apart


class Pair(QWidget):
    """Painted whole, so that an order of many items is there at once."""

    def __init__(self, pair: ItemPair, currency: str, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._pair = pair
        self._currency = currency
        self._thumbnails = thumbnails
        self._side = WIDE
        self._ours = PictureKey.ours(pair.picture)
        self._theirs = PictureKey.ours(pair.supplier_picture)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        said = ", ".join(line.text for line in (*self._left(), *self._right()) if line.text)
        self.setAccessibleName(f"{said}. {self.below()}")
        self.setToolTip(tool_tip(f"{said}. {self.below()}"))
        thumbnails.arrived.connect(self._on_arrived)

    @property
    def linked(self) -> bool:
        """Whether the two are known to be the same."""
        return self._pair.supplier_label is not None and self._pair.confirmed_at is not None

    def set_narrow(self, *, narrow: bool) -> None:
        """Smaller pictures where there is little room."""
        self._side = NARROW if narrow else WIDE
        self.updateGeometry()
        self.update()

    def below(self) -> str:
        """The line under both: what, how many at which cost, and where from."""
        pair = self._pair
        parts = [set_apart(pair.product)]
        if pair.unit_cost is not None:
            words = self.tr("{count} × {cost}")
            cost = formats.money(pair.unit_cost, self._currency)
        else:
            words, cost = self.tr("{count} pieces"), ""
        if pair.quantity == 1 and not cost:
            words = self.tr("1 piece")
        parts.insert(0, words.format(count=formats.number(pair.quantity), cost=cost))
        if pair.ships_from:
            words = self.tr("from {place}")
            parts.append(words.format(place=set_apart(formats.country(pair.ships_from))))
        return " · ".join(part for part in parts if part)

    # Qt

    def sizeHint(self) -> QSize:
        """A picture, the line under it, and some air."""
        return QSize(380, MARGIN + self._side + 26)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the detail gets."""
        return QSize(260, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint both sides, the sign between them, and the line below."""
        del event
        painter = QPainter(self)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        half = (self.width() - 2 * MARGIN - LINK) // 2
        self._paint_half(painter, QRect(MARGIN, MARGIN, half, self._side), self._ours, self._left())
        right = QRect(MARGIN + half + LINK, MARGIN, half, self._side)
        if self._pair.own_stock:
            self._paint_lines(painter, right, self._right())
        else:
            self._paint_link(painter, QRect(MARGIN + half, MARGIN, LINK, self._side))
            self._paint_half(painter, right, self._theirs, self._right())
        painter.setLayoutDirection(self.layoutDirection())  # a sentence of ours
        foot = QRect(MARGIN + 1, MARGIN + self._side + 4, self.width() - 2 * MARGIN, 18)
        _write(painter, foot, _Line(self.below(), "secondary"))

    # inside

    def _left(self) -> tuple[_Line, ...]:
        pair = self._pair
        return (
            _Line(self.tr("Your shop"), "secondary"),
            _Line(pair.variant or pair.product, "text", BODY, bold=True, keep_end=True),
            _Line(pair.sku, "secondary", keep_end=True),
        )

    def _right(self) -> tuple[_Line, ...]:
        pair = self._pair
        if pair.own_stock:
            return (
                _Line("", "secondary"),
                _Line(self.tr("Your own stock"), "text", BODY, bold=True),
                _Line(self.tr("Nothing is bought for it"), "secondary"),
            )
        if pair.supplier_label is None:
            return (
                _Line(self.tr("Supplier"), "secondary"),
                _Line(self.tr("No variant"), "text", BODY, bold=True),
                _Line(self.tr("Not linked"), "red"),
            )
        label = pair.supplier_label or self.tr("The only one")
        return (
            _Line(self.tr("Supplier"), "secondary"),
            _Line(label, "text", BODY, bold=True, keep_end=True),
            self._confirmed(pair.confirmed_at),
        )

    def _confirmed(self, at: datetime | None) -> _Line:
        if at is None:
            return _Line(self.tr("Not confirmed"), "red")
        return _Line(self.tr("Confirmed {day}").format(day=formats.short_day(at)), "ok")

    def _paint_half(
        self, painter: QPainter, rect: QRect, key: PictureKey | None, lines: tuple[_Line, ...]
    ) -> None:
        where = QRect(rect.left(), rect.top(), self._side, self._side)
        found = self._find(key)
        paint_picture(painter, where, found, radius=6)
        if found is None:
            inner = where.adjusted(18, 18, -18, -18)
            drawn = icons.pixmap("image", "disabled", inner.width(), self.devicePixelRatioF())
            painter.drawPixmap(inner, drawn)
        beside = rect.adjusted(self._side + BESIDE, 0, 0, 0)
        self._paint_lines(painter, beside, lines)

    @staticmethod
    def _paint_lines(painter: QPainter, rect: QRect, lines: tuple[_Line, ...]) -> None:
        top = rect.center().y() - sum(LINES) // 2
        for line, height in zip(lines, LINES, strict=True):
            _write(painter, QRect(rect.left(), top, rect.width(), height), line)
            top += height

    def _paint_link(self, painter: QPainter, rect: QRect) -> None:
        name, role = ("link-2", "ok") if self.linked else ("unlink-2", "red")
        side = 20
        where = QRect(rect.center().x() - side // 2, rect.center().y() - side // 2, side, side)
        painter.drawPixmap(where, icons.pixmap(name, role, side, self.devicePixelRatioF()))

    def _find(self, key: PictureKey | None) -> QPixmap | None:
        if key is None:
            return None
        return self._thumbnails.pixmap(key, self._side, self.devicePixelRatioF())

    def _on_arrived(self, key: object) -> None:
        if key in (self._ours, self._theirs):
            self.update()


def _write(painter: QPainter, rect: QRect, line: _Line) -> None:
    painter.setFont(font(line.size, SEMIBOLD) if line.bold else font(line.size))
    painter.setPen(tokens().color(line.ink))
    mode = Qt.TextElideMode.ElideMiddle if line.keep_end else Qt.TextElideMode.ElideRight
    text = painter.fontMetrics().elidedText(" ".join(line.text.split()), mode, rect.width())
    flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
    flags |= Qt.AlignmentFlag.AlignVCenter
    painter.drawText(rect, int(flags | Qt.TextFlag.TextSingleLine), text)
