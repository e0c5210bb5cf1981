"""Pictures are made small beside the program: whatever they do, they end only that process."""

import io
import json
import subprocess
import sys
import threading

import psutil
import pytest
from PIL import Image

from babydrop_desktop.errors import Refused, Stopped
from babydrop_desktop.gateways import picture_maker
from babydrop_desktop.gateways.picture_gate import PictureGate
from babydrop_desktop.gateways.picture_maker import PictureMaker
from tests.fakes import beside, drawings

PHOTO = drawings.packed(drawings.photo(2600, 1300))


def quiet():
    """Nobody cancels."""


@pytest.fixture
def maker():
    made = PictureMaker()
    yield made
    made.close()


def test_both_sizes_come_back(maker):
    sizes = maker.make(PHOTO, check=quiet)
    assert (sizes.width, sizes.height) == (2000, 1000)
    with Image.open(io.BytesIO(sizes.large)) as large, Image.open(io.BytesIO(sizes.small)) as small:
        assert (large.size, large.format) == ((2000, 1000), "WEBP")
        assert (small.size, small.format) == ((320, 160), "WEBP")


def test_one_picture_after_the_other_needs_one_process(maker):
    assert maker.pids == ()
    maker.make(PHOTO, check=quiet)
    first = maker.pids
    maker.make(PHOTO, check=quiet)
    assert maker.pids == first
    assert len(first) == 1


def test_a_refused_picture_leaves_its_process_for_the_next_one(maker):
    maker.make(PHOTO, check=quiet)
    before = maker.pids
    with pytest.raises(Refused) as caught:
        maker.make(b"no picture", check=quiet)
    assert caught.value.reason == "picture_unreadable"
    assert "JPEG, PNG, WebP or GIF" in str(caught.value)
    assert "The product can be imported without it." in str(caught.value)
    maker.make(PHOTO, check=quiet)
    assert maker.pids == before


def test_a_picture_that_keeps_the_process_busy_is_refused_and_the_next_one_made(maker):
    maker.make(PHOTO, check=quiet)
    stuck = psutil.Process(maker.pids[0])
    stuck.suspend()
    maker._deadline_seconds = 0.2
    with pytest.raises(Refused) as caught:
        maker.make(PHOTO, check=quiet)
    assert caught.value.reason == "picture_unreadable"
    assert not stuck.is_running()
    maker._deadline_seconds = 60
    assert maker.make(PHOTO, check=quiet).width == 2000


def test_a_cancelled_wait_for_room_leaves_nothing_behind():
    gate = PictureGate(room_bytes=10)
    maker = PictureMaker(gate=gate)
    asked = []

    def stop_at_the_gate():
        asked.append(1)
        if len(asked) > 1:
            raise Stopped("Cancelled.", reason="cancelled")

    try:
        with gate.place(10, check=quiet), pytest.raises(Stopped):
            maker.make(PHOTO, check=stop_at_the_gate)
        assert maker.make(PHOTO, check=quiet).width == 2000
    finally:
        maker.close()


def test_closing_stops_what_is_being_made(maker):
    maker.make(PHOTO, check=quiet)
    psutil.Process(maker.pids[0]).suspend()
    caught = []

    def work():
        try:
            maker.make(PHOTO, check=quiet)
        except Stopped as error:
            caught.append(error.reason)

    working = threading.Thread(target=work)
    working.start()
    maker.close()
    working.join()
    assert caught == ["closing"]
    assert maker.pids == ()


def test_a_process_that_the_system_ended_costs_no_picture(monkeypatch, tmp_path):
    monkeypatch.setenv("BABYDROP_TEST_ONCE", str(tmp_path / "once"))
    monkeypatch.setattr(picture_maker, "_serve", beside.mortal)
    maker = PictureMaker()
    try:
        assert maker.make(PHOTO, check=quiet).width == 2000
    finally:
        maker.close()


def webp(width, height):
    buffer = io.BytesIO()
    Image.new("RGB", (width, height)).save(buffer, "WEBP")
    return "hex:" + buffer.getvalue().hex()


FINE = ['{"bytes": 1}', '{"bytes": 1}', '{"width": 30, "height": 20}', webp(30, 20), webp(30, 20)]


@pytest.mark.parametrize(
    "answers",
    [
        ["no json"],
        ["[]"],
        ['{"bytes": "many"}'],
        ['{"bytes": -1}'],
        ['{"bytes": 1, "more": 2}'],
        ['{"refused": "anything"}'],
        [*FINE[:2], '{"width": "30", "height": 20}', *FINE[3:]],
        [*FINE[:2], '{"width": 31, "height": 20}', *FINE[3:]],
        [*FINE[:3], "<html>", webp(30, 20)],
        [*FINE[:3], webp(30, 20), webp(321, 20)],
        [*FINE[:2], '{"width": 2001, "height": 20}', webp(2001, 20), webp(30, 20)],
    ],
)
def test_what_no_process_of_ours_would_answer_is_no_picture(monkeypatch, answers):
    monkeypatch.setattr(picture_maker, "_serve", beside.liar)
    maker = PictureMaker(deadline_seconds=20)
    try:
        assert maker.make(json.dumps(FINE).encode(), check=quiet).width == 30
        with pytest.raises(Refused) as caught:
            maker.make(json.dumps(answers).encode(), check=quiet)
        assert caught.value.reason == "picture_unreadable"
        assert maker.make(json.dumps(FINE).encode(), check=quiet).width == 30
    finally:
        maker.close()


def test_a_mistake_of_ours_is_no_hostile_picture(maker):
    def broken():
        raise TypeError("a bug")

    with pytest.raises(TypeError):
        maker.make(PHOTO, check=broken)


def test_the_process_loads_neither_window_nor_database_nor_network():
    script = (
        "import sys, babydrop_desktop.gateways.picture_child\n"
        "heavy = {'PySide6', 'shiboken6', 'sqlalchemy', 'httpx', 'pydantic', 'psycopg', 'ui'}\n"
        "print(sorted(heavy & {name.split('.')[0] for name in sys.modules}))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
