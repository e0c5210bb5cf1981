"""Measures the catalog's list and detail beside the predecessor's, on 20,000 products.

    .venv/bin/python tests/bench/catalog.py [--runs 3] [--products 20000]

On SQLite, and on a private PostgreSQL where one can be started. The time is that of one question,
the median of many in one process. Goals: a page costs the same at any depth, in one statement; a
product's detail takes two.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from sqlalchemy.orm import Session  # noqa: E402

from babydrop_desktop.db import catalog, catalog_detail, indexes  # noqa: E402
from babydrop_desktop.db.engine import open_engine, sqlite_url  # noqa: E402
from babydrop_desktop.db.unit import Database  # noqa: E402
from babydrop_desktop.db.upgrade import upgrade  # noqa: E402
from babydrop_desktop.domain.catalog import CatalogQuery, CatalogSort, PageKey  # noqa: E402
from tests.bench import old_catalog  # noqa: E402
from tests.bench.measure import Row, compare, report  # noqa: E402
from tests.bench.shop_rows import DEVICE, fill  # noqa: E402
from tests.fakes import cluster  # noqa: E402
from tests.fakes.statements import statement_counter  # noqa: E402

TIMES, PAGE, DEPTH = 30, 100, 0.9


def _timed(url: str, ask: Callable[[Session], Any]) -> dict[str, Any]:
    """The median of many questions, and the statements of one."""
    db = Database(open_engine(url))
    try:
        with statement_counter(db.engine) as sent, db.read() as session:
            ask(session)
        seconds = []
        for _ in range(TIMES):
            started = perf_counter()
            with db.read() as session:
                ask(session)
            seconds.append(perf_counter() - started)
    finally:
        db.close()
    return {"seconds": median(seconds), "statements": len(sent)}


def _query() -> CatalogQuery:
    return CatalogQuery(sort=CatalogSort.NAME)


def our_page(url: str, _offset: int, key: tuple[str, str] | None) -> dict[str, Any]:
    """A page behind a key."""
    after = PageKey(*key) if key else None
    return _timed(url, lambda session: catalog.page(session, _query(), after, PAGE))


def old_page(url: str, offset: int, _key: tuple[str, str] | None) -> dict[str, Any]:
    """The predecessor's page: whole objects behind an offset."""
    return _timed(url, lambda session: old_catalog.page(session, offset, PAGE))


def offset_page(url: str, offset: int, _key: tuple[str, str] | None) -> dict[str, Any]:
    """Columns as ours, behind an offset: the price of the depth alone."""
    return _timed(url, lambda session: old_catalog.offset_only(session, offset, PAGE))


def our_detail(url: str, product_id: str) -> dict[str, Any]:
    """One product in two statements."""
    return _timed(url, lambda session: catalog_detail.detail(session, product_id, DEVICE))


def old_detail(url: str, product_id: str) -> dict[str, Any]:
    """One product, a query for each relation."""
    return _timed(url, lambda session: old_catalog.detail(session, product_id))


def measure(engine: str, url: str, products: int, runs: int) -> list[Row]:
    """All rows on one database."""
    deep = int(products * DEPTH)
    key = _key_at(url, deep)
    first = (url, 0, None)
    behind = (url, deep, key)
    one = (url, f"p{deep:06d}")
    return [
        compare(f"{engine}: first page", old=old_page, ours=our_page, arguments=first, runs=runs),
        compare(
            f"{engine}: page at 90 %", old=old_page, ours=our_page, arguments=behind, runs=runs
        ),
        compare(
            f"{engine}: page at 90 %, OFFSET alone",
            old=offset_page,
            ours=our_page,
            arguments=behind,
            runs=runs,
        ),
        compare(f"{engine}: detail", old=old_detail, ours=our_detail, arguments=one, runs=runs),
    ]


def _key_at(url: str, deep: int) -> tuple[str, str]:
    """The key behind which the page at that depth begins, as scrolling there would give it."""
    db = Database(open_engine(url))
    try:
        with db.read() as session:
            after = None
            for _ in range(deep // 500):
                after = catalog.page(session, _query(), after, 500).next
    finally:
        db.close()
    if after is None:
        raise RuntimeError("there are fewer products than were made")
    return after.value, after.id


def _filled(url: str, backups: Path, products: int) -> None:
    """Make the shop's tables with all indexes, and fill them."""
    engine = open_engine(url)
    upgrade(engine, backups=backups)
    db = Database(engine)
    fill(db, products)
    indexes.create(engine, indexes.plan(engine))
    if db.dialect == "postgresql":  # as the server itself does, a minute later
        with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
            connection.exec_driver_sql("ANALYZE")
    db.close()


@contextmanager
def _server(folder: Path) -> Iterator[str]:
    """The address of an empty database on a PostgreSQL of our own."""
    try:
        yield cluster.running(folder).url("postgres", cluster.ADMIN)
    finally:
        cluster.stop(folder)


def main() -> None:
    """Print the table and write bench-results/catalog.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--products", type=int, default=20_000)
    given = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        url = sqlite_url(folder / "shop.db")
        _filled(url, folder, given.products)
        rows += measure("SQLite", url, given.products, given.runs)
        missing = cluster.missing()
        if missing:
            sys.stdout.write(f"not measured on PostgreSQL: {missing}\n")
        else:
            with _server(folder) as server:
                _filled(server, folder, given.products)
                rows += measure("PostgreSQL", server, given.products, given.runs)
    report("catalog", rows)


if __name__ == "__main__":
    main()
