"""Knows when the next import may start: only so many a minute are allowed."""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from babydrop_desktop.domain.jobs import JobRow
from babydrop_desktop.errors import ShopError
from ui.context import PlaceContext
from ui.importing.row_actions import awaits_turn

SECOND_MS = 1000


class Turns(QObject):
    """Beats once a second while something is open, and asks when a turn comes. `beat(due)`."""

    beat = Signal(object)  # when the next import may start, or None

    def __init__(self, context: PlaceContext, now: Callable[[], datetime], parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._now = now
        self._tasks = context.tasks(self)
        self._due: datetime | None = None
        self._waits = False
        self._asking = False
        self._timer = QTimer(self, interval=SECOND_MS)
        self._timer.timeout.connect(self._on_second)

    @property
    def due(self) -> datetime | None:
        """When the next import may start, None where none waits."""
        return self._due

    @property
    def running(self) -> bool:
        """Whether it beats."""
        return self._timer.isActive()

    def look(self, open_rows: tuple[JobRow, ...]) -> None:
        """Beat while there are open rows."""
        self._waits = any(awaits_turn(row) for row in open_rows)
        if open_rows and not self._timer.isActive():
            self._timer.start()
        elif not open_rows:
            self._timer.stop()
            self._due = None

    def _on_second(self) -> None:
        if self._waits and not self._asking and (self._due is None or self._due <= self._now()):
            self._asking = True
            self._tasks.start(self._ask())
        self.beat.emit(self._due)

    async def _ask(self) -> None:
        try:
            seconds = await self._context.ask(self._context.services.runner.next_due)
        except ShopError:
            # Only the countdown is missing then; the jobs themselves say what is wrong.
            seconds = None
        finally:
            self._asking = False
        self._due = None if not seconds else self._now() + timedelta(seconds=seconds)
        self.beat.emit(self._due)
