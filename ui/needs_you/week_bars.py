"""Profit by week as bars, this week's in colour."""

from datetime import datetime
from decimal import Decimal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.common import formats
from ui.theme.fonts import META, SEMIBOLD, font
from ui.theme.tokens import tokens

HEIGHT, BAR, ABOVE, BELOW = 160, 34, 22, 22


class WeekBars(QWidget):
    """A bar a week, its figure above and its Monday below; a loss hangs under the line."""

    def __init__(self) -> None:
        super().__init__()
        self._weeks: tuple[tuple[datetime, Decimal], ...] = ()
        self.setFixedHeight(HEIGHT)

    def show_weeks(self, weeks: tuple[tuple[datetime, Decimal], ...], currency: str) -> None:
        """Show these weeks, oldest first."""
        self._weeks = weeks
        said = (f"{formats.short_day(at)}: {formats.money(left, currency)}" for at, left in weeks)
        self.setAccessibleName(", ".join(said))
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(300, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bars."""
        del event
        if not self._weeks:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        gains = max((left for _, left in self._weeks), default=Decimal(0))
        losses = -min((left for _, left in self._weeks), default=Decimal(0))
        gains, losses = max(gains, Decimal(0)), max(losses, Decimal(0))
        room = HEIGHT - ABOVE - BELOW - (ABOVE if losses else 0)
        scale = room / float(gains + losses or 1)
        ground = ABOVE + float(gains) * scale
        across = self.width() / len(self._weeks)
        for at, (monday, left) in enumerate(self._weeks):
            area = QRectF(at * across, 0, across, HEIGHT)
            last = at == len(self._weeks) - 1
            self._paint_week(painter, area, (monday, left), (ground, scale, last))

    @staticmethod
    def _paint_week(
        painter: QPainter,
        area: QRectF,
        week: tuple[datetime, Decimal],
        look: tuple[float, float, bool],
    ) -> None:
        (monday, left), (ground, scale, last) = week, look
        colors = tokens()
        height = float(abs(left)) * scale
        top = ground if left < 0 else ground - height
        bar = QRectF(area.center().x() - BAR / 2, top, BAR, max(height, 1.0))
        path = QPainterPath()
        path.addRoundedRect(bar, 3, 3)
        painter.fillPath(path, colors.color("bar_left" if last else "bar_cost"))
        center = Qt.AlignmentFlag.AlignCenter
        painter.setFont(font(META, SEMIBOLD) if last else font(META))
        painter.setPen(colors.color("red" if left < 0 else "text" if last else "secondary"))
        beside = bar.bottom() if left < 0 else bar.top() - ABOVE
        figure = formats.number(int(left.to_integral_value()))
        painter.drawText(QRectF(area.left(), beside, area.width(), ABOVE), center, figure)
        painter.setFont(font(META))
        painter.setPen(colors.color("secondary"))
        below = QRectF(area.left(), HEIGHT - BELOW + 2, area.width(), BELOW - 2)
        painter.drawText(below, center, formats.short_day(monday))
