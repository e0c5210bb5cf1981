"""Runs everything that concerns the browser on one thread of its own, one errand after another.

Playwright's plain interface belongs to the thread that started it (house rules, threads).
"""

import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, TypeVar

from babydrop_desktop.errors import Stopped

if TYPE_CHECKING:
    from concurrent.futures import Future

_Result = TypeVar("_Result")
_Errand = Callable[[], None]


class BrowserThread:
    """One thread with a queue. It starts with the first errand and is never in the way of an exit.

    While it has nothing to do, it calls `idle` every `beat_s` seconds, and at its end `leave`.
    """

    def __init__(
        self, *, idle: Callable[[], None], leave: Callable[[], None], beat_s: float = 2.0
    ) -> None:
        self._idle, self._leave, self._beat_s = idle, leave, beat_s
        self._queue: SimpleQueue[_Errand | None] = SimpleQueue()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._closed = False

    def do(self, errand: Callable[[], _Result]) -> "Future[_Result]":
        """Have the thread do it; what comes of it is in the result. Raises Stopped after `end`."""
        from concurrent.futures import Future  # noqa: PLC0415 - a shop that opens no page needs none

        answer: Future[_Result] = Future()

        def settled() -> None:
            if not answer.set_running_or_notify_cancel():
                return
            try:
                found = errand()
            except BaseException as error:  # noqa: BLE001 - handed to whoever waits for it
                answer.set_exception(error)
            else:
                answer.set_result(found)

        with self._lock:
            if self._closed:
                raise Stopped("The program is closing.", reason="closing")
            self._queue.put(settled)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="browser", daemon=True)
                self._thread.start()
        return answer

    def end(self) -> None:
        """Take no more errands; the thread leaves after the one that it does."""
        with self._lock:
            if not self._closed:
                self._closed = True
                self._queue.put(None)

    def join(self, seconds: float) -> bool:
        """Wait until the thread has left; whether it has."""
        if self._thread is not None:
            self._thread.join(seconds)
        return self._thread is None or not self._thread.is_alive()

    def _run(self) -> None:
        try:
            while True:
                try:
                    errand = self._queue.get(timeout=self._beat_s)
                except Empty:
                    self._idle()
                    continue
                if errand is None:
                    return
                errand()
        finally:
            self._leave()
