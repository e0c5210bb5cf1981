"""What an empty list says: one sentence, and one key that helps."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout

from ui.common.buttons import Button, plain, when_clicked
from ui.common.labels import IconLabel, plain_text


class EmptyState(QFrame):
    """A title, a sentence and a plain key, in the middle of the place's list."""

    def __init__(self, icon: str = "package") -> None:
        super().__init__()
        self.setProperty("kind", "pane")
        self._icon = IconLabel(icon, "disabled", 48)
        self._title = plain_text(kind="first")
        self._sentence = plain_text(ink="secondary", wrap=True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._button: Button = plain("")
        self._run: Callable[[], None] | None = None
        when_clicked(self._button, self._on_clicked)
        self._build()

    @property
    def button(self) -> Button:
        """The one key."""
        return self._button

    def say(
        self, title: str, sentence: str, verb: str = "", run: Callable[[], None] | None = None
    ) -> None:
        """Say it, with a key where `verb` is given."""
        self._title.setText(title)
        self._sentence.setText(sentence)
        self._button.setText(verb)
        self._button.setVisible(bool(verb))
        self._run = run

    def say_filling(self, sentence: str) -> None:
        """Say that the demo shop is being filled, and what is still to come."""
        self.set_icon("sparkles")
        self.say(self.tr("The demo shop is being filled"), sentence)

    def words(self) -> str:
        """Title and sentence, as shown."""
        return f"{self._title.text()}. {self._sentence.text()}"

    def set_icon(self, name: str) -> None:
        """Show another icon above the words."""
        self._icon.set_icon(name, "disabled")

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 0, 24, 70)
        column.addStretch(1)
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(self._icon, 0, middle)
        column.addSpacing(14)
        column.addWidget(self._title, 0, middle)
        column.addSpacing(4)
        column.addWidget(self._sentence)
        column.addSpacing(18)
        column.addWidget(self._button, 0, middle)
        column.addStretch(1)

    def _on_clicked(self) -> None:
        if self._run is not None:
            self._run()
