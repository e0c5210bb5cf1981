"""A call to the server ends though the network swallows it: the owner is told, never kept waiting.

How long each took is put into the report of the run (`-rP`, or the properties of junit).
"""

import contextlib
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import monotonic

import pytest
import sqlalchemy as sa
from sqlalchemy import select
from sqlalchemy.engine import make_url

from babydrop_desktop.db import lookup, watchdog
from babydrop_desktop.db.engine import open_engine
from babydrop_desktop.db.lookup import Lookup
from babydrop_desktop.db.unit import Database
from babydrop_desktop.errors import ShopError, Stopped, Unavailable
from tests.fakes import cluster as clusters
from tests.fakes import tls
from tests.fakes.cluster import OWNER, Cluster
from tests.fakes.partition import Partition, black_hole

# Far above what is promised: a slow machine is no fault, a call that never ends is one.
_PATIENCE_S = 60


@pytest.fixture
def between(postgres_cluster: Cluster) -> Iterator[Partition]:
    with Partition(postgres_cluster.port) as partition:
        yield partition


@pytest.fixture
def distant(prepared_postgres_url: str, between: Partition) -> Iterator[Database]:
    """The shop, on a server behind a network that can be pulled away."""
    url = make_url(prepared_postgres_url).set(port=between.port)
    database = Database(open_engine(url))
    yield database
    between.heal()
    database.close()


@pytest.fixture
def measured(record_property: Callable[[str, object], None], request: pytest.FixtureRequest):
    """Return what runs a call elsewhere until it fails, notes its seconds and gives its error."""

    def run(call: Callable[[], object]) -> ShopError:
        begun = monotonic()
        with ThreadPoolExecutor(1) as pool:
            error = pool.submit(call).exception(_PATIENCE_S)
        took = monotonic() - begun
        record_property("seconds", round(took, 2))
        sys.stdout.write(f"{request.node.name}: ended after {took:.2f} s\n")
        assert isinstance(error, ShopError), error
        return error

    return run


def _ask(database: Database) -> object:
    with database.read() as session:
        return session.scalar(select(1))


@pytest.mark.postgres
def test_a_question_to_a_connection_of_the_pool_ends(
    distant: Database, between: Partition, measured
):
    assert _ask(distant) == 1
    between.swallow()

    error = measured(lambda: _ask(distant))

    assert (type(error), error.reason) == (Unavailable, "database_unreachable")


@pytest.mark.postgres
def test_a_statement_that_the_network_swallows_ends(
    distant: Database, between: Partition, measured
):
    def call() -> None:
        with distant.read() as session:
            session.scalar(select(1))
            between.swallow()
            session.scalar(select(1))

    error = measured(call)

    assert (type(error), error.reason) == (Unavailable, "database_unreachable")


@pytest.mark.postgres
def test_a_commit_that_the_network_swallows_ends(distant: Database, between: Partition, measured):
    def call() -> None:
        with distant.write() as session:
            session.execute(sa.text("INSERT INTO babydrop.setting VALUES ('a', '1', now())"))
            between.swallow()

    error = measured(call)

    assert (type(error), error.reason) == (Unavailable, "database_unreachable")


@pytest.mark.postgres
def test_a_first_connection_that_the_network_swallows_ends(
    distant: Database, between: Partition, measured
):
    between.swallow()

    error = measured(lambda: _ask(distant))

    assert (type(error), error.reason) == (Unavailable, "database_unreachable")


def test_a_server_that_never_takes_the_call_is_given_up(measured):
    with black_hole() as port:
        database = Database(open_engine(f"postgresql://u@127.0.0.1:{port}/shop"))

        error = measured(lambda: _ask(database))

    assert (type(error), error.reason) == (Unavailable, "database_unreachable")


@pytest.mark.postgres
def test_ten_questions_at_once_all_end(
    distant: Database, between: Partition, record_property: Callable[[str, object], None]
):
    assert _ask(distant) == 1
    between.swallow()
    begun = monotonic()

    def ended(_number: int) -> tuple[BaseException | None, float]:
        try:
            _ask(distant)
        except ShopError as error:
            return error, monotonic() - begun
        return None, 0.0

    with ThreadPoolExecutor(10) as pool:
        outcomes = list(pool.map(ended, range(10), timeout=_PATIENCE_S))
    record_property("seconds", [round(took, 2) for _, took in outcomes])
    sys.stdout.write(f"ten at once: {[round(took, 2) for _, took in outcomes]}\n")

    assert all(isinstance(error, Unavailable) for error, _ in outcomes)


