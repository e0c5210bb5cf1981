"""Queued jobs are done while the window is open, two at once, and none is forgotten."""

import threading

import pytest

from babydrop_desktop.domain.changes import Change
from tests.ui.fakes import FakeRunner
from ui.work.jobs import Jobs


@pytest.fixture
def runner():
    return FakeRunner()


@pytest.fixture
def jobs(qapp, loop, pools, runner, heard):
    made = Jobs(runner, pools, heard.errors.append)
    yield made
    made.stop()


def test_everything_queued_is_done(qtbot, jobs, runner):
    done = []
    runner.queue = [lambda n=n: done.append(n) for n in range(5)]
    jobs.wake()
    qtbot.waitUntil(lambda: len(done) == 5 and jobs.active == 0)


def test_two_run_at_once_and_a_third_waits(qtbot, jobs, runner):
    inside, release = threading.Semaphore(0), threading.Event()

    def work():
        inside.release()
        release.wait(10)

    runner.queue = [work, work, work]
    jobs.wake()
    jobs.wake()
    jobs.wake()
    qtbot.waitUntil(lambda: len(runner.queue) == 1)
    assert jobs.active == 2
    release.set()
    qtbot.waitUntil(lambda: jobs.active == 0 and not runner.queue)


def test_a_job_staged_while_the_last_worker_ends_is_not_forgotten(qtbot, jobs, runner):
    release, done = threading.Event(), []
    runner.queue = [lambda: release.wait(10), lambda: release.wait(10)]
    jobs.wake()
    jobs.wake()
    qtbot.waitUntil(lambda: not runner.queue)
    jobs.wake()  # both are busy: they have to look again
    release.set()
    runner.queue.append(lambda: done.append(1))
    qtbot.waitUntil(lambda: done == [1])


def test_the_window_wakes_when_a_jobs_turn_comes(qtbot, jobs, runner):
    done = []
    runner.due = 0.05
    jobs.wake()
    qtbot.waitUntil(lambda: runner.looked >= 1 and jobs.active == 0)
    runner.queue.append(lambda: done.append(1))
    qtbot.waitUntil(lambda: done == [1])
    runner.due = None


def test_news_of_jobs_wakes_a_free_worker(qtbot, jobs, runner):
    done = []
    runner.queue = [lambda: done.append(1)]
    jobs.on_changed(Change(products=frozenset({"p"})))
    assert jobs.active == 0
    jobs.on_changed(Change(jobs=frozenset({"j"})))
    qtbot.waitUntil(lambda: done == [1])


def test_a_bug_in_a_job_is_told(qtbot, loop, pools, runner):
    errors = []
    jobs = Jobs(runner, pools, errors.append)
    runner.queue = [lambda: 1 / 0]
    jobs.wake()
    qtbot.waitUntil(lambda: bool(errors))
    assert isinstance(errors[0], ZeroDivisionError)
    jobs.stop()


def test_stopping_asks_the_running_jobs_to_end_and_begins_nothing(qtbot, jobs, runner):
    runner.queue = [lambda: runner.stopped.wait(10), lambda: pytest.fail("began after the end")]
    jobs.wake()
    qtbot.waitUntil(lambda: len(runner.queue) == 1)
    jobs.stop()
    assert runner.stopped.is_set()
    jobs.wake()
    assert len(runner.queue) == 1
