"""What the thread that wants a page and the browser's thread tell each other about it."""

from dataclasses import dataclass, field
from threading import Event
from time import monotonic

from babydrop_desktop.domain.item_address import ItemAddress
from babydrop_desktop.errors import Refused, Stopped, Unavailable

CAPTCHA, LOGIN = "captcha", "login"


@dataclass(frozen=True, slots=True)
class Patience:
    """How long, in seconds, each wait may be.

    `page_s` is for one page with nobody asked, `hard_s` until the browser is ended for its sake,
    `owner_s` until the owner has passed a check; `drawn_s` and `quiet_s` how long a page that has
    loaded whole may still get its reply: one that shows a product, and one that shows none.
    """

    page_s: float = 30
    hard_s: float = 34
    owner_s: float = 30 * 60
    drawn_s: float = 5
    quiet_s: float = 8
    settle_s: float = 2
    stop_s: float = 2


@dataclass(slots=True)
class Errand:
    """One page that is wanted. Each side only sets what is its own."""

    address: ItemAddress
    began: float = field(default_factory=monotonic)
    beat: float = field(default_factory=monotonic)
    needs: str = ""  # what the owner has to do now, set by the browser's thread
    asked_at: float = 0.0
    cancelled: Event = field(default_factory=Event)
    show: Event = field(default_factory=Event)

    def pulse(self) -> None:
        """Say that the browser's thread is alive. Raises Stopped where nobody waits any more."""
        self.beat = monotonic()
        if self.cancelled.is_set():
            raise Stopped("Cancelled.", reason="cancelled")

    def is_stuck(self, patience: Patience) -> bool:
        """Whether the browser has to be ended for this page's sake."""
        now = monotonic()
        late = not self.needs and now - self.began > patience.hard_s
        return late or now - self.beat > patience.hard_s


_PASSING = {
    CAPTCHA: "AliExpress wants a check to be passed, which was not done. Try again and pass it in "
    "the browser window, or save the page there and drop it here.",
    LOGIN: "AliExpress wants you to sign in, which was not done. Try again and sign in in the "
    "browser window, or save the page there and drop it here.",
}


def not_passed(what: str) -> Refused:
    """The refusal of a page behind a check that nobody passed."""
    return Refused(_PASSING[what], reason=what)


def ended() -> Unavailable:
    """Build the error of a browser that ended in the middle."""
    return Unavailable("The browser was closed, or has crashed. Try again.", reason="browser_ended")
