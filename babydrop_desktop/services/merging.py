"""Lets imports go on that wait, and never throws away what the owner chose for them."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from babydrop_desktop.db import jobs
from babydrop_desktop.db.jobs import JobContents
from babydrop_desktop.domain.draft import DraftRules
from babydrop_desktop.domain.jobs import Choices, JobState, Stage
from babydrop_desktop.errors import NotFound, Refused
from babydrop_desktop.services import codec, drafts
from babydrop_desktop.services.summaries import summary_of

# For sale or not is told by yes or no, never by nothing: the owner's own word stays.
_MERGED = ("category_id", "title", "pictures", "sku_ids", "warehouse")


def go_on(
    session: Session,
    job_ids: Collection[str],
    now: datetime,
    given: Choices | None,
    rules: DraftRules,
) -> None:
    """Let waiting jobs import without their owner; of the choices only what is given is replaced.

    A job that works, or has only to be saved, keeps all of its own.
    """
    changed = []
    for job in jobs.idle(session, job_ids):
        values = {"id": job.row.id, "auto": True, "updated_at": now}
        if job.row.state is JobState.READY:
            values["state"] = JobState.QUEUED
        if given is not None and job.row.stage is not Stage.SAVE:
            values |= _merged(session, job, given, rules)
        changed.append(values)
    jobs.put(session, changed)


def _merged(
    session: Session, job: JobContents, given: Choices, rules: DraftRules
) -> dict[str, Any]:
    """What the given choices change of a job: its choices, and the line that shows them."""
    chosen = codec.choices_of(job.choices)
    new = {name: getattr(given, name) for name in _MERGED if getattr(given, name) is not None}
    merged = replace(chosen, **new)
    if merged == chosen:
        return {}
    values = {"choices": codec.choices_json(merged), "category_id": merged.category_id}
    if job.product is None:
        return values
    try:
        made = drafts.make(session, codec.product_of(job.product), merged, rules)
    except (Refused, NotFound):  # the import itself will say it
        return values
    return {**values, "facts": {"summary": summary_of(made).to_json()}}
