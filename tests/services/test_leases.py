"""An import runs once at a time, whatever sleeps, is cancelled elsewhere or is taken over."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import sqlalchemy as sa

from babydrop_desktop.db import leases
from babydrop_desktop.db.ours import Job
from babydrop_desktop.db.storefront import Product
from babydrop_desktop.domain.jobs import Choices, JobState, Stage
from babydrop_desktop.errors import Conflict, Unavailable
from babydrop_desktop.services.import_steps import ImportSteps
from babydrop_desktop.services.runner import Runner
from tests.fakes.shop import category_id, rows_of, work_off
from tests.fakes.supplier import item_page, numbered


@pytest.fixture
def in_a_step(monkeypatch):
    """Return what runs something once, in the midst of the first job's work."""

    def plant(what):
        real, left = ImportSteps._price, [what]

        def price(self, job):
            if left:
                left.pop()()
            return real(self, job)

        monkeypatch.setattr(ImportSteps, "_price", price)

    return plant


@pytest.fixture
def no_lease(monkeypatch):
    """Let every lease have run out the moment that it is taken, as where a laptop sleeps."""
    monkeypatch.setattr(leases, "LEASE", timedelta(seconds=-1))


def staged(shop, number=0):
    wanted = Choices(category_id=category_id(shop))
    body = item_page(numbered(number))
    return shop.importing.stage_page(f"page {number}", body, auto=True, choices=wanted)


def the_job(memory):
    (job,) = rows_of(memory, Job)
    return job


def run_out(memory):
    with memory.write() as session:
        past = memory.server_now(session) - timedelta(hours=1)
        session.execute(sa.update(Job).values(lease_until=past))


def test_a_job_that_runs_here_is_never_taken_by_a_second_thread(opened, no_lease, in_a_step):
    job, seen = staged(opened), []

    def second():
        with ThreadPoolExecutor(1) as pool:
            seen.append(pool.submit(opened.runner.run_next).result(30))

    in_a_step(second)
    assert opened.runner.run_next() == job
    assert seen == [None]
    assert opened.importing.row(job).state is JobState.DONE
    assert opened.runner._running == {}


def test_a_second_thread_takes_the_next_job_meanwhile(opened, no_lease, in_a_step):
    first, other, seen = staged(opened), staged(opened, 1), []
    in_a_step(lambda: seen.append(opened.runner.run_next()))
    assert opened.runner.run_next() == first
    assert seen == [other]
    assert {opened.importing.row(job).state for job in (first, other)} == {JobState.DONE}


@pytest.mark.parametrize("whose", ["another program", "the same program"])
def test_a_run_that_lost_its_lease_writes_nothing(
    open_shops, place, memory, no_lease, in_a_step, whose
):
    shop = open_shops(place)
    other = open_shops(place).runner if whose == "another program" else shop.demo._runner
    job, kept = staged(shop), []

    def take_over():
        assert other.run_next() == job
        kept.append(the_job(memory).changed)

    in_a_step(take_over)
    assert shop.runner.run_next() == job
    assert the_job(memory).state == JobState.DONE
    assert [the_job(memory).changed] == kept
    assert len(rows_of(memory, Product)) == 1


def test_an_old_run_writes_nothing_while_a_new_one_of_its_program_works(
    opened, memory, no_lease, in_a_step, monkeypatch
):
    job, works, lost, real = staged(opened), [], [], ImportSteps._pictures

    def pictures(self, contents, work):
        with pytest.raises(Conflict) as refused:
            works[0].report(Stage.PRICE, 9, 9)
        lost.append((refused.value.reason, the_job(memory).done))
        return real(self, contents, work)

    monkeypatch.setattr(ImportSteps, "_pictures", pictures)
    in_a_step(opened.demo._runner.run_next)
    opened.runner.run_next(lambda _job, work: works.append(work))
    assert lost == [("lease_lost", 0)]
    assert opened.importing.row(job).state is JobState.DONE


