"""Tells everybody who listens what has changed, once the change is saved."""

from collections.abc import Callable
from threading import Lock

from babydrop_desktop.domain.changes import Change

Listener = Callable[[Change], None]


class News:
    """Hands each change to all listeners, on the thread that made it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._listeners: tuple[Listener, ...] = ()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with every change from now on; the result ends that."""
        with self._lock:
            self._listeners = (*self._listeners, listener)

        def end() -> None:
            with self._lock:
                self._listeners = tuple(one for one in self._listeners if one is not listener)

        return end

    def tell(self, change: Change) -> None:
        """Hand `change` to everybody who listens."""
        for listener in self._listeners:
            listener(change)
