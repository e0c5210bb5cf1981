"""Lets imports go on that wait, and never throws away what the owner chose for them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from babydrop_desktop.db import jobs
from babydrop_desktop.db.jobs import JobContents
from babydrop_desktop.domain.draft import DraftRules
from babydrop_desktop.domain.jobs import Choices, JobId, JobState, Stage
from babydrop_desktop.errors import NotFound, Refused
from babydrop_desktop.services import codec, drafts
from babydrop_desktop.services.summaries import summary_of

# For sale or not is told by yes or no, never by nothing: the owner's own word stays.
_MERGED = (
    *("category_id", "title", "pictures", "sku_ids", "warehouse", "price"),
    *("description", "words", "option_pictures"),
)


def go_on(
    session: Session,
    given: Mapping[JobId, Choices | None],
    now: datetime,
    rules: DraftRules,
    *,
    auto: bool = True,
) -> None:
    """Let waiting jobs take over what is given for them, and import without their owner if `auto`.

    Of the choices only what is given is replaced. A job that works, or has only to be saved, keeps
    all of its own.
    """
    changed = []
    for job in jobs.idle(session, given.keys()):
        values: dict[str, Any] = {}
        if auto:
            values["auto"] = True
            if job.row.state is JobState.READY:
                values["state"] = JobState.QUEUED
        choices = given[job.row.id]
        if choices is not None and job.row.stage is not Stage.SAVE:
            values |= _merged(session, job, choices, rules)
        if values:
            changed.append({"id": job.row.id, "updated_at": now, **values})
    jobs.put(session, changed)


def filled_in(own: Choices, before: Choices) -> Choices:
    """What the owner chose here, and where nothing was chosen, what was chosen before."""
    missing = {name: getattr(before, name) for name in _MERGED if getattr(own, name) is None}
    return replace(own, **missing)


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
