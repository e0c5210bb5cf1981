"""The fields of a product below its money: words, safety, and what search engines show."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from babydrop_desktop.domain import rich_text
from babydrop_desktop.domain.product_edit import ProductField
from ui.catalog.form import LABEL_WIDTH, CategoryChoice, Form, Tick, row
from ui.catalog.in_place import INSET, InPlaceLine, InPlaceText
from ui.common import product_words
from ui.common.labels import heading, plain_text

F = ProductField
AGE_WIDTH = 52


class Fields(QWidget):
    """Three sections, each a column of fields. It stands 7 pixels further out than other words."""

    def __init__(self, form: Form) -> None:
        super().__init__()
        self._form = form
        self.category = CategoryChoice(form, product_words.field(F.CATEGORY))
        self.loses = plain_text(
            kind="meta",
            ink="secondary",
            wrap=True,
        )
        self.loses.setContentsMargins(LABEL_WIDTH + 4 + INSET, 0, INSET, 4)
        self.loses.hide()
        self._loses = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._words()
        self._safety()
        self._search()

    def show_description(self, markup: str) -> None:
        """Whether typing takes something out of the description; said when it is begun.

        Of a very long one only the beginning is shown, and not to be edited.
        """
        whole = len(markup) <= rich_text.LONGEST
        editor = self._form.editor(F.DESCRIPTION)
        if isinstance(editor, InPlaceText):
            editor.setReadOnly(not whole)
        if whole:
            words = self.tr(
                "Changing this text takes out bold letters, links, tables and pictures in it."
            )
        else:
            words = self.tr("This is only the beginning: the text is too long to be edited here.")
        self.loses.setText(words)
        self._loses = not whole or rich_text.loses(markup)
        self.loses.hide()

    def _heading(self, title: str, beside: str = "") -> None:
        self._column.addSpacing(12)
        made = heading(title, beside)
        made.setContentsMargins(INSET, 0, INSET, 0)
        self._column.addWidget(made)

    def _words(self) -> None:
        self._heading(self.tr("Words"), self.tr("as customers read them"))
        name = product_words.field(F.CATEGORY)
        note = self._form.bind_choice(F.CATEGORY, self.category)
        self._column.addWidget(row(name, self.category, notes=(note,)))
        self._text(F.SHORT_DESCRIPTION, self.tr("A sentence or two"), most=5)
        self._text(F.DESCRIPTION, self.tr("Everything there is to say"), most=12)
        self._column.addWidget(self.loses)
        self._line(F.TAGS, self.tr("Words, parted by commas"))

    def _safety(self) -> None:
        self._heading(self.tr("Safety"), self.tr("what a parent must know"))
        low = InPlaceLine(product_words.field(F.MIN_AGE), self.tr("from"))
        high = InPlaceLine(product_words.field(F.MAX_AGE), self.tr("to"))
        for field in (low, high):
            field.setFixedWidth(AGE_WIDTH)
        notes = (self._form.bind(F.MIN_AGE, low), self._form.bind(F.MAX_AGE, high))
        between = plain_text("\N{EN DASH}", ink="secondary")
        months = plain_text(self.tr("months"), kind="meta", ink="secondary")
        for part in (between, months):
            part.setFixedHeight(26)
        self._column.addWidget(row(self.tr("Age"), low, between, high, months, notes=notes))
        tick = Tick(self._form, F.CHOKING_HAZARD, self.tr("Small parts can choke a child"))
        tick.setMinimumHeight(26)
        note = self._form.bind_choice(F.CHOKING_HAZARD, tick)
        self._column.addWidget(row(self.tr("Hazard"), tick, notes=(note,)))
        self._text(F.CHOKING_HAZARD_TEXT, self.tr("The warning, word by word"), most=5)
        self._line(F.CERTIFICATIONS, self.tr("Such as OEKO-TEX, CPC"))
        self._line(F.COUNTRY_OF_ORIGIN, self.tr("A country"))
        self._text(F.CARE_INSTRUCTIONS, self.tr("How it is washed"), most=6)

    def _search(self) -> None:
        self._heading(self.tr("Search engines"), self.tr("what they show of it"))
        self._line(F.META_TITLE, self.tr("At most 60 letters"))
        self._text(F.META_DESCRIPTION, self.tr("At most 160 letters"), most=4)

    def _line(self, field: ProductField, placeholder: str) -> None:
        name = product_words.field(field)
        editor = InPlaceLine(name, placeholder)
        self._column.addWidget(row(name, editor, notes=(self._form.bind(field, editor),)))

    def _text(self, field: ProductField, placeholder: str, *, most: int) -> None:
        name = product_words.field(field)
        editor = InPlaceText(name, placeholder, most=most)
        if field is F.DESCRIPTION:
            editor.begun.connect(lambda: self.loses.setVisible(self._loses))
            editor.committed.connect(self.loses.hide)
        self._column.addWidget(row(name, editor, notes=(self._form.bind(field, editor),)))
