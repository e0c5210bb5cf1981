"""Lets at most two pictures be decoded at once, and only as many as the memory has room for."""

from collections import deque
from collections.abc import Callable, Generator
from contextlib import contextmanager
from threading import Condition

# The longest wait, in seconds, before a cancelled job is noticed.
SLICE_S = 0.25
PLACES = 2
# What all pictures in hand may take together, in bytes. One that takes more goes in alone.
ROOM_BYTES = 90_000_000


class PictureGate:
    """Knows who is decoding or encoding, and what that takes. One for the whole process."""

    def __init__(self, *, places: int = PLACES, room_bytes: int = ROOM_BYTES) -> None:
        self._places = places
        self._room = room_bytes
        self._inside: list[Place] = []
        self._waiting: deque[Place] = deque()
        self._changed = Condition()

    @contextmanager
    def place(self, cost_bytes: int, *, check: Callable[[], None]) -> "Generator[Place]":
        """Hold a place for work of that cost, first come, first served.

        Raises what `check` raises while it waits.
        """
        mine = Place(self, cost_bytes)
        self._enter(mine, check)
        try:
            yield mine
        finally:
            with self._changed:
                self._inside.remove(mine)
                self._changed.notify_all()

    def _enter(self, mine: "Place", check: Callable[[], None]) -> None:
        with self._changed:
            self._waiting.append(mine)
            try:
                while self._waiting[0] is not mine or not self._fits(mine.cost_bytes):
                    check()
                    self._changed.wait(SLICE_S)
                self._inside.append(mine)
            finally:
                self._waiting.remove(mine)
                self._changed.notify_all()

    def changed(self, place: "Place", cost_bytes: int) -> None:
        """Note what a place takes from now on."""
        with self._changed:
            place.cost_bytes = cost_bytes
            self._changed.notify_all()

    def _fits(self, cost_bytes: int) -> bool:
        taken = sum(place.cost_bytes for place in self._inside)
        is_room = len(self._inside) < self._places and taken + cost_bytes <= self._room
        return is_room or not self._inside


class Place:
    """One picture's place inside the gate."""

    __slots__ = ("_gate", "cost_bytes")

    def __init__(self, gate: PictureGate, cost_bytes: int) -> None:
        self._gate = gate
        self.cost_bytes = cost_bytes

    def lighten(self, cost_bytes: int) -> None:
        """Tell that the work takes only so much from now on, so that the next one may come in."""
        self._gate.changed(self, cost_bytes)
