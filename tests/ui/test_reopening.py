"""The shop is closed and opened anew in the same window: nothing typed is lost, nothing stays."""

import threading

import pytest
import shiboken6

from babydrop_desktop.errors import Unavailable
from babydrop_desktop.paths import Profile
from tests.ui.fakes import FakeAbout, FakeShop, product
from ui.catalog.place import CatalogPlace
from ui.common.notice_action import NoticeAction
from ui.main_window import MainWindow
from ui.place import Place
from ui.reopening import Reopening
from ui.session import Session


class Typed(Place):
    """Saves what was typed when it is left, as the Import place does."""

    @staticmethod
    def save(text):
        """Keep it."""

    def leave(self):
        self.typed = "a title"

    async def settle(self):
        await self.context.ask(Typed.save, self.typed)


@pytest.fixture
def window(qtbot, light, settings, tmp_path):
    made = MainWindow(Profile(tmp_path), settings, {"import": Typed, "catalog": CatalogPlace})
    qtbot.addWidget(made)
    made.furnish()
    made.show()
    return made


@pytest.fixture
def shops():
    """The shops in the order in which they are opened; the last one stays."""
    return [FakeShop(), FakeShop(about=FakeAbout(place="Shop server"))]


@pytest.fixture
def session(qtbot, loop, window, settings, heard, shops):
    left = list(shops)
    made = Session(lambda: left.pop(0), heard.errors.append)
    made.opened.connect(
        lambda: window.show_shop(made.context(settings, window.notify, window.go_to))
    )
    made.refused.connect(window.show_refusal)
    window.retry.connect(made.open)
    made.reopening = Reopening(window, made, heard.errors.append)
    made.open()
    qtbot.waitUntil(lambda: window.place() is not None)
    yield made
    assert made.close()


def test_another_shop_is_opened_in_the_same_window(qtbot, window, session, shops):
    shops[0].catalog.all = [product(1, "Hat")]
    window.go_to("catalog")
    old = window.place()
    window.notify("Saved", NoticeAction("Undo", lambda: None))
    window.reopen()
    qtbot.waitUntil(lambda: window.status.facts()[0] == "Shop server")
    assert shops[0].closed
    assert not shops[1].closed
    assert not shiboken6.isValid(old)
    assert isinstance(window.place(), CatalogPlace)
    assert window.rail.isEnabled()
    assert window.status.notice.text() == ""  # nothing of the other shop can be taken back here


def test_what_was_typed_is_saved_before_the_shop_is_closed(
    qtbot, window, session, shops, monkeypatch
):
    window.go_to("import")
    closed_when_saved = []

    def save(text):
        closed_when_saved.append((text, shops[0].closed))

    monkeypatch.setattr(Typed, "save", staticmethod(save))
    window.reopen()
    qtbot.waitUntil(lambda: window.status.facts()[0] == "Shop server")
    assert closed_when_saved == [("a title", False)]


def test_what_is_done_between_runs_beside_the_window_on_a_closed_shop(
    qtbot, window, session, shops
):
    seen, gate = [], threading.Event()

    def between(work):
        seen.append((shops[0].closed, threading.current_thread() is threading.main_thread()))
        gate.wait(10)
        work.check()

    window.reopen(between)
    qtbot.waitUntil(lambda: seen != [])
    assert seen == [(True, False)]
    assert window.place() is None
    assert not window.rail.isEnabled()
    window.reopen()  # a second time while the first goes on: nothing more happens
    gate.set()
    qtbot.waitUntil(lambda: window.place() is not None)
    assert window.status.facts()[0] == "Shop server"
    qtbot.waitUntil(lambda: not session.reopening.busy)


def test_what_fails_between_is_said_and_the_shop_is_opened_all_the_same(
    qtbot, window, session, heard
):
    def between(_work):
        raise Unavailable("The disk is full.", reason="backup_no_room")

    window.reopen(between)
    qtbot.waitUntil(lambda: window.status.facts()[0] == "Shop server")
    assert [error.reason for error in heard.errors] == ["backup_no_room"]
    heard.errors.clear()


def test_closing_the_window_ends_what_is_done_between(qtbot, window, session, shops):
    works = []

    def between(work):
        works.append(work)
        while not work.stopping:
            threading.Event().wait(0.01)

    window.reopen(between)
    qtbot.waitUntil(lambda: works != [])
    session.reopening.stop()
    qtbot.waitUntil(lambda: not session.reopening.busy)
    assert works[0].stopping


def test_a_shop_whose_opening_was_overtaken_is_closed_again(qtbot, window, session, shops):
    late = shops[1]
    window.reopen()
    qtbot.waitUntil(lambda: window.status.facts()[0] == "Shop server")
    begun, gate, third = (
        threading.Event(),
        threading.Event(),
        FakeShop(about=FakeAbout(place="This computer")),
    )
    answers = [FakeShop(), third]

    def opener():
        made = answers.pop(0)
        begun.set()
        if made is not third:
            gate.wait(10)
        return made

    session._opener = opener
    slow = answers[0]
    session.open()
    qtbot.waitUntil(begun.is_set)
    session.open()
    qtbot.waitUntil(lambda: session.shop is third)
    gate.set()
    qtbot.waitUntil(lambda: slow.closed)
    assert not third.closed
    late.close()


def test_what_is_asked_for_while_the_shop_is_closed_has_its_turn_before_it_opens(
    qtbot, window, session, shops
):
    done, gate = [], threading.Event()

    def first(_work):
        gate.wait(10)
        done.append("first")

    window.reopen(first)
    qtbot.waitUntil(lambda: shops[0].closed)
    window.reopen(lambda _work: done.append("second"))
    gate.set()
    qtbot.waitUntil(lambda: window.status.facts()[0] == "Shop server")
    assert done == ["first", "second"]
    assert not shops[1].closed  # it was opened once


def test_another_shop_that_is_asked_for_meanwhile_is_gone_to_instead(qtbot, window, session, shops):
    gate, went = threading.Event(), []
    window.reopen(lambda _work: gate.wait(10))
    qtbot.waitUntil(lambda: shops[0].closed)
    session.reopening.leave(lambda: went.append("there"))
    assert went == []
    gate.set()
    qtbot.waitUntil(lambda: went == ["there"])
    qtbot.waitUntil(lambda: not session.reopening.busy)
    assert window.place() is None
