"""In the lists of Import, titles and both halves of a pair are whole where they can be."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QFontMetrics
from pytestqt.qtbot import QtBot

from babydrop_desktop.domain.jobs import Choices, JobState
from tests.ui.importing.fake_goods import product
from tests.ui.importing.fake_shop import FakeShop
from ui.importing.place import ImportPlace
from ui.importing.staging_columns import CHECK, PRODUCT
from ui.tables.delegates import PADDING
from ui.theme.fonts import BODY, MEDIUM, SEMIBOLD, font

SLEEP = Choices(category_id="c-sleep")
Make = Callable[..., ImportPlace]
TITLE = "Little Bear Hooded Fleece Jacket with Ears"


def _needed(text: str, weight=MEDIUM) -> int:
    return QFontMetrics(font(BODY, weight)).horizontalAdvance(text) + 2 * PADDING


def test_a_title_is_whole_while_there_is_room_right_of_its_state(
    shop: FakeShop, make: Make, qtbot: QtBot
) -> None:
    job = shop.importing.add(product(1, TITLE), choices=SLEEP)
    shop.importing.put(job, state=JobState.DONE, product_id="p")
    place = make()
    qtbot.waitUntil(lambda: place.list.columnWidth(PRODUCT) >= _needed(TITLE, SEMIBOLD))
    assert place.list.columnWidth(CHECK) < 140


@pytest.mark.parametrize("size", [(1204, 664), (1352, 844), (1832, 1024)])
def test_both_halves_of_a_pair_are_whole(
    shop: FakeShop, make: Make, qtbot: QtBot, size: tuple[int, int]
) -> None:
    goods = product(1, colours=("Cream white", "Light yellow"), sizes=("3-6 months", "90"))
    shop.importing.add(goods, choices=SLEEP)
    place = make(*size)
    qtbot.waitUntil(lambda: place.detail.draft is not None)
    table, model = place.detail.page.variants, place.detail.page.model
    keys = [column.key for column in model.columns]
    assert "price" not in keys
    variant = place.detail.draft.variants[0]
    for key, text in (("ours", variant.name), ("theirs", variant.supplier_label)):
        at = keys.index(key)
        assert not table.isColumnHidden(at)
        qtbot.waitUntil(lambda at=at, text=text: table.columnWidth(at) >= _needed(text))


def test_a_pair_that_has_no_room_keeps_both_sizes(shop: FakeShop, make: Make, qtbot: QtBot) -> None:
    colour = "White flower on a very light ground with stripes"
    job = shop.importing.add(product(1, colours=(colour,), sizes=("46", "92")), choices=SLEEP)
    place = make(885, 560)
    qtbot.waitUntil(lambda: place.detail.job_id == job and place.detail.draft is not None)
    table, model = place.detail.page.variants, place.detail.page.model
    keys = [column.key for column in model.columns]
    for key in ("ours", "theirs"):
        cells = [table.visualRect(model.index(row, keys.index(key))) for row in (0, 1)]
        drawn = [table.viewport().grab(cell).toImage() for cell in cells]
        assert drawn[0] != drawn[1]
