"""Keeps the shop's queued jobs going while the window is open."""

from collections.abc import Callable
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from babydrop_desktop.domain.changes import Change
from ui.work.pools import Pools

if TYPE_CHECKING:
    from concurrent.futures import Future

    from babydrop_desktop.services.runner import Runner

# A job that waits for its turn is looked for this much after its time, never before it.
MARGIN_MS = 20
# News of jobs is looked into so much later.
NEWS_MS = 500


class Jobs(QObject):
    """Runs queued jobs on the pool `imports`, as many at once as it has threads.

    `wake()` after staging, starting or retrying. It sleeps when nothing can be done, until the
    next job's turn comes or it is woken.
    """

    _ended = Signal(object)  # the error that a worker ended with, or None
    _due = Signal(object)  # seconds until the next job's turn, or None

    def __init__(
        self,
        runner: "Runner",
        pools: Pools,
        on_error: Callable[[BaseException], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._pools = pools
        self._on_error = on_error
        self._stopping = Event()
        self._active = 0
        self._again = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.wake)
        self._ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)
        self._due.connect(self._on_due, Qt.ConnectionType.QueuedConnection)

    @property
    def active(self) -> int:
        """How many workers are at it."""
        return self._active

    def wake(self) -> None:
        """Look for queued jobs now."""
        if self._stopping.is_set():
            return
        self._timer.stop()
        # A busy worker may just have looked and found nothing: somebody looks once more.
        self._again = self._active > 0
        self._begin()

    def on_changed(self, change: Change) -> None:
        """Look for work soon when jobs changed and a worker is free."""
        free = self._active < self._pools.imports.max_workers
        # Running jobs tell of their progress ten times a second; that is no reason to look.
        if change.jobs and free and not self._timer.isActive() and not self._stopping.is_set():
            self._timer.start(NEWS_MS)

    def stop(self) -> None:
        """Begin nothing more, and ask what runs to end; it goes on at the next start."""
        self._stopping.set()
        self._timer.stop()
        self._runner.stop()

    def _begin(self) -> None:
        imports = self._pools.imports
        if self._active < imports.max_workers and not imports.closed:
            self._active += 1
            imports.submit(self._drain).add_done_callback(self._tell_ended)

    def _drain(self) -> None:
        """In a thread of `imports`: one job after the other, until nothing can be done now."""
        while not self._stopping.is_set() and self._runner.run_next() is not None:
            pass

    def _tell_ended(self, future: "Future[None]") -> None:
        if not self._stopping.is_set():
            self._ended.emit(None if future.cancelled() else future.exception())

    def _on_ended(self, error: BaseException | None) -> None:
        self._active -= 1
        if error is not None:
            self._on_error(error)
        if self._again and not self._stopping.is_set():
            self._again = False
            self._begin()
        if self._active == 0 and not self._stopping.is_set() and not self._pools.answers.closed:
            self._pools.answers.submit(self._runner.next_due).add_done_callback(self._tell_due)

    def _tell_due(self, future: "Future[float | None]") -> None:
        if self._stopping.is_set() or future.cancelled() or future.exception() is not None:
            return
        self._due.emit(future.result())

    def _on_due(self, seconds: float | None) -> None:
        if seconds is not None and not self._stopping.is_set() and self._active == 0:
            self._timer.start(max(0, round(seconds * 1000)) + MARGIN_MS)
