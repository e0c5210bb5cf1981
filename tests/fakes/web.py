"""A web server on this machine that gives pages and pictures, and misbehaves on request."""

import gzip
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

CHUNK = b"x" * 65536


@dataclass
class Answer:
    """One canned answer. `length` is what Content-Length claims (None: the truth)."""

    body: bytes = b""
    status: int = 200
    kind: str = "text/html"
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = None


@dataclass(frozen=True)
class Seen:
    """One request as it arrived."""

    path: str
    headers: dict[str, str]


Route = Answer | Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Serves what the test laid out."""

    protocol_version = "HTTP/1.1"
    server: "Server"

    def do_GET(self) -> None:
        with self.server.lock:
            self.server.seen.append(
                Seen(self.path, {k.lower(): v for k, v in self.headers.items()})
            )
        route = self.server.routes.get(self.path.partition("?")[0])
        if route is None:
            route = Answer(b"not here", status=404)
        try:
            if isinstance(route, Answer):
                self.send(route)
            else:
                route(self)
        except (ConnectionError, TimeoutError):
            self.close_connection = True

    def send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.kind)
        length = len(answer.body) if answer.length is None else answer.length
        self.send_header("Content-Length", str(length))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.body)
        if length != len(answer.body):
            self.close_connection = True

    def start(self, kind: str = "text/html") -> None:
        """Headers of a body without a length, which ends with the connection."""
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """The server and what it saw."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.routes: dict[str, Route] = {}
        self.seen: list[Seen] = []
        self.lock = threading.Lock()
        self.over = threading.Event()

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is no news."""


def drip(handler: Handler) -> None:
    """One byte of the body now and then, for ever."""
    handler.start()
    while not handler.server.over.wait(0.02):
        handler.wfile.write(b".")


def drip_headers(handler: Handler) -> None:
    """One byte of the headers now and then, for ever."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while not handler.server.over.wait(0.02):
        handler.wfile.write(b"a")


def silence(handler: Handler) -> None:
    """Nothing at all, until the test is over."""
    handler.server.over.wait(30)
    handler.close_connection = True


def endless(handler: Handler) -> None:
    """A body without an end."""
    handler.start()
    while not handler.server.over.is_set():
        handler.wfile.write(CHUNK)


def garbage(handler: Handler) -> None:
    """Not HTTP at all."""
    handler.wfile.write(b"\x00\x01\x02 hello\r\n\r\n")
    handler.close_connection = True


def redirect(location: str, status: int = 302) -> Answer:
    """An answer that leads elsewhere."""
    return Answer(status=status, headers={"Location": location})


def gzipped(body: bytes, kind: str = "text/html") -> Answer:
    """A body in gzip."""
    return Answer(gzip.compress(body), kind=kind, headers={"Content-Encoding": "gzip"})


def gzip_bomb(megabytes: int) -> Answer:
    """Zeros that inflate to so many megabytes, packed without holding them."""
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    parts = [packer.compress(bytes(1024 * 1024)) for _ in range(megabytes)]
    return Answer(b"".join([*parts, packer.flush()]), headers={"Content-Encoding": "gzip"})


@contextmanager
def serving() -> Iterator[Server]:
    """Run a server on a free loopback port for as long as the block lasts."""
    server = Server()
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        server.server_close()
        thread.join()
