"""The owner finds an order by where it stands or by what is typed, and walks through them."""

from datetime import timedelta

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication

from babydrop_desktop.domain.changes import Change
from babydrop_desktop.domain.orders import DropshipStatus
from babydrop_desktop.errors import Unavailable
from tests.ui.fake_orders import NOON, Gate, order
from tests.ui.fakes import FakeShop
from ui.fulfillment.status_tabs import ORDER


def shown(place):
    return [place.rows.index(row, 1).data() for row in range(place.rows.rowCount())]


def number(place):
    detail = place.detail.shown
    return detail.number if detail is not None else ""


def open_tab(qtbot, place, status):
    bar = place.head.tabs.bar
    at = ORDER.index(status)
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(at).center())


def ready(qtbot, place):
    qtbot.waitUntil(lambda: place.detail.shown is not None)
    return place


def test_the_pending_orders_come_first_newest_on_top(qtbot, shop, open_place):
    place = ready(qtbot, open_place(shop))
    assert shown(place) == ["Tessa Brindlewood", "Ida Larkhollow", "Otto Pebblewick"]
    assert number(place) == "BP-10003"
    assert place.table.selected_rows() == [0]


def test_the_tabs_count_and_show_one_status(qtbot, shop, open_place):
    place = open_place(shop)
    bar = place.head.tabs.bar
    qtbot.waitUntil(lambda: bar.figure(0) == "3")
    assert [bar.figure(at) for at in range(len(ORDER))] == list("300100105")
    open_tab(qtbot, place, DropshipStatus.SHIPPED)
    qtbot.waitUntil(lambda: shown(place) == ["Nora Winterfold"])
    qtbot.waitUntil(lambda: number(place) == "BP-10040")


def test_tabs_without_room_are_behind_more(qtbot, shop, open_place):
    place = open_place(shop, (1204, 680))
    tabs = place.head.tabs
    qtbot.waitUntil(lambda: tabs.bar.figure(0) == "3")
    assert tabs.more.isVisible()
    assert tabs.bar.isTabVisible(0)
    menu = tabs.menu()
    words = [action.text() for action in menu.actions()]
    assert "Cancelled\t1" in words
    assert "All\t5" in words
    next(action for action in menu.actions() if action.text() == "Cancelled\t1").trigger()
    qtbot.waitUntil(lambda: shown(place) == ["Greta Oakmere"])
    assert tabs.bar.isTabVisible(ORDER.index(DropshipStatus.CANCELLED))
    last = tabs.bar.tabRect(tabs.bar.currentIndex())
    assert last.right() <= tabs.bar.width()


def test_where_there_is_room_every_status_has_its_tab(qtbot, shop, open_place):
    place = open_place(shop, (2400, 900))
    qtbot.waitUntil(lambda: place.head.tabs.bar.figure(0) == "3")
    assert not place.head.tabs.more.isVisible()


def test_typing_finds_as_one_types_and_counts_what_is_found(qtbot, shop, open_place):
    place = open_place(shop)
    place.begin_search()
    qtbot.keyClicks(place.head.search.edit, "otto")
    qtbot.waitUntil(lambda: shown(place) == ["Otto Pebblewick"])
    assert len({query.search for query in shop.fulfillment.queries}) < 4
    qtbot.waitUntil(lambda: place.head.tabs.bar.figure(0) == "1")
    qtbot.waitUntil(lambda: number(place) == "BP-10031")


def test_no_match_offers_to_show_all(qtbot, shop, open_place):
    place = open_place(shop)
    qtbot.keyClicks(place.head.search.edit, "umbrella")
    qtbot.waitUntil(place.empty.isVisible)
    assert "No match" in place.empty.words()
    qtbot.mouseClick(place.empty.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(shown(place)) == 5)
    assert place.head.search.text() == ""
    assert place.table.isVisible()


def test_what_fits_only_elsewhere_is_looked_for_in_all_orders(qtbot, shop, open_place):
    place = ready(qtbot, open_place(shop))
    qtbot.keyClicks(place.head.search.edit, "greta")
    said = "No match here. 1 order of another status fits the search."
    qtbot.waitUntil(lambda: place.empty.words() == said)
    qtbot.mouseClick(place.empty.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shown(place) == ["Greta Oakmere"])
    assert place.head.search.text() == "greta"


