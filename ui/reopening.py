"""Closes the shop and opens it anew in the same window, with something done between, if need be."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.work.tasks import OnError, Tasks

if TYPE_CHECKING:
    from babydrop_desktop.services.work import Work
    from ui.main_window import MainWindow
    from ui.session import Session

# A shop that does not answer must not keep another from being opened.
SETTLE_SECONDS = 2
# In a worker, while the shop is closed. Its Work is stopped where the window is closed meanwhile.
Between = Callable[["Work"], object]


class Reopening(QObject):
    """Does what `MainWindow.reopen` asks for, one at a time. Call `stop` before the session ends.

    What `between` raises goes to `fail`; the shop is opened all the same. What is asked for while
    the shop is closed has its turn before it is opened.
    """

    def __init__(self, window: "MainWindow", session: "Session", fail: OnError) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._fail = fail
        self._tasks = Tasks(self, fail)
        self._work: Work | None = None
        self._between: list[Between] = []
        self._then: Callable[[], None] | None = None
        window.reopen_asked.connect(self.begin)

    @property
    def busy(self) -> bool:
        """Whether the shop is being closed and opened."""
        return self._tasks.busy

    def begin(self, between: Between | None = None) -> None:
        """Close the shop, do `between`, open it."""
        if between is not None:
            self._between.append(between)
        self._start()

    def stop(self) -> None:
        """Ask what is done between to end."""
        if self._work is not None:
            self._work.stop()

    def leave(self, then: Callable[[], None]) -> None:
        """Close the shop, then do `then` instead of opening it."""
        self._then = then
        self._start()

    def _start(self) -> None:
        if not self.busy:
            self._tasks.start(self._run())

    async def _run(self) -> None:
        await self._close()
        while self._between:
            await self._do(self._between.pop(0))
        then, self._then = self._then, None
        (then or self._session.open)()

    async def _close(self) -> None:
        await self._settle()
        self._window.leave_shop()
        if not await self._session.end():
            from babydrop_desktop.logs import log  # noqa: PLC0415 - after the first paint

            log("window").warning("work that was asked to end did not end in time")

    async def _settle(self) -> None:
        """What was typed just before is saved while the shop is open."""
        self._window.leave_places()
        try:
            await asyncio.wait_for(self._window.settle(), SETTLE_SECONDS)
        except TimeoutError:
            from babydrop_desktop.logs import log  # noqa: PLC0415

            log("window").warning("the last edits were not saved in time", seconds=SETTLE_SECONDS)

    async def _do(self, between: Between) -> None:
        from babydrop_desktop.services.work import Work  # noqa: PLC0415

        self._work = Work()
        try:
            doing = self._session.pools.answers.submit(between, self._work)
            await asyncio.wrap_future(doing)
        except Exception as error:  # noqa: BLE001 - whatever it is, the owner's shop is opened
            self._fail(error)
        finally:
            self._work = None
