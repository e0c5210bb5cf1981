"""What the customer wrote with the order."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from ui.common.labels import IconLabel, heading, plain_text


class Notes(QFrame):
    """The customer's words, shown where there are any."""

    def __init__(self) -> None:
        super().__init__()
        self._words = plain_text(wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(heading(self.tr("Notes")))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(IconLabel("message-square", "secondary"), 0, Qt.AlignmentFlag.AlignTop)
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(self._words)
        said.addWidget(plain_text(self.tr("Customer"), kind="meta", ink="secondary"))
        row.addLayout(said, 1)
        column.addLayout(row)

    def show_notes(self, notes: str) -> None:
        """Show what was written."""
        said = notes.strip()
        quoted = self.tr(
            "\N{LEFT DOUBLE QUOTATION MARK}{words}\N{RIGHT DOUBLE QUOTATION MARK}"
        ).format(words=said)
        self._words.setText(quoted)
        self.setVisible(bool(said))
