"""The product's title, category and warehouse, with what was taken out and what is refused."""

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from babydrop_desktop.domain.catalog import CategoryRow
from babydrop_desktop.domain.checks import CheckCode
from babydrop_desktop.domain.draft import Draft
from babydrop_desktop.domain.jobs import Choices
from babydrop_desktop.domain.wording import TITLE_LENGTH, clean_title
from ui.common import formats, words
from ui.common.buttons import Button, link, when_clicked
from ui.common.choice import Choice
from ui.common.formats import counted
from ui.common.labels import PlainLabel, plain_text, set_look, tool_tip

CATEGORY_WIDTH = 190
# In a row of their own, beside a choice of warehouses.
CATEGORY_MOST, WAREHOUSE_WIDTH, LEAST = 220, 190, 90
# A combo's name has this much less: its frame and its arrow.
ARROW_ROOM = 40
# A category's name beside "Same as the last one" is cut from here on.
LAST_WIDTH = 240


class WordsSection(QWidget):
    """`edited` and `typed` carry what the owner changes; `left` when the title is left."""

    edited = Signal(object)  # Edit
    typed = Signal(object)  # Edit; more letters may follow
    category_chosen = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title = QLineEdit()
        self._title.setMaxLength(TITLE_LENGTH)
        self._title.setFixedHeight(32)
        # A title in Arabic or Hebrew stays where titles begin.
        self._title.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
        self._category = Choice(self.tr("Category"))
        self._category.setPlaceholderText(self.tr("Choose one"))
        self._warehouse = Choice(self.tr("Warehouse"))
        self._category_label = self._label(self.tr("&Category"), self._category)
        self._grid, self._boxes = QGridLayout(), QHBoxLayout()
        self._beside_warehouse: bool | None = None
        self._warehouse_label = self._label(self.tr("&Warehouse"), self._warehouse)
        self._same = link("")
        self._same.hide()
        self._proposed: CategoryRow | None = None
        self._removed = plain_text(kind="meta", ink="secondary", wrap=True)
        self._refused = plain_text(kind="meta", ink="red", wrap=True)
        for choice in (self._category, self._warehouse):
            # A long name must not widen the pane.
            choice.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
        self._build()
        self._title.textEdited.connect(self._on_title)
        self._title.editingFinished.connect(self.left)
        self._category.activated.connect(self._on_category)
        when_clicked(self._same, self._on_same)
        self._warehouse.activated.connect(self._on_warehouse)

    @property
    def title(self) -> QLineEdit:
        """The title's field."""
        return self._title

    @property
    def category(self) -> QComboBox:
        """The choice of the category."""
        return self._category

    @property
    def warehouse(self) -> QComboBox:
        """The choice of the warehouse; hidden where there is only one."""
        return self._warehouse

    @property
    def same_key(self) -> Button:
        """Takes the category that was chosen last; hidden where none is proposed."""
        return self._same

    def removed_words(self) -> str:
        """What is said to be taken out of the title, "" where nothing is."""
        return self._removed.text() if not self._removed.isHidden() else ""

    def refusal(self) -> str:
        """Why there is no price, "" where there is one."""
        return self._refused.text()

    def propose(self, category: CategoryRow | None) -> None:
        """Offer the category that was chosen last; None offers nothing. Nothing is chosen yet."""
        self._proposed = category
        self._same.setVisible(category is not None)
        if category is not None:
            name = self._same.fontMetrics().elidedText(
                category.name, Qt.TextElideMode.ElideRight, LAST_WIDTH
            )
            said = self.tr("Same as the last one: {category}")
            # An ampersand in a name is no mnemonic.
            self._same.setText(said.format(category=name.replace("&", "&&")))
            self._same.setAccessibleName(said.format(category=category.name))

    def show_kept_title(self, title: str) -> None:
        """The title is left and saved: show what is sold, such as where it was emptied."""
        if not self._title.hasFocus():
            self._show_title(title)

    def show_categories(self, rows: tuple[CategoryRow, ...]) -> None:
        """What can be chosen."""
        kept = self._category.currentData()
        with QSignalBlocker(self._category):
            self._category.clear()
            for row in rows:
                self._category.addItem(row.name, row.id)
            self._category.setCurrentIndex(self._category.findData(kept) if kept else -1)

    def show_draft(self, draft: Draft, *, same: bool) -> None:
        """Show `draft`; the title keeps what is being typed where it is the `same` product."""
        if not (same and self._title.hasFocus()):
            self._show_title(draft.title)
        found = self._category.findData(draft.category.id) if draft.category else -1
        self._category.setCurrentIndex(found)
        self._show_warehouses(draft)
        # The owner's own title has nothing taken out of it.
        ours = draft.title == clean_title(draft.product.title).title
        self._removed.setVisible(bool(draft.removed_words) and ours)
        self._removed.setText(
            self.tr("Taken out of the title: {words}").format(words=", ".join(draft.removed_words))
        )
        self._say_refusal(_price_refusal(draft))

    def _show_title(self, title: str) -> None:
        if self._title.text() != title:
            self._title.setText(title)
            self._title.setCursorPosition(0)

    def _build(self) -> None:
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)
        self._grid.addWidget(self._label(self.tr("&Title"), self._title), 0, 0)
        self._grid.addWidget(self._title, 1, 0)
        self._boxes.setSpacing(8)
        self._warehouse_label.setContentsMargins(10, 0, 0, 0)
        self._boxes.addWidget(self._warehouse_label)
        self._boxes.addWidget(self._warehouse, 1)
        self._boxes.addStretch(0)
        self._warehouse.setMinimumWidth(LEAST)
        self._warehouse.setMaximumWidth(WAREHOUSE_WIDTH)
        self._place_category(beside_warehouse=False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._grid)
        column.addLayout(self._boxes)
        column.addWidget(self._same, 0, Qt.AlignmentFlag.AlignRight)
        column.addWidget(self._refused)
        column.addWidget(self._removed)
        QWidget.setTabOrder(self._title, self._category)
        QWidget.setTabOrder(self._category, self._warehouse)
        QWidget.setTabOrder(self._warehouse, self._same)

    def _place_category(self, *, beside_warehouse: bool) -> None:
        """Beside the title; where there are warehouses, in a row with them under it."""
        if self._beside_warehouse is beside_warehouse:
            return
        self._beside_warehouse = beside_warehouse
        parts = (self._category_label, self._category)
        for layout in (self._grid, self._boxes):
            for part in parts:
                layout.removeWidget(part)
        if beside_warehouse:
            self._boxes.insertWidget(0, self._category_label)
            self._boxes.insertWidget(1, self._category, 1)
        else:
            self._grid.addWidget(self._category_label, 0, 1)
            self._grid.addWidget(self._category, 1, 1)
        self._boxes.setContentsMargins(0, 4 if beside_warehouse else 0, 0, 0)
        self._category.setMinimumWidth(LEAST if beside_warehouse else CATEGORY_WIDTH)
        self._category.setMaximumWidth(CATEGORY_MOST if beside_warehouse else CATEGORY_WIDTH)

    @staticmethod
    def _label(text: str, buddy: QWidget) -> PlainLabel:
        made = plain_text(text, kind="meta-medium")
        made.setBuddy(buddy)
        buddy.setAccessibleName(text.replace("&", ""))
        return made

    def _show_warehouses(self, draft: Draft) -> None:
        several = bool(draft.other_warehouses)
        for part in (self._warehouse, self._warehouse_label):
            part.setVisible(several)
        self._place_category(beside_warehouse=several)
        self._warehouse.clear()
        if not several:
            return
        here = sum(not one.sold_out for one in draft.variants)
        name = draft.warehouse.name if draft.warehouse else self.tr("Not named")
        self._add_warehouse(name, draft.warehouse.id if draft.warehouse else "", here)
        for offer in draft.other_warehouses:
            name = offer.warehouse.name if offer.warehouse else self.tr("Not named")
            self._add_warehouse(name, offer.id, offer.in_stock)
        self._warehouse.setCurrentIndex(0)
        self._warehouse.setToolTip(self._warehouse.itemData(0, Qt.ItemDataRole.ToolTipRole))

    def _add_warehouse(self, name: str, place: str, in_stock: int) -> None:
        words_for = counted(
            in_stock, self.tr("{count} variant in stock"), self.tr("{count} variants in stock")
        )
        beside = f" ({formats.number(in_stock)})"
        metrics = self._warehouse.fontMetrics()
        room = WAREHOUSE_WIDTH - ARROW_ROOM - metrics.horizontalAdvance(beside)
        cut = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
        self._warehouse.addItem(cut + beside, place)
        at = self._warehouse.count() - 1
        # The name is the supplier's: a tool tip would read it as markup.
        tip = tool_tip(f"{name}, {words_for}")
        self._warehouse.setItemData(at, tip, Qt.ItemDataRole.ToolTipRole)
        self._warehouse.setItemData(at, f"{name}, {words_for}", Qt.ItemDataRole.AccessibleTextRole)

    def _say_refusal(self, sentence: str) -> None:
        self._refused.setText(sentence)
        self._refused.setVisible(bool(sentence))
        set_look(self._category, wrong="true" if sentence else "false")

    def _on_title(self, text: str) -> None:
        def change(choices: Choices) -> Choices:
            return replace(choices, title=text.strip() or None)

        self.typed.emit(change)

    def _on_category(self, at: int) -> None:
        category = str(self._category.itemData(at))
        self.category_chosen.emit(category)

    def _on_same(self) -> None:
        if self._proposed is not None:
            self.category_chosen.emit(self._proposed.id)

    def _on_warehouse(self, at: int) -> None:
        place = str(self._warehouse.itemData(at))

        def change(choices: Choices) -> Choices:
            # Each warehouse has rows of its own: the ticks start again from what is in stock.
            return replace(choices, warehouse=place, sku_ids=None)

        self.edited.emit(change)


def _price_refusal(draft: Draft) -> str:
    for check in draft.checks:
        if check.code is CheckCode.PRICE_REFUSED:
            return words.check_words(check)[1]
    return ""
