"""Few pictures are decoded at once, and only as many as the memory has room for."""

import threading

import pytest

from babydrop_desktop.errors import Stopped
from babydrop_desktop.gateways.picture_gate import PictureGate


def quiet():
    """Nobody cancels."""


def test_at_most_two_decode_at_once_and_a_heavy_one_alone():
    gate = PictureGate(room_bytes=100)
    inside, seen, lock = [], [], threading.Lock()
    second_is_in = threading.Event()

    def work(name, cost):
        with gate.place(cost, check=quiet):
            with lock:
                inside.append(name)
                seen.append(sorted(inside))
                if len(inside) == 2:
                    second_is_in.set()
            if cost < 100:
                second_is_in.wait(20)
            with lock:
                inside.remove(name)

    threads = [
        threading.Thread(target=work, args=(name, cost))
        for name, cost in (("a", 40), ("b", 50), ("H1", 500), ("c", 40), ("H2", 101), ("d", 40))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(len(names) for names in seen) == 2
    assert all(len(names) == 1 for names in seen if any(name.startswith("H") for name in names))


def test_a_place_that_gets_lighter_lets_the_next_one_in():
    gate = PictureGate(room_bytes=100)
    came_in = threading.Event()

    def second():
        with gate.place(70, check=quiet):
            came_in.set()

    with gate.place(90, check=quiet) as first:
        other = threading.Thread(target=second)
        other.start()
        assert not came_in.is_set()
        first.lighten(30)
        assert came_in.wait(20)
    other.join()


def test_a_heavy_picture_is_not_overtaken_for_ever():
    gate = PictureGate(room_bytes=100)
    order, heavy_waits = [], threading.Event()

    def work(name, cost):
        def waiting():
            if name == "heavy":
                heavy_waits.set()

        with gate.place(cost, check=waiting):
            order.append(name)

    with gate.place(60, check=quiet):
        heavy = threading.Thread(target=work, args=("heavy", 100))
        heavy.start()
        assert heavy_waits.wait(20)
        light = threading.Thread(target=work, args=("light", 10))
        light.start()
    heavy.join()
    light.join()
    assert order == ["heavy", "light"]


def test_waiting_for_a_place_can_be_cancelled():
    gate = PictureGate(room_bytes=100)

    def stop():
        raise Stopped("Cancelled.", reason="cancelled")

    with gate.place(100, check=quiet), pytest.raises(Stopped), gate.place(1, check=stop):
        pytest.fail("two places where there is room for one")
