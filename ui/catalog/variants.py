"""The shop's variants beside the supplier's rows that they are bought as."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFrame, QVBoxLayout

from babydrop_desktop.domain.catalog import VariantPair
from babydrop_desktop.domain.product_edit import ProductShown, Slot
from ui.catalog.columns import pieces
from ui.catalog.form import Form
from ui.catalog.kept import Kept, Stand
from ui.catalog.variant_notes import VariantNotes
from ui.catalog.variant_prices import VariantPrices
from ui.common import formats
from ui.common.labels import plain_text
from ui.tables.columns import Column, Kind, Status
from ui.tables.fixed import ShortList
from ui.tables.thumbnails import PictureKey, Thumbnails

if TYPE_CHECKING:
    from decimal import Decimal

translate = QCoreApplication.translate
PRICE = 3  # the column of the prices


class Variants(QFrame):
    """A card with a line for each variant: yours, the supplier's, its price, cost and stock."""

    def __init__(self, thumbnails: Thumbnails, currency: str, form: Form) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._typed: dict[str, Status] = {}
        self._names: dict[str, str] = {}
        self._prices: Mapping[str, Decimal] = {}
        columns = _columns(currency, self._price)
        self.list = ShortList(columns, thumbnails, self.tr("Variants"), row=46)
        self.prices = VariantPrices(self.list, form, at=PRICE)
        self.notes = VariantNotes(form)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self.list)
        self._more = plain_text(kind="meta", ink="secondary", wrap=True)
        self._more.setContentsMargins(10, 6, 10, 6)
        column.addWidget(self._more)

    def show_variants(self, variants: Sequence[VariantPair], count: int = 0) -> None:
        """Show a product's variants; where it has more, `count` of them, that is said below."""
        self.list.show_rows(variants)
        self._names = {pair.variant_id: _name(pair) for pair in variants}
        self.prices.show_again()
        text = self.tr("The first {shown} of {count} variants.").format(
            shown=formats.number(len(variants)), count=formats.number(count)
        )
        self._more.setText(text)
        self._more.setVisible(count > len(variants))

    def show_typed(self, shown: ProductShown, kept: Mapping[Slot, Kept]) -> None:
        """Show the prices as they are, and those that were typed and are not saved."""
        self._prices = shown.variant_prices
        self._typed = {
            slot.variant_id: Status(one.text, role=_role(one))
            for slot, one in kept.items()
            if slot.variant_id is not None
        }
        self.prices.show_kept(kept, self._prices)
        self.notes.show_kept(kept, self._names)
        self.list.viewport().update()

    def _price(self, pair: VariantPair) -> Status:
        found = self._typed.get(pair.variant_id)
        price = self._prices.get(pair.variant_id, pair.price)
        return found or Status(formats.amount(price), role="text")


def _role(kept: Kept) -> str:
    if kept.stand is not Stand.TROUBLE:
        return "secondary"
    return "amber" if kept.clash else "red"


def _name(pair: VariantPair) -> str:
    return pair.name or pair.sku


def _bought_as(pair: VariantPair) -> str:
    """The supplier's words for it; an unmapped variant cannot be bought."""
    if pair.supplier_label is None:
        return translate("catalog", "Not linked")
    return pair.supplier_label or translate("catalog", "The only one")


def stock(pair: VariantPair) -> Status:
    """Its stock in words; nothing where it is not mapped."""
    if pair.supplier_label is None:
        return Status(formats.NONE)
    return pieces(pair.stock, normal="ok")


def _cost(pair: VariantPair, currency: str) -> str:
    if pair.supplier_cost is None:
        return ""
    if pair.supplier_currency in (None, currency):
        words = formats.amount(pair.supplier_cost)
    else:
        words = formats.money(pair.supplier_cost, pair.supplier_currency or currency)
    return translate("catalog", "cost {amount}").format(amount=words)


def _columns(
    currency: str, price: Callable[[VariantPair], Status]
) -> tuple[Column[VariantPair], ...]:
    return (
        Column("picture", translate("catalog", "Picture"), lambda _pair: "", kind=Kind.PICTURE,
               width=34, side=24, picture=lambda pair: PictureKey.ours(pair.picture)),
        Column("theirs", translate("catalog", "The supplier's picture"), lambda _pair: "",
               kind=Kind.PICTURE, width=30, side=24,
               picture=lambda pair: PictureKey.ours(pair.supplier_picture)),
        Column("ours", translate("catalog", "Your shop, and the supplier's words"), _name,
               kind=Kind.TWO_LINES, stretch=True, width=190, second=_bought_as,
               keep_end=True),
        Column("price", translate("catalog", "Price"), lambda pair: price(pair).text,
               kind=Kind.TWO_FIGURES, width=76, status=price,
               second=lambda pair: _cost(pair, currency)),
        Column("stock", translate("catalog", "Stock"), lambda pair: stock(pair).text,
               kind=Kind.STATUS, width=94, status=stock, gap=2),
    )  # fmt: skip
