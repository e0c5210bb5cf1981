"""One line of Needs you whole: the thing, what happened, and what to do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from babydrop_desktop.domain.attention import Need
from babydrop_desktop.domain.catalog import ProductDetail
from babydrop_desktop.domain.orders import HistoryLine, OrderDetail
from ui.common import formats, order_words, times
from ui.common.buttons import Button, link, primary, when_clicked
from ui.common.labels import ElidedLabel, IconLabel, Pill, heading, line, plain_text
from ui.common.layouts import clear
from ui.common.panes import DETAIL_HEAD, foot, head, pane, scrolled
from ui.needs_you import words
from ui.needs_you.facts import Facts
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
        self._mark = QHBoxLayout()
        self.thing = Thing(thumbnails)
        self.facts = Facts((self.tr("At risk"), self.tr("Quoted cost"), self.tr("By when")))
        self._happened = QVBoxLayout()
        self._happened.setSpacing(8)
        self._todo = QVBoxLayout()
        self._todo.setSpacing(9)
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
        clear(self._mark)
        icon, role = words.icon(need)
        self._mark.addWidget(Pill(words.kind(need), icon=icon, tint=role))
        by = times.day(need.due, now) if need.due is not None else formats.NONE
        cost = formats.NONE if not again else self.facts.figures()[1]
        word = self.tr("Quoted cost") if need.order_id is not None else self.tr("Cost")
        self.facts.name(1, word)
        self.facts.show_figures(formats.money(need.at_risk, need.currency), cost, by)
        if not again:
            self.thing.show_need(need)
            self._show_happened([Happened(need.since, "history", words.kind(need))])
        clear(self._todo)
        for at, text in enumerate(words.todo(need), start=1):
            self._todo.addWidget(_step(at, text))
        self.step.setText(words.step(need))

    def show_order(self, detail: OrderDetail) -> None:
        """The order behind the line has come."""
        if self.shown is None or self.shown.order_id != detail.id:
            return
        self.thing.show_order(detail)
        self._show_cost(formats.money(detail.money.cost, detail.money.currency))
        if detail.history:
            lines = reversed(detail.history[:MOST_EVENTS])
            self._show_happened([_happened(line) for line in lines])

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

    def _show_happened(self, events: Sequence["Happened"]) -> None:
        clear(self._happened)
        for event in events:
            self._happened.addWidget(_event(event, self._now()))

    def _build(self) -> None:
        top, row = head(DETAIL_HEAD, SIDE)
        titles = QVBoxLayout()
        titles.setSpacing(0)
        titles.addStretch(1)
        titles.addWidget(self._title)
        titles.addWidget(self._meta)
        titles.addStretch(1)
        row.addLayout(titles, 1)
        row.addLayout(self._mark)
        area, column = scrolled(SIDE, 16)
        column.addWidget(self.thing)
        column.addSpacing(16)
        column.addWidget(self.facts)
        column.addSpacing(20)
        column.addWidget(heading(self.tr("What happened")))
        column.addLayout(self._happened)
        column.addSpacing(20)
        column.addWidget(heading(self.tr("What to do")))
        column.addLayout(self._todo)
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


@dataclass(frozen=True, slots=True)
class Happened:
    """A line of "What happened"."""

    at: datetime
    icon: str
    title: str
    about: str = ""


def _happened(line: HistoryLine) -> Happened:
    icon, title = order_words.event(line)
    return Happened(line.at, icon, title, line.text)


def _event(event: Happened, now: datetime) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(9)
    row.addWidget(IconLabel(event.icon, "secondary"), 0, Qt.AlignmentFlag.AlignTop)
    column = QVBoxLayout()
    column.setSpacing(0)
    top = QHBoxLayout()
    top.setSpacing(9)
    top.addWidget(plain_text(event.title, kind="medium"), 1)
    top.addWidget(plain_text(times.moment(event.at, now), kind="meta", ink="secondary"))
    column.addLayout(top)
    if event.about:
        column.addWidget(plain_text(event.about, kind="meta", ink="secondary", wrap=True))
    row.addLayout(column, 1)
    return made


def _step(at: int, text: str) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    row.addWidget(plain_text(formats.number(at), kind="heading"), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(plain_text(text, wrap=True), 1)
    return made
