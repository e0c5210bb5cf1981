"""The demo shop's own database gets its orders once, whole, and no other shop ever does."""

import shutil
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, event, func, select, text

from babydrop_desktop import bootstrap
from babydrop_desktop.db.engine import open_engine, sqlite_url
from babydrop_desktop.db.ours import OrderEvent, Setting, SourceVariant, VariantMapping
from babydrop_desktop.db.storefront import (
    DropshipOrder,
    DropshipOrderItem,
    Order,
    OrderItem,
    Payment,
    Product,
    ProductSource,
    Shipping,
    Supplier,
    User,
    Variant,
)
from babydrop_desktop.db.unit import Database
from babydrop_desktop.domain.attention import Thresholds
from babydrop_desktop.domain.catalog import CatalogQuery
from babydrop_desktop.domain.changes import Change
from babydrop_desktop.domain.demo_goods import Fate
from babydrop_desktop.domain.demo_shop import ORDERS
from babydrop_desktop.errors import Refused, Stopped
from babydrop_desktop.logs import stop_log
from babydrop_desktop.services.demo_orders import DemoOrders
from babydrop_desktop.services.work import Work
from tests.fakes import demo
from tests.fakes.statements import statement_counter
from tests.services.demo_killed import KILLED

ROOT = Path(__file__).parents[2]
DAY = date(2026, 11, 22)
MIDNIGHT = datetime(2026, 11, 22, tzinfo=UTC)
LIMITS = Thresholds()
TABLES = (User, Order, OrderItem, Payment, DropshipOrder, DropshipOrderItem, Shipping, OrderEvent,
          Product, Variant)  # fmt: skip


@pytest.fixture(scope="module")
def stages(tmp_path_factory):
    """Give a demo profile of 24 products and one of 60, without orders, and their resources."""
    folder = tmp_path_factory.mktemp("demo")
    resources = demo.small_resources(folder / "resources")
    lines = demo.entries(resources)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bootstrap, "resources", lambda: resources)
        demo.list_only(resources, lines[: demo.EARLIER])
        assert demo.fill_without_orders(folder / "earlier") == demo.EARLIER
        shutil.copytree(folder / "earlier", folder / "whole")
        demo.list_only(resources, lines)
        assert demo.fill_without_orders(folder / "whole") == len(lines) - demo.EARLIER
    stop_log()
    return folder


@pytest.fixture
def fates(stages):
    return {
        line["item"]: Fate(line.get("later", "")) for line in demo.entries(stages / "resources")
    }


@pytest.fixture
def file(stages, tmp_path):
    """Return the database of a demo shop with sixty products and no order."""
    return Path(shutil.copy(stages / "whole" / "shop.db", tmp_path))


@pytest.fixture
def database(file):
    database = Database(open_engine(sqlite_url(file)))
    yield database
    database.close()


def count(database, model):
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(model))


def everything(database):
    return {model.__tablename__: count(database, model) for model in TABLES}


def all_of(database, asked):
    with database.read() as session:
        return session.execute(asked).all()


def test_it_is_filled_in_few_statements_and_only_once(database, fates):
    with statement_counter(database.engine) as sent:
        made = DemoOrders(database).fill(fates, Work(), day=DAY)
    assert len(sent) <= 45, len(sent)
    assert len(made.orders) == count(database, DropshipOrder) == ORDERS
    assert {row.id for row in all_of(database, select(DropshipOrder.id))} == made.orders
    before = everything(database)
    with statement_counter(database.engine) as sent:
        assert DemoOrders(database).fill(fates, Work(), day=DAY + timedelta(days=3)) == Change()
    assert len(sent) <= 3
    assert everything(database) == before


def test_nothing_dangles(database, fates):
    DemoOrders(database).fill(fates, Work(), day=DAY)
    with database.read() as session:
        assert session.scalar(text("PRAGMA integrity_check")) == "ok"
        assert session.execute(text("PRAGMA foreign_key_check")).all() == []
        known = session.scalars(select(DropshipOrder.id)).all()
        told = set(session.scalars(select(OrderEvent.dropship_order_id)))
    assert told == set(known)


