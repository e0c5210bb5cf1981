"""Measures the old way beside ours, each in a process of its own, and writes the figures down.

    rows = [compare("ten pictures", old=old_way, ours=our_way, arguments=(address,), runs=5)]
    report("pictures", rows)

The callables are functions of a module (a child process imports them). Each may return a dict of
facts; "seconds" in it replaces the time of the whole call, "statements" goes into the table. Runs
alternate, so that a busy moment of the machine meets both.
"""

import json
import multiprocessing
import platform
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from babydrop_desktop.gateways.clock import SystemClock

try:
    import resource
except ImportError:  # Windows
    resource = None

RESULTS = Path(__file__).resolve().parents[2] / "bench-results"
LONGEST_RUN_S = 600


@dataclass(frozen=True)
class Sample:
    """One run in one process: seconds, the peak of its memory, what it told."""

    seconds: float
    peak_mb: float
    facts: dict[str, Any]


@dataclass(frozen=True)
class Row:
    """One line of the table. Times are medians in seconds, memory the median of peaks."""

    name: str
    old_s: float
    ours_s: float
    ratio: float
    old_statements: int | None
    our_statements: int | None
    old_peak_mb: float
    our_peak_mb: float
    old_facts: dict[str, Any]
    our_facts: dict[str, Any]


def peak_memory_mb() -> float:
    """The most memory that this process has held.

    Linux keeps the parent's peak in getrusage across fork and exec, so it is asked elsewhere there.
    """
    try:
        for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    if resource is None:
        return 0.0
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def forget_peak() -> None:
    """Let the peak of this process be counted from now on, where the system can (Linux)."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def run_in_child(
    function: Callable[..., Any], *arguments: Any, longest_s: float = LONGEST_RUN_S
) -> Sample:
    """Call `function` in a fresh process. Raises RuntimeError where it does not come back."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_child, args=(theirs, function, arguments))
    child.start()
    theirs.close()
    try:
        if not ours.poll(longest_s):
            child.kill()
            raise RuntimeError(f"{function.__name__} took over {longest_s} s")
        sample: Sample = ours.recv()
    except EOFError:
        raise RuntimeError(f"{function.__name__} failed; its error is above") from None
    finally:
        child.join()
    return sample


def _child(pipe: Connection, function: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    started = perf_counter()
    facts = function(*arguments)
    seconds = perf_counter() - started
    facts = dict(facts or {})
    pipe.send(Sample(facts.pop("seconds", seconds), peak_memory_mb(), facts))


def compare(
    name: str,
    *,
    old: Callable[..., Any],
    ours: Callable[..., Any],
    arguments: tuple[Any, ...] = (),
    runs: int = 5,
) -> Row:
    """Run both ways alternately, `runs` times each, and give the medians."""
    samples: dict[str, list[Sample]] = {"old": [], "ours": []}
    for _ in range(runs):
        samples["old"].append(run_in_child(old, *arguments))
        samples["ours"].append(run_in_child(ours, *arguments))
    old_s = median(sample.seconds for sample in samples["old"])
    ours_s = median(sample.seconds for sample in samples["ours"])
    old_facts, our_facts = samples["old"][-1].facts, samples["ours"][-1].facts
    return Row(
        name=name,
        old_s=round(old_s, 4),
        ours_s=round(ours_s, 4),
        ratio=round(old_s / ours_s, 2) if ours_s else 0.0,
        old_statements=old_facts.pop("statements", None),
        our_statements=our_facts.pop("statements", None),
        old_peak_mb=round(median(sample.peak_mb for sample in samples["old"]), 1),
        our_peak_mb=round(median(sample.peak_mb for sample in samples["ours"]), 1),
        old_facts=old_facts,
        our_facts=our_facts,
    )


def report(part: str, rows: list[Row]) -> Path:
    """Print the table and append this run to bench-results/<part>.json; where it went."""
    lines = ["", part]
    lines.append(
        f"{'what':<44}{'old way':>11}{'ours':>11}{'ratio':>8}{'statements':>13}{'peak MB':>16}"
    )
    for row in rows:
        counts = f"{_shown(row.old_statements)} / {_shown(row.our_statements)}"
        peaks = f"{row.old_peak_mb:.0f} / {row.our_peak_mb:.0f}"
        lines.append(
            f"{row.name:<44}{row.old_s * 1000:>8.1f} ms{row.ours_s * 1000:>8.1f} ms"
            f"{row.ratio:>7.1f}x{counts:>13}{peaks:>16}"
        )
        for label, facts in (("old", row.old_facts), ("ours", row.our_facts)):
            if facts:
                lines.append(f"    {label}: " + ", ".join(f"{k} {v}" for k, v in facts.items()))
    sys.stdout.write("\n".join(lines) + "\n")
    return keep(part, {"rows": [asdict(row) for row in rows]})


def keep(part: str, told: dict[str, Any]) -> Path:
    """Append what a run told to bench-results/<part>.json; where it went."""
    RESULTS.mkdir(exist_ok=True)
    place = RESULTS / f"{part}.json"
    runs = [*kept(part), {"machine": _machine(), **told}]
    place.write_text(json.dumps(runs, indent=1) + "\n", encoding="utf-8")
    return place


def kept(part: str) -> list[dict[str, Any]]:
    """What all runs of a part told here, the newest last."""
    place = RESULTS / f"{part}.json"
    if not place.exists():
        return []
    runs: list[dict[str, Any]] = json.loads(place.read_text(encoding="utf-8"))
    return runs


def _shown(count: int | None) -> str:
    return "-" if count is None else str(count)


def _machine() -> dict[str, Any]:
    return {
        "system": platform.platform(),
        "python": platform.python_version(),
        "cpus": multiprocessing.cpu_count(),
        "date": SystemClock().now().date().isoformat(),
    }
