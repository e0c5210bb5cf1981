"""The variants of a product as it will be sold, each beside the supplier's row it is bought as."""

from dataclasses import dataclass, replace

from PySide6.QtCore import (
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from babydrop_desktop.domain.draft import Draft, DraftVariant
from ui.common import formats
from ui.common.formats import counted
from ui.tables.columns import ROW_ROLE, Column, Kind, Status
from ui.tables.lines import LinesModel
from ui.tables.thumbnails import PictureKey

translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex
_ON = (Qt.CheckState.Checked, Qt.CheckState.Checked.value)
TICK = 0


@dataclass(frozen=True, slots=True)
class Variant:
    """One line: the variant and its tick. Its price is that of all, and said below them."""

    variant: DraftVariant
    ticked: bool

    @property
    def sellable(self) -> bool:
        """Whether it has a cost, without which it cannot be priced."""
        return self.variant.cost is not None


class VariantsModel(LinesModel[Variant]):
    """One draft's variants. `ticked` carries the supplier rows (their ids) that will be sold."""

    ticked = Signal(tuple)  # of sku ids

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(columns(), parent)

    def show_draft(self, draft: Draft) -> None:
        """Show the variants of `draft`; where they are the same ones, nothing is laid out anew."""
        lines = [Variant(one, one.chosen) for one in draft.variants]
        if [one.variant.row.sku_id for one in lines] == [x.variant.row.sku_id for x in self._lines]:
            self._lines = lines
            if lines:
                last = self.index(len(lines) - 1, len(self._columns) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def chosen(self) -> int:
        """How many are ticked."""
        return sum(line.ticked for line in self._lines)

    def tick(self, places: list[int], *, on: bool) -> None:
        """Tick or untick these lines; one without a cost cannot be ticked."""
        for at in places:
            line = self._lines[at]
            self._lines[at] = replace(line, ticked=on and line.sellable)
            self.dataChanged.emit(self.index(at, 0), self.index(at, len(self._columns) - 1))
        self.ticked.emit(tuple(x.variant.row.sku_id for x in self._lines if x.ticked))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The line for ROW_ROLE; words and tick of a cell."""
        if not index.isValid():
            return None
        line, column = self._lines[index.row()], self._columns[index.column()]
        if role == ROW_ROLE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return column.text(line)
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == TICK:
            return Qt.CheckState.Checked if line.ticked else Qt.CheckState.Unchecked
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick a variant."""
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != TICK:
            return False
        self.tick([index.row()], on=value in _ON)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Everything can be selected; variants with a cost can be ticked."""
        found = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if index.isValid() and index.column() == TICK and self._lines[index.row()].sellable:
            return found | Qt.ItemFlag.ItemIsUserCheckable
        return found


def columns() -> tuple[Column[Variant], ...]:
    """Tick, yours, link, theirs, cost, stock; the cost goes first where it is narrow."""
    return (
        Column("tick", translate("import", "Ticked"), _nothing, Kind.CHECK, 34, fixed=True),
        Column(
            "our picture",
            translate("import", "Picture in your shop"),
            _nothing,
            Kind.PICTURE,
            32,
            picture=_picture,
            side=22,
            fixed=True,
            fold=1,
        ),
        Column(
            "ours",
            translate("import", "Your shop"),
            lambda line: line.variant.name,
            width=150,
            medium=True,
            stretch=True,
            least=110,
            keep_end=True,
        ),
        Column(
            "link",
            "",
            _nothing,
            Kind.STATUS,
            26,
            status=lambda _line: Status("", "link-2"),
            fixed=True,
        ),
        Column(
            "their picture",
            translate("import", "The supplier's picture"),
            _nothing,
            Kind.PICTURE,
            32,
            picture=_their_picture,
            side=22,
            fixed=True,
            fold=2,
        ),
        Column(
            "theirs",
            translate("import", "Supplier"),
            lambda line: line.variant.supplier_label,
            width=118,
            ink="secondary",
            stretch=True,
            least=110,
            keep_end=True,
        ),
        Column("cost", translate("import", "Cost"), _cost, Kind.FIGURE, 50, fold=3),
        Column(
            "stock",
            translate("import", "Stock"),
            lambda line: stock(line.variant).text,
            Kind.STATUS,
            92,
            tight=76,
            status=lambda line: stock(line.variant),
        ),
    )


def stock(variant: DraftVariant) -> Status:
    """What is left at the supplier: a number, unknown as such, or sold out."""
    if variant.sold_out:
        return Status(translate("import", "Sold out"), "circle-x", "red")
    if variant.stock is None:
        return Status(translate("import", "Unknown"), "circle-question-mark", "amber")
    text = counted(
        variant.stock, translate("import", "{count} left"), translate("import", "{count} left")
    )
    return Status(text, "circle-check", "ok")


def _nothing(line: Variant) -> str:
    del line
    return ""


def _picture(line: Variant) -> PictureKey | None:
    return PictureKey.supplier(line.variant.picture)


def _their_picture(line: Variant) -> PictureKey | None:
    return PictureKey.supplier(line.variant.supplier_picture)


def _cost(line: Variant) -> str:
    return formats.amount(line.variant.cost)
