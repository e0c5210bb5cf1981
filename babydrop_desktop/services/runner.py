"""Runs the queued imports, one job a call, durably and never faster than the owner allows."""

import os
from collections.abc import Callable, Collection
from datetime import timedelta
from threading import Event, Lock

from babydrop_desktop.db import jobs, leases, rate
from babydrop_desktop.db.jobs import JobContents
from babydrop_desktop.db.unit import Database
from babydrop_desktop.domain.changes import Change
from babydrop_desktop.domain.jobs import JobId
from babydrop_desktop.errors import ShopError
from babydrop_desktop.logs import log
from babydrop_desktop.services import mirror
from babydrop_desktop.services.import_steps import ImportSteps
from babydrop_desktop.services.job_run import TOKEN, JobRun
from babydrop_desktop.services.news import News
from babydrop_desktop.services.pulse import Pulse
from babydrop_desktop.services.work import Work

# A job's lease (60 s) is renewed this often while any of its stages goes on.
BEAT_S = 15.0

Started = Callable[[JobId, Work], None]


class Runner:
    """Takes jobs from the queue and runs them. `run_next` may be called from several threads."""

    def __init__(  # noqa: PLR0913 - each by its name
        self,
        db: Database,
        steps: ImportSteps,
        news: News,
        *,
        owner: str,
        per_minute: int,
        beat_s: float = BEAT_S,
    ) -> None:
        """`owner` is the name of this program, which no other has."""
        self._db = db
        self._steps = steps
        self._news = news
        self._owner = owner
        self._per_minute = per_minute
        self._pulse = Pulse(self.renew, beat_s)
        self._taking = Lock()
        self._lock = Lock()
        self._running: dict[JobId, JobRun] = {}
        self._closing = Event()

    def run_next(
        self, on_start: Started | None = None, *, only: Collection[str] | None = None
    ) -> JobId | None:
        """Run the oldest job that may run now until it ends or waits; its id, None for no job.

        `on_start` is told the job and the Work that can stop it. `only` limits the choice.
        """
        if self._closing.is_set():
            return None
        run = self._begin(only)
        if run is None:
            return None
        try:
            with self._pulse:
                if on_start is not None:
                    on_start(run.job_id, run.work)
                self._news.tell(Change(jobs=frozenset({run.job_id})))
                run.go()
        finally:
            with self._lock:
                self._running.pop(run.job_id, None)
        return run.job_id

    def renew(self) -> None:
        """Renew the leases of what runs here; ask to end what was cancelled or taken over."""
        with self._lock:
            running = {run.owner: run for run in self._running.values()}
        if not running:
            return
        try:
            with self._db.write() as session:
                held = leases.renew(session, running.keys(), self._db.server_now(session))
        except ShopError as error:  # the next beat may come through
            log("imports").warning("could not renew the leases", reason=error.reason)
            return
        for owner, run in running.items():
            if held.get(owner, True):
                run.work.stop()

    def reclaim(self, owners: Collection[str]) -> int:
        """Queue again what programs that are gone had taken; how many jobs.

        `owners` are the names of this laptop's programs that run no more.
        """
        with self._db.write() as session:
            freed = leases.free_owners(session, owners, self._db.server_now(session))
        self._news.tell(Change(jobs=frozenset(freed)))
        return len(freed)

    def owners(self, prefix: str) -> frozenset[str]:
        """The programs that have taken jobs and whose names begin with `prefix`."""
        with self._db.read() as session:
            return leases.owners(session, prefix)

    def next_due(self) -> float | None:
        """Seconds until a queued import may start; None where none waits for its turn."""
        with self._db.read() as session:
            now = self._db.server_now(session)
            queue = jobs.queued(session, now)
            if queue.free:
                return 0.0
            waits = [queue.rest_until - now] if queue.rest_until else []
            if queue.turn:
                waits.append(rate.wait(session, TOKEN, now, self._per_minute) or timedelta())
        return min(waits).total_seconds() if waits else None

    def stop_job(self, job_id: str) -> None:
        """Ask a job that runs in this program to end at its next check."""
        with self._lock:
            run = self._running.get(JobId(job_id))
        if run is not None:
            run.work.stop()

    def stop(self) -> None:
        """Ask all running work to end and take no more; jobs go on at the next start."""
        self._closing.set()
        with self._lock:
            running = list(self._running.values())
        for run in running:
            run.work.stop()

    def _begin(self, only: Collection[str] | None) -> JobRun | None:
        """Take a job, and note it as running before anybody else here can look for one."""
        owner = leases.owner_of(self._owner, os.urandom(8).hex())
        with self._taking:
            found = self._take(owner, only)
            if found is None:
                return None
            run = JobRun(
                self._db,
                self._steps,
                self._news,
                found,
                owner=owner,
                per_minute=self._per_minute,
                closing=self._closing,
            )
            with self._lock:
                self._running[run.job_id] = run
        if self._closing.is_set():
            run.work.stop()
        return run

    def _take(self, owner: str, only: Collection[str] | None) -> JobContents | None:
        with self._lock:
            mine = tuple(self._running)
        with self._db.write() as session:
            rate.lock(session)
            now = self._db.server_now(session)
            ended = leases.free_orphans(session, now, without=mine)
            for row in jobs.some(session, ended):
                mirror.failed(session, row.id, now, row.message or "Cancelled.")
            free = rate.wait(session, TOKEN, now, self._per_minute) is None
            job_id = leases.take(session, owner, now, token=free, only=only, without=mine)
            found = jobs.contents(session, job_id) if job_id else None
        if ended:
            self._news.tell(Change(jobs=frozenset(ended)))
        return found
