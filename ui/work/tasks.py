"""What one widget waits for: the newest answer wins, and closing the widget ends the waiting."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import QObject

OnError = Callable[[BaseException], None]


class Tasks(QObject):
    """The coroutines of one widget. What they raise reaches `on_error`, once each."""

    def __init__(self, owner: QObject, on_error: OnError) -> None:
        super().__init__(owner)
        self._on_error = on_error
        self._running: set[asyncio.Task[None]] = set()
        self._latest: dict[str, asyncio.Task[None]] = {}
        owner.destroyed.connect(_cancel_all_of(self._running))

    @property
    def busy(self) -> bool:
        """Whether anything is still awaited."""
        return bool(self._running)

    def start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Run `work` to its end, or until the widget goes."""
        task = asyncio.ensure_future(work)
        self._running.add(task)
        task.add_done_callback(_settle(self._running, self._on_error))
        return task

    def latest(self, topic: str, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Run `work`, and drop whatever still ran on the same topic."""
        if (older := self._latest.get(topic)) is not None:
            older.cancel()
        self._latest[topic] = self.start(work)
        return self._latest[topic]

    def cancel(self) -> None:
        """Wait for nothing any more."""
        for task in list(self._running):
            task.cancel()


def _cancel_all_of(running: set[asyncio.Task[None]]) -> Callable[[], None]:
    # Without a reference to Tasks: it is being destroyed when this is called.
    def cancel_all() -> None:
        for task in list(running):
            task.cancel()

    return cancel_all


def _settle(
    running: set[asyncio.Task[None]], on_error: OnError
) -> Callable[[asyncio.Task[None]], None]:
    def settle(task: asyncio.Task[None]) -> None:
        running.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            on_error(error)

    return settle
