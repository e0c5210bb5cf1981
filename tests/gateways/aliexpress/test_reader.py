"""The page reader in its own process."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import psutil
import pytest

from babydrop_desktop.domain.files import LARGEST_PAGE
from babydrop_desktop.domain.item_address import parse_item_address
from babydrop_desktop.domain.supplier_product import Outcome
from babydrop_desktop.errors import Limit, Stopped
from babydrop_desktop.gateways.aliexpress.description import clean_description
from babydrop_desktop.gateways.aliexpress.read import read_page
from babydrop_desktop.gateways.aliexpress.reader import TOOK_TOO_LONG, ChildPageReader
from tests.pages import build

PAGE = build.page(build.a2_data())


@pytest.fixture
def reader():
    made = ChildPageReader()
    yield made
    made.close()


def child_of(reader):
    return psutil.Process(reader.pid)


@pytest.mark.parametrize(
    "content",
    [PAGE, build.page(build.b_data()), b"", b'{"ret": ["FAIL_SYS_TOKEN_EMPTY"]}', b"\xff\x00" * 99],
)
def test_the_child_gives_exactly_what_reading_here_gives(reader, content):
    address = parse_item_address(f"https://es.aliexpress.com/item/{build.ITEM_ID}.html")
    assert reader.read(content, address=address) == read_page(content, address=address)
    assert reader.read(content) == read_page(content)


def test_descriptions_are_cleaned_in_the_child(reader):
    text = "<div><p>soft</p><script>x</script></div>"
    assert reader.description(text) == clean_description(text) == "<p>soft</p>"


def test_one_child_serves_many_pages_from_many_threads(reader):
    reader.read(PAGE)
    first = child_of(reader).pid
    with ThreadPoolExecutor(4) as pool:
        readings = list(pool.map(lambda _: reader.read(PAGE), range(12)))
    assert all(reading == read_page(PAGE) for reading in readings)
    assert child_of(reader).pid == first


def test_a_page_over_eight_megabytes_is_refused_with_what_to_do(reader):
    with pytest.raises(Limit) as caught:
        reader.read(b"x" * (LARGEST_PAGE + 1))
    assert caught.value.reason == "page_too_large"
    assert "Save only" in str(caught.value)
    assert reader.pid is None


def test_a_full_size_page_passes_through(reader):
    assert reader.read(b"x" * LARGEST_PAGE).outcome is Outcome.NOT_A_PRODUCT


def test_a_page_that_takes_too_long_ends_the_child_and_the_next_page_is_read(reader):
    reader.read(PAGE)
    stuck = child_of(reader)
    stuck.suspend()
    reader._deadline_seconds = 0.2
    reading = reader.read(b"x" * 4_000_000)
    assert (reading.outcome, reading.note) == (Outcome.UNREADABLE, TOOK_TOO_LONG)
    assert not stuck.is_running()
    reader._deadline_seconds = 60
    assert reader.read(PAGE) == read_page(PAGE)


def test_a_child_that_was_killed_is_replaced(reader):
    reader.read(PAGE)
    gone = child_of(reader)
    gone.kill()
    gone.wait(10)
    assert reader.read(PAGE) == read_page(PAGE)


def test_the_child_is_replaced_after_its_number_of_pages():
    reader = ChildPageReader(pages_per_child=2)
    try:
        reader.read(PAGE)
        first = child_of(reader)
        reader.read(PAGE)
        assert reader.pid is None
        assert not first.is_running()
        assert reader.read(PAGE) == read_page(PAGE)
    finally:
        reader.close()


def test_closing_ends_the_child_and_reading_afterwards_stops():
    reader = ChildPageReader()
    reader.read(PAGE)
    child = child_of(reader)
    reader.close()
    assert not child.is_running()
    with pytest.raises(Stopped):
        reader.read(PAGE)
    reader.close()


def test_a_reader_never_used_starts_nothing():
    reader = ChildPageReader()
    assert reader.pid is None
    reader.close()


def test_the_child_ends_when_the_program_is_killed():
    script = (
        "import time\n"
        "from babydrop_desktop.gateways.aliexpress.reader import ChildPageReader\n"
        "if __name__ == '__main__':\n"
        "    reader = ChildPageReader()\n"
        "    reader.read(b'x')\n"
        "    print(reader.pid, flush=True)\n"
        "    time.sleep(600)\n"
    )
    program = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    try:
        child = psutil.Process(int(program.stdout.readline()))
        os.kill(program.pid, signal.SIGTERM if os.name == "nt" else signal.SIGKILL)
        program.wait(10)
        child.wait(10)
    finally:
        program.kill()
        program.communicate()
    assert not child.is_running()


def test_the_child_loads_neither_window_nor_database_nor_network():
    script = (
        "import sys, babydrop_desktop.gateways.aliexpress.child\n"
        "heavy = {'PySide6', 'shiboken6', 'sqlalchemy', 'httpx', 'PIL', 'psycopg', 'ui'}\n"
        "print(sorted(heavy & {name.split('.')[0] for name in sys.modules}))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
