"""A test tells whose database it is, how it stands and what is lacking; it changes nothing."""

import os
import threading
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from babydrop_desktop.db import indexes
from babydrop_desktop.db.engine import open_engine
from babydrop_desktop.db.migrations import SHIPPED, Migrations
from babydrop_desktop.db.upgrade import upgrade
from babydrop_desktop.domain.checks import Level
from babydrop_desktop.services.connection_look import engine_of
from tests.fakes import cluster as clusters
from tests.fakes.catalog import of_storefront
from tests.fakes.cluster import DESKTOP, Cluster
from tests.fakes.partition import Partition
from tests.services.connecting import outline, service, wish_for

pytestmark = pytest.mark.postgres
_MET = ["reached", "signed_in", "database", "version"]


@pytest.fixture
def here(tmp_path):
    return service(tmp_path)


def inside(report) -> list[str]:
    """What comes after the server was met."""
    found = outline(report)
    assert found[:4] == _MET
    return found[4:]


def execute(url: str, *statements: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


def test_a_storefront_that_was_never_met(here, storefront_url: str, storefront_owner_url: str):
    before = of_storefront(storefront_owner_url)

    report = here.test(wish_for(storefront_url))

    assert inside(report) == ["rights", "storefront", "new?", "search_slow?", "indexes_missing?"]
    assert report.passed
    shop = report.find("storefront")
    assert shop is not None
    assert (shop.title, shop.text) == ("Shop found", "2 products, 1 order.")
    assert shop.facts["products"] == "2"
    assert of_storefront(storefront_owner_url) == before


def test_the_missing_indexes_are_counted_and_named(here, storefront_url: str):
    found = here.test(wish_for(storefront_url)).find("indexes_missing")

    engine = open_engine(storefront_url)
    missing = [each.name for each in indexes.plan(engine) if each.missing]
    engine.dispose()
    assert found is not None
    assert found.title == f"{len(missing)} indexes missing"
    assert found.facts["names"].split(", ") == missing


def test_a_storefront_that_is_prepared(here, storefront_url: str):
    _upgraded(storefront_url)

    report = here.test(wish_for(storefront_url))

    assert inside(report)[:3] == ["rights", "storefront", "current"]


def test_an_empty_database(here, postgres_url: str):
    report = here.test(wish_for(postgres_url))

    assert inside(report)[:2] == ["empty", "new?"]
    assert _tables(postgres_url) == 0


def test_a_shop_of_our_own(here, prepared_postgres_url: str):
    report = here.test(wish_for(prepared_postgres_url))

    assert inside(report)[:3] == ["rights", "ours", "current"]
    assert report.passed


def test_a_database_of_something_else(here, postgres_url: str):
    execute(postgres_url, "CREATE TABLE blog (id int)")

    report = here.test(wish_for(postgres_url))

    assert inside(report) == ["something_else!"]
    assert not report.passed


def test_a_storefront_that_lacks_what_we_need(here, storefront_url: str, storefront_owner_url: str):
    execute(storefront_owner_url, 'DROP TABLE "ImportJob"')

    report = here.test(wish_for(storefront_url))

    assert inside(report) == ["storefront_not_known!"]
    assert "ImportJob" in report.findings[-1].text


_STEP = f"""
from alembic import op
revision, down_revision, branch_labels, depends_on = "9999", "{SHIPPED.newest}", None, None
def upgrade():
    op.execute("ALTER TABLE babydrop.setting ADD COLUMN later text DEFAULT '100% it''s'")
"""


def test_an_older_one_will_be_asked_about(tmp_path: Path, prepared_postgres_url: str):
    folder = tmp_path / "steps"
    folder.mkdir()
    (folder / "9999_later.py").write_text(_STEP)
    later = Migrations((*SHIPPED.revisions, "9999"), (*SHIPPED.folders, folder))

    here, wish = service(tmp_path, migrations=later), wish_for(prepared_postgres_url)

    report = here.test(wish)

    found = report.find("older")
    assert found is not None
    assert (found.level, found.facts["from"], found.facts["to"]) == (
        Level.LOOK, SHIPPED.newest, "9999",
    )  # fmt: skip
    assert report.passed
    sql = here.administrator_sql(wish)
    assert "ADD COLUMN later text DEFAULT '100% it''s';" in sql
    assert "CREATE TABLE" not in sql


def test_a_newer_one_is_refused(here, prepared_postgres_url: str):
    execute(prepared_postgres_url, "UPDATE babydrop.babydrop_version SET version_num = '9999'")

    report = here.test(wish_for(prepared_postgres_url))

    assert outline(report)[-1] == "newer!"


@pytest.mark.parametrize(
    "damage",
    [
        "DROP TABLE babydrop.babydrop_version",
        "DELETE FROM babydrop.babydrop_version",
        "INSERT INTO babydrop.babydrop_version VALUES ('0000')",
        "DROP TABLE babydrop.order_event",
    ],
)
def test_one_that_is_half_prepared_is_refused(here, prepared_postgres_url: str, damage: str):
    execute(prepared_postgres_url, damage)

    report = here.test(wish_for(prepared_postgres_url))

    assert outline(report)[-1] == "half!"
    assert report.findings[-1].facts["missing"]


def test_a_server_far_away_is_looked_at_whole(here, storefront_url: str, record_property):
    late = threading.Event()
    wish = wish_for(storefront_url)
    with Partition(wish.port) as between:

        def slowly(_from_client: bool, piece: bytes) -> bytes:
            late.wait(0.05)  # each way: the network's own time
            return piece

        between.change = slowly
        report = here.test(replace(wish, port=between.port))
    record_property("ms", report.took_ms)

    assert report.passed
    assert inside(report)[:2] == ["rights", "storefront"]


def test_a_look_can_change_nothing(storefront_url: str):
    engine = engine_of(wish_for(storefront_url))
    with pytest.raises(sa.exc.InternalError, match="read-only"), engine.connect() as connection:
        connection.exec_driver_sql("""UPDATE "Category" SET "markupFactor" = 9""")
    engine.dispose()


def test_a_server_that_is_too_old(tmp_path: Path, postgres_url: str):
    report = service(tmp_path, oldest=99).test(wish_for(postgres_url))

    assert outline(report) == ["reached", "signed_in", "database", "too_old!"]
    assert "99 or newer" in report.findings[-1].text


def test_a_login_that_may_read_but_not_write(here, storefront_url: str, storefront_owner_url: str):
    execute(
        storefront_owner_url,
        f'REVOKE INSERT, DELETE ON "Product" FROM {DESKTOP}',
        f'REVOKE UPDATE (status) ON "Order" FROM {DESKTOP}',
    )

    report = here.test(wish_for(storefront_url))

    found = report.find("rights_missing")
    assert found is not None
    assert found.level is Level.BLOCKED
    assert found.facts["lacking"] == "Order: UPDATE (status); Product: DELETE, INSERT"
    assert "GRANT INSERT, UPDATE, DELETE ON" in found.sql


def test_a_login_that_may_not_make_our_tables(here, storefront_url: str, storefront_owner_url: str):
    with psycopg.connect(storefront_owner_url) as connection:
        name = connection.info.dbname
    execute(storefront_owner_url, f'REVOKE CREATE ON DATABASE "{name}" FROM {DESKTOP}')

    report = here.test(wish_for(storefront_url))

    found = report.find("may_not_prepare")
    assert found is not None
    assert "CREATE TABLE babydrop.shop_marker" in found.sql


@pytest.fixture
def stranger(postgres_cluster: Cluster):
    """A login that may nothing at all."""
    role = f"stranger_{os.getpid()}"
    clusters.run(postgres_cluster, f"CREATE ROLE {role} LOGIN")
    yield role
    clusters.run(postgres_cluster, f"DROP ROLE {role}")


def test_a_login_that_sees_nothing(here, storefront_url: str, stranger, storefront_owner_url: str):
    execute(storefront_owner_url, "REVOKE USAGE ON SCHEMA public FROM PUBLIC")
    wish = wish_for(storefront_url, user=stranger)

    report = here.test(wish)

    assert outline(report)[-1] == "rights_missing!"
    assert f'GRANT USAGE ON SCHEMA "public" TO "{stranger}"' in report.findings[-1].sql


def test_a_login_that_our_tables_are_shut_to(here, storefront_url: str, stranger):
    _upgraded(storefront_url)

    report = here.test(wish_for(storefront_url, user=stranger))

    assert "rights_missing!" in inside(report)
    assert "ON ALL TABLES IN SCHEMA" in report.find("rights_missing").sql


def test_a_large_shop_is_estimated_not_counted(here, storefront_url: str):
    _measured(storefront_url)

    shop = here.test(wish_for(storefront_url)).find("storefront")

    assert shop is not None
    assert shop.text == "about 1,200,000 products, 1 order."


def _measured(url: str) -> None:
    """Let the server believe that it once measured a large table."""
    admin = url.replace(f"//{DESKTOP}@", "//admin@")
    execute(admin, """UPDATE pg_class SET reltuples = 1200000 WHERE relname = 'Product'""")


def _upgraded(url: str) -> None:
    engine = open_engine(url)
    upgrade(engine)
    engine.dispose()


def _tables(url: str) -> int:
    with psycopg.connect(url) as connection:
        asked = "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace"
        row = connection.execute(asked).fetchone()
    assert row is not None
    return int(row[0])
