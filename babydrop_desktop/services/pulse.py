"""Gives a sign of life now and then while work goes on, so that nobody takes it over."""

from collections.abc import Callable
from threading import Event, Lock, Thread
from types import TracebackType
from typing import Self


class Pulse:
    """Calls `beat` every `seconds` in a thread of its own while a `with` block of it is open.

    Blocks of several threads share the one thread. It has ended when the last block has.
    """

    def __init__(self, beat: Callable[[], None], seconds: float) -> None:
        self._beat = beat
        self._seconds = seconds
        self._lock = Lock()
        self._open = 0
        self._over = Event()
        self._thread: Thread | None = None

    def __enter__(self) -> Self:
        with self._lock:
            self._open += 1
            if self._open == 1:
                self._over = Event()
                self._thread = Thread(
                    target=self._run, args=(self._over,), name="pulse", daemon=True
                )
                self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        ended = None
        with self._lock:
            self._open -= 1
            if self._open == 0:
                self._over.set()
                ended, self._thread = self._thread, None
        if ended is not None:
            ended.join()

    def _run(self, over: Event) -> None:
        while not over.wait(self._seconds):
            self._beat()
