"""How the price came about, or what is missing for one."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from babydrop_desktop.domain.draft import Draft
from ui.common import formats
from ui.common.buttons import link, when_clicked
from ui.common.labels import plain_text
from ui.common.price_bar import PriceBar
from ui.importing.section_head import SectionHead

BAR_HEIGHT = 26
NARROW = 240
HEAD = 24


class _SquareLegendBar(PriceBar):
    """The formula beside the bar, and the legend in two rows: for dear goods and longer words."""

    def _legend(self, across: int) -> QGridLayout:
        return super()._legend(min(across, 2))


class MoneySection(QWidget):
    """The price bar with its formula; without a price, one sentence.

    `category_price_wanted` where the owner's own price, from a list, shall not hold any more.
    """

    category_price_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.own = link(self.tr("Use the category's price"))
        self.own.hide()
        when_clicked(self.own, self.category_price_wanted.emit)
        self._head = SectionHead(self.tr("Price"), self.own)
        wide = PriceBar(height=BAR_HEIGHT, beside=True)
        for grid in wide.findChildren(QGridLayout):
            # Four of the legend beside the formula have 400 pixels.
            grid.setHorizontalSpacing(8)
        square = _SquareLegendBar(height=BAR_HEIGHT, beside=True)
        # The widest first; the last one fits everywhere.
        self._bars = (wide, square, PriceBar(height=BAR_HEIGHT))
        self._none = plain_text(ink="secondary", wrap=True)
        self._priced = False
        self._short = False
        self._beside = ("", "")  # whole, short
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self._head, *self._bars, self._none):
            column.addWidget(part)
        self._arrange()

    def show_draft(self, draft: Draft) -> None:
        """Show the price of `draft`."""
        self._priced = draft.price is not None
        self.own.setVisible(draft.own_price is not None)
        if draft.price is not None:
            for bar in self._bars:
                bar.show_price(draft.price, draft.currency)
        self._beside = (self._origin(draft), self._sum(draft))
        self._none.setText(
            self.tr("No price yet: choose a category.")
            if draft.category is None
            else self.tr("No price: see what is blocked below.")
        )
        self._arrange()

    def set_short(self, *, short: bool) -> None:
        """Only the sum, where the pane is too low for how it came about."""
        if short != self._short:
            self._short = short
            self._arrange()

    def height_with(self, *, short: bool) -> int:
        """How high it would be, at its present width."""
        shown = self._fitting() if self._priced else self._none
        return HEAD if short and self._priced else HEAD + shown.sizeHint().height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the formula beside the bar where it fits, else under it."""
        super().resizeEvent(event)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """As narrow as the bar alone: the formula then goes under it."""
        return QSize(NARROW, super().minimumSizeHint().height())

    def _origin(self, draft: Draft) -> str:
        if draft.dearest is None or draft.price is None:
            return ""
        return self.tr("how it came about, for {variant}").format(variant=draft.dearest.name)

    def _sum(self, draft: Draft) -> str:
        if draft.price is None:
            return ""
        return self.tr("{price}, margin {percent}, left for you {left}").format(
            price=formats.money(draft.price.price, draft.currency),
            percent=formats.percent(draft.price.margin_percent),
            left=formats.amount(draft.price.left),
        )

    def _fitting(self) -> PriceBar:
        fits = [bar for bar in self._bars if bar.minimumSizeHint().width() <= self.width()]
        return fits[0] if fits else self._bars[-1]

    def _arrange(self) -> None:
        shown = self._fitting()
        for bar in self._bars:
            bar.setVisible(self._priced and not self._short and bar is shown)
        self._head.say(self._beside[self._short])
        self._none.setVisible(not self._priced)
