"""One order whole in two statements, kept for a moment; and orders that are not as they should."""

from datetime import timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa

from babydrop_desktop.db.engine import open_engine
from babydrop_desktop.db.order_judge import Judge
from babydrop_desktop.db.ours import OrderEvent, SourceVariant, VariantMapping
from babydrop_desktop.db.storefront import (
    DropshipOrder,
    DropshipOrderItem,
    Order,
    Product,
    ProductSource,
    Shipping,
    Supplier,
    Variant,
)
from babydrop_desktop.db.unit import Database
from babydrop_desktop.domain.changes import Change
from babydrop_desktop.domain.order_checks import ProblemCode, Standing
from babydrop_desktop.domain.orders import DropshipStatus, OrderQuery
from babydrop_desktop.domain.postal.address import PostalAddress
from babydrop_desktop.errors import NotFound, Unavailable
from babydrop_desktop.services.caches import Caches
from babydrop_desktop.services.fulfillment import Fulfillment
from tests.fakes import orders as fake
from tests.fakes.statements import statement_counter

C = ProblemCode


@pytest.fixture
def caches():
    return Caches(shared=False)


@pytest.fixture
def fulfillment(shop, caches):
    """Give the service over a shop with three products."""
    fake.goods(shop)
    return Fulfillment(shop, caches, lambda: fake.NOW, device="d", judge=Judge("USD", 30))


def add(shop, **more):
    return fake.add(shop, fake.order(10482, **more))[0]


def change(shop, model, **values):
    with shop.write() as session:
        session.execute(sa.update(model).values(**values))


def judged(fulfillment, order_id):
    """The problems of the detail and the list's word, which never differ."""
    fulfillment.refresh()
    detail = fulfillment.detail(order_id)
    (row,) = fulfillment.page(OrderQuery()).rows
    assert row.check is detail.check
    return [problem.code for problem in detail.problems], detail.check


def test_an_order_is_shown_whole_in_two_statements(fulfillment, shop):
    one = add(shop, tracking_number=None, order={"notes": "A present, no prices please."})
    with shop.write() as session:
        for kind, text in (("PAID", "$50.98 by card"), ("ADDRESS", "“Apt4” became “Apt 4”")):
            session.add(OrderEvent(dropship_order_id=one, at=fake.NOW, who="Ada", device="d",
                                   kind=kind, text=text))  # fmt: skip
        session.add(Shipping(order_id="ord0010482", carrier="USPS", tracking_number="9400",
                             updated_at=fake.NOW))  # fmt: skip
    with statement_counter(shop.engine) as sent:
        detail = fulfillment.detail(one)
    assert len(sent) == 2
    assert (detail.number, detail.status) == ("BP-10482", DropshipStatus.PENDING)
    assert detail.address == PostalAddress(
        first_name="Tessa", last_name="Brindlewood", line1="118 Larkspur Lane", city="Willowmere",
        state="OR", zip="97000", country="US", phone="(503) 555-0142")  # fmt: skip
    assert (detail.email, detail.notes) == ("tessa@example.com", "A present, no prices please.")
    assert (detail.tracking_number, detail.carrier) == ("9400", "USPS")
    assert detail.paid_at == fake.NOW - timedelta(hours=3)
    assert [(line.kind, line.text, line.at) for line in detail.history] == [
        ("ADDRESS", "“Apt4” became “Apt 4”", fake.NOW),
        ("PAID", "$50.98 by card", fake.NOW),
    ]
    first, second = detail.items
    assert (first.product, first.variant, first.sku, first.quantity) == (
        "Romper 0",
        "Sage / 3-6M",
        "KP-0-V",
        1,
    )
    assert (first.supplier, first.supplier_label, first.supplier_sku, first.unit_cost) == (
        "Little Cloud Store",
        "Green dots / 66",
        "120",
        Decimal("6.37"),
    )
    assert (first.picture, first.ships_from, first.confirmed_at) == (
        fake.picture(0),
        "China",
        fake.NOW,
    )
    assert (second.supplier, second.own_stock, second.problems) == ("Sunny Cotton Store", False, ())
    assert (detail.item_count, detail.problems, detail.check) == (2, (), Standing.READY)
    assert detail.money.profit == Decimal("32.32")  # fmt: skip


def test_an_order_without_events_has_no_history(fulfillment, shop):
    one = add(shop, status="DELIVERED", created_at=fake.NOW - timedelta(days=30))
    assert fulfillment.detail(one).history == ()


