"""Sums up a draft in what one line of the list of imports shows."""

from dataclasses import replace

from babydrop_desktop.domain.checks import Check, CheckCode, Level
from babydrop_desktop.domain.draft import Draft
from babydrop_desktop.domain.jobs import JobSummary
from babydrop_desktop.services.codec import Fetched

_NO_DESCRIPTION = Check(Level.LOOK, CheckCode.NO_DESCRIPTION)


def summary_of(draft: Draft, fetched: Fetched | None = None) -> JobSummary:
    """The line of one draft, and of what was fetched for it. Money is in the shop's currency."""
    got = fetched or Fetched()
    worst = draft.checks[0] if draft.checks and draft.checks[0].level > Level.FINE else None
    if worst is None and got.no_description:
        worst = _NO_DESCRIPTION
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
        lost_pictures=got.lost,
        lost_options=got.lost_options,
        no_description=got.no_description,
    )


def done_summary(draft: Draft, fetched: Fetched) -> JobSummary:
    """The line of a product that is saved: what was judged is past, what is missing stays."""
    check = CheckCode.NO_DESCRIPTION.value if fetched.no_description else ""
    return replace(summary_of(draft, fetched), check=check, check_facts={})
