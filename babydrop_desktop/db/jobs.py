"""Keeps the queue of long work: who does what, until when, and how far it is.

A job belongs to the program that took it while its lease lasts. Every write of a running job names
the owner of the lease, so that a program that lost it (asleep, frozen) changes nothing any more.
"""

import zlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, delete, func, insert, or_, select, update
from sqlalchemy.orm import Session

from babydrop_desktop.db.ours import Job, JobPage
from babydrop_desktop.domain.jobs import (
    LEASE,
    MAX_ATTEMPTS,
    OPEN,
    JobId,
    JobRow,
    JobState,
    JobSummary,
    SourceKind,
    Stage,
)
from babydrop_desktop.errors import Conflict

_ROW = (
    Job.id,
    Job.state,
    Job.stage,
    Job.done,
    Job.of,
    Job.source_kind,
    Job.source,
    Job.canonical_id,
    Job.category_id,
    Job.product_id,
    Job.outcome,
    Job.reason,
    Job.message,
    Job.facts,
    Job.created_at,
    Job.updated_at,
    Job.attempts,
)


@dataclass(frozen=True, slots=True)
class JobContents:
    """What a job works on: JSON of what was read, chosen and fetched, and the page before that.

    `product_id` is the id that the product will have.
    """

    row: JobRow
    sku_id: str | None
    choices: Any
    product: Any
    pictures: Any
    page: bytes | None
    product_id: str
    auto: bool
    has_token: bool


def rows(session: Session, limit: int) -> tuple[JobRow, ...]:
    """The newest `limit` jobs that are not hidden, oldest first. One statement, no documents."""
    newest = (
        select(*_ROW)
        .where(Job.hidden.is_(False))
        .order_by(Job.created_at.desc(), Job.id.desc())
        .limit(limit)
    )
    return tuple(reversed(_rows(session, newest)))


def some(session: Session, ids: Collection[str]) -> tuple[JobRow, ...]:
    """The jobs with these ids, in no order; hidden ones too. One statement."""
    return _rows(session, select(*_ROW).where(Job.id.in_(ids)).limit(len(ids))) if ids else ()


def _rows(session: Session, statement: Select[Any]) -> tuple[JobRow, ...]:
    return tuple(_row(found._mapping) for found in session.execute(statement))  # noqa: SLF001


def _row(found: Any) -> JobRow:  # noqa: ANN401 - a row's mapping
    told = found["facts"] or {}
    return JobRow(
        id=JobId(found["id"]),
        state=JobState(found["state"]),
        stage=Stage(found["stage"]),
        done=found["done"],
        of=found["of"],
        source_kind=SourceKind(found["source_kind"]),
        source=found["source"],
        canonical_id=found["canonical_id"],
        category_id=found["category_id"],
        product_id=found["product_id"] if found["state"] == JobState.DONE else None,
        outcome=found["outcome"],
        reason=found["reason"],
        message=found["message"],
        facts=told.get("facts", {}),
        summary=JobSummary.from_json(told.get("summary", {})),
        created_at=found["created_at"],
        updated_at=found["updated_at"],
        attempts=found["attempts"],
    )


def contents(session: Session, job_id: str) -> JobContents | None:
    """Everything of one job, its page included. One statement."""
    more = (Job.sku_id, Job.choices, Job.product, Job.pictures, Job.auto, Job.token_at)
    statement = (
        select(*_ROW, *more, JobPage.page)
        .outerjoin(JobPage, JobPage.job_id == Job.id)
        .where(Job.id == job_id)
    )
    found = session.execute(statement).one_or_none()
    if found is None:
        return None
    return JobContents(
        row=_row(found._mapping),  # noqa: SLF001
        sku_id=found.sku_id,
        choices=found.choices,
        product=found.product,
        pictures=found.pictures,
        page=zlib.decompress(found.page) if found.page is not None else None,
        product_id=found.product_id,
        auto=found.auto,
        has_token=found.token_at is not None,
    )


