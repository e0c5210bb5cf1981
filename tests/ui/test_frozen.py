"""Scrolled sideways, a list still shows which product each row is."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from tests.ui.fakes import products
from ui.tables.frozen import FrozenColumns

NAME, PRICE, SALE = 1, 5, 9


@pytest.fixture
def table(qtbot, shop, open_place):
    """A catalog whose columns the owner made wider than the window is."""
    shop.catalog.all = products(80)
    made = open_place(shop).table
    for section in (PRICE, SALE):
        made.horizontalHeader().resizeSection(section, 600)
    qtbot.waitUntil(lambda: made.horizontalScrollBar().maximum() > 300)
    return made


def frozen(table):
    found = table.findChild(FrozenColumns)
    return found if found is not None and found.isVisible() else None


def scroll(table, value):
    table.horizontalScrollBar().setValue(value)


def test_picture_and_name_stay_in_sight_while_the_list_is_scrolled_sideways(table):
    assert frozen(table) is None
    scroll(table, 250)
    stays = frozen(table)
    assert stays.sections() == [0, NAME]
    index = table.model().index(0, NAME)
    assert table.visualRect(index).right() < 0 or table.visualRect(index).left() < 0
    shown = stays.visualRect(index)
    assert shown.left() >= 0
    assert shown.right() < stays.width()
    # Over the table's own first pixels, head and rows.
    assert stays.mapTo(table, QPoint(0, 0)) == table.horizontalHeader().pos()
    assert stays.width() == sum(table.columnWidth(at) for at in (0, NAME))
    # The row that is painted there is the row that stands there.
    assert stays.rowViewportPosition(3) == table.rowViewportPosition(3)
    scroll(table, 0)
    assert frozen(table) is None


def test_both_parts_scroll_up_and_down_together(table):
    scroll(table, 250)
    stays = frozen(table)
    table.verticalScrollBar().setValue(333)
    assert stays.verticalScrollBar().value() == 333
    stays.verticalScrollBar().setValue(120)
    assert table.verticalScrollBar().value() == 120


def test_a_click_on_what_stays_chooses_the_row_and_nothing_jumps(qtbot, table):
    scroll(table, 250)
    stays = frozen(table)
    where = stays.visualRect(table.model().index(4, NAME)).center()
    qtbot.mouseClick(stays.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert table.selected_rows() == [4]
    assert table.horizontalScrollBar().value() == 250
    assert stays.selectionModel() is table.selectionModel()
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert table.selected_rows() == [5]
    assert table.horizontalScrollBar().value() == 250


def test_left_and_right_scroll_sideways(qtbot, table):
    table.setFocus()
    table.choose_row(0)
    qtbot.keyClick(table, Qt.Key.Key_Right)
    assert table.horizontalScrollBar().value() == 40
    assert table.selected_rows() == [0]
    qtbot.keyClick(table, Qt.Key.Key_Left)
    assert table.horizontalScrollBar().value() == 0


def test_what_stays_follows_heights_widths_and_the_order(qtbot, shop, table):
    scroll(table, 250)
    stays = frozen(table)
    table.set_comfortable(on=True)
    assert stays.rowHeight(2) == table.rowHeight(2) == 40
    head = stays.horizontalHeader()
    where = QPoint(head.sectionViewportPosition(NAME) + 30, 10)
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=where)
    qtbot.waitUntil(lambda: shop.catalog.queries[-1].descending)
    assert head.sortIndicatorSection() == NAME
    header = table.horizontalHeader()
    header.moveSection(header.visualIndex(NAME), 6)
    # With the wide column before the name, nothing else could be seen.
    assert stays.sections() == [0]
    assert stays.width() == table.columnWidth(0)


def test_a_right_click_on_the_head_that_stays_opens_the_chooser_of_columns(qtbot, table):
    scroll(table, 250)
    head = frozen(table).horizontalHeader()
    head.customContextMenuRequested.emit(QPoint(40, 10))
    menus = [menu for menu in table.findChildren(QMenu) if menu.isVisible()]
    assert ["Reset columns" in [one.text() for one in menu.actions()] for menu in menus] == [True]
    assert menus[0].pos() == head.mapToGlobal(QPoint(40, 10))
    menus[0].close()


def test_a_column_that_stays_is_made_wider_where_it_stands(qtbot, table):
    stock = 7
    header = table.horizontalHeader()
    header.moveSection(header.visualIndex(stock), 0)
    scroll(table, 250)
    stays = frozen(table)
    assert stock in stays.sections()
    head = stays.horizontalHeader()
    edge = QPoint(head.sectionViewportPosition(stock) + head.sectionSize(stock) - 1, 10)
    before = header.sectionSize(stock)
    for act, by in ((qtbot.mousePress, 0), (qtbot.mouseMove, 30), (qtbot.mouseRelease, 30)):
        where = edge + QPoint(by, 0)
        if act is qtbot.mouseMove:
            act(head.viewport(), where)
        else:
            act(head.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert header.sectionSize(stock) == head.sectionSize(stock) == before + 30


def test_screen_readers_are_told_what_the_second_table_is(table):
    scroll(table, 250)
    assert frozen(table).accessibleName() == "Products: the same rows once more, kept in sight"
