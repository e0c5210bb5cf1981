"""How the price came about, or what is missing for one."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from babydrop_desktop.domain.draft import Draft
from ui.common.labels import plain_text
from ui.common.price_bar import PriceBar
from ui.importing.section_head import SectionHead

BAR_HEIGHT = 26
NARROW = 240


class MoneySection(QWidget):
    """The price bar with its formula; without a price, one sentence."""

    def __init__(self) -> None:
        super().__init__()
        self._head = SectionHead(self.tr("Price"))
        self._beside = PriceBar(height=BAR_HEIGHT, beside=True)
        for grid in self._beside.findChildren(QGridLayout):
            # Four of the legend beside the formula have 400 pixels.
            grid.setHorizontalSpacing(8)
        self._under = PriceBar(height=BAR_HEIGHT)
        self._none = plain_text(ink="secondary", wrap=True)
        self._priced = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self._head, self._beside, self._under, self._none):
            column.addWidget(part)
        self._arrange()

    def show_draft(self, draft: Draft) -> None:
        """Show the price of `draft`."""
        self._priced = draft.price is not None
        if draft.price is not None:
            for bar in (self._beside, self._under):
                bar.show_price(draft.price, draft.currency)
        dearest = draft.dearest
        self._head.say(
            self.tr("how it came about, for {variant}").format(variant=dearest.name)
            if dearest and self._priced
            else ""
        )
        self._none.setText(
            self.tr("No price yet: choose a category.")
            if draft.category is None
            else self.tr("No price: see what is blocked below.")
        )
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the formula beside the bar, or under it."""
        super().resizeEvent(event)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """As narrow as the bar alone: the formula then goes under it."""
        return QSize(NARROW, super().minimumSizeHint().height())

    def _arrange(self) -> None:
        wide = self._beside.minimumSizeHint().width() <= self.width()
        self._beside.setVisible(self._priced and wide)
        self._under.setVisible(self._priced and not wide)
        self._none.setVisible(not self._priced)
