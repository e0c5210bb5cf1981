"""What a line is about: the order's first item, or the product, with three facts."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout

from babydrop_desktop.domain.attention import Need
from babydrop_desktop.domain.catalog import ProductDetail
from babydrop_desktop.domain.orders import OrderDetail
from ui.common import formats
from ui.common.labels import ElidedLabel, plain_text
from ui.common.picture import Picture
from ui.tables.thumbnails import PictureKey, Thumbnails

PICTURE, ROWS = 104, 3


class Thing(QFrame):
    """Picture, name and up to three facts."""

    def __init__(self, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._picture = Picture(thumbnails, PICTURE, radius=8)
        self._name = ElidedLabel(kind="heading")
        self._about = ElidedLabel(ink="secondary")
        self._facts = [(plain_text(ink="secondary"), ElidedLabel()) for _ in range(ROWS)]
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(1, 1)
        for at, (what, value) in enumerate(self._facts):
            grid.addWidget(what, at, 0)
            grid.addWidget(value, at, 1)
        column = QVBoxLayout()
        column.setSpacing(1)
        column.addWidget(self._name)
        column.addWidget(self._about)
        column.addSpacing(4)
        column.addLayout(grid)
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)

    def show_need(self, need: Need) -> None:
        """Show what the line itself says, until the whole thing is here."""
        self._picture.show_picture(PictureKey.ours(need.picture), need.title)
        self._show(need.title, "", ())

    def show_order(self, detail: OrderDetail) -> None:
        """Show an order's first item, who ordered it and where it is bought."""
        first = detail.items[0] if detail.items else None
        to = detail.address
        place = formats.country(to.country) if to.country else ""
        customer = ", ".join(part for part in (to.name, place) if part)
        facts = (
            (self.tr("Supplier"), first.supplier or "" if first else ""),
            (self.tr("Customer"), customer),
            (self.tr("Bought as"), detail.supplier_number),
        )
        if first is None:
            self._show(detail.number, self.tr("No items"), facts)
            return
        pieces = formats.counted(
            first.quantity, self.tr("{count} piece"), self.tr("{count} pieces")
        )
        about = [first.variant, pieces]
        if (more := detail.item_count - 1) > 0:
            words = formats.counted(
                more, self.tr("and {count} more item"), self.tr("and {count} more items")
            )
            about.append(words)
        self._show(first.product, " · ".join(part for part in about if part), facts)

    def show_product(self, detail: ProductDetail) -> None:
        """Show a product, its category and where it is bought."""
        facts = (
            (self.tr("Supplier"), detail.source.supplier if detail.source else ""),
            (self.tr("Category"), detail.category),
            (self.tr("Price"), formats.amount(detail.price)),
        )
        self._show(detail.name, detail.sku, facts)

    def _show(self, name: str, about: str, facts: tuple[tuple[str, str], ...]) -> None:
        self._name.setText(name)
        self._about.setText(about)
        said = [fact for fact in facts if fact[1]]
        for at, (what, value) in enumerate(self._facts):
            what.setText(said[at][0] if at < len(said) else "")
            value.setText(said[at][1] if at < len(said) else "")
