"""Both databases are opened with the settings that keep the shop's data safe."""

import contextlib
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa
from sqlalchemy import select
from sqlalchemy.engine import make_url
from sqlalchemy.pool import QueuePool

from babydrop_desktop.db import postgres
from babydrop_desktop.db.engine import open_engine, sqlite_url
from babydrop_desktop.db.functions import folded
from babydrop_desktop.db.unit import Database
from babydrop_desktop.errors import Refused, Unavailable

_PROJECT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _no_servers_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PGHOST", "PGHOSTADDR", "PGSSLMODE"):
        monkeypatch.delenv(name, raising=False)


def _pragmas(url: str) -> dict[str, Any]:
    names = (
        "journal_mode", "synchronous", "foreign_keys", "busy_timeout", "trusted_schema",
        "cell_size_check", "secure_delete",
    )  # fmt: skip
    engine = open_engine(url)
    with engine.connect() as connection:
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names}
    engine.dispose()
    return found


def test_the_embedded_database_is_opened_safely(sqlite_address: str):
    assert _pragmas(sqlite_address) == {
        "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000,
        "trusted_schema": 0, "cell_size_check": 1, "secure_delete": 1,
    }  # fmt: skip


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX")
def test_only_its_owner_can_read_the_database_files(prepared_sqlite_url: str, tmp_path: Path):
    database = Database(open_engine(prepared_sqlite_url))
    with database.write() as session:
        session.execute(sa.text("INSERT INTO setting VALUES ('a', '1', '')"))
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.glob("shop.db*")}
    database.close()

    assert set(modes) == {"shop.db", "shop.db-wal", "shop.db-shm"}
    assert set(modes.values()) == {0o600}


def test_sqlite_searches_without_case_in_every_language(sqlite_address: str):
    engine = open_engine(sqlite_address)
    with engine.connect() as connection:
        found = connection.scalar(select(folded(sa.literal("STRASSE Ärmel ΣΊΣΥΦΟΣ"))))
        nothing = connection.scalar(select(folded(sa.null())))
    engine.dispose()

    assert found == "straße ÄRMEL σίσυφος".casefold()
    assert nothing is None


def test_creating_tables_on_sqlite_is_undone_with_the_rest(sqlite_address: str):
    engine = open_engine(sqlite_address)
    with (
        contextlib.suppress(ZeroDivisionError),
        engine.execution_options(babydrop_write=True).begin() as connection,
    ):
        connection.exec_driver_sql("CREATE TABLE a (x)")
        raise ZeroDivisionError
    with engine.connect() as connection:
        found = sa.inspect(connection).get_table_names()
    engine.dispose()

    assert found == []


def test_a_database_opened_for_reading_is_not_made_nor_changed(tmp_path: Path):
    engine = open_engine(sqlite_url(tmp_path / "shop.db"), readonly=True)
    with pytest.raises(sa.exc.OperationalError):
        engine.connect()
    engine.dispose()

    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def server(postgres_url: str) -> Iterator[sa.Connection]:
    engine = open_engine(postgres_url)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("setting", "wanted"),
    [
        ("TimeZone", "UTC"),
        ("statement_timeout", "4s"),
        ("lock_timeout", "2s"),
        ("idle_in_transaction_session_timeout", "10s"),
        ("search_path", "public"),
        ("client_encoding", "UTF8"),
        ("application_name", "babydrop-desktop"),
    ],
)
def test_a_session_on_the_server_is_timed_and_in_utc(
    server: sa.Connection, setting: str, wanted: str
):
    found = server.exec_driver_sql(f"SHOW {setting}").scalar()

    assert str(found).strip('"') == wanted


@pytest.mark.postgres
def test_the_connection_to_the_server_is_kept_alive_and_timed(server: sa.Connection):
    driver = server.connection.driver_connection
    assert isinstance(driver, psycopg.Connection)
    used = driver.info.get_parameters()

    assert used["connect_timeout"] == "3"
    assert (used["keepalives_idle"], used["keepalives_interval"], used["keepalives_count"]) == (
        "10", "2", "3",
    )  # fmt: skip


def test_the_pool_is_sized_timed_and_asks_before_use():
    engine = open_engine("postgresql://localhost/shop")
    pool = engine.pool
    assert isinstance(pool, QueuePool)

    assert (pool.size(), pool._max_overflow, pool._timeout) == (5, 0, 2.5)
    assert (pool._pre_ping, pool._recycle, pool._pool.use_lifo) == (True, 1800, True)
    assert engine.hide_parameters


