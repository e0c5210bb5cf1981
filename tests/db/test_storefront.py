"""A storefront's database works as it is: we add our own tables beside its, and touch nothing."""

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal

import psycopg
import pytest
from sqlalchemy import Engine, select

from babydrop_desktop.db.engine import open_engine
from babydrop_desktop.db.ids import new_id
from babydrop_desktop.db.indexes import create, plan
from babydrop_desktop.db.ours import Setting, ShopMarker
from babydrop_desktop.db.recognise import DatabaseState, state
from babydrop_desktop.db.storefront import (
    Category,
    DropshipOrder,
    ImportJob,
    Inventory,
    Order,
    Product,
    ProductSource,
    Storefront,
    Variant,
)
from babydrop_desktop.db.unit import Database
from babydrop_desktop.db.upgrade import upgrade
from babydrop_desktop.errors import Refused
from tests.fakes.catalog import of_storefront
from tests.fakes.cluster import DESKTOP
from tests.fakes.storefront import build

pytestmark = pytest.mark.postgres


@pytest.fixture
def engine(storefront_url: str) -> Iterator[Engine]:
    engine = open_engine(storefront_url)
    yield engine
    engine.dispose()


@pytest.fixture
def database(engine: Engine) -> Database:
    upgrade(engine)
    return Database(engine)


def test_a_storefront_is_recognised(engine: Engine):
    assert state(engine) is DatabaseState.STOREFRONT


def test_our_tables_are_added_and_nothing_of_the_storefronts_changes(
    engine: Engine, storefront_owner_url: str
):
    before = of_storefront(storefront_owner_url)

    report = upgrade(engine)

    assert of_storefront(storefront_owner_url) == before
    assert report.state is state(engine) is DatabaseState.STOREFRONT_WITH_OURS
    assert (report.before, report.backup) == (None, None)


def test_the_picture_of_the_catalog_would_show_a_change(storefront_owner_url: str):
    before = of_storefront(storefront_owner_url)
    with psycopg.connect(storefront_owner_url) as connection:
        connection.execute('CREATE INDEX sneaky ON "Order" (total)')

    assert of_storefront(storefront_owner_url) != before
    assert len(before["rows of Product"]) == 2


def test_everything_of_ours_is_in_its_own_schema(database: Database, storefront_owner_url: str):
    with psycopg.connect(storefront_owner_url) as connection:
        owned = connection.execute(
            "SELECT DISTINCT n.nspname FROM pg_class c JOIN pg_namespace n"
            " ON n.oid = c.relnamespace WHERE c.relowner = %s::regrole",
            (DESKTOP,),
        ).fetchall()
        foreign = connection.execute(
            "SELECT count(*) FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid"
            " JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE n.nspname = 'babydrop' AND k.contype = 'f'"
        ).fetchone()

    assert {name for (name,) in owned} - {"pg_toast"} == {"babydrop"}
    assert foreign == (0,)


def test_joining_it_again_changes_nothing(database: Database):
    assert not upgrade(database.engine).changed


def test_the_shop_is_not_ours_and_gets_no_categories(database: Database):
    with database.read() as session:
        marker = {row.key for row in session.scalars(select(ShopMarker))}
        slugs = set(session.scalars(select(Category.slug)))

    assert marker == {"epoch", "created_at", "program_version"}
    assert slugs == {"bodysuits-rompers", "outerwear", "snowsuits"}


def test_a_storefront_that_takes_over_our_database_is_recognised(prepared_postgres_url: str):
    with psycopg.connect(prepared_postgres_url) as connection:
        connection.execute('CREATE TABLE "_prisma_migrations" (id text PRIMARY KEY)')
    engine = open_engine(prepared_postgres_url)

    assert state(engine) is upgrade(engine).state is DatabaseState.STOREFRONT_WITH_OURS
    engine.dispose()


def test_every_table_can_be_read_through_the_models(database: Database):
    with database.read() as session:
        for mapper in Storefront.registry.mappers:
            session.scalars(select(mapper.class_)).all()


def test_rows_of_the_storefront_are_read_exactly(database: Database):
    with database.read() as session:
        product = session.get_one(Product, "cm5prod000000000000000001")
        bare = session.get_one(Product, "cm5prod000000000000000002")
        listed = session.get_one(ProductSource, "cm5src0000000000000000001")
        keyed = session.get_one(ProductSource, "cm5src0000000000000000002")
        order = session.get_one(DropshipOrder, "cm5dro0000000000000000001")

    assert product.base_price == Decimal("18.99")
    assert product.published_at == datetime(2026, 10, 3, 9, 30, 0, 500000, tzinfo=UTC)
    assert product.tags == ("romper", "cotton")
    assert (bare.name, bare.tags, bare.cost_price) == ("Überwurf „Bär“", None, None)
    assert listed.variant_mapping[1]["aliExpressSku"] == "14:193#Blue;5:100014064"
    assert keyed.variant_mapping["KP-654321-XL"] == "12000040010"
    assert order.status == "PENDING"
    assert order.shipping_address["city"] == "Boise"


