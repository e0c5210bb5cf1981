"""Measures how a shop with very many orders is brought to this version, on both engines.

    .venv/bin/python tests/bench/orders_upgrade.py [--counts 1000000]

An embedded database of the version before orders (its copy, the search's table and indexes), and a
storefront's: our tables beside its own, then the index action, while the storefront writes on. All
on copies of the kept shops of `order_shops`.
"""

import argparse
import sys
import threading
from itertools import product
from pathlib import Path
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

import psycopg  # noqa: E402

from babydrop_desktop.db import indexes  # noqa: E402
from babydrop_desktop.db.engine import open_engine, read_url  # noqa: E402
from tests.bench import order_shops, performance_page  # noqa: E402
from tests.bench.measure import Sample, keep, run_in_child  # noqa: E402
from tests.bench.order_shops import ENGINES, FOLDER, Shop, shops  # noqa: E402

WRITE_EVERY_S = 0.02


def file_upgrade(path: str) -> None:
    """As the program's start does it, copy included."""
    order_shops.upgrade_file(Path(path))


def index_action(url: str) -> dict[str, Any]:
    """As the owner's action does it; how often it told how far it is."""
    told: list[int] = []
    engine = open_engine(url)
    plans = indexes.plan(engine)
    indexes.create(engine, plans, before=lambda done, _of: told.append(done))
    engine.dispose()
    return {"made": sum(plan.missing for plan in plans), "progress": len(told)}


class Storefront(threading.Thread):
    """Changes an order again and again, and notes how long the slowest change took."""

    def __init__(self, url: str) -> None:
        super().__init__(daemon=True)
        self._url = url
        self.over = threading.Event()
        self.slowest_s, self.writes = 0.0, 0

    def run(self) -> None:
        """Until it is over."""
        change = 'UPDATE "DropshipOrder" SET "updatedAt" = now() WHERE id = %s'
        with psycopg.connect(self._url, autocommit=True) as server:
            found = server.execute('SELECT id FROM "DropshipOrder" ORDER BY id LIMIT 500')
            ids = [row[0] for row in found.fetchall()]
            while not self.over.wait(WRITE_EVERY_S):
                started = perf_counter()
                server.execute(change, (ids[self.writes % len(ids)],))
                self.slowest_s = max(self.slowest_s, perf_counter() - started)
                self.writes += 1


def on_file(shop: Shop) -> list[dict[str, Any]]:
    """One row: the upgrade of a file, and how much the file grew."""
    source, target = Path(str(read_url(shop.before).database)), FOLDER / "upgrading.db"
    try:
        order_shops.copy_file(source, target)
        sample = run_in_child(file_upgrade, str(target))
        sizes = [round(path.stat().st_size / 2**20) for path in (source, target)]
    finally:
        for left in FOLDER.glob(f"{target.name}*"):
            left.unlink()
    return [_row(shop, "upgrade with its copy", sample, {"mb": sizes})]


def on_server(shop: Shop) -> list[dict[str, Any]]:
    """Two rows: our tables, and the index action while the storefront writes."""
    name = "upgrading"
    with order_shops.copied(shop, name) as url:
        tables = run_in_child(order_shops.upgrade_server, url)
        writer = Storefront(url)
        writer.start()
        try:
            made = run_in_child(index_action, url)
        finally:
            writer.over.set()
            writer.join(30)
    facts = {**made.facts, "slowest_write_ms": round(writer.slowest_s * 1000),
             "writes": writer.writes}  # fmt: skip
    return [_row(shop, "our tables beside the storefront's", tables, {}),
            _row(shop, "the index action", made, facts)]  # fmt: skip


def _row(shop: Shop, what: str, sample: Sample, facts: dict[str, Any]) -> dict[str, Any]:
    took = {"seconds": round(sample.seconds, 2), "peak_mb": round(sample.peak_mb)}
    row = {"engine": shop.engine, "count": shop.count, "what": what, **took, **facts}
    sys.stdout.write(f"{row}\n")
    sys.stdout.flush()
    return row


def main() -> None:
    """Print the table, write bench-results/orders-upgrade.json and docs/performance.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counts", type=int, nargs="+", default=(1_000_000,))
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=ENGINES)
    given = parser.parse_args()
    rows: list[dict[str, Any]] = []
    with shops(product(given.engines, given.counts)) as found:
        for shop in found:
            rows += on_file(shop) if shop.engine == "SQLite" else on_server(shop)
    keep("orders-upgrade", {"rows": rows})
    performance_page.write()


if __name__ == "__main__":
    main()
