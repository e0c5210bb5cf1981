"""Keeps shops with very many orders between runs: SQLite files, and storefronts on PostgreSQL.

Each stands there twice: as it was before this program's present version came (`before`), and as the
program made it (`url`). They are made anew where the recipe changes or they are a week old, for
"needs you" depends on the day.
"""

import json
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

import psycopg
from sqlalchemy import select, update

from babydrop_desktop.db import indexes, ours
from babydrop_desktop.db.engine import open_engine, sqlite_url
from babydrop_desktop.db.migrations import Migrations
from babydrop_desktop.db.unit import Database
from babydrop_desktop.db.upgrade import upgrade
from babydrop_desktop.gateways.clock import SystemClock
from tests.bench import order_rows, order_sql, shop_rows
from tests.fakes import cluster
from tests.fakes import storefront as contract

VERSION = "4"
FOLDER = Path(tempfile.gettempdir()) / "babydrop-bench-orders"
OLDEST = timedelta(days=7)
ENGINES = ("SQLite", "PostgreSQL")
_NOTE = FOLDER / "made.json"
_SERVER = {"shared_buffers": "512MB", "max_wal_size": "8GB", "effective_cache_size": "4GB"}


@dataclass(frozen=True, slots=True)
class Shop:
    """A shop of so many orders, the newest of them a minute before `ends`."""

    engine: str
    count: int
    url: str
    before: str
    ends: datetime

    @property
    def name(self) -> str:
        """What the table calls it."""
        return f"{self.engine}, {self.count:,}"


@contextmanager
def shops(wanted: Iterable[tuple[str, int]]) -> Iterator[list[Shop]]:
    """Give these shops, one benchmark at a time; what is not there yet is made.

    A server of ours runs meanwhile.
    """
    FOLDER.mkdir(parents=True, exist_ok=True)
    with cluster.locked(FOLDER), ExitStack() as running:
        ends = _ready()
        server, found = None, []
        for engine, count in wanted:
            if engine == "SQLite":
                found.append(_on_file(count, ends))
                continue
            if (missing := cluster.missing()) is not None:
                sys.stdout.write(f"not measured on PostgreSQL: {missing}\n")
                continue
            server = server or running.enter_context(_serving())
            found.append(_on_server(server, count, ends))
        yield found


@contextmanager
def _serving() -> Iterator[cluster.Cluster]:
    server = _server()
    try:
        yield server
    finally:
        with suppress(psycopg.Error):
            cluster.run(server, "CHECKPOINT")  # then it is there at once the next time
        cluster.halt(server)


def forget() -> None:
    """Remove all that was kept."""
    _clear()
    shutil.rmtree(FOLDER, ignore_errors=True)


def _clear() -> None:
    note = _noted()
    if "cluster" in note:
        cluster.end(cluster.Cluster(**note["cluster"]))
    for kept in (*FOLDER.glob("*.db*"), _NOTE):
        kept.unlink(missing_ok=True)


