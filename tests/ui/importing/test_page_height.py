"""What has to be looked at is seen without scrolling; what has room to grow grows into it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from babydrop_desktop.domain.checks import Level
from babydrop_desktop.domain.jobs import Choices
from tests.ui.importing.fake_goods import CHINA, SPAIN, product
from tests.ui.importing.fake_shop import FakeShop
from ui.common.checks_list import level_word
from ui.common.choice import Choice
from ui.importing.place import ImportPlace

SLEEP = Choices(category_id="c-sleep")
Make = Callable[..., ImportPlace]
SMALL, MIDDLE, LARGE = (1204, 664), (1352, 844), (1832, 1024)


def _opened(make: Make, qtbot: QtBot, size: tuple[int, int]) -> ImportPlace:
    place = make(*size)
    qtbot.waitUntil(lambda: place.detail.draft is not None)
    return place


def _page_scrolls(place: ImportPlace) -> bool:
    (area,) = place.detail.page.findChildren(QScrollArea)
    return area.verticalScrollBar().maximum() > 0


def _seen(place: ImportPlace, level: Level) -> int:
    """How many checks of a level stand on the screen whole."""
    page = place.detail.page
    word = f"{level_word(level)}: "
    rows = [
        row for row in page.checks.findChildren(QWidget) if row.accessibleName().startswith(word)
    ]
    bottoms = [row.mapTo(page, QPoint(0, row.height())).y() for row in rows if row.isVisible()]
    return sum(bottom <= page.height() for bottom in bottoms)


@pytest.mark.parametrize("size", [SMALL, MIDDLE, LARGE])
@pytest.mark.parametrize("warehouses", [(None,), (CHINA, SPAIN)])
def test_red_and_amber_checks_are_seen_without_scrolling(
    shop: FakeShop, make: Make, qtbot: QtBot, size: tuple[int, int], warehouses: tuple
) -> None:
    goods = product(1, warehouses=warehouses, pictures=12, cost="0.60", list_price="2.60")
    shop.importing.add(goods, choices=SLEEP)
    place = _opened(make, qtbot, size)
    look = [check for check in place.detail.draft.checks if check.level is not Level.FINE]
    assert len(look) == 3
    qtbot.waitUntil(lambda: not _page_scrolls(place))
    qtbot.waitUntil(lambda: _seen(place, Level.LOOK) == len(look))
    assert place.detail.page.variants.height() >= place.detail.page.variants.height_with(2)


@pytest.mark.parametrize(("size", "sizes"), [(MIDDLE, 3), (LARGE, 5)])
def test_the_variants_grow_into_free_room_before_they_scroll(
    shop: FakeShop, make: Make, qtbot: QtBot, size: tuple[int, int], sizes: int
) -> None:
    goods = product(1, sizes=tuple(str(at) for at in range(sizes)), pictures=6)
    shop.importing.add(goods, choices=SLEEP)
    place = _opened(make, qtbot, size)
    table = place.detail.page.variants
    qtbot.waitUntil(lambda: table.height() == table.height_with(2 * sizes))
    assert table.verticalScrollBar().maximum() == 0
    assert not _page_scrolls(place)


def test_fine_checks_fold_in_a_low_pane_and_unfold_in_a_high_one(
    shop: FakeShop, make: Make, qtbot: QtBot
) -> None:
    shop.importing.add(product(1), choices=SLEEP)
    place = _opened(make, qtbot, SMALL)
    checks = place.detail.page.checks
    assert checks.lines[-1].what == "3 more"
    place.resize(*LARGE)
    qtbot.waitUntil(lambda: sum(line.level is Level.FINE for line in checks.lines) == 3)


def test_a_title_has_a_line_of_its_own_beside_a_choice_of_warehouses(
    shop: FakeShop, make: Make, qtbot: QtBot
) -> None:
    first = shop.importing.add(product(1, warehouses=(CHINA, SPAIN)), choices=SLEEP)
    second = shop.importing.add(product(2), choices=SLEEP)
    place = _opened(make, qtbot, SMALL)
    words = place.detail.page.words
    assert words.warehouse.isVisible()
    qtbot.waitUntil(lambda: words.title.width() == words.width())
    assert words.category.y() > words.title.geometry().bottom()
    place.list.choose(second)
    qtbot.waitUntil(lambda: place.detail.job_id == second and place.detail.draft is not None)
    qtbot.waitUntil(lambda: words.category.y() == words.title.y())
    assert words.category.x() > words.title.geometry().right()
    place.list.choose(first)
    qtbot.waitUntil(lambda: words.title.width() == words.width())


def test_a_choice_that_is_cut_ends_in_dots(qtbot: QtBot, theme) -> None:
    def drawn(text: str):
        box = Choice("Category")
        qtbot.addWidget(box)
        box.addItem(text)
        box.setFixedWidth(130)
        return box.grab().toImage()

    whole = "Bodysuits & Rompers and more"
    box = Choice("Category")
    qtbot.addWidget(box)
    cut = [whole[:at].rstrip() + "…" for at in range(len(whole))]
    assert drawn(whole) in [drawn(text) for text in cut]


def test_what_was_taken_out_of_the_title_is_said_until_the_owner_writes_his_own(
    shop: FakeShop, make: Make, qtbot: QtBot
) -> None:
    shop.importing.add(product(1), choices=SLEEP)
    place = _opened(make, qtbot, MIDDLE)
    words = place.detail.page.words
    assert words.removed_words().startswith("Taken out of the title: ")
    words.title.selectAll()
    qtbot.keyClicks(words.title, "Sleepy Hearts")
    qtbot.waitUntil(lambda: words.removed_words() == "")
    words.title.clear()
    words.title.textEdited.emit("")
    qtbot.waitUntil(lambda: words.removed_words() != "")
