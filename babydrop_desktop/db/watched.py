"""Connects to the shop's server so that no wait is without an end. Loads the driver.

See `babydrop_desktop.db.watchdog` for what a call may take.
"""

import socket
from collections.abc import Callable, Mapping
from contextlib import suppress
from time import monotonic
from typing import Any, Self, TypeVar

import psycopg
from psycopg.abc import PQGen
from psycopg.waiting import Ready

from babydrop_desktop.db import watchdog
from babydrop_desktop.db.errors import translate
from babydrop_desktop.db.lookup import Lookup
from babydrop_desktop.errors import Stopped

_T = TypeVar("_T")
# How often, in seconds, a wait looks at the clock.
_LOOK_S = 0.05
# The driver takes whole seconds, and never fewer.
_LEAST_S = 2
_MOST_ADDRESSES = 3
# What a server that was told to give up gets for it, in seconds.
_GIVING_UP_S = 2.0


class WatchedConnection(psycopg.Connection[Any]):
    """A connection whose every wait ends in the time that its thread is allowed."""

    def wait(self, gen: PQGen[_T], interval: float = _LOOK_S, timeout: float | None = None) -> _T:
        """Run the driver's work. After the allowed time the socket is shut: OperationalError."""
        watch = watchdog.current()
        counted = _counted(gen, watch.left(), self._hang_up, watch.check)
        try:
            return super().wait(counted, min(interval, _LOOK_S), timeout)
        except Stopped:
            self._give_up(gen)
            raise

    def _hang_up(self) -> None:
        """Shut the socket under the driver, which then sees a lost connection."""
        with suppress(OSError, psycopg.Error), _same_socket(self.pgconn.socket) as own:
            own.shutdown(socket.SHUT_RDWR)

    def _give_up(self, gen: PQGen[Any]) -> None:
        """Tell the server to stop, and read what it says to that."""
        with suppress(psycopg.Error):
            self.cancel_safe(timeout=_GIVING_UP_S)
            super().wait(_counted(gen, _GIVING_UP_S, self._hang_up, None, begun=True), _LOOK_S)

    @classmethod
    def reach(cls, parameters: Mapping[str, Any], names: Lookup) -> Self:
        """Connect with libpq's `parameters`: each address of the host in turn, in time together.

        Raises psycopg.OperationalError, and Unavailable (reason "database_host_unknown").
        """
        host = str(parameters.get("host") or "")
        if not host or host.startswith(("/", "@")) or "," in host or "hostaddr" in parameters:
            return cls._dial(parameters, several="," in host)
        port = int(parameters.get("port") or 5432)
        left = watchdog.current().left(watchdog.CONNECT_S, lending=True)
        addresses = names.addresses(host, port, within_s=left)[:_MOST_ADDRESSES]
        troubles: list[psycopg.OperationalError] = []
        for address in addresses:
            if troubles and watchdog.current().left(lending=True) < _LEAST_S:
                break
            try:
                several = len(addresses) > 1
                return cls._dial({**parameters, "hostaddr": address}, several=several)
            except psycopg.OperationalError as error:
                troubles.append(error)
        raise _most_telling(troubles)

    @classmethod
    def _dial(cls, parameters: Mapping[str, Any], *, several: bool) -> Self:
        left = watchdog.current().left(watchdog.CONNECT_S, lending=True)
        seconds = max(_LEAST_S, _LEAST_S if several else int(left))
        return cls.connect(**{**parameters, "connect_timeout": seconds})


def _counted(
    gen: PQGen[_T],
    seconds: float,
    hang_up: Callable[[], None],
    check: Callable[[], None] | None,
    *,
    begun: bool = False,
) -> PQGen[_T]:
    """Do what `gen` does, and look at the clock at each step of it."""
    ends = monotonic() + seconds
    hung_up = False
    try:
        wish = gen.send(Ready.NONE) if begun else next(gen)
        while True:
            ready = yield wish
            if not hung_up and monotonic() >= ends:
                hung_up = True
                hang_up()
            elif check is not None:
                check()
            wish = gen.send(ready)
    except StopIteration as done:
        result: _T = done.value
        return result


def _most_telling(troubles: list[psycopg.OperationalError]) -> psycopg.OperationalError:
    """The trouble of the address where a server answered; else the last one."""
    for trouble in troubles:
        known = translate(trouble)
        if known is not None and known.reason != "database_unreachable":
            return trouble
    return troubles[-1]


def _same_socket(number: int) -> socket.socket:
    """A second handle of the driver's socket: closing it leaves the driver's own alone."""
    return socket.socket(fileno=socket.dup(number))
