"""What an empty Import says: the ways in, and how a page is brought in by hand."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from ui.by_hand.dialog import show_by_hand
from ui.by_hand.template import save_template
from ui.common.buttons import link, when_clicked
from ui.common.empty_state import EmptyState
from ui.context import PlaceContext


class NothingYet(EmptyState):
    """The sentence and the key of every empty list, and two links below."""

    def __init__(self, context: PlaceContext) -> None:
        super().__init__("download")
        self.by_hand = link(self.tr("How to bring in a page by hand"))
        self.template = link(self.tr("Save a list template…"))
        when_clicked(self.by_hand, partial(show_by_hand, self))
        when_clicked(self.template, partial(save_template, self, context))
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addStretch(1)
        row.addWidget(self.by_hand)
        row.addWidget(self.template)
        row.addStretch(1)
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            below = column.indexOf(self.button) + 1
            column.insertSpacing(below, 14)
            column.insertLayout(below + 1, row)
            column.setAlignment(row, Qt.AlignmentFlag.AlignHCenter)
