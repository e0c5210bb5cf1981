"""Plays AliExpress for the tests: item pages, descriptions, and a picture for every address."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.fakes import web
from tests.fakes.drawings import packed, photo
from tests.pages import build

PICTURE_HOSTS = ("ae01.alicdn.com", "ae02.alicdn.com", "ae03.alicdn.com")
DESCRIPTION_HOST = "aeproductsourcesite.alicdn.com"
SITE = "www.aliexpress.com"
DESCRIPTION = (
    "<div><p>Soft cotton for the first months.</p><p>Write to seller@example.com</p>"
    "<script>steal()</script></div>"
)
# Global ids below 2**51, so that the US site has a number of its own for each.
ITEM = "999000000000017"
OTHER_ITEM = "999000000000024"
US_ITEM = str(int(ITEM) + 2**51)


def numbered(number: int) -> str:
    """One of many items that do not exist."""
    return f"999000001{number:06d}"


def item_page(item: str = ITEM, data: dict[str, Any] | None = None) -> bytes:
    """A page of 2022 of one item."""
    made = build.page(data or build.a2_data())
    return made.replace(build.ITEM_ID.encode(), item.encode())


def pictures(count: int) -> list[str]:
    """So many picture addresses, all different."""
    return [build.PICTURE.format(f"view{number}") for number in range(count)]


class _Routes(dict[str, web.Route]):
    """What the test laid out, and a picture of its own for every other picture address."""

    def get(self, path: str, default: Any = None) -> Any:
        found = super().get(path, default)
        if found is None and path.startswith("/kf/"):
            return web.Answer(_picture(path), kind="image/jpeg")
        if found is None and path.startswith("/product/description/"):
            return web.Answer(DESCRIPTION.encode())
        return found


class Supplier:
    """The servers of AliExpress, on this machine."""

    def __init__(self, server: web.Server) -> None:
        self._server = server
        server.routes = _Routes()

    @property
    def base(self) -> str:
        """The address that stands for all hosts."""
        return self._server.base

    @property
    def mirrors(self) -> dict[str, str]:
        """What `[network.mirrors]` has to say."""
        return dict.fromkeys((*PICTURE_HOSTS, DESCRIPTION_HOST, SITE), self.base)

    @property
    def asked(self) -> list[str]:
        """The paths that were asked for, in order."""
        with self._server.lock:
            return [seen.path for seen in self._server.seen]

    @property
    def asked_pictures(self) -> list[str]:
        """The paths of pictures that were asked for, in order."""
        return [path for path in self.asked if path.startswith("/kf/")]

    def sells(self, item: str = ITEM, page: bytes | web.Route | None = None) -> None:
        """Answer the item's address with this page."""
        route = page if page is not None else item_page(item)
        if isinstance(route, bytes):
            route = web.Answer(route)
        self._server.routes[f"/item/{item}.html"] = route

    def shows(self, name: str, route: web.Route) -> None:
        """Answer a picture of `build.PICTURE` with this."""
        self._server.routes[f"/kf/S{name}/{name}.jpg"] = route

    def forgets(self, name: str) -> None:
        """Answer that picture as a good one again."""
        self._server.routes.pop(f"/kf/S{name}/{name}.jpg", None)

    def route(self, path: str, route: web.Route) -> None:
        """Answer any path."""
        self._server.routes[path] = route


_drawn: dict[str, bytes] = {}
_drawing = threading.Lock()


def _picture(path: str) -> bytes:
    """A small photograph that is different for each address."""
    with _drawing:
        if path not in _drawn:
            seed = sum(ord(ch) * place for place, ch in enumerate(path, start=1)) % 9973 + 1
            _drawn[path] = packed(photo(120 + seed % 60, 100 + seed % 50, seed))
        return _drawn[path]


@contextmanager
def trading() -> Iterator[Supplier]:
    """Run the supplier for as long as the block lasts."""
    with web.serving() as server:
        yield Supplier(server)
