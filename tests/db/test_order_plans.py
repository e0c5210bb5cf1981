"""However many orders there are, no list, search or need reads them all: the plans say so."""

import re
from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from babydrop_desktop.db import attention, orders
from babydrop_desktop.db.attention_lines import Limits
from babydrop_desktop.db.attention_rules import RULES
from babydrop_desktop.db.order_judge import Judge
from babydrop_desktop.domain.attention import NeedKind, Thresholds
from babydrop_desktop.domain.orders import DropshipStatus, OrderKey, OrderQuery, OrderSort
from tests.fakes import orders as fake

JUDGE = Judge("USD", 30)
LIMITS = Limits(fake.NOW, Thresholds(), "USD")
BIG = ("DropshipOrder", "Order", "OrderItem", "DropshipOrderItem", "Payment", "order_words",
       "order_event", "variant_mapping", "source_variant", "Variant", "ProductSource")  # fmt: skip


@contextmanager
def explained(shop, session):
    """Give the plan's lines of the statement that is sent within the block."""
    sent, plan = [], []

    def note(_connection, _cursor, statement, parameters, *_rest):
        sent.append((statement, parameters))

    event.listen(shop.engine, "before_cursor_execute", note)
    try:
        yield plan
    finally:
        event.remove(shop.engine, "before_cursor_execute", note)
    statement, parameters = sent[0]
    how = "EXPLAIN QUERY PLAN " if shop.dialect == "sqlite" else "EXPLAIN "
    connection = session.connection()
    if shop.dialect == "postgresql":
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")  # the tables here are small
    rows = connection.exec_driver_sql(how + statement, parameters).all()
    plan += [row[-1] if shop.dialect == "sqlite" else row[0] for row in rows]


def whole_reads(plan):
    """The big tables that a plan reads from end to end, but for walks along an index."""
    found = [re.match(r'SCAN "?(?:main\.)?(\w+)"?(.*)', line.strip()) for line in plan]
    read = [hit[1] for hit in found if hit and hit[1] in BIG and "INDEX" not in hit[2]]
    return read + [table for line in plan for table in re.findall(r'Seq Scan on "?(\w+)"?', line)
                   if table in BIG]  # fmt: skip


def page_plan(shop, query, after=None):
    with shop.read() as session, explained(shop, session) as plan:
        orders.page(session, query, after, 50, JUDGE)
    return plan


@pytest.fixture
def few(shop):
    fake.goods(shop)
    fake.fill(shop, 200)
    return shop


@pytest.mark.parametrize("behind", [False, True])
@pytest.mark.parametrize("sort", list(OrderSort))
@pytest.mark.parametrize("status", [None, DropshipStatus.PENDING, DropshipStatus.UNKNOWN])
def test_a_page_walks_along_an_index(few, status, sort, behind):
    value = "BP-00100" if sort is OrderSort.NUMBER else fake.NOW
    after = OrderKey(value, "dro0000100") if behind else None
    plan = page_plan(few, OrderQuery(status=status, sort=sort), after)
    assert whole_reads(plan) == []
    by = {None: "createdAt_id", DropshipStatus.PENDING: "status_createdAt_id"}
    if few.dialect == "sqlite" and sort is OrderSort.CREATED and status in by:
        assert any(f"babydrop_DropshipOrder_{by[status]}" in line for line in plan)


@pytest.mark.parametrize("search", ["BP-00100", "tessa brindlewood", "bp"])
def test_a_search_uses_what_was_made_for_it(few, search):
    plan = page_plan(few, OrderQuery(search=search))
    assert whole_reads(plan) == []
    if few.dialect == "sqlite":
        assert any("order_search VIRTUAL TABLE INDEX" in line for line in plan)
    assert not any("SCAN order_words" in line for line in plan)


@pytest.mark.parametrize("status", [None, DropshipStatus.DELIVERED])
def test_a_search_by_number_looks_along_the_numbers_first(few, status):
    if few.dialect == "postgresql":
        pytest.skip("a server chooses by what it knows of its rows")
    plan = page_plan(few, OrderQuery(status=status, search="example", sort=OrderSort.NUMBER))
    assert whole_reads(plan) == []
    walk = {None: "Order_orderNumber_key", DropshipStatus.DELIVERED: "order_words_status_number"}
    begins = plan.index("MATERIALIZE walked")
    assert walk[status] in plan[begins + 1]
    assert "TEMP B-TREE" not in "".join(plan[begins : begins + 4])


