"""One row that cannot be read takes nothing else off its page, and says so itself."""

# What is written into the file are the constants of this module.
# ruff: noqa: S608

from contextlib import closing
from datetime import timedelta

import pytest
import sqlalchemy as sa

from babydrop_desktop.db import attention, catalog, order_detail, orders
from babydrop_desktop.db.attention_lines import Limits
from babydrop_desktop.db.engine import open_engine
from babydrop_desktop.db.order_judge import Judge
from babydrop_desktop.db.sqlite import connect_raw, database_path
from babydrop_desktop.db.unit import Database
from babydrop_desktop.domain.attention import Thresholds
from babydrop_desktop.domain.catalog import CatalogQuery, CatalogSort
from babydrop_desktop.domain.order_checks import ProblemCode, Standing
from babydrop_desktop.domain.orders import DropshipStatus, OrderQuery
from babydrop_desktop.errors import Refused
from tests.fakes import orders as fake

JUDGE = Judge("USD", 30)
INFINITY, BYTES, NO_LETTERS, WORDS = "9e999", "x'00ff'", "CAST(x'ff41' AS TEXT)", "'long ago'"
BAD_ORDERS = [
    *(('"DropshipOrder"', "totalCost", value) for value in (INFINITY, BYTES, NO_LETTERS, WORDS)),
    *(('"DropshipOrder"', "createdAt", value) for value in (INFINITY, BYTES, NO_LETTERS, WORDS)),
    ('"DropshipOrder"', "shippingAddress", BYTES),
    ('"DropshipOrder"', "shippingAddress", NO_LETTERS),
    ('"DropshipOrder"', "customerEmail", NO_LETTERS),
    ('"Order"', "total", INFINITY),
    ('"Order"', "currency", BYTES),
    ('"Order"', "currency", NO_LETTERS),
    ('"OrderItem"', "productName", BYTES),
    ('"OrderItem"', "productName", NO_LETTERS),
]


@pytest.fixture
def three(file_shop):
    """Give a shop with three orders that wait for days."""
    fake.goods(file_shop)
    for number in (1, 2, 3):
        made = fake.NOW - timedelta(days=3, hours=number)
        fake.add(file_shop, fake.order(number, created_at=made))
    return file_shop


def spoil(shop, table, column, value, number):
    """Write into one order what no program of the shop's would write."""
    own = {"DropshipOrder": "id", "Order": "id"}.get(table.strip('"'), "orderId")
    key = f"dro000000{number}" if table == '"DropshipOrder"' else f"ord000000{number}"
    with closing(connect_raw(database_path(shop.engine))) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='trigger'"):
            connection.execute(f'DROP TRIGGER "{name}"')
        done = connection.execute(
            f'UPDATE {table} SET "{column}" = {value} WHERE "{own}" = ?', (key,)
        )
        assert done.rowcount


def listed(shop, limit, **query):
    found, after = [], None
    for _ in range(9):
        with shop.read() as session:
            page = orders.page(session, OrderQuery(**query), after, limit, JUDGE)
        found += page.rows
        after = page.next
        if after is None:
            return found
    raise AssertionError("the pages have no end")


@pytest.mark.parametrize("limit", [1, 2, 50])
@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize(("table", "column", "value"), BAD_ORDERS)
def test_an_order_that_cannot_be_read_is_a_line_among_the_others(
    three, table, column, value, limit, descending
):
    spoil(three, table, column, value, 2)
    found = listed(three, limit, descending=descending)
    assert sorted(row.id for row in found) == ["dro0000001", "dro0000002", "dro0000003"]
    others = [row for row in found if row.id != "dro0000002"]
    assert [row.check for row in others] == [Standing.READY] * 2
    assert not any(row.unreadable for row in others)
    (bad,) = (row for row in found if row.id == "dro0000002")
    if column == "shippingAddress":
        assert bad.check is Standing.BLOCKED
    else:
        assert bad.unreadable
        assert (bad.number, bad.status) == ("BP-00002", DropshipStatus.PENDING)


@pytest.mark.parametrize(("table", "column", "value"), BAD_ORDERS)
def test_the_detail_of_an_order_that_cannot_be_read_says_what_to_do(three, table, column, value):
    spoil(three, table, column, value, 2)
    with three.read() as session:
        good = order_detail.detail(session, "dro0000001", "d", JUDGE)
    assert good.check is Standing.READY
    if column == "shippingAddress":  # said in the detail itself: the address is none
        with three.read() as session:
            detail = order_detail.detail(session, "dro0000002", "d", JUDGE)
        assert [problem.code for problem in detail.problems] == [ProblemCode.ADDRESS_BROKEN]
        return
    with pytest.raises(Refused, match="Restore a") as caught, three.read() as session:
        order_detail.detail(session, "dro0000002", "d", JUDGE)
    assert caught.value.reason == "order_unreadable"


