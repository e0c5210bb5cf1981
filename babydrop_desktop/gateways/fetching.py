"""What fetches: its budget, its answer, and the client that is loaded when it is first needed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Protocol

from babydrop_desktop.errors import Stopped
from babydrop_desktop.gateways.clock import TellsTime
from babydrop_desktop.gateways.mirrors import Mirrors
from babydrop_desktop.gateways.network_rules import Purpose


@dataclass(frozen=True, slots=True)
class Budget:
    """What one fetch may cost: bytes (arrived and inflated), seconds, and bytes a second."""

    max_bytes: int
    deadline_s: float = 20.0
    min_bytes_per_s: int = 1000


PAGE = Budget(max_bytes=8_000_000)
PICTURE = Budget(max_bytes=20_000_000)
# Three of these end within the 35 s that one import's network may take.
API = Budget(max_bytes=8_000_000, deadline_s=9.0)


@dataclass(frozen=True, slots=True)
class Response:
    """What arrived, inflated, and the https address that it stands for after redirects."""

    body: bytes
    content_type: str
    url: str


class Fetcher(Protocol):
    """Fetches one thing at a time, from any thread."""

    def get(
        self,
        url: str,
        *,
        purpose: Purpose,
        check: Callable[[], None],
        budget: Budget | None = None,
    ) -> Response:
        """Fetch one page or picture; rules and errors as `Http.get` has them."""

    def close(self) -> None:
        """Close all connections."""


class Poster(Protocol):
    """Sends forms to AliExpress' official interface, from any thread."""

    def post(
        self,
        url: str,
        form: Mapping[str, str],
        *,
        check: Callable[[], None],
        budget: Budget | None = None,
    ) -> Response:
        """Send one form; rules and errors as `Http.post` has them."""


class Client(Fetcher, Poster, Protocol):
    """The whole client."""


class LaterHttp:
    """The program's HTTP client. A shop that fetches nothing never loads one.

    Measured: the first list is there 60 ms earlier, and 8 MB are saved until the first import.
    """

    def __init__(self, mirrors: Mapping[str, str], clock: TellsTime) -> None:
        """Take the owner's mirrors. Raises Refused (reason "mirror_wrong") as `Http` does."""
        Mirrors(mirrors)
        self._mirrors, self._clock = mirrors, clock
        self._lock = Lock()
        self._made: Client | None = None
        self._closed = False

    def get(
        self,
        url: str,
        *,
        purpose: Purpose,
        check: Callable[[], None],
        budget: Budget | None = None,
    ) -> Response:
        """As `Http.get`. Raises Stopped after `close`, too."""
        return self._client().get(url, purpose=purpose, check=check, budget=budget)

    def post(
        self,
        url: str,
        form: Mapping[str, str],
        *,
        check: Callable[[], None],
        budget: Budget | None = None,
    ) -> Response:
        """As `Http.post`. Raises Stopped after `close`, too."""
        return self._client().post(url, form, check=check, budget=budget)

    def close(self) -> None:
        """Close all connections."""
        with self._lock:
            self._closed = True
            if self._made is not None:
                self._made.close()

    def _client(self) -> Client:
        with self._lock:
            if self._closed:
                raise Stopped("The program is closing.", reason="closing")
            if self._made is None:
                from babydrop_desktop.gateways.http import Http  # noqa: PLC0415 - see the class

                self._made = Http(self._mirrors, self._clock)
            return self._made