def needs_plan(shop, kinds):
    with shop.read() as session, explained(shop, session) as plan:
        asked, names = attention.statement(LIMITS.after, kinds)
        values = {"now": LIMITS.now, **attention.moments(names, LIMITS.now)}
        session.execute(asked, values).all()
    return plan


WALKED = {
    NeedKind.ISSUE: "babydrop_DropshipOrder_status_createdAt_id",
    NeedKind.NOT_BOUGHT: "babydrop_DropshipOrder_status_createdAt_id",
    NeedKind.NOT_PAID: "babydrop_DropshipOrder_status_placedAt",
    NeedKind.NO_TRACKING: "babydrop_DropshipOrder_status_createdAt_id",
    NeedKind.DISPUTE_CLOSES: "babydrop_DropshipOrder_status_shippedAt",
    NeedKind.CUSTOMER_CANCELLED: "babydrop_Order_status_updatedAt",
    NeedKind.VARIANT_CHANGED: "babydrop_DropshipOrder_status_createdAt_id",
    NeedKind.LOW_MARGIN: "babydrop_Product_isActive_costPrice_basePrice_publishedAt",
    NeedKind.IN_BROWSER: "job_state_created_at_id_idx",
}


@pytest.mark.parametrize("kind", list(NeedKind))
def test_each_need_walks_along_its_own_index(few, kind):
    plan = needs_plan(few, (kind,))
    assert whole_reads(plan) == []
    # A server chooses by what it knows of its rows; there the walk is some index's.
    walked = WALKED[kind] if few.dialect == "sqlite" else "Index"
    assert any(walked in line for line in plan), plan


def test_all_needs_together_read_no_table_whole(few):
    assert whole_reads(needs_plan(few, tuple(RULES))) == []


def test_the_items_that_wait_for_a_pair_are_found_by_their_order(few):
    if few.dialect == "postgresql":
        pytest.skip("a server chooses by what it knows of its rows")
    plan = needs_plan(few, (NeedKind.VARIANT_CHANGED,))
    assert any("OrderItem_orderId_idx" in line for line in plan), plan
    assert not any("OrderItem_variantId_idx" in line for line in plan)


@pytest.mark.postgres
def test_the_words_index_of_a_server_serves_the_search(postgres_shop):
    fake.goods(postgres_shop)
    fake.fill(postgres_shop, 200)
    with postgres_shop.read() as session:
        # The walk along the orders is shut too: what is left is the words' own index.
        for switch in ("enable_seqscan", "enable_indexscan", "enable_indexonlyscan"):
            session.execute(sa.text(f"SET LOCAL {switch} = off"))
        with explained(postgres_shop, session) as plan:
            orders.page(session, OrderQuery(search="brindlewood"), None, 50, JUDGE)
    text = "\n".join(plan)
    assert 'Bitmap Index Scan on "babydrop_DropshipOrder_words"' in text
    assert 'Bitmap Index Scan on "babydrop_Order_words"' in text


@pytest.mark.postgres
def test_two_words_are_looked_for_at_once_in_the_words_index_of_a_server(postgres_shop):
    fake.goods(postgres_shop)
    fake.fill(postgres_shop, 200)
    with postgres_shop.read() as session:
        for switch in ("enable_seqscan", "enable_indexscan", "enable_indexonlyscan"):
            session.execute(sa.text(f"SET LOCAL {switch} = off"))
        with explained(postgres_shop, session) as plan:
            orders.page(session, OrderQuery(search="tessa brindlewood"), None, 50, JUDGE)
    at = next(at for at, line in enumerate(plan) if "babydrop_DropshipOrder_words" in line)
    assert plan[at + 1].count("~~*") == 2


@pytest.fixture
def postgres_shop(prepared_postgres_url):
    from babydrop_desktop.db.engine import open_engine  # noqa: PLC0415 (only where one is used)
    from babydrop_desktop.db.unit import Database  # noqa: PLC0415

    database = Database(open_engine(prepared_postgres_url))
    yield database
    database.close()
