"""The head of the list of imports: how many there are, and the keys for all that have ended."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from babydrop_desktop.domain.jobs import JobRow, JobState
from ui.common import formats
from ui.common.buttons import small, when_clicked
from ui.common.formats import counted
from ui.common.labels import ElidedLabel, plain_text
from ui.common.panes import head
from ui.importing.row_actions import can_retry, is_clearable

# What is tried again all at once: nobody has to look at a page for it first.
AGAIN = frozenset({JobState.CANCELLED, JobState.FAILED})


class ListHead(QFrame):
    """`clear` for what is imported or refused; `again` carries the rows that are tried again."""

    clear = Signal()
    replace = Signal()
    again = Signal(list)  # of JobRow

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[JobRow] = []
        self._count = ElidedLabel(ink="secondary")
        self.replace_key = small(self.tr("Find and replace"), "replace")
        self.again_key = small("")
        self.clear_key = small(self.tr("C&lear"))
        top, row = head()
        row.addWidget(plain_text(self.tr("Import"), kind="place"))
        row.addWidget(self._count, 1)
        row.addWidget(self.replace_key)
        row.addWidget(self.again_key)
        row.addWidget(self.clear_key)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(top)
        when_clicked(self.clear_key, self.clear.emit)
        when_clicked(self.replace_key, self.replace.emit)
        when_clicked(self.again_key, lambda: self.again.emit(self._rows))
        self.show_rows(())

    def words(self) -> str:
        """How many there are, as shown."""
        return self._count.text()

    def show_rows(self, rows: Iterable[JobRow]) -> None:
        """Say how many lines there are; a key is shown where it does something for them."""
        every = tuple(rows)
        self._count.setText(self._said(every))
        self._rows = [row for row in every if row.state in AGAIN and can_retry(row)]
        self.replace_key.setVisible(
            any(row.state is JobState.READY and row.summary.title for row in every)
        )
        self.again_key.setVisible(len(self._rows) > 1)
        self.again_key.setText(
            self.tr("Try again ({count})").format(count=formats.number(len(self._rows)))
        )
        self.clear_key.setVisible(any(is_clearable(row) for row in every))

    def _said(self, rows: tuple[JobRow, ...]) -> str:
        """Products that are read or may be; a refused page is none."""
        if not rows:
            return ""
        refused = sum(row.state is JobState.REFUSED and not row.summary.title for row in rows)
        products = counted(
            len(rows) - refused, self.tr("{count} product"), self.tr("{count} products")
        )
        said = [products] if len(rows) > refused else []
        read = sum(bool(row.summary.title) for row in rows)
        if read:
            said.append(self.tr("{count} read").format(count=formats.number(read)))
        if refused:
            said.append(self.tr("{count} refused").format(count=formats.number(refused)))
        return ", ".join(said)
