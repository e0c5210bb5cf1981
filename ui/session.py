"""The open shop behind the window: its services, threads, news and jobs, from open to close."""

import gc
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Qt, Signal

from ui.changes import Changes
from ui.context import GoTo, Notify, PlaceContext
from ui.shop_watch import ShopWatch
from ui.tables.thumbnails import Thumbnails
from ui.work.executor import QtExecutor
from ui.work.jobs import Jobs
from ui.work.pools import Pools

if TYPE_CHECKING:
    from concurrent.futures import Future

    from babydrop_desktop.bootstrap import Services
    from ui.work.filling import Filling

CLOSE_MS = 5000
Opener = Callable[[], "Services"]


class Session(QObject):
    """Opens the shop in a worker; `opened` when its places can be shown, `refused` (the error).

    After `end` it may be opened anew: the shop's threads, news and jobs are new ones then.
    """

    opened = Signal()
    refused = Signal(object)
    _answered = Signal(object)  # the future

    def __init__(self, opener: Opener, fail: Callable[[BaseException], None]) -> None:
        super().__init__()
        self._opener = opener
        self._fail = fail
        self.pools = Pools.opened()
        self.changes = Changes(self)
        self.shop: Services | None = None
        self.jobs: Jobs | None = None
        self._thumbnails: Thumbnails | None = None
        self.watch: ShopWatch | None = None
        self._filling: Filling | None = None
        self._opening: Future[Services] | None = None
        self._ending = QtExecutor("ending", 1)
        self._answered.connect(self._on_answered, Qt.ConnectionType.QueuedConnection)

    def open(self) -> None:
        """Open the shop, or try again."""
        self._opening = self.pools.answers.submit(self._open)
        self._opening.add_done_callback(self._answered.emit)

    def context(self, settings: QSettings, notify: Notify, go_to: GoTo) -> PlaceContext:
        """What the places are given. Only after `opened`."""
        watch = self.watch
        if self.shop is None or watch is None or self.jobs is None or self._thumbnails is None:
            raise RuntimeError("the shop is not open")
        return PlaceContext(
            services=self.shop,
            pools=self.pools,
            changes=self.changes,
            thumbnails=self._thumbnails,
            jobs=self.jobs,
            trouble=watch.trouble,
            settings=settings,
            notify=notify,
            go_to=go_to,
            fail=watch.hear,
            filling=self._filling,
        )

    def close(self) -> bool:
        """End all work and let go of the shop, within six seconds; whether all ended in time.

        A job that is stopped goes on at the next start.
        """
        self._stop()
        ended = self.pools.close(within_ms=CLOSE_MS)
        if self.shop is not None:
            self.shop.close()
            self.shop = None
        self._ending.close(cancel=False)
        return self._ending.wait(CLOSE_MS) and ended

    async def end(self) -> bool:
        """As `close`, without keeping the window waiting; then the shop can be opened anew.

        The places must be gone: their shop answers no more.
        """
        import asyncio  # noqa: PLC0415 - after the first paint

        self._stop()
        pools, shop, old = self.pools, self.shop, self._parts()
        self.pools, self.shop, self._opening = Pools.opened(), None, None
        self._filling, self.watch = None, None
        self.changes, self.jobs, self._thumbnails = Changes(self), None, None
        ended = await asyncio.wrap_future(self._ending.submit(_let_go, pools, shop))
        for part in old if ended else ():  # a worker that is late may still tell them something
            part.deleteLater()
        return ended

    def _stop(self) -> None:
        """Begin nothing more, and ask what runs to end."""
        if self.jobs is not None:
            self.jobs.stop()
        if self.watch is not None:
            self.watch.stop()
        if self._filling is not None:
            self._filling.stop()

    def _parts(self) -> list[QObject]:
        parts = (self.changes, self.jobs, self._thumbnails, self._filling, self.watch)
        return [part for part in parts if part is not None]

    def _open(self) -> "Services":
        """In a worker, one after the other: two threads that import at once can trip each other."""
        try:
            shop = self._opener()
            from ui.common import formats  # noqa: PLC0415 - after the first paint

            formats.warm()
        finally:
            # What is loaded stays: looking through all of it for what can be thrown away held
            # everything up for 130 ms at a time (measured; tests/bench/window.py).
            gc.freeze()
        return shop

    def _on_answered(self, future: "Future[Services]") -> None:
        if future is not self._opening:  # asked for again, or the window goes on to another shop
            self._close_late(future)
            return
        if future.cancelled():
            return
        error = future.exception()
        if error is not None:
            self.refused.emit(error)
            return
        shop = future.result()
        if self.pools.answers.closed:  # the window was closed meanwhile
            shop.close()
            return
        self._begin(shop)

    def _close_late(self, future: "Future[Services]") -> None:
        if not future.cancelled() and future.exception() is None:
            self._ending.submit(future.result().close)

    def _begin(self, shop: "Services") -> None:
        self.shop = shop
        self.watch = ShopWatch(shop, self.pools, self._fail, self)
        hear = self.watch.hear
        self._thumbnails = Thumbnails(shop.thumbnails, self.pools.pictures, hear, self)
        self.jobs = Jobs(shop.runner, self.pools, hear, self)
        shop.subscribe(self.changes.post)
        self.changes.changed.connect(self.jobs.on_changed)
        self.changes.changed.connect(lambda change: self._forget(change.pictures))
        if shop.about.demo:
            from ui.work.filling import Filling  # noqa: PLC0415 - the owner's shop needs none

            self._filling = Filling(shop, self.pools, hear, self)
        self.opened.emit()
        self.jobs.wake()
        if self._filling is not None:
            self._filling.begin()

    def _forget(self, pictures: frozenset[str]) -> None:
        if self._thumbnails is not None and pictures:
            self._thumbnails.forget(pictures)


def _let_go(pools: Pools, shop: "Services | None") -> bool:
    """In a worker: wait for what runs, then close the shop; whether all ended in time."""
    ended = pools.close(within_ms=CLOSE_MS)
    if shop is not None:
        shop.close()
    return ended
