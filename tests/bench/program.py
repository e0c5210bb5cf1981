"""Runs the program itself in processes of its own, and tells what memory all of them took."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import perf_counter, sleep
from typing import Any

import psutil

from tests.bench.measure import Row, Sample

ROOT = Path(__file__).resolve().parents[2]
LOOK_S = 0.02


def run_command(arguments: Sequence[str], *, allowed: Sequence[int] = (0,)) -> Sample:
    """Run `babydrop` with these arguments: seconds, and the peak of it and all its children.

    Raises RuntimeError where its exit code is none of `allowed`.
    """
    started = perf_counter()
    command = [sys.executable, "-m", "babydrop_desktop", *arguments]
    running = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    peaks = _watched(running)
    seconds = perf_counter() - started
    answer = running.stdout.read() if running.stdout else ""
    if running.returncode not in allowed:
        raise RuntimeError(f"babydrop ended with {running.returncode}: {answer}")
    return Sample(seconds, peaks.together_mb, {"exit": running.returncode, **peaks.facts()})


def together_mb(running: "subprocess.Popen[str]", longest_s: float) -> int:
    """Wait for a program's end: the most that it and its children held together, in MB.

    Kills it and raises TimeoutError after `longest_s`.
    """
    return round(_watched(running, longest_s).together_mb)


def _watched(running: "subprocess.Popen[str]", longest_s: float = 600) -> "Peaks":
    peaks, last = Peaks(running.pid), perf_counter() + longest_s
    while running.poll() is None:
        if perf_counter() > last:
            running.kill()
            raise TimeoutError(f"still running after {longest_s} s")
        peaks.look()
        sleep(LOOK_S)
    return peaks


class Peaks:
    """What a process and its children hold, looked at again and again.

    What they share counts once where the system can tell (Linux: PSS), else in each of them.
    """

    def __init__(self, pid: int) -> None:
        self._root = psutil.Process(pid)
        self._single: dict[int, float] = {}
        self.together_mb = 0.0

    def look(self) -> None:
        """Note what is held now."""
        together = 0.0
        for process in self._family():
            try:
                told = process.memory_full_info()
            except psutil.Error:
                continue
            held = getattr(told, "pss", told.rss) / 2**20
            together += held
            self._single[process.pid] = max(held, self._single.get(process.pid, 0.0))
        self.together_mb = max(self.together_mb, together)

    def facts(self) -> dict[str, Any]:
        """The peak of the program's first process, and of the one that reads pages."""
        others = [held for pid, held in self._single.items() if pid != self._root.pid]
        main = self._single.get(self._root.pid, 0.0)
        return {"main_mb": round(main), "reader_mb": round(max(others, default=0.0))}

    def _family(self) -> list[psutil.Process]:
        try:
            return [self._root, *self._root.children(recursive=True)]
        except psutil.Error:
            return []


def cpu_seconds() -> float:
    """The processor time of this process and its children so far, which no busy machine changes."""
    me = psutil.Process()
    mine = me.cpu_times()
    times = [mine, *(child.cpu_times() for child in me.children(recursive=True))]
    ended = mine.children_user + mine.children_system  # of those that have ended
    return ended + sum(one.user + one.system for one in times)


def row_of(name: str, old: Sequence[Sample], ours: Sequence[Sample]) -> Row:
    """One line of the table out of runs of both ways: medians, and the facts of the last run."""
    old_s = median(sample.seconds for sample in old)
    ours_s = median(sample.seconds for sample in ours)
    old_facts, our_facts = dict(old[-1].facts), dict(ours[-1].facts)
    return Row(
        name=name,
        old_s=round(old_s, 4),
        ours_s=round(ours_s, 4),
        ratio=round(old_s / ours_s, 2) if ours_s else 0.0,
        old_statements=old_facts.pop("statements", None),
        our_statements=our_facts.pop("statements", None),
        old_peak_mb=round(median(sample.peak_mb for sample in old), 1),
        our_peak_mb=round(median(sample.peak_mb for sample in ours), 1),
        old_facts=old_facts,
        our_facts=our_facts,
    )
