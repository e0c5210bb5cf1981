"""A strip over a place: what is the matter, and the key that helps."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout

from ui.common.buttons import small, when_clicked
from ui.common.labels import ElidedLabel, IconLabel


class Banner(QFrame):
    """Amber, one line, with a key where there is something to do."""

    def __init__(self, icon: str = "triangle-alert") -> None:
        super().__init__()
        self.setProperty("kind", "banner")
        self.setFixedHeight(40)
        self._text = ElidedLabel(kind="medium", ink="amber")
        self._button = small("")
        self._run: Callable[[], None] | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(10)
        row.addWidget(IconLabel(icon, "amber", 16))
        row.addWidget(self._text, 1)
        row.addWidget(self._button)
        when_clicked(self._button, self._on_clicked)
        self.hide()

    def say(self, text: str, verb: str = "", run: Callable[[], None] | None = None) -> None:
        """Show it; an empty text hides it."""
        self._text.setText(text)
        self._button.setText(verb)
        self._button.setVisible(bool(verb))
        self._run = run
        self.setVisible(bool(text))

    def _on_clicked(self) -> None:
        if self._run is not None:
            self._run()
