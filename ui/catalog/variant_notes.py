"""Says in sight, wherever the page is scrolled to, which variant's price is not saved, and why."""

from collections.abc import Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget

from babydrop_desktop.domain.product_edit import ProductField, Slot
from ui.catalog.field_note import FieldNote
from ui.catalog.form import Form
from ui.catalog.in_place import INSET
from ui.catalog.kept import Kept, Stand
from ui.common.formats import counted
from ui.common.labels import line, plain_text


class VariantNotes(QWidget):
    """A note for the first price that is not saved; the next follows when it is settled."""

    def __init__(self, form: Form) -> None:
        super().__init__()
        self._slots: list[Slot] = []
        self.note = FieldNote()
        self._more = plain_text(kind="meta", ink="secondary")
        self._more.setContentsMargins(INSET, 0, INSET, 6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(line())
        column.addWidget(self.note)
        column.addWidget(self._more)
        form.follow(self.note, lambda: self._slots[0] if self._slots else None)
        self.hide()

    def show_kept(self, kept: Mapping[Slot, Kept], names: Mapping[str, str]) -> None:
        """Show why prices are not saved; `names` are the variants' by id."""
        self._slots = [
            slot
            for slot, one in kept.items()
            if slot.field is ProductField.VARIANT_PRICE and one.stand is Stand.TROUBLE
        ]
        if self._slots:
            slot = self._slots[0]
            name = names.get(slot.variant_id or "", self.tr("A variant"))
            self.note.show_kept(slot, kept[slot], name=name)
        more = len(self._slots) - 1
        one = self.tr("{count} more price is not saved")
        self._more.setText(counted(more, one, self.tr("{count} more prices are not saved")))
        self._more.setVisible(more > 0)
        self.setVisible(bool(self._slots))