def test_an_order_that_is_gone_is_said_to_be(fulfillment):
    with pytest.raises(NotFound) as caught:
        fulfillment.detail("nothing")
    assert caught.value.reason == "order_gone"


def test_five_hundred_items_are_shown_and_more_are_counted(fulfillment, shop):
    one = add(shop, items=[number % 3 for number in range(502)])
    with statement_counter(shop.engine) as sent:
        detail = fulfillment.detail(one)
        page = fulfillment.page(OrderQuery())
    assert len(sent) == 3
    assert (len(detail.items), detail.item_count, page.rows[0].items) == (500, 502, 502)
    assert (detail.check, page.rows[0].check) == (Standing.LOOK, Standing.LOOK)  # not judged whole
    assert len(page.rows[0].pictures) == 3


@pytest.mark.parametrize("kept", ['{"firstName": "Te', "[1, 2]", '"text"', "null", "17",
                                  '"{\\"line1\\": \\"1 Oak Road\\"}"'])  # fmt: skip
def test_an_address_that_is_none_blocks_its_order_and_breaks_nothing(fulfillment, shop, kept):
    one = add(shop)
    with shop.write() as session:
        if shop.dialect == "postgresql" and kept.startswith("{"):
            kept = "[]"  # the server keeps nothing that is no JSON
        value = "CAST(:kept AS jsonb)" if shop.dialect == "postgresql" else ":kept"
        session.execute(
            sa.text(f'UPDATE "DropshipOrder" SET "shippingAddress" = {value}'),  # noqa: S608
            {"kept": kept},
        )
    assert judged(fulfillment, one) == ([C.ADDRESS_BROKEN], Standing.BLOCKED)
    detail, (row,) = fulfillment.detail(one), fulfillment.page(OrderQuery()).rows
    assert detail.address == PostalAddress(broken=True)
    assert (row.customer, row.country) == ("", "")  # fmt: skip


def test_fields_of_an_address_that_are_null_or_no_text_are_missing(fulfillment, shop):
    odd = {"firstName": None, "lastName": ["x"], "line1": {"street": "1 Oak Road"}, "city": None,
           "state": "\t\n", "zip": 97000, "country": " US "}  # fmt: skip
    one = add(shop, shipping_address=odd)
    codes, check = judged(fulfillment, one)
    assert codes == [C.NO_STREET, C.NO_CITY, C.NO_STATE, C.ADDRESS_UNFIT, C.ADDRESS_LOOK]
    told = [problem.facts for problem in fulfillment.detail(one).problems[3:]]
    assert told == [
        {"problem": "missing", "field": "name"},
        {"problem": "phone_missing", "field": "phone"},
    ]
    assert check is Standing.BLOCKED
    assert fulfillment.detail(one).address == PostalAddress(zip="97000", country="US")
    (row,) = fulfillment.page(OrderQuery()).rows
    assert (row.customer, row.country) == ("", "US")


def test_columns_that_are_null_break_nothing(fulfillment, shop):
    nothing = dict.fromkeys(
        ("placed_at", "shipped_at", "delivered_at", "tracking_number", "tracking_url", "carrier",
         "ali_express_order_id", "customer_phone", "supplier_id"))  # fmt: skip
    for status in DropshipStatus:
        if status is not DropshipStatus.UNKNOWN:
            fake.add(shop, fake.order(len(fulfillment.page(OrderQuery()).rows),
                                      order={"confirmed_at": None},
                                      **{**nothing, "status": status.value}))  # fmt: skip
    rows = fulfillment.page(OrderQuery()).rows
    assert len(rows) == 8
    assert {fulfillment.detail(row.id).tracking_number for row in rows} == {""}


def test_a_status_of_a_newer_storefront_is_shown_and_blocked(fulfillment, shop):
    one = add(shop)
    learn(shop, "DropshipOrderStatus", "PAUSED", DropshipOrder, "status")
    assert judged(fulfillment, one) == ([C.UNKNOWN_STATUS], Standing.BLOCKED)
    assert fulfillment.counts().of == {DropshipStatus.UNKNOWN: 1}
    for search in ("", "tessa"):
        query = OrderQuery(status=DropshipStatus.UNKNOWN, search=search)
        assert [row.id for row in fulfillment.page(query).rows] == [one]
    assert fulfillment.detail(one).problems[0].facts == {"status": "PAUSED"}


