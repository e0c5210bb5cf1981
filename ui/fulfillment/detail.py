"""One order whole: what to buy, what is wrong with it, where it goes, its money and its history."""

from datetime import datetime

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout

from babydrop_desktop.domain.order_checks import PAID
from babydrop_desktop.domain.orders import OrderDetail
from ui.common import formats, order_words, times
from ui.common.copy_key import CopyKey
from ui.common.labels import ElidedLabel, line, plain_text
from ui.common.panes import DETAIL_HEAD, foot, head, in_the_middle, pane
from ui.context import PlaceContext
from ui.fulfillment.foot import FootWords
from ui.fulfillment.sections import Sections
from ui.fulfillment.skeleton import Skeleton
from ui.fulfillment.status_pill import StatusPill

# An answer that comes sooner is shown without anything in between.
SKELETON_MS = 150
SIDE = 20
CHOOSE, WAITING, WHOLE = range(3)


class Detail(QStackedWidget):
    """The right side of Fulfillment; empty words where no order is chosen."""

    def __init__(self, context: PlaceContext, now: order_words.Now) -> None:
        super().__init__()
        self._now = now
        self._shown: OrderDetail | None = None
        self._choose = plain_text(ink="hint")
        self._choose.hide()
        self._number = ElidedLabel(kind="detail")
        self.copy_number = CopyKey(self.tr("order number"))
        self.pill = StatusPill()
        self._meta = ElidedLabel(kind="meta", ink="secondary")
        self.sections = Sections(context, now)
        self.foot = FootWords()
        self._timer = QTimer(self, singleShot=True, interval=SKELETON_MS)
        self._timer.timeout.connect(lambda: self.setCurrentIndex(WAITING))
        self._build()

    @property
    def shown(self) -> OrderDetail | None:
        """The order that is shown."""
        return self._shown

    @property
    def waits(self) -> bool:
        """Whether the skeleton is shown."""
        return self.currentIndex() == WAITING

    def wait_for(self, order_id: str) -> None:
        """An order was asked for: say so where the answer takes a while."""
        if self._shown is None or self._shown.id != order_id:
            self._timer.start()

    def stop_waiting(self, order_id: str) -> None:
        """No answer came: what is shown stays, unless it is another order than was asked for."""
        self._timer.stop()
        if self._shown is None or self._shown.id != order_id:
            self.show_nothing()
            self._choose.setText(
                self.tr("This order cannot be read just now. It comes when the shop answers.")
            )
        elif self.waits:
            self.setCurrentIndex(WHOLE)

    def show_nothing(self, *, any_there: bool = True) -> None:
        """No order is chosen; say so only where there are any."""
        self._timer.stop()
        self._shown = None
        self._choose.setText(self.tr("Choose an order to see it here"))
        self._choose.setVisible(any_there)
        self.setCurrentIndex(CHOOSE)

    def show_order(self, detail: OrderDetail) -> None:
        """Show `detail` whole."""
        self._timer.stop()
        again = self._shown is not None and self._shown.id == detail.id
        self._shown = detail
        self._number.setText(detail.number)
        self.copy_number.set_text(detail.number)
        self.pill.show_status(detail.status)
        self.show_age()
        self.sections.show_order(detail, again=again)
        self.foot.show_order(detail, self._now())
        self.setCurrentIndex(WHOLE)

    def show_age(self) -> None:
        """Tell anew how old the shown order is."""
        if self._shown is not None:
            self._meta.setText(self._meta_of(self._shown, self._now()))

    # inside

    def _meta_of(self, detail: OrderDetail, now: datetime) -> str:
        if detail.paid_at is not None:
            when, since = self.tr("Paid {ago}"), detail.paid_at
        else:
            paid = detail.payment_status in PAID or not detail.payment_status
            when = self.tr("Came in {ago}") if paid else self.tr("Came in {ago}, not paid")
            since = detail.created_at
        day = self.tr("{day}, {time}").format(day=formats.weekday(since), time=formats.clock(since))
        parts = [when.format(ago=times.ago(since, now)), day, self._items(detail)]
        return " · ".join(parts)

    def _items(self, detail: OrderDetail) -> str:
        items = formats.counted(
            detail.item_count, self.tr("{count} item"), self.tr("{count} items")
        )
        suppliers = {item.supplier_id for item in detail.items if item.supplier_id}
        if len(suppliers) < 2:
            return items
        return self.tr("{items} from {count} suppliers").format(
            items=items, count=formats.number(len(suppliers))
        )

    def _build(self) -> None:
        self.addWidget(in_the_middle(self._choose))
        self.addWidget(Skeleton())
        whole, column = pane()
        column.addWidget(self._head())
        column.addWidget(line())
        column.addWidget(self.sections, 1)
        bottom, row = foot(SIDE)
        row.addWidget(self.foot, 1)
        column.addWidget(bottom)
        self.addWidget(whole)

    def _head(self) -> QFrame:
        made, row = head(DETAIL_HEAD, SIDE)
        title = QHBoxLayout()
        title.setSpacing(8)
        title.addWidget(self._number)
        title.addWidget(self.copy_number)
        title.addWidget(self.pill)
        title.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addStretch(1)
        column.addLayout(title)
        column.addWidget(self._meta)
        column.addStretch(1)
        row.addLayout(column, 1)
        return made

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns where there is room, tabs where there is not."""
        super().resizeEvent(event)
        self.sections.fit(self.width())
