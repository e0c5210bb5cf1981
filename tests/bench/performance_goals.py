"""Judges what was measured by the goals for speed: each is met, or its cause is named."""

from collections.abc import Callable, Iterator
from typing import Any

Told = dict[str, Any]
Verdict = tuple[str, bool]
_NOTHING = "–"
_CAUSES = {
    "detail": "No: both ways are a few reads by key, and the rows' way through the driver is what"
    " is left of ours; the predecessor's own code took 19 ms for this.",
    "depth": "No: on the same shop its OFFSET already walks along our index; a page of ours costs"
    " the making of 50 judged lines, at any depth the same.",
    "flat": "No: a page's rows were not yet in memory the first time.",
    "like": "No: a search that finds much costs the making of its lines, however found.",
    "p95": "No: the word is so common or so spread that the server reads thousands of rows.",
    "gap": "No: new rows are made beside the main thread, which waits for Python's lock meanwhile.",
    "list": "No: it is the loading of the program's libraries; a shop of 2,000 products takes as"
    " long (measured.md).",
    "end": "No.",
}


def goals(told: Told) -> Iterator[tuple[str, str, str]]:
    """Goal, what was measured, whether it is held or why not."""
    for part, name, key, judge in _GOALS:
        if part in told:
            measured, held = judge(told[part])
            said = "yes" if held else _CAUSES[key]
            yield name, measured, "not measured" if measured == _NOTHING else said


def _lines(run: Told, what: str, **only: Any) -> list[Told]:
    return [line for line in run["lines"] if line["what"].startswith(what)
            and all(line[name] == value for name, value in only.items())]  # fmt: skip


def _named(line: Told) -> str:
    return f"{line['engine']} {line['count']:,}"


def _ratio(line: Told, against: str = "old") -> float:
    way = line[against] or line["old"]
    ratio: float = way["median_ms"] / line["ours"]["median_ms"]
    return ratio


def _detail(run: Told) -> Verdict:
    lines = _lines(run, "detail")
    said = ", ".join(f"{_named(line)}: {_ratio(line):.1f}×" for line in lines)
    return said, all(line["ours"]["statements"] <= 2 and _ratio(line) >= 10 for line in lines)


def _one_statement(run: Told) -> Verdict:
    lines = [*_lines(run, "list"), *_lines(run, "search"), *_lines(run, "needs you")]
    most = max(line["ours"]["statements"] for line in lines)
    return f"at most {most}", most == 1


def _depth(run: Told) -> Verdict:
    lines = _lines(run, "list, page at 90 %")
    said = ", ".join(
        f"{_named(line)}: {_ratio(line):.0f}×"
        + (f" ({_ratio(line, 'today'):.0f}× as it is)" if line["today"] else "")
        for line in lines
    )
    return said, all(_ratio(line) >= 50 for line in lines)


def _flat(run: Told) -> Verdict:
    said, worst = [], 0.0
    for engine in dict.fromkeys(line["engine"] for line in run["lines"]):
        pages = _lines(run, "list, page at 90 %", engine=engine)
        times = [line["ours"]["median_ms"] for line in pages]
        first = [line["ours"]["median_ms"] for line in _lines(run, "list, first", engine=engine)]
        worst = max(worst, max(times) / min(times), max(times) / max(first))
        said.append(f"{engine}: " + " → ".join(f"{ms:.1f} ms" for ms in times))
    return ", ".join(said), worst <= 1.5


def _like(run: Told) -> Verdict:
    most = max(line["count"] for line in run["lines"])
    lines = [line for line in _lines(run, "search: ", engine="SQLite", count=most) if line["old"]]
    if not lines:
        return _NOTHING, False
    worst = min(lines, key=_ratio)
    return f"least {_ratio(worst):,.0f}× ({worst['what']})", _ratio(worst) >= 100


def _p95(run: Told) -> Verdict:
    lines = [line for line in run["lines"]
             if line["engine"] == "PostgreSQL" and line["what"].startswith("search")]  # fmt: skip
    if not lines:
        return _NOTHING, False
    worst = max(lines, key=lambda line: line["ours"]["p95_ms"])
    p95: float = worst["ours"]["p95_ms"]
    over = sum(line["ours"]["p95_ms"] >= 50 for line in lines)
    said = f"worst {p95:.0f} ms ({worst['what']}, {worst['count']:,}); {over} of {len(lines)} over"
    return said, p95 < 50


def _gap(run: Told) -> Verdict:
    scenes = [(one, scene) for one in run["windows"] for scene in one["scenes"]]
    one, scene = max(scenes, key=lambda pair: pair[1]["largest_ms"])
    over = sum(each["over_50_ms"] for _, each in scenes)
    of = sum(each["beats"] for _, each in scenes)
    said = f"{scene['largest_ms']} ms ({one['engine']} {one['count']:,}, {scene['scene']}); "
    return f"{said}{over} of {of} over 50 ms", over == 0


def _first_list(run: Told) -> Verdict:
    worst = max(sorted(one["first_list_s"])[len(one["first_list_s"]) // 2]
                for one in run["windows"])  # fmt: skip
    return f"{worst} s", worst <= 1.0


def _ends(run: Told) -> Verdict:
    times = [row["ours_s"] for row in run["rows"]]
    if None in times:
        return "one never ended", False
    return f"{max(times)} s", max(times) <= 5


_GOALS: tuple[tuple[str, str, str, Callable[[Told], Verdict]], ...] = (
    ("orders", "detail: at most 2 statements, ≥ 10× the old pattern", "detail", _detail),
    ("orders", "list, search, needs you: one statement each", "end", _one_statement),
    ("orders", "page at 90 % ≥ 50× the offset way", "depth", _depth),
    ("orders", "a page costs the same at any depth and size", "flat", _flat),
    ("orders", "search ≥ 100× an unindexed LIKE (SQLite)", "like", _like),
    ("orders", "search p95 < 50 ms (PostgreSQL)", "p95", _p95),
    ("orders-window", "no gap of the main thread over 50 ms", "gap", _gap),
    ("orders-window", "first list ≤ 1.0 s", "list", _first_list),
    ("partition", "every call ends in 5 s under a silent partition", "end", _ends),
)