def test_a_payment_and_a_source_of_unknown_words_are_not_trusted(fulfillment, shop):
    one = add(shop)
    learn(shop, "PaymentStatus", "ON_HOLD", Order, "paymentStatus")
    learn(shop, "SourceStatus", "PAUSED", ProductSource, "sourceStatus")
    codes, _ = judged(fulfillment, one)
    assert codes == [C.NOT_PAID, C.SOURCE_UNAVAILABLE, C.SOURCE_UNAVAILABLE]


def learn(shop, enum, word, model, column):
    """Let the storefront use a word that the program does not know."""
    table = model.__table__.name
    if shop.dialect == "postgresql":
        with shop.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql(f"ALTER TYPE \"{enum}\" ADD VALUE '{word}'")
    with shop.write() as session:
        if shop.dialect == "sqlite":
            session.connection().exec_driver_sql("PRAGMA ignore_check_constraints = ON")
        session.execute(sa.text(f'UPDATE "{table}" SET "{column}" = \'{word}\''))  # noqa: S608
        if shop.dialect == "sqlite":
            session.connection().exec_driver_sql("PRAGMA ignore_check_constraints = OFF")


def test_items_of_deleted_products_are_shown_by_what_the_order_noted(fulfillment, shop):
    one = add(shop, items=(0,))
    without_keys(shop, Product, Variant)
    codes, check = judged(fulfillment, one)
    assert (codes, check) == ([C.PRODUCT_GONE], Standing.BLOCKED)
    (item,) = fulfillment.detail(one).items
    assert (item.product, item.product_id, item.picture) == ("Romper 0", None, None)
    assert item.problems[0].facts["product"] == "Romper 0"


