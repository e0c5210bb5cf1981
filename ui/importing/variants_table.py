"""Shows the variants, quick with thousands of them, and lets the owner tick what is sold."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy

from babydrop_desktop.domain.draft import Draft
from ui.context import PlaceContext
from ui.importing.variants_model import VariantsModel
from ui.tables.header import HEIGHT as HEAD
from ui.tables.table import DENSE, Table

# So few variants are always shown.
LEAST_SHOWN = 2


class VariantsTable(Table):
    """As high as its lines where there is room, else it scrolls. Space ticks what is selected."""

    def __init__(self, model: VariantsModel, context: PlaceContext) -> None:
        super().__init__(
            model, model.columns, context, key="import-variants", name=self.tr("Variants")
        )
        self._lines = model
        self.horizontalHeader().setSectionsMovable(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.doubleClicked.disconnect()

    def show_draft(self, draft: Draft) -> None:
        """Show the variants of `draft`."""
        self._lines.show_draft(draft)
        self.setMaximumHeight(self.height_with(self._lines.rowCount()))
        self.updateGeometry()
        self.columns.fit()

    def height_with(self, lines: int) -> int:
        """How high it is with so many of its lines."""
        return HEAD + max(1, min(lines, self._lines.rowCount())) * DENSE

    def sizeHint(self) -> QSize:
        """A pair or two; the page gives it what is left, up to all lines."""
        return QSize(super().sizeHint().width(), self.height_with(LEAST_SHOWN))

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return QSize(super().minimumSizeHint().width(), self.height_with(LEAST_SHOWN))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space turns the ticks of all selected lines."""
        rows = self.selected_rows()
        if event.key() == Qt.Key.Key_Space and rows:
            can = [at for at in rows if self._lines.line(at).sellable]
            on = not all(self._lines.line(at).ticked for at in can)
            self._lines.tick(can, on=on)
        else:
            super().keyPressEvent(event)
