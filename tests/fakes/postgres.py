"""Gives tests a database on each engine, and the storefront's as it stands in real life.

Fixtures: `database_url` (each test runs on SQLite and on PostgreSQL), `sqlite_address`,
`postgres_url` (an empty database), `storefront_url` (built from the contract's CSV files alone),
`shop` (an open `Database`, prepared, on each engine), `file_shop` (the same on SQLite only).
Without an installed PostgreSQL these tests skip, or fail where CI or BABYDROP_REQUIRE_POSTGRES is
set.
"""

import itertools
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.fakes import cluster as clusters
from tests.fakes.cluster import ADMIN, DESKTOP, OWNER, STOREFRONT, Cluster

if TYPE_CHECKING:
    from babydrop_desktop.db.unit import Database

_numbers = itertools.count(1)
_STOREFRONT_TEMPLATE = "storefront_template"
_OURS_TEMPLATE = "ours_template"


@pytest.hookimpl(tryfirst=True)  # whatever another plug-in finds wrong, the server is stopped
def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the run's PostgreSQL; only the process that began the run does it."""
    factory = getattr(config, "_tmp_path_factory", None)
    if hasattr(config, "workerinput") or factory is None or factory._basetemp is None:
        return
    clusters.stop(factory.getbasetemp())


@pytest.fixture(scope="session", autouse=True)
def _no_key_store_of_this_machine() -> Iterator[None]:
    """Let no test ask the key store of whoever runs it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
        yield


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that all workers of this test run share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def postgres_cluster(run_folder: Path) -> Cluster:
    """Return the running PostgreSQL of this test run."""
    reason = clusters.missing()
    if reason is not None:
        if os.environ.get("CI") == "true" or os.environ.get("BABYDROP_REQUIRE_POSTGRES") == "1":
            pytest.fail(f"PostgreSQL is required here, but {reason}", pytrace=False)
        pytest.skip(reason)
    return clusters.running(run_folder)


@pytest.fixture(scope="session")
def own_cluster(postgres_cluster: Cluster) -> Iterator[Cluster]:
    """Return a PostgreSQL of this process alone, whose settings a test may change."""
    cluster = clusters.own()
    yield cluster
    clusters.end(cluster)


@pytest.fixture
def postgres_url(postgres_cluster: Cluster) -> Iterator[str]:
    """Return the address of a fresh, empty database; the login owns it and nothing else."""
    with _database(postgres_cluster, owner=OWNER) as name:
        yield postgres_cluster.url(name, OWNER)


@pytest.fixture
def storefront_url(postgres_cluster: Cluster, run_folder: Path) -> Iterator[str]:
    """Return the address of a storefront's database with rows in it.

    Its tables belong to the role `storefront`; the login is another, with the contract's rights.
    """
    _storefront_template(postgres_cluster, run_folder)
    with _database(postgres_cluster, owner=STOREFRONT, template=_STOREFRONT_TEMPLATE) as name:
        _run(postgres_cluster, "postgres", f'GRANT CREATE ON DATABASE "{name}" TO {DESKTOP}')
        yield postgres_cluster.url(name, DESKTOP)


@pytest.fixture
def storefront_owner_url(storefront_url: str) -> str:
    """Return the address of the same storefront database, for its owner's login."""
    return storefront_url.replace(f"//{DESKTOP}@", f"//{STOREFRONT}@")


@pytest.fixture
def sqlite_address(tmp_path: Path) -> str:
    """Return the address of an embedded database that does not exist yet."""
    from babydrop_desktop.db.engine import sqlite_url  # noqa: PLC0415 (after coverage starts)

    return sqlite_url(tmp_path / "shop.db")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> str:
    """Return the address of an empty database: each test runs once on either engine."""
    name = "sqlite_address" if request.param == "sqlite" else "postgres_url"
    return str(request.getfixturevalue(name))


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def shop(request: pytest.FixtureRequest) -> "Iterator[Database]":
    """Give an open, prepared database with the seven categories, on either engine."""
    from babydrop_desktop.db.engine import open_engine  # noqa: PLC0415 (after coverage starts)
    from babydrop_desktop.db.unit import Database  # noqa: PLC0415 (after coverage starts)

    name = "prepared_sqlite_url" if request.param == "sqlite" else "prepared_postgres_url"
    database = Database(open_engine(str(request.getfixturevalue(name))))
    yield database
    database.close()


