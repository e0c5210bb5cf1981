"""Columns are as wide as what they show: none takes room that another one's words need."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QFontMetrics

from tests.ui.fakes import FakeShop, product
from ui.tables.delegates import PADDING
from ui.theme.fonts import BODY, MEDIUM, font

LONG_SKU, LONG_CATEGORY = "KP-668573-BERRY-100", "Bodysuits & Rompers"


@pytest.fixture
def long_words(shop: FakeShop):
    shop.catalog.all = [
        product(n, f"Bunny Sun Hat {n}", sku=LONG_SKU, category=LONG_CATEGORY) for n in range(9)
    ]
    return shop


@pytest.fixture
def widths(qtbot, open_place) -> Callable:
    def of(place, *keys):
        every = [column.key for column in place.rows.columns]
        return [place.table.columnWidth(every.index(key)) for key in keys]

    return of


def needed(text, weight=None):
    face = font(BODY) if weight is None else font(BODY, weight)
    return QFontMetrics(face).horizontalAdvance(text) + 2 * PADDING


def test_no_category_is_cut_while_other_columns_have_room_to_spare(
    qtbot, long_words, open_place, widths
):
    place = open_place(long_words)
    qtbot.waitUntil(lambda: widths(place, "category")[0] >= needed(LONG_CATEGORY))
    name, source = widths(place, "name", "source")
    assert source < 100  # "Fine" everywhere
    assert name >= needed("Bunny Sun Hat 8", MEDIUM)


def test_a_longer_state_gets_its_room_when_it_comes(qtbot, shop, open_place, widths):
    place = open_place(shop)
    qtbot.waitUntil(lambda: widths(place, "stock")[0] < 103)
    shop.catalog.all[0] = product(1, "Bunny Sun Hat", stock=123_456)
    place.refresh()
    qtbot.waitUntil(lambda: widths(place, "stock")[0] >= needed("123,456 left"))


def test_where_there_is_room_no_category_and_no_sku_is_cut(qtbot, long_words, open_place, widths):
    place = open_place(long_words)
    place.resize(1840, 900)
    qtbot.waitUntil(
        lambda: (
            widths(place, "sku")[0] >= needed(LONG_SKU)
            and widths(place, "category")[0] >= needed(LONG_CATEGORY)
        )
    )
    at = [column.key for column in place.rows.columns].index("sku")
    place.table.horizontalHeader().resizeSection(at, 70)  # as the owner wants it
    place.resize(1841, 900)
    assert widths(place, "sku") == [70]
    place.resize(1352, 840)
    assert widths(place, "sku") == [70]
    category = [column.key for column in place.rows.columns].index("category")
    assert not place.table.isColumnHidden(category)