def _noted() -> dict[str, Any]:
    try:
        told: dict[str, Any] = json.loads(_NOTE.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return told


def _note(**more: Any) -> None:
    _NOTE.write_text(json.dumps({**_noted(), **more}), encoding="utf-8")


def _ready() -> datetime:
    """The moment at which the kept shops end."""
    now = SystemClock().now().replace(microsecond=0)
    told = _noted()
    if told:
        ends = datetime.fromisoformat(told["ends"])
        if told["version"] == VERSION and now - ends < OLDEST:
            return ends
        _clear()
    _note(version=VERSION, ends=now.isoformat(), made={})
    return now


def _made(name: str, seconds: float) -> None:
    _note(made={**_noted()["made"], name: round(seconds, 1)})
    sys.stdout.write(f"made {name} in {seconds:.0f} s\n")
    sys.stdout.flush()


def _products(db: Database, *, ours_too: bool) -> None:
    shop_rows.fill(db, order_rows.PRODUCTS, ours_too=ours_too)
    if not ours_too:
        return
    confirmed = {"confirmed_at": datetime(2026, 1, 2, tzinfo=UTC), "confirmed_by": "Ada"}
    with db.write() as session:
        session.execute(update(ours.VariantMapping).values(**confirmed))
        some = select(ours.VariantMapping.variant_id).limit(12)
        session.execute(
            update(ours.VariantMapping)
            .where(ours.VariantMapping.variant_id.in_(some))
            .values(confirmed_at=None, unconfirmed_reason="LABEL")
        )


# --- the embedded database ---------------------------------------------------------------


def _on_file(count: int, ends: datetime) -> Shop:
    before, after = FOLDER / f"before-{count}.db", FOLDER / f"shop-{count}.db"
    if before.name not in _noted()["made"]:
        before.unlink(missing_ok=True)
        started = perf_counter()
        engine = open_engine(sqlite_url(before))
        upgrade(engine, migrations=Migrations(("0001",)))
        _products(Database(engine), ours_too=True)
        engine.dispose()
        order_sql.on_file(before, order_rows.rows(count, ends))
        _made(before.name, perf_counter() - started)
    if after.name not in _noted()["made"]:
        started = perf_counter()
        copy_file(before, after)
        upgrade_file(after)
        _made(after.name, perf_counter() - started)
    return Shop("SQLite", count, sqlite_url(after), sqlite_url(before), ends)


def copy_file(source: Path, target: Path) -> None:
    """Copy a database that nobody writes to."""
    with sqlite3.connect(source) as file:
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    file.close()
    for old in target.parent.glob(f"{target.name}*"):
        old.unlink()
    shutil.copyfile(source, target)


def upgrade_file(path: Path) -> None:
    """Bring a file to this version, as the program's start does."""
    engine = open_engine(sqlite_url(path))
    with tempfile.TemporaryDirectory(dir=path.parent) as backups:
        upgrade(engine, backups=Path(backups))
    engine.dispose()


# --- a storefront's server ---------------------------------------------------------------


def _server() -> cluster.Cluster:
    told = _noted().get("cluster")
    if told is not None:
        kept = cluster.Cluster(**told)
        cluster.halt(kept)  # one that a broken-off run left
        cluster.resume(kept)
        return kept
    made = cluster.own()
    _note(cluster={"folder": made.folder, "port": made.port, "binaries": made.binaries})
    cluster.configure(made, **_SERVER)
    cluster.run(made, "CHECKPOINT")
    cluster.halt(made)
    cluster.resume(made)
    return made


def _on_server(server: cluster.Cluster, count: int, ends: datetime) -> Shop:
    before, after = f"before_{count}", f"shop_{count}"
    if before not in _noted()["made"]:
        started = perf_counter()
        cluster.run(server, f'DROP DATABASE IF EXISTS "{before}"', f'CREATE DATABASE "{before}"')
        url = server.url(before, cluster.ADMIN)
        contract.build(url, desktop=cluster.DESKTOP)
        db = Database(open_engine(url))
        _products(db, ours_too=False)
        db.close()
        order_sql.on_server(url, order_rows.rows(count, ends))
        _made(before, perf_counter() - started)
    url = server.url(after, cluster.ADMIN)
    if after not in _noted()["made"]:
        started = perf_counter()
        copy_on_server(server, before, after)
        upgrade_server(url)
        index_server(url)
        _made(after, perf_counter() - started)
    return Shop("PostgreSQL", count, url, server.url(before, cluster.ADMIN), ends)


def copy_on_server(server: cluster.Cluster, source: str, target: str) -> None:
    """Copy a database that nobody is connected to."""
    cluster.run(server, f'DROP DATABASE IF EXISTS "{target}"',
                f'CREATE DATABASE "{target}" TEMPLATE "{source}" STRATEGY file_copy')  # fmt: skip


@contextmanager
def copied(shop: Shop, name: str) -> Iterator[str]:
    """Give the address of a copy of a storefront as it was before; it is dropped afterwards."""
    server = cluster.Cluster(**_noted()["cluster"])
    copy_on_server(server, f"before_{shop.count}", name)
    try:
        yield server.url(name, cluster.ADMIN)
    finally:
        cluster.run(server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def upgrade_server(url: str) -> None:
    """Add our own tables beside the storefront's, as the owner permits it."""
    engine = open_engine(url)
    upgrade(engine)
    engine.dispose()


def index_server(url: str) -> None:
    """Make the indexes, as the owner's action does."""
    engine = open_engine(url)
    indexes.create(engine, indexes.plan(engine))
    engine.dispose()
