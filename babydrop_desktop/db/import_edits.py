"""Keeps what the owner changed of staged imports, so that it can be taken back after a restart.

Few steps are kept for each laptop: what is older than those is forgotten.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from babydrop_desktop.db.ours import ImportEdit, Job
from babydrop_desktop.domain.jobs import RETRYABLE, JobId, JobState

# Lines (imports, not steps) that a laptop keeps at the most.
MOST_LINES = 2_000
_EDITABLE = (JobState.READY, *RETRYABLE)


@dataclass(frozen=True, slots=True)
class EditRow:
    """One import's line of a step, its changed choices as JSON."""

    seq: int
    step: str
    job_id: JobId
    at: datetime
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    title: str


def add(
    session: Session,
    step: str,
    device: str,
    now: datetime,
    edits: Sequence[tuple[str, Mapping[str, Any], Mapping[str, Any]]],
) -> None:
    """Note a step: of each import its id, and its changed choices before and after.

    What was taken back and not done again is forgotten. Three statements.
    """
    session.execute(
        delete(ImportEdit).where(ImportEdit.device == device, ImportEdit.undone.is_(True))
    )
    rows = [
        {"step": step, "job_id": job, "device": device, "at": now, "before": old, "after": new}
        for job, old, new in edits
    ]
    session.execute(insert(ImportEdit), rows)
    oldest = (
        select(ImportEdit.seq)
        .where(ImportEdit.device == device)
        .order_by(ImportEdit.seq.desc())
        .offset(MOST_LINES)
        .limit(1)
        .scalar_subquery()
    )
    session.execute(delete(ImportEdit).where(ImportEdit.device == device, ImportEdit.seq <= oldest))


def newest(session: Session, device: str) -> EditRow | None:
    """The line that was written last on a laptop, where it stands. One statement."""
    asked = _lines().where(ImportEdit.device == device).order_by(ImportEdit.seq.desc()).limit(1)
    row = session.execute(asked).first()
    return None if row is None or row.undone else _row(row)


def goes_on(session: Session, seq: int, after: Mapping[str, Any], now: datetime) -> None:
    """Let a line end with other choices: the owner types on. One statement."""
    session.execute(
        update(ImportEdit).where(ImportEdit.seq == seq).values(after=dict(after), at=now)
    )


def next_step(session: Session, device: str, *, redo: bool) -> tuple[EditRow, ...]:
    """What can be taken back next on a laptop, or done again: the lines of one step.

    Only of imports that are on the list and can still be edited. One statement.
    """
    here = (
        ImportEdit.device == device,
        ImportEdit.undone.is_(redo),
        Job.hidden.is_(False),
        Job.state.in_(_EDITABLE),
    )
    seq = func.min(ImportEdit.seq) if redo else func.max(ImportEdit.seq)
    last = select(seq).join(Job, Job.id == ImportEdit.job_id).where(*here).scalar_subquery()
    step = select(ImportEdit.step).where(ImportEdit.seq == last).scalar_subquery()
    asked = _lines().where(ImportEdit.step == step, *here).order_by(ImportEdit.seq)
    return tuple(_row(row) for row in session.execute(asked))


def turn(session: Session, step: str, *, undone: bool) -> None:
    """Note that a step was taken back, or done again. One statement."""
    session.execute(update(ImportEdit).where(ImportEdit.step == step).values(undone=undone))


def forget(session: Session, step: str, job_ids: Collection[str]) -> None:
    """Forget a step's lines of imports that were changed since. One statement."""
    if job_ids:
        session.execute(
            delete(ImportEdit).where(ImportEdit.step == step, ImportEdit.job_id.in_(job_ids))
        )


def _lines() -> Any:  # noqa: ANN401 - a statement
    line = ImportEdit
    columns = (line.seq, line.step, line.job_id, line.at, line.before, line.after, line.undone)
    return select(*columns, Job.facts).join(Job, Job.id == ImportEdit.job_id)


def _row(found: Any) -> EditRow:  # noqa: ANN401 - a row
    told = (found.facts or {}).get("summary", {})
    return EditRow(
        seq=found.seq,
        step=found.step,
        job_id=JobId(found.job_id),
        at=found.at,
        before=found.before,
        after=found.after,
        title=told.get("title", ""),
    )
