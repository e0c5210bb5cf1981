"""What is kept is asked once, grows old, and is forgotten when something changes."""

from concurrent.futures import ThreadPoolExecutor
from itertools import chain, repeat
from threading import Barrier, Event

import pytest

from babydrop_desktop.domain.changes import Change
from babydrop_desktop.domain.orders import OrderCounts
from babydrop_desktop.errors import Unavailable
from babydrop_desktop.services.caches import OWN_SECONDS, SHARED_SECONDS, Caches, Kept


class Timer:
    """A clock of seconds that is moved by hand."""

    def __init__(self):
        self.seconds = 0.0

    def __call__(self):
        return self.seconds


def test_ten_threads_ask_once():
    kept, asked, all_here = Kept(10, 10), [], Barrier(10)

    def ask():
        asked.append(1)
        return len(asked)

    def one(_number):
        all_here.wait()
        return kept.get("key", ask)

    with ThreadPoolExecutor(10) as pool:
        assert set(pool.map(one, range(10))) == {1}
    assert asked == [1]


def test_an_answer_is_kept_until_its_age_limit():
    timer = Timer()
    kept, answers = Kept(10, 10, timer=timer), iter(range(9))
    assert kept.get("key", lambda: next(answers)) == 0
    timer.seconds = 9.9
    assert kept.get("key", lambda: next(answers)) == 0
    timer.seconds = 10.1
    assert kept.get("key", lambda: next(answers)) == 1


def test_what_was_asked_before_a_change_is_not_kept():
    kept, asking, go_on = Kept(10, 10), Event(), Event()

    def slow():
        asking.set()
        assert go_on.wait(10)
        return "old"

    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(kept.get, "key", slow)
        assert asking.wait(10)
        kept.forget("key")
        go_on.set()
        assert first.result() == "old"
    assert kept.get("key", lambda: "new") == "new"


def test_a_question_that_failed_is_asked_again():
    kept = Kept(10, 10)
    with pytest.raises(ZeroDivisionError):
        kept.get("key", lambda: 1 // 0)
    assert kept.get("key", lambda: 7) == 7


def test_who_waits_for_a_question_that_finds_the_server_dead_does_not_wait_again():
    kept, asking, go_on, asked = Kept(10, 10), Event(), Event(), []

    def dead():
        asked.append(1)
        asking.set()
        assert go_on.wait(10)
        raise Unavailable("The server does not answer.", reason="database_unreachable")

    with ThreadPoolExecutor(4) as pool:
        first = pool.submit(kept.get, "key", dead)
        assert asking.wait(10)
        others = [pool.submit(kept.get, "key", dead) for _ in range(3)]
        while len(kept._condition._waiters) < 3:  # they wait for the first one's answer
            assert not any(one.done() for one in others)
        go_on.set()
        for one in (first, *others):
            with pytest.raises(Unavailable):
                one.result()
    assert asked == [1]
    assert kept.get("key", lambda: 7) == 7


def test_an_answer_that_grows_old_at_this_very_moment_is_asked_anew():
    times = iter(())
    kept = Kept(10, 10, timer=lambda: next(times))
    for young in range(1, 6):  # how often the clock is looked at before the answer is too old
        times = repeat(0.0)
        kept.forget()
        kept.get("key", lambda: "old")
        times = chain(repeat(9.9, young), repeat(10.1))
        assert kept.get("key", lambda: "new") in {"old", "new"}


def test_only_what_a_change_concerns_is_forgotten():
    caches = Caches(shared=False)
    old, new = OrderCounts({}), OrderCounts({}, at_least=True)
    assert caches.counts.get("", lambda: old) is old
    caches.changed(Change(jobs=frozenset({"j"}), products=frozenset({"p"})))
    assert caches.counts.get("", lambda: new) is old
    caches.changed(Change(orders=frozenset({"o"})))
    assert caches.counts.get("", lambda: new) is new


@pytest.mark.parametrize("shared", [True, False])
def test_on_a_shared_database_nothing_is_older_than_ten_seconds(shared):
    timer = Timer()
    caches = Caches(shared=shared, timer=timer)
    for kept in (caches.details, caches.counts, caches.days, caches.categories):
        timer.seconds = 0.0
        kept.get("key", lambda: "old")
        timer.seconds = SHARED_SECONDS
        if shared:
            assert kept.get("key", lambda: "new") == "new"
    assert SHARED_SECONDS <= 10 < OWN_SECONDS
