"""What the list says when nothing needs the owner."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout

from ui.common import formats
from ui.common.buttons import Button, plain, when_clicked
from ui.common.labels import IconLabel, line, plain_text

PICTURE = 168


class DonePane(QFrame):
    """One sentence and one plain key: the pending orders, where there are any."""

    def __init__(self, look: Callable[[], None]) -> None:
        super().__init__()
        self.setProperty("kind", "pane")
        self.button: Button = plain("", "package")
        self._title = plain_text(self.tr("Done for today"), kind="first")
        self._sentence = plain_text(
            self.tr("Nothing is late, broken or about to lose money."), ink="secondary"
        )
        when_clicked(self.button, look)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 70)
        column.setSpacing(0)
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(line())
        column.addStretch(1)
        column.addWidget(IconLabel("done", "text", PICTURE), 0, middle)
        column.addSpacing(10)
        column.addWidget(self._title, 0, middle)
        column.addSpacing(4)
        column.addWidget(self._sentence, 0, middle)
        column.addSpacing(18)
        column.addWidget(self.button, 0, middle)
        column.addStretch(1)

    def show_pending(self, pending: int) -> None:
        """Offer the pending orders."""
        words = formats.counted(
            pending,
            self.tr("Look at {count} pending order"),
            self.tr("Look at {count} pending orders"),
        )
        self.button.setText(words if pending else self.tr("Look at the orders"))

    def words(self) -> str:
        """Title and sentence, as shown."""
        return f"{self._title.text()}. {self._sentence.text()}"
