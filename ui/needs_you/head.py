"""The head of Needs you: how many things there are, and chips for orders, products and imports."""

from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout

from babydrop_desktop.domain.attention import Need, NeedGroup, Needs
from ui.common import formats
from ui.common.buttons import Chip
from ui.common.labels import ElidedLabel, plain_text
from ui.common.panes import LIST_HEAD


class NeedsHead(QFrame):
    """`asked` when the owner presses another chip."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(LIST_HEAD)
        self._sum = ElidedLabel(ink="secondary")
        self._chips: dict[NeedGroup | None, Chip] = {}
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(10)
        row.addWidget(plain_text(self.tr("Needs you"), kind="place"))
        row.addWidget(self._sum, 1)
        for group, word in (
            (None, self.tr("All")),
            (NeedGroup.ORDERS, self.tr("Orders")),
            (NeedGroup.PRODUCTS, self.tr("Products")),
            (NeedGroup.IMPORTS, self.tr("Imports")),
        ):
            chip = Chip(word)
            self._chips[group] = chip
            self._group.addButton(chip)
            row.addWidget(chip)
        self._chips[None].setChecked(True)
        self._group.buttonClicked.connect(lambda _chip: self.asked.emit())

    def chip(self, group: NeedGroup | None) -> Chip:
        """One filter's chip; None is All."""
        return self._chips[group]

    def group(self) -> NeedGroup | None:
        """The chip that is pressed."""
        return next(group for group, chip in self._chips.items() if chip.isChecked())

    def show_all(self) -> None:
        """Press All."""
        self._chips[None].setChecked(True)
        self.asked.emit()

    def words(self) -> str:
        """What stands beside the title."""
        return self._sum.text()

    def show_needs(self, needs: Needs) -> None:
        """Show how many things there are, and the money at risk where it is of one currency."""
        words = formats.counted(needs.count, self.tr("{count} thing"), self.tr("{count} things"))
        if needs.at_least:
            words = self.tr("At least {things}").format(things=words)
        if at_risk := self._at_risk(needs.lines, needs.count):
            words = self.tr("{things} · {money} at risk").format(things=words, money=at_risk)
        self._sum.setText(words if needs.count else "")
        self._chips[None].set_count(formats.number(needs.count))
        for group in NeedGroup:
            count = sum(need.group is group for need in needs.lines)
            self._chips[group].set_count(formats.number(count))
            seldom = group is NeedGroup.IMPORTS and not count
            self._chips[group].setVisible(bool(needs.count) and not seldom)
        self._chips[None].setVisible(bool(needs.count))

    @staticmethod
    def _at_risk(lines: tuple[Need, ...], count: int) -> str:
        risks = [(need.at_risk, need.currency) for need in lines if need.at_risk]
        currencies = {currency for _, currency in risks}
        if len(lines) < count or len(currencies) != 1:
            return ""
        total = sum((risk for risk, _ in risks), start=Decimal(0))
        return formats.money(total, currencies.pop())
