"""Lets at most two pictures be decoded at once, and a heavy one alone."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from threading import Condition

# The longest wait, in seconds, before a cancelled job is noticed.
SLICE_S = 0.25


class PictureGate:
    """Counts who is decoding or encoding. One for the whole process."""

    def __init__(self, places: int = 2) -> None:
        self._places = places
        self._free = places
        self._changed = Condition()

    @contextmanager
    def place(self, *, heavy: bool, check: Callable[[], None]) -> Generator[None]:
        """Hold one place, or all of them; raises what `check` raises while it waits."""
        needed = self._places if heavy else 1
        with self._changed:
            while self._free < needed:
                check()
                self._changed.wait(SLICE_S)
            self._free -= needed
        try:
            yield
        finally:
            with self._changed:
                self._free += needed
                self._changed.notify_all()
