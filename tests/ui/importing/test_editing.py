"""Everything the owner changes is kept: the latest wins, nothing is lost by looking elsewhere."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from babydrop_desktop.domain.checks import CheckCode, Level
from babydrop_desktop.domain.choosing import choices_of
from babydrop_desktop.domain.jobs import Choices, JobId
from babydrop_desktop.domain.supplier_product import Warehouse
from babydrop_desktop.errors import Refused, Unavailable
from tests.ui.importing.fake_goods import CHINA, SPAIN, product
from tests.ui.importing.fake_shop import FakeShop
from ui.importing.place import ImportPlace
from ui.theme.theme import Theme, ThemeChoice
from ui.theme.tokens import tokens

SLEEP = Choices(category_id="c-sleep")
Make = Callable[..., ImportPlace]


@pytest.fixture
def jobs(shop: FakeShop) -> list[JobId]:
    return [
        shop.importing.add(product(1), choices=SLEEP),
        shop.importing.add(product(2, "Lavender Twirl Dress"), choices=SLEEP),
    ]


@pytest.fixture
def opened(jobs: list[JobId], make: Make, qtbot: QtBot) -> ImportPlace:
    place = make()
    qtbot.waitUntil(lambda: place.detail.job_id == jobs[0] and place.detail.draft is not None)
    return place


def _saved(shop: FakeShop, job_id: JobId) -> Choices:
    return shop.importing.jobs[job_id].choices


def _choose(place: ImportPlace, category_id: str) -> None:
    box = place.detail.page.words.category
    at = box.findData(category_id)
    box.setCurrentIndex(at)
    box.activated.emit(at)


def test_the_choices_of_a_draft_give_the_same_draft(shop: FakeShop, jobs: list[JobId]) -> None:
    before = shop.importing.preview(jobs[0])
    again = shop.importing.choose(jobs[0], choices_of(before))
    assert again == before


def test_another_category_prices_at_once_and_is_remembered(
    opened: ImportPlace, shop: FakeShop, jobs: list[JobId], qtbot: QtBot
) -> None:
    before = opened.detail.draft.price.price
    _choose(opened, "c-dress")
    qtbot.waitUntil(lambda: opened.detail.draft.category.id == "c-dress")
    assert opened.detail.draft.price.price != before
    assert _saved(shop, jobs[0]).category_id == "c-dress"
    qtbot.waitUntil(lambda: opened.model.find(jobs[0]).summary.price != before)
    assert opened.detail.page.words.same_key.isHidden()
    # The next product without a category is offered it, and stays as it is until it is taken.
    third = shop.importing.add(product(3, "Forest Bear Jacket"))
    qtbot.waitUntil(lambda: opened.model.rowCount() == 3)
    opened.list.choose(third)
    same = opened.detail.page.words.same_key
    qtbot.waitUntil(lambda: not same.isHidden())
    assert same.text() == "Same as the last one: Dresses"
    assert not opened.choosing.busy()
    assert _saved(shop, third).category_id is None
    assert opened.model.find(third).summary.price is None
    assert third not in opened.model.ticked()
    qtbot.mouseClick(same, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: _saved(shop, third).category_id == "c-dress")
    qtbot.waitUntil(lambda: opened.detail.page.words.category.currentText() == "Dresses")
    assert same.isHidden()


def test_an_emptied_title_shows_the_one_that_is_used_once_it_is_left(
    opened: ImportPlace, shop: FakeShop, jobs: list[JobId], qtbot: QtBot
) -> None:
    title = opened.detail.page.words.title
    before = title.text()
    title.setFocus()
    title.selectAll()
    qtbot.keyClicks(title, "Sleepy Hearts")
    title.selectAll()
    qtbot.keyClick(title, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: (jobs[0], None) in [
        (job, made.title) for job, made in shop.importing.called("choose")
    ])  # fmt: skip
    qtbot.waitUntil(lambda: not opened.choosing.busy())
    assert title.text() == ""
    opened.list.setFocus()
    qtbot.waitUntil(lambda: title.text() == before)


def test_a_long_warehouse_name_ends_in_dots_and_is_said_whole(
    shop: FakeShop, make: Make, qtbot: QtBot
) -> None:
    states = Warehouse("201336106", "United States of America, the western side", "US")
    shop.importing.add(product(5, warehouses=(states, SPAIN)), choices=SLEEP)
    place = make(1204, 664)
    qtbot.waitUntil(lambda: place.detail.draft is not None)
    box = place.detail.page.words.warehouse
    shown = box.itemText(box.findData(states.id))
    assert "… (" in shown
    assert box.fontMetrics().horizontalAdvance(shown) <= box.width() - 40
    assert place.detail.draft.warehouse.name in box.toolTip()


def test_a_title_is_kept_though_another_line_is_chosen_while_typing(
    opened: ImportPlace, shop: FakeShop, jobs: list[JobId], qtbot: QtBot
) -> None:
    title = opened.detail.page.words.title
    title.selectAll()
    qtbot.keyClicks(title, "Sleepy Hearts")
    opened.list.choose(jobs[1])
    qtbot.waitUntil(lambda: _saved(shop, jobs[0]).title == "Sleepy Hearts")
    qtbot.waitUntil(lambda: opened.detail.job_id == jobs[1])
    assert _saved(shop, jobs[1]).title is None
    assert title.text() == "Lavender Twirl Dress"
    qtbot.waitUntil(lambda: opened.model.line(0).look.title == "Sleepy Hearts")


def test_the_latest_edit_wins_and_only_it_is_asked_for(
    opened: ImportPlace, shop: FakeShop, jobs: list[JobId], qtbot: QtBot
) -> None:
    gate = shop.importing.gate("choose")
    _choose(opened, "c-dress")
    qtbot.waitUntil(lambda: len(shop.importing.called("choose")) == 1)
    for title in ("One", "Two", "Three"):
        opened.choosing.edit(jobs[0], lambda c, title=title: replace(c, title=title))
    shown: list[str] = []
    opened.choosing.drafted.connect(lambda _job, draft: shown.append(draft.title))
    gate.set()
    qtbot.waitUntil(lambda: not opened.choosing.busy())
    assert len(shop.importing.called("choose")) == 2
    assert shown == ["Three"]
    assert _saved(shop, jobs[0]).category_id == "c-dress"
    assert _saved(shop, jobs[0]).title == "Three"


def test_an_edit_on_its_way_survives_a_change_of_selection(
    opened: ImportPlace, shop: FakeShop, jobs: list[JobId], qtbot: QtBot
) -> None:
    gate = shop.importing.gate("choose")
    opened.detail.page.model.tick([0], on=False)
    opened.list.choose(jobs[1])
    qtbot.waitUntil(lambda: opened.detail.job_id == jobs[1])
    gate.set()
    qtbot.waitUntil(lambda: _saved(shop, jobs[0]).sku_ids is not None)
    assert len(_saved(shop, jobs[0]).sku_ids) == 4
    assert opened.detail.job_id == jobs[1]
    opened.list.choose(jobs[0])
    qtbot.waitUntil(lambda: opened.detail.job_id == jobs[0])
    assert opened.detail.page.model.chosen() == 4


def test_pictures_are_ticked_and_sorted_by_keyboard(
    opened: ImportPlace, shop: FakeShop, jobs: list[JobId], qtbot: QtBot
) -> None:
    strip = opened.detail.page.pictures
    first, second, *_ = [one.url for one in strip.pictures]
    strip.setFocus()
    qtbot.keyClick(strip, Qt.Key.Key_Right)
    qtbot.keyClick(strip, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: (_saved(shop, jobs[0]).pictures or ())[:2] == (second, first))
    qtbot.keyClick(strip, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: _saved(shop, jobs[0]).pictures[0] == first)
    assert second not in _saved(shop, jobs[0]).pictures
    qtbot.waitUntil(lambda: not opened.choosing.busy())
    assert next(one.url for one in strip.pictures if one.chosen) == first


def test_pictures_stay_under_the_mouse_while_they_are_ticked_and_unticked(
    opened: ImportPlace, shop: FakeShop, jobs: list[JobId], qtbot: QtBot
) -> None:
    strip = opened.detail.page.pictures
    before = [one.url for one in strip.pictures]

    def ticked() -> list[int]:
        return [at for at, one in enumerate(strip.pictures) if one.chosen]

    assert ticked() == [0, 1, 2, 3, 4, 5]
    for at, still in ((0, [1, 2, 3, 4, 5]), (2, [1, 3, 4, 5]), (7, [1, 3, 4, 5, 7])):
        qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=strip.rect_of(at).center())
        wanted = tuple(before[one] for one in still)
        qtbot.waitUntil(lambda wanted=wanted: _saved(shop, jobs[0]).pictures == wanted)
        qtbot.waitUntil(lambda: not opened.choosing.busy())
        assert ([one.url for one in strip.pictures], ticked()) == (before, still)
    # The main one, in its ring, is the first that is ticked.
    shown = strip.grab().toImage()
    edges = [QPoint(strip.rect_of(at).center().x(), strip.rect_of(at).top()) for at in range(8)]
    rings = [at for at, one in enumerate(edges) if shown.pixelColor(one) == tokens().color("text")]
    assert rings == [1]


def test_a_click_unticks_and_a_drag_sorts_a_picture(
    opened: ImportPlace, shop: FakeShop, jobs: list[JobId], qtbot: QtBot
) -> None:
    strip = opened.detail.page.pictures
    urls = [one.url for one in strip.pictures]
    start, end = strip.rect_of(2).center(), strip.rect_of(0).center()
    QTest.mousePress(strip, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(strip, (start + end) / 2)
    QTest.mouseMove(strip, end)
    QTest.mouseRelease(strip, Qt.MouseButton.LeftButton, pos=end)
    qtbot.waitUntil(lambda: (_saved(shop, jobs[0]).pictures or ("",))[0] == urls[2])
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=strip.rect_of(1).center())
    qtbot.waitUntil(lambda: urls[0] not in _saved(shop, jobs[0]).pictures)


def test_space_turns_the_ticks_of_selected_variants(
    opened: ImportPlace, shop: FakeShop, jobs: list[JobId], qtbot: QtBot
) -> None:
    table = opened.detail.page.variants
    table.choose_row(0)
    qtbot.keyClick(table, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: _saved(shop, jobs[0]).sku_ids is not None)
    assert opened.detail.draft.variants[0].row.sku_id not in _saved(shop, jobs[0]).sku_ids


def test_put_on_sale_at_once_is_kept(
    opened: ImportPlace, shop: FakeShop, jobs: list[JobId], qtbot: QtBot
) -> None:
    opened.detail.foot.for_sale.click()
    qtbot.waitUntil(lambda: _saved(shop, jobs[0]).for_sale)


def test_another_warehouse_brings_its_own_rows(shop: FakeShop, make: Make, qtbot: QtBot) -> None:
    job_id = shop.importing.add(product(5, warehouses=(CHINA, SPAIN)), choices=SLEEP)
    place = make()
    qtbot.waitUntil(lambda: place.detail.draft is not None)
    box = place.detail.page.words.warehouse
    assert box.isVisible()
    assert box.count() == 2
    box.activated.emit(box.findData(SPAIN.id))
    qtbot.waitUntil(lambda: place.detail.draft.warehouse == SPAIN)
    assert _saved(shop, job_id).warehouse == SPAIN.id
    assert place.detail.page.model.chosen() > 0


def test_a_refused_price_is_said_beside_the_category_and_blocks_the_import(
    opened: ImportPlace, qtbot: QtBot
) -> None:
    _choose(opened, "c-cheap")
    qtbot.waitUntil(lambda: opened.detail.draft.price is None)
    words = opened.detail.page.words
    assert "highest price" in words.refusal()
    assert not opened.detail.foot.one.isEnabled()
    assert opened.detail.foot.reason() == "Price refused"
    assert opened.detail.foot.one.toolTip() == "Price refused"
    assert opened.detail.page.checks.lines[0].level is Level.BLOCKED


def test_without_a_category_the_import_is_off_and_its_reason_leads_to_the_choice(
    shop: FakeShop, make: Make, qtbot: QtBot
) -> None:
    job_id = shop.importing.add(product(1))
    place = make()
    qtbot.waitUntil(lambda: place.detail.draft is not None)
    foot = place.detail.foot
    assert not foot.one.isEnabled()
    assert foot.reason() == "Choose a category"
    assert place.model.ticked() == ()
    place.list.setFocus()
    qtbot.keyClick(place.list, Qt.Key.Key_Return)
    assert shop.importing.called("start") == []
    assert place.focusWidget() is place.detail.page.words.category
    _choose(place, "c-sleep")
    qtbot.waitUntil(foot.one.isEnabled)
    qtbot.waitUntil(lambda: place.model.ticked() == (job_id,))


def test_one_category_for_several_lines_at_once(shop: FakeShop, make: Make, qtbot: QtBot) -> None:
    jobs = [shop.importing.add(product(n, f"Romper {n}")) for n in range(1, 4)]
    place = make()
    place.list.selectAll()
    menu = place.list.row_menu()
    assert "Category (3)" in [action.text() for action in menu.actions()]
    menu.deleteLater()
    place.list.category_wanted.emit("c-sleep", place.list.chosen_rows())
    qtbot.waitUntil(lambda: all(_saved(shop, one).category_id == "c-sleep" for one in jobs))
    qtbot.waitUntil(lambda: place.model.ticked() == tuple(jobs))


def test_a_refused_edit_is_said_and_what_is_saved_is_shown_again(
    opened: ImportPlace, shop: FakeShop, jobs: list[JobId], qtbot: QtBot
) -> None:
    shop.importing.errors["choose"] = Refused("This import has begun.", reason="job_started")
    opened.detail.page.model.tick([0], on=False)
    qtbot.waitUntil(lambda: opened.detail.trouble() != "")
    assert "begun" in opened.detail.trouble()
    qtbot.waitUntil(lambda: opened.detail.page.model.chosen() == 5)


def test_an_edit_that_cannot_be_saved_now_goes_along_with_the_next(
    opened: ImportPlace, shop: FakeShop, jobs: list[JobId], qtbot: QtBot
) -> None:
    shop.importing.errors["choose"] = Unavailable(
        "The shop server does not answer.", reason="away_just_now"
    )
    title = opened.detail.page.words.title
    title.selectAll()
    qtbot.keyClicks(title, "Kept")
    opened.choosing.flush()
    qtbot.waitUntil(lambda: "does not answer" in opened.detail.trouble())
    assert title.text() == "Kept"
    del shop.importing.errors["choose"]
    opened.detail.foot.for_sale.click()
    qtbot.waitUntil(lambda: _saved(shop, jobs[0]).for_sale)
    assert _saved(shop, jobs[0]).title == "Kept"


def test_leaving_the_window_saves_what_is_being_typed(
    opened: ImportPlace, shop: FakeShop, jobs: list[JobId], qtbot: QtBot
) -> None:
    title = opened.detail.page.words.title
    title.selectAll()
    qtbot.keyClicks(title, "Last words")
    opened.leave()
    qtbot.waitUntil(lambda: _saved(shop, jobs[0]).title == "Last words")


def test_two_thousand_variants_are_ticked_without_laying_them_out(
    shop: FakeShop, make: Make, qtbot: QtBot
) -> None:
    many = product(
        9,
        colours=tuple(f"Colour {n}" for n in range(50)),
        sizes=tuple(f"{n}" for n in range(40)),
        stock=(5,),
    )
    job_id = shop.importing.add(many, choices=SLEEP)
    place = make()
    qtbot.waitUntil(lambda: place.detail.page.model.rowCount() == 2000)
    resets: list[int] = []
    place.detail.page.model.modelReset.connect(lambda: resets.append(1))
    assert place.detail.page.variants.height() < 400
    place.detail.page.model.tick([1999], on=False)
    qtbot.waitUntil(lambda: _saved(shop, job_id).sku_ids is not None)
    qtbot.waitUntil(lambda: not place.choosing.busy())
    assert len(_saved(shop, job_id).sku_ids) == 1999
    assert resets == []


def test_the_checks_stand_worst_first_with_their_counts(opened: ImportPlace) -> None:
    levels = [line.level for line in opened.detail.page.checks.lines]
    assert levels == sorted(levels, reverse=True)
    codes = {check.code for check in opened.detail.draft.checks}
    assert CheckCode.SOME_SOLD_OUT in codes


def test_a_tick_on_a_light_picture_is_seen_in_the_dark_theme(
    opened: ImportPlace, theme: Theme
) -> None:
    theme.choose(ThemeChoice.DARK)
    try:
        strip = opened.detail.page.pictures
        where = strip.rect_of(1)
        rim = strip.grab().toImage().pixelColor(where.left() + 4, where.top() + 13)
        assert rim == tokens().color("win")
    finally:
        theme.choose(ThemeChoice.LIGHT)
