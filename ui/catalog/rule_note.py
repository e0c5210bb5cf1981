"""Says how a price stands to the category's rule, where the owner has set another one."""

from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from babydrop_desktop.domain.catalog import CategoryRow, ProductDetail
from babydrop_desktop.domain.pricing import CategoryPricing, price_of
from babydrop_desktop.errors import Refused
from ui.common import formats
from ui.common.buttons import link, when_clicked
from ui.common.labels import plain_text, set_apart


class RuleNote(QFrame):
    """Hidden where the price is the rule's. `wanted` carries the rule's price as text."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._rows: dict[str, CategoryRow] = {}
        self._text = plain_text(kind="meta", ink="secondary", wrap=True)
        self.take = link("")
        self._price = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._text, 1)
        row.addWidget(self.take, 0, Qt.AlignmentFlag.AlignTop)
        when_clicked(self.take, lambda: self.wanted.emit(self._price))

    def show_categories(self, rows: tuple[CategoryRow, ...]) -> None:
        """The categories with their rules."""
        self._rows = {row.id: row for row in rows}

    def show_product(self, detail: ProductDetail) -> None:
        """Say how its price came about, where the rule does not give it."""
        self.setVisible(detail.breakdown is None)
        if detail.breakdown is not None:
            return
        ruled = self._ruled(detail)
        self.take.setVisible(ruled is not None)
        if detail.cost is None:
            self._text.setText(self.tr("No cost is known yet"))
        elif ruled is None:
            self._text.setText(self.tr("This price was set by hand"))
        else:
            self._price = formats.amount(ruled)
            words = self.tr("This price was set by hand; the rule of {category} gives {price}.")
            category = set_apart(detail.category)
            self._text.setText(words.format(category=category, price=self._price))
            self.take.setText(self.tr("Take {price}").format(price=self._price))

    def words(self) -> str:
        """What is said, "" where the price is the rule's."""
        return "" if self.isHidden() else self._text.text()

    def _ruled(self, detail: ProductDetail) -> Decimal | None:
        """The rule's price; None where there is no cost, no such category, or no answer."""
        row = self._rows.get(detail.category_id)
        if row is None or detail.cost is None:
            return None
        pricing = CategoryPricing(row.markup, row.buffer, row.min_price, row.max_price)
        try:
            return price_of(detail.cost, pricing).price
        except Refused:
            return None
