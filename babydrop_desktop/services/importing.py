"""Shows every import as it will be sold, keeps the owner's choices, and moves it along."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

from babydrop_desktop.db import jobs
from babydrop_desktop.domain.draft import Draft
from babydrop_desktop.domain.jobs import (
    RETRYABLE,
    JobId,
    JobRow,
    JobState,
    Pause,
)
from babydrop_desktop.domain.routes import Try
from babydrop_desktop.services import codec, drafts, mirror, routes
from babydrop_desktop.services.choosing import Choosing, contents, started
from babydrop_desktop.services.judged import with_change


class Importing(Choosing):
    """What the owner can do with imports. Every method is one short transaction or two."""

    def rows(self, limit: int = 300) -> tuple[JobRow, ...]:
        """The newest jobs that are not hidden, oldest first."""
        with self._db.read() as session:
            return jobs.rows(session, limit)

    def counts(self) -> dict[JobState, int]:
        """How many jobs that are not hidden are in each state that has any."""
        with self._db.read() as session:
            return jobs.counts(session)

    def next_pause(self) -> Pause | None:
        """How many imports wait for the end of a pause, and which ends first; None for none."""
        with self._db.read() as session:
            return jobs.next_pause(session, self._db.server_now(session))

    def row(self, job_id: str) -> JobRow | None:
        """One job's line, None where there is none."""
        with self._db.read() as session:
            return next(iter(jobs.some(session, [job_id])), None)

    def preview(self, job_id: str) -> Draft:
        """The product of a job as it will be sold.

        Raises NotFound ("job_gone", "not_read") and what `drafts.make` raises.
        """
        with self._db.read() as session:
            found = contents(session, job_id)
            product = codec.product_of(found.product)
            made = drafts.make(session, product, codec.choices_of(found.choices), self._rules)
        return with_change(made, found.row)

    def tick(self, job_ids: Iterable[str], *, on: bool) -> None:
        """Keep whether these are ticked in the list; those that wait no more are left alone."""
        with self._db.write() as session:
            now = self._db.server_now(session)
            held = jobs.change(session, list(job_ids), now, states=(JobState.READY,))
            values = [
                {"id": row.id, "facts": {"summary": line.to_json(), "facts": row.facts}}
                for row in jobs.some(session, held)
                for line in [replace(row.summary, unticked=not on)]
            ]
            jobs.put(session, values)
        self._told(held)

    def start(self, job_ids: Iterable[str]) -> tuple[JobId, ...]:
        """Queue the import of jobs that wait, read; those that were queued."""
        started = self._move(list(job_ids), (JobState.READY,), state=JobState.QUEUED, auto=True)
        return self._told(started)

    def cancel(self, job_id: str) -> None:
        """Cancel a job: at once where it waits, at its next check where it runs."""
        idle = (JobState.QUEUED, JobState.READY)
        gone = self._move([job_id], idle, state=JobState.CANCELLED, reason="cancelled")
        if not gone:
            self._move([job_id], (JobState.RUNNING,), cancel_requested=True)
            self._cancelled(job_id)
        self._told([JobId(job_id)])

    def retry(self, job_id: str) -> None:
        """Queue a job again that was refused, failed or cancelled, from where it stopped."""
        again: dict[str, Any] = {
            "state": JobState.QUEUED,
            "reason": None,
            "message": None,
            "outcome": None,
            "attempts": 0,
            "cancel_requested": False,
            "hidden": False,
            "not_before": None,
            "waits_for": None,
        }
        with self._db.write() as session:
            now = self._db.server_now(session)
            tries = codec.tries_of(jobs.tried(session, job_id))
            again["tried"] = codec.tries_json(routes.anew(tries))
            moved = jobs.change(session, [job_id], now, states=RETRYABLE, **again)
            mirror.moved(session, moved, now, JobState.QUEUED)
        self._told(moved)

    def tries(self, job_id: str) -> tuple[Try, ...]:
        """Which ways to its page an import has tried, oldest first. One statement."""
        with self._db.read() as session:
            return codec.tries_of(jobs.tried(session, job_id))

    def remove(self, job_id: str) -> None:
        """Take a job that has ended, or waits for the owner, off the list; it is only hidden.

        Raises Refused (reason "job_started") while it is queued or runs: it is cancelled first.
        """
        with self._db.write() as session:
            hidden = jobs.hide(session, [job_id])
            row = next(iter(jobs.some(session, [job_id])), None)
        if not hidden and row is not None and row.state in {JobState.QUEUED, JobState.RUNNING}:
            raise started(job_id)
        self._told([JobId(job_id)])

    def unhide(self, job_id: str) -> None:
        """Put a job back on the list that `remove` took off; no other is changed."""
        with self._db.write() as session:
            jobs.show(session, [job_id])
        self._told([JobId(job_id)])

    def _move(
        self,
        job_ids: Collection[str],
        states: Collection[JobState],
        **values: Any,  # noqa: ANN401
    ) -> tuple[JobId, ...]:
        with self._db.write() as session:
            now = self._db.server_now(session)
            moved = jobs.change(session, job_ids, now, states=states, **values)
            mirror.moved(session, moved, now, values.get("state"))
        return moved
