"""The shop's variants beside the supplier's rows that they are bought as."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFrame, QVBoxLayout

from babydrop_desktop.domain.catalog import VariantPair
from ui.catalog.columns import pieces
from ui.common import formats
from ui.tables.columns import Column, Kind, Status
from ui.tables.fixed import ShortList
from ui.tables.thumbnails import PictureKey, Thumbnails

translate = QCoreApplication.translate


class Variants(QFrame):
    """A card with a line for each variant: yours, the supplier's, its cost and stock."""

    def __init__(self, thumbnails: Thumbnails, currency: str) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.list = ShortList(_columns(currency), thumbnails, self.tr("Variants"))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self.list)

    def show_variants(self, variants: Sequence[VariantPair]) -> None:
        """Show a product's variants."""
        self.list.show_rows(variants)


def supplier(pair: VariantPair) -> Status:
    """The supplier's words for it; an unmapped variant cannot be bought, so it is red."""
    if pair.supplier_label is None:
        return Status(translate("catalog", "Not linked"), "link-2-off", "red")
    return Status(pair.supplier_label or translate("catalog", "The only one"))


def stock(pair: VariantPair) -> Status:
    """Its stock in words; nothing where it is not mapped."""
    if pair.supplier_label is None:
        return Status(formats.NONE)
    return pieces(pair.stock, normal="ok")


def _cost(pair: VariantPair, currency: str) -> str:
    if pair.supplier_currency in (None, currency):
        return formats.amount(pair.supplier_cost)
    return formats.money(pair.supplier_cost, pair.supplier_currency or currency)


def _columns(currency: str) -> tuple[Column[VariantPair], ...]:
    return (
        Column("picture", translate("catalog", "Picture"), lambda _pair: "", kind=Kind.PICTURE,
               width=34, side=22, picture=lambda pair: PictureKey.ours(pair.picture)),
        Column("ours", translate("catalog", "Your shop"), lambda pair: pair.name or pair.sku,
               medium=True, stretch=True, width=110, keep_end=True),
        Column("theirs", translate("catalog", "Supplier"), lambda pair: supplier(pair).text,
               kind=Kind.STATUS, stretch=True, width=110, status=supplier, keep_end=True),
        Column("cost", translate("catalog", "Cost"), lambda pair: _cost(pair, currency),
               kind=Kind.FIGURE, width=50),
        Column("stock", translate("catalog", "Stock"), lambda pair: stock(pair).text,
               kind=Kind.STATUS, width=88, status=stock, gap=2),
    )  # fmt: skip
