"""What is said below the variants: which price is not saved, and why."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from babydrop_desktop.domain.product_edit import ProductField, Slot
from ui.catalog.edits import Kept, Stand
from ui.catalog.field_note import FieldNote
from ui.catalog.form import Form

# So many are said at once; the others follow when these are settled.
MOST = 3


class VariantNotes(QWidget):
    """A note for each of the first prices that are not saved."""

    def __init__(self, form: Form) -> None:
        super().__init__()
        self._slots: list[Slot] = []
        self.notes = [FieldNote() for _ in range(MOST)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for at, note in enumerate(self.notes):
            column.addWidget(note)
            form.follow(note, partial(self._slot, at))
        self.hide()

    def _slot(self, at: int) -> Slot | None:
        return self._slots[at] if at < len(self._slots) else None

    def show_kept(self, kept: Mapping[Slot, Kept], names: Mapping[str, str]) -> None:
        """Show why prices are not saved; `names` are the variants' by id."""
        self._slots = [
            slot
            for slot, one in kept.items()
            if slot.field is ProductField.VARIANT_PRICE and one.stand is Stand.TROUBLE
        ]
        for at, note in enumerate(self.notes):
            if at >= len(self._slots):
                note.hide()
                continue
            slot = self._slots[at]
            name = names.get(slot.variant_id or "", self.tr("A variant"))
            note.show_kept(slot, kept[slot], name=name)
        self.setVisible(bool(self._slots))