@pytest.mark.postgres
def test_a_pool_with_nothing_left_says_busy(postgres_url: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(postgres.POOL, "pool_timeout", 0.05)
    engine = open_engine(postgres_url)
    with contextlib.ExitStack() as stack:
        for _ in range(5):
            stack.enter_context(engine.connect())
        with pytest.raises(Unavailable) as caught, Database(engine).read() as session:
            session.execute(select(1))
    engine.dispose()

    assert caught.value.reason == "database_busy"


@pytest.mark.parametrize(
    ("url", "mode"),
    [
        ("postgresql://shop.example.com/db", "verify-full"),
        ("postgresql://shop.example.com/db?sslmode=disable", "verify-full"),
        ("postgresql://shop.example.com/db?sslmode=require", "verify-full"),
        ("postgresql://10.0.0.5/db", "verify-full"),
        ("postgresql:///db?host=/tmp,shop.example.com", "verify-full"),
        ("postgresql://localhost/db?hostaddr=10.0.0.5", "verify-full"),
        ("postgresql://localhost.example.com/db", "verify-full"),
        ("postgresql://127.0.0.1.example.com/db", "verify-full"),
        ("postgresql://localhost/db", "prefer"),
        ("postgresql://127.8.9.1:5433/db", "prefer"),
        ("postgresql://[::1]/db", "prefer"),
        ("postgresql:///db?host=/var/run/postgresql", "prefer"),
        ("postgresql:///db", "prefer"),
        ("postgresql://localhost/db?sslmode=verify-full", "verify-full"),
    ],
)
def test_only_this_machine_is_reached_without_a_checked_certificate(url: str, mode: str):
    assert postgres.ssl_mode(make_url(url)) == mode


@pytest.mark.parametrize("name", ["PGHOST", "PGHOSTADDR"])
def test_a_host_of_the_environment_is_another_machine(name: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(name, "10.0.0.5")

    assert postgres.ssl_mode(make_url("postgresql:///db")) == "verify-full"


@pytest.mark.parametrize(
    "scheme", ["postgres", "postgresql", "postgresql+psycopg"], ids=["short", "long", "driver"]
)
@pytest.mark.postgres
def test_an_address_as_the_storefront_has_it_opens_the_same_database(
    postgres_url: str, scheme: str
):
    url = postgres_url.replace("postgresql", scheme) + "?schema=public&connection_limit=5"
    engine = open_engine(url)
    with engine.connect() as connection:
        assert connection.scalar(sa.text("SELECT current_schema()")) == "public"
    engine.dispose()


@pytest.mark.parametrize(
    "url",
    [
        "", "shop.db", "mysql://localhost/shop", "sqlite://", "sqlite:///:memory:",
        "sqlite:///file:x?mode=memory", "postgresql://localhost", "postgresql://u@h:port/db",
        "postgresql://localhost/db?service=evil", "postgresql://localhost/db?options=-c%20x",
    ],
)  # fmt: skip
def test_a_wrong_address_is_refused_without_being_quoted(url: str):
    with pytest.raises(Refused, match="address is wrong") as caught:
        open_engine(url)

    assert caught.value.reason == "database_address_wrong"


_LEAN = """
import sys
from pathlib import Path
from babydrop_desktop.db.engine import open_engine, sqlite_url
from babydrop_desktop.db.unit import Database
from babydrop_desktop.db.upgrade import upgrade
from babydrop_desktop.db.storefront import Category
from sqlalchemy import select
engine = open_engine(sqlite_url(Path(sys.argv[1])))
upgrade(engine)
with Database(engine).read() as session:
    assert session.scalars(select(Category)).all()
sys.stdout.write(" ".join(sorted({name.split(".")[0] for name in sys.modules})))
sys.stdout.write("\\n" + str("sqlalchemy.dialects.postgresql" in sys.modules))
"""


def test_the_embedded_database_needs_neither_driver_nor_migrations_at_start(
    prepared_sqlite_url: str, tmp_path: Path
):
    done = subprocess.run(
        [sys.executable, "-c", _LEAN, str(tmp_path / "shop.db")],
        cwd=_PROJECT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    loaded, dialect = done.stdout.splitlines()
    names = SimpleNamespace(loaded=set(loaded.split()), dialect=dialect)

    assert not {"psycopg", "alembic", "mako"} & names.loaded
    assert names.dialect == "False"
