"""Runs one job from stage to stage until it ends or waits, and saves what became of it."""

import time
from threading import Event
from typing import Any

from sqlalchemy.orm import Session

from babydrop_desktop.db import jobs, leases, rate
from babydrop_desktop.db.jobs import JobContents
from babydrop_desktop.db.unit import Database
from babydrop_desktop.domain.changes import Change
from babydrop_desktop.domain.jobs import (
    MAX_ATTEMPTS,
    TURN,
    JobRow,
    JobState,
    Progress,
    SourceKind,
    Stage,
)
from babydrop_desktop.errors import Conflict, Refused, ShopError, Stopped, Unavailable
from babydrop_desktop.logs import log
from babydrop_desktop.services import mirror, routes
from babydrop_desktop.services.import_steps import ImportSteps
from babydrop_desktop.services.news import News
from babydrop_desktop.services.page_steps import NotAProduct
from babydrop_desktop.services.work import Work

TOKEN = "import"  # noqa: S105 - the name of a rate, not a secret
# Progress is written at most this often: at most ten a second (house rules, threads).
_SECONDS_BETWEEN_REPORTS = 0.25
BUG = "Something in the program went wrong with this import. It is noted in the log; try again."
# Where an import takes its turn: before its page is fetched, or where a given page is priced.
_TURNS = frozenset({Stage.FETCH, Stage.PRICE})


