"""The owner sees what is late or about to lose money, and goes straight to it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QLabel

from babydrop_desktop.domain.attention import DayFacts, NeedGroup, NeedKind
from babydrop_desktop.domain.changes import Change
from babydrop_desktop.errors import Unavailable
from tests.ui.fake_orders import NOON, need
from tests.ui.fakes import FakeShop
from ui.needs_you import words
from ui.needs_you.model import Heading, When
from ui.needs_you.watch import NeedsWatch
from ui.tables.cell import PADDING
from ui.theme.fonts import BODY, MEDIUM, font


def said(widget):
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def shown(place):
    """The list from the top: headings as (when, count), lines as their title."""
    lines = place.table.lines
    every = [lines.line(at) for at in range(lines.rowCount())]
    return [(line.when, line.count) if isinstance(line, Heading) else line.title for line in every]


def ready(qtbot, place):
    qtbot.waitUntil(lambda: "Dotted Romper" in said(place.detail.thing))
    return place


def press_step(qtbot, place, row):
    at = [column.key for column in place.table.lines.columns].index("step")
    where = place.table.visualRect(place.table.lines.index(row, at)).center()
    qtbot.mouseClick(place.table.viewport(), Qt.MouseButton.LeftButton, pos=where)


def test_lines_stand_under_the_day_by_which_they_are_due(qtbot, shop, open_place):
    place = ready(qtbot, open_place(shop))
    assert shown(place) == [
        (When.TODAY, 1), "BP-10464", (When.WEEK, 1), "BP-10412", (When.LATER, 1), "Bunny Sun Hat",
    ]  # fmt: skip
    assert place.head.words() == "3 things · $106.97 at risk"
    assert place.table.rowHeight(1) == 58
    assert place.table.rowHeight(0) == 30


def test_a_line_says_what_and_why_and_by_when(qtbot, shop, open_place):
    place = ready(qtbot, open_place(shop))
    lines, now = shop.attention.all, NOON
    assert words.what(lines[1], now) == "BP-10464: not bought for 31 hours"
    assert words.why(lines[1], now).endswith("Nothing was bought for it.")
    assert words.what(lines[2], now) == "Bunny Sun Hat: margin 27 %, your floor is 30 %"
    by = words.by_when(lines[0], now)
    assert by.day.startswith("Tomorrow, ")
    assert by.left.replace("\N{NO-BREAK SPACE}", " ") == "urgent, in 30 h"
    assert by.role == "red"
    heard = place.table.lines.index(1, 2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert heard.startswith("BP-10464: not bought for 31 hours. Came in ")


def test_every_kind_has_words_with_and_without_its_facts():
    facts = {"kind": "LOST", "text": "It is lost.", "percent": "27", "floor": "30", "old": "a",
             "new": "b", "orders": "2", "cost": "$1", "price": "$2"}  # fmt: skip
    for kind in NeedKind:
        for known in (facts, {}):
            one = need("x", kind=kind, facts=known)
            texts = (words.what(one, NOON), words.why(one, NOON), words.coming(one),
                     words.kind(one), *words.todo(one))  # fmt: skip
            assert all(texts)
            assert not any("{" in text for text in texts)


def test_an_issue_is_asked_in_the_owners_words():
    one = need("x", kind=NeedKind.ISSUE, facts={"kind": "PLACEMENT_UNKNOWN"})
    assert words.what(one, NOON) == "BP-10464: was it bought or not?"
    kinds = ("PLACEMENT_UNKNOWN", "LOST", "PRICE_UP", "NOT_YET_INVENTED")
    signs = [words.icon(replace(one, facts={"kind": kind}))[0] for kind in kinds]
    assert signs == ["circle-question-mark", "route", "circle-alert", "circle-alert"]
    late = replace(one, due=NOON - timedelta(hours=3))
    assert words.by_when(late, NOON).left.replace("\N{NO-BREAK SPACE}", " ") == "3 h late"


def test_a_click_on_the_painted_key_opens_the_order(qtbot, shop, open_place, heard):
    place = ready(qtbot, open_place(shop))
    press_step(qtbot, place, 3)
    assert heard.went == [("fulfillment", {"order_id": "d000002"})]
    press_step(qtbot, place, 5)
    assert heard.went[-1] == ("catalog", {"product_id": "p000001"})


def test_enter_the_menu_and_the_yellow_key_do_the_same(qtbot, shop, open_place, heard):
    place = ready(qtbot, open_place(shop))
    qtbot.keyClick(place.table, Qt.Key.Key_Return)
    menu = place.table.row_menu()
    assert [a.text() for a in menu.actions()] == ["Open", "Remind me tomorrow", "Copy rows"]
    menu.actions()[0].trigger()
    qtbot.mouseClick(place.detail.step, Qt.MouseButton.LeftButton)
    assert heard.went == [("fulfillment", {"order_id": "d000001"})] * 3


def test_the_keyboard_passes_over_headings(qtbot, shop, open_place):
    place = ready(qtbot, open_place(shop))
    assert place.table.chosen().key == "old"
    qtbot.keyClick(place.table, Qt.Key.Key_Down)
    assert place.table.chosen().key == "unpaid"
    qtbot.keyClick(place.table, Qt.Key.Key_End)
    assert place.table.chosen().key == "hat"
    qtbot.keyClick(place.table, Qt.Key.Key_Up)
    assert place.table.chosen().key == "unpaid"
    qtbot.keyClick(place.table, Qt.Key.Key_Home)
    assert place.table.chosen().key == "old"


def test_the_chips_count_and_filter(qtbot, shop, open_place):
    place = ready(qtbot, open_place(shop))
    chips = [place.head.chip(group).accessibleName() for group in (None, *NeedGroup)]
    assert chips == ["All, 3", "Orders, 2", "Products, 1", "Imports, 0"]
    assert not place.head.chip(NeedGroup.IMPORTS).isVisible(), "it is there when one waits"
    qtbot.mouseClick(place.head.chip(NeedGroup.PRODUCTS), Qt.MouseButton.LeftButton)
    assert shown(place) == [(When.LATER, 1), "Bunny Sun Hat"]
    qtbot.waitUntil(lambda: "Bunny Sun Hat" in said(place.detail.thing))
    assert place.detail.step.text() == "Open product"


def test_an_import_that_waits_in_the_browser_opens_in_its_place(qtbot, shop, open_place, heard):
    waits = need("j", kind=NeedKind.IN_BROWSER, group=NeedGroup.IMPORTS, order_id=None,
                 job_id="j1", title="1005006", urgent=True, due=None, at_risk=None,
                 facts={"waits": "login"})  # fmt: skip
    shop.attention.all = [waits]
    place = open_place(shop)
    qtbot.waitUntil(lambda: place.detail.shown is not None)
    assert place.head.chip(NeedGroup.IMPORTS).isVisible()
    assert "sign in in the browser window" in words.what(waits, NOON)
    assert place.detail.step.text() == "Open import"
    qtbot.mouseClick(place.detail.step, Qt.MouseButton.LeftButton)
    assert heard.went == [("import", {"job_id": "j1"})]


def test_a_chip_without_lines_offers_to_show_all(qtbot, shop, open_place):
    shop.attention.all = shop.attention.all[:2]
    place = ready(qtbot, open_place(shop))
    qtbot.mouseClick(place.head.chip(NeedGroup.PRODUCTS), Qt.MouseButton.LeftButton)
    assert "Nothing of this kind" in place.empty.words()
    qtbot.mouseClick(place.empty.button, Qt.MouseButton.LeftButton)
    assert len(shown(place)) == 4


def test_the_detail_says_what_happened_and_what_to_do(qtbot, shop, open_place):
    place = ready(qtbot, open_place(shop))
    texts = said(place.detail)
    assert "BP-10464: not bought for 31 hours" in texts
    assert {"Paid", "Pending", "Buy it at the supplier."} <= set(texts)
    assert place.detail.facts.figures() == ("$61.98", "$12.75", "Today")
    assert "Tessa Brindlewood, United States" in texts


def test_a_line_is_put_off_until_tomorrow_and_taken_back(qtbot, shop, open_place, heard):
    place = ready(qtbot, open_place(shop))
    qtbot.mouseClick(place.detail.later, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "BP-10464" not in shown(place))
    assert heard.notices == ["BP-10464 comes back tomorrow"]
    assert "1 thing comes back tomorrow." in place._foot.text()
    (undo,) = heard.actions
    assert undo.text == "Undo"
    undo.run()
    qtbot.waitUntil(lambda: "BP-10464" in shown(place))


def test_solved_lines_leave_by_themselves_and_the_chosen_one_stays(qtbot, shop, open_place):
    place = ready(qtbot, open_place(shop))
    place.table.choose_row(3)
    shop.attention.all = shop.attention.all[:1]
    shop.tell(Change(orders=frozenset({"d000001"})))
    qtbot.waitUntil(lambda: shown(place) == [(When.WEEK, 1), "BP-10412"])
    assert place.table.chosen().key == "unpaid"


def test_an_empty_list_means_done_for_today(qtbot, open_place, heard):
    shop = FakeShop()
    monday = datetime(2026, 10, 12, tzinfo=UTC)
    weeks = tuple((monday + timedelta(weeks=n), Decimal(v)) for n, v in enumerate((212, -20, 127)))
    coming = (need("c", kind=NeedKind.DISPUTE_CLOSES, title="BP-10377"),)
    shop.attention.facts = DayFacts(9, 13, 6, 4, 6, weeks, coming)
    place = open_place(shop)
    qtbot.waitUntil(lambda: place.done.button.text() == "Look at 6 pending orders")
    assert place.done.isVisible()
    assert place.day.facts.figures() == ("9", "13", "6", "4")
    assert "-$20.00" in place.day.bars.accessibleName()
    assert "Dispute window of BP-10377 closes" in said(place.day)
    assert not place.day.bars.grab().isNull()
    qtbot.mouseClick(place.done.button, Qt.MouseButton.LeftButton)
    assert heard.went == [("fulfillment", {})]


def test_it_says_when_it_last_looked_and_looks_again(qtbot, shop, open_place):
    place = ready(qtbot, open_place(shop))
    assert "looks again every 10 minutes." in place._foot.text()
    before = shop.attention.asked["needs"]
    watch = NeedsWatch.of(place.context)
    assert watch is place.watch  # the rail's and the place's are one
    assert watch._again.interval() == 600_000
    watch._again.timeout.emit()
    qtbot.waitUntil(lambda: shop.attention.asked["needs"] == before + 1)


def test_a_database_that_does_not_answer_is_said_above_the_list(qtbot, shop, open_place):
    place = ready(qtbot, open_place(shop))
    shop.attention.error = Unavailable("The shop server does not answer.", reason="no_database")
    place.refresh()
    qtbot.waitUntil(place.banner.isVisible)
    assert len(shown(place)) == 6
    shop.attention.error = None
    place.refresh()
    qtbot.waitUntil(lambda: not place.banner.isVisible())


def test_of_more_than_can_be_shown_the_first_are(qtbot, shop, open_place):
    shop.attention.all = [need(str(n), title=f"BP-{n}") for n in range(300)]
    asked = shop.attention.needs
    shop.attention.needs = lambda: replace(asked(), count=412)
    place = ready(qtbot, open_place(shop))
    assert "The first 300 of 412 are shown." in place._foot.text()
    assert place.head.words() == "412 things"  # a sum of some would be no sum


def test_a_line_is_copied_as_a_table(qtbot, shop, open_place):
    place = ready(qtbot, open_place(shop))
    qtbot.keyClick(place.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text().splitlines()
    assert copied[0].split("\t") == ["What and why", "By when", "At risk", "Next step"]
    assert copied[1].startswith("BP-10464: not bought for 31 hours\tToday, ")


def test_comfortable_rows_leave_the_headings_as_they_are(qtbot, shop, open_place):
    place = ready(qtbot, open_place(shop))
    place.set_comfortable(on=True)
    assert [place.table.rowHeight(at) for at in (0, 1)] == [30, 66]
    place.reset_layout()
    assert place.table.rowHeight(1) == 66


def test_a_thing_that_is_gone_makes_it_look_again(qtbot, shop, open_place):
    shop.fulfillment.all = []
    place = open_place(shop)
    qtbot.waitUntil(lambda: shop.attention.asked["needs"] == 2)
    qtbot.waitUntil(lambda: shop.fulfillment.asked["detail"] >= 2)
    place.refresh()
    qtbot.waitUntil(lambda: shop.attention.asked["needs"] == 3)
    qtbot.waitUntil(lambda: shop.fulfillment.asked["detail"] >= 3)
    assert shop.attention.asked["needs"] == 3  # not without end
    assert place.detail.shown is not None


def test_each_look_asks_for_the_shown_thing_once(qtbot, shop, open_place):
    place = ready(qtbot, open_place(shop))
    before = shop.fulfillment.asked["detail"]
    place.refresh()
    with qtbot.waitSignal(place.watch.looked):
        pass
    qtbot.waitUntil(lambda: shop.fulfillment.asked["detail"] == before + 1)


def test_the_day_by_which_something_is_due_is_never_cut(qtbot, shop, open_place):
    evening = (NOON + timedelta(days=1)).astimezone().replace(hour=17, minute=24)
    shop.attention.all[0] = replace(shop.attention.all[0], due=evening.astimezone(UTC))
    place = ready(qtbot, open_place(shop, size=(1204, 690)))
    table, by = place.table, words.by_when(shop.attention.all[0], NOON)
    at = [column.key for column in table.lines.columns].index("by")
    assert by.day.startswith("Tomorrow, 5:24")
    needed = QFontMetrics(font(BODY, MEDIUM)).horizontalAdvance(by.day) + 2 * PADDING
    qtbot.waitUntil(lambda: table.columnWidth(at) >= needed)
