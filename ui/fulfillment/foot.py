"""What comes next with an order, in two lines of words."""

from datetime import datetime

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from babydrop_desktop.domain.order_checks import Standing
from babydrop_desktop.domain.orders import DropshipStatus, OrderDetail
from ui.common import order_words, times
from ui.common.labels import ElidedLabel, IconLabel


class FootWords(QFrame):
    """An icon, what can be said of the order, and what follows from it."""

    def __init__(self) -> None:
        super().__init__()
        self._icon = IconLabel("circle-check", "ok", 16)
        self._first = ElidedLabel(kind="heading")
        self._second = ElidedLabel(kind="meta", ink="secondary")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._icon)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addStretch(1)
        column.addWidget(self._first)
        column.addWidget(self._second)
        column.addStretch(1)
        row.addLayout(column, 1)

    def words(self) -> tuple[str, str]:
        """Both lines, as shown."""
        return self._first.text(), self._second.text()

    def show_order(self, detail: OrderDetail, now: datetime) -> None:
        """Say what comes next with `detail`."""
        if detail.check is not None:
            look = order_words.check(detail.check)
            first, second = self._before_buying(detail.check)
        else:
            look = order_words.status(detail.status)
            first, second = self._after(detail, now)
        self._icon.set_icon(look.icon or "circle", look.role)
        self._first.setText(first)
        self._second.setText(second)
        self._second.setVisible(bool(second))

    def _before_buying(self, check: Standing) -> tuple[str, str]:
        return {
            Standing.READY: (
                self.tr("Everything is ready to be bought."),
                self.tr("Nothing is wrong with it."),
            ),
            Standing.PART_READY: (
                self.tr("One supplier is ready, another is blocked."),
                self.tr("The blocked one does not hold up the other."),
            ),
            Standing.LOOK: (
                self.tr("It can be bought; look at the amber lines first."),
                "",
            ),
            Standing.BLOCKED: (
                self.tr("It cannot be bought yet."),
                self.tr("The red lines say what is missing, and what to do."),
            ),
        }[check]

    def _after(self, detail: OrderDetail, now: datetime) -> tuple[str, str]:
        first, at = {
            DropshipStatus.PLACED: (self.tr("Bought {ago}."), detail.placed_at),
            DropshipStatus.CONFIRMED: (self.tr("Bought {ago}."), detail.placed_at),
            DropshipStatus.SHIPPED: (self.tr("Shipped {ago}."), detail.shipped_at),
            DropshipStatus.DELIVERED: (self.tr("Delivered {ago}."), detail.delivered_at),
        }.get(detail.status, ("", None))
        if detail.status is DropshipStatus.ISSUE:
            opened = (one for one in detail.history if one.to_status is DropshipStatus.ISSUE)
            told = next((one.text for one in opened if one.text), "")
            return self.tr("An issue is open."), told or self.tr("Its history says what happened.")
        if at is None:
            return order_words.status(detail.status).text, self._next(detail.status)
        return first.format(ago=times.ago(at, now)), self._next(detail.status)

    def _next(self, status: DropshipStatus) -> str:
        return {
            DropshipStatus.PLACED: self.tr("The supplier has to be paid and to confirm it."),
            DropshipStatus.CONFIRMED: self.tr("The supplier has to ship it."),
            DropshipStatus.SHIPPED: self.tr("It is on its way to the customer."),
            DropshipStatus.CANCELLED: self.tr("Nothing is bought for it."),
        }.get(status, "")
