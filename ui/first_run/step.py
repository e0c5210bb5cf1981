"""One step of the first start: a question, its fields, and the answer in a few words."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from babydrop_desktop.settings_file import Setting
from ui.common.labels import plain_text


class Step(QWidget):
    """What the first start asks of each step. `changed` when its answer does."""

    changed = Signal()

    def __init__(self, name: str, hint: str, title: str, text: str) -> None:
        """`name` and `hint` stand in the list at the left, `title` and `text` above the fields."""
        super().__init__()
        self.name, self.hint = name, hint
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(4)
        self.column.addWidget(plain_text(title, kind="first", wrap=True))
        self.column.addWidget(plain_text(text, ink="secondary", wrap=True))
        self.column.addSpacing(18)

    def answer(self) -> str:
        """The answer in a few words, for the list at the left."""
        return self.hint

    def missing(self) -> str:
        """Why the owner cannot go on yet; "" where that is possible."""
        return ""

    def settings(self) -> Mapping[str, Setting]:
        """What the answer sets, by its name in the settings file."""
        return {}
