"""Opens one item's page in the owner's browser and waits until it tells its product.

A check for robots is never solved, nor gone round (FACTS §4): the owner is asked, and it goes on
when the owner has passed.
"""

from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from babydrop_desktop.domain.files import LARGEST_PAGE, FetchedPage
from babydrop_desktop.errors import ShopError, Stopped
from babydrop_desktop.gateways import http_errors
from babydrop_desktop.gateways.browser import net_errors, probe, rules
from babydrop_desktop.gateways.browser.errand import (
    CAPTCHA,
    LOGIN,
    Errand,
    Patience,
    ended,
    not_passed,
)
from babydrop_desktop.gateways.browser.lent import LentBrowser
from babydrop_desktop.gateways.browser.overhearing import Overhearing
from babydrop_desktop.gateways.clock import TellsTime
from babydrop_desktop.gateways.network_rules import not_allowed

if TYPE_CHECKING:
    from playwright.sync_api import Page

_BEAT_MS = 200
_MOST_ASKS = 5
_BLANK = "about:blank"


class Visit:
    """One visit, on the browser's thread."""

    def __init__(  # noqa: PLR0913 - each by its name
        self,
        browser: LentBrowser,
        errand: Errand,
        patience: Patience,
        clock: TellsTime,
        *,
        visible: bool,
        screen: bool,
    ) -> None:
        """`visible` is the owner's wish; without a `screen` nobody can be asked."""
        self._browser, self._errand = browser, errand
        self._patience, self._clock = patience, clock
        self._visible, self._screen = visible and screen, screen
        self._host = urlsplit(errand.address.page_url).hostname or ""
        self._page: Page
        self._heard: Overhearing | None = None
        self._refusal: ShopError | None = None
        self._since = monotonic()  # when the page was opened, or a check was passed
        self._marks: dict[str, float] = {}  # since when something is so
        self._asks = 0

    def go(self) -> FetchedPage:
        """The item's page, its own reply in it where one was overheard; see `BrowserSource`."""
        from playwright.sync_api import Error  # noqa: PLC0415 - loaded with the browser

        try:
            return self._until_found()
        except Error as error:
            raise self._told(error) from error
        finally:
            self._leave()

    def _until_found(self) -> FetchedPage:
        self._open(visible=self._visible)
        while True:
            self._errand.pulse()
            found = self._step()
            if found is not None:
                return FetchedPage(body=found, address=self._address())
            self._page.wait_for_timeout(_BEAT_MS)

    def _open(self, *, visible: bool) -> None:
        if self._heard is not None:
            self._heard.stop()
        self._page = self._browser.page(visible=visible)
        self._heard = Overhearing(self._page)
        self._errand.pulse()
        self._goto()

    def _goto(self) -> None:
        """Ask for the item's page. Raises ShopError where the way to it ends."""
        from playwright.sync_api import Error  # noqa: PLC0415

        self._since, self._marks, self._refusal = monotonic(), {}, None
        heard = self._overheard()
        heard.forget()
        left = self._patience.page_s - (0 if self._asks else self._since - self._errand.began)
        try:
            answer = self._page.goto(
                self._errand.address.page_url, wait_until="commit", timeout=max(left, 1) * 1000
            )
        except Error as error:
            if heard.led_to:
                raise not_allowed("page") from error
            known = net_errors.of_navigation(str(error), self._host)
            if known is None:
                raise
            raise known from error
        if answer is not None and answer.status >= 400:
            self._refusal = http_errors.of_status(
                answer.status,
                host=self._host,
                purpose="page",
                retry_after=answer.headers.get("retry-after"),
                now=self._clock.now(),
            )

    def _step(self) -> bytes | None:
        """Look once; the page where it is complete. Raises ShopError where it never will be."""
        heard = self._overheard()
        heard.catch_up()
        if heard.crashed:
            raise ended()
        if heard.led_to and not self._errand.needs:
            raise not_allowed("page")
        seen = self._look()
        if seen is None:
            self._check_time()
            return None
        if seen.length > LARGEST_PAGE:
            raise http_errors.too_large("page", LARGEST_PAGE)
        if heard.reply or seen.data or seen.gone:
            return self._settled(seen)
        if wanted := self._wanted(seen):
            self._ask(wanted)
            return None
        return self._go_on(seen)

    def _look(self) -> probe.Look | None:
        """What the page shows; None while it is between two pages."""
        from playwright.sync_api import Error  # noqa: PLC0415

        try:
            return probe.look(self._page)
        except Error:
            if self._page.is_closed() or self._overheard().crashed:
                raise
            return None

    def _settled(self, seen: probe.Look) -> bytes | None:
        """The page with its product, given a moment to draw the rest."""
        self._errand.needs = ""
        if not seen.whole and not self._is_so("product", self._patience.settle_s):
            return None
        return probe.take(self._page, self._overheard().reply)

    def _wanted(self, seen: probe.Look) -> str:
        """What the owner has to do before anything is shown; "" for nothing."""
        places = (self._page.url, *seen.frames)
        if seen.check or self._overheard().blocked or any(map(rules.is_check, places)):
            return CAPTCHA
        return LOGIN if any(map(rules.is_login, places)) else ""

    def _ask(self, what: str) -> None:
        """Show the owner the page and wait. Raises Refused where nobody can, or nobody did."""
        errand = self._errand
        self._marks.pop("clear", None)
        if not errand.needs:
            if not self._screen or self._asks >= _MOST_ASKS:
                raise not_passed(what)
            if not self._browser.visible:
                self._open(visible=True)  # the same profile, with a window: it asks there again
                return
            self._asks += 1
            errand.asked_at = monotonic()
            errand.show.set()
        errand.needs = what
        if monotonic() - errand.asked_at > self._patience.owner_s:
            raise not_passed(what)
        if errand.show.is_set():
            errand.show.clear()
            self._to_front()

    def _go_on(self, seen: probe.Look) -> bytes | None:
        """What to do with a page that shows neither a product nor a check."""
        if self._errand.needs:
            self._passed(seen)
            return None
        if seen.whole and self._refusal is not None:
            raise self._refusal
        wait = self._patience.drawn_s if seen.drawn else self._patience.quiet_s
        if seen.whole and self._is_so("whole", wait):
            return probe.take(self._page)
        self._check_time()
        return None

    def _passed(self, seen: probe.Look) -> None:
        """Go on behind a check that is gone: where it led elsewhere, back to the item."""
        if not seen.whole or not self._is_so("clear", self._patience.settle_s):
            return
        self._errand.needs = ""
        if self._errand.address.page_id in self._page.url and not self._overheard().led_to:
            self._since, self._marks = monotonic(), {}
        else:
            self._goto()

    def _check_time(self) -> None:
        if self._errand.needs:
            if monotonic() - self._errand.asked_at > self._patience.owner_s:
                raise not_passed(self._errand.needs)
            return
        began = self._since if self._asks else self._errand.began
        if monotonic() - began > self._patience.page_s:
            raise http_errors.no_answer(self._host)

    def _is_so(self, what: str, seconds: float) -> bool:
        """Whether `what` has been so for long enough; the first time begins the count."""
        now = monotonic()
        return now - self._marks.setdefault(what, now) >= seconds

    def _overheard(self) -> Overhearing:
        if self._heard is None:
            raise ended()
        return self._heard

    def _to_front(self) -> None:
        """Bring the window before all others, also where it was made small."""
        session = self._page.context.new_cdp_session(self._page)
        window = session.send("Browser.getWindowForTarget")
        if window["bounds"].get("windowState") == "minimized":
            bounds = {"windowId": window["windowId"], "bounds": {"windowState": "normal"}}
            session.send("Browser.setWindowBounds", bounds)
        session.detach()
        self._page.bring_to_front()

    def _address(self) -> str:
        here = self._page.url
        return here if rules.is_allowed_place(here) else self._errand.address.page_url

    def _told(self, error: Exception) -> ShopError:
        """What Playwright's error means: stopped, closed by the owner at a check, or crashed."""
        if self._errand.cancelled.is_set():
            return Stopped("Cancelled.", reason="cancelled")
        if self._errand.needs:
            return not_passed(self._errand.needs)
        late = monotonic() - self._errand.began > self._patience.page_s
        known = http_errors.no_answer(self._host) if late else None
        return known or net_errors.of_navigation(str(error), self._host) or ended()

    def _leave(self) -> None:
        """Leave no page running behind: a blank one, or no browser where that is not to be had."""
        asked, self._errand.needs = self._errand.needs, ""
        try:
            if self._heard is not None:
                self._heard.stop()
            if asked:  # its window has no use any more
                self._browser.close()
            elif self._heard is not None:
                self._page.goto(_BLANK, timeout=3000)
        except Exception:  # noqa: BLE001 - a browser that does not even do that is of no use
            self._browser.close()
