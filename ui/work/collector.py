"""Lets Python throw away what nobody uses, on the main thread and nowhere else.

Left to itself its collector runs in whatever thread comes by. A widget that dies in a worker stops
its timers there, which Qt forbids: "Timers cannot be stopped from another thread", or worse.
"""

import gc

from PySide6.QtCore import QObject, QTimer

LOOK_MS = 1000


class Collector(QObject):
    """Looks once a second whether something is to be thrown away, until `close`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> int | None:
        """Throw away the oldest generation that is due; which one, None where none is."""
        due = zip((2, 1, 0), reversed(gc.get_count()), reversed(gc.get_threshold()), strict=True)
        for generation, count, most in due:
            if count > most:
                gc.collect(generation)
                return generation
        return None

    def close(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.enable()
