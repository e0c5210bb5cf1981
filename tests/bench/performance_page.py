"""Writes docs/performance.md out of what the last run of each part told: figures, goals, causes."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from tests.bench.measure import kept
from tests.bench.performance_goals import goals

PAGE = Path(__file__).resolve().parents[2] / "docs" / "performance.md"
PARTS = ("orders", "orders-window", "orders-upgrade", "partition")
_HEAD = """\
# Performance: orders
Written by the benchmark, never by hand: `make bench PART=orders` (and `orders-window`,
`orders-upgrade`, `partition`). Both ways are measured side by side in one run, each in a process of
its own. The shops are made from a seed: three years of orders with one to three items each, in
every state, names and providers as uneven as in life. PostgreSQL's are storefronts made of the
contract's files alone, with our tables and the index action's indexes beside; *as it is* is the
predecessor's way on the same rows before that. Imports and the start are in
[measured.md](measured.md).
"""
_QUESTIONS = """\
## The questions
Median (95th percentile) in ms; pages of 50 lines; ×n: asked only n times. Statements and peak
memory (MB of the whole process): the predecessor's / ours.
"""
_WINDOW = """\
## The window
The real window under Xvfb, a 5 ms timer's gaps on its main thread. Rows: how far the list was
scrolled, page by page behind a key; held: the window's own memory.
"""


def write() -> None:
    """Write the page, with the parts that were measured here."""
    told = {part: runs[-1] for part in PARTS if (runs := kept(part))}
    sections = [_HEAD, _machines(told), _goals(told)]
    for part, section in _SECTIONS.items():
        if part in told:
            sections.append(section(told[part]))
    PAGE.write_text("\n".join(sections), encoding="utf-8")


def table(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """A table in Markdown."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "".join(f"| {' | '.join(str(cell) for cell in line)} |\n" for line in lines)


def _machines(told: dict[str, Any]) -> str:
    rows = []
    for part, run in told.items():
        machine = run["machine"]
        cpus = f"{machine['cpus']} processors, Python {machine['python']}"
        rows.append((f"`make bench PART={part}`", machine["date"], machine["system"], cpus))
    return table(("command", "date", "system", "machine"), rows)


def _goals(told: dict[str, Any]) -> str:
    head = ("goal", "measured", "held")
    return "## Goals\n" + table(head, goals(told))


def _ms(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}"


def _way(way: dict[str, Any] | None) -> str:
    if way is None:
        return "–"
    seldom = f" ×{way['times']}" if way["times"] < 10 else ""
    return f"{_ms(way['median_ms'])} ({_ms(way['p95_ms'])}){seldom}"


def _orders(run: dict[str, Any]) -> str:
    made = [_QUESTIONS]
    lines = run["lines"]
    for engine, count in dict.fromkeys((line["engine"], line["count"]) for line in lines):
        mine = [line for line in lines if (line["engine"], line["count"]) == (engine, count)]
        made += [f"### {engine}, {count:,} orders\n", _questions(mine, engine)]
        made += [_sweep(one) for one in run["sweeps"]
                 if (one["engine"], one["count"]) == (engine, count)]  # fmt: skip
    return "\n".join(made)


def _questions(lines: list[dict[str, Any]], engine: str) -> str:
    server = engine == "PostgreSQL"
    head = ["question", "predecessor's way", "ours", "ratio", "statements", "peak MB"]
    if server:
        head.insert(1, "predecessor's, as it is")
    rows = []
    for line in lines:
        old, ours = line["old"], line["ours"]
        ratio = f"{old['median_ms'] / ours['median_ms']:,.1f}×" if old else "–"
        before = [f"{old[name]} / " if old else "" for name in ("statements", "peak_mb")]
        row = [line["what"], _way(old), _way(ours), ratio, f"{before[0]}{ours['statements']}",
               f"{before[1]}{ours['peak_mb']:.0f}"]  # fmt: skip
        if server:
            row.insert(1, _way(line["today"]))
        rows.append(row)
    return table(head, rows)


def _sweep(one: dict[str, Any]) -> str:
    depths = ", ".join(f"{depth}: {ms} ms" for depth, ms in one["depths"].items())
    slowest = ", ".join(f"{what} {ms} ms" for what, ms in one["slowest"])
    return (
        f"Every list there is (all statuses, both orders, up and down), {one['pages']} pages of 50"
        f" lines; the median by depth: {depths}. Slowest: {slowest}.\n"
    )


def _windows(run: dict[str, Any]) -> str:
    made = [_WINDOW]
    for one in run["windows"]:
        lists = ", ".join(str(seconds) for seconds in one["first_list_s"])
        made.append(
            f"### {one['engine']}, {one['count']:,} orders\nFirst paint {one['first_paint_s']} s,"
            f" first list of orders {lists} s; peak {one['peak_mb']} MB with all libraries.\n"
        )
        rows = [
            (s["scene"], f"{s['largest_ms']} ms", f"{s['p99_ms']} ms", s["over_16_ms"],
             s["over_50_ms"], s["beats"], f"{s['rows']:,}", f"{s['own_mb']} MB")
            for s in one["scenes"]
        ]  # fmt: skip
        head = ("scene", "largest gap", "99 %", "over 16 ms", "over 50 ms", "beats", "rows", "held")
        made.append(table(head, rows))
    return "\n".join(made)


def _upgrades(run: dict[str, Any]) -> str:
    rows = []
    for row in run["rows"]:
        more = ""
        if "mb" in row:
            more = f"file {row['mb'][0]:,} → {row['mb'][1]:,} MB"
        if "made" in row:
            more = (
                f"{row['made']} indexes, each told; the storefront's slowest of"
                f" {row['writes']} changes meanwhile: {row['slowest_write_ms']} ms"
            )
        rows.append((f"{row['engine']}, {row['count']:,}: {row['what']}", f"{row['seconds']} s",
                     f"{row['peak_mb']} MB", more))  # fmt: skip
    return "## Bringing a shop to this version\n" + table(("what", "time", "memory", ""), rows)


def _partition(run: dict[str, Any]) -> str:
    rows = [
        (f"silent {row['case']}",
         f"over {row['longest_s']:.0f} s" if row["plain_s"] is None else f"{row['plain_s']} s",
         "never" if row["ours_s"] is None else f"{row['ours_s']} s")
        for row in run["rows"]
    ]  # fmt: skip
    head = ("the network swallows everything", "plain pool with pre-ping", "ours")
    return "## When a call ends\n" + table(head, rows)


_SECTIONS = {
    "orders": _orders,
    "orders-window": _windows,
    "orders-upgrade": _upgrades,
    "partition": _partition,
}
