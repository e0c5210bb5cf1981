"""Long lists have their indexes; none is made twice, whatever its name."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from babydrop_desktop.db.engine import open_engine
from babydrop_desktop.db.indexes import WANTED, WANTED_ON_SERVER, IndexPlan, create, plan
from babydrop_desktop.db.unit import Database
from babydrop_desktop.errors import Unavailable
from tests.fakes.storefront import read

_SIX = [
    ("DropshipOrder", "status,createdAt"),
    ("DropshipOrder", "supplierId,status"),
    ("DropshipOrderItem", "dropshipOrderId,productSourceId"),
    ("Product", "categoryId,isActive"),
    ("ProductSource", "supplierId,sourceStatus"),
    ("Order", "paymentStatus,createdAt"),
]


@pytest.fixture
def owner(storefront_owner_url: str) -> Iterator[Engine]:
    engine = open_engine(storefront_owner_url)
    yield engine
    engine.dispose()


def _missing(engine: Engine) -> set[tuple[str, str]]:
    return {(each.table, ",".join(each.columns)) for each in plan(engine) if each.missing}


def test_the_reports_six_are_among_the_wanted():
    assert set(_SIX) < {(each.table, ",".join(each.columns)) for each in WANTED}


def test_our_names_are_never_the_storefronts():
    names = [each.name for each in WANTED]

    assert all(name.startswith("babydrop_") and len(name) <= 63 for name in names)
    assert len(set(names)) == len(names)


def test_a_new_shop_has_them_all(shop: Database):
    assert _missing(shop.engine) == set()


def test_the_planner_uses_the_lists_index(file_shop: Database):
    with file_shop.read() as session:
        steps = session.execute(
            sa.text(
                """EXPLAIN QUERY PLAN SELECT id FROM "DropshipOrder" WHERE status = 'PENDING'
                   ORDER BY "createdAt" DESC, id DESC LIMIT 50"""
            )
        ).all()

    index = "babydrop_DropshipOrder_status_createdAt_id"
    used = f"SEARCH DropshipOrder USING COVERING INDEX {index} (status=?)"
    assert [step.detail for step in steps] == [used]


@pytest.mark.postgres
def test_a_storefront_has_two_of_the_six(owner: Engine):
    in_contract = {(line["table"], line["columns"]) for line in read("indexes")}

    assert set(_SIX) - _missing(owner) == set(_SIX) & in_contract
    assert len(set(_SIX) & in_contract) == 2


@pytest.mark.postgres
def test_missing_ones_are_made_beside_the_storefronts_work(
    owner: Engine, storefront_owner_url: str
):
    with psycopg.connect(storefront_owner_url) as storefront:
        # It writes the whole time: an ordinary CREATE INDEX would wait for it, and time out.
        storefront.execute('SELECT count(*) FROM "Product"')
        storefront.commit()
        storefront.execute("SET lock_timeout = '100ms'")
        after = create(owner, plan(owner))
        storefront.execute("""UPDATE "Product" SET name = 'New' WHERE sku = 'KP-123456'""")

    assert not any(each.missing for each in after)
    made = {each.existing for each in after if str(each.existing).startswith("babydrop_")}
    assert len(made) == len(WANTED) + len(WANTED_ON_SERVER) - 2


@pytest.mark.postgres
def test_an_index_of_another_name_is_not_made_twice(owner: Engine, storefront_owner_url: str):
    with psycopg.connect(storefront_owner_url) as connection:
        connection.execute(
            'CREATE INDEX by_somebody_else ON "DropshipOrder" ("supplierId", status)'
        )
    found = {(each.table, each.columns): each for each in plan(owner)}

    assert found["DropshipOrder", ("supplierId", "status")].existing == "by_somebody_else"


@pytest.mark.postgres
@pytest.mark.parametrize(
    "definition",
    [
        'CREATE INDEX other ON "DropshipOrder" (status, "supplierId")',
        """CREATE INDEX other ON "DropshipOrder" ("supplierId", status) WHERE status = 'PENDING'""",
        'CREATE INDEX other ON "DropshipOrder" (lower("supplierId"), status)',
        'CREATE INDEX other ON "DropshipOrder" ("supplierId") INCLUDE (status)',
        'CREATE INDEX other ON "DropshipOrder" ("supplierId", status, "createdAt")',
    ],
)
def test_an_index_that_serves_other_questions_does_not_count(
    owner: Engine, storefront_owner_url: str, definition: str
):
    with psycopg.connect(storefront_owner_url) as connection:
        connection.execute(definition)

    assert ("DropshipOrder", "supplierId,status") in _missing(owner)


@pytest.mark.postgres
def test_an_unfinished_one_is_dropped_and_made_again(
    owner: Engine, storefront_owner_url: str, postgres_cluster: object
):
    wanted = IndexPlan("Product", ("name", "id"))
    with psycopg.connect(storefront_owner_url, autocommit=True) as connection:
        connection.execute("""UPDATE "Product" SET name = 'same'""")
        # A unique index over equal names breaks off half way and stays behind INVALID.
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute(
                f'CREATE UNIQUE INDEX CONCURRENTLY "{wanted.name}" ON "Product" (name)'
            )
    before = next(each for each in plan(owner) if each.name == wanted.name)

    after = next(each for each in create(owner, plan(owner)) if each.name == wanted.name)

    assert (before.missing, before.leftover) == (True, True)
    assert (after.existing, after.leftover) == (wanted.name, False)


@pytest.mark.postgres
def test_one_that_another_computer_is_just_making_is_left_to_it(
    owner: Engine, storefront_owner_url: str
):
    wanted = IndexPlan("Product", ("name", "id"))

    def make() -> None:
        with psycopg.connect(storefront_owner_url, autocommit=True) as theirs:
            theirs.execute(f'CREATE INDEX CONCURRENTLY "{wanted.name}" ON "Product" (name, id)')

    with (
        ThreadPoolExecutor(1) as pool,
        psycopg.connect(storefront_owner_url) as writing,
        psycopg.connect(storefront_owner_url, autocommit=True) as looking,
    ):
        writing.execute("""UPDATE "Product" SET name = 'same'""")  # theirs waits for its end
        making = pool.submit(make)
        asked = "SELECT pg_sleep(0.01) FROM pg_stat_progress_create_index WHERE datname = %s"
        while not looking.execute(asked, [looking.info.dbname]).fetchone():
            assert not making.done()
        with pytest.raises(Unavailable) as caught:
            create(owner, plan(owner))
        writing.rollback()
        making.result()
    assert caught.value.reason == "database_locked"
    made = next(each for each in create(owner, plan(owner)) if each.name == wanted.name)
    assert (made.existing, made.leftover) == (wanted.name, False)


def test_making_them_again_changes_nothing(shop: Database):
    before = plan(shop.engine)

    assert create(shop.engine, before) == before


def test_one_that_was_dropped_is_made_again(shop: Database):
    wanted = IndexPlan("Order", ("paymentStatus", "createdAt"))
    with shop.write() as session:
        session.execute(sa.text(f'DROP INDEX "{wanted.name}"'))
    assert _missing(shop.engine) == {("Order", "paymentStatus,createdAt")}

    create(shop.engine, plan(shop.engine))

    assert _missing(shop.engine) == set()


@pytest.mark.postgres
def test_the_server_knows_which_words_are_common_once_it_can_look_for_them(owner: Engine):
    create(owner, plan(owner))

    with owner.connect() as connection:
        known = sa.text("SELECT DISTINCT tablename FROM pg_stats WHERE tablename LIKE '%words'")
        assert set(connection.scalars(known)) == {"babydrop_DropshipOrder_words"}
