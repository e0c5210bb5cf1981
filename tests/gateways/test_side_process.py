"""A process beside the program may crash, hang or be killed: the program goes on."""

import multiprocessing
import threading

import psutil
import pytest

from babydrop_desktop.errors import Stopped, Unavailable
from babydrop_desktop.gateways.side_process import SideProcess, SideProcessEnded
from tests.fakes.beside import echo, never_ready


@pytest.fixture
def beside():
    made = SideProcess(echo, name="test-echo", most_tasks=100)
    yield made
    made.close()


def answer(beside, message, seconds=60):
    with beside.talk() as talk, talk.within(seconds):
        talk.send(message)
        return talk.receive()


def test_one_process_answers_task_after_task(beside):
    assert beside.pid is None
    assert answer(beside, b"one") == b"one"
    first = beside.pid
    assert answer(beside, b"two") == b"two"
    assert beside.pid == first


def test_no_password_of_the_environment_is_left_in_it(beside, monkeypatch):
    monkeypatch.setenv("PGPASSWORD", "secret")
    known = answer(beside, b"environment").decode().split(",")
    assert "PATH" in known
    assert "PGPASSWORD" not in known


def test_a_task_that_ends_it_is_told_and_the_next_one_gets_a_new_process(beside):
    answer(beside, b"one")
    first = beside.pid
    with pytest.raises(SideProcessEnded) as caught:
        answer(beside, b"die")
    assert not caught.value.late
    assert not psutil.pid_exists(first)
    assert answer(beside, b"two") == b"two"


def test_a_task_that_takes_too_long_ends_it(beside):
    answer(beside, b"one")
    first = beside.pid
    with pytest.raises(SideProcessEnded) as caught:
        answer(beside, b"sleep", seconds=0.2)
    assert caught.value.late
    assert not psutil.pid_exists(first)
    assert answer(beside, b"two") == b"two"


def test_a_conversation_left_half_way_never_answers_the_next_one(beside):
    def leave():
        with beside.talk() as talk:
            talk.send(b"the answer that nobody heard")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        leave()
    assert answer(beside, b"two") == b"two"


def test_a_process_killed_between_two_tasks_is_replaced(beside):
    answer(beside, b"one")
    gone = psutil.Process(beside.pid)
    gone.kill()
    gone.wait(10)
    assert answer(beside, b"two") == b"two"


def test_closing_in_the_middle_of_a_task_stops_it(beside):
    closing = threading.Thread(target=beside.close)

    def work():
        with beside.talk() as talk, talk.within(60):
            talk.send(b"sleep")
            closing.start()
            talk.receive()

    with pytest.raises(Stopped):
        work()
    closing.join()
    with pytest.raises(Stopped), beside.talk():
        pytest.fail("it was closed")
    assert beside.pid is None


def test_where_no_process_can_start_it_says_so(beside, monkeypatch):
    class NoProcess:
        def start(self):
            raise OSError("no more processes")

    class Context:
        Pipe = staticmethod(multiprocessing.Pipe)
        Process = staticmethod(lambda **_: NoProcess())

    monkeypatch.setattr(multiprocessing, "get_context", lambda _: Context())
    with pytest.raises(Unavailable) as caught:
        answer(beside, b"one")
    assert caught.value.reason == "side_process_not_started"


def test_a_process_that_ends_before_it_is_ready_is_told():
    beside = SideProcess(never_ready, name="test-never")
    with pytest.raises(Unavailable) as caught:
        answer(beside, b"one")
    assert caught.value.reason == "side_process_not_started"
    assert beside.pid is None
    beside.close()


@pytest.mark.skipif(not psutil.LINUX, reason="memory is capped where the system can")
def test_its_memory_is_capped_and_the_program_goes_first(beside):
    answer(beside, b"one")
    process = psutil.Process(beside.pid)
    assert process.rlimit(psutil.RLIMIT_AS)[0] == 1024 * 1024 * 1024
    assert process.rlimit(psutil.RLIMIT_CORE)[0] == 0
    assert process.nice() > psutil.Process().nice()
