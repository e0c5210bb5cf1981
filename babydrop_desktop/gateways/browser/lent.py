"""Starts the owner's browser when it is needed, lends it for a while, and always ends it."""

import os
import threading
from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from babydrop_desktop.errors import ShopError, Stopped, Unavailable
from babydrop_desktop.gateways.browser import leftovers, rules
from babydrop_desktop.gateways.browser.leftovers import BrowserFolder
from babydrop_desktop.logs import log

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

# What a browser needs to find its files, its screen and its words; passwords stand elsewhere.
_KEPT = {
    *("PATH", "HOME", "LANG", "TMPDIR", "TEMP", "TMP", "TZ", "SHELL", "USER", "LOGNAME"),
    *("DISPLAY", "XAUTHORITY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS"),
    *("SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "PATHEXT", "USERPROFILE", "HOMEDRIVE"),
    *("APPDATA", "LOCALAPPDATA", "PROGRAMDATA", "PROGRAMFILES", "PROGRAMFILES(X86)", "HOMEPATH"),
}
_KEPT_FAMILIES = ("LC_", "XDG_", "FONTCONFIG_")
_PATIENCE_S = 3.0


@dataclass(frozen=True, slots=True)
class Lending:
    """How long one browser is used: so many pages, or seconds, or seconds without a page."""

    pages: int = 25
    seconds: float = 30 * 60
    idle_s: float = 120
    start_s: float = 30


@dataclass(slots=True)
class _Running:
    context: "BrowserContext"
    pid: int
    visible: bool
    since: float
    used: float
    held: ExitStack
    pages: int = 0


class LentBrowser:
    """One browser at a time. All but `kill` belongs to the browser's thread."""

    def __init__(
        self,
        folder: BrowserFolder,
        find: Callable[[], Path | None],
        lending: Lending,
        now: Callable[[], float] = monotonic,
    ) -> None:
        """`find` gives the browser to start; `now` are seconds."""
        self._folder, self._find, self._lending, self._now = folder, find, lending, now
        self._running: _Running | None = None
        self._pid = 0  # of the browser that runs, for other threads

    @property
    def visible(self) -> bool:
        """Whether a browser runs and has a window."""
        return self._running is not None and self._running.visible

    def page(self, *, visible: bool) -> "Page":
        """The browser's one page, of a browser that is started where none can be used.

        Raises Unavailable ("browser_not_started", "browser_in_use").
        """
        if self._running is not None and not self._may_stay(self._running, visible=visible):
            self.close()
        if self._running is None:
            self._running = self._start(visible=visible)
        self._running.pages += 1
        self._running.used = self._now()
        context = self._running.context
        return context.pages[0] if context.pages else context.new_page()

    def tidy(self) -> None:
        """Close a browser that was lent long enough, or that nobody needs."""
        running = self._running
        if running is not None and (
            self._is_due(running) or self._now() - running.used >= self._lending.idle_s
        ):
            self.close()

    def kill(self) -> None:
        """End the browser's processes at once, from any thread; whoever uses it hears of it."""
        pid = self._pid
        if pid:
            leftovers.end(pid)

    def close(self) -> None:
        """End the browser, in peace or not. Raises nothing."""
        running, self._running = self._running, None
        if running is None:
            return
        try:
            with self._at_most(_PATIENCE_S):
                running.context.close()
        except Exception as error:  # noqa: BLE001 - a named place: it has to end, however it is
            log("browser").info("ended by force", reason=type(error).__name__)
        finally:
            self.kill()
            self._pid = 0
            running.held.close()

    def _is_due(self, running: _Running) -> bool:
        old = self._now() - running.since >= self._lending.seconds
        return old or running.pages >= self._lending.pages

    def _may_stay(self, running: _Running, *, visible: bool) -> bool:
        if self._is_due(running) or (visible and not running.visible):
            return False
        try:
            for page in running.context.pages:
                page.wait_for_timeout(1)  # hears of a browser that has ended meanwhile
        except Exception:  # noqa: BLE001 - whatever it says, it is of no use any more
            return False
        return bool(running.context.pages)

    @contextmanager
    def _at_most(self, seconds: float) -> Generator[None]:
        """Kill the browser where what is done inside takes longer."""
        timer = threading.Timer(seconds, self.kill)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _start(self, *, visible: bool) -> _Running:
        place = self._find()
        if place is None:
            raise not_started("no browser")
        held = self._folder.take()
        if held is None:
            raise Unavailable(
                "Another BabyDrop of this shop uses the browser. Try again when it is done.",
                reason="browser_in_use",
            )
        try:
            context = self._launch(place, held, visible=visible)
            pid = _pid_of(context)
        except (ShopError, Stopped):
            held.close()
            raise
        except Exception as error:
            held.close()
            log("browser").warning("did not start", why=str(error)[:500])
            raise not_started(type(error).__name__) from error
        self._pid = pid
        self._folder.note(pid)
        log("browser").info("started", pid=pid, visible=visible)
        now = self._now()
        return _Running(context, pid, visible, now, now, held)

    def _launch(self, place: Path, held: ExitStack, *, visible: bool) -> "BrowserContext":
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 - 0.2 s that few need

        driver = sync_playwright().start()
        held.callback(self._folder.ended)
        held.callback(driver.stop)
        return driver.chromium.launch_persistent_context(
            self._folder.data,
            executable_path=place,
            headless=not visible,
            chromium_sandbox=True,
            accept_downloads=False,
            service_workers="block",  # or they hide what the page asks for
            no_viewport=True,
            args=rules.flags(visible=visible),
            ignore_default_args=list(rules.NOT_WANTED),
            env=_environment(),
            timeout=self._lending.start_s * 1000,
            handle_sigint=False,
            handle_sigterm=False,
            handle_sighup=False,
        )


def _environment() -> dict[str, str | float | bool]:
    return {
        name: value
        for name, value in os.environ.items()
        if name.upper() in _KEPT or name.startswith(_KEPT_FAMILIES)
    }


def _pid_of(context: "BrowserContext") -> int:
    """The browser's process, as it says itself."""
    browser = context.browser
    if browser is None:
        raise not_started("no browser in the context")
    told = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")
    found = [one["id"] for one in told["processInfo"] if one["type"] == "browser"]
    return int(found[0])


def not_started(why: str) -> Unavailable:
    """Build the error of a browser that could not be started."""
    return Unavailable(
        "The browser could not be started. Close other programs, or name another browser under "
        "[browser] in the settings; saved pages can be imported without one.",
        reason="browser_not_started",
        why=why,
    )
