"""Both databases are opened with the settings that keep the shop's data safe."""

import contextlib
import logging
import os
import socket
import sqlite3
import stat
import subprocess
import sys
import traceback
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
from babydrop_desktop.db.errors import translate
from babydrop_desktop.db.functions import folded
from babydrop_desktop.db.unit import Database
from babydrop_desktop.errors import Refused, ShopError, Unavailable
from tests.fakes.cluster import OWNER, PASSWORD, WITH_PASSWORD, Cluster

_PROJECT = Path(__file__).parents[2]
_SECRET = "hunter2-canary"  # noqa: S105 (looked for in errors)


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
        ("statement_timeout", "5s"),
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

    assert (pool.size(), pool._max_overflow, pool._timeout) == (5, 0, 3.0)
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


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _failure(url: str) -> ShopError:
    database = Database(open_engine(url))
    with pytest.raises(ShopError) as caught, database.read() as session:
        session.execute(select(1))
    database.close()
    return caught.value


@pytest.mark.postgres
def test_each_trouble_of_the_server_has_its_reason(postgres_cluster: Cluster):
    cluster = postgres_cluster
    nobody = cluster.url("postgres", "not_a_role", _SECRET)
    closed = f"postgresql://u:{_SECRET}@127.0.0.1:{_free_port()}/shop"
    found = {
        "wrong password": _failure(cluster.url("postgres", WITH_PASSWORD, _SECRET)),
        "no password": _failure(cluster.url("postgres", WITH_PASSWORD)),
        "no such login": _failure(nobody),
        "no such database": _failure(cluster.url("not there", OWNER, _SECRET)),
        "nobody listens": _failure(closed),
        "no encryption offered": _failure(cluster.url("shop", OWNER) + "?sslmode=verify-full"),
    }

    assert {key: error.reason for key, error in found.items()} == {
        "wrong password": "database_login_refused",
        "no password": "database_login_refused",
        "no such login": "database_login_refused",
        "no such database": "database_missing",
        "nobody listens": "database_unreachable",
        "no encryption offered": "database_certificate",
    }
    assert all(isinstance(error, Unavailable) for error in found.values())


@pytest.mark.postgres
def test_a_right_password_with_strange_characters_logs_in(postgres_cluster: Cluster):
    engine = open_engine(postgres_cluster.url("postgres", WITH_PASSWORD, PASSWORD))
    with engine.connect() as connection:
        assert connection.scalar(sa.text("SELECT current_user")) == WITH_PASSWORD
    engine.dispose()


@pytest.mark.postgres
def test_a_password_never_shows_in_an_error_a_log_or_a_label(
    postgres_cluster: Cluster, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.DEBUG)
    port = _free_port()
    seen = []
    for url in (
        postgres_cluster.url("postgres", WITH_PASSWORD, _SECRET),
        f"postgresql://u:{_SECRET}@127.0.0.1:{port}/shop",
        f"postgresql://u:{_SECRET}@127.0.0.1:{port}/shop?sslcert=/not/there",
    ):
        error = _failure(url)
        seen += [str(error), repr(error), repr(error.facts)]
        seen += traceback.format_exception(error)
        engine = open_engine(url)
        seen += [str(engine), repr(engine.url), Database(engine).label]
        engine.dispose()
    for url in (f"mysql://u:{_SECRET}@h/db", f"postgresql://u:{_SECRET}@h:port/db"):
        with pytest.raises(Refused) as caught:
            open_engine(url)
        seen += [repr(caught.value), *traceback.format_exception(caught.value, chain=True)]

    # A trace shows source lines of this test, never the value.
    assert not any(_SECRET in text for text in [*seen, caplog.text])


@pytest.mark.postgres
def test_a_statement_that_takes_too_long_is_ended(server: sa.Connection):
    server.exec_driver_sql("SET LOCAL statement_timeout = '20ms'")
    with pytest.raises(sa.exc.OperationalError) as caught:
        server.exec_driver_sql("SELECT pg_sleep(30)")

    known = translate(caught.value)
    assert known is not None
    assert known.reason == "database_slow"


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (sqlite3.SQLITE_FULL, "database_disk_full"),
        (sqlite3.SQLITE_BUSY, "database_busy"),
        (sqlite3.SQLITE_CORRUPT, "database_damaged"),
        (sqlite3.SQLITE_NOTADB, "database_damaged"),
        (sqlite3.SQLITE_READONLY, "database_read_only"),
        (sqlite3.SQLITE_IOERR | (3 << 8), "database_disk_error"),
        (sqlite3.SQLITE_CANTOPEN, "database_folder"),
    ],
)
def test_each_trouble_of_the_file_has_its_reason(code: int, reason: str):
    error = sqlite3.OperationalError("words that may change")
    error.sqlite_errorcode = code

    known = translate(sa.exc.OperationalError("SELECT 1", None, error))

    assert known is not None
    assert known.reason == reason


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        ("53100", "database_disk_full"), ("57P01", "database_unreachable"),
        ("08006", "database_unreachable"), ("40P01", "database_busy"), ("40001", "database_busy"),
        ("55P03", "database_busy"), ("53300", "database_busy"), ("25006", "database_read_only"),
        ("42501", "database_rights"), ("28P01", "database_login_refused"),
        ("3D000", "database_missing"), ("42P01", "database_not_ready"),
    ],
)  # fmt: skip
def test_each_code_of_the_server_has_its_reason(state: str, reason: str):
    error = psycopg.errors.lookup(state)("words in any language")

    known = translate(sa.exc.OperationalError("SELECT 1", None, error))

    assert known is not None
    assert known.reason == reason


def test_a_bug_stays_a_bug():
    assert translate(ValueError("a bug")) is None
    wrong = sa.exc.ProgrammingError("SELEC 1", None, sqlite3.OperationalError('near "SELEC"'))
    assert translate(wrong) is None


def test_a_full_disk_is_told_and_nothing_is_lost(prepared_sqlite_url: str):
    database = Database(open_engine(prepared_sqlite_url))
    with pytest.raises(Unavailable) as caught, database.write() as session:
        connection = session.connection()
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        session.execute(sa.text("INSERT INTO setting VALUES ('a', :big, '')"), {"big": "x" * 10**6})
    with database.read() as session:
        left = session.scalar(sa.text("SELECT count(*) FROM setting"))
    database.close()

    assert caught.value.reason == "database_disk_full"
    assert left == 0


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
