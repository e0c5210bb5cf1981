"""How many imports and orders wait, for the rail and the status bar."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from babydrop_desktop.domain.changes import Change
from babydrop_desktop.domain.jobs import OPEN, JobState
from babydrop_desktop.domain.orders import DropshipStatus
from babydrop_desktop.errors import ShopError

if TYPE_CHECKING:
    from babydrop_desktop.domain.jobs import Pause
    from ui.context import PlaceContext

# Progress comes ten times a second; a count need not.
PAUSE_MS = 250
# Somebody else may work in the same shop.
AGAIN_MS = 10 * 60 * 1000


@dataclass(frozen=True, slots=True)
class Counts:
    """`open`: not ended; `running`: at work; `waiting`: in the queue; `failed`: may try again.

    `pause`: those of the waiting that go on at a time.
    """

    open: int = 0
    running: int = 0
    waiting: int = 0
    failed: int = 0
    pause: "Pause | None" = None


def counts_of(states: Mapping[JobState, int]) -> Counts:
    """The counts, of how many jobs are in each state."""
    return Counts(
        open=sum(states.get(state, 0) for state in OPEN),
        running=states.get(JobState.RUNNING, 0),
        waiting=states.get(JobState.QUEUED, 0),
        failed=states.get(JobState.FAILED, 0),
    )


class JobCounts(QObject):
    """Asks for the counts when jobs change, at most four times a second."""

    def __init__(
        self, context: "PlaceContext", show: Callable[[Counts], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._show = show
        self._tasks = context.tasks(self)
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self._ask)
        context.changes.changed.connect(self._on_changed)
        self._ask()

    def _on_changed(self, change: Change) -> None:
        if change.jobs and not self._timer.isActive():
            self._timer.start()

    def _ask(self) -> None:
        self._tasks.latest("counts", self._count())

    async def _count(self) -> None:
        importing = self._context.services.importing
        counts = counts_of(await self._context.ask(importing.counts))
        if counts.waiting:
            counts = replace(counts, pause=await self._context.ask(importing.next_pause))
        self._show(counts)


class PendingCount(QObject):
    """Asks how many orders wait to be bought, when orders change and every ten minutes."""

    def __init__(
        self, context: "PlaceContext", show: Callable[[int], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._show = show
        self._tasks = context.tasks(self)
        self._soon = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._soon.timeout.connect(self._ask)
        self._again = QTimer(self, interval=AGAIN_MS)
        self._again.timeout.connect(self._ask)
        self._again.start()
        context.changes.changed.connect(self._on_changed)
        self._ask()

    def _on_changed(self, change: Change) -> None:
        if change.orders and not self._soon.isActive():
            self._soon.start()

    def _ask(self) -> None:
        self._tasks.latest("pending", self._count())

    async def _count(self) -> None:
        try:
            counts = await self._context.ask(self._context.services.fulfillment.counts)
        except ShopError:
            return  # the places say it where it is in the way; the last number stays
        self._show(counts.count(DropshipStatus.PENDING))
