"""The menu of the list of orders: how it is sorted, and which columns it shows."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from babydrop_desktop.domain.orders import OrderQuery, OrderSort
from ui.tables.table import Table

translate = QCoreApplication.translate


def open_at(
    key: QWidget, table: Table, query: OrderQuery, sort_by: Callable[[str, bool], None]
) -> None:
    """Open the menu below `key`; `sort_by` is called with the order that is chosen."""
    menu = table.column_menu()
    first = menu.actions()[0]
    for sort, descending, words in _orders():
        action = QAction(words, menu)
        action.setCheckable(True)
        action.setChecked((query.sort, query.descending) == (sort, descending))
        action.triggered.connect(lambda _on=False, sort=sort, down=descending: sort_by(sort, down))
        menu.insertAction(first, action)
    menu.insertSeparator(first)
    menu.popup(key.mapToGlobal(key.rect().bottomLeft()))


def _orders() -> tuple[tuple[OrderSort, bool, str], ...]:
    return (
        (OrderSort.CREATED, True, translate("fulfillment", "Newest first")),
        (OrderSort.CREATED, False, translate("fulfillment", "Oldest first")),
        (OrderSort.NUMBER, False, translate("fulfillment", "By order number")),
        (OrderSort.NUMBER, True, translate("fulfillment", "By order number, highest first")),
    )