def without_keys(shop, *models):
    """Delete all rows of tables as if no key held them."""
    if shop.dialect == "sqlite":
        with shop.engine.execution_options(babydrop_write=True).connect() as connection:
            connection.connection.driver_connection.execute("PRAGMA foreign_keys = OFF")
            for model in models:
                connection.execute(sa.delete(model))
            connection.commit()
            connection.connection.driver_connection.execute("PRAGMA foreign_keys = ON")
        return
    with shop.write() as session:
        for table, name in session.execute(sa.text(
            "SELECT conrelid::regclass, conname FROM pg_constraint WHERE contype = 'f'"
        )).all():  # fmt: skip
            session.execute(sa.text(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"'))
        for model in models:
            session.execute(sa.delete(model))


def test_an_address_that_names_no_country_is_in_the_contracts_own(fulfillment, shop):
    one = add(shop, shipping_address={**fake.ADDRESS, "country": None})
    assert judged(fulfillment, one) == ([], Standing.READY)
    (row,) = fulfillment.page(OrderQuery()).rows
    assert (row.country, fulfillment.detail(one).address.country) == ("US", "US")


def test_nobody_guesses_the_currency_of_an_amount_nor_when_it_was_paid(fulfillment, shop):
    one = add(shop, order={"currency": " ", "confirmed_at": None})
    assert judged(fulfillment, one) == ([C.NO_CURRENCY], Standing.LOOK)
    detail, (row,) = fulfillment.detail(one), fulfillment.page(OrderQuery()).rows
    assert (detail.money.currency, detail.money.profit) == ("", None)
    assert (row.currency, row.profit, detail.paid_at) == ("", None, None)


def test_three_currencies_are_named_and_never_mixed(fulfillment, shop):
    one = add(shop, order={"currency": "EUR"}, payment={"currency": "GBP"})
    assert judged(fulfillment, one) == ([C.MANY_CURRENCIES], Standing.LOOK)
    detail, (row,) = fulfillment.detail(one), fulfillment.page(OrderQuery()).rows
    assert detail.money.other_currencies == ("GBP", "USD")
    assert (detail.money.profit, row.profit, row.currency) == (None, None, "EUR")
    assert detail.problems[0].facts == {"currencies": "EUR, GBP, USD"}


def test_own_stock_and_unmapped_items_are_told_apart(fulfillment, shop):
    one = add(shop, items=(0, 1), bought=False)
    assert judged(fulfillment, one)[0] == [C.NOT_MAPPED, C.NOT_MAPPED]
    without_keys(shop, ProductSource)
    assert judged(fulfillment, one)[0] == [C.NO_ITEMS, C.SOME_OWN_STOCK, C.SOME_OWN_STOCK]
    assert [item.own_stock for item in fulfillment.detail(one).items] == [True, True]


UNPROVEN = {
    "nobody confirmed it": (VariantMapping, {"confirmed_at": None, "unconfirmed_reason": "new"}),
    "something else is to be bought": (DropshipOrderItem, {"ali_express_sku": "999"}),
    "it is another source's": (SourceVariant, {"product_source_id": "other", "sku_id": "12"}),
    "the copy is of another SKU": (ProductSource, {"variant_mapping": {"KP-0-V": "777"}}),
    "the copy lost it": (ProductSource, {"variant_mapping": [{"localVariantSku": "KP-9"}]}),
}


@pytest.mark.parametrize(("model", "values"), UNPROVEN.values(), ids=UNPROVEN)
def test_a_pair_that_is_not_proven_blocks(fulfillment, shop, model, values):
    one = add(shop, items=(0,))
    with shop.write() as session:
        session.execute(sa.update(model).where(OWN[model]).values(**values))
    assert judged(fulfillment, one) == ([C.NOT_CONFIRMED], Standing.BLOCKED)
    assert fulfillment.detail(one).items[0].confirmed_at is None


OWN = {
    VariantMapping: VariantMapping.variant_id == "var0",
    DropshipOrderItem: sa.true(),
    SourceVariant: SourceVariant.id == "sv0",
    ProductSource: ProductSource.id == "src0",
}


@pytest.mark.parametrize("copy", [
    {"KP-0-V": "120"}, {"KP-0-V": {"aliExpressSku": "14:0"}}, None,
    [{"localVariantSku": "KP-1"}, {"localVariantSku": "KP-0-V", "aliExpressSku": "120"}],
])  # fmt: skip
def test_both_shapes_of_the_storefronts_copy_prove_a_pair(fulfillment, shop, copy):
    one = add(shop, items=(0,))
    change(shop, ProductSource, variant_mapping=copy)
    assert judged(fulfillment, one) == ([], Standing.READY)


def test_a_supplier_and_its_stock_are_judged(fulfillment, shop):
    one = add(shop, items=(0,))
    change(shop, Supplier, status="SUSPENDED")
    change(shop, SourceVariant, stock=0)
    assert judged(fulfillment, one) == ([C.OUT_OF_STOCK, C.SUPPLIER_NOT_ACTIVE], Standing.LOOK)


def test_a_detail_is_kept_until_something_of_ours_changes(fulfillment, shop, caches):
    one = add(shop)
    fulfillment.detail(one)
    change(shop, Order, notes="Changed elsewhere")
    with statement_counter(shop.engine) as sent:
        assert fulfillment.detail(one).notes == ""
    assert sent == []
    caches.changed(Change(orders=frozenset({one})))
    assert fulfillment.detail(one).notes == "Changed elsewhere"


def test_no_line_and_no_count_holds_a_street_or_a_phone(fulfillment, shop):
    add(shop)
    (row,) = fulfillment.page(OrderQuery()).rows
    assert "Larkspur" not in repr(row)
    assert "555-0142" not in repr(row)


@pytest.mark.postgres
def test_a_search_that_a_server_cannot_answer_in_time_says_what_to_do(prepared_postgres_url):
    shop = Database(open_engine(prepared_postgres_url))
    fulfillment = Fulfillment(
        shop, Caches(shared=True), lambda: fake.NOW, device="d", judge=Judge("USD", 30)
    )
    with shop.engine.connect() as other:
        other.exec_driver_sql('LOCK TABLE "DropshipOrder"')

        @sa.event.listens_for(shop.engine, "before_cursor_execute", retval=True)
        def hurry(_connection, cursor, statement, parameters, *_rest):
            cursor.execute("SET LOCAL statement_timeout = '50ms'")
            return statement, parameters

        for ask in (lambda: fulfillment.page(OrderQuery(search="tessa")),
                    lambda: fulfillment.counts("tessa")):  # fmt: skip
            with pytest.raises(Unavailable, match="babydrop database indexes") as caught:
                ask()
            assert caught.value.reason == "search_slow"
    shop.close()


@pytest.mark.postgres
def test_counts_of_a_server_are_asked_once_in_ten_seconds(prepared_postgres_url):
    timer = iter((0.0,) * 50)
    shop = Database(open_engine(prepared_postgres_url))
    caches = Caches(shared=True, timer=lambda: next(timer))
    fulfillment = Fulfillment(shop, caches, lambda: fake.NOW, device="d", judge=Judge("USD", 30))
    with statement_counter(shop.engine) as sent:
        assert fulfillment.counts() == fulfillment.counts()
    assert len(sent) == 1
    assert fulfillment.counts().at == fake.NOW
    shop.close()
