"""Keeps the program polite to every host: a pace, the pauses they ask for, none for the broken.

A host that asks for a pause (429, 503) gets it, to the second where it names one; a host that fails
five times in a row is left alone for a while, twice as long each time; then one call tries it.
"""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from time import sleep
from types import MappingProxyType
from urllib.parse import urlsplit

from babydrop_desktop.errors import ShopError, Unavailable
from babydrop_desktop.gateways.clock import TellsTime
from babydrop_desktop.gateways.fetching import Budget, Client, Response
from babydrop_desktop.gateways.network_rules import Purpose

# Between two pages of one host, in seconds: at least, and at most with what chance adds.
PACE_S = (1.0, 1.5)
# Between two calls of the official interface, which bears far more (FACTS §2) from all together.
API_PACE_S = (0.4, 0.6)
_PACES: Mapping[Purpose, tuple[float, float]] = MappingProxyType(
    {"page": PACE_S, "api": API_PACE_S}
)
# A pause that is this short is waited out, longer ones put the import back into the queue.
PATIENCE_S = 5.0
FIRST_PAUSE_S, LONGEST_PAUSE_S = 60.0, 3600.0
FAILURES = 5
_SLICE_S = 0.1
# While one call looks whether a host is well again; it may take as long as a call may.
LOOK_S = 15.0
_BROKEN = frozenset({"no_answer", "too_slow", "broken_answer", "server_error"})
# Whoever says so is well.
_ANSWERED = ("_gone", "_refused", "_redirects", "_too_large")
WAITS = "host_waits"


@dataclass(slots=True)
class _Host:
    next_at: datetime | None = None
    shut_until: datetime | None = None
    shut_s: float = 0.0
    failures: int = 0
    pauses: int = 0
    trying: bool = False

    def mind_the_clock(self, now: datetime) -> None:
        """Let nothing last longer than it was meant to: the laptop's clock may have been set back.

        A turn is never taken further ahead than is waited for, and the pace behind it.
        """
        if self.shut_until is not None:
            self.shut_until = min(self.shut_until, now + timedelta(seconds=self.shut_s))
        if self.next_at is not None:
            furthest = timedelta(seconds=PATIENCE_S + PACE_S[1])
            self.next_at = min(self.next_at, now + furthest)

    def shut(self, now: datetime, seconds: float) -> None:
        """Leave the host alone for so long."""
        self.shut_until, self.shut_s, self.trying = now + timedelta(seconds=seconds), seconds, False


