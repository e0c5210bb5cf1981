"""Gives each item its turn in the browser: far apart by chance, as FACTS §4 advises."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock
from time import sleep

from babydrop_desktop.errors import Unavailable
from babydrop_desktop.gateways.clock import TellsTime

# Between two pages, in seconds: at least, and at most as chance will have it.
APART_S = (8.0, 15.0)
# A turn that is this near is waited for; for one further off the import goes back to its queue.
NEAR_S = 5.0
# A turn that nobody took is another's after this long.
_LATE = timedelta(seconds=60)
_SLICE_S = 0.1


class Turns:
    """Whose turn it is, and when. Safe from any thread."""

    def __init__(
        self,
        clock: TellsTime,
        *,
        wait: Callable[[float], None] = sleep,
        chance: Callable[[], float] = random.random,
    ) -> None:
        """`wait` waits seconds; `chance` gives a number from 0 to 1."""
        self._clock, self._wait, self._chance = clock, wait, chance
        self._lock = Lock()
        self._given: dict[str, datetime] = {}
        self._next: datetime | None = None
        self._rests_until: datetime | None = None

    def take(self, item: str, check: Callable[[], None]) -> None:
        """Wait until it is the turn of `item`; `check` is called meanwhile.

        Raises Unavailable ("host_waits", fact `seconds`) where it is further off than 5 seconds:
        the turn is kept for that item.
        """
        turn = self._turn(item)
        left = (turn - self._clock.now()).total_seconds()
        if left > NEAR_S:
            raise waits(left)
        try:
            while (left := (turn - self._clock.now()).total_seconds()) > 0:
                check()
                self._wait(min(left, _SLICE_S))
        finally:
            with self._lock:
                self._given.pop(item, None)

    def rest(self, seconds: float) -> None:
        """Let no page be opened for so long: AliExpress asked for it."""
        with self._lock:
            self._rests_until = self._clock.now() + timedelta(seconds=seconds)
            self._given.clear()
            self._next = None

    def resume(self) -> None:
        """End a rest."""
        with self._lock:
            self._rests_until = None

    def _turn(self, item: str) -> datetime:
        with self._lock:
            now = self._clock.now()
            self._given = {who: at for who, at in self._given.items() if at + _LATE > now}
            if item in self._given:
                return self._given[item]
            turn = max(now, self._next or now, self._rests_until or now)
            least, most = APART_S
            self._next = turn + timedelta(seconds=least + (most - least) * self._chance())
            self._given[item] = turn
            return turn


def waits(seconds: float, what: str = "browser") -> Unavailable:
    """Build the pause until a page may be opened: it passes by itself."""
    return Unavailable(
        "The browser opens one page after another, with pauses between them. It goes on by itself.",
        reason="host_waits",
        seconds=f"{max(seconds, 0.1):.3f}",
        what=what,
    )
