"""The menu of the catalog's columns, with the orders that the list can have above them."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction

from babydrop_desktop.domain.catalog import CatalogSort
from ui.catalog.head import CatalogHead
from ui.tables.table import Table

translate = QCoreApplication.translate


def open_menu(table: Table, head: CatalogHead, sort: Callable[[str, bool], None]) -> None:
    """Offer the columns and the orders below the head's key; `sort` does what is chosen."""
    menu = table.column_menu()
    first = menu.actions()[0]
    query = head.query()
    for order, descending, words in _orders():
        action = QAction(words, menu)
        action.setCheckable(True)
        action.setChecked((query.sort, query.descending) == (order, descending))
        action.triggered.connect(lambda _on=False, order=order, down=descending: sort(order, down))
        menu.insertAction(first, action)
    menu.insertSeparator(first)
    key = head.columns_key
    menu.popup(key.mapToGlobal(key.rect().bottomLeft()))


def _orders() -> tuple[tuple[CatalogSort, bool, str], ...]:
    return (
        (CatalogSort.NAME, False, translate("catalog", "By name")),
        (CatalogSort.PRICE, False, translate("catalog", "Lowest price first")),
        (CatalogSort.PRICE, True, translate("catalog", "Highest price first")),
        (CatalogSort.NEWEST, True, translate("catalog", "Newest first")),
    )
