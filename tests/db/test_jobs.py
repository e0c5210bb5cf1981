"""A job belongs to one program at a time, and to nobody for ever."""

from datetime import UTC, datetime, timedelta

import pytest

from babydrop_desktop.db import jobs
from babydrop_desktop.db.ids import new_id
from babydrop_desktop.domain.jobs import LEASE, MAX_ATTEMPTS, JobState, SourceKind, Stage
from babydrop_desktop.errors import Conflict
from tests.fakes.statements import statement_counter

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
LATER = NOW + LEASE + timedelta(milliseconds=1)


def add(shop, count=1, **values):
    made = [
        {
            "id": new_id(), "kind": "import", "state": JobState.QUEUED, "stage": Stage.FETCH,
            "source_kind": SourceKind.ADDRESS, "source": "x", "product_id": new_id(),
            "created_at": NOW, "updated_at": NOW, **values,
        }
        for _ in range(count)
    ]  # fmt: skip
    with shop.write() as session:
        jobs.add(session, made)
    return [one["id"] for one in made]


def take(shop, owner="one", now=NOW, *, token=True, only=None):
    with shop.write() as session:
        return jobs.take(session, owner, now, token=token, only=only)


def row(shop, job_id):
    with shop.read() as session:
        return jobs.some(session, [job_id])[0]


def test_jobs_are_taken_oldest_first_and_each_once(shop):
    made = add(shop, 3)
    assert [take(shop) for _ in range(4)] == [*made, None]


def test_only_the_jobs_asked_for_are_taken(shop):
    made = add(shop, 3)
    assert take(shop, only=[made[2]]) == made[2]
    assert take(shop, only=[]) is None


def test_without_a_token_only_what_is_not_limited_is_taken(shop):
    add(shop, stage=Stage.PRICE)
    (started,) = add(shop, stage=Stage.PICTURES, token_at=NOW)
    (fresh,) = add(shop, stage=Stage.READ)
    assert {take(shop, token=False), take(shop, token=False)} == {started, fresh}
    assert take(shop, token=False) is None
    assert take(shop, token=True) is not None


def test_a_lease_that_has_run_out_is_taken_over_and_the_first_owner_changes_nothing_more(shop):
    (job,) = add(shop)
    take(shop, "one")
    assert take(shop, "two", NOW + LEASE - timedelta(seconds=1)) is None
    assert take(shop, "two", LATER) == job
    with pytest.raises(Conflict) as lost, shop.write() as session:
        jobs.change_own(session, job, "one", LATER, done=7)
    assert lost.value.reason == "lease_lost"
    assert row(shop, job).done == 0


def test_a_sign_of_life_renews_the_lease(shop):
    (job,) = add(shop)
    take(shop)
    with shop.write() as session:
        assert not jobs.change_own(session, job, "one", LATER, done=1)
    assert take(shop, "two", LATER + timedelta(seconds=30)) is None


def test_a_job_that_ends_its_program_every_time_is_given_up(shop):
    (job,) = add(shop)
    now = NOW
    for _ in range(MAX_ATTEMPTS):
        assert take(shop, now=now) == job
        now += LEASE + timedelta(seconds=1)
    with shop.write() as session:
        assert jobs.free_orphans(session, now) == (job,)
    assert (row(shop, job).state, row(shop, job).reason) == (JobState.FAILED, "poison")
    assert take(shop, now=now) is None


def test_a_job_cancelled_while_its_program_was_gone_is_cancelled(shop):
    (job,) = add(shop)
    take(shop)
    with shop.write() as session:
        jobs.change(session, [job], NOW, states=[JobState.RUNNING], cancel_requested=True)
    assert take(shop, "two", LATER) is None
    with shop.write() as session:
        assert jobs.free_orphans(session, LATER) == (job,)
    assert row(shop, job).state is JobState.CANCELLED


def test_the_leases_of_programs_that_are_gone_end_at_once(shop):
    mine, other = add(shop, 2)
    take(shop, "laptop-1")
    take(shop, "else-1")
    with shop.read() as session:
        assert jobs.owners(session, "laptop-") == {"laptop-1"}
        assert jobs.owners(session, "lap%") == frozenset()
    with shop.write() as session:
        assert jobs.free_owners(session, ["laptop-1"], NOW) == (mine,)
    assert take(shop, "two", NOW) == mine
    assert row(shop, other).state is JobState.RUNNING


def test_a_page_comes_back_byte_for_byte_and_is_dropped(shop):
    (job,) = add(shop)
    page = bytes(range(256)) * 100
    with shop.write() as session:
        jobs.keep_page(session, job, page)
    with shop.read() as session:
        assert jobs.contents(session, job).page == page
    with shop.write() as session:
        jobs.drop_page(session, job)
    with shop.read() as session:
        assert jobs.contents(session, job).page is None
        assert jobs.contents(session, "nothing") is None


def test_the_list_is_one_statement_without_documents(shop):
    add(shop, 5, product={"big": "x" * 1000})
    with shop.read() as session, statement_counter(shop.engine) as sent:
        assert len(jobs.rows(session, 3)) == 3
    (statement,) = sent
    assert "pictures" not in statement.split("FROM")[0]


def test_only_ended_jobs_are_hidden_unless_they_are_named(shop):
    states = {state: add(shop, state=state)[0] for state in JobState}
    with shop.write() as session:
        assert jobs.hide(session) == 4
    with shop.read() as session:
        left = {found.state for found in jobs.rows(session, 50)}
    assert left == {JobState.QUEUED, JobState.RUNNING, JobState.READY}
    with shop.write() as session:
        assert jobs.hide(session, job_ids=[*states.values()]) == 1  # the one that waits
