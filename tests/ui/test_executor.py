"""Work on Qt's threads ends in its future, whatever happens to it."""

import threading

import pytest

from ui.work.executor import QtExecutor
from ui.work.pools import Pools


@pytest.fixture
def one():
    made = QtExecutor("one", 1)
    yield made
    made.shutdown(cancel_futures=True)


def test_a_result_and_an_error_reach_whoever_waits(one):
    assert one.submit(lambda: 6 * 7).result(10) == 42
    with pytest.raises(ZeroDivisionError):
        one.submit(lambda: 1 / 0).result(10)


def test_no_more_calls_run_at_once_than_the_pool_has_threads(qapp):
    pool = QtExecutor("three", 3)
    three_inside, lock = threading.Barrier(3), threading.Lock()
    live, most = 0, 0

    def work():
        nonlocal live, most
        with lock:
            live += 1
            most = max(most, live)
        three_inside.wait(10)  # nine calls in three rounds: fewer than three would never pass
        with lock:
            live -= 1

    for future in [pool.submit(work) for _ in range(9)]:
        future.result(10)
    pool.shutdown()
    assert most == 3


def test_work_that_waits_can_be_cancelled(one):
    release, ran = threading.Event(), []
    first = one.submit(release.wait, 10)
    second = one.submit(ran.append, 1)
    assert second.cancel()
    release.set()
    assert first.result(10)
    one.shutdown()
    assert ran == []


def test_shutdown_settles_every_future_and_takes_no_more_work(one):
    release = threading.Event()
    futures = [one.submit(release.wait, 10) for _ in range(20)]
    one.close(cancel=True)
    release.set()
    one.shutdown()
    assert all(future.done() for future in futures)
    assert sum(future.cancelled() for future in futures) >= 18
    with pytest.raises(RuntimeError):
        one.submit(print)


def test_waiting_for_the_pools_has_an_end(qapp):
    pools = Pools.opened()
    release, begun = threading.Event(), threading.Event()
    pools.imports.submit(lambda: (begun.set(), release.wait(10)))
    assert begun.wait(10)
    assert not pools.close(within_ms=20)
    release.set()
    assert pools.close(within_ms=10_000)
