"""The frame of a small window beside the list: what it is for, its body, and its keys."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.common.buttons import Button, plain, when_clicked
from ui.common.labels import plain_text

SIDE = 20


class Sheet(QDialog):
    """A dialog over the window. `close_key` ends it, other keys stand at its right."""

    def __init__(self, title: str, intro: str, size: QSize, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(SIDE, 4, SIDE, 14)
        self.body.setSpacing(10)
        self.intro = plain_text(intro, ink="secondary", wrap=True)
        self.intro.setContentsMargins(SIDE, 16, SIDE, 6)
        self._foot = QHBoxLayout()
        self._foot.setContentsMargins(SIDE, 12, SIDE, 12)
        self._foot.setSpacing(12)
        self._foot.addStretch(1)
        self.close_key = plain(self.tr("Close"))
        self.close_key.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        when_clicked(self.close_key, self.close)
        self._foot.addWidget(self.close_key)
        foot = QFrame()
        foot.setProperty("kind", "foot")
        foot.setLayout(self._foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.intro)
        column.addLayout(self.body, 1)
        column.addWidget(foot)
        room = self.screen().availableGeometry().size() * 0.9
        self.resize(size.boundedTo(room))

    def add_left(self, widget: QWidget) -> None:
        """Put something at the foot's left."""
        self._foot.insertWidget(self._foot.count() - 2, widget)

    def add_main(self, key: Button) -> None:
        """The key that does it, at the right end; Enter presses it."""
        key.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        key.setDefault(True)
        self._foot.addWidget(key)
