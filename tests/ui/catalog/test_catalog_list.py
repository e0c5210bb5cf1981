"""The list of the catalog: columns, order, copying, and rows drawn as they are."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from babydrop_desktop.domain.changes import Change
from tests.ui.fakes import FakeShop, product, products
from ui.theme.theme import ThemeChoice


def shown(place):
    return [place.rows.index(row, 1).data() for row in range(place.rows.rowCount())]


def words(widget):
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]


def test_selected_rows_are_copied_as_a_table_without_line_ends_in_cells(qtbot, shop, open_place):
    shop.catalog.all[0] = product(1, "Bunny\nSun\tHat")
    place = open_place(shop)
    place.table.setFocus()
    qtbot.keyClick(place.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(place.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert len(lines) == 5
    assert lines[1].split("\t")[0] == "Bunny Sun Hat"
    assert {line.count("\t") for line in lines} == {lines[0].count("\t")}


def test_a_click_on_a_head_sorts_and_is_remembered(qtbot, shop, open_place, settings):
    place = open_place(shop)
    header = place.table.horizontalHeader()
    at = [column.key for column in place.rows.columns].index("price")
    source = [column.key for column in place.rows.columns].index("source")
    qtbot.waitUntil(lambda: place.table.columnWidth(source) < 100)  # the columns have settled
    where = QPoint(header.sectionViewportPosition(at) + 20, 10)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=where)
    qtbot.waitUntil(lambda: shop.catalog.queries[-1].sort == "price")
    assert not shop.catalog.queries[-1].descending
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=where)
    qtbot.waitUntil(lambda: shop.catalog.queries[-1].descending)
    open_place(shop)
    assert (shop.catalog.queries[-1].sort, shop.catalog.queries[-1].descending) == ("price", True)


def test_a_narrow_list_folds_sku_then_category(qtbot, shop, open_place):
    place = open_place(shop)
    keys = [column.key for column in place.rows.columns]

    def folded():
        return {key for at, key in enumerate(keys) if place.table.isColumnHidden(at)}

    assert folded() == set()
    place.resize(1210, 660)
    assert folded() == {"sku", "category"}
    place.resize(1352, 840)
    assert folded() == set()


def test_the_chooser_says_which_columns_have_no_room(qtbot, shop, open_place):
    place = open_place(shop)
    place.resize(1210, 660)
    actions = {action.text(): action for action in place.table.column_menu().actions()}
    assert not actions["SKU, no room"].isEnabled()
    assert actions["SKU, no room"].isChecked()
    assert actions["Price"].isEnabled()
    place.resize(1352, 840)
    assert "SKU" in {action.text() for action in place.table.column_menu().actions()}


def test_home_and_end_go_to_the_first_and_the_last_row(qtbot, shop, open_place):
    place = open_place(shop)
    qtbot.keyClick(place.table, Qt.Key.Key_End)
    assert place.table.selected_rows() == [3]
    qtbot.keyClick(place.table, Qt.Key.Key_Home, Qt.KeyboardModifier.ShiftModifier)
    assert place.table.selected_rows() == [0, 1, 2, 3]
    qtbot.keyClick(place.table, Qt.Key.Key_Down)
    qtbot.keyClick(place.table, Qt.Key.Key_Home)
    assert place.table.selected_rows() == [0]


def test_end_and_home_reach_the_ends_of_a_hundred_thousand_products(qtbot, open_place):
    shop = FakeShop()
    shop.catalog.all = products(100_000)
    place = open_place(shop)
    qtbot.keyClick(place.table, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: place.detail.shown is not None)
    qtbot.waitUntil(lambda: place.detail.shown.id == "p099999")
    bar = place.table.verticalScrollBar()
    assert bar.value() == bar.maximum()
    assert shop.catalog.fetched <= 400
    # Upwards: the same rows stay in sight while those before them come in.
    bar.setValue(bar.singleStep())
    top = place.table.rowAt(0)
    name = place.rows.index(top, 1).data()
    count = place.rows.rowCount()
    qtbot.waitUntil(lambda: place.rows.rowCount() == count + 100)
    assert place.rows.index(place.table.rowAt(0), 1).data() == name
    assert place.detail.shown.id == "p099999"  # still chosen, wherever one looks
    assert place.rows.id_at(place.table.currentIndex().row()) == "p099999"
    qtbot.keyClick(place.table, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: place.detail.shown.id == "p000000")
    assert bar.value() == 0


def test_the_scroll_bar_dragged_to_its_end_shows_the_lists_end(qtbot, open_place):
    shop = FakeShop()
    shop.catalog.all = products(5000)
    place = open_place(shop)
    bar = place.table.verticalScrollBar()

    def drag(to):
        bar.setSliderDown(True)
        bar.setSliderPosition(to)
        bar.setSliderDown(False)

    with qtbot.waitSignal(place.rows.went):
        drag(bar.maximum())
    assert place.rows.id_at(place.rows.rowCount() - 1) == "p004999"
    with qtbot.waitSignal(place.rows.went):
        drag(0)
    assert place.rows.id_at(0) == "p000000"


def test_ctrl_a_takes_every_product_that_matches(qtbot, open_place):
    shop = FakeShop()
    shop.catalog.all = products(350)
    place = open_place(shop)
    qtbot.keyClick(place.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: place._foot.text() == "350 products · 350 selected")
    drafts = sum(not row.for_sale for row in shop.catalog.all)
    assert place.many.put_on.text() == f"Put {drafts} on sale"
    assert place.many.take_off.text() == f"Take {350 - drafts} off sale"


def test_ctrl_a_says_where_it_takes_only_some(qtbot, open_place):
    shop = FakeShop()
    shop.catalog.all = products(2000)
    place = open_place(shop)
    qtbot.keyClick(place.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    words = "2,000 products · only the first 600 selected"
    qtbot.waitUntil(lambda: place._foot.text() == words)
    assert place.many.put_on.toolTip() == "At most 500 at once"


def test_hidden_columns_stay_hidden(qtbot, shop, open_place):
    place = open_place(shop)
    action = next(a for a in place.table.column_menu().actions() if a.text() == "Cost")
    action.trigger()
    place.leave()
    again = open_place(shop)
    at = [column.key for column in again.rows.columns].index("cost")
    assert again.table.isColumnHidden(at)


def test_a_list_of_a_hundred_thousand_products_opens_with_one_page(qtbot, open_place):
    shop = FakeShop()
    shop.catalog.all = products(100_000)
    place = open_place(shop)
    qtbot.waitUntil(lambda: place.detail.shown is not None)
    assert shop.catalog.fetched == 100
    qtbot.waitUntil(lambda: any(text.startswith("100,000 products") for text in words(place)))
    place.table.verticalScrollBar().setValue(place.table.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: place.rows.rowCount() == 200)
    assert shop.catalog.fetched == 200


def test_only_pictures_that_are_seen_are_asked_for(qtbot, open_place):
    shop = FakeShop()
    shop.catalog.all = [product(n, picture=f"{n:064}") for n in range(100)]
    place = open_place(shop)
    qtbot.waitUntil(lambda: len(shop.thumbnails.asked) > 20)
    qtbot.waitUntil(lambda: not place.context.thumbnails.busy)
    assert len({ref for ref in shop.thumbnails.asked if ref.startswith("0")}) < 40


def test_a_kept_cell_is_drawn_anew_when_its_row_or_the_theme_changes(
    qtbot, shop, open_place, theme
):
    def drawn(place):
        return place.table.viewport().grab().toImage()

    place = open_place(shop)
    qtbot.waitUntil(lambda: place.detail.shown is not None)
    before = drawn(place)
    assert drawn(place) == before
    shop.catalog.all[1] = product(2, "Cloud Knit Blanket", stock=7)
    shop.tell(Change(products=frozenset({"p000002"})))
    qtbot.waitUntil(lambda: drawn(place) != before)
    light = drawn(place)
    theme.choose(ThemeChoice.DARK)
    dark = drawn(place)
    theme.choose(ThemeChoice.LIGHT)
    assert dark != light
    assert drawn(place) == light


def test_rows_of_different_products_are_drawn_differently(qtbot, open_place):
    shop = FakeShop()
    shop.catalog.all = [product(n, picture=f"{n:064}") for n in range(2)]
    shop.thumbnails.missing = {f"{1:064}"}
    place = open_place(shop)
    qtbot.waitUntil(lambda: not place.context.thumbnails.busy and place.detail.shown is not None)
    qtbot.waitUntil(lambda: len(shop.thumbnails.asked) >= 2)
    image = place.table.viewport().grab().toImage()
    cells = [image.copy(place.table.visualRect(place.rows.index(row, 0))) for row in range(2)]
    middle = cells[0].rect().center()
    assert cells[0].pixelColor(middle).name() == "#808080"
    assert cells[1].pixelColor(middle).name() != "#808080"


def test_comfortable_rows_are_eight_pixels_higher(qtbot, shop, open_place):
    place = open_place(shop)
    assert place.table.rowHeight(0) == 32
    place.set_comfortable(on=True)
    assert place.table.rowHeight(0) == 40
    place.set_comfortable(on=False)
    assert place.table.rowHeight(0) == 32


def test_resetting_the_layout_brings_hidden_columns_back(qtbot, shop, open_place):
    place = open_place(shop)
    place.table.columns.set_hidden("price", hidden=True)
    at = [column.key for column in place.rows.columns].index("price")
    assert place.table.isColumnHidden(at)
    place.reset_layout()
    assert not place.table.isColumnHidden(at)


def test_the_menu_of_a_row_copies_its_sku(qtbot, shop, open_place):
    place = open_place(shop)
    qtbot.waitUntil(lambda: place.detail.shown is not None)
    menu = place.table.row_menu()
    shown = [action for action in menu.actions() if action.isVisible()]
    assert [action.text() for action in shown] == [
        "Take off sale",
        "Category",
        "Copy SKU",
        "Copy rows",
    ]
    shown[2].trigger()
    assert QGuiApplication.clipboard().text() == "KP-000001"