def add(session: Session, values: Sequence[dict[str, Any]]) -> None:
    """Queue jobs, each a mapping of `Job` attributes. One statement."""
    session.execute(insert(Job), list(values))


def keep_page(session: Session, job_id: str, page: bytes) -> None:
    """Keep the page that a job has to read, compressed."""
    session.execute(insert(JobPage).values(job_id=job_id, page=zlib.compress(page, 1)))


def drop_page(session: Session, job_id: str) -> None:
    """Forget a page that has been read."""
    session.execute(delete(JobPage).where(JobPage.job_id == job_id))


def take(
    session: Session, owner: str, now: datetime, *, token: bool, only: Collection[str] | None = None
) -> JobId | None:
    """Lease the oldest job that can run, and give its id; None where there is none.

    `token` says whether an import may start now (the rate): without it only jobs that still have
    to be read, or have had their turn, are taken. `only` limits the search to these ids. Two
    programs never take the same job.
    """
    runnable = or_(
        Job.state == JobState.QUEUED,
        and_(Job.state == JobState.RUNNING, Job.lease_until < now),
    )
    asked = select(Job.id).where(runnable, Job.cancel_requested.is_(False))
    if not token:
        asked = asked.where(
            or_(Job.stage.in_((Stage.FETCH, Stage.READ)), Job.token_at.is_not(None))
        )
    if only is not None:
        asked = asked.where(Job.id.in_(only))
    asked = asked.order_by(Job.created_at, Job.id).limit(1).with_for_update(skip_locked=True)
    found = session.scalar(asked)
    if found is None:
        return None
    session.execute(
        update(Job)
        .where(Job.id == found)
        .values(
            state=JobState.RUNNING,
            lease_owner=owner,
            lease_until=now + LEASE,
            attempts=Job.attempts + 1,
            updated_at=now,
            changed=Job.changed + 1,
        )
    )
    return JobId(found)


def change_own(
    session: Session,
    job_id: str,
    owner: str,
    now: datetime,
    **values: Any,  # noqa: ANN401
) -> bool:
    """Write a running job's `values` and renew its lease; whether its cancelling was asked for.

    Raises Conflict (reason "lease_lost") where another program runs it by now.
    """
    done = session.execute(
        update(Job)
        .where(Job.id == job_id, Job.lease_owner == owner, Job.state == JobState.RUNNING)
        .values(
            **{"lease_until": now + LEASE, "updated_at": now, "changed": Job.changed + 1, **values}
        )
        .returning(Job.cancel_requested)
    ).one_or_none()
    if done is None:
        raise Conflict("Another program has taken over this job.", reason="lease_lost", job=job_id)
    return bool(done.cancel_requested)


def change(
    session: Session,
    job_ids: Collection[str],
    now: datetime,
    *,
    states: Collection[JobState],
    **values: Any,  # noqa: ANN401
) -> tuple[JobId, ...]:
    """Write `values` to those of the jobs that are in one of `states`; their ids. One statement."""
    done = session.scalars(
        update(Job)
        .where(Job.id.in_(job_ids), Job.state.in_(states))
        .values(**{"updated_at": now, "changed": Job.changed + 1, **values})
        .returning(Job.id)
    )
    return tuple(JobId(job_id) for job_id in done)


def go_on(session: Session, job_ids: Collection[str], now: datetime, choices: Any) -> None:  # noqa: ANN401
    """Let open jobs import without waiting for the owner, with these choices. Two statements.

    One that works already keeps its own choices.
    """
    category = choices.get("category_id")
    values = {"auto": True, "choices": choices, "category_id": category, "updated_at": now}
    idle = update(Job).where(Job.id.in_(job_ids))
    session.execute(idle.where(Job.state == JobState.READY).values(**values, state=JobState.QUEUED))
    queued = Job.state == JobState.QUEUED
    session.execute(idle.where(queued, Job.stage != Stage.SAVE).values(**values))


