"""The head of the orders: search, refresh, and the tabs by status."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QVBoxLayout

from babydrop_desktop.domain.orders import DropshipStatus, OrderQuery, OrderSort
from ui.common.buttons import icon_button
from ui.common.labels import plain_text
from ui.common.panes import head
from ui.common.search_field import SearchField
from ui.fulfillment.status_tabs import StatusTabs

SEARCH_WIDTH = 250


class OrdersHead(QFrame):
    """Holds the question that the list answers; `asked` when the owner changes it."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.search = SearchField(self.tr("Find an order"), self.tr("Find an order"))
        self.search.edit.setToolTip(
            self.tr("Order number, name, e-mail, AliExpress number or tracking number")
        )
        keys = QKeySequence(QKeySequence.StandardKey.Refresh)
        self.columns_key = icon_button("columns-3", self.tr("Columns and order"), framed=True)
        self.refresh_key = icon_button("refresh-cw", self.tr("Refresh"), framed=True, shortcut=keys)
        self.tabs = StatusTabs()
        self._sort, self._descending = OrderSort.CREATED, True
        self._silent = False
        self._build()
        self.search.searched.connect(lambda _text: self._ask())
        self.tabs.chosen.connect(lambda _status: self._ask())

    def query(self) -> OrderQuery:
        """The question as it stands."""
        return OrderQuery(self.search.text(), self.tabs.status(), self._sort, self._descending)

    def set_sort(self, sort: OrderSort, *, descending: bool) -> None:
        """Ask for another order of the rows."""
        self._sort, self._descending = sort, descending

    def show_all(self) -> None:
        """No search, every status."""
        self.look_at(None)
        self.asked.emit()

    def look_in_all(self) -> None:
        """The same search, every status."""
        self.tabs.choose(None)

    def look_at(self, status: DropshipStatus | None) -> None:
        """Another tab and no search, without asking yet."""
        self._silent = True
        self.search.edit.clear()
        self.search.clear()
        self.tabs.choose(status)
        self._silent = False

    def _ask(self) -> None:
        if not self._silent:
            self.asked.emit()

    def _build(self) -> None:
        top, row = head()
        row.addWidget(plain_text(self.tr("Fulfillment"), kind="place"))
        row.addStretch(1)
        self.search.setMinimumWidth(160)
        self.search.setMaximumWidth(SEARCH_WIDTH)
        row.addWidget(self.search, 100)
        row.addWidget(self.columns_key)
        row.addWidget(self.refresh_key)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(top)
        column.addWidget(self.tabs)
