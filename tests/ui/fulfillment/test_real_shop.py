"""The two places over a real shop: what the window shows is what the database holds."""

import pytest
from PySide6.QtCore import Qt

from babydrop_desktop.bootstrap import open_database, open_shop
from babydrop_desktop.domain.orders import DropshipStatus, OrderQuery
from babydrop_desktop.paths import Profile, ShopOptions
from tests.fakes import orders
from ui.fulfillment.pair import Pair
from ui.fulfillment.place import FulfillmentPlace
from ui.needs_you.place import NeedsPlace


@pytest.fixture
def shop(tmp_path):
    options = ShopOptions(Profile(tmp_path / "shop"))
    db, _report = open_database(options)
    orders.goods(db)
    orders.fill(db, 2000)
    db.close()
    opened = open_shop(options)
    yield opened
    opened.close()


def orders_of(shop):
    found, key = [], None
    while True:
        page = shop.fulfillment.page(OrderQuery(), key, 500)
        found += page.rows
        if (key := page.next) is None:
            return found


def test_orders_are_counted_scrolled_searched_and_shown(qtbot, shop, make_context):
    place = FulfillmentPlace(make_context(shop), lambda: orders.NOW)
    qtbot.addWidget(place)
    place.resize(1352, 840)
    place.show()
    qtbot.waitUntil(lambda: place.detail.shown is not None)
    assert place.head.tabs.bar.figure(0) == str(
        shop.fulfillment.counts().count(DropshipStatus.PENDING)
    )
    assert place.detail.shown.number == place.rows.index(0, 0).data()
    assert place.findChildren(Pair)
    with qtbot.waitSignal(place.rows.answered):
        place.head.tabs.choose(None)
    qtbot.waitUntil(lambda: place._foot.text().startswith("2,000 orders"))
    bottom = place.table.verticalScrollBar()
    for fetched in (200, 300, 400):
        bottom.setValue(bottom.maximum())
        qtbot.waitUntil(lambda fetched=fetched: place.rows.rowCount() == fetched)
    qtbot.keyClick(place.table, Qt.Key.Key_End)
    oldest = min(orders_of(shop), key=lambda row: (row.created_at, row.id))
    qtbot.waitUntil(lambda: place.detail.shown.number == oldest.number)
    assert place.rows.rowCount() == 100
    bottom.setValue(0)
    qtbot.waitUntil(lambda: place.rows.rowCount() == 200)
    assert place.detail.shown.number == oldest.number
    last = place.rows.index(0, 0).data()
    place.begin_search()
    qtbot.keyClicks(place.head.search.edit, last)
    qtbot.waitUntil(lambda: place.rows.rowCount() == 1)
    qtbot.waitUntil(lambda: place.detail.shown.number == last)
    bar = place.head.tabs.bar
    qtbot.waitUntil(lambda: bar.figure(bar.count() - 1) == "1")


def test_needs_lead_to_their_orders_and_can_wait_until_tomorrow(qtbot, shop, make_context, heard):
    place = NeedsPlace(make_context(shop))
    qtbot.addWidget(place)
    place.resize(1352, 840)
    place.show()
    qtbot.waitUntil(lambda: place.table.chosen() is not None)
    first = place.table.chosen()
    qtbot.keyClick(place.table, Qt.Key.Key_Return)
    assert heard.went == [("fulfillment", {"order_id": first.order_id})]
    qtbot.mouseClick(place.detail.later, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: place.table.lines.row_of(first.key) is None)
    heard.actions[0].run()
    qtbot.waitUntil(lambda: place.table.lines.row_of(first.key) is not None)


def test_a_shop_without_orders_is_done_for_today(qtbot, tmp_path, make_context, heard):
    opened = open_shop(ShopOptions(Profile(tmp_path / "new")))
    try:
        place = NeedsPlace(make_context(opened))
        qtbot.addWidget(place)
        place.resize(1352, 840)
        place.show()
        qtbot.waitUntil(lambda: place.day.facts.figures() == ("0", "0", "0", "0"))
        assert place.done.isVisible()
        assert place.done.button.text() == "Look at the orders"
        assert len(place.day.bars.accessibleName().split(", ")) >= 7
    finally:
        opened.close()
