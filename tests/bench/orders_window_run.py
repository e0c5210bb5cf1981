"""Opens the real window on a shop with very many orders, scrolls and types, measures every gap.

Run by orders_window.py in a process of its own: `python -c "…tell()" '{"profile": …}'`; it prints
one JSON object: for each scene the gaps of the main thread, where the list was, what was held.
"""

import json
import sys
from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from babydrop_desktop.__main__ import main as start
from babydrop_desktop.domain.orders import OrderSort
from tests.bench.gaps import Gaps, Meter, Watch
from tests.bench.measure import peak_memory_mb
from tests.bench.memory import held_mb
from tests.bench.window_run import close, window
from ui.fulfillment.place import FulfillmentPlace

LOOK_MS, SETTLE_MS, LONGEST_MS = 100, 2_500, 240_000
FRAME_MS, KEY_MS = 16, 110
WHEEL, DRAGGED = 90, 0.02
SEARCHES = ("emma gmail", "bp-5", "brindlewood", "8123", "quizzical")

Step = Callable[[], None]


def place() -> FulfillmentPlace:
    """The orders' place. Raises RuntimeError where another one is open."""
    found = window().place()
    if not isinstance(found, FulfillmentPlace):
        raise RuntimeError("the orders are not open")  # noqa: TRY004 - not an argument
    return found


def wheel() -> None:
    """Scroll on, a little each frame."""
    bar = place().table.verticalScrollBar()
    bar.setValue(bar.value() + WHEEL)


def drag() -> None:
    """Pull the scroll bar on; at the end of what is there, pull at the end."""
    bar = place().table.verticalScrollBar()
    bar.setSliderDown(True)
    bar.setSliderPosition(min(bar.maximum(), bar.value() + max(1, int(bar.maximum() * DRAGGED))))


def let_go() -> None:
    """End the pulling."""
    place().table.verticalScrollBar().setSliderDown(False)


def key(which: Qt.Key) -> Step:
    """Press a key in the list."""
    return lambda: QTest.keyClick(place().table, which)


def middle_and_back() -> Iterator[None]:
    """Jump to the middle of what is there, to the top, and to the end, again and again."""
    bar = place().table.verticalScrollBar()
    while True:
        for part in (0.5, 0.0, 1.0):
            bar.setValue(int(bar.maximum() * part))
            yield


def letters() -> Iterator[None]:
    """Type searches letter by letter, and take them away again."""
    edit = place().head.search.edit
    edit.setFocus()
    while True:
        for words in SEARCHES:
            for letter in words:
                QTest.keyClicks(edit, letter)
                yield
            for _ in range(3):
                yield
            edit.clear()
            yield


def stepping(steps: Callable[[], Iterator[None]]) -> Step:
    """A scene that goes on from step to step."""
    made: list[Iterator[None]] = []

    def do() -> None:
        if not made:
            made.append(steps())
        next(made[0])

    return do


def from_the_end() -> None:
    """Sort the other way round: the oldest order is the first."""
    place()._on_sort(OrderSort.CREATED, False)


def nothing() -> None:
    """Begin at once."""


# Name, how often (ms), what, how long (ms), what before it.
SCENES: tuple[tuple[str, int, Step, int, Step], ...] = (
    ("the wheel", FRAME_MS, wheel, 4_000, nothing),
    ("page by page", 50, key(Qt.Key.Key_PageDown), 4_000, nothing),
    ("pulling the scroll bar", 30, drag, 6_000, nothing),
    ("End held down", 30, key(Qt.Key.Key_End), 6_000, let_go),
    ("middle, top, end", 120, stepping(middle_and_back), 3_000, nothing),
    ("from the other end", FRAME_MS, wheel, 3_000, from_the_end),
    ("typing a search", KEY_MS, stepping(letters), 9_000, nothing),
)


class Drive(QObject):
    """One scene after the other; then the window closes."""

    def __init__(self, *, stacks: bool) -> None:
        super().__init__()
        self.meter = Meter(self)
        self.told: list[dict[str, Any]] = []
        self._scenes = iter(SCENES)
        self.watch = Watch(self.meter) if stacks else None
        self._doing = QTimer(self)
        self._looking = QTimer(self, interval=LOOK_MS)
        self._looking.timeout.connect(self._look)
        self._looking.start()

    def _look(self) -> None:
        try:
            rows = place().rows.rowCount()
        except RuntimeError:
            return
        if rows:
            self._looking.stop()
            place().head.look_in_all()
            if self.watch is not None:
                self.watch.start()
            QTimer.singleShot(SETTLE_MS, self._next)

    def _next(self) -> None:
        scene = next(self._scenes, None)
        if scene is None:
            self.meter.stop()
            QTimer.singleShot(SETTLE_MS, close)
            return
        name, every, do, lasts, before = scene
        before()
        gaps = self.meter.begin()
        self._doing = QTimer(self, interval=every)
        self._doing.timeout.connect(do)
        self._doing.start()
        QTimer.singleShot(lasts, lambda: self._end(name, gaps))

    def _end(self, name: str, gaps: Gaps) -> None:
        self._doing.stop()
        self.meter.stop()
        rows = place().rows.rowCount()
        self.told.append(
            {
                "scene": name,
                "largest_ms": round(gaps.largest_s * 1000, 1),
                **gaps.facts(),
                "rows": rows,
                "own_mb": held_mb().get("own", 0),
            }
        )
        QTimer.singleShot(SETTLE_MS // 5, self._next)


def main(wish: dict[str, Any]) -> dict[str, Any]:
    """Run all scenes; what each told, and the window's memory."""
    application = QApplication(sys.argv[:1])
    application.setQuitOnLastWindowClosed(False)
    drive = Drive(stacks=bool(wish.get("stacks")))
    QTimer.singleShot(LONGEST_MS, close)
    start(["--profile", wish["profile"]])
    told = {"scenes": drive.told, "peak_mb": round(peak_memory_mb())}
    if drive.watch is not None:
        drive.watch.over.set()
        told["main"] = drive.watch.main.most_common(15)
        told["others"] = drive.watch.others.most_common(15)
    return told


def tell() -> None:
    """Do what the command line wishes, and print what came of it."""
    sys.stdout.write(json.dumps(main(json.loads(sys.argv[1]))) + "\n")
