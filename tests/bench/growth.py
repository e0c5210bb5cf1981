"""Tells how much more memory a program and all its processes held while something was tried."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter

from tests.bench.program import Peaks

LOOK_S = 0.03


@dataclass
class Cost:
    """What one trial cost: seconds, and megabytes over what was held before it."""

    seconds: float = 0.0
    growth_mb: float = 0.0

    def facts(self) -> dict[str, float]:
        """As it is kept."""
        return {"seconds": round(self.seconds, 2), "growth_mb": round(self.growth_mb, 1)}


class Scale:
    """Weighs this process and all that it started, again and again, on a thread of its own."""

    def __init__(self, look_s: float = LOOK_S) -> None:
        """It weighs every `look_s` seconds; a look costs some milliseconds of a processor."""
        self._look_s = look_s
        self._lock = threading.Lock()
        self._peaks = Peaks(os.getpid())
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True, name="scale")
        self._thread.start()

    @contextmanager
    def weighing(self) -> Iterator[Cost]:
        """Weigh while the block lasts; its cost is known when it has ended."""
        before = self._again()
        cost, started = Cost(), perf_counter()
        try:
            yield cost
        finally:
            cost.seconds = perf_counter() - started
            with self._lock:
                self._peaks.look()
                cost.growth_mb = max(0.0, self._peaks.together_mb - before)

    @property
    def most_mb(self) -> float:
        """The most that was held together since the last weighing began."""
        return self._peaks.together_mb

    def close(self) -> None:
        """Stop weighing."""
        self._over.set()
        self._thread.join()

    def _again(self) -> float:
        """Begin a new peak; what is held now."""
        with self._lock:
            self._peaks = Peaks(os.getpid())
            self._peaks.look()
            return self._peaks.together_mb

    def _look(self) -> None:
        while not self._over.wait(self._look_s):
            with self._lock:
                self._peaks.look()