def test_every_product_was_there_before_anybody_ordered(database, fates):
    DemoOrders(database).fill(fates, Work(), day=DAY)
    asked = select(func.max(Product.created_at), func.max(Product.published_at))
    ((born, published),) = all_of(database, asked)
    ((first,),) = all_of(database, select(func.min(Order.created_at)))
    assert max(born, published) < first
    rows = all_of(
        database,
        select(Variant.created_at, Product.created_at).join(
            Product, Product.id == Variant.product_id
        ),
    )
    assert all(variant == product for variant, product in rows)
    ((confirmed,),) = all_of(database, select(func.max(VariantMapping.confirmed_at)))
    assert confirmed < first


def test_most_pairs_are_confirmed(database, fates):
    DemoOrders(database).fill(fates, Work(), day=DAY)
    pairs = all_of(database, select(VariantMapping.confirmed_at, VariantMapping.confirmed_by))
    assert sum(at is not None for at, _ in pairs) > 0.8 * len(pairs)
    assert all((at is None) == (who is None) or at is None for at, who in pairs)


def test_the_catalog_shows_what_became_of_the_goods(database, fates):
    DemoOrders(database).fill(fates, Work(), day=DAY)
    wanted = {"ACTIVE", "DISCONTINUED", "UNAVAILABLE", "PRICE_CHANGED"}
    assert set(all_of(database, select(ProductSource.source_status).distinct())) == {
        (word,) for word in wanted
    }
    low = select(Product.name).where((Product.base_price - Product.cost_price) * 10
                                     < Product.base_price * 3)  # fmt: skip
    assert len(all_of(database, low)) == 2
    own = select(Product.name).where(Product.id.not_in(select(ProductSource.sanity_product_id)))
    assert len(all_of(database, own)) == 2
    changed = select(SourceVariant.labels).join(
        VariantMapping, VariantMapping.source_variant_id == SourceVariant.id
    ).where(VariantMapping.unconfirmed_reason.is_not(None))  # fmt: skip
    assert [labels[0][1] for (labels,) in all_of(database, changed)] == ["Beige", "Beige"]
    paused = all_of(database, select(Supplier.id).where(Supplier.status == "INACTIVE"))
    assert len(paused) == 1


def waiting(database, *conditions):
    """Orders still to be bought, with their items, for which `conditions` hold."""
    asked = (
        select(Order.order_number)
        .join(DropshipOrder, DropshipOrder.order_id == Order.id)
        .join(OrderItem, OrderItem.order_id == Order.id)
        .outerjoin(DropshipOrderItem, DropshipOrderItem.order_item_id == OrderItem.id)
        .outerjoin(VariantMapping, VariantMapping.variant_id == OrderItem.variant_id)
        .outerjoin(ProductSource, ProductSource.id == DropshipOrderItem.product_source_id)
        .outerjoin(Supplier, Supplier.id == ProductSource.supplier_id)
        .where(DropshipOrder.status == "PENDING", *conditions)
        .distinct()
    )
    return len(all_of(database, asked))


