"""Looks up where a server is, without waiting for a dead network longer than it is worth.

The system's own question cannot be broken off. It is asked on a thread of its own, one for each
name at a time: who asks for the same name meanwhile waits for the same answer.
"""

import ipaddress
import socket
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TooLate
from threading import Lock, Thread

from babydrop_desktop.db.errors import host_unknown

# (host, port) -> addresses, best first; raises OSError where there is none.
Resolve = Callable[[str, int], Sequence[str]]


def system(host: str, port: int) -> list[str]:
    """Ask the system. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


class Lookup:
    """The addresses of hosts. May be used from any thread."""

    def __init__(self, resolve: Resolve = system) -> None:
        self._resolve = resolve
        self._lock = Lock()
        self._going: dict[str, Future[list[str]]] = {}

    def addresses(self, host: str, port: int, *, within_s: float) -> list[str]:
        """The host's addresses, best first, at least one.

        Raises Unavailable (reason "database_host_unknown") where there is none, or no answer in
        `within_s` seconds.
        """
        if _is_address(host):
            return [host]
        try:
            found = self._asked(host, port).result(within_s)
        except (OSError, UnicodeError, TooLate):
            raise host_unknown(host) from None
        if not found:
            raise host_unknown(host)
        return found

    def _asked(self, host: str, port: int) -> "Future[list[str]]":
        with self._lock:
            going = self._going.get(host)
            if going is None:
                going = self._going[host] = Future()
                Thread(
                    target=self._ask, args=(host, port, going), name="lookup", daemon=True
                ).start()
            return going

    def _ask(self, host: str, port: int, answer: "Future[list[str]]") -> None:
        try:
            found = list(self._resolve(host, port))
        except (OSError, UnicodeError) as error:
            self._done(host)
            answer.set_exception(error)
        else:
            self._done(host)
            answer.set_result(found)

    def _done(self, host: str) -> None:
        with self._lock:
            del self._going[host]


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True