@pytest.mark.postgres
def test_no_thread_is_made_for_a_call(distant: Database):
    _ask(distant)
    before = threading.active_count()

    with distant.read() as session:
        session.scalar(select(1))
        during = threading.active_count()

    assert during <= before


@pytest.mark.postgres
def test_when_the_network_is_back_the_shop_is_too(distant: Database, between: Partition, measured):
    assert _ask(distant) == 1
    between.swallow()
    measured(lambda: _ask(distant))

    between.heal()

    assert _ask(distant) == 1


@pytest.mark.postgres
def test_what_may_take_long_is_not_cut_short(
    distant: Database, monkeypatch: pytest.MonkeyPatch, measured
):
    slow = sa.text("SELECT 1 FROM pg_sleep(0.4)")
    hasty = watchdog.Watch(call_s=0.1)
    monkeypatch.setattr(watchdog, "current", lambda: hasty)
    with distant.engine.connect() as connection, pytest.raises(sa.exc.OperationalError):
        connection.scalar(slow)
    monkeypatch.undo()

    with watchdog.allowing(30), distant.engine.connect() as connection:
        assert connection.scalar(slow) == 1


@pytest.mark.postgres
def test_everything_within_a_limit_ends_with_it(distant: Database, between: Partition, measured):
    def call() -> None:
        with watchdog.within(1.0), distant.read() as session:
            session.scalar(select(1))
            between.swallow()
            session.scalar(select(1))

    assert measured(call).reason == "database_unreachable"


@pytest.mark.postgres
def test_long_work_that_is_cancelled_stops_the_server_too(
    prepared_postgres_url: str, postgres_cluster: Cluster
):
    engine = open_engine(prepared_postgres_url)
    asked: list[int] = []

    def check() -> None:
        asked.append(1)
        if len(asked) > 3:
            raise Stopped("Cancelled.", reason="cancelled")

    with engine.connect() as connection:
        connection.exec_driver_sql("SET statement_timeout = 0")
        number = connection.scalar(sa.text("SELECT pg_backend_pid()"))
        with pytest.raises(Stopped), watchdog.allowing(60, check=check):
            connection.exec_driver_sql("SELECT pg_sleep(50)")
        connection.rollback()
        again = connection.scalar(sa.text("SELECT pg_backend_pid()"))
    engine.dispose()

    assert again == number  # it was told to stop, and is ready for more


@pytest.mark.postgres
def test_a_lock_that_somebody_holds_is_told(prepared_postgres_url: str):
    first, second = (Database(open_engine(prepared_postgres_url)) for _ in range(2))
    lock = sa.text('LOCK TABLE "Category" IN ACCESS EXCLUSIVE MODE')
    with first.write() as holding:
        holding.execute(lock)
        caught = _failure(lambda: _locked(second, lock))
    first.close()
    second.close()

    assert (type(caught), caught.reason) == (Unavailable, "database_locked")


def _locked(database: Database, lock: sa.TextClause) -> None:
    with database.write() as session:
        session.execute(sa.text("SET LOCAL lock_timeout = '20ms'"))
        session.execute(lock)


def _failure(call: Callable[[], object]) -> ShopError:
    with pytest.raises(ShopError) as caught:
        call()
    return caught.value


@pytest.mark.postgres
def test_of_two_changes_that_wait_for_one_another_one_is_undone(prepared_postgres_url: str):
    database = Database(open_engine(prepared_postgres_url))
    both = threading.Barrier(2, timeout=30)

    def change(tables: tuple[str, str]) -> ShopError | None:
        try:
            with database.write() as session:
                session.execute(sa.text("SET LOCAL lock_timeout = '30s'"))
                session.execute(sa.text(f'LOCK TABLE "{tables[0]}"'))
                both.wait()
                session.execute(sa.text(f'LOCK TABLE "{tables[1]}"'))
        except ShopError as error:
            return error
        return None

    orders = [("Category", "Product"), ("Product", "Category")]
    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(change, orders, timeout=_PATIENCE_S))
    database.close()

    lost = [error for error in outcomes if error is not None]
    assert [(type(error), error.reason) for error in lost] == [(Unavailable, "database_deadlock")]


