"""Ten times as many orders cost a page, a detail, a count, a need and a search nothing more.

Counted in the database's own steps, not in time: on a file the instructions that it runs, on a
server the pages of memory that it touches.
"""

import json
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from babydrop_desktop.db import attention, order_detail, order_search_server, orders
from babydrop_desktop.db.attention_lines import Limits
from babydrop_desktop.db.order_judge import Judge
from babydrop_desktop.domain.attention import Thresholds
from babydrop_desktop.domain.orders import DropshipStatus, OrderKey, OrderQuery, OrderSort
from tests.fakes import orders as fake

JUDGE = Judge("USD", 30)
FEW, MANY = 250, 2_500
OLDER = fake.NOW - timedelta(days=1_000)
LIMITS = Limits(fake.NOW, Thresholds(), "USD")
DOWN = OrderKey(fake.NOW - timedelta(days=450), "dro0000125")


def page(after=None, **query):
    return lambda session: orders.page(session, OrderQuery(**query), after, 50, JUDGE)


QUESTIONS = {
    "first page": page(),
    "far down": page(DOWN),
    "far down one status": page(DOWN, status=DropshipStatus.DELIVERED),
    "far down the numbers": page(OrderKey("BP-00050", "dro0000050"), sort=OrderSort.NUMBER),
    "the numbers of a status": page(status=DropshipStatus.DELIVERED, sort=OrderSort.NUMBER),
    "detail": lambda session: order_detail.detail(session, "dro0000077", "d", JUDGE),
    "needs you": lambda session: attention.needs(session, LIMITS),
    "one order's number": page(search="BP-00077"),
    "one order's e-mail": page(search="clara.89@example.com"),
    "a word that many have": page(search="example"),
    "such a word by number": page(search="example", sort=OrderSort.NUMBER),
}


def older(some):
    """Delivered long ago, and found by no number or name that is asked for here."""
    for number in some:
        yield fake.order(number, status="DELIVERED", created_at=OLDER - timedelta(minutes=number),
                         customer_email=f"someone.{number}@example.com")  # fmt: skip


def steps(shop, ask):
    """How much the database did for one question."""
    return _steps_of_file(shop, ask) if shop.dialect == "sqlite" else _pages_of_server(shop, ask)


def _steps_of_file(shop, ask):
    done = []
    with shop.read() as session:
        driver = session.connection().connection.driver_connection
        driver.set_progress_handler(lambda: done.append(0), 10)
        try:
            ask(session)
        finally:
            driver.set_progress_handler(None, 0)
    return len(done)


def _pages_of_server(shop, ask):
    sent = []

    def note(_connection, _cursor, statement, parameters, *_rest):
        sent.append((statement, parameters))

    event.listen(shop.engine, "before_cursor_execute", note)
    try:
        with shop.read() as session:
            ask(session)
    finally:
        event.remove(shop.engine, "before_cursor_execute", note)
    touched = 0
    with shop.read() as session:
        session.execute(sa.text("SET LOCAL enable_seqscan = off"))  # the tables here are small
        connection = session.connection()
        for statement, parameters in sent:
            how = "EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) "
            told = connection.exec_driver_sql(how + statement, parameters).scalar_one()
            plan = json.loads(told) if isinstance(told, str) else told
            top = plan[0]["Plan"]
            touched += top["Shared Hit Blocks"] + top["Shared Read Blocks"]
    return touched


def settled(shop):
    """What a server does by itself a minute after many rows came."""
    if shop.dialect == "postgresql":
        with shop.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")


@pytest.fixture
def cost_of(shop, monkeypatch):
    """Give what each question costs with few orders, and with many."""
    # So few that a status of a small shop has more, too: below it all of them are sorted.
    monkeypatch.setattr(order_search_server, "MOST_SORTED", 50)
    orders._page.cache_clear()  # how far statements look stands in them
    fake.goods(shop)
    fake.fill(shop, FEW)
    settled(shop)
    few = {name: steps(shop, ask) for name, ask in QUESTIONS.items()}
    fake.add(shop, *older(range(FEW, MANY)))
    settled(shop)
    yield few, {name: steps(shop, ask) for name, ask in QUESTIONS.items()}
    orders._page.cache_clear()


def test_ten_times_the_orders_cost_no_question_more(cost_of):
    few, many = cost_of
    # An index of more rows is one page deeper at most; reading them all would be ten times as much.
    grown = {name: (few[name], many[name]) for name in few if many[name] > few[name] * 1.5 + 100}
    assert grown == {}
    assert min(few.values()) > 0


def test_the_counts_of_a_file_are_kept_not_counted(file_shop):
    fake.goods(file_shop)
    fake.fill(file_shop, FEW)
    few = steps(file_shop, orders.counts)
    fake.add(file_shop, *older(range(FEW, MANY)))
    assert steps(file_shop, orders.counts) == few