def test_the_storefront_reads_what_we_write(database: Database, storefront_owner_url: str):
    product = new_id()
    with database.write() as session:
        now = database.server_now(session)
        session.add(
            Product(
                id=product, name="Ärmelloses Kleid", slug="kleid-1", base_price=Decimal("29.99"),
                sku="KP-1", category_id="cm5cat0000000000000000001", tags=("a", "b"),
                updated_at=now, is_active=False,
            )
        )  # fmt: skip
        session.flush()
        variant = Variant(
            product_id=product, name="Red", size="0-3M", price=Decimal("29.99"), sku="KP-1-R",
            dimensions={"length": 1}, updated_at=now,
        )  # fmt: skip
        session.add(variant)
        session.flush()
        session.add(Inventory(variant_id=variant.id, updated_at=now))
        session.add(Setting(key="shop.currency", value="USD", updated_at=now))

    with psycopg.connect(storefront_owner_url) as connection:
        row = connection.execute(
            'SELECT p."basePrice", p.tags, p."isActive", p."updatedAt", v.dimensions'
            ' FROM "Product" p JOIN "Variant" v ON v."productId" = p.id WHERE p.id = %s',
            (product,),
        ).fetchone()

    wanted = (Decimal("29.99"), ["a", "b"], False, now.replace(tzinfo=None), {"length": 1})
    assert row == wanted


def test_its_times_are_utc_though_the_server_lives_elsewhere(
    database: Database, storefront_owner_url: str
):
    with database.write() as session:
        now = database.server_now(session)
        session.add(ImportJob(id="by_default", job_id="import_2", updated_at=now))

    with psycopg.connect(storefront_owner_url) as connection:
        server = connection.execute("SHOW timezone").fetchone()
        row = connection.execute(
            """SELECT abs(extract(epoch FROM "createdAt" - (now() AT TIME ZONE 'UTC'))) < 60,
                      abs(extract(epoch FROM "updatedAt" - (now() AT TIME ZONE 'UTC'))) < 60
               FROM "ImportJob" WHERE id = 'by_default'"""
        ).fetchone()

    assert server == ("Asia/Kathmandu",)
    assert row == (True, True)


def test_compare_and_set_finds_what_the_storefront_wrote_by_its_default(database: Database):
    with database.read() as session:
        order = session.get_one(Order, "cm5ord0000000000000000001")
        same = select(Order.id).where(Order.created_at == order.created_at)

        assert session.scalar(same) == order.id


def test_the_storefronts_deletes_do_not_fail_because_of_us(
    database: Database, storefront_owner_url: str
):
    with psycopg.connect(storefront_owner_url) as connection:
        connection.execute('DELETE FROM "ProductImage"')
        gone = connection.execute(
            """DELETE FROM "Product" WHERE id = 'cm5prod000000000000000002'"""
        )

    assert gone.rowcount == 1


def test_a_storefront_that_lacks_what_we_need_is_named_and_left_alone(postgres_url: str):
    _older(postgres_url)
    engine = open_engine(postgres_url)
    before = of_storefront(postgres_url)

    with pytest.raises(Refused, match=r"ImportJob, Product\.publishedAt") as caught:
        upgrade(engine)

    assert caught.value.reason == "storefront_not_known"
    assert caught.value.facts == {"missing": "ImportJob, Product.publishedAt"}
    assert of_storefront(postgres_url) == before
    engine.dispose()


def _older(url: str) -> None:
    """Build the storefront as it was before it had a column and a table that we need."""
    build(url, desktop=DESKTOP, rows=False)
    with psycopg.connect(url) as connection:
        connection.execute('ALTER TABLE "Product" DROP COLUMN "publishedAt"')
        connection.execute('DROP TABLE "ImportJob"')


def test_only_its_owner_can_make_the_missing_indexes(database: Database, storefront_owner_url: str):
    with pytest.raises(Refused) as caught:
        create(database.engine, plan(database.engine))

    assert caught.value.reason == "database_rights"
    owner = open_engine(storefront_owner_url)
    assert not any(index.missing for index in create(owner, plan(owner)))
    owner.dispose()


def test_a_login_without_the_right_to_add_our_schema_is_told(
    storefront_url: str, storefront_owner_url: str
):
    with psycopg.connect(storefront_owner_url) as connection:
        name = connection.info.dbname
        connection.execute(f'REVOKE CREATE ON DATABASE "{name}" FROM {DESKTOP}')
    before = of_storefront(storefront_owner_url)
    engine = open_engine(storefront_url)

    with pytest.raises(Refused, match="right") as caught:
        upgrade(engine)

    assert caught.value.reason == "database_rights"
    assert of_storefront(storefront_owner_url) == before
    engine.dispose()
