"""Says who works on which job and until when, so that no import ever runs twice at once.

A lease belongs to one run of a job; its owner is "program/run". A run that lost its lease (asleep,
frozen) changes nothing any more, for every write of a running job names its owner. A program that
is gone is known by the part before the slash.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.orm import Session

from babydrop_desktop.db import jobs
from babydrop_desktop.db.ours import Job
from babydrop_desktop.domain.jobs import LEASE, MAX_ATTEMPTS, JobId, JobState
from babydrop_desktop.errors import Conflict


def owner_of(program: str, run: str) -> str:
    """The owner's name of one run of a program."""
    return f"{program}/{run}"


def _run_out(now: datetime, without: Collection[str]) -> ColumnElement[bool]:
    gone = and_(Job.state == JobState.RUNNING, Job.lease_until < now)
    return and_(gone, Job.id.not_in(without)) if without else gone


def take(  # noqa: PLR0913 - two limits of the choice, each by its name
    session: Session,
    owner: str,
    now: datetime,
    *,
    token: bool,
    only: Collection[str] | None = None,
    without: Collection[str] = (),
) -> JobId | None:
    """Lease the oldest job that can run, and give its id; None where there is none.

    `token` says whether one more may begin now (the rate): without it only jobs that had their
    turn, or have a page to read, are taken. `only` limits the search to these ids, `without`
    leaves out what the program runs already, however old its lease. Two runs never take the same
    job.
    """
    runnable = or_(Job.state == JobState.QUEUED, _run_out(now, without))
    rested = or_(Job.not_before.is_(None), ~jobs.resting(now))
    asked = select(Job.id).where(runnable, rested, Job.cancel_requested.is_(False))
    if not token:
        asked = asked.where(jobs.needs_no_turn(now))
    if only is not None:
        asked = asked.where(Job.id.in_(only))
    if without:
        asked = asked.where(Job.id.not_in(without))
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
            not_before=None,
            waits_for=None,
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

    Raises Conflict (reason "lease_lost") where another run has it by now.
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


def renew(session: Session, owners: Collection[str], now: datetime) -> dict[str, bool]:
    """Renew the leases of these runs; for each that still has its job, whether to cancel it.

    A run that is missing has lost its job. One statement.
    """
    held = session.execute(
        update(Job)
        .where(Job.lease_owner.in_(owners), Job.state == JobState.RUNNING)
        .values(lease_until=now + LEASE)
        .returning(Job.lease_owner, Job.cancel_requested)
    )
    return {owner: bool(asked) for owner, asked in held if owner}


def free_orphans(
    session: Session, now: datetime, *, without: Collection[str] = ()
) -> tuple[JobId, ...]:
    """End what cannot go on: jobs that ended their program three times, and cancelled ones.

    Gives the ids that changed. Only jobs whose lease has run out are looked at, but for those in
    `without`, which the program runs.
    """
    gone = _run_out(now, without)
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
    """The programs that have running jobs and whose names begin with `prefix`. One statement."""
    statement = select(Job.lease_owner).where(
        Job.state == JobState.RUNNING, Job.lease_owner.startswith(prefix, autoescape=True)
    )
    return frozenset(owner.partition("/")[0] for owner in session.scalars(statement) if owner)


def free_owners(session: Session, gone: Collection[str], now: datetime) -> tuple[JobId, ...]:
    """End the leases of programs that are gone; their jobs. One statement."""
    if not gone:
        return ()
    theirs = [Job.lease_owner.startswith(owner_of(name, ""), autoescape=True) for name in gone]
    done = session.scalars(
        update(Job)
        .where(Job.state == JobState.RUNNING, or_(Job.lease_owner.in_(gone), *theirs))
        .values(lease_until=now - LEASE, updated_at=now, changed=Job.changed + 1)
        .returning(Job.id)
    )
    return tuple(JobId(job_id) for job_id in done)
