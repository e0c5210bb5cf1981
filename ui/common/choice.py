"""A field that offers a few choices, with the arrow of the design."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox

from ui.theme import icons

ARROW = 16
MOST_SHOWN = 16


class Choice(QComboBox):
    """A drop-down. The wheel scrolls the page over it and never changes it by accident."""

    def __init__(self, name: str, *, height: int = 32) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFixedHeight(height)
        self.setMaxVisibleItems(MOST_SHOWN)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the field, and the arrow that the style sheet leaves out."""
        super().paintEvent(event)
        painter = QPainter(self)
        role = "text" if self.isEnabled() else "disabled"
        drawn = icons.pixmap("chevron-down", role, ARROW, self.devicePixelRatioF())
        left, top = self.width() - ARROW - 8, (self.height() - ARROW) // 2
        painter.drawPixmap(QRect(left, top, ARROW, ARROW), drawn)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll."""
        event.ignore()
