"""The tick of a tick box, for widgets and for painted lists alike."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from ui.theme.tokens import tokens

SIDE = 16


def paint_check(
    painter: QPainter,
    rect: QRect,
    state: Qt.CheckState,
    *,
    enabled: bool = True,
    focus: bool = False,
) -> None:
    """Paint a tick box of at most 16 pixels into the middle of `rect`."""
    colors = tokens()
    side = min(SIDE + 1, rect.width(), rect.height())
    box = QRectF(rect.center().x() + 1 - side / 2, rect.center().y() + 1 - side / 2, side, side)
    box = box.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    on = state is not Qt.CheckState.Unchecked
    ink = "text" if enabled else "disabled"
    painter.setPen(QPen(colors.color("focus" if focus else ink if on else "field"), 1))
    painter.setBrush(colors.color(ink if on else "card"))
    painter.drawRoundedRect(box, 4, 4)
    if focus:
        painter.setPen(QPen(colors.color("focus"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(-2, -2, 2, 2), 5, 5)
    if on:
        pen = QPen(colors.color("win"), 1.75)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPolyline(_tick(box, partly=state is Qt.CheckState.PartiallyChecked))
    painter.restore()


def _tick(box: QRectF, *, partly: bool) -> list[QPointF]:
    def at(x: float, y: float) -> QPointF:
        return QPointF(box.left() + x * box.width(), box.top() + y * box.height())

    return (
        [at(0.27, 0.5), at(0.73, 0.5)]
        if partly
        else [at(0.26, 0.52), at(0.43, 0.69), at(0.75, 0.33)]
    )
