"""Shows what needs the owner, lets a line wait until tomorrow, and tells how the day went."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

from babydrop_desktop.db import attention, day
from babydrop_desktop.db.attention_lines import Limits
from babydrop_desktop.db.unit import Database
from babydrop_desktop.domain.attention import DayFacts, Needs, Thresholds
from babydrop_desktop.services.caches import Caches
from babydrop_desktop.settings import Settings

WEEKS = 7
COMING_WITHIN = timedelta(days=14)
MOST_COMING = 5
_DAY = "today"


def thresholds_of(settings: Settings) -> Thresholds:
    """From when on something needs the owner, as the owner set it."""
    given = settings.attention
    return Thresholds(
        not_bought=timedelta(hours=given.not_bought_hours),
        not_paid=timedelta(hours=given.not_paid_hours),
        pay_within=timedelta(days=given.pay_within_days),
        pay_urgent=timedelta(hours=given.pay_urgent_hours),
        no_tracking=timedelta(days=given.no_tracking_days),
        protection=timedelta(days=given.protection_days),
        claim_within=timedelta(days=given.claim_within_days),
        claim_warning=timedelta(days=given.claim_warning_days),
        margin_floor_percent=given.margin_floor_percent,
    )


class Attention:
    """What needs the owner, asked anew each time. Days begin at this laptop's midnight."""

    def __init__(
        self,
        db: Database,
        caches: Caches,
        now: Callable[[], datetime],
        *,
        settings: Settings,
        person: str,
    ) -> None:
        self._db = db
        self._caches = caches
        self._now = now
        self._after = thresholds_of(settings)
        self._currency = settings.shop.currency
        self._person = person

    def needs(self) -> Needs:
        """Everything that needs the owner, most urgent first, at most 300 lines. One statement.

        Of one kind at most 1,001 are counted.
        """
        with self._db.read() as session:
            return attention.needs(session, self._limits())

    def put_off(self, key: str) -> None:
        """Hide a line until the next day begins here; on every laptop of the shop."""
        now = self._now()
        with self._db.write() as session:
            day.put_off(session, key, until=_midnight(now, 1), now=now, who=self._person)

    def put_back(self, key: str) -> None:
        """Show a line again that was put off."""
        with self._db.write() as session:
            day.put_back(session, key)

    def day(self) -> DayFacts:
        """What was done since midnight, the last seven weeks' profit, and what comes next.

        Three statements; kept for a moment.
        """
        return self._caches.days.get(_DAY, self._today)

    def _today(self) -> DayFacts:
        now = self._now()
        monday = _midnight(now, -now.astimezone().weekday())
        starts = [_midnight(monday, 7 * (week + 1 - WEEKS)) for week in range(WEEKS + 1)]
        with self._db.read() as session:
            solved, bought, shipped, delivered, pending = day.done(session, _midnight(now, 0))
            profits = day.weeks(session, starts, self._currency)
            coming = attention.coming(session, self._limits(), COMING_WITHIN, MOST_COMING)
        return DayFacts(
            solved=solved,
            bought=bought,
            shipped=shipped,
            delivered=delivered,
            pending=pending,
            weeks=tuple(zip(starts, profits, strict=False)),
            coming=coming,
        )

    def _limits(self) -> Limits:
        return Limits(self._now(), self._after, self._currency)


def _midnight(moment: datetime, days: int) -> datetime:
    """When the day begins here that is so many days after that of `moment`, in its zone."""
    here = moment.astimezone().date() + timedelta(days=days)
    return datetime.combine(here, time()).astimezone().astimezone(moment.tzinfo)
