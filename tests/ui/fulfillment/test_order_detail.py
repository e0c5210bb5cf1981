"""One order whole: what to buy, what is wrong with it, where it goes, its money and history."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from babydrop_desktop.domain.checks import Level
from babydrop_desktop.domain.order_checks import Problem, ProblemCode, Standing
from babydrop_desktop.domain.orders import (
    DropshipStatus,
    HistoryLine,
    OrderMoney,
)
from babydrop_desktop.domain.postal.address import PostalAddress
from tests.ui.fake_orders import BLOCKED_HAT, NOON, detail_of, order, pair
from tests.ui.fakes import FakeShop
from ui.common import order_words
from ui.common.copy_key import CopyKey
from ui.fulfillment.pair import Pair
from ui.fulfillment.ship_to import LockedKey

ROW = order(3, "Tessa Brindlewood", check=Standing.PART_READY)


@pytest.fixture
def show(qtbot, open_place):
    def make(row=ROW, size=(1352, 840), **values):
        shop = FakeShop()
        shop.fulfillment.all = [row]
        shop.fulfillment.details[row.id] = detail_of(row, **values)
        place = open_place(shop, size)
        if row.status is not DropshipStatus.PENDING:
            place.head.show_all()
        qtbot.waitUntil(lambda: place.detail.shown is not None)
        return place.detail

    return make


def words(widget):
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def test_the_head_says_which_order_how_it_stands_and_since_when(show):
    detail = show()
    assert "BP-10003" in words(detail)
    assert detail.pill.text() == "Pending"
    meta = next(text for text in words(detail) if text.startswith("Paid"))
    assert meta.startswith("Paid 3 hours ago · ")
    assert meta.endswith("2 items from 2 suppliers")


def test_each_supplier_has_its_own_card_and_its_own_standing(show):
    first, second = show().sections.buy.cards
    assert {"Little Cloud Store", "$7.90", "Ready"} <= set(words(first))
    assert {"Sunny Cotton Store", "$4.85", "Blocked"} <= set(words(second))


def test_both_sides_of_a_pair_are_said_and_whether_they_are_the_same(show):
    pairs = show().findChildren(Pair)
    first, second = pairs
    assert first.linked
    assert not second.linked
    assert "Sage · 3-6M" in first.accessibleName()
    assert "Green dots · 66, Confirmed Nov 12" in first.accessibleName()
    assert first.below() == "1 × $7.90 · Dotted Romper · from China"
    assert "Beige 48, Not confirmed" in second.accessibleName()


def test_own_stock_and_what_has_no_pair_are_said_as_such(show):
    own = pair(7, supplier_id=None, supplier=None, supplier_label=None, own_stock=True,
               unit_cost=None, confirmed_at=None)  # fmt: skip
    bare = pair(8, supplier_id=None, supplier=None, supplier_label=None, unit_cost=None,
                confirmed_at=None, quantity=2, ships_from=None)  # fmt: skip
    detail = show(items=(own, bare))
    first, second = detail.findChildren(Pair)
    assert "Your own stock, Nothing is bought for it" in first.accessibleName()
    assert "No variant, Not linked" in second.accessibleName()
    assert second.below() == "2 pieces · Dotted Romper"
    assert "Your own stock" in words(detail.sections.buy.cards[0])
    assert "No supplier yet" in words(detail.sections.buy.cards[1])


def test_what_is_wrong_comes_first_with_what_to_do(show):
    margin = Problem(Level.LOOK, ProblemCode.LOW_MARGIN, {"percent": "27", "floor": "30"})
    detail = show(problems=(BLOCKED_HAT, margin))
    lines = detail.sections.problems.lines
    assert [(line.what, line.fact) for line in lines[:2]] == [
        ("Variant", "Bunny Sun Hat, Cream · 48 cm: the pair is not confirmed"),
        ("Margin", "27 %; your floor is 30 %"),
    ]
    assert "Look at both pictures side by side, then confirm the pair." in words(detail)
    assert {"1 blocked", "1 to look at", "4 fine"} <= set(words(detail))


def test_every_problem_has_words_with_and_without_its_facts():
    facts = dict.fromkeys(
        ("product", "variant", "supplier", "percent", "floor", "currencies", "payment_status",
         "status"), "x",
    )  # fmt: skip
    for code in ProblemCode:
        for known in (facts, {}):
            said = order_words.problem(Problem(Level.LOOK, code, known))
            assert said.what
            assert said.fact
            assert said.todo.endswith(".")
            assert "{" not in said.fact + said.todo


def test_an_order_that_is_bought_has_no_list_before_buying(show):
    detail = show(order(40, status=DropshipStatus.SHIPPED, check=None), problems=(),
                  shipped_at=NOON - timedelta(days=3), supplier_number="8193001122334455",
                  tracking_number="LX123456789CN", carrier="Cainiao")  # fmt: skip
    assert not detail.sections.problems.isVisible()
    assert detail.foot.words() == ("Shipped 3 days ago.", "It is on its way to the customer.")
    said = words(detail.sections.numbers)
    assert {"8193001122334455", "LX123456789CN", "Cainiao"} <= set(said)


def test_an_open_issue_says_what_happened(show):
    line = HistoryLine(NOON, "Kim", "ISSUE_OPENED", DropshipStatus.SHIPPED, DropshipStatus.ISSUE,
                       "The parcel waits at customs for an invoice.")  # fmt: skip
    detail = show(order(9, status=DropshipStatus.ISSUE, check=None), history=(line,))
    assert detail.foot.words() == ("An issue is open.", line.text)


def test_the_foot_says_what_comes_next(show):
    assert show().foot.words()[0] == "One supplier is ready, another is blocked."
    ready = show(order(1, check=Standing.READY))
    assert ready.foot.words()[0] == "Everything is ready to be bought."


def test_phone_and_mail_are_copied_freely_and_the_address_not_before_a_purchase(qtbot, show, heard):
    detail = show()
    locked = [key for key in detail.findChildren(LockedKey) if key.isVisible()]
    assert [key.accessibleName() for key in locked] == [
        f"Copy {what}, locked"
        for what in ("Name", "Street", "Apt", "City", "State", "ZIP", "Country")
    ]
    QGuiApplication.clipboard().setText("before")
    for key in locked:
        assert "once a purchase is started" in key.toolTip()
        qtbot.mouseClick(key, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "before"
    assert set(heard.notices) == {detail.sections.ship_to.reason()}
    free = [key for key in detail.sections.ship_to.findChildren(CopyKey) if key.isVisible()]
    for key, text in zip(free, ("(503) 555-0142", "tessa@example.com"), strict=True):
        qtbot.mouseClick(key, Qt.MouseButton.LeftButton)
        assert QGuiApplication.clipboard().text() == text
    qtbot.mouseClick(detail.copy_number, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "BP-10003"


def test_an_address_that_is_none_is_said(show):
    detail = show(address=PostalAddress(broken=True), phone="", email="")
    assert "What is kept of the address cannot be read." in words(detail)
    assert not any(key.isVisible() for key in detail.findChildren(LockedKey))


def test_the_money_adds_up_line_by_line(show):
    money = show().sections.money
    figures = [money.figure(role) for role in
               ("sold", "bar_cost", "bar_shipping", "bar_fees", "bar_left")]  # fmt: skip
    assert figures == ["$50.98", "12.75", "3.48", "2.43", "$32.32"]


def test_a_profit_that_cannot_be_told_says_why(show):
    money = OrderMoney("USD", Decimal(20), Decimal(5), Decimal(1), Decimal(1), None, None,
                       ("EUR", "PLN"))  # fmt: skip
    detail = show(money=money)
    assert detail.sections.money.figure("bar_left") == "–"
    assert "No profit can be told: there is EUR, PLN in it too." in words(detail)
    unknown = show(money=replace(money, other_currencies=()))
    assert "No profit can be told: a cost is not known." in words(unknown)


def test_a_long_history_is_shown_in_steps(qtbot, show):
    lines = tuple(
        HistoryLine(NOON - timedelta(hours=n), "Kim", "NOTE", None, None, f"line {n}")
        for n in range(40)
    )
    history = show(history=lines).sections.history
    assert len(history.words()) == 5
    assert history.all_key.text() == "All 40"
    qtbot.mouseClick(history.all_key, Qt.MouseButton.LeftButton)
    assert len(history.words()) == 40
    assert not history.all_key.isVisible()


def test_an_order_of_500_items_shows_the_first_and_the_rest_in_steps(qtbot, show):
    items = tuple(pair(n) for n in range(500))
    detail = show(items=items, item_count=612)
    buy = detail.sections.buy
    assert len(detail.findChildren(Pair)) == 10
    assert "10 of 612 items" in words(buy)
    qtbot.mouseClick(buy.more, Qt.MouseButton.LeftButton)
    assert sum(len(card.pairs) for card in buy.cards) == 50
    qtbot.waitUntil(lambda: "$3,950.00" in words(buy.cards[0]))  # of all 500


def test_narrow_details_become_tabs_and_fold_only_what_is_fine(qtbot, show):
    detail = show(size=(1204, 680))
    sections = detail.sections
    assert not sections.wide
    assert sections.tabs.isVisible()
    assert not sections.ship_to.isVisible()
    assert "Bunny Sun Hat, Cream · 48 cm: the pair is not confirmed" in words(detail)
    assert sections.tabs.figure(2) == "$32.32"
    for at, part in ((1, sections.ship_to), (2, sections.money), (3, sections.history)):
        where = sections.tabs.tabRect(at).center()
        qtbot.mouseClick(sections.tabs, Qt.MouseButton.LeftButton, pos=where)
        assert part.isVisible()
    detail.window().resize(1352, 840)
    qtbot.waitUntil(lambda: sections.wide is True)
    qtbot.waitUntil(sections.ship_to.isVisible)
    assert sections.buy.isVisible()
    assert not sections.tabs.isVisible()


def test_folded_fine_lines_can_be_shown(qtbot, show):
    detail = show(order(1, check=Standing.READY), size=(1204, 680))
    problems = detail.sections.problems
    assert any("more" in text for text in words(problems))
    qtbot.mouseClick(problems.more, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Address" in words(problems))
    assert not problems.more.isVisible()


def test_hostile_words_are_painted_letter_by_letter(show):
    evil = '<img src="file:///etc/passwd"><b>Hat</b>'
    detail = show(
        items=(pair(1, product=evil, variant=evil, supplier=evil, supplier_label=evil),),
        notes=evil,
        history=(HistoryLine(NOON, evil, evil, None, None, evil),),
        address=PostalAddress(evil, evil, evil, evil, evil, evil, evil, evil, "ZZ"),
    )
    labels = [label for label in detail.findChildren(QLabel) if label.text()]
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}
    tips = [widget.toolTip() for widget in detail.findChildren(Pair)]
    assert all("<img" not in tip for tip in tips)


def test_a_status_of_tomorrow_is_shown_as_unknown(show):
    detail = show(order(9, status=DropshipStatus.UNKNOWN, check=Standing.BLOCKED))
    assert detail.pill.text() == "Unknown"


def test_the_history_tells_what_was_undone_and_names_what_it_knows():
    def told(kind, to=None):
        return order_words.event(HistoryLine(NOON, "", kind, None, to, ""))[1]

    assert told("STATUS", DropshipStatus.SHIPPED) == "Shipped"
    assert told("UNDONE", DropshipStatus.PENDING) == "Undone, Pending again"
    assert told("ISSUE_CLOSED", DropshipStatus.PLACED) == "Issue closed, Placed again"
    assert told("PURCHASE") == "Purchase"
    assert told("NOT_YET_INVENTED") == "Not yet invented"
