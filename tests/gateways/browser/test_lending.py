"""The browser is lent, limited, and ended whatever happens."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import psutil
import pytest

from babydrop_desktop.errors import Refused, ShopError, Stopped, Unavailable
from babydrop_desktop.gateways.browser import leftovers
from babydrop_desktop.gateways.browser.errand import Patience
from babydrop_desktop.gateways.browser.lent import Lending, LentBrowser
from babydrop_desktop.gateways.browser.source import BrowserSource
from tests.fakes import web
from tests.fakes.owners_browser import processes
from tests.fakes.web import Answer
from tests.gateways.browser.items import ADDRESS, Hurrying
from tests.pages import drawn

pytestmark = pytest.mark.xdist_group("browser")
ROOT = Path(__file__).parents[3]
LONG_ENOUGH_S = 30


@pytest.fixture
def older(aliexpress):
    aliexpress.routes[drawn.ITEM] = Answer(drawn.older())


def gone(pid):
    """Whether the process ends, or has ended, soon."""
    try:
        psutil.Process(pid).wait(LONG_ENOUGH_S)
    except psutil.NoSuchProcess:
        return True
    return True


def test_one_browser_serves_many_pages_and_is_started_anew_after_the_last(
    older, made, owner, no_screen, shop_folder
):
    source = made(lending=Lending(pages=3))
    seen = []
    for _page in range(4):
        source.item(ADDRESS, check=owner.check, ask=owner.ask)
        seen += processes(shop_folder)
    assert seen[0] == seen[1] == seen[2] != seen[3]
    assert gone(seen[0])


def test_the_rule_is_25_pages_or_30_minutes():
    assert (Lending().pages, Lending().seconds) == (25, 1800)


def test_a_browser_that_nobody_needs_is_closed(aliexpress, made, owner, no_screen, shop_folder):
    seen = []

    def come(handler):
        seen.extend(processes(shop_folder))
        handler.send(Answer(drawn.older()))

    aliexpress.routes[drawn.ITEM] = come
    made(lending=Lending(idle_s=0)).item(ADDRESS, check=owner.check, ask=owner.ask)
    assert gone(seen[0])


def test_the_next_page_comes_after_the_browser_was_killed_between_two(older, opened, shop_folder):
    opened()
    (pid,) = processes(shop_folder)
    os.kill(pid, signal.SIGKILL)
    assert gone(pid)
    assert opened().body
    assert processes(shop_folder) != [pid]


def test_a_browser_killed_in_the_middle_ends_its_page_and_no_other(aliexpress, opened, shop_folder):
    def kill(handler):
        os.kill(processes(shop_folder)[0], signal.SIGKILL)
        web.silence(handler)

    aliexpress.routes[drawn.ITEM] = kill
    with pytest.raises(Unavailable) as caught:
        opened()
    assert caught.value.reason == "browser_ended"
    aliexpress.routes[drawn.ITEM] = Answer(drawn.older())
    assert opened().body


def test_a_page_that_hangs_the_browser_is_ended(aliexpress, made, owner, no_screen, shop_folder):
    aliexpress.routes[drawn.ITEM] = Answer(drawn.other("<script>for (;;) {}</script>"))
    source = made(patience=Patience(page_s=1, hard_s=4))
    with pytest.raises(Unavailable) as caught:
        source.item(ADDRESS, check=owner.check, ask=owner.ask)
    assert caught.value.reason == "no_answer"
    aliexpress.routes[drawn.ITEM] = Answer(drawn.older())
    assert source.item(ADDRESS, check=owner.check, ask=owner.ask).body


def test_a_browser_that_stands_still_is_ended(aliexpress, made, owner, no_screen, shop_folder):
    stopped = []

    def freeze(handler):
        stopped.extend(processes(shop_folder))
        os.kill(stopped[0], signal.SIGSTOP)
        web.silence(handler)

    aliexpress.routes[drawn.ITEM] = freeze
    source = made(patience=Patience(page_s=1, hard_s=3))
    with pytest.raises(Unavailable):
        source.item(ADDRESS, check=owner.check, ask=owner.ask)
    assert gone(stopped[0])


def test_cancelling_ends_the_wait_for_a_page(aliexpress, source, owner):
    def come(handler):
        owner.stop = Stopped("Cancelled.", reason="cancelled")
        web.silence(handler)

    aliexpress.routes[drawn.ITEM] = come
    with pytest.raises(Stopped):
        source.item(ADDRESS, check=owner.check, ask=owner.ask)


def test_closing_the_shop_ends_the_browser_and_what_waits_for_it(
    aliexpress, source, owner, shop_folder
):
    there = threading.Event()

    def wait(handler):
        there.set()
        web.silence(handler)

    aliexpress.routes[drawn.ITEM] = wait
    errors = []

    def ask():
        try:
            source.item(ADDRESS, check=owner.check, ask=owner.ask)
        except ShopError as error:
            errors.append(error)

    waiting = threading.Thread(target=ask)
    waiting.start()
    assert there.wait(LONG_ENOUGH_S)
    (pid,) = processes(shop_folder)
    source.close()
    waiting.join(LONG_ENOUGH_S)
    assert [type(error) for error in errors] == [Stopped]
    assert gone(pid)
    assert processes(shop_folder) == []
    with pytest.raises(Stopped):
        source.item(ADDRESS, check=owner.check, ask=owner.ask)


PROGRAM = """
import sys
from pathlib import Path
sys.path.insert(0, {root!r})
from babydrop_desktop.gateways.browser.leftovers import BrowserFolder
from babydrop_desktop.gateways.browser.lent import Lending, LentBrowser
browser = LentBrowser(BrowserFolder(Path({folder!r})), lambda: Path({program!r}), Lending())
browser.page(visible=False)
print(browser._pid, flush=True)
sys.stdin.read()
"""


def killed_program(shop_folder, owners_browser, *, frozen):
    """A program that had a browser and was killed; the browser's number."""
    folder = shop_folder / "browser"
    code = PROGRAM.format(root=str(ROOT), folder=str(folder), program=str(owners_browser))
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as program:
        pid = int(program.stdout.readline())
        if frozen:
            os.kill(pid, signal.SIGSTOP)
        program.kill()
    return pid


