"""Gives every new row its id: text that two laptops never make alike, in order of time."""

import secrets
import threading
import time

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
TIME_DIGITS = 9  # milliseconds since 1970 in base 36: enough until the year 5188
COUNT_DIGITS = 4
RANDOM_DIGITS = 11

_COUNTS = 36**COUNT_DIGITS
_lock = threading.Lock()


class _Sequence:
    """The last millisecond an id was made in, and how many were made in it."""

    __slots__ = ("count", "milliseconds")

    def __init__(self) -> None:
        self.milliseconds = 0
        self.count = 0

    def step(self, now: int) -> tuple[int, int]:
        """Return the (milliseconds, count) of the next id; never lower than the one before."""
        if now > self.milliseconds:
            self.milliseconds, self.count = now, 0
        else:  # the same millisecond, or a clock that was set back
            self.count += 1
            if self.count == _COUNTS:
                self.milliseconds, self.count = self.milliseconds + 1, 0
        return self.milliseconds, self.count


_sequence = _Sequence()


def new_id() -> str:
    """Return a new id: 'c' and 24 of 0-9a-z, as the storefront's own ids look.

    Ids of one process sort in the order they were made; 57 random bits keep those of several
    processes and laptops apart. May be called from any thread.
    Source: the contract with the storefront, rule 2 (ids are text made by the client).
    """
    now = time.time_ns() // 1_000_000
    with _lock:
        milliseconds, count = _sequence.step(now)
    chance = secrets.randbelow(36**RANDOM_DIGITS)
    return (
        "c"
        + _base36(milliseconds, TIME_DIGITS)
        + _base36(count, COUNT_DIGITS)
        + _base36(chance, RANDOM_DIGITS)
    )


def _base36(number: int, width: int) -> str:
    digits = []
    for _ in range(width):
        number, rest = divmod(number, 36)
        digits.append(DIGITS[rest])
    return "".join(reversed(digits))
