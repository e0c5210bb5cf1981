"""`babydrop orders` and `babydrop order` tell what is to be bought, without a street."""

import json
import weakref
from contextlib import closing
from datetime import timedelta

import pytest

from babydrop_desktop.bootstrap import open_database
from babydrop_desktop.cli import output
from babydrop_desktop.db import attention
from babydrop_desktop.db.sqlite import connect_raw
from babydrop_desktop.errors import Unavailable
from babydrop_desktop.gateways.clock import SystemClock
from babydrop_desktop.paths import Profile, ShopOptions
from babydrop_desktop.services.fulfillment import Fulfillment
from tests.cli.answers import documents
from tests.fakes import orders as fake


@pytest.fixture
def stocked(profile):
    """Give a shop with three orders: one ready, one late and unpaid, one delivered."""
    now = SystemClock().now()
    db, _ = open_database(ShopOptions(Profile(profile)))
    fake.goods(db)
    fake.add(
        db,
        fake.order(1, created_at=now - timedelta(hours=1)),
        fake.order(2, created_at=now - timedelta(days=3), order={"payment_status": "PENDING"}),
        fake.order(3, created_at=now - timedelta(days=30), status="DELIVERED"),
    )
    db.close()
    return profile


def test_orders_are_one_json_array_newest_first(babydrop, stocked):
    ran = babydrop("orders", "--json")
    found = json.loads(ran.out)
    assert [line["number"] for line in found] == ["BP-00001", "BP-00002", "BP-00003"]
    assert ran.code == 0
    first = found[0]
    assert (first["customer"], first["country"]) == ("Tessa Brindlewood", "US")
    assert (first["status"], first["check"], first["items"]) == ("PENDING", "ready", 2)
    assert (first["sold"], first["cost"], first["profit"], first["currency"]) == (
        "50.98", "12.75", "32.32", "USD")  # fmt: skip
    assert [line["check"] for line in found] == ["ready", "blocked", None]
    for told in (ran, babydrop("orders")):
        assert "Larkspur" not in told.out
        assert "555-0142" not in told.out


@pytest.mark.parametrize("word", ["DELIVERED", "delivered"])
def test_orders_of_one_status_are_listed(babydrop, stocked, word):
    found = json.loads(babydrop("orders", "--status", word, "--json").out)
    assert [line["number"] for line in found] == ["BP-00003"]


def test_a_status_that_there_is_not_is_wrong_usage(babydrop, stocked, capsys):
    with pytest.raises(SystemExit) as caught:
        babydrop("orders", "--status", "LOST")
    assert caught.value.code == 2
    assert "DELIVERED" in capsys.readouterr().err


def test_what_needs_the_owner_is_listed_with_why(babydrop, stocked):
    (found,) = json.loads(babydrop("orders", "--needs-you", "--json").out)
    assert found["number"] == "BP-00002"
    assert [need["kind"] for need in found["needs"]] == ["not_bought"]
    assert "BP-00002" in babydrop("orders", "--needs-you").out
    assert json.loads(babydrop("orders", "--needs-you", "--status", "ISSUE", "--json").out) == []


def test_that_more_needs_the_owner_than_is_listed_is_said(babydrop, stocked, monkeypatch):
    assert babydrop("orders", "--needs-you").err == ""
    monkeypatch.setattr("babydrop_desktop.db.attention.MOST_LINES", 0)
    attention.statement.cache_clear()
    ran = babydrop("orders", "--needs-you", "--json")
    attention.statement.cache_clear()
    assert "0 most urgent lines of 1 or more" in ran.err
    assert json.loads(ran.out) == []


@pytest.mark.parametrize("asked", [("order", "\udcff"), ("products", "--search", "\udcff")])
def test_what_is_no_text_is_wrong_usage(babydrop, stocked, asked, capsys):
    with pytest.raises(SystemExit) as caught:
        babydrop(*asked)
    assert caught.value.code == 2
    assert "cannot be read as text" in capsys.readouterr().err


