"""Shows the variants, quick with thousands of them, and lets the owner tick what is sold."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy

from babydrop_desktop.domain.draft import Draft
from ui.context import PlaceContext
from ui.importing.variants_model import VariantsModel
from ui.tables.header import HEIGHT as HEAD
from ui.tables.table import DENSE, Table

# So many variants are shown at once; with more, the table scrolls by itself.
MOST_SHOWN = 8


class VariantsTable(Table):
    """As high as its lines, up to eight. Space ticks what is selected."""

    def __init__(self, model: VariantsModel, context: PlaceContext) -> None:
        super().__init__(
            model, model.columns, context, key="import-variants", name=self.tr("Variants")
        )
        self._lines = model
        self._most = MOST_SHOWN
        self.horizontalHeader().setSectionsMovable(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.doubleClicked.disconnect()
        self._fit()

    def show_draft(self, draft: Draft) -> None:
        """Show the variants of `draft`."""
        self._lines.show_draft(draft)
        self._fit()

    def set_most(self, lines: int) -> None:
        """Show at most so many lines at once."""
        if lines != self._most:
            self._most = lines
            self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space turns the ticks of all selected lines."""
        rows = self.selected_rows()
        if event.key() == Qt.Key.Key_Space and rows:
            can = [at for at in rows if self._lines.line(at).sellable]
            on = not all(self._lines.line(at).ticked for at in can)
            self._lines.tick(can, on=on)
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        shown = max(1, min(self._most, self._lines.rowCount()))
        self.setFixedHeight(HEAD + shown * DENSE)
        self.columns.fit()
