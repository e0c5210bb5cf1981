"""What needs the owner is found by each rule, put off until tomorrow, and the day is told."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa

from babydrop_desktop.db import day
from babydrop_desktop.db.engine import open_engine
from babydrop_desktop.db.ours import Job, NeedLater, OrderEvent, VariantMapping
from babydrop_desktop.db.sqlite import connect_raw, database_path
from babydrop_desktop.db.storefront import DropshipOrder, Order, Product, Variant
from babydrop_desktop.db.unit import Database
from babydrop_desktop.domain.attention import NeedGroup, NeedKind
from babydrop_desktop.services.attention import Attention, thresholds_of
from babydrop_desktop.services.caches import Caches
from babydrop_desktop.settings import Settings
from tests.fakes import orders as fake
from tests.fakes.statements import statement_counter

DAY = timedelta(days=1)


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self):
        self.moment = fake.NOW

    def now(self):
        return self.moment


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def attention(shop, clock):
    """Give the service over a shop with three products that earn enough."""
    fake.goods(shop)
    caches = Caches(shared=False)
    return Attention(shop, caches, clock.now, settings=Settings(), person="Ada")


def add(shop, number, status, **more):
    return fake.add(shop, fake.order(number, status=status, **more))[0]


def event(shop, order_id, to, at, **more):
    with shop.write() as session:
        session.add(OrderEvent(dropship_order_id=order_id, at=at, who="Ada", device="d",
                               kind="STATUS", to_status=to, **more))  # fmt: skip


def only(attention):
    (need,) = attention.needs().lines
    return need


def test_nothing_needs_the_owner_of_a_shop_in_order(attention, shop):
    add(shop, 1, "PENDING", created_at=fake.NOW - timedelta(hours=23))
    add(shop, 2, "PLACED", created_at=fake.NOW - timedelta(hours=12))
    add(shop, 3, "CONFIRMED", created_at=fake.NOW - 6 * DAY)
    add(shop, 4, "SHIPPED", created_at=fake.NOW - 50 * DAY)
    add(shop, 5, "DELIVERED", created_at=fake.NOW - 25 * DAY)
    add(shop, 6, "CANCELLED", created_at=fake.NOW - 30 * DAY, order={"status": "CANCELLED"})
    found = attention.needs()
    assert (found.lines, found.count, found.later) == ((), 0, 0)
    assert found.looked_at == fake.NOW


def test_an_import_that_waits_in_the_browser_is_told_until_it_goes_on(attention, shop):
    with shop.write() as session:
        for number, (state, waits) in enumerate(
            (("running", "captcha"), ("running", None), ("queued", "captcha"), ("running", "login"))
        ):
            session.add(Job(id=f"j{number}", kind="import", state=state, stage="fetch",
                            source_kind="address", source="x", canonical_id=f"100500{number}",
                            waits_for=waits, updated_at=fake.NOW))  # fmt: skip
    first, second = attention.needs().lines
    assert (first.kind, first.group) == (NeedKind.IN_BROWSER, NeedGroup.IMPORTS)
    assert (first.job_id, first.order_id, first.product_id) == ("j0", None, None)
    assert (first.title, first.facts, first.urgent) == ("1005000", {"waits": "captcha"}, True)
    assert second.facts == {"waits": "login"}
    with shop.write() as session:
        session.execute(sa.update(Job).values(waits_for=None))
    assert attention.needs().count == 0


def test_a_placed_order_of_which_nobody_noted_when_is_not_forgotten(attention, shop):
    came = fake.NOW - 19 * DAY
    one = add(shop, 1, "PLACED", created_at=came, placed_at=None)
    add(shop, 2, "PLACED", created_at=fake.NOW - timedelta(hours=3), placed_at=None)
    need = only(attention)
    assert (need.kind, need.order_id, need.since) == (NeedKind.NOT_PAID, one, came)
    assert (need.due, need.urgent) == (came + 20 * DAY, True)


def test_a_date_beyond_all_years_hides_no_need(attention, shop):
    add(shop, 1, "ISSUE", shipped_at=datetime(9999, 12, 1, tzinfo=UTC))
    assert only(attention).due is None


def test_a_need_is_told_though_a_damaged_file_lost_the_customers_order(file_shop, clock):
    fake.goods(file_shop)
    one = add(file_shop, 1, "PENDING", created_at=fake.NOW - 3 * DAY)
    with closing(connect_raw(database_path(file_shop.engine))) as connection:
        connection.execute('DELETE FROM "Order"')  # without foreign keys
    asked = Attention(file_shop, Caches(shared=False), clock.now, settings=Settings(), person="Ada")
    need = only(asked)
    assert (need.order_id, need.at_risk) == (one, None)


def test_an_issue_says_since_when_and_what_it_is(attention, shop):
    one = add(shop, 7, "ISSUE", created_at=fake.NOW - 9 * DAY)
    opened, due = fake.NOW - timedelta(hours=30), fake.NOW + timedelta(hours=18)
    told = {"issue": "LOST", "due": due.isoformat()}
    event(shop, one, "ISSUE", opened, text="No scan for weeks.", data=told)
    need = only(attention)
    assert (need.kind, need.group, need.order_id) == (NeedKind.ISSUE, NeedGroup.ORDERS, one)
    assert (need.title, need.since, need.due, need.urgent) == ("BP-00007", opened, due, False)
    assert (need.at_risk, need.currency) == (Decimal("50.98"), "USD")
    assert need.picture == fake.picture(0)
    assert (need.facts["kind"], need.facts["text"]) == ("LOST", "No scan for weeks.")


def test_an_order_not_bought_for_a_day_is_told_and_red_after_two(attention, shop, clock):
    one = add(shop, 8, "PENDING", created_at=fake.NOW - timedelta(hours=31))
    need = only(attention)
    assert (need.kind, need.order_id, need.urgent) == (NeedKind.NOT_BOUGHT, one, False)
    assert need.due == fake.NOW - timedelta(hours=7)
    assert need.facts["hours"] == "31"
    clock.moment += DAY
    assert only(attention).urgent


def test_an_unpaid_supplier_order_is_red_two_days_before_it_closes(attention, shop, clock):
    one = add(shop, 9, "PLACED", created_at=fake.NOW - timedelta(hours=14))
    need = only(attention)
    assert (need.kind, need.order_id, need.urgent) == (NeedKind.NOT_PAID, one, False)
    assert need.due == fake.NOW - timedelta(hours=13) + 20 * DAY
    clock.moment = need.due - timedelta(hours=47)
    assert only(attention).urgent


def test_a_confirmed_order_without_tracking_is_told_after_a_week(attention, shop):
    one = add(shop, 10, "CONFIRMED", created_at=fake.NOW - 9 * DAY)
    add(shop, 11, "CONFIRMED", created_at=fake.NOW - 9 * DAY, tracking_number="LP1CN")
    late = add(shop, 12, "CONFIRMED", created_at=fake.NOW - 9 * DAY)
    event(shop, late, "CONFIRMED", fake.NOW - 2 * DAY)
    need = only(attention)
    assert (need.kind, need.order_id) == (NeedKind.NO_TRACKING, one)
    assert need.since == fake.NOW - 9 * DAY + timedelta(hours=1)


def test_a_dispute_window_is_told_three_days_before_it_closes(attention, shop):
    one = add(shop, 13, "SHIPPED", created_at=fake.NOW - 60 * DAY)  # shipped two days later
    add(shop, 14, "SHIPPED", created_at=fake.NOW - 63 * DAY)  # closed yesterday
    add(shop, 15, "DELIVERED", created_at=fake.NOW - 25 * DAY)  # all went well
    wrong = add(shop, 16, "DELIVERED", created_at=fake.NOW - 25 * DAY)
    event(shop, wrong, "ISSUE", fake.NOW - 12 * DAY)
    needs = attention.needs()
    assert [(need.kind, need.order_id) for need in needs.lines] == [
        (NeedKind.DISPUTE_CLOSES, one), (NeedKind.DISPUTE_CLOSES, wrong)]  # fmt: skip
    assert [need.due for need in needs.lines] == [fake.NOW + 2 * DAY, fake.NOW + 2 * DAY]


@pytest.mark.parametrize("status", ["SHIPPED", "DELIVERED"])
def test_a_dispute_window_is_told_though_nobody_noted_when_it_began(attention, shop, status):
    span = 60 if status == "SHIPPED" else 15
    dates = {"shipped_at": None, "delivered_at": None, "updated_at": fake.NOW - 5 * DAY}
    came = fake.NOW - (span - 1) * DAY
    one = add(shop, 1, status, created_at=came, placed_at=None, **dates)
    add(shop, 2, status, created_at=fake.NOW - 5 * DAY, placed_at=None, **dates)
    gone = {**dates, "updated_at": fake.NOW - (span + 1) * DAY}  # over, whenever it began
    add(shop, 3, status, created_at=fake.NOW - 90 * DAY, placed_at=None, **gone)
    if status == "DELIVERED":
        for order_id in ("dro0000001", "dro0000002", "dro0000003"):
            event(shop, order_id, "ISSUE", fake.NOW - 8 * DAY)
    need = only(attention)
    assert (need.order_id, need.kind) == (one, NeedKind.DISPUTE_CLOSES)
    assert need.due == came + span * DAY


def test_an_order_without_tracking_is_told_however_many_before_it_have_one(file_shop, clock):
    fake.goods(file_shop)
    made = fake.NOW - 30 * DAY
    fake.add(file_shop, *(
        fake.order(number, status="CONFIRMED", created_at=made, tracking_number="LP1CN")
        for number in range(2_100)
    ))  # fmt: skip
    late = fake.NOW - 9 * DAY
    one = add(file_shop, 9_000, "CONFIRMED", created_at=late, tracking_number=None, placed_at=late)
    asked = Attention(file_shop, Caches(shared=False), clock.now, settings=Settings(), person="Ada")
    assert only(asked).order_id == one
    assert not asked.needs().at_least


def test_that_more_of_a_kind_may_wait_than_is_counted_is_said(file_shop, clock):
    fake.goods(file_shop)
    made = fake.NOW - 30 * DAY
    fake.add(file_shop, *(fake.order(number, created_at=made) for number in range(1_100)))
    asked = Attention(file_shop, Caches(shared=False), clock.now, settings=Settings(), person="Ada")
    needs = asked.needs()
    assert (needs.count, needs.at_least) == (1_001, True)


def test_an_order_that_was_called_off_after_it_was_bought_is_urgent(attention, shop):
    off = {"status": "CANCELLED", "cancelled_at": fake.NOW - timedelta(hours=2)}
    one = add(shop, 17, "CONFIRMED", created_at=fake.NOW - 2 * DAY, order=off)
    add(shop, 18, "CANCELLED", created_at=fake.NOW - 2 * DAY, order=off)
    need = only(attention)
    assert (need.kind, need.order_id) == (NeedKind.CUSTOMER_CANCELLED, one)
    assert need.urgent
    assert need.since == fake.NOW - timedelta(hours=2)


def test_a_pair_that_is_no_longer_confirmed_is_told_where_an_order_waits(attention, shop):
    with shop.write() as session:
        session.execute(sa.update(VariantMapping).where(VariantMapping.variant_id != "var2")
                        .values(confirmed_at=None, unconfirmed_reason="label changed"))  # fmt: skip
    add(shop, 19, "PENDING", items=(1, 2))
    add(shop, 20, "DELIVERED", created_at=fake.NOW - 40 * DAY, items=(0,))
    need = only(attention)
    assert (need.kind, need.group, need.order_id, need.product_id) == (
        NeedKind.VARIANT_CHANGED, NeedGroup.PRODUCTS, None, "prod1")  # fmt: skip
    assert (need.title, need.facts["orders"], need.at_risk) == ("Romper 1", "1", Decimal("25.49"))


def test_the_one_pair_that_an_order_waits_for_is_found_among_any_number(attention, shop):
    many = range(3, 1203)
    with shop.write() as session:
        session.execute(sa.insert(Variant), [
            {"id": f"var{n}", "product_id": "prod0", "name": "x", "size": "x", "price": 1,
             "sku": f"M-{n}", "updated_at": fake.NOW} for n in many])  # fmt: skip
        session.execute(sa.insert(VariantMapping), [
            {"variant_id": f"var{n}", "source_variant_id": "sv0", "ali_express_sku": "120",
             "label": "x", "unconfirmed_reason": "a first word"} for n in many])  # fmt: skip
        session.execute(sa.update(VariantMapping).where(VariantMapping.variant_id == "var1")
                        .values(confirmed_at=None, unconfirmed_reason="last"))  # fmt: skip
    add(shop, 19, "PENDING", items=(1,))
    assert only(attention).product_id == "prod1"


@pytest.mark.parametrize(("cost", "told"), [("17.97", True), ("17.96", False), ("30.00", True)])
def test_a_product_on_sale_under_the_floor_is_told(attention, shop, cost, told):
    """At 25.49 a cost of 17.97 leaves 29.5 %: shown as 30, and 17.96 is no less."""
    with shop.write() as session:
        session.execute(sa.update(Product).where(Product.id == "prod1")
                        .values(cost_price=Decimal(cost), base_price=Decimal("25.48")))  # fmt: skip
    found = attention.needs().lines
    assert [need.product_id for need in found] == ["prod1"] * told
    if told:
        assert found[0].facts["floor"] == "30"
        assert int(found[0].facts["percent"]) < 30


def test_what_is_put_off_comes_again_tomorrow_and_can_be_put_back(attention, shop, clock):
    add(shop, 21, "ISSUE", created_at=fake.NOW - 9 * DAY)
    key = only(attention).key
    attention.put_off(key)
    attention.put_off(key)  # a second click
    needs = attention.needs()
    assert (needs.lines, needs.count, needs.later) == ((), 0, 1)
    attention.put_back(key)
    assert only(attention).key == key
    attention.put_off(key)
    clock.moment += DAY
    assert only(attention).key == key


@pytest.mark.postgres
def test_two_laptops_put_the_same_line_off_at_the_same_moment(prepared_postgres_url, clock):
    shop = Database(open_engine(prepared_postgres_url))
    ours = Attention(shop, Caches(shared=True), clock.now, settings=Settings(), person="Ada")
    waits = sa.text(
        "SELECT pg_sleep(0.01) FROM pg_stat_activity"
        " WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    with ThreadPoolExecutor(1) as pool:
        with shop.write() as theirs:
            day.put_off(theirs, "line", until=fake.NOW + DAY, now=fake.NOW, who="Bea")
            second = pool.submit(ours.put_off, "line")
            other = shop.engine.execution_options(isolation_level="AUTOCOMMIT")
            with other.connect() as looking:
                while not looking.execute(waits).first():
                    assert not second.done()
        second.result()
    with shop.read() as session:
        assert session.scalars(sa.select(NeedLater.key)).all() == ["line"]
    shop.close()


@pytest.mark.parametrize(
    ("status", "order"),
    [("ISSUE", {}), ("PLACED", {"status": "REFUNDED"}), ("PLACED", {"status": "CANCELLED"})],
)
def test_what_is_put_off_stays_so_when_the_storefront_touches_the_order(
    attention, shop, status, order
):
    add(shop, 1, status, created_at=fake.NOW - timedelta(hours=5), order=order)
    attention.put_off(only(attention).key)
    with shop.write() as session:
        for model in (DropshipOrder, Order):
            session.execute(sa.update(model).values(updated_at=fake.NOW - timedelta(hours=1)))
    assert attention.needs().lines == ()


def test_a_cause_that_comes_anew_is_shown_though_the_old_one_was_put_off(attention, shop):
    one = add(shop, 22, "ISSUE", created_at=fake.NOW - 9 * DAY)
    event(shop, one, "ISSUE", fake.NOW - 3 * DAY)
    attention.put_off(only(attention).key)
    event(shop, one, "ISSUE", fake.NOW - timedelta(hours=1))
    assert attention.needs().count == 1


def test_everything_is_asked_in_one_statement_and_the_most_urgent_comes_first(attention, shop):
    fake.fill(shop, 60, statuses=("PENDING", "PLACED", "CONFIRMED", "ISSUE", "SHIPPED"), days=90)
    with statement_counter(shop.engine) as sent:
        needs = attention.needs()
    assert len(sent) == 1
    assert needs.count == len(needs.lines) > 10
    assert [need.urgent for need in needs.lines] == sorted(
        (need.urgent for need in needs.lines), reverse=True)  # fmt: skip
    assert len({need.key for need in needs.lines}) == len(needs.lines)


def test_no_more_than_three_hundred_lines_are_given_but_all_are_counted(attention, shop):
    fake.fill(shop, 350, statuses=("PENDING",), days=90)
    needs = attention.needs()
    assert len(needs.lines) == 300
    assert needs.count == 347  # three came in within a day


def test_the_day_is_told_in_three_statements(attention, shop, clock):
    clock.moment = fake.NOW
    add(shop, 30, "PENDING")
    add(shop, 31, "PLACED", created_at=fake.NOW - timedelta(hours=2))
    add(shop, 32, "SHIPPED", created_at=fake.NOW - 2 * DAY - timedelta(minutes=5))
    add(shop, 33, "DELIVERED", created_at=fake.NOW - 12 * DAY - timedelta(minutes=5))
    add(shop, 34, "CANCELLED", created_at=fake.NOW - 12 * DAY)
    soon = add(shop, 35, "SHIPPED", created_at=fake.NOW - 52 * DAY)
    event(shop, soon, "SHIPPED", fake.NOW - timedelta(minutes=1), from_status="ISSUE")
    with statement_counter(shop.engine) as sent:
        day = attention.day()
    assert len(sent) == 3
    assert (day.solved, day.bought, day.shipped, day.delivered, day.pending) == (1, 1, 1, 1, 1)
    assert len(day.weeks) == 7
    assert [monday.astimezone().weekday() for monday, _ in day.weeks] == [0] * 7
    profits = {monday.date().isoformat(): profit for monday, profit in day.weeks}
    assert sum(profits.values()) == Decimal("161.60") - Decimal("32.32") + Decimal("0.00")
    assert [need.order_id for need in day.coming] == [soon]


def test_the_thresholds_are_the_owners():
    given = Settings.model_validate({"attention": {"not_bought_hours": 36, "protection_days": 75}})
    found = thresholds_of(given)
    assert (found.not_bought, found.protection) == (timedelta(hours=36), timedelta(days=75))
    assert thresholds_of(Settings()).margin_floor_percent == 30