class JobRun:
    """One run of one job, under a lease of its own; it writes nothing once that is lost."""

    def __init__(  # noqa: PLR0913 - each by its name
        self,
        db: Database,
        steps: ImportSteps,
        news: News,
        job: JobContents,
        *,
        owner: str,
        per_minute: int,
        closing: Event,
    ) -> None:
        """`owner` holds the lease of `job`; `closing` says that the program ends."""
        self._db = db
        self._steps = steps
        self._news = news
        self._job = job
        self.job_id = job.row.id
        self.owner = owner
        self.work = Work(self._report, self._ask)
        self._per_minute = per_minute
        self._closing = closing
        self._reported = 0.0
        self._asked = ""

    def go(self) -> None:
        """Run the job until it ends or waits. Raises nothing that is known."""
        try:
            self._work_through()
        except ShopError as error:
            # The database went away, or another program took over: the lease runs out by itself.
            log("imports").warning("left a job", job=self.job_id, reason=error.reason)

    def _work_through(self) -> None:
        try:
            while self._job.row.state is JobState.RUNNING:
                self.work.check()
                if not self._step(self._job):
                    return
                self._job = self._reread()
        except Stopped:
            self._stopped()
        except NotAProduct as ended:
            facts = {"outcome": ended.reading.outcome, "generation": ended.reading.generation}
            self._ended(ended.error, **facts)
        except Conflict as conflict:
            self._conflict(conflict)
        except ShopError as error:
            self._ended(error)
        except Exception:  # noqa: BLE001 - a named place: a bug ends its job, not the program
            log("imports").exception("bug in an import", job=self.job_id)
            self._ended(ShopError(BUG, reason="bug"))

    def _step(self, job: JobContents) -> bool:
        """Do one stage and save what it found; whether the job is still this run's."""
        stage = job.row.stage
        if stage in _TURNS and not self._turn(job):
            return False
        if stage is Stage.SAVE:
            return self._save(job)
        found = self._steps.do(job, self.work)
        page, refusal = found.pop("page", None), found.pop("refusal", None)
        part = found.pop("completes", None)
        waits = found.get("state") is JobState.READY
        with self._db.write() as session:
            now = self._db.server_now(session)
            if page is not None:
                jobs.keep_page(session, self.job_id, page)
            elif stage is Stage.READ and found["stage"] is not Stage.READ:
                jobs.drop_page(session, self.job_id)
            if part is not None:
                jobs.end_part(session, part, now)
                mirror.moved(session, [part], now, JobState.CANCELLED)
            # One try of the next stage is this run's own.
            anew = {"done": 0, "of": 0, "waits_for": None, "attempts": 0 if waits else 1}
            self._write(session, **{**anew, **found})
            if waits:
                mirror.waiting(session, self.job_id, now)
            else:
                mirror.working(session, self.job_id, now, Progress(found["stage"]))
        self._tell(ended=part)
        if refusal is not None:
            raise refusal
        return not waits

    def _save(self, job: JobContents) -> bool:
        self.work.report(Stage.SAVE)
        with self._db.write() as session:
            sku, values = self._steps.save(session, job)
            self._write(session, **values)
            now = self._db.server_now(session)
            if sku is None:
                mirror.waiting(session, self.job_id, now)
            else:
                result: dict[str, str | int] = {"productId": job.product_id, "sku": sku}
                mirror.completed(session, self.job_id, now, result)
        if sku is None:
            self._tell()
        else:
            log("imports").info("imported", job=self.job_id, product=job.product_id)
            self._tell(job.product_id)
        return False

    def _turn(self, job: JobContents) -> bool:
        """Take a token where it has none that counts, or queue it until one is free."""
        given = job.token_at
        if given is not None and job.row.stage is not Stage.FETCH:
            return True
        with self._db.write() as session:
            rate.lock(session)
            now = self._db.server_now(session)
            if given is not None and given > now - TURN:
                return True
            if rate.wait(session, TOKEN, now, self._per_minute) is None:
                if self._per_minute:
                    rate.take(session, TOKEN, now)
                self._write(session, token_at=now)
                return True
            self._release(session, state=JobState.QUEUED, attempts=0)
        self._tell()
        return False

    def _paused(self, error: ShopError) -> bool:
        """Put the job back until the pause is over that `error` asks for; False for none."""
        pause = routes.pause_of(error)
        if pause is None:
            return False
        asks = error.facts.get("host", error.facts.get("what", ""))
        with self._db.write() as session:
            until = self._db.server_now(session) + pause
            self._release(
                session, state=JobState.QUEUED, attempts=0, not_before=until, waits_for=asks
            )
        self._tell()
        return True

    def _ask(self, what: str) -> None:
        """Show in the list that the owner is needed, or not any more.

        Where the database is away just now it is not shown; the check itself goes on.
        """
        if what == self._asked:
            return
        try:
            with self._db.write() as session:
                self._write(session, waits_for=what or None)
        except Unavailable as error:
            log("imports").warning("could not show a check", reason=error.reason)
            return
        self._asked = what
        self._tell()

    def _conflict(self, conflict: Conflict) -> None:
        """Another laptop saved the same number a moment before: look anew, but not for ever."""
        if conflict.reason == "lease_lost":
            raise conflict
        if self._job.row.attempts >= MAX_ATTEMPTS:
            self._ended(conflict)
            return
        with self._db.write() as session:
            self._release(session, state=JobState.QUEUED)
        self._tell()

    def _stopped(self) -> None:
        """Cancelled by the owner, or put back because the program ends."""
        with self._db.write() as session:
            now = self._db.server_now(session)
            asked = jobs.cancel_asked(session, self.job_id)
            if self._closing.is_set() and not asked:
                self._release(session, state=JobState.QUEUED, attempts=0)
            else:
                self._release(session, state=JobState.CANCELLED, reason="cancelled")
                mirror.moved(session, [self.job_id], now, JobState.CANCELLED)
        self._tell()

    def _ended(self, error: ShopError, **facts: object) -> None:
        """Save why a job ended without a product. What it had read stays for another try.

        A pause that somebody asked for ends nothing: the job is queued until it is over.
        """
        if self._paused(error):
            return
        later = isinstance(error, Unavailable | Conflict) or error.reason == "bug"
        told = {name: str(value) for name, value in facts.items() if value is not None}
        with self._db.write() as session:
            now = self._db.server_now(session)
            row = next(iter(jobs.some(session, [self.job_id])), None)
            anew = _wants_a_new_page(row, error) if row else {}
            if anew:
                jobs.drop_page(session, self.job_id)
            self._release(
                session,
                state=JobState.FAILED if later else JobState.REFUSED,
                reason=error.reason,
                message=str(error),
                **({"outcome": told["outcome"]} if "outcome" in told else {}),
                **anew,
                attempts=0,
                facts={
                    "summary": row.summary.to_json() if row else {},
                    "facts": {**error.facts, **told},
                },
            )
            mirror.failed(session, self.job_id, now, str(error))
        self._tell()

    def _reread(self) -> JobContents:
        with self._db.read() as session:
            found = jobs.contents(session, self.job_id)
        if found is None:
            raise Conflict("The job is gone.", reason="lease_lost", job=self.job_id)
        return found

    def _write(self, session: Session, **values: Any) -> None:  # noqa: ANN401
        """Write to the job as its owner. Raises Conflict ("lease_lost"), Stopped."""
        now = self._db.server_now(session)
        state = values.get("state")
        if state is not None and state is not JobState.RUNNING:
            values |= {"lease_owner": None, "lease_until": None}
        asked = leases.change_own(session, self.job_id, self.owner, now, **values)
        if asked and state in {None, JobState.READY}:
            raise Stopped("Cancelled.", reason="cancelled")

    def _release(self, session: Session, **values: Any) -> None:  # noqa: ANN401
        now = self._db.server_now(session)
        free = {"lease_owner": None, "lease_until": None, "waits_for": None}
        leases.change_own(session, self.job_id, self.owner, now, **{**free, **values})

    def _report(self, stage: Stage, done: int, of: int) -> None:
        if of and done < of and time.monotonic() - self._reported < _SECONDS_BETWEEN_REPORTS:
            return
        self._reported = time.monotonic()
        with self._db.write() as session:
            self._write(session, done=done, of=of)
            now = self._db.server_now(session)
            mirror.working(session, self.job_id, now, Progress(stage, done, of))
        self._tell()

    def _tell(self, *products: str, ended: str | None = None) -> None:
        changed: set[str] = {self.job_id} if ended is None else {self.job_id, ended}
        self._news.tell(Change(jobs=frozenset(changed), products=frozenset(products)))


def _wants_a_new_page(row: JobRow, error: ShopError) -> dict[str, Any]:
    """What another try changes where it needs the page anew, or {} where what came is kept.

    The page was no product, or is sold out: it is fetched once more, at a turn of its own. So is
    one that the site would not give: it was asked.
    """
    if row.source_kind is not SourceKind.ADDRESS:
        return {}
    no_use = row.stage is Stage.READ or error.reason == "sold_out"
    denied = isinstance(error, Refused) or error.reason == "too_many_requests"
    if no_use or (row.stage is Stage.FETCH and denied):
        return {"stage": Stage.FETCH, "token_at": None}
    return {}
