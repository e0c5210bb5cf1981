"""Stands between a client and a server on loopback, and can swallow everything without a word.

Neither side is told: no connection is closed, no new one is refused, nothing arrives any more.
"""

import contextlib
import selectors
import socket
import threading
from types import TracebackType
from typing import Self

_CHUNK = 65_536


class Partition:
    """A proxy to `port` of this machine; `swallow` begins the silence, `heal` ends it."""

    def __init__(self, port: int) -> None:
        self._target = ("127.0.0.1", port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._flowing = threading.Event()
        self._flowing.set()
        self._ended = threading.Event()
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self.accepted = 0
        # Called with (from the client?, bytes) for each piece; returns what is passed on.
        self.change = lambda _from_client, piece: piece

    def __enter__(self) -> Self:
        self._threads[0].start()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._ended.set()
        self._flowing.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.cut()
        for thread in self._threads:
            thread.join(10)

    def swallow(self) -> None:
        """Pass nothing on from now on, and say nothing about it."""
        self._flowing.clear()

    def heal(self) -> None:
        """Pass on again, also what was held back."""
        self._flowing.set()

    def cut(self) -> None:
        """End every connection at once, as a server that dies does."""
        with self._lock:
            pairs, self._pairs = self._pairs, []
        for one in (one for pair in pairs for one in pair):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def _accept(self) -> None:
        while not self._ended.is_set():
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            self.accepted += 1
            thread = threading.Thread(target=self._carry, args=(client,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _carry(self, client: socket.socket) -> None:
        with client, contextlib.suppress(OSError):
            self._flowing.wait()
            if self._ended.is_set():
                return
            with socket.create_connection(self._target) as server:
                with self._lock:
                    self._pairs.append((client, server))
                self._pump(client, server)

    def _pump(self, client: socket.socket, server: socket.socket) -> None:
        with selectors.DefaultSelector() as either:
            either.register(client, selectors.EVENT_READ, server)
            either.register(server, selectors.EVENT_READ, client)
            while not self._ended.is_set():
                for key, _ in either.select(1.0):
                    self._flowing.wait()
                    source, to = key.fileobj, key.data
                    assert isinstance(source, socket.socket)
                    piece = source.recv(_CHUNK)
                    if not piece:
                        return
                    to.sendall(self.change(source is client, piece))


@contextlib.contextmanager
def black_hole():
    """Give a port of this machine where nobody ever answers a call, not even to refuse it."""
    with contextlib.ExitStack() as stack:
        listener = stack.enter_context(socket.socket())
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        address = listener.getsockname()
        for _ in range(8):  # the queue of a server that takes nobody in is full: calls are dropped
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(address)
        yield int(address[1])


@contextlib.contextmanager
def answering(words: bytes):
    """Give a port of this machine where every call gets these words, and nothing else."""
    ended = threading.Event()
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while not ended.is_set():
            try:
                caller, _ = listener.accept()
            except OSError:
                return
            with caller, contextlib.suppress(OSError):
                caller.settimeout(5)
                caller.recv(_CHUNK)
                caller.sendall(words)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield int(listener.getsockname()[1])
    ended.set()
    with contextlib.suppress(OSError):
        listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    thread.join(10)
