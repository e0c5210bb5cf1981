"""Ends what the shop's server does not answer: no call waits longer than it was allowed.

A network that swallows packets tells nobody; neither the server's time-outs nor TCP's end such a
wait in time. So every wait of a connection (statement, commit, rollback, ping) is counted on this
side, in the thread that waits, and the socket is shut when the time is over: the driver then sees a
lost connection as it would any other. No thread is needed for it.
Source: the measured facts on this software stack; "every call ends in 5 s or less".
"""

from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from time import monotonic

# A statement, a commit, a rollback, in seconds. The server's own limit (4 s) comes first.
CALL_S = 4.5
# The question whether a connection of the pool still lives.
PING_S = 1.0
# A new connection, with its certificate and its login.
CONNECT_S = 3.0
# Waiting for the pool, asking and connecting, together.
LENDING_S = 4.9
# Making an index, a migration, an export: what takes long on a large shop.
LONG_S = 3600.0


@dataclass(frozen=True, slots=True)
class Watch:
    """What this thread's calls may take now: seconds a call, and moments (monotonic) they end by.

    `ends` holds for everything, `lent_by` only for pings and new connections. `check` is called
    about ten times a second while a call waits, and may raise Stopped.
    """

    call_s: float = CALL_S
    ends: float | None = None
    lent_by: float | None = None
    check: Callable[[], None] | None = None

    def left(self, most: float | None = None, *, lending: bool = False) -> float:
        """Seconds that a call may take from now on, never under 0."""
        now = monotonic()
        moments = (self.ends, self.lent_by if lending else None)
        times = [moment - now for moment in moments if moment is not None]
        return max(0.0, min([self.call_s if most is None else most, *times]))


_watch: ContextVar[Watch] = ContextVar("babydrop_watch", default=Watch())  # noqa: B039 (frozen)


def current() -> Watch:
    """What this thread's calls may take."""
    return _watch.get()


def allowing(
    seconds: float, *, check: Callable[[], None] | None = None
) -> AbstractContextManager[None]:
    """Allow each call of this thread `seconds` within the block: for what may take long.

    The server has a limit of its own, which the caller lifts too (`SET LOCAL statement_timeout`).
    `check` may raise Stopped at any moment of a wait: then the server is told to give up as well.
    """
    return _with(replace(current(), call_s=seconds, check=check))


def within(seconds: float) -> AbstractContextManager[None]:
    """Let all calls of this thread within the block end in `seconds` together."""
    return _with(replace(current(), ends=monotonic() + current().left(seconds)))


def lending(seconds: float = LENDING_S) -> AbstractContextManager[None]:
    """Let the pool's wait, its question and its new connection end in `seconds` together."""
    return _with(replace(current(), lent_by=monotonic() + seconds))


@contextmanager
def _with(watch: Watch) -> Generator[None]:
    token = _watch.set(watch)
    try:
        yield
    finally:
        _watch.reset(token)
