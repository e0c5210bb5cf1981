"""Sums up a draft in what one line of the list of imports shows."""

from babydrop_desktop.domain.checks import Level
from babydrop_desktop.domain.draft import Draft
from babydrop_desktop.domain.jobs import JobSummary


def summary_of(draft: Draft, *, lost_pictures: int = 0) -> JobSummary:
    """The line of one draft. Money is in the shop's currency."""
    worst = draft.checks[0] if draft.checks and draft.checks[0].level > Level.FINE else None
    return JobSummary(
        title=draft.title,
        picture=next(iter(draft.chosen_pictures), None),
        variants=len(draft.chosen),
        pictures=len(draft.chosen_pictures),
        cost=draft.price.cost if draft.price else (draft.dearest.cost if draft.dearest else None),
        price=draft.price.price if draft.price else None,
        margin_percent=draft.price.margin_percent if draft.price else None,
        check=worst.code.value if worst else "",
        check_facts=dict(worst.facts) if worst else {},
        lost_pictures=lost_pictures,
    )
