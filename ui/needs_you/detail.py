"""One line of Needs you whole: the thing, what happened, and what to do."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QVBoxLayout

from babydrop_desktop.domain.attention import Need
from babydrop_desktop.domain.catalog import ProductDetail
from babydrop_desktop.domain.orders import OrderDetail
from ui.common import formats, order_words, times
from ui.common.buttons import Button, link, primary, when_clicked
from ui.common.history_lines import Events, Happened
from ui.common.labels import ElidedLabel, heading, line
from ui.common.panes import DETAIL_HEAD, foot, head, pane, scrolled
from ui.needs_you import words
from ui.needs_you.facts import Facts
from ui.needs_you.rows import Mark, Steps, happened
from ui.needs_you.thing import Thing
from ui.tables.thumbnails import Thumbnails

SIDE, MOST_EVENTS = 20, 5


class NeedDetail(QFrame):
    """The right side of Needs you."""

    def __init__(
        self,
        thumbnails: Thumbnails,
        now: order_words.Now,
        run: Callable[[Need], None],
        later: Callable[[Need], None],
    ) -> None:
        super().__init__()
        self.setProperty("kind", "pane")
        self._now = now
        self.shown: Need | None = None
        self._title = ElidedLabel(kind="detail")
        self._meta = ElidedLabel(kind="meta", ink="secondary")
        self._mark = Mark()
        self.thing = Thing(thumbnails)
        self.facts = Facts((self.tr("At risk"), self.tr("Quoted cost"), self.tr("By when")))
        self._happened, self._todo = Events(), Steps()
        self.step: Button = primary("", "external-link")
        self.later: Button = link(self.tr("Remind me tomorrow"))
        when_clicked(self.step, lambda: self._with(run))
        when_clicked(self.later, lambda: self._with(later))
        self._build()

    def show_need(self, need: Need) -> None:
        """Show a line: at once what it says itself, the rest when the answer is here."""
        again = self.shown is not None and self.shown.key == need.key
        self.shown = need
        now = self._now()
        self._title.setText(words.what(need, now))
        self._meta.setText(words.why(need, now))
        icon, role = words.icon(need)
        self._mark.show_mark(icon, words.kind(need), role)
        by = times.day(need.due, now) if need.due is not None else formats.NONE
        cost = formats.NONE if not again else self.facts.figures()[1]
        word = self.tr("Quoted cost") if need.order_id is not None else self.tr("Cost")
        self.facts.name(1, word)
        self.facts.show_figures(formats.money(need.at_risk, need.currency), cost, by)
        if not again:
            self.thing.show_need(need)
            self._happened.show_events([Happened("history", words.kind(need), need.since)], now)
        self._todo.show_steps(words.todo(need))
        self.step.setText(words.step(need))

    def show_order(self, detail: OrderDetail) -> None:
        """The order behind the line has come."""
        if self.shown is None or self.shown.order_id != detail.id:
            return
        self.thing.show_order(detail)
        self._show_cost(formats.money(detail.money.cost, detail.money.currency))
        if detail.history:
            lines = reversed(detail.history[:MOST_EVENTS])
            self._happened.show_events([happened(line) for line in lines], self._now())

    def show_product(self, detail: ProductDetail, currency: str) -> None:
        """The product behind the line has come."""
        if self.shown is None or self.shown.product_id != detail.id:
            return
        self.thing.show_product(detail)
        self._show_cost(formats.money(detail.cost, currency))

    # inside

    def _with(self, run: Callable[[Need], None]) -> None:
        if self.shown is not None:
            run(self.shown)

    def _show_cost(self, cost: str) -> None:
        risk, _, by = self.facts.figures()
        self.facts.show_figures(risk, cost, by)

    def _build(self) -> None:
        top, row = head(DETAIL_HEAD, SIDE)
        titles = QVBoxLayout()
        titles.setSpacing(0)
        titles.addStretch(1)
        titles.addWidget(self._title)
        titles.addWidget(self._meta)
        titles.addStretch(1)
        row.addLayout(titles, 1)
        row.addWidget(self._mark)
        area, column = scrolled(SIDE, 16)
        column.addWidget(self.thing)
        column.addSpacing(16)
        column.addWidget(self.facts)
        column.addSpacing(20)
        column.addWidget(heading(self.tr("What happened")))
        column.addWidget(self._happened)
        column.addSpacing(20)
        column.addWidget(heading(self.tr("What to do")))
        column.addWidget(self._todo)
        column.addStretch(1)
        bottom, keys = foot(SIDE)
        keys.addWidget(self.later)
        keys.addStretch(1)
        keys.addWidget(self.step)
        whole, outer = pane()
        outer.addWidget(top)
        outer.addWidget(line())
        outer.addWidget(area, 1)
        outer.addWidget(bottom)
        mine = QVBoxLayout(self)
        mine.setContentsMargins(0, 0, 0, 0)
        mine.addWidget(whole)
