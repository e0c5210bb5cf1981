"""A job belongs to one program at a time, and to nobody for ever."""

from datetime import UTC, datetime, timedelta

import pytest

from babydrop_desktop.db import jobs, leases
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


def take(shop, owner="one/1", now=NOW, *, token=True, **limits):
    with shop.write() as session:
        return leases.take(session, owner, now, token=token, **limits)


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
    add(shop, stage=Stage.FETCH)
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
        leases.change_own(session, job, "one", LATER, done=7)
    assert lost.value.reason == "lease_lost"
    assert row(shop, job).done == 0


def test_a_sign_of_life_renews_the_lease(shop):
    (job,) = add(shop)
    take(shop)
    with shop.write() as session:
        assert not leases.change_own(session, job, "one/1", LATER, done=1)
    assert take(shop, "two", LATER + timedelta(seconds=30)) is None


def test_a_job_that_ends_its_program_every_time_is_given_up(shop):
    (job,) = add(shop)
    now = NOW
    for _ in range(MAX_ATTEMPTS):
        assert take(shop, now=now) == job
        now += LEASE + timedelta(seconds=1)
    with shop.write() as session:
        assert leases.free_orphans(session, now) == (job,)
    assert (row(shop, job).state, row(shop, job).reason) == (JobState.FAILED, "poison")
    assert take(shop, now=now) is None


def test_a_job_cancelled_while_its_program_was_gone_is_cancelled(shop):
    (job,) = add(shop)
    take(shop)
    with shop.write() as session:
        jobs.change(session, [job], NOW, states=[JobState.RUNNING], cancel_requested=True)
    assert take(shop, "two", LATER) is None
    with shop.write() as session:
        assert leases.free_orphans(session, LATER) == (job,)
    assert row(shop, job).state is JobState.CANCELLED


def test_the_leases_of_programs_that_are_gone_end_at_once(shop):
    mine, again, other, longer = add(shop, 4)
    take(shop, "laptop-1/a")
    take(shop, "laptop-1/b")
    take(shop, "else-1/a")
    take(shop, "laptop-12/a")
    with shop.read() as session:
        assert leases.owners(session, "laptop-") == {"laptop-1", "laptop-12"}
        assert leases.owners(session, "lap%") == frozenset()
    with shop.write() as session:
        assert set(leases.free_owners(session, ["laptop-1"], NOW)) == {mine, again}
        assert leases.free_owners(session, [], NOW) == ()
    assert {take(shop, "two", NOW), take(shop, "two", NOW)} == {mine, again}
    assert row(shop, other).state is row(shop, longer).state is JobState.RUNNING


def test_what_a_program_runs_itself_is_left_out_however_old_its_lease(shop):
    mine, other = add(shop, 2)
    take(shop, "one/1")
    assert take(shop, "one/2", LATER, without=[mine]) == other
    assert take(shop, "one/3", LATER, without=[mine, other]) is None
    with shop.write() as session:
        leases.change_own(session, mine, "one/1", NOW, attempts=MAX_ATTEMPTS)
        assert leases.free_orphans(session, LATER, without=[mine]) == ()
        assert leases.free_orphans(session, LATER) == (mine,)


def test_leases_are_renewed_all_at_once_and_lost_ones_are_told(shop):
    kept, cancelled, lost = add(shop, 3)
    for number in range(3):
        take(shop, f"one/{number}")
    with shop.write() as session:
        jobs.change(session, [cancelled], NOW, states=[JobState.RUNNING], cancel_requested=True)
        leases.change_own(session, lost, "one/2", NOW, lease_owner="two/1")
    with shop.write() as session, statement_counter(shop.engine) as sent:
        held = leases.renew(session, ["one/0", "one/1", "one/2"], LATER)
    assert held == {"one/0": False, "one/1": True}
    assert len(sent) == 1
    assert take(shop, "three/1", LATER, only=[kept]) is None


def test_jobs_that_need_no_turn_are_counted_apart(shop):
    with shop.read() as session:
        assert jobs.queued(session, NOW) == jobs.Waiting(0, 0, None)
    add(shop, 2, stage=Stage.FETCH)
    add(shop, stage=Stage.READ)
    add(shop, stage=Stage.PICTURES, token_at=NOW)
    add(shop, stage=Stage.READ, state=JobState.READY)
    for until in (LATER + LEASE, LATER, NOW):
        add(shop, stage=Stage.FETCH, token_at=NOW, not_before=until, waits_for="example.org")
    with shop.read() as session:
        assert jobs.queued(session, NOW) == jobs.Waiting(turn=2, free=3, rest_until=LATER)


def test_a_job_rests_until_its_pause_is_over_and_then_forgets_it(shop):
    add(shop, not_before=LATER, waits_for="example.org")
    assert take(shop, "one/1") is None
    job = take(shop, "one/1", LATER)
    with shop.read() as session:
        (row,) = jobs.some(session, [job])
    assert (row.not_before, row.waits_for) == (None, "")


def test_a_pause_that_seems_longer_than_any_was_noted_by_a_wrong_clock(shop):
    add(shop, not_before=NOW + timedelta(days=365), waits_for="example.org")
    with shop.read() as session:
        assert jobs.queued(session, NOW) == jobs.Waiting(turn=1, free=0, rest_until=None)
    assert take(shop) is not None


def test_a_turn_to_fetch_is_over_with_its_minute_and_one_to_import_is_not(shop):
    before = NOW - timedelta(seconds=61)
    add(shop, stage=Stage.FETCH, token_at=before)
    (ready,) = add(shop, stage=Stage.PRICE, token_at=before)
    with shop.read() as session:
        assert jobs.queued(session, NOW) == jobs.Waiting(turn=1, free=1, rest_until=None)
    assert take(shop, token=False) == ready
    assert take(shop, token=False) is None


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


def test_a_job_is_hidden_where_it_is_named_and_nobody_works_on_it(shop):
    made = {state: add(shop, state=state)[0] for state in JobState}
    (other,) = add(shop, state=JobState.DONE)
    with shop.write() as session:
        assert jobs.hide(session, made.values()) == 5
        assert jobs.hide(session, made.values()) == 0
        assert jobs.hide(session, []) == 0
    with shop.read() as session:
        left = {found.id for found in jobs.rows(session, 50)}
    assert left == {made[JobState.QUEUED], made[JobState.RUNNING], other}
