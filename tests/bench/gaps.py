"""Measures how long the main thread stands still, and who was at work when it did."""

import sys
import threading
import traceback
from collections import Counter
from dataclasses import dataclass, field
from time import perf_counter, sleep
from types import FrameType

from PySide6.QtCore import QObject, Qt, QTimer

BEAT_MS = 5
# From here on, in seconds, the watch notes what every thread does.
LONG_S = 0.03
DEPTH = 4


@dataclass
class Gaps:
    """The times between two beats of a 5 ms timer, in seconds."""

    all: list[float] = field(default_factory=list)

    @property
    def largest_s(self) -> float:
        """The longest that the main thread did nothing for the owner."""
        return max(self.all, default=0.0)

    def over(self, seconds: float) -> int:
        """How many were longer."""
        return sum(gap > seconds for gap in self.all)

    def facts(self) -> dict[str, float | int]:
        """How they are spread."""
        ordered = sorted(self.all) or [0.0]
        last = len(ordered) - 1
        p99 = ordered[round(last * 0.99)]
        over = {"over_16_ms": self.over(0.016), "over_50_ms": self.over(0.05)}
        return {"p99_ms": round(p99 * 1000, 1), **over, "beats": last + 1}


class Meter(QObject):
    """Beats on the main thread; `begin` starts a new collection of gaps."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.last = perf_counter()
        self.gaps = Gaps()
        self._timer = QTimer(self, timerType=Qt.TimerType.PreciseTimer, interval=BEAT_MS)
        self._timer.timeout.connect(self._beat)

    def begin(self) -> Gaps:
        """Measure into a new collection, and give it."""
        self.gaps, self.last = Gaps(), perf_counter()
        self._timer.start()
        return self.gaps

    def stop(self) -> None:
        """End the collection."""
        self._timer.stop()

    def _beat(self) -> None:
        now = perf_counter()
        self.gaps.all.append(now - self.last)
        self.last = now


class Watch(threading.Thread):
    """Looks at all threads while the main one is late. It costs a little: not for the figures."""

    def __init__(self, meter: Meter) -> None:
        super().__init__(daemon=True, name="watch")
        self._meter = meter
        self._main = threading.main_thread().ident
        self.main: Counter[str] = Counter()
        self.others: Counter[str] = Counter()
        self.over = threading.Event()

    def run(self) -> None:
        """Note, once for each late beat, what every thread is doing."""
        noted = 0.0
        while not self.over.is_set():
            sleep(0.002)
            last = self._meter.last
            if perf_counter() - last > LONG_S and last != noted:
                noted = last
                self._note()

    def _note(self) -> None:
        for ident, frame in sys._current_frames().items():
            if ident == self._main:
                self.main[_stack(frame)] += 1
            elif ident != self.ident and not _waits(frame):
                self.others[_stack(frame)] += 1


def _waits(frame: FrameType) -> bool:
    return frame.f_code.co_name in {"wait", "_wait_for_tstate_lock", "select", "poll", "get"}


def _stack(frame: FrameType) -> str:
    """The innermost calls, the last one first."""
    lines = reversed(traceback.extract_stack(frame)[-DEPTH:])
    return " < ".join(
        f"{line.filename.rsplit('/', 1)[-1]}:{line.lineno} {line.name}" for line in lines
    )