class PoliteHttp:
    """A client that keeps to these manners, whatever it is asked. Safe from any thread."""

    def __init__(
        self,
        http: Client,
        clock: TellsTime,
        *,
        free: Callable[[str], bool] = lambda _host: False,
        wait: Callable[[float], None] = sleep,
        chance: Callable[[], float] = random.random,
    ) -> None:
        """`free` tells hosts without a pace: the owner's own mirrors."""
        self._http = http
        self._clock = clock
        self._free = free
        self._wait = wait
        self._chance = chance
        self._lock = Lock()
        self._hosts: dict[str, _Host] = {}

    def get(
        self,
        url: str,
        *,
        purpose: Purpose,
        check: Callable[[], None],
        budget: Budget | None = None,
    ) -> Response:
        """As `Http.get`. Raises Unavailable (reason "host_waits") while a host wants no call.

        Its fact `seconds` is how long until the next one may come; `host` names it.
        """
        name = urlsplit(url).hostname or ""
        return self._politely(
            name,
            purpose,
            check,
            lambda: self._http.get(url, purpose=purpose, check=check, budget=budget),
        )

    def post(
        self,
        url: str,
        form: Mapping[str, str],
        *,
        check: Callable[[], None],
        budget: Budget | None = None,
    ) -> Response:
        """As `Http.post`. Raises Unavailable (reason "host_waits") as `get` does."""
        name = urlsplit(url).hostname or ""
        return self._politely(
            name,
            "api",
            check,
            lambda: self._http.post(url, form, check=check, budget=budget),
        )

    def close(self) -> None:
        """Close all connections."""
        self._http.close()

    def _politely(
        self,
        name: str,
        purpose: Purpose,
        check: Callable[[], None],
        call: Callable[[], Response],
    ) -> Response:
        """Make the call when it is its turn, and note how the host took it."""
        self._pass(name, self._turn(name, purpose), check)
        try:
            response = call()
        except ShopError as error:
            pause = self._failed(name, error)
            if pause is not None:
                raise waits(name, pause) from error
            raise
        except BaseException:
            self._let_go(name)
            raise
        self._went_well(name)
        return response

    def _turn(self, name: str, purpose: Purpose) -> datetime:
        """Take the host's next turn: from when on it may be called. Raises "host_waits"."""
        with self._lock:
            now = self._clock.now()
            host = self._hosts.setdefault(name, _Host())
            host.mind_the_clock(now)
            if host.shut_until is not None:
                if now < host.shut_until:
                    raise waits(name, max((host.shut_until - now).total_seconds(), 1.0))
                if host.trying:
                    raise waits(name, LOOK_S)
                host.trying = True  # one call looks whether the host is well again
            pace = _PACES.get(purpose)
            if pace is None or self._free(name):
                return now
            turn = max(now, host.next_at or now)
            if turn - now > timedelta(seconds=PATIENCE_S):
                host.trying = False
                raise waits(name, (turn - now).total_seconds())
            least, most = pace
            host.next_at = turn + timedelta(seconds=least + (most - least) * self._chance())
            return turn

    def _pass(self, name: str, until: datetime, check: Callable[[], None]) -> None:
        """Wait for the turn that was taken."""
        left = (until - self._clock.now()).total_seconds()
        try:
            while left > 0:
                check()
                self._wait(min(left, _SLICE_S))
                left -= _SLICE_S
        except BaseException:
            self._let_go(name)
            raise

    def _failed(self, name: str, error: ShopError) -> float | None:
        """Note a failure; the seconds of the pause that the host asks for, None for none."""
        with self._lock:
            host, now = self._hosts[name], self._clock.now()
            asked = error.reason == "too_many_requests"
            named = float(error.facts.get("retry_after", 0)) if asked else 0.0
            host.mind_the_clock(now)
            if host.shut_until is not None and now < host.shut_until:
                return _still(host, host.shut_until - now, named, now) if asked else None
            if not asked and error.reason not in _BROKEN:
                _answered(host, error)
                return None
            host.failures += 1
            if not asked and not host.trying and host.failures < FAILURES:
                return None
            seconds = min(FIRST_PAUSE_S * 2.0**host.pauses, LONGEST_PAUSE_S)
            if "retry_after" in error.facts and asked:
                seconds = max(named, 1.0)
            host.pauses += 1
            host.shut(now, seconds)
            return seconds if asked else None

    def _went_well(self, name: str) -> None:
        """Note that a host is well; a pause that it asked of a call beside this one stands."""
        with self._lock:
            host, now = self._hosts[name], self._clock.now()
            if host.shut_until is None or now >= host.shut_until:
                _open(host)

    def _let_go(self, name: str) -> None:
        with self._lock:
            self._hosts[name].trying = False


def _open(host: _Host) -> None:
    host.shut_until, host.failures, host.pauses, host.trying = None, 0, 0, False


def _still(host: _Host, left: timedelta, named: float, now: datetime) -> float:
    """What is left of a pause; calls that were under way when it began lengthen it at most."""
    seconds = max(left.total_seconds(), named)
    host.shut(now, seconds)
    return seconds


def _answered(host: _Host, error: ShopError) -> None:
    """Note an error that is no failure of the host's; where it answered at all, it is well."""
    if error.reason.endswith(_ANSWERED):
        _open(host)
    host.trying = False


def waits(host: str, seconds: float) -> Unavailable:
    """Build the pause of a host: it passes by itself."""
    return Unavailable(
        f"{host} wants a pause. It goes on by itself.",
        reason=WAITS,
        host=host,
        seconds=f"{seconds:.3f}",
    )
