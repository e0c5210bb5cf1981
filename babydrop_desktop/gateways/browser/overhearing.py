"""Overhears what a page asks for itself: its product's reply, a check, and where it leads."""

import re
from typing import TYPE_CHECKING

from babydrop_desktop.domain.files import LARGEST_PAGE
from babydrop_desktop.gateways.browser import rules

if TYPE_CHECKING:
    from playwright.sync_api import Page, Request

_PRODUCT = "mtop.aliexpress.pdp.pc.query"
_MOST_WAITING = 20
_BLOCKED = re.compile(rb"FAIL_SYS_USER_VALIDATE|RGV587_ERROR")
_SHORT = 64_000


class Overhearing:
    """The requests of one page while it is open. Nothing is asked that the page did not ask."""

    def __init__(self, page: "Page") -> None:
        """Begin to listen; `stop` ends that."""
        self._page = page
        self._waiting: list[Request] = []
        self.reply = b""  # the product's reply, once it came
        self.blocked = False  # whether AliExpress asked for a check in place of it
        self.led_to = ""  # the address outside the rules that the page went to
        self.crashed = False
        page.on("request", self._asked)
        page.on("requestfinished", self._answered)
        page.on("crash", self._fell)
        page.context.on("page", self._opened)
        self._others: list[Page] = []

    def stop(self) -> None:
        """Listen no longer."""
        self._page.remove_listener("request", self._asked)
        self._page.remove_listener("requestfinished", self._answered)
        self._page.remove_listener("crash", self._fell)
        self._page.context.remove_listener("page", self._opened)

    def forget(self) -> None:
        """Begin anew: another page is opened in the same place."""
        self.reply, self.blocked, self.led_to = b"", False, ""
        self._waiting.clear()

    def catch_up(self) -> None:
        """Look through what came since, and close what opened. Raises Playwright's Error."""
        while self._others:
            self._others.pop().close()
        while self._waiting:
            self._hear(self._waiting.pop(0))

    def _hear(self, request: "Request") -> None:
        response = request.response()
        if response is None or request.sizes()["responseBodySize"] > LARGEST_PAGE:
            return
        body = response.body()
        if len(body) > LARGEST_PAGE:
            return
        if b'"GLOBAL_DATA"' in body:
            self.reply, self.blocked = body, False
        elif len(body) < _SHORT and _BLOCKED.search(body):
            self.blocked = True

    def _asked(self, request: "Request") -> None:
        if not request.is_navigation_request() or request.frame != self._page.main_frame:
            return
        if not rules.is_allowed_place(request.url):
            self.led_to = request.url

    def _answered(self, request: "Request") -> None:
        if _PRODUCT in request.url and len(self._waiting) < _MOST_WAITING:
            self._waiting.append(request)

    def _opened(self, page: "Page") -> None:
        if page != self._page:
            self._others.append(page)

    def _fell(self, _page: "Page") -> None:
        self.crashed = True
