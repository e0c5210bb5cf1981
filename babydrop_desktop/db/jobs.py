"""Keeps the queue of long work: what is to do, how far it is, and what became of it.

Who works on a job that runs is said by its lease, see `babydrop_desktop.db.leases`.
"""

import zlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, delete, func, insert, or_, select, update
from sqlalchemy.orm import Session

from babydrop_desktop.db.ours import Job, JobPage
from babydrop_desktop.domain.jobs import (
    LONGEST_PAUSE,
    OPEN,
    TURN,
    JobId,
    JobRow,
    JobState,
    JobSummary,
    Pause,
    SourceKind,
    Stage,
)

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
    Job.not_before,
    Job.waits_for,
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
    token_at: datetime | None
    tried: Any


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
        not_before=found["not_before"],
        waits_for=found["waits_for"] or "",
    )


def contents(session: Session, job_id: str) -> JobContents | None:
    """Everything of one job, its page included. One statement."""
    statement = _contents_of(Job.id == job_id).add_columns(JobPage.page)
    found = session.execute(statement.outerjoin(JobPage, JobPage.job_id == Job.id)).one_or_none()
    if found is None:
        return None
    page = zlib.decompress(found.page) if found.page is not None else None
    return _contents(found, page)


def _contents_of(which: ColumnElement[bool]) -> Select[Any]:
    more = (Job.sku_id, Job.choices, Job.product, Job.pictures, Job.auto, Job.token_at, Job.tried)
    return select(*_ROW, *more).where(which)


def _contents(found: Any, page: bytes | None = None) -> JobContents:  # noqa: ANN401 - a row
    return JobContents(
        row=_row(found._mapping),  # noqa: SLF001
        sku_id=found.sku_id,
        choices=found.choices,
        product=found.product,
        pictures=found.pictures,
        page=page,
        product_id=found.product_id,
        auto=found.auto,
        token_at=found.token_at,
        tried=found.tried,
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


def idle(session: Session, job_ids: Collection[str]) -> tuple[JobContents, ...]:
    """Those of the jobs that wait, for the owner or in the queue; nobody else changes them now.

    Without their pages. One statement.
    """
    statement = _contents_of(Job.id.in_(job_ids)).where(
        Job.state.in_((JobState.READY, JobState.QUEUED))
    )
    return tuple(_contents(found) for found in session.execute(statement.with_for_update()))


def several(session: Session, job_ids: Collection[str]) -> tuple[JobContents, ...]:
    """The jobs with these ids and what they work on, without their pages. One statement."""
    if not job_ids:
        return ()
    asked = _contents_of(Job.id.in_(job_ids)).order_by(Job.created_at, Job.id)
    return tuple(_contents(found) for found in session.execute(asked))


def put(session: Session, values: Sequence[dict[str, Any]]) -> None:
    """Write each job's own values, by its "id". One statement."""
    if values:
        session.execute(update(Job), list(values))


def hide(session: Session, job_ids: Collection[str]) -> int:
    """Hide those of the jobs that have ended or wait for the owner; how many. One statement."""
    statement = update(Job).where(
        Job.id.in_(job_ids),
        Job.hidden.is_(False),
        Job.state.not_in((JobState.QUEUED, JobState.RUNNING)),
    )
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


def counts(session: Session) -> dict[JobState, int]:
    """How many jobs that are not hidden are in each state that has any. One statement."""
    asked = select(Job.state, func.count()).where(Job.hidden.is_(False)).group_by(Job.state)
    return {JobState(state): count for state, count in session.execute(asked)}


@dataclass(frozen=True, slots=True)
class Waiting:
    """The queue: how many wait for their turn, how many need none, and when a pause ends first."""

    turn: int
    free: int
    rest_until: datetime | None


def resting(now: datetime) -> ColumnElement[bool]:
    """Whether a job waits until a pause is over."""
    return and_(
        Job.not_before.is_not(None), Job.not_before > now, Job.not_before <= now + LONGEST_PAUSE
    )


def next_pause(session: Session, now: datetime) -> Pause | None:
    """How many queued jobs wait for the end of a pause, and the one that ends first. One statement.

    None where none does.
    """
    asked = (
        select(func.count().over(), Job.waits_for, Job.not_before)
        .where(Job.state == JobState.QUEUED, Job.hidden.is_(False), resting(now))
        .order_by(Job.not_before, Job.id)
        .limit(1)
    )
    found = session.execute(asked).first()
    if found is None or found[2] is None:
        return None
    return Pause(found[0], found[1] or "", found[2])


def needs_no_turn(now: datetime) -> ColumnElement[bool]:
    """Whether a job has a page to read, or its turn already.

    A turn to fetch a page is over with its minute: imports that rested together would else all
    begin at once.
    """
    still = or_(Job.stage != Stage.FETCH, Job.token_at > now - TURN)
    return or_(Job.stage == Stage.READ, and_(Job.token_at.is_not(None), still))


def queued(session: Session, now: datetime) -> Waiting:
    """What waits in the queue. One statement."""
    rests, free = resting(now), needs_no_turn(now)
    asked = select(
        func.count(case((rests, None), (free, None), else_=1)),
        func.count(case((rests, None), (free, 1))),
        func.min(case((rests, Job.not_before))),
    ).where(Job.state == JobState.QUEUED)
    return Waiting(*session.execute(asked).one())


def cancel_asked(session: Session, job_id: str) -> bool:
    """Whether somebody asked to cancel a job. One statement."""
    return bool(session.scalar(select(Job.cancel_requested).where(Job.id == job_id)))


def tried(session: Session, job_id: str) -> Any:  # noqa: ANN401 - a JSON document
    """The ways to its page that a job has tried. One statement."""
    return session.scalar(select(Job.tried).where(Job.id == job_id))


def part_of(session: Session, canonical_id: str, *, without: str) -> JobContents | None:
    """The newest other import of the item that was read and waits or was refused. One statement."""
    statement = (
        _contents_of(Job.canonical_id == canonical_id)
        .where(
            Job.id != without,
            Job.product.is_not(None),
            Job.hidden.is_(False),
            Job.state.in_((JobState.READY, JobState.REFUSED)),
        )
        .order_by(Job.created_at.desc(), Job.id.desc())
        .limit(1)
    )
    found = session.execute(statement).one_or_none()
    return _contents(found) if found is not None and found.product is not None else None


def end_part(session: Session, job_id: str, now: datetime) -> None:
    """Take an import off the list that another one completed. One statement."""
    change(
        session,
        [job_id],
        now,
        states=(JobState.READY, JobState.REFUSED),
        state=JobState.CANCELLED,
        reason="completed",
        hidden=True,
    )
