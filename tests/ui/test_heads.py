"""Only the heads that sort a list answer the mouse, and the arrow stays where the order is."""

from PySide6.QtCore import QPoint, Qt

from tests.ui.fakes import products
from ui.tables.columns import Column
from ui.tables.frozen import FrozenColumns
from ui.tables.header import Header


def _section(place, key):
    return [column.key for column in place.rows.columns].index(key)


def _middle(header, at):
    return QPoint(header.sectionViewportPosition(at) + header.sectionSize(at) // 2, 12)


def _order(header):
    return header.sortIndicatorSection(), header.sortIndicatorOrder()


def test_a_click_on_a_head_that_sorts_nothing_leaves_the_arrow(qtbot, shop, open_place):
    place = open_place(shop)
    header = place.table.horizontalHeader()
    before, asked = _order(header), len(shop.catalog.queries)
    assert before == (_section(place, "name"), Qt.SortOrder.AscendingOrder)
    for key in ("stock", "picture", "cost"):
        where = _middle(header, _section(place, key))
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=where)
        assert _order(header) == before
    assert len(shop.catalog.queries) == asked


def test_a_click_on_the_frozen_head_that_sorts_nothing_leaves_both_arrows(qtbot, shop, open_place):
    shop.catalog.all = products(80)
    table = open_place(shop).table
    for section in (5, 9):
        table.horizontalHeader().resizeSection(section, 600)
    qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() > 300)
    table.horizontalScrollBar().setValue(250)
    head = table.findChild(FrozenColumns).horizontalHeader()
    before = _order(head)
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=_middle(head, 0))
    assert _order(head) == _order(table.horizontalHeader()) == before


def test_only_heads_that_sort_light_up_and_give_way(qtbot, shop, open_place):
    place = open_place(shop)
    header = place.table.horizontalHeader()
    price, stock = _section(place, "price"), _section(place, "stock")
    qtbot.mouseMove(header.viewport(), _middle(header, stock))
    assert header.ground_of(stock) == "panel"
    qtbot.mousePress(header.viewport(), Qt.MouseButton.LeftButton, pos=_middle(header, stock))
    assert header.ground_of(stock) == "panel"
    qtbot.mouseRelease(header.viewport(), Qt.MouseButton.LeftButton, pos=_middle(header, stock))
    qtbot.mouseMove(header.viewport(), _middle(header, price))
    assert header.ground_of(price) == "raised"
    qtbot.mousePress(header.viewport(), Qt.MouseButton.LeftButton, pos=_middle(header, price))
    assert header.ground_of(price) == "line"
    qtbot.mouseRelease(header.viewport(), Qt.MouseButton.LeftButton, pos=_middle(header, price))
    assert header.ground_of(price) == "raised"


def test_a_list_that_sorts_by_nothing_has_no_head_to_click(qtbot, shop, open_place):
    place = open_place(shop)
    assert place.table.horizontalHeader().sectionsClickable()

    assert not Header((Column("a", "A", str),), place.table).sectionsClickable()
