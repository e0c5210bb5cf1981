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
# So late an item may come for its turn: pages before it may have taken long. Then it queues anew.
_LATE = timedelta(minutes=10)
# No turn is further away; one that seems to be was noted by a clock that was set back since.
_FURTHEST = timedelta(hours=25)
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
        self._opened: datetime | None = None

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
            self._pass(left, check)
        finally:
            with self._lock:
                self._given.pop(item, None)

    def open(self, check: Callable[[], None]) -> None:
        """Wait until the page before was opened long enough ago, and note that one is opened now.

        Turns that were late would else be made up for, one page right behind the other. Whoever
        asks is alone with the browser.
        """
        least = APART_S[0]
        if self._opened is not None:
            since = (self._clock.now() - self._opened).total_seconds()
            self._pass(min(least - since, least), check)
        self._opened = self._clock.now()

    def _pass(self, seconds: float, check: Callable[[], None]) -> None:
        while seconds > 0:
            check()
            self._wait(min(seconds, _SLICE_S))
            seconds -= _SLICE_S

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
            self._mind_the_clock(now)
            self._given = {who: at for who, at in self._given.items() if at + _LATE > now}
            if item in self._given:
                return self._given[item]
            turn = max(now, self._next or now, self._rests_until or now)
            least, most = APART_S
            self._next = turn + timedelta(seconds=least + (most - least) * self._chance())
            self._given[item] = turn
            return turn

    def _mind_the_clock(self, now: datetime) -> None:
        noted = (at for at in (self._next, self._rests_until) if at is not None)
        if any(at - now > _FURTHEST for at in noted):
            self._given, self._next, self._rests_until = {}, None, None


def waits(seconds: float, what: str = "browser") -> Unavailable:
    """Build the pause until a page may be opened: it passes by itself."""
    return Unavailable(
        "The browser opens one page after another, with pauses between them. It goes on by itself.",
        reason="host_waits",
        seconds=f"{max(seconds, 0.1):.3f}",
        what=what,
    )
