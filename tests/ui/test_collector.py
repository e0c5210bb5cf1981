"""What nobody uses is thrown away on the main thread, and never in a worker."""

import gc
import threading

import pytest

from ui.work.collector import Collector


class Ring:
    """Something that only the collector can throw away; it says in which thread it went."""

    def __init__(self, gone):
        self.itself = self
        self.gone = gone

    def __del__(self):
        self.gone.append(threading.current_thread())


@pytest.fixture
def collector(qapp):
    made = Collector()
    yield made
    made.close()
    gc.disable()  # as every test of the window has it


def test_a_worker_throws_nothing_away_and_the_main_thread_does(collector):
    gone = []

    def work():
        for _ in range(5_000):
            Ring(gone)

    worker = threading.Thread(target=work)
    worker.start()
    worker.join()
    assert gone == []
    assert collector.look() is not None
    assert len(gone) == 5_000
    assert set(gone) == {threading.main_thread()}


def test_where_nothing_is_due_nothing_is_done(collector):
    gc.collect()
    assert collector.look() is None


def test_closing_leaves_it_to_python_again(qapp):
    collector = Collector()
    assert not gc.isenabled()
    collector.close()
    assert gc.isenabled()
    gc.disable()
