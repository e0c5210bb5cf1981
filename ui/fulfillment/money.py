"""An order's money: what was paid, what it costs, and what is left, in lines that add up."""

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout

from babydrop_desktop.domain.orders import OrderMoney
from ui.common import formats
from ui.common.labels import PlainLabel, heading, plain_text
from ui.common.price_bar import Dot, Segment, StackedBar


class Money(QFrame):
    """A bar and five lines; without a profit it says why there is none."""

    def __init__(self) -> None:
        super().__init__()
        self._bar = StackedBar()
        self._beside = plain_text(kind="meta", ink="secondary")
        self._figures: dict[str, PlainLabel] = {}
        self._why = plain_text(kind="meta", ink="amber", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        top = QHBoxLayout()
        top.addWidget(heading(self.tr("Money")), 1)
        self._beside.setContentsMargins(0, 0, 0, 6)
        top.addWidget(self._beside)
        column.addLayout(top)
        column.addWidget(self._bar)
        column.addSpacing(5)
        column.addLayout(self._lines())
        column.addWidget(self._why)

    def show_money(self, money: OrderMoney) -> None:
        """Show what one order brings."""
        currency = money.currency
        margin = ""
        if money.margin_percent is not None:
            margin = self.tr("{percent} left").format(percent=formats.percent(money.margin_percent))
        self._beside.setText(" · ".join(part for part in (currency, margin) if part))
        self._figures["sold"].setText(formats.money(money.sold, currency))
        for role, value in (
            ("bar_cost", money.cost),
            ("bar_shipping", money.shipping),
            ("bar_fees", money.fees),
        ):
            self._figures[role].setText(formats.amount(value))
        self._figures["bar_left"].setText(formats.money(money.profit, currency))
        loss = money.profit is not None and money.profit < 0
        self._figures["bar_left"].set_ink("red" if loss else "text")
        self._show_bar(money)
        self._show_why(money)

    def figure(self, role: str) -> str:
        """A line's figure, as shown."""
        return self._figures[role].text()

    def _show_bar(self, money: OrderMoney) -> None:
        parts = (
            Segment("bar_cost", money.cost),
            Segment("bar_shipping", money.shipping),
            Segment("bar_fees", money.fees),
            Segment("bar_left", money.profit if money.profit is not None else Decimal(0)),
        )
        said = ", ".join(
            f"{word} {formats.amount(part.amount)}"
            for (_, word), part in zip(self._words()[1:], parts, strict=True)
        )
        self._bar.show_segments(parts, said)
        self._bar.setVisible(money.profit is not None)

    def _show_why(self, money: OrderMoney) -> None:
        words = ""
        if money.other_currencies:
            words = self.tr("No profit can be told: there is {currencies} in it too.").format(
                currencies=", ".join(money.other_currencies)
            )
        elif money.profit is None:
            words = self.tr("No profit can be told: a cost is not known.")
        self._why.setText(words)
        self._why.setVisible(bool(words))

    def _words(self) -> tuple[tuple[str, str], ...]:
        return (
            ("sold", self.tr("Sold")),
            ("bar_cost", self.tr("Cost, quoted")),
            ("bar_shipping", self.tr("Supplier shipping")),
            ("bar_fees", self.tr("Fees")),
            ("bar_left", self.tr("Profit")),
        )

    def _lines(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(7)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(1, 1)
        for at, (role, word) in enumerate(self._words()):
            bold = role in ("sold", "bar_left")
            label = plain_text(word, kind="heading" if bold else "body",
                               ink="text" if bold else "secondary")  # fmt: skip
            value = plain_text(kind="heading" if bold else "body")
            self._figures[role] = value
            if role == "sold":
                grid.addWidget(label, at, 0, 1, 2)
            else:
                grid.addWidget(Dot(role), at, 0)
                grid.addWidget(label, at, 1)
            grid.addWidget(value, at, 2, Qt.AlignmentFlag.AlignRight)
        return grid