@pytest.fixture
def file_shop(prepared_sqlite_url: str) -> "Iterator[Database]":
    """Give an open, prepared embedded database, for what only it has to do."""
    from babydrop_desktop.db.engine import open_engine  # noqa: PLC0415 (after coverage starts)
    from babydrop_desktop.db.unit import Database  # noqa: PLC0415 (after coverage starts)

    database = Database(open_engine(prepared_sqlite_url))
    yield database
    database.close()


@pytest.fixture
def prepared_sqlite_url(sqlite_address: str, tmp_path: Path) -> str:
    """Return the address of an embedded database that the program has prepared."""
    _upgrade(sqlite_address, tmp_path / "backups")
    return sqlite_address


@pytest.fixture
def prepared_postgres_url(postgres_cluster: Cluster, run_folder: Path) -> Iterator[str]:
    """Return the address of a database on the server that the program has prepared."""
    with clusters.locked(run_folder):
        if not _exists(postgres_cluster, _OURS_TEMPLATE):
            _create(postgres_cluster, _OURS_TEMPLATE, owner=OWNER)
            _upgrade(postgres_cluster.url(_OURS_TEMPLATE, OWNER), None)
    with _database(postgres_cluster, owner=OWNER, template=_OURS_TEMPLATE) as name:
        yield postgres_cluster.url(name, OWNER)


def _upgrade(url: str, backups: Path | None) -> None:
    from babydrop_desktop.db.engine import open_engine  # noqa: PLC0415 (after coverage starts)
    from babydrop_desktop.db.upgrade import upgrade  # noqa: PLC0415 (after coverage starts)

    engine = open_engine(url)
    try:
        upgrade(engine, backups=backups)
    finally:
        engine.dispose()


class _database:  # noqa: N801 (used as `with _database(…)`)
    """A database that lives for one test."""

    def __init__(self, cluster: Cluster, *, owner: str, template: str = "template0") -> None:
        self._cluster, self._owner, self._template = cluster, owner, template
        self._name = f"test_{os.getpid()}_{next(_numbers)}"

    def __enter__(self) -> str:
        _create(self._cluster, self._name, owner=self._owner, template=self._template)
        return self._name

    def __exit__(self, *_error: object) -> None:
        _run(self._cluster, "postgres", f'DROP DATABASE "{self._name}" WITH (FORCE)')


def _create(cluster: Cluster, name: str, *, owner: str, template: str = "template0") -> None:
    _run(cluster, "postgres", f'CREATE DATABASE "{name}" TEMPLATE "{template}" OWNER "{owner}"')


def _exists(cluster: Cluster, name: str) -> bool:
    import psycopg  # noqa: PLC0415 (only where a server is used)

    with psycopg.connect(cluster.url("postgres", ADMIN)) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,))
        return found.fetchone() is not None


def _run(cluster: Cluster, database: str, statement: str) -> None:
    import psycopg  # noqa: PLC0415 (only where a server is used)

    with psycopg.connect(cluster.url(database, ADMIN), autocommit=True) as connection:
        connection.execute(statement)


def _storefront_template(cluster: Cluster, run_folder: Path) -> None:
    from tests.fakes.storefront import build  # noqa: PLC0415 (only where a server is used)

    with clusters.locked(run_folder):
        if not _exists(cluster, _STOREFRONT_TEMPLATE):
            _create(cluster, _STOREFRONT_TEMPLATE, owner=STOREFRONT)
            build(cluster.url(_STOREFRONT_TEMPLATE, STOREFRONT), desktop=DESKTOP)
