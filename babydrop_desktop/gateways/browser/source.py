"""The owner's own browser as one of the ways to an item's page (FACTS §4, §6)."""

import importlib.util
from collections.abc import Callable, Collection
from functools import cache
from pathlib import Path
from threading import Lock, Thread
from time import monotonic
from typing import TYPE_CHECKING

from babydrop_desktop.domain.files import FetchedPage
from babydrop_desktop.domain.item_address import ItemAddress
from babydrop_desktop.domain.routes import Route
from babydrop_desktop.errors import Refused, ShopError, Unavailable
from babydrop_desktop.gateways.browser import finding
from babydrop_desktop.gateways.browser.errand import CAPTCHA, LOGIN, Errand, Patience, ended
from babydrop_desktop.gateways.browser.leftovers import BrowserFolder
from babydrop_desktop.gateways.browser.lent import Lending, LentBrowser
from babydrop_desktop.gateways.browser.turns import Turns, waits
from babydrop_desktop.gateways.browser.worker import BrowserThread
from babydrop_desktop.gateways.clock import TellsTime
from babydrop_desktop.settings import BrowserSettings

if TYPE_CHECKING:
    from concurrent.futures import Future

NO_BROWSER, OFF, DEMO_SHUT = "no_browser", "off", "demo_shut"
# After a check that nobody passed: no further page asks for one meanwhile.
REST_S = 10 * 60.0
# What a host that asks for a pause without a number gets.
PAUSE_S = 5 * 60.0
_SLICE_S = 0.1
_PAGES = ("aliexpress.com", "aliexpress.us", "aliexpress.ru")
_WHY = {
    "": "",
    OFF: "Pages are not opened in your browser here.",
    DEMO_SHUT: "This is the demo shop: nothing is opened on AliExpress here.",
}
_NO_PLAYWRIGHT = (
    "The part of the program that drives a browser (Playwright) is not installed. Saved pages can "
    "be imported without it."
)
_NO_PROGRAM = (
    "No browser was found. Install Microsoft Edge, Google Chrome or Chromium, or name yours under "
    "[browser] path in the settings. Saved pages can be imported without it."
)


def owners_browser(
    folder: Path, clock: TellsTime, wish: BrowserSettings, *, demo: bool, mirrors: Collection[str]
) -> "BrowserSource":
    """The browser as the owner's settings have it.

    Shut in the demo shop, and where AliExpress' pages come from a mirror: that is never asked by
    the browser, nor gone round with it (reliability.md §5).
    """
    mirrored = any(host.endswith(_PAGES) for host in mirrors)
    shut = DEMO_SHUT if demo else OFF if mirrored else ""
    return BrowserSource(folder, clock, path=wish.path, visible=wish.visible, shut=shut)


