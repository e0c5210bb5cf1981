"""Shows a product's fields and what was typed into them, and tells the edits what is done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from babydrop_desktop.domain.catalog import CategoryRow, ProductDetail
from babydrop_desktop.domain.product_edit import EditConflict, ProductField, Slot
from babydrop_desktop.errors import Unavailable
from ui.catalog.edits import Edits
from ui.catalog.field_note import FieldNote
from ui.catalog.field_text import NO, YES, shown_text
from ui.catalog.in_place import INSET, InPlaceLine, InPlaceText
from ui.catalog.kept import Kept, Stand
from ui.common.buttons import CheckBox
from ui.common.choice import Choice
from ui.common.labels import plain_text, set_look

LABEL_WIDTH = 96


class Editor(Protocol):
    """What shows a field's value."""

    def show_text(self, text: str) -> None:
        """Show `text`."""


@dataclass(frozen=True, slots=True)
class _Bound:
    editor: Editor
    note: FieldNote


class Form(QObject):
    """Fields of one product at a time. `product_id` is None where none is shown."""

    def __init__(self, edits: Edits, parent: QObject) -> None:
        super().__init__(parent)
        self.edits = edits
        self.product_id: str | None = None
        self._bound: dict[ProductField, _Bound] = {}
        self._leave: Callable[[], None] = _nothing

    def when_left(self, leave: Callable[[], None]) -> None:
        """Where the keyboard goes at an Escape that gives nothing up."""
        self._leave = leave

    def leave(self) -> None:
        """Take the keyboard out of the fields."""
        self._leave()

    def bind(self, field: ProductField, editor: InPlaceLine | InPlaceText) -> FieldNote:
        """Keep `editor` and the edits together; the note to put under it."""
        slot = Slot(field)
        editor.typed.connect(lambda text: self._do(self.edits.typed, slot, text))
        editor.committed.connect(lambda: self._do(self.edits.commit, slot))
        editor.given_up.connect(lambda: self._on_given_up(slot))
        return self.bind_choice(field, editor)

    def bind_choice(self, field: ProductField, editor: Editor) -> FieldNote:
        """The same for what is chosen at once, and tells the form itself."""
        note, slot = FieldNote(), Slot(field)
        self._bound[field] = _Bound(editor, note)
        if isinstance(editor, QWidget):
            # The keys go with the note: the keyboard stays here, not on whatever key comes next.
            for done in (note.mine, note.theirs, note.give_up):
                done.connect(lambda: editor.setFocus(Qt.FocusReason.OtherFocusReason))
        self.follow(note, lambda: slot)
        return note

    def follow(self, note: FieldNote, slot: Callable[[], Slot | None]) -> None:
        """Do what a note's keys ask for with the field that it is about."""
        note.again.connect(lambda reason: self._again(slot(), reason))
        note.give_up.connect(lambda: self._do(self.edits.give_up, slot()))
        note.mine.connect(lambda: self._do(self.edits.keep_mine, slot()))
        note.theirs.connect(lambda: self._do(self.edits.take_theirs, slot()))

    def editor(self, field: ProductField) -> Editor:
        """A field's widget."""
        return self._bound[field].editor

    def note(self, field: ProductField) -> FieldNote:
        """What is said beside a field."""
        return self._bound[field].note

    def show_product(self, detail: ProductDetail) -> None:
        """Show a product's values, and what was typed instead of them."""
        self.product_id = detail.id
        shown, kept = self.edits.shown(detail), self.edits.of(detail.id)
        for field, bound in self._bound.items():
            slot = Slot(field)
            one = kept.get(slot)
            bound.editor.show_text(one.text if one else shown_text(shown, slot))
            mark(bound.editor, one)
            bound.note.show_kept(slot, one)

    def put(self, field: ProductField, text: str) -> None:
        """Choose a value at once."""
        self._do(self.edits.put, Slot(field), text)

    def _do(self, call: Callable[..., None], slot: Slot | None, *more: str) -> None:
        if self.product_id is not None and slot is not None:
            call(self.product_id, slot, *more)

    def _again(self, slot: Slot | None, reason: str) -> None:
        if self.product_id is not None and slot is not None:
            self.edits.commit(self.product_id, slot, reason)

    def _on_given_up(self, slot: Slot) -> None:
        if self.product_id is None:
            return
        if slot in self.edits.of(self.product_id):
            self.edits.give_up(self.product_id, slot)
        else:
            self._leave()


class Tick(CheckBox):
    """A tick box as a field: chosen at once."""

    def __init__(self, form: Form, field: ProductField, text: str) -> None:
        super().__init__(text)
        self.setStyleSheet(f"QCheckBox {{ padding-left: {INSET}px; }}")
        self.clicked.connect(lambda on: form.put(field, YES if on else NO))

    def show_text(self, text: str) -> None:
        """Ticked for yes."""
        self.setChecked(text == YES)


class CategoryChoice(Choice):
    """The category as a field that looks like text until it is used."""

    def __init__(self, form: Form, name: str) -> None:
        super().__init__(name, height=26)
        self.setProperty("kind", "inplace")
        self.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._rows: tuple[CategoryRow, ...] = ()
        self._own = ("", "")
        self.activated.connect(lambda at: form.put(ProductField.CATEGORY, str(self.itemData(at))))

    def show_categories(self, rows: tuple[CategoryRow, ...]) -> None:
        """What can be chosen."""
        if rows != self._rows:
            self._rows = rows
            self._fill(str(self.currentData() or self._own[0]))

    def show_own(self, category_id: str, name: str) -> None:
        """The product's own category: chosen from too where the shop has set it aside."""
        self._own = (category_id, name)

    def show_text(self, text: str) -> None:
        """Choose the category with this id."""
        self._fill(text)

    def _fill(self, chosen: str) -> None:
        self.clear()
        for row in self._rows:
            self.addItem(row.name, row.id)
        own, name = self._own
        if own and self.findData(own) < 0:
            self.addItem(name, own)
        self.setCurrentIndex(self.findData(chosen))


def mark(editor: Editor, kept: Kept | None) -> None:
    """A border for what is not saved: red where it was refused, amber where it waits."""
    if not isinstance(editor, QWidget):
        return
    error = kept.error if kept is not None and kept.stand is Stand.TROUBLE else None
    waits = isinstance(error, EditConflict | Unavailable)
    set_look(
        editor,
        wrong="true" if error is not None and not waits else "false",
        unsaved="true" if waits else "false",
    )


def row(label: str, *parts: QWidget, notes: tuple[FieldNote, ...] = ()) -> QWidget:
    """A field with its name at the left; its notes below."""
    made = QWidget()
    name = plain_text(label, kind="meta", ink="secondary")
    name.setFixedWidth(LABEL_WIDTH)
    name.setContentsMargins(INSET, 5, 0, 0)
    name.setBuddy(parts[0])
    line = QHBoxLayout()
    line.setSpacing(4)
    line.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
    for part in parts:
        line.addWidget(part, 1 if len(parts) == 1 else 0, Qt.AlignmentFlag.AlignTop)
    if len(parts) > 1:
        line.addStretch(1)
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addLayout(line)
    below = QVBoxLayout()
    below.setContentsMargins(LABEL_WIDTH + 4, 0, 0, 0)
    for note in notes:
        below.addWidget(note)
    column.addLayout(below)
    return made


def _nothing() -> None:
    return None