def test_a_status_without_orders_says_so(qtbot, shop, open_place):
    place = ready(qtbot, open_place(shop))
    open_tab(qtbot, place, DropshipStatus.ISSUE)
    qtbot.waitUntil(place.empty.isVisible)
    assert place.empty.words() == "No orders here. No order stands under “Issue” now."


def test_an_empty_shop_says_where_orders_come_from(qtbot, open_place):
    place = open_place(FakeShop())
    place.head.show_all()
    qtbot.waitUntil(lambda: "No orders yet" in place.empty.words())
    assert not place.empty.button.isVisible()


def test_a_click_on_a_head_sorts(qtbot, shop, open_place):
    place = ready(qtbot, open_place(shop))
    header = place.table.horizontalHeader()

    def click(key):
        at = [column.key for column in place.rows.columns].index(key)
        where = QPoint(header.sectionViewportPosition(at) + 12, 14)
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=where)

    click("paid")
    qtbot.waitUntil(lambda: shown(place)[0] == "Otto Pebblewick")
    click("number")
    qtbot.waitUntil(lambda: shown(place)[0] == "Tessa Brindlewood")
    click("customer")  # nothing that the service sorts by
    assert shop.fulfillment.queries[-1].sort == "number"


def test_the_age_is_told_in_hours_and_amber_where_nobody_bought_it(qtbot, shop, open_place):
    place = ready(qtbot, open_place(shop))
    paid = next(column for column in place.rows.columns if column.key == "paid")
    looks = [paid.status(row) for row in shop.fulfillment.all[:4]]
    assert [look.text.replace("\N{NO-BREAK SPACE}", " ") for look in looks] == [
        "3 h", "5 h", "31 h", "40 h",
    ]  # fmt: skip
    assert [look.role for look in looks] == ["secondary", "secondary", "amber", "secondary"]


