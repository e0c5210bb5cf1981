"""Runs the queued imports, one job a call, durably and never faster than the owner allows."""

import time
from collections.abc import Callable, Collection
from threading import Event, Lock
from typing import Any

from sqlalchemy.orm import Session

from babydrop_desktop.db import jobs, rate
from babydrop_desktop.db.jobs import JobContents
from babydrop_desktop.db.unit import Database
from babydrop_desktop.domain.changes import Change
from babydrop_desktop.domain.jobs import (
    MAX_ATTEMPTS,
    JobId,
    JobRow,
    JobState,
    Progress,
    SourceKind,
    Stage,
)
from babydrop_desktop.errors import Conflict, ShopError, Stopped, Unavailable
from babydrop_desktop.logs import log
from babydrop_desktop.services import mirror
from babydrop_desktop.services.import_steps import ImportSteps, NotAProduct
from babydrop_desktop.services.news import News
from babydrop_desktop.services.work import Work

TOKEN = "import"  # noqa: S105 - the name of a rate, not a secret
# Progress is written at most this often: at most ten a second (house rules, threads).
_SECONDS_BETWEEN_REPORTS = 0.25
BUG = "Something in the program went wrong with this import. It is noted in the log; try again."

Started = Callable[[JobId, Work], None]


class Runner:
    """Takes jobs from the queue and runs them. `run_next` may be called from several threads."""

    def __init__(
        self, db: Database, steps: ImportSteps, news: News, *, owner: str, per_minute: int
    ) -> None:
        self._db = db
        self._steps = steps
        self._news = news
        self._owner = owner
        self._per_minute = per_minute
        self._lock = Lock()
        self._running: dict[JobId, Work] = {}
        self._closing = Event()

    def run_next(
        self, on_start: Started | None = None, *, only: Collection[str] | None = None
    ) -> JobId | None:
        """Run the oldest job that may run now until it ends or waits; its id, None for no job.

        `on_start` is told the job and the Work that can stop it. `only` limits the choice.
        """
        if self._closing.is_set():
            return None
        found = self._take(only)
        if found is None:
            return None
        job_id = found.row.id
        work = Work(self._reporter(job_id))
        with self._lock:
            self._running[job_id] = work
        try:
            if on_start is not None:
                on_start(job_id, work)
            self._news.tell(Change(jobs=frozenset({job_id})))
            self._run(found, work)
        finally:
            with self._lock:
                del self._running[job_id]
        return job_id

    def reclaim(self, owners: Collection[str]) -> int:
        """Queue again what programs that are gone had taken; how many jobs.

        `owners` are the names of this laptop's programs that run no more.
        """
        with self._db.write() as session:
            freed = jobs.free_owners(session, owners, self._db.server_now(session))
        self._news.tell(Change(jobs=frozenset(freed)))
        return len(freed)

    def owners(self, prefix: str) -> frozenset[str]:
        """The programs that have taken jobs and whose names begin with `prefix`."""
        with self._db.read() as session:
            return jobs.owners(session, prefix)

    def next_due(self) -> float | None:
        """Seconds until a queued import may start; None where none waits for its turn."""
        with self._db.read() as session:
            if not jobs.count_queued(session):
                return None
            now = self._db.server_now(session)
            wait = rate.wait(session, TOKEN, now, self._per_minute)
        return wait.total_seconds() if wait else 0.0

    def stop_job(self, job_id: str) -> None:
        """Ask a job that runs in this program to end at its next check."""
        with self._lock:
            work = self._running.get(JobId(job_id))
        if work is not None:
            work.stop()

    def stop(self) -> None:
        """Ask all running work to end and take no more; jobs go on at the next start."""
        self._closing.set()
        with self._lock:
            running = list(self._running.values())
        for work in running:
            work.stop()

    def _take(self, only: Collection[str] | None) -> JobContents | None:
        with self._db.write() as session:
            rate.lock(session)
            now = self._db.server_now(session)
            ended = jobs.free_orphans(session, now)
            for row in jobs.some(session, ended):
                mirror.failed(session, row.id, now, row.message or "Cancelled.")
            free = rate.wait(session, TOKEN, now, self._per_minute) is None
            job_id = jobs.take(session, self._owner, now, token=free, only=only)
            found = jobs.contents(session, job_id) if job_id else None
        if ended:
            self._news.tell(Change(jobs=frozenset(ended)))
        return found

    def _run(self, job: JobContents, work: Work) -> None:
        try:
            self._work_through(job, work)
        except ShopError as error:
            # The database went away, or another program took over: the lease runs out by itself.
            log("imports").warning("left a job", job=job.row.id, reason=error.reason)

    def _work_through(self, job: JobContents, work: Work) -> None:
        job_id = job.row.id
        try:
            while job.row.state is JobState.RUNNING:
                work.check()
                job = self._step(job, work)
        except Stopped:
            self._stopped(job_id)
        except NotAProduct as ended:
            facts = {"outcome": ended.reading.outcome, "generation": ended.reading.generation}
            self._ended(job_id, ended.error, **facts)
        except Conflict as conflict:
            self._conflict(job, conflict)
        except ShopError as error:
            self._ended(job_id, error)
        except Exception:  # noqa: BLE001 - a named place: a bug ends its job, not the program
            log("imports").exception("bug in an import", job=job_id)
            self._ended(job_id, ShopError(BUG, reason="bug"))

    def _conflict(self, job: JobContents, conflict: Conflict) -> None:
        """Another laptop saved the same number a moment before: look anew, but not for ever."""
        job_id = job.row.id
        if conflict.reason == "lease_lost":
            raise conflict
        if job.row.attempts >= MAX_ATTEMPTS:
            self._ended(job_id, conflict)
            return
        with self._db.write() as session:
            self._release(session, job_id, state=JobState.QUEUED)
        self._news.tell(Change(jobs=frozenset({job_id})))

    def _step(self, job: JobContents, work: Work) -> JobContents:
        """Do one stage, save what it found, and give the job as it is then."""
        job_id, stage = job.row.id, job.row.stage
        if stage is Stage.PRICE and not job.has_token and not self._turn(job_id):
            return self._reread(job_id)
        if stage is Stage.SAVE:
            return self._save(job, work)
        found = self._steps.do(job, work)
        page, refusal = found.pop("page", None), found.pop("refusal", None)
        with self._db.write() as session:
            now = self._db.server_now(session)
            if page is not None:
                jobs.keep_page(session, job_id, page)
            elif stage is Stage.READ:
                jobs.drop_page(session, job_id)
            tried = 0 if "state" in found else 1  # this program's try of the next stage
            self._write(session, job_id, done=0, of=0, attempts=tried, **found)
            if found.get("state") is JobState.READY:
                mirror.waiting(session, job_id, now)
            else:
                mirror.working(session, job_id, now, Progress(found["stage"]))
        self._news.tell(Change(jobs=frozenset({job_id})))
        if refusal is not None:
            raise refusal
        return self._reread(job_id)

    def _save(self, job: JobContents, work: Work) -> JobContents:
        job_id = job.row.id
        work.report(Stage.SAVE)
        with self._db.write() as session:
            sku, values = self._steps.save(session, job)
            self._write(session, job_id, **values)
            result: dict[str, str | int] = {"productId": job.product_id, "sku": sku}
            mirror.completed(session, job_id, self._db.server_now(session), result)
        log("imports").info("imported", job=job_id, product=job.product_id)
        self._news.tell(Change(jobs=frozenset({job_id}), products=frozenset({job.product_id})))
        return self._reread(job_id)

    def _turn(self, job_id: str) -> bool:
        """Take a token for this import, or put it back in the queue until one is free."""
        with self._db.write() as session:
            rate.lock(session)
            now = self._db.server_now(session)
            if rate.wait(session, TOKEN, now, self._per_minute) is None:
                if self._per_minute:
                    rate.take(session, TOKEN, now)
                self._write(session, job_id, token_at=now)
                return True
            self._release(session, job_id, state=JobState.QUEUED, attempts=0)
        self._news.tell(Change(jobs=frozenset({JobId(job_id)})))
        return False

    def _reread(self, job_id: str) -> JobContents:
        with self._db.read() as session:
            found = jobs.contents(session, job_id)
        if found is None:
            raise Conflict("The job is gone.", reason="lease_lost", job=job_id)
        return found

    def _write(self, session: Session, job_id: str, **values: Any) -> None:  # noqa: ANN401
        now = self._db.server_now(session)
        state = values.get("state")
        if state is not None and state is not JobState.RUNNING:
            values |= {"lease_owner": None, "lease_until": None}
        asked = jobs.change_own(session, job_id, self._owner, now, **values)
        if asked and state in {None, JobState.READY}:
            raise Stopped("Cancelled.", reason="cancelled")

    def _release(self, session: Session, job_id: str, **values: Any) -> None:  # noqa: ANN401
        now = self._db.server_now(session)
        free = {"lease_owner": None, "lease_until": None}
        jobs.change_own(session, job_id, self._owner, now, **free, **values)

    def _reporter(self, job_id: JobId) -> Callable[[Stage, int, int], None]:
        last = [0.0]

        def report(stage: Stage, done: int, of: int) -> None:
            if of and done < of and time.monotonic() - last[0] < _SECONDS_BETWEEN_REPORTS:
                return
            last[0] = time.monotonic()
            with self._db.write() as session:
                self._write(session, job_id, done=done, of=of)
                now = self._db.server_now(session)
                mirror.working(session, job_id, now, Progress(stage, done, of))
            self._news.tell(Change(jobs=frozenset({job_id})))

        return report

    def _stopped(self, job_id: JobId) -> None:
        """Cancelled by the owner, or put back because the program ends."""
        closing = self._closing.is_set()
        with self._db.write() as session:
            now = self._db.server_now(session)
            asked = jobs.cancel_asked(session, job_id)
            if closing and not asked:
                self._release(session, job_id, state=JobState.QUEUED, attempts=0)
            else:
                self._release(session, job_id, state=JobState.CANCELLED, reason="cancelled")
                mirror.moved(session, [job_id], now, JobState.CANCELLED)
        self._news.tell(Change(jobs=frozenset({job_id})))

    def _ended(self, job_id: JobId, error: ShopError, **facts: object) -> None:
        """Save why a job ended without a product. What it had read stays for another try."""
        later = isinstance(error, Unavailable | Conflict) or error.reason == "bug"
        told = {name: str(value) for name, value in facts.items() if value is not None}
        with self._db.write() as session:
            now = self._db.server_now(session)
            row = next(iter(jobs.some(session, [job_id])), None)
            summary = row.summary.to_json() if row else {}
            anew = row is not None and _wants_a_new_page(row, error)
            if anew:
                jobs.drop_page(session, job_id)
            self._release(
                session,
                job_id,
                state=JobState.FAILED if later else JobState.REFUSED,
                reason=error.reason,
                message=str(error),
                **({"outcome": told["outcome"]} if "outcome" in told else {}),
                **({"stage": Stage.FETCH} if anew else {}),
                attempts=0,
                facts={"summary": summary, "facts": {**error.facts, **told}},
            )
            mirror.failed(session, job_id, now, str(error))
        self._news.tell(Change(jobs=frozenset({job_id})))


def _wants_a_new_page(row: JobRow, error: ShopError) -> bool:
    """Whether another try needs the page anew: the one that came was no product, or is sold out."""
    fetched = row.source_kind is SourceKind.ADDRESS
    return fetched and (row.stage is Stage.READ or error.reason == "sold_out")
