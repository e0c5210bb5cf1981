"""The catalog's head: search, filters with their counts, and the chooser of columns."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QVBoxLayout

from babydrop_desktop.domain.catalog import (
    CatalogCounts,
    CatalogQuery,
    CatalogSort,
    CategoryRow,
    SaleFilter,
)
from ui.common import formats
from ui.common.buttons import Chip, icon_button
from ui.common.choice import Choice
from ui.common.labels import plain_text
from ui.common.panes import head
from ui.common.search_field import SearchField

SEARCH_WIDTH = 330


class CatalogHead(QFrame):
    """Holds the question that the list answers; `asked` when the owner changes it."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.search = SearchField(
            self.tr("Find title, SKU or supplier"), self.tr("Find in the catalog")
        )
        self.category = Choice(self.tr("Category"), height=26)
        self.columns_key = icon_button("columns-3", self.tr("Columns and order"), framed=True)
        self._chips: dict[SaleFilter, Chip] = {}
        self._group = QButtonGroup(self)
        self._sort, self._descending = CatalogSort.NAME, False
        self._build()
        self.show_categories(())
        self.search.searched.connect(lambda _text: self.asked.emit())
        self.category.activated.connect(lambda _at: self.asked.emit())
        self._group.buttonClicked.connect(lambda _chip: self.asked.emit())

    def query(self) -> CatalogQuery:
        """The question as it stands."""
        sale = next((sale for sale, chip in self._chips.items() if chip.isChecked()), None)
        return CatalogQuery(
            search=self.search.text(),
            category_id=self.category.currentData(),
            sale=sale or SaleFilter.ALL,
            sort=self._sort,
            descending=self._descending,
        )

    @property
    def is_filtered(self) -> bool:
        """Whether the list leaves anything out."""
        query = self.query()
        return bool(query.search or query.category_id or query.sale is not SaleFilter.ALL)

    def set_sort(self, sort: CatalogSort, *, descending: bool) -> None:
        """Ask for another order."""
        self._sort, self._descending = sort, descending

    def chip(self, sale: SaleFilter) -> Chip:
        """One filter's chip."""
        return self._chips[sale]

    def clear(self) -> None:
        """No filter at all."""
        self.search.edit.clear()
        self.search.clear()
        self.category.setCurrentIndex(0)
        self._chips[SaleFilter.ALL].setChecked(True)
        self.asked.emit()

    def show_counts(self, counts: CatalogCounts) -> None:
        """Show how many products each filter has."""
        for sale, count in (
            (SaleFilter.ALL, counts.all),
            (SaleFilter.FOR_SALE, counts.for_sale),
            (SaleFilter.DRAFT, counts.draft),
        ):
            self._chips[sale].set_count(formats.number(count))

    def show_categories(self, categories: tuple[CategoryRow, ...]) -> None:
        """Offer these categories; the chosen one stays chosen where it is still there."""
        chosen = self.category.currentData()
        self.category.clear()
        self.category.addItem(self.tr("All categories"), None)
        for one in categories:
            words = self.tr("{name} ({count})")
            text = words.format(name=one.name, count=formats.number(one.products))
            self.category.addItem(text, one.id)
        self.category.setCurrentIndex(max(0, self.category.findData(chosen)))

    def _build(self) -> None:
        top, row = head()
        row.addWidget(plain_text(self.tr("Catalog"), kind="place"))
        row.addStretch(1)
        self.search.setMinimumWidth(200)
        self.search.setMaximumWidth(SEARCH_WIDTH)
        row.addWidget(self.search, 100)
        row.addWidget(self.columns_key)
        chips = QHBoxLayout()
        chips.setContentsMargins(16, 0, 16, 12)
        chips.setSpacing(6)
        for sale, word in (
            (SaleFilter.ALL, self.tr("All")),
            (SaleFilter.FOR_SALE, self.tr("On sale")),
            (SaleFilter.DRAFT, self.tr("Drafts")),
        ):
            chip = Chip(word)
            self._chips[sale] = chip
            self._group.addButton(chip)
            chips.addWidget(chip)
        self._chips[SaleFilter.ALL].setChecked(True)
        chips.addSpacing(6)
        chips.addWidget(self.category)
        chips.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(top)
        column.addLayout(chips)
