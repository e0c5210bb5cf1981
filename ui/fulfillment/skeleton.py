"""Gray bars where an order's detail is about to be, for answers that take a while."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame

from ui.theme.tokens import tokens

# (left, top, width, height) as shares of the width and in pixels
_BARS = (
    (0, 22, 0.22, 16), (0, 46, 0.42, 10), (0, 96, 0.30, 12), (0, 120, 0.60, 122),
    (0, 254, 0.60, 122), (0, 400, 0.20, 12), (0, 426, 0.60, 10), (0, 452, 0.55, 10),
    (0, 478, 0.58, 10), (0.66, 96, 0.14, 12), (0.66, 124, 0.30, 10), (0.66, 148, 0.26, 10),
    (0.66, 172, 0.28, 10), (0.66, 196, 0.22, 10), (0.66, 254, 0.34, 22), (0.66, 292, 0.34, 10),
    (0.66, 314, 0.34, 10), (0.66, 336, 0.34, 10),
)  # fmt: skip
MARGIN = 20


class Skeleton(QFrame):
    """Says to screen readers that the order is being fetched."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "pane")
        self.setAccessibleName(self.tr("Fetching the order"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bars."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens().color("raised"))
        room = self.width() - 2 * MARGIN
        for left, top, width, height in _BARS:
            bar = QRectF(MARGIN + left * room, top, width * room, height)
            painter.drawRoundedRect(bar, 5, 5)
