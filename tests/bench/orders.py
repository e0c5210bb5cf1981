"""Measures orders at 200,000 and 1,000,000 on both engines: the predecessor's way beside ours.

    .venv/bin/python tests/bench/orders.py [--counts 200000 1000000] [--engines SQLite PostgreSQL]

The shops are kept between runs (`--forget` removes them); PostgreSQL's are storefronts, made of the
contract's files alone, with our tables and indexes beside. Both ways are asked on the same
database, each in a process of its own; "as it is today" is the storefront before our indexes. A
question is asked until 40 answers or 2 s are over, 3 times at least.
"""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
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
from tests.bench.measure import keep, run_in_child  # noqa: E402
from tests.bench.order_questions import BY_NAME, QUESTIONS, Facts, facts_of  # noqa: E402
from tests.bench.order_shops import ENGINES, Shop, forget, shops  # noqa: E402
from tests.fakes.statements import statement_counter  # noqa: E402

COUNTS = (200_000, 1_000_000)
MOST_TIMES, LEAST_TIMES, LONG_ENOUGH_S = 40, 3, 2.0


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


def asked(url: str, way: str, what: str, facts: Facts) -> dict[str, Any]:
    """Ask one question again and again: run in a process of its own."""
    question = BY_NAME[what]
    made = question.ours if way == "ours" else question.old
    if made is None:
        raise ValueError(f"there was no such question: {what}")
    ask = made(facts)
    seconds: list[float] = []
    with _lending(url, way) as (engine, lent):
        with statement_counter(engine) as sent, lent() as session:
            ask(session)
        while len(seconds) < LEAST_TIMES or (
            len(seconds) < MOST_TIMES and sum(seconds) < LONG_ENOUGH_S
        ):
            started = perf_counter()
            with lent() as session:
                ask(session)
            seconds.append(perf_counter() - started)
    return {"seconds": median(seconds), "all": sorted(seconds), "statements": len(sent)}


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


def way_of(url: str, way: str, what: str, facts: Facts) -> Way:
    """Ask in a child process, and sum up what it tells."""
    sample = run_in_child(asked, url, way, what, facts)
    every: list[float] = sample.facts["all"]
    p95 = every[min(len(every) - 1, round(len(every) * 0.95))]
    return Way(
        median_ms=round(sample.seconds * 1000, 2),
        p95_ms=round(p95 * 1000, 2),
        times=len(every),
        statements=sample.facts["statements"],
        peak_mb=round(sample.peak_mb),
    )


def measure(shop: Shop, only: str) -> list[Line]:
    """Every question on one shop."""
    db = Database(open_engine(shop.url))
    facts = facts_of(db, shop.count, shop.ends)
    db.close()
    lines = []
    for question in QUESTIONS:
        if only not in question.what:
            continue
        ours = way_of(shop.url, "ours", question.what, facts)
        old = today = None
        if question.old is not None:
            old = way_of(shop.url, "old", question.what, facts)
            if shop.engine == "PostgreSQL":
                today = way_of(shop.before, "old", question.what, facts)
        lines.append(Line(shop.engine, shop.count, question.what, ours, old, today))
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
    with shops(tuple(given.engines), tuple(given.counts)) as found:
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
