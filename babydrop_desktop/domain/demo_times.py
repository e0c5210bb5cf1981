"""Says when the demo shop's orders came in and moved on: more at weekends and in the evening."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from babydrop_desktop.domain.demo_chance import Chance
from babydrop_desktop.domain.demo_courses import Case, Move

_WEEKDAYS = (1.15, 0.9, 0.85, 0.9, 0.8, 1.1, 1.35)  # Monday first
_HOURS = (2, 1, 1, 1, 1, 1, 2, 4, 6, 7, 8, 8, 7, 7, 6, 6, 7, 8, 10, 13, 15, 14, 9, 5)
_WIDE = 3.0  # days: a window that is narrower leaves no room for a week's rhythm
# Needs you shows a delivered order in these days before its dispute window closes; only the orders
# that are meant to be shown there may fall into them (days since delivery).
_CLOSING = (11.0, 15.2)
_TRIES = 400


def step_times(chance: Chance, case: Case, end: datetime) -> tuple[datetime, ...]:
    """When the order came in and when each step happened: rising, all before `end`.

    Times are whole milliseconds. Source: `days` and `hours` of the case.
    """
    for _ in range(_TRIES):
        times = _drawn(chance, case, end)
        if times[-1] < end and not _closes_by_chance(case, times, end):
            return times
    raise ValueError(f"no time fits {case}")


def _drawn(chance: Chance, case: Case, end: datetime) -> tuple[datetime, ...]:
    after = [0.0]
    for step in case.steps:
        after.append(after[-1] + chance.between(*step.hours))
    low, high = case.days
    if case.key == 0 and high - low > _WIDE:
        low = max(low, after[-1] / 24 + 0.05)
        start = _rhythm(chance, end, low, high)
    else:
        start = end - timedelta(days=chance.between(low, high), hours=after[case.key])
    return tuple(_whole(start + timedelta(hours=hours)) for hours in after)


def _rhythm(chance: Chance, midnight: datetime, low: float, high: float) -> datetime:
    days = [midnight - timedelta(days=ago) for ago in range(int(low) + 2, int(high) + 1)]
    day = chance.weighted(days, [_WEEKDAYS[day.weekday()] for day in days])
    hour = chance.weighted(range(24), _HOURS)
    return day + timedelta(hours=hour, seconds=chance.below(3600), milliseconds=chance.below(1000))


def _closes_by_chance(case: Case, times: Sequence[datetime], end: datetime) -> bool:
    """Whether its dispute window closes now although it was not drawn for that."""
    if not case.steps or case.steps[-1].move is not Move.DELIVER or case.key:
        return False
    low, high = (timedelta(days=days) for days in _CLOSING)
    return low < end - times[-1] < high


def _whole(at: datetime) -> datetime:
    return at.replace(microsecond=at.microsecond // 1000 * 1000)
