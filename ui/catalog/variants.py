"""The shop's variants beside the supplier's rows that they are bought as."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFrame, QVBoxLayout

from babydrop_desktop.domain.catalog import VariantPair
from ui.catalog.columns import pieces
from ui.common import formats
from ui.common.labels import plain_text
from ui.tables.columns import Column, Kind, Status
from ui.tables.fixed import ShortList
from ui.tables.thumbnails import PictureKey, Thumbnails

translate = QCoreApplication.translate


class Variants(QFrame):
    """A card with a line for each variant: yours, the supplier's, its cost and stock."""

    def __init__(self, thumbnails: Thumbnails, currency: str) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.list = ShortList(_columns(currency), thumbnails, self.tr("Variants"), row=46)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self.list)
        self._more = plain_text(kind="meta", ink="secondary", wrap=True)
        self._more.setContentsMargins(10, 6, 10, 6)
        column.addWidget(self._more)

    def show_variants(self, variants: Sequence[VariantPair], count: int = 0) -> None:
        """Show a product's variants; where it has more, `count` of them, that is said below."""
        self.list.show_rows(variants)
        text = self.tr("The first {shown} of {count} variants.").format(
            shown=formats.number(len(variants)), count=formats.number(count)
        )
        self._more.setText(text)
        self._more.setVisible(count > len(variants))


def _name(pair: VariantPair) -> str:
    return pair.name or pair.sku


def _bought_as(pair: VariantPair) -> str:
    """The supplier's words for it; an unmapped variant cannot be bought."""
    if pair.supplier_label is None:
        return translate("catalog", "Not linked to a supplier")
    return pair.supplier_label or translate("catalog", "The only one")


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
               width=34, side=24, picture=lambda pair: PictureKey.ours(pair.picture)),
        Column("theirs", translate("catalog", "The supplier's picture"), lambda _pair: "",
               kind=Kind.PICTURE, width=30, side=24,
               picture=lambda pair: PictureKey.ours(pair.supplier_picture)),
        Column("ours", translate("catalog", "Your shop, and the supplier's words"), _name,
               kind=Kind.TWO_LINES, stretch=True, width=190, second=_bought_as,
               keep_end=True),
        Column("cost", translate("catalog", "Cost"), lambda pair: _cost(pair, currency),
               kind=Kind.FIGURE, width=50),
        Column("stock", translate("catalog", "Stock"), lambda pair: stock(pair).text,
               kind=Kind.STATUS, width=94, status=stock, gap=2),
    )  # fmt: skip
