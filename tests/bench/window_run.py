"""Opens the real window on a shop, scrolls and types in it, and measures its main thread's gaps.

Run by window.py in a process of its own: `python -m tests.bench.window_run '{"profile": …}'`; it
prints one JSON object.
"""

import json
import sys
from collections.abc import Callable
from time import perf_counter
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from babydrop_desktop.__main__ import main as start
from babydrop_desktop.domain.jobs import Choices
from tests.bench.gaps import Gaps, Meter, Watch
from tests.bench.measure import peak_memory_mb
from tests.bench.memory import held_mb
from ui.catalog.place import CatalogPlace
from ui.main_window import MainWindow
from ui.where_kept import WhereKept

if TYPE_CHECKING:
    from babydrop_desktop.bootstrap import Services

QUIET_MS = 6_000
SETTLE_MS = 1_500
LONGEST_MS = 240_000
FRAME_MS, KEY_MS, LOOK_MS = 16, 130, 200
WORDS = "cotton romper bear "
STEP = 37


def window() -> MainWindow:
    """The program's window. Raises RuntimeError where there is none."""
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, MainWindow):
            return widget
    raise RuntimeError("there is no window")


def close() -> None:
    """End the program as its owner does."""
    window().close()


class Owner(QObject):
    """Somebody who scrolls through the catalog and types into its search, without a pause."""

    def __init__(self, place: CatalogPlace) -> None:
        super().__init__(place)
        self._place = place
        self._typed, self._step = 0, STEP
        for interval, do in ((FRAME_MS, self._scroll), (KEY_MS, self._type)):
            timer = QTimer(self, interval=interval)
            timer.timeout.connect(do)
            timer.start()

    def _scroll(self) -> None:
        bar = self._place.table.verticalScrollBar()
        if not bar.minimum() <= bar.value() + self._step <= bar.maximum():
            self._step = -self._step
        bar.setValue(bar.value() + self._step)

    def _type(self) -> None:
        edit = self._place.head.search.edit
        if self._typed == len(WORDS):
            edit.clear()
            self._typed = 0
        else:
            QTest.keyClicks(edit, WORDS[self._typed])
            self._typed += 1


class Drive(QObject):
    """First quiet scrolling, then the same while the imports run; then the window closes."""

    def __init__(self, shop: "list[Services]", wish: dict[str, Any]) -> None:
        super().__init__()
        self._shop, self._wish = shop, wish
        self.meter = Meter(self)
        self.watch: Watch | None = None
        self.quiet, self.busy = Gaps(), Gaps()
        self.own_mb: list[int] = []
        self.done, self._began, self.busy_seconds = 0, 0.0, 0.0
        self._until(lambda: self._rows() > 0, self._settle)

    def _place(self) -> CatalogPlace | None:
        place = window().place()
        return place if isinstance(place, CatalogPlace) else None

    def _rows(self) -> int:
        if self._shop and self._place() is None:
            window().go_to("catalog")
        place = self._place()
        return place.rows.rowCount() if place else 0

    def _until(self, holds: Callable[[], bool], then: Callable[[], None]) -> None:
        timer = QTimer(self, interval=LOOK_MS)

        def look() -> None:
            if holds():
                timer.stop()
                then()

        timer.timeout.connect(look)
        timer.start()

    def _settle(self) -> None:
        place = self._place()
        if place is not None:
            Owner(place)
        QTimer.singleShot(SETTLE_MS, self._begin_quiet)

    def _begin_quiet(self) -> None:
        self._hold()
        self.quiet = self.meter.begin()
        QTimer.singleShot(QUIET_MS, self._begin_busy)

    def _begin_busy(self) -> None:
        self.busy, self._began = self.meter.begin(), perf_counter()
        if self._wish.get("stacks"):
            self.watch = Watch(self.meter)
            self.watch.start()
        addresses = self._wish["addresses"]
        self._shop[0].subscribe(lambda change: self._count(len(change.products)))
        if addresses:
            self._pool().submit(self._stage, "\n".join(addresses))
        looking = QTimer(self, interval=LOOK_MS)
        looking.timeout.connect(self._hold)
        looking.start()
        self._until(lambda: self.done >= len(addresses), self._end)

    def _hold(self) -> None:
        self.own_mb.append(held_mb().get("own", 0))

    def _end(self) -> None:
        self.meter.stop()
        QTimer.singleShot(SETTLE_MS, close)  # by then the window knows that nothing runs any more

    def _pool(self) -> Any:
        place = self._place()
        if place is None:
            raise RuntimeError("the catalog is not open")
        return place.context.pools.answers

    def _count(self, products: int) -> None:
        self.done += products
        self.busy_seconds = perf_counter() - self._began

    def _stage(self, text: str) -> None:
        shop = self._shop[0]
        shelf = shop.catalog.category(self._wish["category"]).id
        shop.importing.stage(text, auto=True, choices=Choices(category_id=shelf))


def main(wish: dict[str, Any]) -> dict[str, Any]:
    """Run the whole scene; gaps of both halves in seconds, and what the process held."""
    application = QApplication(sys.argv[:1])
    application.setQuitOnLastWindowClosed(False)
    shop: list[Services] = []
    open_shop = WhereKept.open_shop

    def opened(kept: WhereKept) -> "Services":
        shop.append(open_shop(kept))
        return shop[0]

    WhereKept.open_shop = opened  # type: ignore[method-assign]
    drive = Drive(shop, wish)
    QTimer.singleShot(wish.get("longest_ms", LONGEST_MS), close)
    start(["--profile", wish["profile"]])
    told = {
        "quiet_s": drive.quiet.largest_s,
        "busy_s": drive.busy.largest_s,
        "quiet": drive.quiet.facts(),
        "busy": drive.busy.facts(),
        "imported": drive.done,
        "seconds": round(drive.busy_seconds, 1),
        "own_before_mb": drive.own_mb[0],
        "own_peak_mb": max(drive.own_mb),
        "window_mb": round(peak_memory_mb()),
    }
    if drive.watch is not None:
        drive.watch.over.set()
        told["main"] = drive.watch.main.most_common(12)
        told["others"] = drive.watch.others.most_common(25)
    return told


def tell() -> None:
    """Do what the command line wishes, and print what came of it."""
    sys.stdout.write(json.dumps(main(json.loads(sys.argv[1]))) + "\n")
