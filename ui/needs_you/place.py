"""The Needs you place: what waits for the owner, most urgent first; or "Done for today"."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget

from babydrop_desktop.domain.attention import Need, Needs
from babydrop_desktop.errors import NotFound, ShopError
from ui.common import formats, times
from ui.common.banner import Banner
from ui.common.empty_state import EmptyState
from ui.common.labels import ElidedLabel
from ui.common.order_words import Now
from ui.common.panes import ListAndDetail, foot, pane
from ui.context import NoticeAction, PlaceContext
from ui.needs_you.day import DayPane
from ui.needs_you.detail import NeedDetail
from ui.needs_you.done import DonePane
from ui.needs_you.head import NeedsHead
from ui.needs_you.table import NeedsTable
from ui.needs_you.watch import NeedsWatch
from ui.place import Place

WIDTHS = (852, 500)
# Ages and the time left are shown to the minute.
AGES_MS = 60_000


class NeedsPlace(Place):
    """An empty list means: done for today."""

    def __init__(self, context: PlaceContext, now: Now = times.utc_now) -> None:
        super().__init__(context)
        self._now = now
        self._gone = ""  # the line whose thing was not there
        self._tasks = context.tasks(self)
        self.watch = NeedsWatch.of(context)
        self.head = NeedsHead()
        self.banner = Banner()
        self.table = NeedsTable(context, now, self._go)
        self.done = DonePane(lambda: context.go_to("fulfillment"))
        self.empty = EmptyState("search-x")
        self.detail = NeedDetail(context.thumbnails, now, self._go, self._put_off)
        self.day = DayPane(context.services.about.shop_currency)
        self._lists, self._sides = QStackedWidget(), QStackedWidget()
        self._foot = ElidedLabel(ink="secondary")
        self._ages = QTimer(self, interval=AGES_MS)
        self._build()
        self._connect()
        self._ages.start()
        if self.watch.needs is not None:
            self._on_looked(self.watch.needs)

    # what the window asks

    def refresh(self) -> None:
        """F5: look now."""
        self.watch.look()

    def set_comfortable(self, *, on: bool) -> None:
        """Higher lines, or dense ones."""
        self.table.set_comfortable(on=on)

    def _build(self) -> None:
        left, column = pane()
        column.addWidget(self.head)
        column.addWidget(self.banner)
        for one in (_blank(), self.table, self.done, self.empty):
            self._lists.addWidget(one)
        column.addWidget(self._lists, 1)
        bottom, row = foot()
        row.addWidget(self._foot, 1)
        column.addWidget(bottom)
        for side in (_blank(), self.detail, self.day):
            self._sides.addWidget(side)
        panes = ListAndDetail(left, self._sides, widths=WIDTHS)
        self._fill("needs_you", panes, self.table.columns)

    def _connect(self) -> None:
        self.watch.looked.connect(self._on_looked)
        self.watch.refused.connect(self._on_refused)
        self.head.asked.connect(self._show_lines)
        self.table.current_row.connect(self._on_chosen)
        self.table.activated_row.connect(self._go_row)
        self._ages.timeout.connect(self.table.viewport().update)
        go = QAction(self.tr("Open"), self)
        go.triggered.connect(lambda _checked=False: self._go_row(self.table.currentIndex().row()))
        later = QAction(self.tr("Remind me tomorrow"), self)
        later.triggered.connect(lambda _checked=False: self._put_off(self.table.chosen()))
        self.table.set_menu([go, later])

    # doing

    def _go_row(self, row: int) -> None:
        if (need := self.table.lines.need(row)) is not None:
            self._go(need)

    def _go(self, need: Need) -> None:
        """The next step: the thing itself, in its own place."""
        if need.order_id is not None:
            self.context.go_to("fulfillment", order_id=need.order_id)
        elif need.product_id is not None:
            self.context.go_to("catalog", product_id=need.product_id)
        elif need.job_id is not None:
            self.context.go_to("import", job_id=need.job_id)

    def _put_off(self, need: Need | None) -> None:
        if need is not None:
            self._tasks.start(self._ask_put_off(need))

    async def _ask_put_off(self, need: Need) -> None:
        await self.context.ask(self.context.services.attention.put_off, need.key)
        said = self.tr("{title} comes back tomorrow").format(title=need.title)
        self.context.notify(said, NoticeAction(self.tr("Undo"), lambda: self._put_back(need)))
        self.watch.look()

    def _put_back(self, need: Need) -> None:
        self._tasks.start(self._ask_put_back(need))

    async def _ask_put_back(self, need: Need) -> None:
        await self.context.ask(self.context.services.attention.put_back, need.key)
        self.context.notify(self.tr("{title} is back").format(title=need.title))
        self.watch.look()

    # news

    def _on_looked(self, needs: Needs) -> None:
        self.banner.say("")
        self.head.show_needs(needs)
        self._show_foot(needs)
        self._show_lines()
        if not needs.count:
            self._tasks.latest("day", self._ask_day())

    def _on_refused(self, error: ShopError) -> None:
        self.say_refusal(self.banner, error)

    def _on_chosen(self, row: int) -> None:
        need = self.table.lines.need(row)
        if need is None:
            return
        self.detail.show_need(need)
        self._sides.setCurrentWidget(self.detail)
        self._tasks.latest("detail", self._ask_detail(need))

    async def _ask_detail(self, need: Need) -> None:
        services = self.context.services
        try:
            if need.order_id is not None:
                order = await self.context.ask(services.fulfillment.detail, need.order_id)
                self.detail.show_order(order)
            elif need.product_id is not None:
                product = await self.context.ask(services.catalog.detail, need.product_id)
                self.detail.show_product(product, services.about.shop_currency)
        except NotFound:
            if self._gone != need.key:  # else a line that stays would be looked for without end
                self._gone = need.key
                self.watch.look()
        except ShopError as error:
            self._on_refused(error)

    async def _ask_day(self) -> None:
        try:
            day = await self.context.ask(self.context.services.attention.day)
        except ShopError as error:
            self._on_refused(error)
            return
        self.done.show_pending(day.pending)
        self.day.show_day(day, self._now())

    # showing

    def _show_lines(self) -> None:
        needs = self.watch.needs
        if needs is None:
            return
        group = self.head.group()
        lines = [need for need in needs.lines if group in (None, need.group)]
        self.table.show_lines(lines, self._now())
        if lines:
            self._lists.setCurrentWidget(self.table)
            self._choose()
        elif needs.count:
            self.empty.say(
                self.tr("Nothing of this kind"),
                self.tr("Other things need you."),
                self.tr("Show all"),
                self.head.show_all,
            )
            self._lists.setCurrentWidget(self.empty)
            self._sides.setCurrentIndex(0)
        else:
            self._lists.setCurrentWidget(self.done)
            self._sides.setCurrentWidget(self.day)

    def _choose(self) -> None:
        """What was chosen stays so (and was asked for anew); else the first line."""
        if self.table.chosen() is None:
            self.table.choose_row(1)  # under the first heading

    def _show_foot(self, needs: Needs) -> None:
        looked = self.tr("Last looked {time}, looks again every 10 minutes.").format(
            time=formats.clock(needs.looked_at)
        )
        parts = [looked]
        if needs.later:
            words = formats.counted(
                needs.later,
                self.tr("{count} thing comes back tomorrow."),
                self.tr("{count} things come back tomorrow."),
            )
            parts.append(words)
        if needs.count > len(needs.lines):
            words = self.tr("The first {shown} of {count} are shown.")
            parts.append(
                words.format(
                    shown=formats.number(len(needs.lines)), count=formats.number(needs.count)
                )
            )
        elif needs.count:
            parts.insert(0, self.tr("A line leaves by itself once it is solved."))
        self._foot.setText(" ".join(parts))


def _blank() -> QStackedWidget:
    made = QStackedWidget()
    made.setProperty("kind", "pane")
    return made
