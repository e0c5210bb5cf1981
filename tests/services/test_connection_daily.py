"""A login that may change rows and no tables works all day, once an administrator ran the SQL."""

import itertools
import os
import subprocess
from pathlib import Path

import psycopg
import pytest

from babydrop_desktop.bootstrap import open_database
from babydrop_desktop.db.engine import open_engine
from babydrop_desktop.db.upgrade import upgrade
from babydrop_desktop.domain.jobs import JobState
from babydrop_desktop.errors import Refused
from babydrop_desktop.paths import Profile, ShopOptions
from tests.fakes.catalog import of_storefront
from tests.fakes.cluster import ADMIN, DESKTOP, Cluster
from tests.fakes.shop import import_page
from tests.fakes.supplier import item_page
from tests.services.connecting import outline, service, wish_for

pytestmark = pytest.mark.postgres
_numbers = itertools.count(1)


@pytest.fixture
def role() -> str:
    """A login's name that the server does not know yet."""
    return f"Daily {os.getpid()}-{next(_numbers)}"


@pytest.fixture
def administrator(postgres_cluster: Cluster, tmp_path: Path):
    """Return what runs SQL with psql in the database of an address, as an administrator would."""

    def run(url: str, sql: str) -> None:
        file = tmp_path / "once.sql"
        file.write_text(sql, encoding="utf-8")
        place = url.replace(f"//{DESKTOP}@", f"//{ADMIN}@")
        psql = Path(postgres_cluster.binaries) / "psql"
        done = subprocess.run(
            [psql, "-X", "-v", "ON_ERROR_STOP=1", "-d", place, "-f", file],
            check=False, capture_output=True, text=True, timeout=120,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr

    return run


@pytest.fixture
def admitted(tmp_path, storefront_url, role, administrator):
    """The role of a login that may do the daily work, and the service that tests it."""
    here, wish = service(tmp_path), wish_for(storefront_url, user=role)
    administrator(storefront_url, here.administrator_sql(wish))  # lets it in
    administrator(storefront_url, here.administrator_sql(wish))  # prepares the rest
    return here, wish


def as_login(url: str, role: str) -> str:
    return url.replace(f"//{DESKTOP}@", f"//{role.replace(' ', '%20')}@")


def test_from_no_login_to_a_days_work(
    tmp_path, storefront_url, storefront_owner_url, role, administrator, open_shops
):
    here, wish = service(tmp_path), wish_for(storefront_url, user=role)
    first = here.test(wish)
    assert outline(first)[-1] == "password_wrong!"
    administrator(storefront_url, first.findings[-1].sql)

    second = here.test(wish)
    assert outline(second)[4:7] == ["rights", "storefront", "may_not_prepare!"]
    before = of_storefront(storefront_owner_url)
    administrator(storefront_url, second.find("may_not_prepare").sql)

    third = here.test(wish)
    assert outline(third)[4:7] == ["rights", "storefront", "current"]
    assert third.passed
    after = of_storefront(storefront_owner_url)
    assert {kind: rows for kind, rows in before.items() if kind.startswith("rows of ")} == {
        kind: rows for kind, rows in after.items() if kind.startswith("rows of ")
    }
    shop = open_shops(as_login(storefront_url, role))
    assert import_page(shop, item_page()).state is JobState.DONE


def test_the_login_makes_no_table_anywhere(storefront_url, role, admitted):
    with psycopg.connect(as_login(storefront_url, role), autocommit=True) as connection:
        for statement in (
            "CREATE TABLE public.mine (id int)",
            "CREATE TABLE babydrop.mine (id int)",
            "CREATE SCHEMA mine",
            'ALTER TABLE "Product" ADD COLUMN mine int',
            "ALTER TABLE babydrop.setting ADD COLUMN mine int",
            "DROP TABLE babydrop.setting",
            """UPDATE "Order" SET total = 0""",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)
        connection.execute("""UPDATE "Order" SET status = status""")
        assert connection.execute("SELECT count(*) FROM babydrop.job").fetchone() == (0,)


def test_the_sql_may_be_run_twice_and_makes_what_the_program_makes(
    tmp_path, storefront_url, storefront_owner_url, role, administrator
):
    here, wish = service(tmp_path), wish_for(storefront_url)
    administrator(storefront_url, here.administrator_sql(wish))
    by_sql = _ours(storefront_url)
    forget_ours(storefront_url)

    engine = open_engine(storefront_url)
    upgrade(engine)
    engine.dispose()

    assert by_sql == _ours(storefront_url)
    assert "babydrop_version" in {table for table, *_ in by_sql}


def forget_ours(url: str) -> None:
    with psycopg.connect(url.replace(f"//{DESKTOP}@", f"//{ADMIN}@")) as connection:
        connection.execute("DROP SCHEMA babydrop CASCADE")


def _ours(url: str) -> list[tuple[object, ...]]:
    asked = """
        SELECT table_name, column_name, data_type, is_nullable, column_default
        FROM information_schema.columns WHERE table_schema = 'babydrop' ORDER BY 1, 2
    """
    with psycopg.connect(url.replace(f"//{DESKTOP}@", f"//{ADMIN}@")) as connection:
        return connection.execute(asked).fetchall()


def test_a_login_that_may_not_upgrade_is_told_so(tmp_path, storefront_url, role, admitted):
    here, wish = admitted
    forget_ours(storefront_url)
    options = ShopOptions(Profile(tmp_path / "shop"), as_login(storefront_url, role), upgrade=True)

    with pytest.raises(Refused) as caught:
        open_database(options)

    assert caught.value.reason == "database_rights"
    assert here.test(wish).find("may_not_prepare") is not None