def test_copied_rows_are_a_table_without_streets(qtbot, shop, open_place):
    place = ready(qtbot, open_place(shop))
    place.table.selectAll()
    qtbot.keyClick(place.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text().splitlines()
    assert copied[0].split("\t") == [
        "Order", "Customer", "To", "Items", "Age", "Profit", "Check",
    ]  # fmt: skip
    assert len(copied) == 4
    assert copied[1].split("\t")[:4] == ["BP-10003", "Tessa Brindlewood", "US", "2"]
    assert "Larkspur" not in "".join(copied)
    qtbot.waitUntil(lambda: place._foot.text() == "3 orders · 3 selected")


def test_narrow_lists_fold_the_country_then_the_profit(qtbot, shop, open_place):
    place = ready(qtbot, open_place(shop, (1204, 680)))
    keys = [column.key for column in place.rows.columns]
    assert place.table.isColumnHidden(keys.index("to"))
    place.resize(1352, 840)
    qtbot.waitUntil(lambda: not place.table.isColumnHidden(keys.index("to")))
    assert not place.table.isColumnHidden(keys.index("profit"))


def test_long_lists_come_in_pages_as_they_are_scrolled(qtbot, open_place):
    shop = FakeShop()
    shop.fulfillment.all = [order(n, f"Customer {n:04}") for n in range(250)]
    place = ready(qtbot, open_place(shop))
    assert place.rows.rowCount() == 100
    bar = place.table.verticalScrollBar()
    bar.setValue(bar.maximum())
    qtbot.waitUntil(lambda: place.rows.rowCount() == 200)
    assert shown(place)[150] == "Customer 0150"
    assert place._foot.text().startswith("250 orders")


def test_the_newest_selection_wins(qtbot, shop, open_place):
    place = ready(qtbot, open_place(shop))
    gate = shop.fulfillment.gates["d000005"] = Gate()
    qtbot.keyClick(place.table, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: place.detail.waits)  # the skeleton
    qtbot.keyClick(place.table, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: number(place) == "BP-10031")
    gate.event.set()
    qtbot.waitUntil(lambda: shop.fulfillment.asked["detail"] == 3)
    qtbot.waitUntil(lambda: not place.detail.waits)
    assert number(place) == "BP-10031"


def test_an_order_asked_for_by_name_is_shown_among_those_of_its_status(qtbot, shop, open_place):
    place = ready(qtbot, open_place(shop))
    qtbot.keyClicks(place.head.search.edit, "otto")
    qtbot.waitUntil(lambda: shown(place) == ["Otto Pebblewick"])
    place.show_what(order_id="d000040")
    qtbot.waitUntil(lambda: shown(place) == ["Nora Winterfold"])
    qtbot.waitUntil(lambda: number(place) == "BP-10040")
    assert place.head.search.text() == ""
    assert place.table.selected_rows() == [0]


def test_an_order_that_is_gone_is_said_and_not_shown(qtbot, shop, open_place, heard):
    place = ready(qtbot, open_place(shop))
    place.show_what(order_id="d009999")
    qtbot.waitUntil(lambda: bool(heard.notices))
    assert place.detail.shown is None


def test_a_changed_order_is_shown_anew_wherever_it_is_seen(qtbot, shop, open_place):
    place = ready(qtbot, open_place(shop))
    shop.fulfillment.all[0] = order(3, "Tessa Hollowell", created_at=NOON - timedelta(hours=3))
    shop.tell(Change(orders=frozenset({"d000003"})))
    qtbot.waitUntil(lambda: shown(place)[0] == "Tessa Hollowell")
    qtbot.waitUntil(lambda: shop.fulfillment.asked["detail"] >= 2)


def test_a_database_that_does_not_answer_is_said_beside_the_list(qtbot, shop, open_place):
    place = ready(qtbot, open_place(shop))
    shop.fulfillment.error = Unavailable("The shop server does not answer.", reason="no_database")
    qtbot.mouseClick(place.head.refresh_key, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(place.banner.isVisible)
    assert len(shown(place)) == 3  # what was there stays
    shop.fulfillment.error = None
    place.refresh()
    qtbot.waitUntil(lambda: not place.banner.isVisible())


def test_the_menu_of_a_row_copies_its_number(qtbot, shop, open_place):
    place = ready(qtbot, open_place(shop))
    menu = place.table.row_menu()
    assert [action.text() for action in menu.actions()] == ["Copy order number", "Copy rows"]
    menu.actions()[0].trigger()
    assert QGuiApplication.clipboard().text() == "BP-10003"


def test_pictures_of_items_are_painted_and_the_rest_is_counted(qtbot, open_place):
    shop = FakeShop()
    shop.fulfillment.all = [
        order(1, pictures=("1" * 64, "2" * 64, "3" * 64), items=5),
        order(2, pictures=(), items=1),
    ]
    place = ready(qtbot, open_place(shop))
    qtbot.waitUntil(lambda: {"1" * 64, "2" * 64} <= set(shop.thumbnails.asked))
    qtbot.waitUntil(lambda: not place.context.thumbnails.busy)
    at = [column.key for column in place.rows.columns].index("items")
    image = place.table.viewport().grab().toImage()
    cell = image.copy(place.table.visualRect(place.rows.index(0, at)))
    assert cell.pixelColor(16, 15).name() == "#808080"
    assert "3" * 64 not in shop.thumbnails.asked  # it stands in the number


def test_comfortable_rows_are_higher_and_the_layout_can_be_reset(qtbot, shop, open_place):
    place = ready(qtbot, open_place(shop))
    assert place.table.rowHeight(0) == 32
    place.set_comfortable(on=True)
    assert place.table.rowHeight(0) == 40
    place.table.columns.set_hidden("check", hidden=True)
    place.reset_layout()
    at = [column.key for column in place.rows.columns].index("check")
    assert not place.table.isColumnHidden(at)


def test_an_order_whose_address_says_no_name_is_no_blank_line(qtbot, open_place):
    shop = FakeShop()
    shop.fulfillment.all = [order(1, "")]
    assert shown(ready(qtbot, open_place(shop))) == ["No name"]


def test_an_order_that_cannot_be_read_is_not_shown_as_another(qtbot, shop, open_place):
    place = open_place(shop)
    qtbot.waitUntil(lambda: place.detail.shown is not None)
    shop.fulfillment.error = Unavailable("Server gone.", reason="database_unreachable")
    place.table.choose_row(1)
    qtbot.waitUntil(lambda: place.detail.shown is None)
    assert "cannot be read just now" in place.detail._choose.text()
    shop.fulfillment.error = None
    place.shop_is_back()
    qtbot.waitUntil(lambda: place.detail.shown is not None)
    assert place.detail.shown.id == place.rows.id_at(1)
