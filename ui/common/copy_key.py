"""The key beside a number that copies it, and says that it did."""

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QToolButton

from ui.common.buttons import when_clicked
from ui.theme import icons
from ui.theme.theme import on_theme

SAID_MS = 2000


class CopyKey(QToolButton):
    """Copies one text. `what` names it: "SKU", "item number"."""

    def __init__(self, what: str, text: str = "") -> None:
        super().__init__()
        self._text = text
        self._name = self.tr("Copy {what}").format(what=what)
        self._copied = False
        self._timer = QTimer(self, singleShot=True, interval=SAID_MS)
        self.setProperty("kind", "icon")
        self.setFixedHeight(24)
        self.setMinimumWidth(24)
        self.setIconSize(QSize(icons.IN_TEXT, icons.IN_TEXT))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        when_clicked(self, self.copy)
        self._timer.timeout.connect(self._on_said)
        on_theme(self, self._show)

    def set_text(self, text: str) -> None:
        """What a click copies."""
        self._text = text
        self._on_said()

    def copy(self) -> None:
        """Copy it now."""
        QGuiApplication.clipboard().setText(self._text)
        self._copied = True
        self._timer.start()
        self._show()

    def _on_said(self) -> None:
        self._timer.stop()
        self._copied = False
        self._show()

    def _show(self) -> None:
        role = "ok" if self._copied else "secondary"
        self.setIcon(icons.icon("check" if self._copied else "copy", role, icons.IN_TEXT))
        self.setText(self.tr("Copied") if self._copied else "")
        style = Qt.ToolButtonStyle
        self.setToolButtonStyle(
            style.ToolButtonTextBesideIcon if self._copied else style.ToolButtonIconOnly
        )
        self.setAccessibleName(self.tr("Copied") if self._copied else self._name)
        self.setToolTip(self._name)
