"""Has the shop looked after while the window is open, away from the start and the owner's work."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from ui.work.pools import Pools

if TYPE_CHECKING:
    from concurrent.futures import Future

    from babydrop_desktop.services.work import Work


class Chore(QObject):
    """One thing that a service does again and again; `done` carries what it answered.

    Its service knows when it is due: a laptop may sleep through any longer wait.
    """

    done = Signal(object)
    _ended = Signal(object)  # the future

    def __init__(  # noqa: PLR0913 - each by its name
        self,
        run: "Callable[[Work], object]",
        pools: Pools,
        on_error: Callable[[BaseException], None],
        *,
        first_ms: int,
        every_ms: int,
        parent: QObject | None = None,
    ) -> None:
        """Do `run` in a worker, first after `first_ms`, then `every_ms`, never twice at once."""
        super().__init__(parent)
        self._run = run
        self._pools = pools
        self._on_error = on_error
        self._every_ms = every_ms
        self._work: Work | None = None
        self._ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)
        self.timer = QTimer(self, singleShot=True, interval=first_ms)
        self.timer.timeout.connect(self._begin)
        self.timer.start()

    def begin_now(self) -> None:
        """Do it now, where it is not being done; the next time is counted from then."""
        if self._every_ms and self._work is None:
            self.timer.stop()
            self._begin()

    def stop(self) -> None:
        """Begin nothing more, and ask what runs to end."""
        self.timer.stop()
        self._every_ms = 0
        if self._work is not None:
            self._work.stop()

    def _begin(self) -> None:
        from babydrop_desktop.services.work import Work  # noqa: PLC0415 - after the first paint

        if self._pools.answers.closed:  # the shop was closed just now
            return
        self._work = Work()
        self._pools.answers.submit(self._run, self._work).add_done_callback(self._ended.emit)

    def _on_ended(self, future: "Future[object]") -> None:
        from babydrop_desktop.errors import Stopped  # noqa: PLC0415

        self._work = None
        if self._every_ms:
            self.timer.start(self._every_ms)
        error = None if future.cancelled() else future.exception()
        if error is None and not future.cancelled():
            self.done.emit(future.result())
        elif error is not None and not isinstance(error, Stopped):
            self._on_error(error)
