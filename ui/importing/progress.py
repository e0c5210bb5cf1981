"""Sums up the imports under way: how many, how far, and how long they will still take."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from babydrop_desktop.domain.jobs import OPEN, JobId, JobRow, JobState, Stage
from ui.importing.row_actions import awaits_turn, is_importing

SAID_AFTER_SECONDS = 10
MINUTE = 60
# Pictures take most of an import; saving the product is the rest.
PICTURES_SHARE = 0.9


@dataclass(frozen=True, slots=True)
class Limit:
    """How many imports may start in a minute (0: any number), and when the next one may."""

    per_minute: int = 0
    due: datetime | None = None

    def last_start(self, waiting: int, now: datetime) -> float:
        """Seconds until the last of those that wait may start, at the earliest."""
        if not waiting or self.due is None or self.per_minute <= 0:
            return 0.0
        return (self.due - now).total_seconds() + MINUTE * ((waiting - 1) // self.per_minute)


@dataclass(frozen=True, slots=True)
class Progress:
    """`count` imports, of which `ended` and `waiting` for a turn; pictures of those at work.

    `share` is 0 to 1; `seconds_left` is None while it cannot be told.
    """

    count: int
    ended: int
    waiting: int
    pictures: int
    of_pictures: int
    share: float
    seconds_left: int | None


NO_LIMIT = Limit()


class Batch:
    """The imports since the list was last at rest, so that what has ended still counts."""

    def __init__(self) -> None:
        self._jobs: dict[JobId, float] = {}
        self._began: datetime | None = None

    def open_jobs(self, rows: Iterable[JobRow]) -> tuple[JobId, ...]:
        """The imports that are not ended yet."""
        return tuple(row.id for row in rows if is_importing(row))

    def look(
        self,
        rows: Iterable[JobRow],
        now: datetime,
        begun: frozenset[JobId] = frozenset(),
        limit: Limit = NO_LIMIT,
    ) -> Progress | None:
        """How far the batch is at `now`; None where nothing is imported (the batch is over).

        `begun` were started, though their rows do not show it yet.
        """
        by_id = {row.id: row for row in rows}
        at_work = [row for row in by_id.values() if is_importing(row) or row.id in begun]
        for job_id in [row.id for row in at_work] + list(self._jobs):
            if job_id in by_id:
                self._jobs[job_id] = 0.0 if job_id in begun else _share(by_id[job_id])
        if not at_work:
            self._jobs.clear()
            self._began = None
            return None
        self._began = self._began or now
        ended = sum(
            job_id not in begun and (job_id not in by_id or by_id[job_id].state not in OPEN)
            for job_id in self._jobs
        )
        fetching = [row for row in at_work if row.stage is Stage.PICTURES]
        waiting = sum(awaits_turn(row) and row.id not in begun for row in at_work)
        share = sum(self._jobs.values()) / len(self._jobs)
        left = _left(share, (now - self._began).total_seconds())
        return Progress(
            count=len(self._jobs),
            ended=ended,
            pictures=sum(row.done for row in fetching),
            of_pictures=sum(row.of for row in fetching),
            waiting=waiting,
            share=share,
            seconds_left=_at_least(left, limit.last_start(waiting, now)),
        )


def _share(row: JobRow) -> float:
    if not is_importing(row):
        # One that went back to wait for the owner has nothing left to do here either.
        return 1.0
    if row.stage in (Stage.SAVE, Stage.END):
        return PICTURES_SHARE
    if row.stage is Stage.PICTURES and row.of and row.state is JobState.RUNNING:
        return PICTURES_SHARE * row.done / row.of
    return 0.0


def _at_least(left: int | None, seconds: float) -> int | None:
    """Nothing ends before the last one has begun."""
    return left if seconds <= (left or 0) else max(1, round(seconds))


def _left(share: float, seconds: float) -> int | None:
    if seconds < SAID_AFTER_SECONDS or share <= 0:
        return None
    return max(1, round(seconds * (1 - share) / share))
