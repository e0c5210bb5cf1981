"""A field that offers a few choices, with the arrow of the design."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPaintEvent, QPalette, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter

from ui.theme import icons

ARROW = 16
# The frame, the arrow, and what lies around the words.
BESIDE = 38
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
        """Paint the field, its words cut with …, and the arrow that the style sheet leaves out."""
        del event
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        if self.currentIndex() < 0:
            option.currentText = self.placeholderText()
            hint = self.palette().color(QPalette.ColorRole.PlaceholderText)
            option.palette.setColor(QPalette.ColorRole.ButtonText, hint)
        option.currentText = self.fontMetrics().elidedText(
            option.currentText, Qt.TextElideMode.ElideRight, self.width() - BESIDE
        )
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        role = "text" if self.isEnabled() else "disabled"
        drawn = icons.pixmap("chevron-down", role, ARROW, self.devicePixelRatioF())
        left, top = self.width() - ARROW - 8, (self.height() - ARROW) // 2
        painter.drawPixmap(QRect(left, top, ARROW, ARROW), drawn)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll."""
        event.ignore()