def free_orphans(session: Session, now: datetime) -> tuple[JobId, ...]:
    """End what cannot go on: jobs that ended their program three times, and cancelled ones.

    Gives the ids that changed. Only jobs whose lease has run out are looked at.
    """
    gone = and_(Job.state == JobState.RUNNING, Job.lease_until < now)
    poison = session.scalars(
        update(Job)
        .where(gone, Job.attempts >= MAX_ATTEMPTS)
        .values(
            state=JobState.FAILED,
            reason="poison",
            message="This import ended the program three times, so it is not started again.",
            lease_owner=None,
            updated_at=now,
        )
        .returning(Job.id)
    ).all()
    cancelled = session.scalars(
        update(Job)
        .where(or_(gone, Job.state == JobState.QUEUED), Job.cancel_requested.is_(True))
        .values(state=JobState.CANCELLED, reason="cancelled", lease_owner=None, updated_at=now)
        .returning(Job.id)
    ).all()
    return tuple(JobId(job_id) for job_id in (*poison, *cancelled))


def owners(session: Session, prefix: str) -> frozenset[str]:
    """The owners of running jobs whose names begin with `prefix`. One statement."""
    statement = select(Job.lease_owner).where(
        Job.state == JobState.RUNNING, Job.lease_owner.startswith(prefix, autoescape=True)
    )
    return frozenset(owner for owner in session.scalars(statement) if owner)


def free_owners(session: Session, gone: Collection[str], now: datetime) -> tuple[JobId, ...]:
    """End the leases of owners that are gone; their jobs. One statement."""
    done = session.scalars(
        update(Job)
        .where(Job.state == JobState.RUNNING, Job.lease_owner.in_(gone))
        .values(lease_until=now - LEASE, updated_at=now, changed=Job.changed + 1)
        .returning(Job.id)
    )
    return tuple(JobId(job_id) for job_id in done)


def hide(session: Session, *, job_ids: Collection[str] | None = None) -> int:
    """Hide ended jobs from the list (all of them, or those given); how many."""
    statement = update(Job).where(
        Job.hidden.is_(False), Job.state.not_in({*OPEN} - {JobState.READY})
    )
    if job_ids is None:
        statement = statement.where(Job.state != JobState.READY)
    else:
        statement = statement.where(Job.id.in_(job_ids))
    return len(session.scalars(statement.values(hidden=True).returning(Job.id)).all())


def show(session: Session, job_ids: Collection[str]) -> None:
    """Put jobs back on the list. One statement."""
    if job_ids:
        session.execute(update(Job).where(Job.id.in_(job_ids)).values(hidden=False))


def open_for(session: Session, canonical_ids: Collection[str]) -> dict[str, JobId]:
    """The open jobs of these items, by canonical id. One statement."""
    statement = select(Job.canonical_id, Job.id).where(
        Job.canonical_id.in_(canonical_ids), Job.state.in_(OPEN)
    )
    return {item: JobId(job) for item, job in session.execute(statement) if item is not None}


def open_page(session: Session, digest: str) -> JobId | None:
    """The open job of a page with the same content, None where there is none. One statement."""
    statement = select(Job.id).where(Job.digest == digest, Job.state.in_(OPEN))
    found = session.scalar(statement.order_by(Job.created_at).limit(1))
    return JobId(found) if found else None


def done_pages(session: Session, digests: Collection[str]) -> frozenset[str]:
    """Which of these pages have become products. One statement."""
    statement = select(Job.digest).where(Job.digest.in_(digests), Job.state == JobState.DONE)
    return frozenset(digest for digest in session.scalars(statement) if digest)


def count_queued(session: Session) -> int:
    """How many jobs wait in the queue. One statement."""
    waiting = select(func.count()).select_from(Job).where(Job.state == JobState.QUEUED)
    return session.scalar(waiting) or 0


def cancel_asked(session: Session, job_id: str) -> bool:
    """Whether somebody asked to cancel a job. One statement."""
    return bool(session.scalar(select(Job.cancel_requested).where(Job.id == job_id)))