class BrowserSource:
    """Opens items in the owner's browser, one after another. Safe from any thread."""

    route = Route.BROWSER

    def __init__(  # noqa: PLR0913 - each by its name
        self,
        folder: Path,
        clock: TellsTime,
        *,
        path: str = "",
        visible: bool = True,
        shut: str = "",
        turns: Turns | None = None,
        lending: Lending | None = None,
        patience: Patience | None = None,
    ) -> None:
        """`folder` is the browser's own, `shut` why it may not be used at all ("" where it may).

        What a killed program left there is ended, beside.
        """
        self._folder, self._clock = BrowserFolder(folder), clock
        self._path, self._visible, self._shut = path, visible, shut
        self._turns = turns or Turns(clock)
        self._patience = patience or Patience()
        self._browser = LentBrowser(self._folder, self._find, lending or Lending())
        self._thread = BrowserThread(idle=self._browser.tidy, leave=self._browser.close)
        self._one = Lock()
        self._errand: Errand | None = None
        if self._folder.has_leftover:
            Thread(target=self._reap, name="browser-leftovers", daemon=True).start()

    def unready(self) -> str:
        """Why it cannot be used now: "no_browser", "demo_shut", "off"; "" where it can."""
        if self._shut:
            return self._shut
        return "" if _has_playwright() and self._find() is not None else NO_BROWSER

    def why(self) -> str:
        """The sentence for what `unready` says; "" where it can be used."""
        code = self.unready()
        if code != NO_BROWSER:
            return _WHY.get(code, "")
        return _NO_PROGRAM if _has_playwright() else _NO_PLAYWRIGHT

    def item(
        self, address: ItemAddress, *, check: Callable[[], None], ask: Callable[[str], None]
    ) -> FetchedPage:
        """The item's page as the browser drew it, with the reply that it got for itself inside.

        Where AliExpress wants a check or a login, `ask("captcha")` or `ask("login")` is called, the
        browser comes to the front, and it goes on when the owner has passed. Raises Refused
        ("captcha", "login", "page_not_allowed", "page_gone", "page_refused", "page_redirects",
        "no_browser", "off", "demo_shut"), Unavailable ("host_waits", "no_answer", "no_network",
        "certificate_wrong", "browser_not_started", "browser_ended" …), Limit ("page_too_large"),
        and what `check` raises.
        """
        if code := self.unready():
            raise Refused(self.why(), reason=code)
        self._turns.take(address.canonical_id, check)
        self._wait_for_others(check)
        try:
            self._turns.open(check)
            errand = self._errand = Errand(address)
            return self._accompany(errand, self._start(errand), check, ask)
        except (Refused, Unavailable) as error:
            raise self._considered(error) from error
        finally:
            self._errand = None
            self._one.release()

    def needs(self) -> str:
        """What it waits for the owner to do: "captcha", "login"; "" for nothing."""
        errand = self._errand
        return "" if errand is None else errand.needs

    def show(self) -> bool:
        """Bring the browser that waits for the owner to the front; whether one does."""
        errand = self._errand
        if errand is None or not errand.needs:
            return False
        errand.show.set()
        return True

    def close(self) -> None:
        """End the browser and its thread, in peace or not."""
        self._thread.end()
        if (errand := self._errand) is not None:
            errand.cancelled.set()
        if not self._thread.join(self._patience.stop_s):
            self._browser.kill()
            self._thread.join(self._patience.stop_s)

    def _find(self) -> Path | None:
        return finding.find_browser(self._path)

    def _reap(self) -> None:
        try:
            held = self._folder.take()
        except ShopError:
            return
        if held is not None:
            held.close()

    def _wait_for_others(self, check: Callable[[], None]) -> None:
        """Wait for the page before this one; a page that waits for the owner is not waited for."""
        while not self._one.acquire(timeout=_SLICE_S):
            check()
            other = self._errand
            if other is not None and other.needs:
                # Twice as long each time, so that the owner has the time that a check is given.
                raise waits(max(60.0, monotonic() - other.asked_at), what="owner")

    def _start(self, errand: Errand) -> "Future[FetchedPage]":
        def visit() -> FetchedPage:
            from babydrop_desktop.gateways.browser.visit import Visit  # noqa: PLC0415

            return Visit(
                self._browser,
                errand,
                self._patience,
                self._clock,
                visible=self._visible,
                screen=finding.has_screen(),
            ).go()

        return self._thread.do(visit)

    def _accompany(
        self,
        errand: Errand,
        answer: "Future[FetchedPage]",
        check: Callable[[], None],
        ask: Callable[[str], None],
    ) -> FetchedPage:
        """Wait for the page on the thread that wants it, which is where it tells and is stopped."""
        said = ""
        try:
            while not _is_there(answer):
                check()
                if errand.needs != said:
                    said = errand.needs
                    ask(said)
                if errand.is_stuck(self._patience):
                    return self._forced(answer)
            return answer.result()
        except BaseException:
            if not answer.done():
                errand.cancelled.set()
                if not _is_there(answer, self._patience.stop_s):
                    self._browser.kill()
                    _is_there(answer, self._patience.stop_s)
            raise

    def _forced(self, answer: "Future[FetchedPage]") -> FetchedPage:
        """End a browser that answers nobody; what its thread makes of it, else a plain error."""
        self._browser.kill()
        if _is_there(answer, self._patience.stop_s):
            return answer.result()
        raise ended()

    def _considered(self, error: ShopError) -> ShopError:
        """What an error means for the pages after it: a check or a pause is for all of them."""
        if error.reason in {CAPTCHA, LOGIN}:
            self._turns.rest(REST_S)
        if error.reason != "too_many_requests":
            return error
        pause = float(error.facts.get("retry_after") or PAUSE_S)
        self._turns.rest(pause)
        return waits(pause, what=error.facts.get("host", ""))


def _is_there(answer: "Future[FetchedPage]", seconds: float = _SLICE_S) -> bool:
    """Whether the answer came within so many seconds."""
    try:
        answer.exception(timeout=seconds)
    except TimeoutError:
        return False
    return True


@cache
def _has_playwright() -> bool:
    return importlib.util.find_spec("playwright") is not None