def test_a_shop_without_orders_has_an_empty_array(babydrop, profile):
    open_database(ShopOptions(Profile(profile)))[0].close()
    assert json.loads(babydrop("orders", "--json").out) == []
    assert "No order." in babydrop("orders").out


def test_one_order_is_shown_whole_but_for_street_and_phone(babydrop, stocked):
    ran = babydrop("order", "BP-00002", "--json")
    (found,) = documents(ran)
    assert (found["number"], found["city"], found["zip"]) == ("BP-00002", "Willowmere", "97000")
    assert [problem["code"] for problem in found["problems"]] == ["not_paid"]
    assert found["money"]["profit"] == "32.32"
    assert [item["sku"] for item in found["items"]] == ["KP-0-V", "KP-1-V"]
    told = babydrop("order", "BP-00002").out
    assert "blocked: not paid" in told
    assert "Little Cloud Store" in told
    for text in (ran.out, told):
        assert "Larkspur" not in text
        assert "555-0142" not in text


def test_an_order_that_there_is_not_is_said_with_its_reason(babydrop, stocked):
    ran = babydrop("order", "BP-99", "--json")
    (found,) = documents(ran)
    assert (ran.code, found["reason"]) == (3, "no_such_order")
    assert "BP-99" in ran.err


def test_an_order_that_cannot_be_read_is_told_among_the_others(babydrop, stocked):
    with closing(connect_raw(stocked / "shop.db")) as connection:
        spoilt = """UPDATE "Order" SET total = 9e999 WHERE "orderNumber" = 'BP-00002'"""
        connection.execute(spoilt)
    ran = babydrop("orders", "--json")
    found = json.loads(ran.out)
    assert (ran.code, [line["number"] for line in found]) == (
        0,
        ["BP-00001", "BP-00002", "BP-00003"],
    )
    assert [line.get("reason") for line in found] == [None, "order_unreadable", None]
    assert "This order cannot be read" in babydrop("orders").out
    needing = json.loads(babydrop("orders", "--needs-you", "--json").out)
    assert [(line["number"], line["reason"]) for line in needing] == [
        ("BP-00002", "order_unreadable")]  # fmt: skip
    one = babydrop("order", "BP-00002")
    assert (one.code, one.out) == (3, "")
    assert "This order cannot be read" in one.err
    (told,) = documents(babydrop("order", "BP-00002", "--json"))
    assert told["reason"] == "order_unreadable"


class _Bug(Exception):
    pass


@pytest.mark.parametrize(
    ("stop", "reason", "code"),
    [
        (Unavailable("The server is away.", reason="away"), "away", 4),
        (KeyboardInterrupt(), "incomplete", 4),
        (_Bug(), "incomplete", 1),
    ],
)  # fmt: skip
def test_a_list_that_is_cut_short_is_json_and_says_so(
    babydrop, stocked, monkeypatch, stop, reason, code
):
    whole = Fulfillment.page
    asked = []

    def page(self, query, after=None, limit=100):
        asked.append(after)
        if len(asked) > 1:
            raise stop
        return whole(self, query, after, 2)

    monkeypatch.setattr(Fulfillment, "page", page)
    ran = babydrop("orders", "--json")
    first, second, last = json.loads(ran.out)
    assert (first["number"], second["number"], last["reason"]) == ("BP-00001", "BP-00002", reason)
    assert ran.code == code
    assert ran.err


def test_a_table_of_any_length_needs_the_memory_of_a_few_hundred_lines(capsys):
    alive = weakref.WeakSet()
    most = 0

    class Cell(str):
        __slots__ = ("__weakref__",)

    def rows():
        nonlocal most
        for number in range(3000):
            cell = Cell(number)
            alive.add(cell)
            most = max(most, len(alive))
            yield (cell, "x")

    assert output.table(("ORDER", "X"), rows())
    lines = capsys.readouterr().out.splitlines()
    assert (len(lines), lines[-1]) == (3001, "2999   x")
    assert most <= 2 * output.AT_ONCE
