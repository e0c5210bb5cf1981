"""The parts of an order: two columns where there is room, else tabs."""

from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from babydrop_desktop.domain.orders import OrderDetail
from ui.common import formats, order_words
from ui.common.labels import heading
from ui.common.panes import scrolled
from ui.context import PlaceContext
from ui.fulfillment.buy import WhatToBuy
from ui.fulfillment.history import History
from ui.fulfillment.money import Money
from ui.fulfillment.notes import Notes
from ui.fulfillment.numbers import Numbers
from ui.fulfillment.problems import BeforeYouBuy
from ui.fulfillment.ship_to import ShipTo
from ui.fulfillment.status_tabs import LineTabs

# Narrower than this, the right column becomes tabs (design.md, "Layout").
TWO_COLUMNS = 720
RIGHT, BETWEEN, SIDE = 268, 24, 20


class Sections(QFrame):
    """Buy, Ship to, Money and History of the order that is shown."""

    def __init__(self, context: PlaceContext, now: order_words.Now) -> None:
        super().__init__()
        self._now = now
        self.wide: bool | None = None
        self.buy = WhatToBuy(context.thumbnails)
        self.problems = BeforeYouBuy()
        self.notes = Notes()
        self.ship_to = ShipTo(context.notify)
        self.numbers = Numbers()
        self.money = Money()
        self.history = History()
        self.tabs = LineTabs(self.tr("Parts of the order"))
        for word in (self.tr("Buy"), self.tr("Ship to"), self.tr("Money"), self.tr("History")):
            self.tabs.add(word)
        self._pages = QStackedWidget()
        self._areas: list[QScrollArea] = []
        self._columns: list[QVBoxLayout] = []
        self._right = QVBoxLayout()
        self._build()
        self.tabs.currentChanged.connect(self._on_tab)
        self.fit(TWO_COLUMNS)

    def show_order(self, detail: OrderDetail, *, again: bool) -> None:
        """Show the parts of `detail`; `again` leaves the page where it is scrolled to."""
        self.buy.show_order(detail)
        self.problems.show_order(detail)
        self.notes.show_notes(detail.notes)
        self.ship_to.show_order(detail)
        self.numbers.show_order(detail)
        self.money.show_money(detail.money)
        self.history.show_history(detail.id, detail.history, self._now())
        self.tabs.set_figure(2, formats.money(detail.money.profit, detail.money.currency))
        self.tabs.set_figure(3, formats.number(len(detail.history)))
        if not again:
            for area in self._areas:
                area.verticalScrollBar().setValue(0)

    def fit(self, width: int) -> None:
        """Two columns or tabs, as the width allows."""
        wide = width >= TWO_COLUMNS
        if wide == self.wide:
            return
        self.wide = wide
        self.tabs_frame.setVisible(not wide)
        self._pages.setCurrentIndex(0 if wide else self.tabs.currentIndex())
        self._right_frame.setVisible(wide)
        self._heading.setVisible(wide)
        places = [self._right] * 3 if wide else self._columns[1:]
        for place, parts in zip(places, self._movable(), strict=True):
            for part in parts:
                place.insertWidget(max(0, place.count() - 1), part)
        self.buy.set_narrow(narrow=not wide)
        self.problems.set_narrow(narrow=not wide)

    # inside

    def _movable(self) -> tuple[tuple[QWidget, ...], ...]:
        return (self.ship_to, self.numbers), (self.money,), (self.history,)

    def _build(self) -> None:
        self.tabs_frame = QFrame()
        bar = QVBoxLayout(self.tabs_frame)
        bar.setContentsMargins(SIDE - 7, 0, SIDE, 0)
        bar.setSpacing(0)
        bar.addWidget(self.tabs)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.tabs_frame)
        for _ in range(self.tabs.count()):
            area, column = scrolled(SIDE)
            column.setSpacing(14)
            self._areas.append(area)
            self._columns.append(column)
            self._pages.addWidget(area)
        for column in self._columns[1:]:
            column.addStretch(1)
        self._fill_first()
        whole.addWidget(self._pages, 1)

    def _fill_first(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(16)
        top = QVBoxLayout()
        top.setSpacing(0)
        self._heading = heading(
            self.tr("What to buy"), self.tr("yours and the supplier's, side by side")
        )
        top.addWidget(self._heading)
        top.addWidget(self.buy)
        left.addLayout(top)
        left.addWidget(self.problems)
        left.addWidget(self.notes)
        left.addStretch(1)
        self._right_frame = QFrame()
        self._right_frame.setFixedWidth(RIGHT)
        self._right_frame.setLayout(self._right)
        self._right.setContentsMargins(0, 0, 0, 0)
        self._right.setSpacing(16)
        self._right.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(BETWEEN)
        row.addLayout(left, 1)
        row.addWidget(self._right_frame)
        self._columns[0].addLayout(row)

    def _on_tab(self, at: int) -> None:
        if not self.wide:
            self._pages.setCurrentIndex(at)