def test_there_are_a_few_of_each_problem_before_buying(database, fates):
    DemoOrders(database).fill(fates, Work(), day=DAY)
    bought = DropshipOrderItem.id.is_not(None)
    sold = Order.total - Order.tax_amount
    sourced = select(ProductSource.sanity_product_id)
    has_source = OrderItem.variant_id.in_(select(Variant.id).where(Variant.product_id.in_(sourced)))
    found = {
        "discontinued": waiting(database, ProductSource.source_status == "DISCONTINUED"),
        "unavailable": waiting(database, ProductSource.source_status == "UNAVAILABLE"),
        "price changed": waiting(database, ProductSource.source_status == "PRICE_CHANGED"),
        "out of stock": waiting(
            database,
            ProductSource.inventory_status == "OUT_OF_STOCK",
            ProductSource.source_status == "ACTIVE",
        ),
        "supplier paused": waiting(database, Supplier.status == "INACTIVE"),
        "not confirmed": waiting(database, bought, VariantMapping.confirmed_at.is_(None)),
        "not mapped": waiting(database, ~bought, has_source),
        "own stock": waiting(database, ~bought, ~has_source),
        "low margin": waiting(database, (sold - DropshipOrder.total_cost) * 10 < sold * 3),
        "no e-mail": waiting(database, Order.customer_email == ""),
        "not paid": waiting(database, Order.payment_status == "FAILED"),
        "other currency": waiting(database, Order.currency != "USD"),
        "over a day": waiting(database, Order.created_at < MIDNIGHT - LIMITS.not_bought),
    }
    assert {name: number for name, number in found.items() if not 1 <= number <= 6} == {}


def test_there_are_a_few_of_what_needs_the_owner_after_buying(database, fates):
    DemoOrders(database).fill(fates, Work(), day=DAY)
    tomorrow = MIDNIGHT + timedelta(days=1)  # the demo may be opened at any hour of its day
    orders = all_of(
        database,
        select(DropshipOrder, Order).join(Order, Order.id == DropshipOrder.order_id),
    )
    placed = [one for one, _ in orders if one.status == "PLACED"]
    closing = [one for one in placed if one.placed_at + LIMITS.pay_within - LIMITS.pay_urgent
               <= MIDNIGHT and one.placed_at + LIMITS.pay_within > tomorrow]  # fmt: skip
    assert 2 <= len(closing) <= 4
    confirmed = dict(all_of(
        database,
        select(OrderEvent.dropship_order_id, func.max(OrderEvent.at))
        .where(OrderEvent.to_status == "CONFIRMED")
        .group_by(OrderEvent.dropship_order_id),
    ))  # fmt: skip
    late = [one for one, _ in orders if one.status == "CONFIRMED" and one.tracking_number is None
            and confirmed[one.id] < MIDNIGHT - LIMITS.no_tracking]  # fmt: skip
    assert 3 <= len(late) <= 6
    for at, limit in (
        (lambda one: one.status == "DELIVERED" and one.delivered_at, LIMITS.claim_within),
        (lambda one: one.status == "SHIPPED" and one.shipped_at, LIMITS.protection),
    ):
        ends = [at(one) + limit for one, _ in orders if at(one)]
        soon = [end for end in ends if MIDNIGHT < end <= tomorrow + LIMITS.claim_warning]
        assert 2 <= len(soon) <= 5
        assert min(soon) > tomorrow
    off = [one for one, order in orders if order.status == "CANCELLED" and one.status in
           {"PLACED", "CONFIRMED"}]  # fmt: skip
    assert 2 <= len(off) <= 4
    opened = all_of(
        database,
        select(OrderEvent.data)
        .join(DropshipOrder, DropshipOrder.id == OrderEvent.dropship_order_id)
        .where(OrderEvent.kind == "ISSUE_OPENED", DropshipOrder.status == "ISSUE"),
    )
    assert len({data["issue"] for (data,) in opened}) >= 10
    assert all(data["due"] for (data,) in opened)


def test_two_shops_of_one_seed_and_day_are_the_same(database, fates, stages, tmp_path):
    DemoOrders(database).fill(fates, Work(), day=DAY)
    twin = Database(open_engine(sqlite_url(shutil.copy(stages / "whole" / "shop.db",
                                                       tmp_path / "twin.db"))))  # fmt: skip
    DemoOrders(twin).fill(fates, Work(), day=DAY)
    for model in TABLES[:-2]:
        asked = select(*model.__table__.columns).order_by(model.id)
        assert all_of(database, asked) == all_of(twin, asked)
    twin.close()


