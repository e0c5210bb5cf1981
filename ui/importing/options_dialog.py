"""Lets the owner rename a product's options and their values, and give each value a picture."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QSize, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from babydrop_desktop.domain.draft import Draft
from babydrop_desktop.domain.jobs import Choices, JobId, OptionPicture, OptionWord
from babydrop_desktop.domain.options import LONGEST_WORD, ShopWords
from babydrop_desktop.domain.supplier_product import OptionAxis, OptionValue
from ui.common.labels import ElidedLabel, plain_text
from ui.common.panes import scrolled
from ui.importing.picture_choice import PictureChoice
from ui.importing.sheet import Sheet
from ui.tables.thumbnails import Thumbnails

translate = QCoreApplication.translate
SIZE = QSize(620, 560)
PICTURE, THEIRS, OURS = range(3)
Edit = Callable[[Choices], Choices]


class OptionsDialog(Sheet):
    """`edited` carries the job, the change, and whether more letters may follow; `left` a field."""

    edited = Signal(str, object, bool)  # job id, Edit, more may follow
    left = Signal()

    def __init__(
        self, thumbnails: Thumbnails, job_id: JobId, draft: Draft, parent: QWidget
    ) -> None:
        super().__init__(
            translate("import", "Options"),
            translate(
                "import",
                "{title}\nYour words name the variants in your shop. What is bought stays the "
                "same.",
            ).format(title=draft.title),
            SIZE,
            parent,
        )
        self._thumbnails = thumbnails
        self._job_id = job_id
        self._draft = draft
        self.fields: dict[tuple[str, str], QLineEdit] = {}
        self.pictures: dict[tuple[str, str], PictureChoice] = {}
        area, column = scrolled(side=0, top=0)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 12, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(THEIRS, 2)
        grid.setColumnStretch(OURS, 3)
        for axis in draft.product.axes:
            self._add_axis(grid, axis)
        column.addLayout(grid)
        column.addStretch(1)
        self.body.addWidget(area, 1)
        first = next((key for key in self.fields if key[1]), None)
        if first is not None:
            self.fields[first].setFocus()

    def _add_axis(self, grid: QGridLayout, axis: OptionAxis) -> None:
        row = grid.rowCount()
        grid.addWidget(plain_text(axis.name, kind="heading"), row, PICTURE, 1, 2)
        name = self._field((axis.id, ""), axis.name, axis.name)
        grid.addWidget(name, row, OURS)
        for value in axis.values:
            self._add_value(grid, axis, value)
        grid.setRowMinimumHeight(grid.rowCount(), 10)

    def _add_value(self, grid: QGridLayout, axis: OptionAxis, value: OptionValue) -> None:
        row, key = grid.rowCount(), (axis.id, value.id)
        chosen = PictureChoice(
            self._thumbnails, self._draft.product.every_picture, self._picture(axis, value)
        )
        chosen.set_name(value.name)
        chosen.chosen.connect(lambda url, key=key: self._on_picture(key, url))
        self.pictures[key] = chosen
        grid.addWidget(chosen, row, PICTURE)
        grid.addWidget(ElidedLabel(value.name, ink="secondary"), row, THEIRS)
        proposed = ShopWords(self._draft.product.axes).of((key,)).name
        grid.addWidget(self._field(key, proposed, value.name), row, OURS)

    def _field(self, key: tuple[str, str], proposed: str, theirs: str) -> QLineEdit:
        own = {(one.axis, one.value): one.word for one in self._draft.choices.words or ()}
        made = _Field(own.get(key, ""))
        made.setPlaceholderText(proposed)
        made.setMaxLength(LONGEST_WORD)
        made.setFixedHeight(30)
        said = translate("import", "Your word for {word}").format(word=theirs)
        made.setAccessibleName(said)
        made.textEdited.connect(lambda text, key=key: self._on_word(key, text))
        made.left.connect(self.left)
        self.fields[key] = made
        return made

    def _picture(self, axis: OptionAxis, value: OptionValue) -> str | None:
        for one in self._draft.choices.option_pictures or ():
            if (one.axis, one.value) == (axis.id, value.id):
                return one.url or None
        return value.picture

    def _on_word(self, key: tuple[str, str], text: str) -> None:
        def change(choices: Choices) -> Choices:
            kept = [one for one in choices.words or () if (one.axis, one.value) != key]
            if text.strip():
                kept.append(OptionWord(*key, text.strip()))
            return replace(choices, words=tuple(kept) or None)

        self.edited.emit(self._job_id, change, True)  # noqa: FBT003 - a signal

    def _on_picture(self, key: tuple[str, str], url: str) -> None:
        def change(choices: Choices) -> Choices:
            kept = [one for one in choices.option_pictures or () if (one.axis, one.value) != key]
            return replace(choices, option_pictures=(*kept, OptionPicture(*key, url)))

        self.edited.emit(self._job_id, change, False)  # noqa: FBT003


class _Field(QLineEdit):
    """Says when the keyboard goes elsewhere."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What is typed is kept now."""
        super().focusOutEvent(event)
        self.left.emit()