@pytest.mark.parametrize("column", ["name", "basePrice", "createdAt", "sku", "costPrice"])
@pytest.mark.parametrize("value", [INFINITY, BYTES, NO_LETTERS])
@pytest.mark.parametrize("sort", list(CatalogSort))
def test_a_product_that_cannot_be_read_is_a_line_among_the_others(three, column, value, sort):
    with closing(connect_raw(database_path(three.engine))) as connection:
        connection.create_function("babydrop_fold", 1, lambda text: text, deterministic=True)
        connection.execute(f'UPDATE "Product" SET "{column}" = {value} WHERE id = \'prod1\'')
    found, after = [], None
    for _ in range(4):
        with three.read() as session:
            page = catalog.page(session, CatalogQuery(sort=sort), after, 1)
        found += page.rows
        after = page.next
        if after is None:
            break
    assert sorted(row.id for row in found) == ["prod0", "prod1", "prod2"]
    is_text = column in {"name", "sku"} and value == INFINITY  # the column makes it the text Inf
    assert [row.id for row in found if row.unreadable] == ([] if is_text else ["prod1"])


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [*BAD_ORDERS[:4], ('"Order"', "total", INFINITY), ('"Order"', "total", BYTES),
     ('"Order"', "orderNumber", NO_LETTERS)],
)  # fmt: skip
def test_what_needs_the_owner_is_told_though_one_of_it_cannot_be_read(three, table, column, value):
    spoil(three, table, column, value, 2)
    with three.read() as session:
        found = attention.needs(session, Limits(fake.NOW, Thresholds(), "USD"))
    assert {need.order_id for need in found.lines} == {"dro0000001", "dro0000002", "dro0000003"}
    bad = [need.order_id for need in found.lines if need.unreadable]
    assert bad == ([] if column == "totalCost" else ["dro0000002"])


def test_the_counts_hold_an_order_of_a_status_that_cannot_be_read(three):
    spoil(three, '"DropshipOrder"', "status", NO_LETTERS, 2)
    with closing(connect_raw(database_path(three.engine))) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("UPDATE order_count SET orders = 2 WHERE status = 'PENDING'")
        connection.execute(f"INSERT INTO order_count (status, orders) VALUES ({NO_LETTERS}, 1)")
    with three.read() as session:
        counts = orders.counts(session)
    assert (counts.count(DropshipStatus.PENDING), counts.count(DropshipStatus.UNKNOWN)) == (2, 1)


def test_an_order_whose_customers_order_is_lost_is_listed_and_blocked(three):
    with closing(connect_raw(database_path(three.engine))) as connection:  # without foreign keys
        connection.execute("DELETE FROM \"Order\" WHERE id = 'ord0000002'")
    found = {row.id: row for row in listed(three, 2)}
    assert [found[one].check for one in sorted(found)] == [
        Standing.READY, Standing.BLOCKED, Standing.READY]  # fmt: skip
    lost = found["dro0000002"]
    assert (lost.number, lost.profit, lost.unreadable) == ("", None, False)
    with three.read() as session:
        detail = order_detail.detail(session, "dro0000002", "d", JUDGE)
    assert [problem.code for problem in detail.problems] == [ProblemCode.ORDER_LOST]


@pytest.mark.postgres
def test_a_server_holds_what_no_calendar_and_no_sum_does(prepared_postgres_url):
    engine = open_engine(prepared_postgres_url)
    shop = Database(engine)
    try:
        fake.goods(shop)
        fake.add(shop, *(fake.order(number) for number in (1, 2, 3, 4)))
        with shop.write() as session:
            for what in (
                "\"createdAt\" = 'infinity' WHERE id = 'dro0000002'",
                "\"totalCost\" = 'NaN' WHERE id = 'dro0000003'",
            ):
                session.execute(sa.text(f'UPDATE "DropshipOrder" SET {what}'))
            session.execute(
                sa.text("UPDATE \"Product\" SET \"basePrice\" = 'NaN' WHERE id = 'prod1'")
            )
        for limit in (1, 9):
            found = listed(shop, limit)
            assert [row.id for row in found if row.unreadable] == ["dro0000002", "dro0000003"]
            assert len(found) == 4
        with shop.read() as session:
            products = catalog.page(session, CatalogQuery(), None, 9).rows
            needs = attention.needs(session, Limits(fake.NOW, Thresholds(), "USD"))
        assert [row.id for row in products if row.unreadable] == ["prod1"]
        assert needs.count == len(needs.lines)
    finally:
        engine.dispose()
