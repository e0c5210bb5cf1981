"""The Fulfillment place: the orders by status at the left, one order at the right."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget

from babydrop_desktop.domain.changes import Change
from babydrop_desktop.domain.orders import (
    DropshipStatus,
    OrderCounts,
    OrderKey,
    OrderQuery,
    OrderRow,
    OrderSort,
)
from babydrop_desktop.errors import NotFound, ShopError
from ui.common import formats, times
from ui.common.banner import Banner
from ui.common.buttons import when_clicked
from ui.common.empty_state import EmptyState
from ui.common.labels import ElidedLabel
from ui.common.panes import ListAndDetail, foot, pane
from ui.common.words import error_words
from ui.context import PlaceContext
from ui.fulfillment import items_cell, nothing
from ui.fulfillment.columns import ITEMS, columns, orders
from ui.fulfillment.detail import Detail
from ui.fulfillment.head import OrdersHead
from ui.list_place import KeptOrder, ListPlace, turned
from ui.tables.rows import Page, PagedRows, Source
from ui.tables.sort_menu import Order
from ui.tables.table import Table

WIDTHS, DETAIL_MIN = (580, 772), 560
# Ages are shown to the minute.
AGES_MS = 60_000


class FulfillmentPlace(ListPlace):
    """What has to be bought, shipped and delivered."""

    head: OrdersHead
    _order = KeptOrder("fulfillment", OrderSort.CREATED, descending=True)

    def __init__(self, context: PlaceContext, now: Callable[[], datetime] = times.utc_now) -> None:
        super().__init__(context)
        self._tasks = context.tasks(self)
        self._counts, self._counted = OrderCounts(), ""  # and the search that was counted
        self._named: str | None = None
        self.head = OrdersHead()
        source = Source(self._page, self._some, lambda row: row.id, turned)
        late = timedelta(hours=context.services.settings.attention.not_bought_hours)
        shown = columns(now, context.services.about.shop_currency, late)
        self.rows: PagedRows[OrderRow] = PagedRows(source, shown, context.fail, self)
        self.table = Table(self.rows, shown, context, key="fulfillment", name=self.tr("Orders"))
        items_cell.use(self.table, shown, ITEMS, context.thumbnails)
        self.empty = EmptyState("package")
        self.banner = Banner()
        self.detail = Detail(context, now)
        self._stack = QStackedWidget()
        self._foot = ElidedLabel(ink="secondary")
        self._ages = QTimer(self, interval=AGES_MS)
        self._build()
        self._connect()
        self._restore_sort()
        self._ages.start()
        self._ask()

    # what the window asks

    def refresh(self) -> None:
        """Ask for everything again; selection and scroll stay."""
        self._tasks.latest("refresh", self._ask_anew())

    async def _ask_anew(self) -> None:
        """What is kept for a moment is forgotten first: the owner wants to see it anew."""
        await self.context.ask(self.context.services.fulfillment.refresh)
        if self.rows.rowCount():
            self.rows.refresh()
            self._tasks.latest("counts", self._ask_counts(self.head.query()))
        else:
            self._ask()
        if (shown := self.detail.shown) is not None:
            self._tasks.latest("detail", self._ask_detail(shown.id))

    def show_what(self, **what: str) -> None:
        """Show one order, whatever its status."""
        named = what.get("order_id")
        if named is None:
            return
        # The keyboard goes on there; a list that gets it chooses its first row, so this is first.
        self.table.setFocus()
        self._named = named
        if (row := self.rows.row_of(named)) is not None:
            self.table.choose_row(row)
        else:
            self.table.selectionModel().clear()
        self._show_one(named)

    def _build(self) -> None:
        left, column = pane()
        column.addWidget(self.head)
        column.addWidget(self.banner)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        column.addWidget(self._stack, 1)
        bottom, row = foot()
        row.addWidget(self._foot, 1)
        column.addWidget(bottom)
        panes = ListAndDetail(left, self.detail, widths=WIDTHS, detail_min=DETAIL_MIN)
        self._fill("fulfillment", panes, self.table.columns)

    def _connect(self) -> None:
        self.head.asked.connect(self._on_asked)
        if self.context.filling is not None:
            self.context.filling.ended.connect(self._show_list)
        when_clicked(self.head.refresh_key, self.refresh)
        when_clicked(self.head.columns_key, self._open_column_menu)
        self.rows.answered.connect(self._on_answered)
        self.rows.went.connect(self._on_went)
        self.rows.grown.connect(self._show_foot)
        self.rows.refused.connect(self._on_refused)
        self.table.sort_asked.connect(self._on_sort)
        self.table.current_row.connect(self._on_chosen)
        self.table.activated_row.connect(lambda _row: self.detail.copy_number.setFocus())
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_foot())
        self.context.changes.changed.connect(self._on_changed)
        for show in (self.table.viewport().update, self.detail.show_age):
            self._ages.timeout.connect(show)
        copy_number = QAction(self.tr("Copy order number"), self)
        copy_number.triggered.connect(lambda _checked=False: self.detail.copy_number.copy())
        self.table.set_menu([copy_number])

    # asking

    async def _page(self, query: OrderQuery, after: OrderKey | None, limit: int) -> Page[OrderRow]:
        page = await self.context.ask(self.context.services.fulfillment.page, query, after, limit)
        return Page(page.rows, page.next)

    async def _some(self, ids: tuple[str, ...]) -> tuple[OrderRow, ...]:
        return await self.context.ask(self.context.services.fulfillment.rows, ids)

    async def _ask_counts(self, query: OrderQuery) -> None:
        try:
            counts = self.context.services.fulfillment.counts
            self._counts = await self.context.ask(counts, query.search)
        except ShopError:
            return  # the list says it
        self._counted = query.search
        self.head.tabs.show_counts(self._counts)
        self._show_foot()
        if self._stack.currentWidget() is self.empty:
            self._show_list()

    def _show_one(self, order_id: str) -> None:
        self.detail.wait_for(order_id)
        self._tasks.latest("detail", self._ask_detail(order_id))

    async def _ask_detail(self, order_id: str) -> None:
        try:
            found = await self.context.ask(self.context.services.fulfillment.detail, order_id)
        except NotFound as error:
            self._named = None
            self.detail.show_nothing()
            self.context.notify(error_words(error))
        except ShopError as error:
            self.detail.stop_waiting(order_id)
            self._on_refused(error)
        else:
            if order_id == self._named or self.rows.row_of(order_id) is not None:
                self.detail.show_order(found)
                self._go_where_it_stands(order_id, found.status)

    def _go_where_it_stands(self, order_id: str, status: DropshipStatus) -> None:
        """An order asked for by name is shown among those of its status."""
        if order_id != self._named or self.rows.row_of(order_id) is not None:
            return
        query = self.head.query()
        if query.search or query.status not in (None, status):
            self.head.look_at(status)
            self._ask()

    # news

    def _right(self) -> Detail:
        return self.detail

    def _orders(self) -> Iterable[tuple[Order, str]]:
        return orders()

    def _on_changed(self, change: Change) -> None:
        if not change.orders:
            return
        self.rows.changed(change.orders)
        self._tasks.latest("counts", self._ask_counts(self.head.query()))
        shown = self.detail.shown
        if shown is not None and shown.id in change.orders:
            self._tasks.latest("detail", self._ask_detail(shown.id))

    # showing

    def _show_list(self) -> None:
        if self.rows.rowCount():
            self._stack.setCurrentWidget(self.table)
            return
        query = self.head.query()
        elsewhere = self._counts.count(None) if self._counted == query.search else 0
        ways = nothing.Ways(self.head.show_all, self.head.look_in_all)
        if self.context.is_filling and not query.search:
            self.empty.say_filling(self.tr("Its orders come once its products are there."))
        else:
            nothing.say(self.empty, query, elsewhere, ways)
        self._stack.setCurrentWidget(self.empty)

    def _show_foot(self) -> None:
        total = self._counts.count(self.head.query().status)
        words = formats.counted(total, self.tr("{count} order"), self.tr("{count} orders"))
        if self._counts.at_least and total:
            words = self.tr("At least {orders}").format(orders=words)
        self._foot.setText(self._selected_words(words))
