"""The Catalog place: the list with its filters at the left, one product at the right."""

from collections.abc import Iterable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget

from babydrop_desktop.domain.catalog import (
    CatalogCounts,
    CatalogQuery,
    CatalogRow,
    CatalogSort,
    PageKey,
)
from babydrop_desktop.domain.changes import Change
from babydrop_desktop.errors import NotFound, ShopError
from ui.catalog.columns import columns, orders
from ui.catalog.desk import Desk
from ui.catalog.detail import Detail
from ui.catalog.edits import Edits
from ui.catalog.head import CatalogHead
from ui.catalog.many import Many
from ui.catalog.nothing import say_nothing
from ui.common import formats
from ui.common.banner import Banner
from ui.common.buttons import when_clicked
from ui.common.empty_state import EmptyState
from ui.common.labels import ElidedLabel
from ui.common.panes import ListAndDetail, foot, pane
from ui.common.words import error_words
from ui.context import PlaceContext
from ui.list_place import KeptOrder, ListPlace, turned
from ui.tables.columns import ROW_ROLE
from ui.tables.rows import Page, PagedRows, Source
from ui.tables.sort_menu import Order
from ui.tables.table import Table


class CatalogPlace(ListPlace):
    """What the shop sells, searched as one types."""

    head: CatalogHead
    _order = KeptOrder("catalog", CatalogSort.NAME, descending=False)

    def __init__(self, context: PlaceContext) -> None:
        super().__init__(context)
        self._tasks = context.tasks(self)
        self._counts = CatalogCounts(0, 0, 0)
        self._named: str | None = None
        self._look_again = False
        self.head = CatalogHead()
        source = Source(self._page, self._some, lambda row: row.id, turned)
        self.rows: PagedRows[CatalogRow] = PagedRows(source, columns(), context.fail, self)
        self.table = Table(
            self.rows, self.rows.columns, context, key="catalog", name=self.tr("Products")
        )
        self.empty = EmptyState("shirt")
        self.banner = Banner()
        self.edits = Edits(context, self)
        self.detail = Detail(context, self.edits)
        self.desk = Desk(context, self.detail, self.edits)
        self.many = Many(context, self._selected, self.desk.back.take_batch, self)
        self.left_out = Banner()
        self._stack = QStackedWidget()
        self._foot = ElidedLabel(ink="secondary")
        self._build()
        self._connect()
        self._restore_sort()
        self.refresh()

    # what the window asks

    def refresh(self) -> None:
        """Ask for everything again; selection and scroll stay."""
        self._tasks.latest("categories", self._ask_categories())
        self.desk.again()
        if self.rows.rowCount():
            self.rows.refresh()
            self._look_again = True
            self._tasks.latest("counts", self._ask_counts(self.head.query()))
        else:
            self._ask()

    def show_what(self, **what: str) -> None:
        """Show one product, filters or not."""
        named = what.get("product_id")
        if named is None:
            return
        row = self.rows.row_of(named)
        if row is None and self.head.is_filtered:
            self.head.clear()
        self._named = named
        if row is not None:
            self.table.choose_row(row)
        else:
            self.table.selectionModel().clear()
        self._tasks.latest("detail", self._ask_detail(named))

    def undo_words(self) -> str:
        """What was edited last."""
        return self.desk.back.words()

    def redo_words(self) -> str:
        """What was taken back last."""
        return self.desk.back.words(redo=True)

    def undo(self) -> bool:
        """Take back the last edit, also one of before the last start."""
        return self.desk.back.take()

    def redo(self) -> bool:
        """Do again what was taken back last."""
        return self.desk.back.take(redo=True)

    def leave(self) -> None:
        """Save what is being typed, and keep columns and panes."""
        self.edits.commit_all()
        self.desk.keep()
        super().leave()

    async def settle(self) -> None:
        """What was typed last is saved too."""
        await self.desk.settle()

    # building

    def _build(self) -> None:
        left, column = pane()
        column.addWidget(self.head)
        column.addWidget(self.banner)
        column.addWidget(self.left_out)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        column.addWidget(self._stack, 1)
        bottom, row = foot()
        row.addWidget(self._foot, 1)
        row.addWidget(self.desk.unsaved)
        row.addWidget(self.many.keys)
        column.addWidget(bottom)
        panes = ListAndDetail(left, self.detail)
        self._fill("catalog", panes, self.table.columns)

    def _connect(self) -> None:
        self.head.asked.connect(self._on_asked)
        when_clicked(self.head.columns_key, self._open_column_menu)
        self.rows.answered.connect(self._on_answered)
        self.rows.went.connect(self._on_went)
        self.rows.grown.connect(self._show_foot)
        self.rows.dataChanged.connect(lambda *_: self.many.show_selected())
        self.rows.refused.connect(self._on_refused)
        self.table.sort_asked.connect(self._on_sort)
        self.table.current_row.connect(self._on_chosen)
        self.table.activated_row.connect(lambda _row: self.detail.begin())
        self.detail.form.when_left(self.table.setFocus)
        self.desk.wanted.connect(self._on_wanted)
        self.desk.back.done.connect(self._on_taken_back)
        self.desk.settled.connect(self._on_settled)
        self.edits.stale.connect(self._on_stale)
        self.desk.back.changed.connect(self.undo_changed)
        self.many.left_out.connect(self._on_left_out)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_foot())
        self.context.changes.changed.connect(self._on_changed)
        if self.context.filling is not None:
            self.context.filling.ended.connect(self._show_list)
        copy_sku = QAction(self.tr("Copy SKU"), self)
        copy_sku.triggered.connect(lambda _checked=False: self.detail.copy_sku())
        many = self.many
        self.table.set_menu([many.put_on_action, many.take_off_action, many.move_action, copy_sku])

    # asking

    async def _page(
        self, query: CatalogQuery, after: PageKey | None, limit: int
    ) -> Page[CatalogRow]:
        page = await self.context.ask(self.context.services.catalog.page, query, after, limit)
        return Page(page.rows, page.next)

    async def _some(self, ids: tuple[str, ...]) -> tuple[CatalogRow, ...]:
        return await self.context.ask(self.context.services.catalog.rows, ids)

    async def _ask_counts(self, query: CatalogQuery) -> None:
        catalog = self.context.services.catalog
        self._counts = await self.context.ask(catalog.counts, query.search, query.category_id)
        self.head.show_counts(self._counts)
        self._show_foot()

    async def _ask_categories(self) -> None:
        rows = await self.context.ask(self.context.services.catalog.categories)
        self.head.show_categories(rows)
        self.detail.show_categories(rows)
        self.many.show_categories(rows)

    async def _ask_detail(self, product_id: str) -> None:
        try:
            found = await self.context.ask(self.context.services.catalog.detail, product_id)
        except NotFound as error:
            self._on_gone(product_id, error)
        except ShopError as error:
            self.detail.show_unread(product_id)
            self._on_refused(error)
        else:
            if product_id == self._named or self.rows.row_of(product_id) is not None:
                self.detail.show_product(found)
                self.desk.ask_history(product_id)

    def _on_gone(self, product_id: str, error: NotFound) -> None:
        """It is not in the shop any more; what was typed into it is still shown."""
        kept = self.edits.seen(product_id)
        if kept is None:
            self._named = None
            self.detail.show_nothing()
            self.context.notify(error_words(error))
            if lost := self.edits.lose(product_id):
                words = self.tr("{reason} What you typed can be copied.")
                self._on_left_out(words.format(reason=error_words(error)), "\n".join(lost))
                self.desk.show_unsaved()
            return
        self._named = product_id
        self.detail.show_product(kept)
        self.detail.show_gone()

    # news

    def _on_answered(self) -> None:
        """F5 asks for the product that is shown, too, where it is still the one to show."""
        before = self.detail.shown
        super()._on_answered()
        again, self._look_again = self._look_again, False
        if again and before is not None and self._still_shown(before.id):
            self._tasks.latest("detail", self._ask_detail(before.id))

    def _still_shown(self, product_id: str) -> bool:
        row = self.rows.row_of(product_id)
        return product_id == self._named or (
            row is not None and row == self.table.currentIndex().row()
        )

    def _selected(self) -> list[CatalogRow]:
        found = (self.rows.index(row, 0).data(ROW_ROLE) for row in self.table.selected_rows())
        return [row for row in found if isinstance(row, CatalogRow)]

    def _on_wanted(self, product_id: str) -> None:
        if (shown := self.detail.shown) is None or shown.id != product_id:
            self.show_what(product_id=product_id)

    def _on_taken_back(self, product_id: str) -> None:
        """Go to what was taken back, where the list has it; filters stay as they are."""
        if (row := self.rows.row_of(product_id)) is not None:
            self.table.choose_row(row)

    def _on_settled(self, product_id: str) -> None:
        """A product that is gone is let go of with the last of what was typed into it."""
        shown = self.detail.shown
        if shown is not None and shown.id == product_id and self.detail.gone.text():
            self._named = None
            self.detail.show_nothing()
            self.refresh()

    def _on_stale(self, product_id: str) -> None:
        """Somebody else changed it, and no news came of that."""
        if self.rows.row_of(product_id) is not None:
            self.rows.changed(frozenset({product_id}))
        if (shown := self.detail.shown) is not None and shown.id == product_id:
            self._tasks.latest("detail", self._ask_detail(product_id))

    def _on_left_out(self, sentence: str, details: str) -> None:
        self.left_out.say(
            sentence, self.tr("Close"), lambda: self.left_out.say(""), details=details
        )

    def _right(self) -> Detail:
        return self.detail

    def _show_one(self, row_id: str) -> None:
        self._tasks.latest("detail", self._ask_detail(row_id))

    def _orders(self) -> Iterable[tuple[Order, str]]:
        return orders()

    def _on_changed(self, change: Change) -> None:
        if change.products:
            self.desk.back.look()
        if change.categories or change.products:
            self._tasks.latest("categories", self._ask_categories())
        if not change.products:
            return
        self.rows.changed(change.products)
        self._tasks.latest("counts", self._ask_counts(self.head.query()))
        shown = self.detail.shown
        if shown is not None and shown.id in change.products:
            self._tasks.latest("detail", self._ask_detail(shown.id))

    # showing

    def _show_list(self) -> None:
        if self.rows.rowCount():
            self._stack.setCurrentWidget(self.table)
            return
        filtered = self.head.is_filtered
        say_nothing(self.empty, self.context, self.head.clear, filtered=filtered)
        self._stack.setCurrentWidget(self.empty)

    def _show_foot(self) -> None:
        total = self._counts.of(self.head.query().sale)
        words = formats.counted(total, self.tr("{count} product"), self.tr("{count} products"))
        self._foot.setText(self._selected_words(words))
        self.many.show_selected()
