"""Starts a window and tells when it could first be seen, and what it held then.

Run by start.py in a process of its own: `python -m tests.bench.start_run bare|ours '{…}'`; it
prints one JSON object. Times are seconds since `began`, when the process was asked for.
"""

import json
import sys
from time import monotonic
from typing import Any

from tests.bench.memory import held_mb

FACTS: dict[str, Any] = {}
LOOK_MS, LONGEST_MS = 2, 30_000


def note(what: str, began: float) -> None:
    """Keep the time of the first such event."""
    if what not in FACTS:
        FACTS[what] = monotonic() - began
        FACTS[f"{what}_mb"] = held_mb()


def bare(began: float, width: int, height: int) -> None:
    """An empty window of Qt."""
    from PySide6.QtCore import QTimer  # noqa: PLC0415 - its import is part of the start
    from PySide6.QtGui import QPaintEvent  # noqa: PLC0415
    from PySide6.QtWidgets import QApplication, QMainWindow  # noqa: PLC0415

    class Window(QMainWindow):
        def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
            super().paintEvent(event)
            note("paint", began)
            QTimer.singleShot(0, application.quit)

    application = QApplication(sys.argv[:1])
    window = Window()
    window.resize(width, height)
    window.show()
    application.exec()


def ours(began: float, profile: str) -> None:
    """The program, as its command starts it, until the catalog's list is filled."""
    from PySide6.QtCore import QTimer  # noqa: PLC0415
    from PySide6.QtGui import QPaintEvent  # noqa: PLC0415

    from babydrop_desktop.__main__ import main  # noqa: PLC0415
    from ui import app  # noqa: F401, PLC0415
    from ui.main_window import MainWindow  # noqa: PLC0415

    painted = MainWindow.paintEvent

    def paint(window: MainWindow, event: QPaintEvent) -> None:
        painted(window, event)
        if "paint" not in FACTS:
            note("paint", began)
            FACTS["size"] = (window.width(), window.height())
            timer = QTimer(window, interval=LOOK_MS)
            timer.timeout.connect(lambda: _look(window, began))
            timer.start()

    MainWindow.paintEvent = paint  # type: ignore[method-assign]
    QTimer.singleShot(LONGEST_MS, lambda: sys.exit("the list was not filled in time"))
    main(["--profile", profile])


def _look(window: Any, began: float) -> None:
    rows = getattr(window.place(), "rows", None)
    if rows is not None and rows.rowCount():
        note("list", began)
        window.close()


if __name__ == "__main__":
    given = json.loads(sys.argv[2])
    {"bare": bare, "ours": ours}[sys.argv[1]](**given)
    sys.stdout.write(json.dumps(FACTS) + "\n")