@pytest.mark.parametrize("hour", [0, 5, 6, 13, 23])
def test_the_fresh_orders_are_fresh_at_any_hour_of_the_day(database, fates, monkeypatch, hour):
    now = MIDNIGHT + timedelta(hours=hour, minutes=59)
    monkeypatch.setattr(database, "server_now", lambda _session: now)
    DemoOrders(database).fill(fates, Work())
    came = select(Order.created_at).join(DropshipOrder, DropshipOrder.order_id == Order.id)
    waits = [now - at for (at,) in all_of(database, came.where(DropshipOrder.status == "PENDING"))]
    assert min(waits) > timedelta(0)
    assert sum(wait > LIMITS.not_bought for wait in waits) == 4
    assert count(database, Order) == ORDERS


def test_what_the_owner_deletes_stays_deleted(database, fates):
    DemoOrders(database).fill(fates, Work(), day=DAY)
    with database.write() as session:
        session.execute(delete(DropshipOrder))
        session.execute(delete(Order))
        session.execute(delete(User))
    DemoOrders(database).fill(fates, Work(), day=DAY)
    assert everything(database)["Order"] == 0


def test_the_owners_own_shop_is_refused(prepared_sqlite_url, fates):
    owners = Database(open_engine(prepared_sqlite_url))
    before = everything(owners)
    with pytest.raises(Refused) as refused:
        DemoOrders(owners).fill(fates, Work(), day=DAY)
    assert refused.value.reason == "not_the_demo_shop"
    assert everything(owners) == before
    assert count(owners, Setting) == 0
    owners.close()


def test_work_that_is_stopped_writes_nothing(database, fates):
    work = Work()
    work.stop()
    before = everything(database)
    with pytest.raises(Stopped):
        DemoOrders(database).fill(fates, work, day=DAY)
    assert everything(database) == before


@pytest.mark.parametrize("table", ['"User"', '"OrderItem"', "main.order_event", "main.setting"])
def test_a_kill_in_the_middle_leaves_nothing_and_the_next_start_goes_on(file, fates, table):
    goods = [f"{item}={fate.value}" for item, fate in fates.items()]
    told = [str(file), f"INSERT INTO {table} ", DAY.isoformat(), *goods]
    command = [sys.executable, "-m", "tests.services.demo_killed", *told]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == KILLED
    database = Database(open_engine(sqlite_url(file)))
    assert count(database, Order) == count(database, OrderEvent) == 0
    DemoOrders(database).fill(fates, Work(), day=DAY)
    assert count(database, Order) == ORDERS
    with database.read() as session:
        assert session.scalar(text("PRAGMA integrity_check")) == "ok"
    database.close()


def test_a_demo_of_an_earlier_version_is_completed(stages, tmp_path, open_shops, monkeypatch):
    monkeypatch.setattr(bootstrap, "resources", lambda: stages / "resources")
    shutil.copytree(stages / "earlier", tmp_path / "profile of before")
    shop = open_shops(None, tmp_path / "profile of before", demo=True)
    old = {row.id for row in shop.catalog.page(CatalogQuery()).rows}
    assert len(old) == demo.EARLIER
    work = Work()

    def stop_at_the_tenth(_connection, _cursor, statement, *_rest):
        if statement.startswith('INSERT INTO "Product" ') and next(numbers) == 10:
            work.stop()

    numbers = iter(range(1, 1000))
    engine = shop.demo._db.engine
    event.listen(engine, "after_cursor_execute", stop_at_the_tenth)
    with pytest.raises(Stopped):
        shop.demo.fill(work)
    event.remove(engine, "after_cursor_execute", stop_at_the_tenth)
    assert len(shop.catalog.page(CatalogQuery(), limit=100).rows) == demo.EARLIER + 10
    shop.demo.fill(Work())
    rows = shop.catalog.page(CatalogQuery(), limit=100).rows
    assert len(rows) == 60 + 2
    assert old <= {row.id for row in rows}
    assert all(shop.catalog.detail(row.id).variants for row in rows)
    assert shop.demo.fill(Work()) == 0
