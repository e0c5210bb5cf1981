"""A field whose letters are hidden until its eye is pressed."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit

from ui.theme import icons
from ui.theme.theme import on_theme


class SecretField(QLineEdit):
    """A password or a key; `show_words` and `hide_words` are what its eye says."""

    def __init__(self, show_words: str, hide_words: str) -> None:
        super().__init__()
        self._words = (show_words, hide_words)
        self.eye = QAction(self)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.addAction(self.eye, QLineEdit.ActionPosition.TrailingPosition)
        self.eye.triggered.connect(self._on_eye)
        on_theme(self, self._show_eye)

    def hide_letters(self) -> None:
        """Hide what stands there again."""
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self._show_eye()

    def _on_eye(self) -> None:
        mode = QLineEdit.EchoMode
        hidden = self.echoMode() is mode.Password
        self.setEchoMode(mode.Normal if hidden else mode.Password)
        self._show_eye()

    def _show_eye(self) -> None:
        hidden = self.echoMode() is QLineEdit.EchoMode.Password
        self.eye.setIcon(icons.icon("eye" if hidden else "eye-off", "secondary"))
        words = self._words[0] if hidden else self._words[1]
        self.eye.setText(words)
        self.eye.setToolTip(words)