def test_a_browser_ends_with_a_program_that_is_killed(
    shop_folder, owners_browser, aliexpress, no_screen
):
    assert gone(killed_program(shop_folder, owners_browser, frozen=False))


def test_a_browser_that_a_killed_program_left_is_ended_at_the_next_start(
    shop_folder, owners_browser, aliexpress, no_screen, older, made, owner
):
    pid = killed_program(shop_folder, owners_browser, frozen=True)
    source = made()
    assert gone(pid)
    assert source.item(ADDRESS, check=owner.check, ask=owner.ask).body


def test_only_our_own_browser_is_ever_ended(tmp_path):
    folder = leftovers.BrowserFolder(tmp_path)
    with subprocess.Popen(["sleep", "60"]) as other:
        folder.note(other.pid)
        folder.take().close()
        assert other.poll() is None, "the number noted is another program's by now"
        assert not folder.has_leftover
        other.kill()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"pid": "x"}', '{"pid": 1, "born": ""}'])
def test_a_damaged_note_is_no_hindrance(tmp_path, text):
    (tmp_path / "running.json").write_text(text, encoding="ascii")
    folder = leftovers.BrowserFolder(tmp_path)
    folder.take().close()
    assert not folder.has_leftover


def test_two_programs_of_one_shop_do_not_share_a_browser(tmp_path):
    folder = leftovers.BrowserFolder(tmp_path)
    with folder.take():
        assert leftovers.BrowserFolder(tmp_path).take() is None
        second = LentBrowser(leftovers.BrowserFolder(tmp_path), lambda: Path("/x"), Lending())
        with pytest.raises(Unavailable) as caught:
            second.page(visible=False)
    assert caught.value.reason == "browser_in_use"
    folder.take().close()


def test_the_browsers_folder_is_its_owners_alone(tmp_path):
    leftovers.BrowserFolder(tmp_path / "browser").take().close()
    for folder in (tmp_path / "browser", tmp_path / "browser" / "profile"):
        assert folder.stat().st_mode & 0o777 == 0o700


def test_a_program_that_is_no_browser_is_said_to_be_none(tmp_path, owner, no_screen):
    source = BrowserSource(tmp_path / "browser", Hurrying(), path="/bin/true")
    with pytest.raises(Unavailable) as caught:
        source.item(ADDRESS, check=owner.check, ask=owner.ask)
    assert caught.value.reason == "browser_not_started"
    source.close()


@pytest.mark.parametrize(
    ("wishes", "reason"),
    [
        ({"shut": "demo_shut"}, "demo_shut"),
        ({"shut": "off"}, "off"),
        ({"path": "/there/is/none"}, "no_browser"),
    ],
)
def test_why_the_browser_cannot_be_used_is_said(tmp_path, owner, wishes, reason):
    source = BrowserSource(tmp_path / "browser", Hurrying(), **wishes)
    assert source.unready() == reason
    with pytest.raises(Refused) as caught:
        source.item(ADDRESS, check=owner.check, ask=owner.ask)
    assert (caught.value.reason, str(caught.value)) == (reason, source.why())
    assert not (tmp_path / "browser").exists()
    source.close()


def test_without_playwright_the_rest_goes_on_and_it_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr("babydrop_desktop.gateways.browser.source._has_playwright", lambda: False)
    source = BrowserSource(tmp_path / "browser", Hurrying(), path=sys.executable)
    assert source.unready() == "no_browser"
    assert "Playwright" in source.why()