def test_a_laptop_that_slept_past_its_lease_goes_on_where_nobody_took_over(
    opened, memory, in_a_step
):
    job = staged(opened)
    in_a_step(lambda: run_out(memory))
    opened.runner.run_next()
    assert opened.importing.row(job).state is JobState.DONE
    assert len(rows_of(memory, Product)) == 1


def test_the_beat_renews_the_leases_of_what_runs(open_shops, place, memory, in_a_step):
    shop, other = open_shops(place), open_shops(place)
    job, seen = staged(shop), []

    def sleep_and_beat():
        run_out(memory)
        shop.runner.renew()
        seen.append(other.runner.run_next())

    in_a_step(sleep_and_beat)
    shop.runner.run_next()
    assert seen == [None]
    assert shop.importing.row(job).state is JobState.DONE


def test_the_beat_ends_a_run_that_was_taken_over(opened, memory, no_lease, in_a_step):
    job, works = staged(opened), []

    def take_over():
        assert opened.demo._runner.run_next() == job
        opened.runner.renew()

    in_a_step(take_over)
    opened.runner.run_next(lambda _job, work: works.append(work))
    assert works[0].stopping
    assert opened.importing.row(job).state is JobState.DONE


def test_a_job_cancelled_in_another_program_is_told_at_the_next_beat(
    open_shops, place, memory, in_a_step
):
    shop, other = open_shops(place), open_shops(place)
    job, works = staged(shop), []

    def cancel():
        other.importing.cancel(job)
        assert not works[0].stopping
        shop.runner.renew()
        assert works[0].stopping

    in_a_step(cancel)
    shop.runner.run_next(lambda _job, work: works.append(work))
    assert shop.importing.row(job).state is JobState.CANCELLED
    assert rows_of(memory, Product) == []


def test_a_beat_that_cannot_reach_the_database_costs_nothing(opened, in_a_step, monkeypatch):
    def away(*_given):
        raise Unavailable("Away.", reason="database_unreachable")

    monkeypatch.setattr(leases, "renew", away)
    job = staged(opened)
    in_a_step(opened.runner.renew)
    opened.runner.run_next()
    assert opened.importing.row(job).state is JobState.DONE


def test_a_thread_beats_while_jobs_run_and_ends_with_the_last(opened, in_a_step, monkeypatch):
    beaten, real, work = threading.Event(), leases.renew, opened.runner

    def renew(session, owners, now):
        held = real(session, owners, now)
        beaten.set()
        return held

    monkeypatch.setattr(leases, "renew", renew)
    fast = Runner(work._db, work._steps, work._news, owner="x", per_minute=0, beat_s=0.001)
    job = staged(opened)
    in_a_step(lambda: beaten.wait(30))
    assert fast.run_next() == job
    assert beaten.is_set()
    assert opened.importing.row(job).state is JobState.DONE
    assert "pulse" not in {thread.name for thread in threading.enumerate()}


def test_what_a_program_that_is_gone_had_taken_is_known_by_its_name(
    open_shops, place, memory, in_a_step
):
    shop, other = open_shops(place), open_shops(place)
    job, seen = staged(shop), []

    def ask():
        owner = the_job(memory).lease_owner
        (program,) = other.runner.owners("")
        assert owner.startswith(f"{program}/")
        assert other.runner.reclaim([program[:-1]]) == 0
        assert other.runner.reclaim([program]) == 1
        seen.append(other.runner.run_next())

    in_a_step(ask)
    shop.runner.run_next()
    assert seen == [job]
    assert len(rows_of(memory, Product)) == 1


def test_every_run_has_a_lease_of_its_own(opened, memory, in_a_step):
    owners = []
    for number in range(2):
        staged(opened, number)
        in_a_step(lambda: owners.append(rows_of(memory, Job)[-1].lease_owner))
        work_off(opened)
    assert len(set(owners)) == 2
