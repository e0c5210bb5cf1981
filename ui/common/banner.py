"""A strip over a place: what is the matter, and the key that helps."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout

from ui.common.buttons import link, small, when_clicked
from ui.common.labels import IconLabel, plain_text

HEIGHT = 40


class Banner(QFrame):
    """Amber, as high as its words, with a key where there is something to do."""

    def __init__(self, icon: str = "triangle-alert") -> None:
        super().__init__()
        self.setProperty("kind", "banner")
        self.setMinimumHeight(HEIGHT)
        self._text = plain_text(kind="medium", ink="amber", wrap=True)
        self._copy = link(self.tr("Copy details"))
        self._button = small("")
        self._details = ""
        self._run: Callable[[], None] | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 7, 16, 7)
        row.setSpacing(10)
        row.addWidget(IconLabel(icon, "amber", 16), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._text, 1)
        row.addWidget(self._copy)
        row.addWidget(self._button)
        when_clicked(self._copy, lambda: QGuiApplication.clipboard().setText(self._details))
        when_clicked(self._button, self._on_clicked)
        self.hide()

    def say(
        self,
        text: str,
        verb: str = "",
        run: Callable[[], None] | None = None,
        *,
        details: str = "",
    ) -> None:
        """Show it; an empty text hides it. `details` can be copied for somebody who helps."""
        self._text.setText(text)
        self._details = details
        self._copy.setVisible(bool(details))
        self._button.setText(verb)
        self._button.setVisible(bool(verb))
        self._run = run
        self.setVisible(bool(text))

    def text(self) -> str:
        """What is said."""
        return self._text.text()

    def _on_clicked(self) -> None:
        if self._run is not None:
            self._run()