@pytest.mark.postgres
def test_a_session_that_the_server_ends_in_mid_transaction_is_told(
    prepared_postgres_url: str, postgres_cluster: Cluster
):
    database = Database(open_engine(prepared_postgres_url))
    admin = open_engine(postgres_cluster.url("postgres", "admin"))

    def call() -> None:
        with database.write() as session:
            session.execute(sa.text("INSERT INTO babydrop.setting VALUES ('a', '1', now())"))
            number = session.scalar(sa.text("SELECT pg_backend_pid()"))
            with admin.connect() as connection:
                connection.execute(sa.text("SELECT pg_terminate_backend(:one)"), {"one": number})
            session.execute(sa.text("SELECT 1"))

    error = _failure(call)
    with database.read() as session:
        left = session.scalar(sa.text("SELECT count(*) FROM babydrop.setting"))
    admin.dispose()
    database.close()

    assert (type(error), error.reason) == (Unavailable, "database_restarted")
    assert left == 0


@pytest.mark.postgres
def test_a_server_that_dies_in_mid_transaction_is_told_and_comes_back(own_cluster: Cluster):
    clusters.run(own_cluster, "SET synchronous_commit = on", "CREATE TABLE kept (id int)")
    database = Database(open_engine(own_cluster.url("postgres", "admin")))

    def call() -> None:
        with database.write() as session:
            session.execute(sa.text("INSERT INTO kept VALUES (1)"))
            clusters.halt(own_cluster)
            session.execute(sa.text("INSERT INTO kept VALUES (2)"))

    in_the_middle, afterwards = _failure(call), _failure(lambda: _ask(database))
    clusters.resume(own_cluster)
    with database.read() as session:
        left = session.scalar(sa.text("SELECT count(*) FROM kept"))
    database.close()

    # What dies may have no time to say so.
    assert in_the_middle.reason in {"database_restarted", "database_unreachable"}
    assert (type(afterwards), afterwards.reason) == (Unavailable, "database_unreachable")
    assert left == 0


@pytest.mark.postgres
def test_an_encrypted_statement_that_the_network_swallows_ends_too(
    own_cluster: Cluster, tmp_path: Path, measured
):
    authority = tls.authority(tmp_path / "authority")
    pair = authority.sign("server", host="localhost")
    with tls.encrypted(own_cluster, *pair), Partition(own_cluster.port) as between:
        database = Database(
            open_engine(
                f"postgresql://admin@localhost:{between.port}/postgres"
                f"?sslmode=verify-full&sslrootcert={authority.root}"
            )
        )

        def call() -> None:
            with database.read() as session:
                asked = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
                assert session.scalar(sa.text(asked)) is True
                between.swallow()
                session.scalar(select(1))

        error = measured(call)
        between.heal()
        database.close()

    assert (type(error), error.reason) == (Unavailable, "database_unreachable")


@pytest.mark.postgres
def test_a_name_that_is_looked_up_for_ever_keeps_nobody_waiting(measured):
    let_go = threading.Event()

    def never(_host: str, _port: int) -> list[str]:
        let_go.wait(_PATIENCE_S)
        return []

    names = Lookup(never)
    before = threading.active_count()
    for _ in range(5):
        error = measured(lambda: names.addresses("slow.example", 5432, within_s=0.05))
        assert error.reason == "database_host_unknown"
    during = threading.active_count()
    let_go.set()

    assert during - before == 1


def test_a_name_that_nobody_knows_is_told():
    def nobody(_host: str, _port: int) -> list[str]:
        raise OSError

    with pytest.raises(Unavailable, match="name of the database server") as caught:
        Lookup(nobody).addresses("shop.example", 5432, within_s=10)

    assert caught.value.facts == {"host": "shop.example"}


@pytest.mark.postgres
def test_the_second_address_of_a_host_is_tried_where_the_first_refuses(
    postgres_cluster: Cluster, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(
        lookup, "Lookup", lambda: Lookup(lambda _host, _port: ["127.9.9.9", "127.0.0.1"])
    )
    url = make_url(postgres_cluster.url("postgres", OWNER)).set(host="localhost")
    engine = open_engine(url)
    with contextlib.closing(engine.raw_connection()):
        pass
    engine.dispose()
