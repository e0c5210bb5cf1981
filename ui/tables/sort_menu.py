"""The menu of a list's columns, with the orders that the list can have above them."""

from collections.abc import Callable, Iterable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from ui.tables.table import Table

Order = tuple[str, bool]  # what it is sorted by, and whether the highest comes first


def open_at(
    key: QWidget,
    table: Table,
    orders: Iterable[tuple[Order, str]],
    chosen: Order,
    sort_by: Callable[[str, bool], None],
) -> None:
    """Open the menu below `key`; `sort_by` is called with the order that is chosen.

    `orders` come with their words; `chosen` is the one that the list has now.
    """
    menu = table.column_menu()
    first = menu.actions()[0]
    for order, words in orders:
        action = QAction(words, menu)
        action.setCheckable(True)
        action.setChecked(order == chosen)
        action.triggered.connect(lambda _on=False, order=order: sort_by(*order))
        menu.insertAction(first, action)
    menu.insertSeparator(first)
    menu.popup(key.mapToGlobal(key.rect().bottomLeft()))
