"""Measures when a call ends while the network swallows everything: a plain pool beside ours.

    .venv/bin/python tests/bench/partition.py [--longest 15]

A proxy on loopback falls silent before a call, while one runs, before its commit, and before a new
connection. The plain pool is SQLAlchemy's with pre-ping and the server's own time limits; it is
given up after `--longest` seconds. Goal: every call of ours ends in 5 s.
"""

import argparse
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

import sqlalchemy as sa  # noqa: E402
from sqlalchemy import Engine  # noqa: E402

from babydrop_desktop.db.engine import open_engine, read_url  # noqa: E402
from tests.bench import performance_page  # noqa: E402
from tests.bench.measure import keep  # noqa: E402
from tests.fakes import cluster  # noqa: E402
from tests.fakes.partition import Partition  # noqa: E402

GOAL_S = 5.0
_LIMITS = "-c statement_timeout=4s -c lock_timeout=2s -c idle_in_transaction_session_timeout=10s"
_ASKED = sa.text("SELECT count(*) FROM pg_class")


def plain(url: str) -> Engine:
    """A pool as every guide makes it."""
    return sa.create_engine(
        read_url(url),
        pool_size=5,
        pool_pre_ping=True,
        pool_timeout=3,
        connect_args={"connect_timeout": 3, "options": _LIMITS},
    )


def before_a_call(engine: Engine, silence: Callable[[], None]) -> None:
    """The pool has a connection; the network dies; somebody asks."""
    with engine.connect() as connection:
        connection.execute(_ASKED).all()
    silence()
    with engine.connect() as connection:
        connection.execute(_ASKED).all()


def during_a_call(engine: Engine, silence: Callable[[], None]) -> None:
    """The network dies while the server is at work."""
    with engine.connect() as connection:
        connection.execute(_ASKED).all()
        silence()
        connection.execute(sa.text("SELECT pg_sleep(0.2)")).all()


def before_a_commit(engine: Engine, silence: Callable[[], None]) -> None:
    """The network dies between a change and its commit."""
    with engine.connect() as connection:
        connection.execute(sa.text("CREATE TABLE IF NOT EXISTS a (b int)"))
        silence()
        connection.commit()


def before_a_connection(engine: Engine, silence: Callable[[], None]) -> None:
    """The network is dead, and the pool is empty."""
    silence()
    with engine.connect() as connection:
        connection.execute(_ASKED).all()


CASES = {
    "before a call": before_a_call,
    "while the server is at work": during_a_call,
    "before the commit": before_a_commit,
    "before a new connection": before_a_connection,
}


def seconds(made: Callable[[str], Engine], url: str, case: str, longest: float) -> float | None:
    """How long the call takes to end after the silence began; None where it does not in time."""
    address = read_url(url)
    with Partition(int(address.port or 5432)) as proxy:
        engine = made(address.set(port=proxy.port).render_as_string(hide_password=False))
        times: dict[str, float] = {}

        def silence() -> None:
            times["began"] = perf_counter()
            proxy.swallow()

        def run() -> None:
            try:
                CASES[case](engine, silence)
            except Exception as error:  # noqa: BLE001 - how it ends is not asked, only when
                times["error"] = len(str(error))
            times["ended"] = perf_counter()

        caller = threading.Thread(target=run, daemon=True)
        caller.start()
        caller.join(longest)
        hung = caller.is_alive()
        proxy.cut()
        proxy.heal()
        caller.join(10)
        engine.dispose()
    return None if hung else round(times["ended"] - times["began"], 2)


def main() -> None:
    """Print the table, write bench-results/partition.json and docs/performance.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--longest", type=float, default=15.0)
    longest = parser.parse_args().longest
    if (missing := cluster.missing()) is not None:
        sys.stdout.write(f"not measured: {missing}\n")
        return
    rows: list[dict[str, Any]] = []
    server = cluster.own()
    try:
        url = server.url("postgres", cluster.ADMIN)
        for case in CASES:
            old, ours = (seconds(made, url, case, longest) for made in (plain, open_engine))
            rows.append({"case": case, "plain_s": old, "ours_s": ours, "longest_s": longest})
            told = f"over {longest:.0f}" if old is None else f"{old:.2f}"
            sys.stdout.write(f"silent {case:<30} plain pool {told:>8} s, ours {ours} s\n")
            sys.stdout.flush()
    finally:
        cluster.end(server)
    keep("partition", {"rows": rows})
    performance_page.write()


if __name__ == "__main__":
    main()
