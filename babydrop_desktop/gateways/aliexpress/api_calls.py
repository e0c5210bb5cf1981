"""Asks AliExpress' official interface: signed, one question at a time, within a deadline."""

import random
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from time import sleep

from babydrop_desktop.errors import ShopError
from babydrop_desktop.gateways.aliexpress.api_errors import BUSY, error_in
from babydrop_desktop.gateways.aliexpress.signing import signature
from babydrop_desktop.gateways.clock import TellsTime
from babydrop_desktop.gateways.fetching import API, Budget, Poster
from babydrop_desktop.gateways.manners import waits
from babydrop_desktop.gateways.network_rules import API_HOST

SYNC = f"https://{API_HOST}/sync"
REST = f"https://{API_HOST}/rest"
# Nothing but a product's answer is large.
SMALL = Budget(max_bytes=500_000, deadline_s=API.deadline_s)
# After "too often" one more try is made, so many seconds later (FACTS §2); then it rests.
BUSY_S = (1.0, 2.0)
PAUSE_S = 60.0
_SLICE_S = 0.1

Check = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Session:
    """Who asks: the owner's app, the secret that signs for it, and the owner's permission."""

    app_key: str
    secret: str = field(repr=False)
    token: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class _Question:
    url: str
    params: Mapping[str, str] = field(repr=False)
    session: Session
    budget: Budget
    path: str = ""

    def form(self, now: datetime) -> dict[str, str]:
        """The signed form; its time is in milliseconds."""
        params = {
            **self.params,
            "app_key": self.session.app_key,
            "timestamp": str(round(now.timestamp() * 1000)),
            "sign_method": "sha256",
        }
        return {**params, "sign": signature(self.session.secret, params, path=self.path)}

    def secrets(self) -> tuple[str, ...]:
        """What an answer must not make us repeat."""
        told = (self.params.get(name, "") for name in ("access_token", "refresh_token", "code"))
        return tuple(one for one in (self.session.secret, *told) if one)


class ApiCalls:
    """The interface's calls. Safe from any thread; they wait for one another."""

    def __init__(
        self,
        http: Poster,
        clock: TellsTime,
        *,
        wait: Callable[[float], None] = sleep,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._http = http
        self._clock = clock
        self._wait = wait
        self._chance = chance
        self._one = Lock()

    def business(
        self,
        method: str,
        params: Mapping[str, str],
        session: Session,
        *,
        check: Check,
        budget: Budget = SMALL,
    ) -> bytes:
        """What `method` answers, such as "aliexpress.ds.product.get".

        Raises what `Http.post` raises; Refused ("sign_in_again", "key_unknown", "secret_wrong",
        "api_not_permitted", "clock_wrong"), and Unavailable ("api_error", "api_broken",
        "broken_answer"; "host_waits" where it is asked too often).
        """
        asked = {**params, "method": method, "access_token": session.token, "format": "json"}
        return self._patiently(_Question(SYNC, asked, session, budget), check)

    def system(
        self, path: str, params: Mapping[str, str], session: Session, *, check: Check
    ) -> bytes:
        """What a system call answers, such as "/auth/token/create"; errors as above.

        Also Refused (reason "sign_in_code_ended").
        """
        return self._patiently(_Question(REST + path, params, session, SMALL, path), check)

    def _patiently(self, question: _Question, check: Check) -> bytes:
        with self._alone(check):
            answer = self._once(question, check)
            if isinstance(answer, ShopError) and answer.reason == BUSY:
                least, most = BUSY_S
                self._rest(least + (most - least) * self._chance(), check)
                answer = self._once(question, check)
        if isinstance(answer, bytes):
            return answer
        raise waits(API_HOST, PAUSE_S) if answer.reason == BUSY else answer

    def _once(self, question: _Question, check: Check) -> bytes | ShopError:
        form = question.form(self._clock.now())
        response = self._http.post(question.url, form, check=check, budget=question.budget)
        return error_in(response.body, hide=question.secrets()) or response.body

    @contextmanager
    def _alone(self, check: Check) -> Generator[None]:
        """Wait until no other call is under way."""
        while not self._one.acquire(timeout=_SLICE_S):
            check()
        try:
            yield
        finally:
            self._one.release()

    def _rest(self, seconds: float, check: Check) -> None:
        while seconds > 0:
            check()
            self._wait(min(seconds, _SLICE_S))
            seconds -= _SLICE_S
