"""Has the shop tidied while the window is open, away from the start and from the owner's work."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ui.work.pools import Pools

if TYPE_CHECKING:
    from concurrent.futures import Future

    from babydrop_desktop.services.upkeep import Tidied, Upkeep
    from babydrop_desktop.services.work import Work

FIRST_MS = 60_000
# The service itself does it once a day; a laptop may sleep through any longer wait.
EVERY_MS = 3_600_000


class Tidying(QObject):
    """Asks for it a minute after the shop is open, and once an hour from then on."""

    def __init__(
        self,
        upkeep: "Upkeep",
        pools: Pools,
        on_error: Callable[[BaseException], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._upkeep = upkeep
        self._pools = pools
        self._on_error = on_error
        self._work: Work | None = None
        self.timer = QTimer(self, interval=FIRST_MS)
        self.timer.timeout.connect(self._begin)
        self.timer.start()

    def stop(self) -> None:
        """Begin nothing more, and ask what runs to end."""
        self.timer.stop()
        if self._work is not None:
            self._work.stop()

    def _begin(self) -> None:
        from babydrop_desktop.services.work import Work  # noqa: PLC0415 - after the first paint

        self.timer.setInterval(EVERY_MS)
        self._work = Work()
        self._pools.answers.submit(self._upkeep.run, self._work).add_done_callback(self._on_done)

    def _on_done(self, future: "Future[Tidied]") -> None:
        """In the thread that tidied: being asked to end is no news, a bug is."""
        from babydrop_desktop.errors import ShopError  # noqa: PLC0415

        error = None if future.cancelled() else future.exception()
        if error is not None and not isinstance(error, ShopError):
            self._on_error(error)
