"""Thirty ways in which a server or the network goes wrong, and how an import must end for each.

The suite goes through them with short deadlines; the benchmark with the real ones, and measures.
"""

import gzip
import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import formatdate
from time import time

from tests.fakes import web
from tests.fakes.supplier import SITE, item_page, numbered

# An item of its own for each scenario, and a site: what one host does, no other pays for.
_SITES = (
    "es", "fr", "de", "it", "nl", "pl", "pt", "tr", "ko", "ja", "vi", "th", "id", "he", "ar",
)  # fmt: skip
SITES = (*(f"{name}.aliexpress.com" for name in _SITES), *(f"m.{n}.aliexpress.com" for n in _SITES))


@dataclass(frozen=True)
class Scenario:
    """What the server does with the item's page, and how the import has to end.

    `ends` are the reasons that are right; "" is an import whole. `pauses` says that it waits for
    the host instead of ending.
    """

    name: str
    page: Callable[[str], web.Route]
    ends: tuple[str, ...]
    pauses: bool = False


def _always(route: web.Route) -> Callable[[str], web.Route]:
    return lambda _item: route


def _status(status: int, **headers: str) -> Callable[[str], web.Route]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return _always(web.Answer(b"<html>no</html>", status=status, headers=named))


def _reset(handler: web.Handler) -> None:
    """The connection is torn down in the middle of the body."""
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    handler.wfile.write(b"<html>" * 100)
    handler.wfile.flush()
    linger = struct.pack("ii", 1, 0)
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    handler.close_connection = True


def _bad_chunks(handler: web.Handler) -> None:
    """Chunks whose sizes are no numbers."""
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    handler.wfile.write(b"zz\r\n<html>\r\n0\r\n\r\n")
    handler.close_connection = True


def _long_header(handler: web.Handler) -> None:
    """A header of a megabyte."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: " + b"a" * 1_000_000 + b"\r\n\r\n")
    handler.close_connection = True


def _cut_gzip(item: str) -> web.Route:
    body = gzip.compress(item_page(item))
    return web.Answer(body[: len(body) // 2], headers={"Content-Encoding": "gzip"})


def _shorter(item: str) -> web.Route:
    return web.Answer(item_page(item), length=2_000)


def _slow_then_whole(item: str) -> web.Route:
    """A page that comes in pieces, but comes."""

    def route(handler: web.Handler) -> None:
        handler.start()
        body = item_page(item)
        for at in range(0, len(body), 4_000):
            handler.wfile.write(body[at : at + 4_000])
            handler.server.over.wait(0.001)

    return route


CAPTCHA = (
    b'<html><script>window._config_ = {"action": "captcha", "url": '
    b'"https://www.aliexpress.com/_____tmd_____/punish?x5secdata=abc"}</script></html>'
)
SCENARIOS = (
    Scenario("drip", _always(web.drip), ("no_answer", "too_slow")),
    Scenario("drip of headers", _always(web.drip_headers), ("no_answer",)),
    Scenario("silence", _always(web.silence), ("no_answer",)),
    Scenario("endless", _always(web.endless), ("page_too_large",)),
    Scenario("gzip bomb", _always(web.gzip_bomb(256)), ("page_too_large",)),
    Scenario(
        "unknown encoding",
        _always(web.Answer(b"\x0b\x02\x80abc\x03", headers={"Content-Encoding": "br"})),
        ("broken_answer",),
    ),
    Scenario("cut gzip", _cut_gzip, ("broken_answer",)),
    Scenario("longer than it is", lambda i: web.Answer(item_page(i), length=10**6),
             ("broken_answer",)),
    Scenario("shorter than it is", _shorter, ("unreadable", "broken_answer")),
    Scenario("nine gigabytes", _always(web.Answer(b"x", length=9 * 10**9)), ("page_too_large",)),
    Scenario("a page that says it is a picture",
             lambda i: web.Answer(item_page(i), kind="image/jpeg"), ("",)),
    Scenario("a picture instead of a page",
             _always(web.Answer(b"\xff\xd8\xff\xe0" + bytes(5_000), kind="text/html")),
             ("not_a_product", "unreadable")),
    Scenario("nothing", _always(web.Answer(b"")), ("unreadable",)),
    Scenario("slow but whole", _slow_then_whole, ("",)),
    Scenario("404", _status(404), ("page_gone",)),
    Scenario("410", _status(410), ("page_gone",)),
    Scenario("403", _status(403), ("page_refused",)),
    Scenario("500", _status(500), ("server_error",)),
    Scenario("503", _status(503), ("server_error",)),
    Scenario("503 with a date", _status(503, Retry_After=formatdate(time() + 600, usegmt=True)),
             ("",), pauses=True),
    Scenario("429 with seconds", _status(429, Retry_After="120"), ("",), pauses=True),
    Scenario("429 with nonsense", _status(429, Retry_After="soon"), ("",), pauses=True),
    Scenario("a circle", lambda i: web.redirect(f"https://{SITE}/item/{i}.html?again"),
             ("page_redirects", "page_gone")),
    Scenario("into this machine", _always(web.redirect("http://127.0.0.1:1/latest/meta-data")),
             ("page_not_allowed",)),
    Scenario("to another shop", _always(web.redirect("https://example.com/item/1.html")),
             ("page_not_allowed",)),
    Scenario("to a login", _always(web.Answer(b"<html><title>Log in</title>Log in</html>")),
             ("not_a_product", "unreadable")),
    Scenario("reset", _always(_reset), ("broken_answer",)),
    Scenario("not http", _always(web.garbage), ("broken_answer",)),
    Scenario("bad chunks", _always(_bad_chunks), ("broken_answer",)),
    Scenario("a long header", _always(_long_header), ("broken_answer",)),
    Scenario("captcha", _always(web.Answer(CAPTCHA)), ("captcha",)),
)  # fmt: skip


def item_of(place: int) -> str:
    """The item of the scenario at this place."""
    return numbered(700 + place)


def site_of(place: int) -> str:
    """The site that shows it."""
    return SITES[place % len(SITES)]


def address_of(place: int) -> str:
    """The address that the owner gives for it."""
    return f"https://{site_of(place)}/item/{item_of(place)}.html"
