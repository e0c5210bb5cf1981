"""Connects to exactly the internet address that was checked, and never waits past the deadline.

A name is looked up once for a connection, its addresses are judged, and the connection goes to one
of those; TLS still verifies the name. Every wait is cut into slices, so that a server that sends
one byte now and then meets the deadline of the whole call, and a cancelled job stops at once.
"""

import ipaddress
import queue
import ssl
import threading
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic

import httpcore

from babydrop_desktop.gateways.network_rules import Resolver, no_network, public_addresses

# The longest wait, in seconds, before a cancelled job is noticed.
SLICE_S = 0.25
# The longest wait for one of a host's addresses, so that a dead one leaves time for the next.
CONNECT_S = 5.0
MOST_ADDRESSES = 3

# (address, port, seconds) -> an open connection; raises httpcore.ConnectError or ConnectTimeout.
Dial = Callable[[str, int, float], httpcore.NetworkStream]
Check = Callable[[], None]


def dial(address: str, port: int, timeout_s: float) -> httpcore.NetworkStream:
    """Open a TCP connection to a numeric address."""
    return httpcore.SyncBackend().connect_tcp(address, port, timeout=timeout_s)


@dataclass(frozen=True, slots=True)
class Call:
    """One fetch under way: when it has to be over (monotonic seconds), and who may stop it."""

    deadline: float
    check: Check

    def left(self, late: type[Exception]) -> float:
        """Seconds left. Raises what `check` raises, and `late` where none are left."""
        self.check()
        left = self.deadline - monotonic()
        if left <= 0:
            raise late("the time for the whole call is over")
        return left


class Calls(threading.local):
    """The call that this thread is on; connections are shared, calls are not."""

    current: Call | None = None

    @contextmanager
    def open(self, *, deadline_s: float, check: Check) -> Generator[Call]:
        """Start the clock of one call."""
        self.current = Call(monotonic() + deadline_s, check)
        try:
            yield self.current
        finally:
            self.current = None


class WatchedStream(httpcore.NetworkStream):
    """A connection whose every wait ends with the call's deadline, or when it is cancelled."""

    def __init__(self, inner: httpcore.NetworkStream, calls: Calls) -> None:
        self._inner = inner
        self._calls = calls

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what has arrived; `timeout` is the longest silence, in seconds."""
        call = self._calls.current
        if call is None:
            return self._inner.read(max_bytes, timeout)
        silent_until = monotonic() + (timeout or SLICE_S)
        while True:
            left = call.left(httpcore.ReadTimeout)
            try:
                return self._inner.read(max_bytes, min(SLICE_S, left))
            except httpcore.ReadTimeout:
                if monotonic() >= silent_until:
                    raise

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send all of `buffer`."""
        call = self._calls.current
        left = call.left(httpcore.WriteTimeout) if call else timeout
        self._inner.write(buffer, min(left or CONNECT_S, timeout or CONNECT_S))

    def close(self) -> None:
        """Close the connection."""
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        """Shake hands; the certificate has to be that of `server_hostname`."""
        call = self._calls.current
        left = call.left(httpcore.ConnectTimeout) if call else CONNECT_S
        inner = self._inner.start_tls(ssl_context, server_hostname, min(left, timeout or left))
        return WatchedStream(inner, self._calls)

    def get_extra_info(self, info: str) -> object:
        """What httpcore asks about the socket."""
        return self._inner.get_extra_info(info)


class PinnedBackend(httpcore.NetworkBackend):
    """Opens the connections of the program's own HTTP client."""

    def __init__(
        self,
        calls: Calls,
        *,
        resolver: Resolver,
        trusts: Callable[[str, int], bool],
        dial: Dial = dial,
    ) -> None:
        """Take `trusts` to know the owner's mirrors, which may be on this machine."""
        self._calls = calls
        self._resolver = resolver
        self._trusts = trusts
        self._dial = dial

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,  # noqa: ARG002 - httpcore's signature
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        """Look up, judge, connect.

        Raises Refused (reason "address_not_public"), Unavailable (reason "no_network"), what the
        call's check raises, and httpcore's connection errors.
        """
        call = self._calls.current or Call(monotonic() + (timeout or CONNECT_S), lambda: None)
        found = self._addresses(host, port, call)[:MOST_ADDRESSES]
        for address in found[:-1]:
            try:
                return self._connect(address, port, call)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return self._connect(found[-1], port, call)

    def _connect(self, address: str, port: int, call: Call) -> httpcore.NetworkStream:
        left = call.left(httpcore.ConnectTimeout)
        return WatchedStream(self._dial(address, port, min(left, CONNECT_S)), self._calls)

    def _addresses(self, host: str, port: int, call: Call) -> Sequence[str]:
        if not self._trusts(host, port):
            return public_addresses(host, self._look_up(host, call))
        return [host] if _is_numeric(host) else self._look_up(host, call)

    def _look_up(self, host: str, call: Call) -> Sequence[str]:
        """Ask on a thread of its own: a look-up knows no time limit."""
        answers: queue.SimpleQueue[Sequence[str] | OSError | UnicodeError] = queue.SimpleQueue()

        def ask() -> None:
            try:
                answers.put(self._resolver(host))
            except (OSError, UnicodeError) as error:
                answers.put(error)

        threading.Thread(target=ask, name="look-up", daemon=True).start()
        while True:
            try:
                answer = answers.get(timeout=min(SLICE_S, call.left(httpcore.ConnectTimeout)))
            except queue.Empty:
                continue
            if isinstance(answer, OSError | UnicodeError) or not answer:
                raise no_network(host)
            return answer


def _is_numeric(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
