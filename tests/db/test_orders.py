"""The list of orders on both engines: pages, search, counts, money, and one statement each."""

from datetime import timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa

from babydrop_desktop.db import orders
from babydrop_desktop.db.storefront import DropshipOrder, Order
from babydrop_desktop.domain.order_checks import Standing
from babydrop_desktop.domain.orders import DropshipStatus, OrderQuery, OrderSort
from tests.fakes import orders as fake
from tests.fakes.statements import statement_counter

JUDGE = orders.Judge("USD", 30)


@pytest.fixture
def few(shop):
    """Give a shop with forty orders of all statuses."""
    fake.goods(shop)
    fake.fill(shop, 40)
    return shop


def listed(shop, limit=7, **query):
    """The rows of every page, one statement each."""
    asked, found, after = OrderQuery(**query), [], None
    while True:
        with shop.read() as session, statement_counter(shop.engine) as sent:
            page = orders.page(session, asked, after, limit, JUDGE)
        assert len(sent) == 1
        found += page.rows
        after = page.next
        if after is None:
            return found


def test_a_line_shows_what_the_order_brings_and_that_it_can_be_bought(shop):
    fake.goods(shop)
    fake.add(shop, fake.order(10482))
    (row,) = listed(shop)
    assert (row.id, row.number, row.customer, row.country) == (
        "dro0010482", "BP-10482", "Tessa Brindlewood", "US")  # fmt: skip
    assert (row.status, row.created_at) == (
        DropshipStatus.PENDING, fake.NOW - timedelta(hours=3))  # fmt: skip
    assert (row.items, row.pictures) == (2, (fake.picture(0), fake.picture(1)))
    # The figures of the picture: 50.98 sold = 12.75 cost + 3.48 shipping + 2.43 fees + 32.32.
    assert (row.sold, row.cost, row.profit) == (
        Decimal("50.98"), Decimal("12.75"), Decimal("32.32"))  # fmt: skip
    assert (row.currency, row.check) == ("USD", Standing.READY)


@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize("sort", list(OrderSort))
@pytest.mark.parametrize("status", [None, DropshipStatus.DELIVERED])
@pytest.mark.parametrize("search", ["", "example.com", "bp"])
def test_pages_show_every_order_once_in_every_order(few, status, sort, descending, search):
    found = listed(few, status=status, sort=sort, descending=descending, search=search)
    with few.read() as session:
        wanted = session.execute(
            sa.select(DropshipOrder.id, Order.order_number).join(
                Order, Order.id == DropshipOrder.order_id
            ).where(sa.true() if status is None else DropshipOrder.status == status.value)
        ).all()  # fmt: skip
    numbers = sorted((number for _, number in wanted), reverse=descending)
    assert [row.number for row in found] == numbers
    assert {row.status for row in found} >= ({status} if status else set())
