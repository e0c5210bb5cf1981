"""Fills the demo shop behind the open window, and tells how far it is."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from babydrop_desktop.domain.jobs import Stage
from babydrop_desktop.errors import ShopError
from babydrop_desktop.services.work import Work
from ui.work.pools import Pools

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from babydrop_desktop.bootstrap import Services


class Filling(QObject):
    """Imports the demo's goods where they are missing, then makes its orders.

    `moved` (done, of) comes on the main thread with each product, `ended` once.
    """

    moved = Signal(int, int)
    ended = Signal()
    _over = Signal(object)  # the future

    def __init__(
        self,
        shop: "Services",
        pools: Pools,
        fail: "Callable[[BaseException], None]",
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._shop, self._pools, self._fail = shop, pools, fail
        self._work = Work(self._report)
        self.running = True
        queued = Qt.ConnectionType.QueuedConnection
        self._over.connect(self._on_over, queued)

    def begin(self) -> None:
        """Begin, once whoever wants to hear of it listens."""
        filled = self._pools.imports.submit(self._shop.demo.fill, self._work)
        filled.add_done_callback(self._over.emit)

    def stop(self) -> None:
        """Ask it to end; it goes on at the next start."""
        self._work.stop()

    def _report(self, _stage: Stage, done: int, of: int) -> None:
        """In the thread that fills."""
        self.moved.emit(done, of)  # Qt takes it to the thread of whoever listens

    def _on_over(self, future: "Future[int]") -> None:
        """Known reasons to stop are no news, a bug is."""
        self.running = False
        self.ended.emit()
        error = None if future.cancelled() else future.exception()
        if error is not None and not isinstance(error, ShopError):
            self._fail(error)
