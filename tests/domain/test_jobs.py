"""What a list shows of a job survives its way through JSON exactly."""

import json
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from babydrop_desktop.domain.jobs import OPEN, RETRYABLE, JobState, JobSummary

AMOUNTS = st.none() | st.decimals(0, 10_000, places=2)


def test_every_state_is_open_or_an_end_and_only_ends_can_be_tried_again():
    assert not OPEN & RETRYABLE
    assert {*JobState} - OPEN - RETRYABLE == {JobState.DONE}


@given(st.text(), AMOUNTS, AMOUNTS, st.integers(0, 500), st.none() | st.integers(-999, 100))
def test_a_summary_comes_back_as_it_was(title, cost, price, variants, margin):
    summary = JobSummary(
        title=title,
        cost=cost,
        price=price,
        variants=variants,
        margin_percent=margin,
        check="duplicate",
        check_facts={"sku": "KP-1"},
    )
    assert JobSummary.from_json(json.loads(json.dumps(summary.to_json()))) == summary


def test_a_summary_of_another_version_loses_only_what_is_unknown():
    found = JobSummary.from_json({"title": "Hat", "colour": "red", "cost": "1.50"})
    assert found == JobSummary(title="Hat", cost=Decimal("1.50"))
