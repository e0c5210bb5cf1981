"""Gets an item's page by the ways that the owner trusts, in turn, and notes each try."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from babydrop_desktop.db import rate
from babydrop_desktop.db.unit import Database
from babydrop_desktop.domain.files import FetchedPage
from babydrop_desktop.domain.item_address import ItemAddress
from babydrop_desktop.domain.routes import Route, Try
from babydrop_desktop.errors import Limit, Refused, ShopError, Unavailable
from babydrop_desktop.services.ports import Clock, PageSource
from babydrop_desktop.services.work import Work
from babydrop_desktop.settings import ImportSettings

# A pause that somebody asked for: the import waits until then, and the way is tried again.
WAITS = "host_waits"
# So often an import waits for the same host before it is given up.
MOST_WAITS = 8
# A pause up to this is waited for; through a longer one the next way may help.
SOON = timedelta(minutes=15)
PAGE = "page"
# After these no page was opened, and none is counted: of a day without a network nothing is used.
_NOT_OPENED = frozenset(
    {WAITS, "no_network", "certificate_wrong", "address_not_public"}
    | {"no_browser", "browser_not_started", "browser_in_use"}
)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Found:
    """What the ways gave: a page, or the error of the last; and the tries so far."""

    tries: tuple[Try, ...]
    page: FetchedPage | None = None
    error: ShopError | None = None


class Routes:
    """The ways to an item's page, in the owner's order."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        sources: Sequence[PageSource],
        per_day: Mapping[Route, int] | None = None,
    ) -> None:
        """`per_day` are the most pages of a way in 24 hours, over all laptops (0: no limit)."""
        self._db = db
        self._clock = clock
        self._sources = tuple(sources)
        self._per_day = dict(per_day or {})

    def fetch(self, address: ItemAddress, tries: Sequence[Try], work: Work) -> Found:
        """Try each way that was not tried yet in this round, until one gives a page.

        Raises only what `work.check` raises, and what the database does.
        """
        made = tuple(tries)
        last: ShopError | None = None
        for source in self._left(made):
            began, taken = self._clock.now(), None
            try:
                taken = self._take(source.route)
                page = source.item(address, check=work.check, ask=work.ask)
            except (Refused, Unavailable, Limit) as error:
                last = _telling(last, error)
                made = (*made, Try(source.route, began, error.reason, str(error)))
                if error.reason in _NOT_OPENED:
                    self._give_back(source.route, taken)
                if comes_soon(error):
                    break
            else:
                return Found((*made, Try(source.route, began, PAGE)), page)
            finally:
                work.ask("")
        return Found(made, error=last or _no_way())

    def is_another(self, tries: Sequence[Try]) -> bool:
        """Whether a way is left that was not tried in this round and can be used now."""
        return next(self._left(tuple(tries)), None) is not None

    def waited(self, tries: Sequence[Try], pause: ShopError) -> tuple[Try, ...]:
        """The tries with a pause that a host of pictures asks for."""
        return (*tries, Try(Route.HTTP, self._clock.now(), WAITS, str(pause)))

    def _left(self, tries: Sequence[Try]) -> Iterator[PageSource]:
        tried = {one.route for one in tries if not one.over and one.outcome != WAITS}
        for source in self._sources:
            may = source.route not in tried and may_wait(tries, source.route)
            if may and not source.unready():
                yield source

    def _take(self, route: Route) -> datetime | None:
        """Count one page of today. Raises Unavailable ("host_waits") where the day is full."""
        most = self._per_day.get(route, 0)
        if not most:
            return None
        with self._db.write() as session:
            rate.lock(session)
            now = self._db.server_now(session)
            wait = rate.wait(session, f"day/{route}", now, most, window=DAY)
            if wait is None:
                rate.take(session, f"day/{route}", now, window=DAY)
                return now
        raise day_is_full(wait, most)

    def _give_back(self, route: Route, taken: datetime | None) -> None:
        """Count a page no more that was only put off."""
        if taken is not None:
            with self._db.write() as session:
                rate.give_back(session, f"day/{route}", taken)


def in_order(sources: Iterable[PageSource], wish: ImportSettings) -> tuple[PageSource, ...]:
    """Those of the ways that the owner wants, in the owner's order."""
    by_route = {source.route: source for source in sources}
    return tuple(by_route[route] for route in map(Route, wish.order) if route in by_route)


def limits(wish: ImportSettings) -> dict[Route, int]:
    """The most pages a day of each way."""
    return {Route.HTTP: wish.per_day, Route.BROWSER: wish.browser_per_day}


def may_wait(tries: Sequence[Try], route: Route = Route.HTTP) -> bool:
    """Whether an import has not waited for this way so often that it is given up."""
    waited = [one for one in tries if (one.route, one.outcome, one.over) == (route, WAITS, False)]
    return len(waited) < MOST_WAITS


def longest_pause(found: Iterable[object]) -> Unavailable | None:
    """The longest pause among what became of some calls; None where there is none."""
    pauses = [one for one in found if isinstance(one, Unavailable) and pause_of(one) is not None]
    return max(pauses, key=lambda one: pause_of(one) or timedelta(), default=None)


def judged(tries: Sequence[Try], outcome: str, says: str = "") -> tuple[Try, ...]:
    """The tries with what the page of the last one turned out to be."""
    if not tries or tries[-1].outcome != PAGE:
        return tuple(tries)
    return (*tries[:-1], replace(tries[-1], outcome=outcome, says=says))


def anew(tries: Sequence[Try]) -> tuple[Try, ...]:
    """The tries as those of an earlier round."""
    return tuple(replace(one, over=True) for one in tries)


def pause_of(error: ShopError) -> timedelta | None:
    """How long an import has to wait; None where the error is none that passes by itself."""
    seconds = error.facts.get("seconds") if error.reason == WAITS else None
    return timedelta(seconds=float(seconds)) if seconds else None


def comes_soon(error: ShopError) -> bool:
    """Whether a way only has to be waited for: no way that is trusted less goes before it."""
    pause = pause_of(error)
    return pause is not None and pause <= SOON


def day_is_full(wait: timedelta, most: int) -> Unavailable:
    """Build the pause of a day on which enough pages were opened."""
    return Unavailable(
        f"{most} pages were opened within a day, which is as many as your settings allow. It goes "
        "on by itself.",
        reason=WAITS,
        seconds=f"{wait.total_seconds():.3f}",
        what="day",
    )


def _telling(before: ShopError | None, now: ShopError) -> ShopError:
    """Which error counts: the pause that ends first, for it passes by itself; else the last one."""
    old, new = before and pause_of(before), pause_of(now)
    return before if before and old and (new is None or old < new) else now


def _no_way() -> Refused:
    return Refused(
        "No way is left to open this page. Save it in your browser and drop the file here, or "
        "look at Preferences, AliExpress.",
        reason="no_way",
    )
