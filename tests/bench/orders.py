"""Measures orders at 200,000 and 1,000,000 on both engines: the predecessor's way beside ours.

    .venv/bin/python tests/bench/orders.py [--counts 200000 1000000] [--engines SQLite PostgreSQL]

The shops are kept between runs (`--forget` removes them); PostgreSQL's are storefronts, made of the
contract's files alone, with our tables and indexes beside. Both ways are asked on the same
database, each in a process of its own; "as it is" is the storefront before our indexes. A
question is asked until 40 answers or 1.5 s are over, 3 times at least; once if it takes over 3 s.
"""

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, dataclass
from itertools import product
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

import sqlalchemy as sa  # noqa: E402
from sqlalchemy.orm import Session  # noqa: E402

from babydrop_desktop.db.engine import is_server, open_engine, read_url  # noqa: E402
from babydrop_desktop.db.unit import Database  # noqa: E402
from tests.bench import order_sweep, performance_page  # noqa: E402
from tests.bench.measure import (  # noqa: E402
    forget_peak,
    keep,
    peak_memory_mb,
    run_in_child,
)
from tests.bench.order_questions import QUESTIONS, Ask, Facts, facts_of  # noqa: E402
from tests.bench.order_shops import ENGINES, Shop, forget, shops  # noqa: E402
from tests.fakes.statements import statement_counter  # noqa: E402

COUNTS = (200_000, 1_000_000)
MOST_TIMES, LEAST_TIMES, LONG_ENOUGH_S, TOO_LONG_S = 40, 3, 1.5, 3.0


@dataclass(frozen=True, slots=True)
class Way:
    """One way of asking one question: times in milliseconds."""

    median_ms: float
    p95_ms: float
    times: int
    statements: int
    peak_mb: float


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table; `today` is the old way on the storefront as it is today."""

    engine: str
    count: int
    what: str
    ours: Way
    old: Way | None = None
    today: Way | None = None


def asked(url: str, way: str, facts: Facts, only: str) -> dict[str, Any]:
    """Ask every question of a way again and again: run in a process of its own."""
    told = {}
    for question in QUESTIONS:
        made = question.ours if way == "ours" else question.old
        if made is None or only not in question.what or (way == "today" and not question.today):
            continue
        told[question.what] = _times(url, way, made(facts))
    return {"ways": told}


def _times(url: str, way: str, ask: Ask) -> Way:
    """One question's figures, on connections of its own; a first answer is not counted if quick."""
    seconds: list[float] = []
    forget_peak()
    with _lending(url, way) as (engine, lent):
        with statement_counter(engine) as sent:
            first = _seconds(lent, ask)
        if first > TOO_LONG_S:
            seconds.append(first)
        while not _enough(seconds):
            seconds.append(_seconds(lent, ask))
    every = sorted(seconds)
    p95 = every[min(len(every) - 1, round(len(every) * 0.95))]
    return Way(
        median_ms=round(median(every) * 1000, 2),
        p95_ms=round(p95 * 1000, 2),
        times=len(every),
        statements=len(sent),
        peak_mb=round(peak_memory_mb()),
    )


def _enough(seconds: list[float]) -> bool:
    if any(one > TOO_LONG_S for one in seconds):
        return True
    return len(seconds) >= MOST_TIMES or (
        len(seconds) >= LEAST_TIMES and sum(seconds) >= LONG_ENOUGH_S
    )


def _seconds(lent: Callable[[], AbstractContextManager[Session]], ask: Ask) -> float:
    started = perf_counter()
    with lent() as session:
        ask(session)
    return perf_counter() - started


@contextmanager
def _lending(url: str, way: str) -> Iterator[Any]:
    """Sessions as the way had them: ours end in time, the predecessor's waited without a limit."""
    if way == "ours" or not is_server(read_url(url)):
        db = Database(open_engine(url))
        engine, lent = db.engine, db.read
    else:
        engine = sa.create_engine(read_url(url))

        def lent() -> Session:
            return Session(engine)

    try:
        yield engine, lent
    finally:
        engine.dispose()


def measure(shop: Shop, only: str) -> list[Line]:
    """Every question on one shop."""
    db = Database(open_engine(shop.url))
    facts = facts_of(db, shop.count, shop.ends)
    db.close()
    places = {"ours": shop.url, "old": shop.url}
    if shop.engine == "PostgreSQL":
        places["today"] = shop.before
    ways: dict[str, dict[str, Way]] = {
        way: run_in_child(asked, url, way, facts, only).facts["ways"] for way, url in places.items()
    }
    lines = []
    for what, ours in ways["ours"].items():
        old, today = ways["old"].get(what), ways.get("today", {}).get(what)
        lines.append(Line(shop.engine, shop.count, what, ours, old, today))
        _show(lines[-1])
    return lines


def _show(line: Line) -> None:
    def words(way: Way | None) -> str:
        return "-" if way is None else f"{way.median_ms:,.1f} ({way.p95_ms:,.1f}) {way.statements}"

    ratio = f"{line.old.median_ms / line.ours.median_ms:,.1f}x" if line.old else ""
    sys.stdout.write(
        f"{line.what:<48}{words(line.today):>26}{words(line.old):>26}{words(line.ours):>22}"
        f"{ratio:>10}\n"
    )
    sys.stdout.flush()


def main() -> None:
    """Print the table, write bench-results/orders.json and docs/performance.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counts", type=int, nargs="+", default=COUNTS)
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=ENGINES)
    parser.add_argument("--only", default="", help="questions whose name holds this")
    parser.add_argument("--forget", action="store_true", help="remove the kept shops")
    given = parser.parse_args()
    if given.forget:
        forget()
        return
    lines, sweeps = [], []
    with shops(product(given.engines, given.counts)) as found:
        for shop in found:
            sys.stdout.write(
                f"\n{shop.name}: median (p95) in ms, statements\n"
                f"{'':<48}{'old, as it is':>26}{'old, same shop':>26}{'ours':>22}{'ratio':>10}\n"
            )
            lines += measure(shop, given.only)
            sweeps += order_sweep.sweep(shop)
    if given.only:
        return
    keep("orders", {"lines": [asdict(line) for line in lines], "sweeps": sweeps})
    performance_page.write()


if __name__ == "__main__":
    main()
