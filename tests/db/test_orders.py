"""The list of orders on both engines: pages, search, counts, money, and one statement each."""

from datetime import timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa

from babydrop_desktop.db import orders
from babydrop_desktop.db.order_judge import Judge
from babydrop_desktop.db.storefront import DropshipOrder, Order
from babydrop_desktop.domain.order_checks import Standing
from babydrop_desktop.domain.orders import DropshipStatus, OrderQuery, OrderSort
from babydrop_desktop.errors import NotFound
from tests.fakes import orders as fake
from tests.fakes.statements import statement_counter

JUDGE = Judge("USD", 30)


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


FOUND_BY = {
    "the number": "BP-10482",
    "a part of the number": "0482",
    "the number's beginning": "bp",
    "the name": "brindlewood",
    "two words": "TESSA brindle",
    "a word and a short one": "brindlewood te",
    "the e-mail": "tessa@example.com",
    "the AliExpress number": "8123456789",
    "the tracking number": "lp00123",
    "no plain letters": "ÄRLIGE",
}


@pytest.mark.parametrize("typed", FOUND_BY.values(), ids=FOUND_BY)
def test_an_order_is_found_by_whatever_the_owner_knows_of_it(shop, typed):
    fake.goods(shop)
    name = {**fake.ADDRESS, "lastName": "Brindlewood-Ärlige"}
    wanted = fake.order(
        10482, shipping_address=name, ali_express_order_id="8123456789012345",
        tracking_number="LP00123456789CN", status="SHIPPED")  # fmt: skip
    other = {**fake.ADDRESS, "firstName": "Ida", "lastName": "Oak"}
    fake.add(shop, wanted, fake.order(9, shipping_address=other, customer_email="i@o.net",
                                      order={"order_number": "XX-9"}))  # fmt: skip
    assert [row.number for row in listed(shop, search=typed)] == ["BP-10482"]
    with shop.read() as session, statement_counter(shop.engine) as sent:
        counts = orders.counts(session, typed)
    assert len(sent) == 1
    assert counts.of == {DropshipStatus.SHIPPED: 1}


@pytest.mark.parametrize("typed", ['"', "100%", "_", "\\", "a'b", "'; DROP", "AND", "words:", "*",
                                   "\0", "-10", "^", "(", "PENDING", "x" * 5_000])  # fmt: skip
def test_whatever_is_typed_finds_nothing_rather_than_failing(few, typed):
    nothing = not typed.strip("\0")
    for sort in OrderSort:
        assert len(listed(few, search=typed, sort=sort, limit=100)) == (40 if nothing else 0) or (
            typed == "-10"
        )


def test_a_search_with_signs_of_patterns_takes_them_as_they_are(shop):
    fake.goods(shop)
    odd = {**fake.ADDRESS, "lastName": '50%_off\\ "O\'Neil"'}
    fake.add(shop, fake.order(1, shipping_address=odd), fake.order(2))
    for typed in ("50%", "%_off", "off\\", '"O\'Neil"'):
        assert [row.id for row in listed(shop, search=typed)] == ["dro0000001"], typed


def test_what_nobody_sees_of_a_pasted_number_hides_no_order(shop):
    fake.goods(shop)
    fake.add(shop, fake.order(10482), fake.order(2))
    for typed in ("\u200eBP-10482\u200f", "BP-\u200b10482", "\ufeffbp-10482 \ud800"):
        assert [row.number for row in listed(shop, search=typed)] == ["BP-10482"], typed


def test_only_what_was_searched_for_is_counted_up_to_a_limit(few, monkeypatch):
    monkeypatch.setattr(orders, "MOST_COUNTED", 40)
    for typed, cut in (
        ("", False),
        ("  ", False),
        ("\u200e", False),
        ("tessa", False),
        ("bp", True),
    ):
        with few.read() as session:
            assert orders.counts(session, typed).at_least is cut, typed


def test_what_changes_is_found_anew(shop):
    fake.goods(shop)
    (one,) = fake.add(shop, fake.order(5))
    change(shop, DropshipOrder, tracking_number="RR123456785PT")
    change(shop, Order, order_number="SHOP-77")
    assert [row.id for row in listed(shop, search="rr123456785")] == [one]
    assert [row.id for row in listed(shop, search="shop-77")] == [one]
    assert listed(shop, search="BP-00005") == []
    change(shop, DropshipOrder, status="ISSUE")
    assert [row.id for row in listed(shop, search="shop-77", status=DropshipStatus.ISSUE)] == [one]
    assert listed(shop, search="shop-77", status=DropshipStatus.PENDING) == []
    change(shop, DropshipOrder, created_at=fake.NOW - timedelta(days=400))
    assert [row.id for row in listed(shop, search="shop-77")] == [one]
    with shop.write() as session:
        session.execute(sa.delete(DropshipOrder))
    assert listed(shop, search="shop-77") == []


def change(shop, model, **values):
    with shop.write() as session:
        session.execute(sa.update(model).values(**values))


def counted(shop):
    with shop.read() as session, statement_counter(shop.engine) as sent:
        found = orders.counts(session)
    assert len(sent) == 1
    return {status.value: number for status, number in found.of.items()}


def test_the_counts_are_exact_after_whatever_happens_to_orders(shop):
    fake.goods(shop)
    assert counted(shop) == {}
    fake.add(shop, fake.order(1), fake.order(2), fake.order(3, status="SHIPPED"))
    assert counted(shop) == {"PENDING": 2, "SHIPPED": 1}
    with shop.write() as session:
        session.execute(sa.update(DropshipOrder).where(DropshipOrder.id == "dro0000001")
                        .values(status="ISSUE"))  # fmt: skip
    assert counted(shop) == {"PENDING": 1, "SHIPPED": 1, "ISSUE": 1}
    with shop.write() as session:
        session.execute(sa.delete(DropshipOrder))
        session.rollback()
    assert counted(shop) == {"PENDING": 1, "SHIPPED": 1, "ISSUE": 1}
    with shop.write() as session:
        session.execute(sa.delete(DropshipOrder).where(DropshipOrder.status == "ISSUE"))
    assert counted(shop) == {"PENDING": 1, "SHIPPED": 1}


def test_orders_of_the_same_moment_are_each_shown_once(shop):
    fake.goods(shop)
    fake.add(shop, *(fake.order(number, created_at=fake.NOW) for number in range(9)))
    for search in ("", "example.com"):
        found = [row.id for row in listed(shop, limit=2, search=search)]
        assert sorted(set(found)) == sorted(found)
        assert len(found) == 9


def test_a_line_is_asked_by_its_id(few):
    with few.read() as session, statement_counter(few.engine) as sent:
        found = orders.some(session, ["dro0000003", "gone", "dro0000007"], JUDGE)
    assert len(sent) == 1
    assert {row.id for row in found} == {"dro0000003", "dro0000007"}


def test_an_order_is_found_by_its_exact_number(few):
    with few.read() as session, statement_counter(few.engine) as sent:
        assert orders.id_of(session, "BP-00007") == "dro0000007"
    assert len(sent) == 1
    with few.read() as session, pytest.raises(NotFound) as caught:
        orders.id_of(session, "bp-00007")
    assert caught.value.reason == "no_such_order"
