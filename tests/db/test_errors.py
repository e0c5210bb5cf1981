"""Each trouble of a database has its reason and its sentence, and no secret is in any of them."""

import logging
import socket
import sqlite3
import traceback

import psycopg
import pytest
import sqlalchemy as sa
from sqlalchemy import select
from sqlalchemy.orm import Session

from babydrop_desktop.db.engine import open_engine
from babydrop_desktop.db.errors import translate
from babydrop_desktop.db.unit import Database
from babydrop_desktop.errors import Refused, ShopError, Unavailable
from tests.fakes.cluster import OWNER, PASSWORD, WITH_PASSWORD, Cluster

_SECRET = "hunter2-canary"  # noqa: S105 (looked for in errors)


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


def _sleep_too_long(session: Session) -> None:
    session.execute(sa.text("SET LOCAL statement_timeout = '20ms'"))
    session.execute(sa.text("SELECT pg_sleep(30)"))


@pytest.mark.postgres
def test_a_statement_that_takes_too_long_is_ended(postgres_url: str):
    database = Database(open_engine(postgres_url))
    with pytest.raises(Unavailable) as caught, database.read() as session:
        _sleep_too_long(session)
    database.close()

    assert caught.value.reason == "database_slow"


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
        ("53100", "database_disk_full"), ("57P01", "database_restarted"),
        ("08006", "database_unreachable"), ("40P01", "database_deadlock"),
        ("40001", "database_busy"), ("57P03", "database_starting"),
        ("55P03", "database_locked"), ("53300", "database_busy"), ("25006", "database_read_only"),
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


def _write_too_much(database: Database) -> None:
    with database.write() as session:
        connection = session.connection()
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        add = sa.text("INSERT INTO setting VALUES ('a', :big, '')")
        session.execute(add, {"big": "x" * 10**6})


def test_a_full_disk_is_told_and_nothing_is_lost(file_shop: Database):
    with pytest.raises(Unavailable) as caught:
        _write_too_much(file_shop)
    with file_shop.read() as session:
        left = session.scalar(sa.text("SELECT count(*) FROM setting"))

    assert caught.value.reason == "database_disk_full"
    assert left == 0


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ('server at "ssl.example.com", port 5432 failed: Connection refused', "unreachable"),
        ("failed to resolve host 'certificate.example.com'", "host_unknown"),
        ("failed: FATAL:  the database system is starting up", "starting"),
        ('server at "h" failed: FATAL:  database "ssl" does not exist', "missing"),
        ('server at "h" failed: FATAL:  role "ssl" does not exist', "login_refused"),
        ('server at "h" failed: FATAL:  sorry, too many clients already', "busy"),
        ('server at "h" failed: SSL error: certificate verify failed', "certificate"),
        ("consuming input failed: SSL SYSCALL error: EOF detected", "unreachable"),
        ("consuming input failed: SSL connection has been closed unexpectedly", "unreachable"),
        ('server at "h" failed: FATAL:  too many connections for role "ssl"', "busy"),
        ('failed: FATAL:  no pg_hba.conf entry for host "h", no encryption', "not_admitted"),
        ("connection timeout expired", "unreachable"),
    ],
)
def test_names_in_a_servers_words_do_not_mislead(words: str, reason: str):
    known = translate(sa.exc.OperationalError("", None, psycopg.OperationalError(words)))

    assert known is not None
    assert known.reason == f"database_{reason}"
