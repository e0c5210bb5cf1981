"""One of several choices, as a ring with a dot, in the look of the design."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QRadioButton

from ui.theme.tokens import tokens

SIDE = 16


class Radio(QRadioButton):
    """A ring alone; its words stand beside it, and screen readers hear `name`."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFixedSize(SIDE + 4, SIDE + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ring, dark when chosen."""
        del event
        colors, on = tokens(), self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = QRectF(2.5, 2.5, SIDE - 1, SIDE - 1)
        ink = colors.color("text" if self.isEnabled() else "disabled")
        painter.setPen(QPen(ink if on else colors.color("field"), 1))
        painter.setBrush(ink if on else colors.color("card"))
        painter.drawEllipse(ring)
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colors.color("win"))
            painter.drawEllipse(ring.center(), 3, 3)
        if self.hasFocus():
            painter.setPen(QPen(colors.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(ring.adjusted(-1.5, -1.5, 1.5, 1.5))
