"""What has to be bought for an order: a card for each supplier, item by item."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from babydrop_desktop.domain.checks import Level
from babydrop_desktop.domain.order_checks import Problem, Standing
from babydrop_desktop.domain.orders import ItemPair, OrderDetail
from ui.common import formats, order_words
from ui.common.buttons import link, when_clicked
from ui.common.labels import ElidedLabel, IconLabel, StatusLabel, line, plain_text
from ui.common.layouts import clear
from ui.fulfillment.pair import Pair
from ui.tables.thumbnails import Thumbnails

# Items that are shown at once; the rest comes when it is asked for.
FIRST, STEP = 10, 40


class SupplierCard(QFrame):
    """One supplier's items, what they cost, and whether they can be bought."""

    def __init__(self, name: str, cost: str, standing: Standing | None, icon: str) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.pairs: list[Pair] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 0, 1, 0)
        self._column.setSpacing(0)
        top = QFrame()
        top.setFixedHeight(34)
        row = QHBoxLayout(top)
        row.setContentsMargins(10, 0, 10, 0)
        row.setSpacing(8)
        row.addWidget(IconLabel(icon, "text"))
        row.addWidget(ElidedLabel(name, kind="medium"), 1)
        row.addWidget(plain_text(cost, kind="body", ink="secondary"))
        if standing is not None:
            look = order_words.check(standing)
            row.addWidget(StatusLabel(look.icon, look.text, look.role))
        self._column.addWidget(top)

    def add(self, pair: Pair) -> None:
        """A further item."""
        self._column.addWidget(line())
        self._column.addWidget(pair)
        self.pairs.append(pair)


class WhatToBuy(QFrame):
    """The cards, worst first within what the order says; many items come in steps."""

    def __init__(self, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._thumbnails = thumbnails
        self._detail: OrderDetail | None = None
        self._narrow = False
        self._shown = FIRST
        self.cards: list[SupplierCard] = []
        self.more = link("")
        self._note = plain_text(kind="meta", ink="secondary", wrap=True)
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        whole.addLayout(self._column)
        last = QHBoxLayout()
        last.addWidget(self.more)
        last.addWidget(self._note, 1)
        last.addStretch(0)
        whole.addLayout(last)
        when_clicked(self.more, self._on_more)

    def show_order(self, detail: OrderDetail) -> None:
        """Show an order's items; those that were unfolded stay so while it is the same order."""
        if self._detail is None or self._detail.id != detail.id:
            self._shown = FIRST
        self._detail = detail
        self._build()

    def set_narrow(self, *, narrow: bool) -> None:
        """Smaller pictures where there is little room."""
        self._narrow = narrow
        for card in self.cards:
            for pair in card.pairs:
                pair.set_narrow(narrow=narrow)

    # inside

    def _on_more(self) -> None:
        self._shown += STEP
        self._build()

    def _build(self) -> None:
        detail = self._detail
        if detail is None:
            return
        clear(self._column)
        self.cards = []
        items = detail.items[: self._shown]
        for supplier_id in dict.fromkeys(_key(item) for item in detail.items):
            shown = [item for item in items if _key(item) == supplier_id]
            if shown:
                self._add_card(detail, supplier_id, shown)
        rest = len(detail.items) - len(items)
        self.more.setVisible(rest > 0)
        words = self.tr("Show {count} more").format(count=formats.number(min(rest, STEP)))
        self.more.setText(words)
        self._show_note(detail, len(items))

    def _show_note(self, detail: OrderDetail, shown: int) -> None:
        words = ""
        if detail.item_count > shown:
            words = self.tr("{shown} of {count} items").format(
                shown=formats.number(shown), count=formats.number(detail.item_count)
            )
        self._note.setText(words)
        self._note.setVisible(bool(words))

    def _add_card(self, detail: OrderDetail, supplier_id: str, shown: list[ItemPair]) -> None:
        every = [item for item in detail.items if _key(item) == supplier_id]
        first = every[0]
        standing = None
        if detail.check is not None and not first.own_stock:
            standing = standing_of(every, detail.problems)
        if first.own_stock:
            name, icon = self.tr("Your own stock"), "house"
        else:
            name, icon = first.supplier or self.tr("No supplier yet"), "store"
        cost = _cost(every, detail.money.currency)
        card = SupplierCard(name, cost, standing, icon)
        for item in shown:
            pair = Pair(item, detail.money.currency, self._thumbnails)
            pair.set_narrow(narrow=self._narrow)
            card.add(pair)
        self.cards.append(card)
        self._column.addWidget(card)


def _key(item: ItemPair) -> str:
    """What an item is bought with: its supplier, nothing yet, or nothing ever."""
    return "own" if item.own_stock else item.supplier_id or item.supplier or ""


def _cost(items: Sequence[ItemPair], currency: str) -> str:
    costs = [item.unit_cost * item.quantity for item in items if item.unit_cost is not None]
    return formats.money(sum(costs, Decimal(0)), currency) if len(costs) == len(items) else ""


def standing_of(items: Sequence[ItemPair], problems: Sequence[Problem]) -> Standing:
    """Whether these items of one supplier can be bought now."""
    ids = {item.id for item in items}
    suppliers = {item.supplier_id for item in items if item.supplier_id}
    theirs = [
        one.severity
        for one in problems
        if (one.item_id in ids)
        or (one.supplier_id in suppliers)
        or (one.severity is Level.BLOCKED and not one.item_id and not one.supplier_id)
    ]
    theirs += [one.severity for item in items for one in item.problems]
    if Level.BLOCKED in theirs:
        return Standing.BLOCKED
    return Standing.LOOK if theirs else Standing.READY
