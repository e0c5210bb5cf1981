"""Whatever part of whatever words is typed, both engines find the same orders, in order."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from babydrop_desktop.db import order_search, order_search_file, order_search_server, orders
from babydrop_desktop.db.order_judge import Judge
from babydrop_desktop.domain.orders import DropshipStatus, OrderQuery, OrderSort
from tests.fakes import orders as fake

JUDGE = Judge("USD", 30)
COUNT = 120
_DICE = random.Random(7)  # noqa: S311 (the same orders every time)
_FIRST = ("Emma", "Emily", "Ida", "Jo", "Örjan", "Maximiliana")
_LAST = ("Oak", "Brindlewood", "Brindlehollow", "O'Neil", "50%_off", "Featherstonehaugh-Smythe")
_MAIL = ("gmail.com", "googlemail.com", "post.example.org")
STATUSES = ("PENDING", "SHIPPED", "DELIVERED")


def made(number):
    """One order of many alike: names, providers and digits come again and again."""
    first, last = _DICE.choice(_FIRST), _DICE.choice(_LAST)
    return fake.order(
        number,
        status=_DICE.choice(STATUSES),
        created_at=fake.NOW.replace(minute=number % 60, second=_DICE.randrange(60)),
        shipping_address={**fake.ADDRESS, "firstName": first, "lastName": last},
        customer_email=f"{first}.{last}{number % 7}@{_DICE.choice(_MAIL)}".lower(),
        ali_express_order_id=f"81{_DICE.randrange(10**14):014d}",
        tracking_number=_DICE.choice((None, f"LP00{number * 37:011d}")),
        order={"order_number": f"BP-{_DICE.randrange(10**6)}-{number}"},
    )


ORDERS = [made(number) for number in range(COUNT)]
FACTS = {
    row["id"]: (customer["order_number"], row, customer["order_number"].casefold() + " " + " ".join(
        (row["shipping_address"]["firstName"], row["shipping_address"]["lastName"],
         row["customer_email"], row["ali_express_order_id"], row["tracking_number"] or "")
    ).casefold())
    for rows in ORDERS
    for row, customer in zip(rows[orders.DropshipOrder], rows[orders.Order], strict=True)
}  # fmt: skip
PIECES = sorted({word for _, _, words in FACTS.values() for word in words.split()})


def expected(query):
    """The ids that hold every word, in the order asked for."""
    words = query.search.casefold().split()
    long = [word for word in words if len(word) >= order_search.PART]
    first = max(words, key=len, default="")
    found = [
        (number if query.sort is OrderSort.NUMBER else row["created_at"], one)
        for one, (number, row, text) in FACTS.items()
        if query.status in {None, DropshipStatus(row["status"])}
        and all(word in text for word in words)
        and (long or text.startswith(first))
    ]
    return [one for _, one in sorted(found, reverse=query.descending)]


@st.composite
def typed(draw):
    """One to three parts of words that are there, now and then one that is not."""
    parts = []
    for word in draw(st.lists(st.sampled_from([*PIECES, "quizzical"]), min_size=1, max_size=3)):
        begins = draw(st.integers(0, max(0, len(word) - 1)))
        ends = draw(st.integers(begins + 1, len(word)))
        part = word[begins:ends]
        parts.append(part.upper() if draw(st.booleans()) else part)
    return " ".join(parts)


@pytest.fixture
def many(shop):
    """Give a shop with these orders."""
    fake.goods(shop)
    fake.add(shop, *ORDERS)
    return shop


@pytest.fixture
def anew():
    """Let statements be made anew: how far they look stands in them."""
    orders._page.cache_clear()
    yield
    orders._page.cache_clear()


def listed(session, query, limit):
    """The ids on all pages."""
    found, after = [], None
    while True:
        page = orders.page(session, query, after, limit, JUDGE)
        found += [row.id for row in page.rows]
        after = page.next
        if after is None:
            return found


@pytest.mark.usefixtures("anew")
@pytest.mark.parametrize("most", [3, 35, 10_000])
@pytest.mark.parametrize("down", [True, False])
def test_the_numbers_of_a_status_are_in_order_however_many_it_has(many, monkeypatch, most, down):
    monkeypatch.setattr(order_search_server, "MOST_SORTED", most)
    for status in map(DropshipStatus, STATUSES):
        query = OrderQuery(status=status, sort=OrderSort.NUMBER, descending=down)
        with many.read() as session:
            found = listed(session, query, 7)
        assert found == expected(query)
        assert found


@pytest.mark.usefixtures("anew")
@pytest.mark.parametrize("walked", [3, 40, 5_000])
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    search=typed(),
    sort=st.sampled_from(OrderSort),
    down=st.booleans(),
    status=st.sampled_from([None, *map(DropshipStatus, STATUSES)]),
    limit=st.sampled_from([2, 7, 50]),
)
def test_both_engines_find_what_holds_every_word(
    many, monkeypatch, walked, search, sort, down, status, limit
):
    monkeypatch.setattr(order_search_file, "MOST_WALKED", walked)
    query = OrderQuery(status=status, search=search, sort=sort, descending=down)
    with many.read() as session:
        found = listed(session, query, limit)
        counts = orders.counts(session, search)
    wanted = expected(query)
    assert found == wanted
    assert counts.count(status) == len(wanted)
