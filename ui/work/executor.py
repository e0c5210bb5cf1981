"""Lets services run on Qt's threads without knowing Qt: a `concurrent.futures` face on a pool.

The same service code runs on a `QThreadPool` in the window, inline in a unit test and on plain
threads from the command line.
"""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from threading import Lock
from typing import Any, ParamSpec, TypeVar

from PySide6.QtCore import QDeadlineTimer, QRunnable, QThreadPool

P = ParamSpec("P")
T = TypeVar("T")


class _Work(QRunnable):
    """Runs one call and settles its future, whatever happens."""

    def __init__(self, future: Future[Any], call: Callable[[], object]) -> None:
        super().__init__()
        self._future = future
        self._call = call

    def run(self) -> None:
        if not self._future.set_running_or_notify_cancel():
            return
        try:
            result = self._call()
        except BaseException as error:  # noqa: BLE001 - the future carries it to whoever waits
            self._future.set_exception(error)
        else:
            self._future.set_result(result)


class QtExecutor(Executor):
    """Runs calls on one named, bounded `QThreadPool`."""

    def __init__(self, name: str, max_workers: int) -> None:
        self.name = name
        self._pool = QThreadPool()
        self._pool.setObjectName(name)
        self._pool.setMaxThreadCount(max_workers)
        self._open: set[Future[Any]] = set()
        self._lock = Lock()
        self._closed = False

    @property
    def max_workers(self) -> int:
        """How many calls run at once."""
        return self._pool.maxThreadCount()

    @property
    def closed(self) -> bool:
        """Whether it takes no more work."""
        return self._closed

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Run `fn` on the pool. Raises RuntimeError once it is shut down."""
        future: Future[T] = Future()
        with self._lock:
            if self._closed:
                raise RuntimeError(f"the {self.name} pool is shut down")
            self._open.add(future)
        future.add_done_callback(self._forget)
        self._pool.start(_Work(future, lambda: fn(*args, **kwargs)))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - Executor's own signature
        """Take no more work; with `cancel_futures`, drop what has not begun."""
        self.close(cancel=cancel_futures)
        if wait:
            self._pool.waitForDone()

    def close(self, *, cancel: bool) -> None:
        """Take no more work, without waiting; with `cancel`, drop what has not begun."""
        with self._lock:
            self._closed = True
            pending = list(self._open) if cancel else []
        for future in pending:
            future.cancel()

    def wait(self, milliseconds: int) -> bool:
        """Wait for what runs; whether all of it ended in time."""
        return self._pool.waitForDone(QDeadlineTimer(milliseconds))

    def _forget(self, future: Future[Any]) -> None:
        with self._lock:
            self._open.discard(future)
