"""Sees to it that what the owner judged is what is saved: a changed price is shown first."""

from dataclasses import replace
from typing import Any

from babydrop_desktop.db.jobs import JobContents
from babydrop_desktop.domain.checks import Check, CheckCode, Level
from babydrop_desktop.domain.draft import Draft
from babydrop_desktop.domain.jobs import JobRow, JobState, Stage
from babydrop_desktop.services.summaries import summary_of


def to_judge(job: JobContents, made: Draft) -> dict[str, Any]:
    """The values that send a job back to the owner where another price was shown, or {}.

    A markup or a rate may have changed since. A job that was given to be imported at once needs no
    look where no price was shown yet; nor does a draft that is refused anyway.
    """
    shown = job.row.summary.price
    if made.price is None or not made.importable or shown == made.price.price:
        return {}
    summary = summary_of(made)
    if shown is not None:
        told = {"old": str(shown), "new": str(made.price.price)}
        code = CheckCode.PRICE_CHANGED_SINCE.value
        summary = replace(summary, check=code, check_facts=told)
    elif job.auto:
        return {}
    return {
        "state": JobState.READY,
        "stage": Stage.PRICE,
        "attempts": 0,
        "facts": {"summary": summary.to_json()},
    }


def with_change(made: Draft, row: JobRow) -> Draft:
    """The draft with the check that says from what its price has changed, where it has."""
    summary = row.summary
    if summary.check != CheckCode.PRICE_CHANGED_SINCE:
        return made
    return made.with_checks(
        Check(Level.LOOK, CheckCode.PRICE_CHANGED_SINCE, dict(summary.check_facts))
    )
