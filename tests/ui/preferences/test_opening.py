"""A shop that cannot be opened says why and what to do; a shared one is upgraded when asked."""

from collections import Counter
from threading import Event
from types import SimpleNamespace
from typing import ClassVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from babydrop_desktop import bootstrap
from babydrop_desktop.db import errors
from babydrop_desktop.domain.connection import IndexState
from babydrop_desktop.errors import Refused, Unavailable
from babydrop_desktop.paths import Profile, ShopOptions
from babydrop_desktop.settings import read_settings
from babydrop_desktop.settings_file import write_database_url
from tests.ui.fakes import FakeAbout, FakeShop
from ui import where_kept
from ui.common import fault_words, words
from ui.common.dialogs import Message
from ui.preferences.asking import Asking
from ui.upgrade import Upgrade

WHERE = "Where the shop is kept…"
OLDER = {"from": "0001", "to": "0006", "state": "ours"}


@pytest.fixture
def opened(monkeypatch):
    """What `bootstrap.open_shop` is asked for and answers, the last answer again and again."""

    made = SimpleNamespace(answers=[FakeShop()], asked=[])

    def open_shop(options):
        made.asked.append(options)
        answer = made.answers.pop(0) if len(made.answers) > 1 else made.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(bootstrap, "open_shop", open_shop)
    return made


def meanings():
    every = [value for value in vars(errors).values() if isinstance(value, errors._Meaning)]
    every += errors._BY_SQLITE_CODE.values()
    return {meaning.reason: meaning for meaning in every}


def test_every_trouble_of_a_database_has_a_sentence_of_the_owners():
    known = fault_words.sentences()
    assert set(meanings()) - set(known) == set()
    at_opening = {"database_half", "database_newer", "database_too_old", "database_not_ours",
                  "storefront_not_known", "upgrade_failed"}  # fmt: skip
    assert at_opening - set(known) == set()
    twice = [text for text, count in Counter(known.values()).items() if count > 1]
    assert [text for text in twice if "database" in text or "server" in text] == []


@pytest.mark.parametrize("reason", sorted(meanings()))
def test_each_sentence_says_what_to_do_and_the_page_helps(
    qtbot, open_desk, opened, tmp_path, reason
):
    error = Unavailable("core's own", reason=reason, copy="shop.db", free="3 MB")
    opened.answers = [error, FakeShop()]
    desk = open_desk(ShopOptions(Profile(tmp_path)))
    qtbot.waitUntil(lambda: desk.says("Your shop cannot be opened"))
    assert words.error_words(error) in desk.opening.words()
    assert "core's own" not in desk.opening.words()
    assert (WHERE in desk.opening.offered) == (reason != "database_damaged")
    qtbot.mouseClick(desk.opening.copy_details, Qt.MouseButton.LeftButton)
    assert reason in QGuiApplication.clipboard().text()
    qtbot.mouseClick(desk.opening.retry, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desk.window.place() is not None)


def test_the_page_is_reached_before_a_shop_is_open(qtbot, open_desk, opened, tmp_path):
    write_database_url(Profile(tmp_path).settings, "postgresql://ada@db.example:5433/shop")
    opened.answers = [Unavailable("x", reason="database_unreachable"), FakeShop()]
    desk = open_desk(ShopOptions(Profile(tmp_path)))
    qtbot.waitUntil(lambda: WHERE in desk.opening.offered)
    desk.press(qtbot, WHERE)
    qtbot.waitUntil(lambda: desk.kept._preferences is not None)
    dialog = desk.kept._preferences
    fields = dialog.server.cards.panel.fields
    qtbot.waitUntil(lambda: fields.host.text() == "db.example")
    assert desk.window.menus.preferences.isEnabled()
    dialog.server.cards.choose(server=False)
    qtbot.mouseClick(dialog.server.use, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desk.window.place() is not None)
    assert read_settings(Profile(tmp_path).settings).database.url == ""
    assert desk.window.status.notice.text() == "The shop is kept on this computer now"


def test_an_upgrade_is_asked_for_and_not_now_changes_nothing(qtbot, open_desk, opened, tmp_path):
    opened.answers = [Refused("x", reason="upgrade_needed", **{**OLDER, "from": ""}), FakeShop()]
    desk = open_desk(ShopOptions(Profile(tmp_path)))
    qtbot.waitUntil(lambda: desk.says("Get your shop's database ready for this program?"))
    assert desk.says("No copy is made first, since nothing that is there is changed.")
    assert not desk.opening.retry.isVisible()
    desk.press(qtbot, "Not now")
    assert desk.says("Nothing was changed")
    assert len(opened.asked) == 1
    desk.press(qtbot, "Try again")
    qtbot.waitUntil(lambda: desk.window.place() is not None)
    assert [options.upgrade for options in opened.asked] == [False, False]


def test_the_owners_yes_counts_once(qtbot, open_desk, opened, tmp_path):
    asking = Refused("x", reason="upgrade_needed", **{**OLDER, "from": ""})
    opened.answers = [asking, Unavailable("x", reason="database_unreachable"), asking, FakeShop()]
    desk = open_desk(ShopOptions(Profile(tmp_path)))
    qtbot.waitUntil(lambda: "Get the database ready" in desk.opening.offered)
    desk.press(qtbot, "Get the database ready")
    qtbot.waitUntil(lambda: desk.says("does not answer"))
    qtbot.mouseClick(desk.opening.retry, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Get the database ready" in desk.opening.offered)
    assert [options.upgrade for options in opened.asked] == [False, True, False]


class FakeBackups:
    """Makes a copy, or says why not."""

    made: ClassVar = []
    error = None

    def __init__(self, options):
        self.options = options

    def make(self, note, work):
        work.check()
        if self.error is not None:
            raise self.error
        self.made.append(note)

    def close(self):
        """Nothing is open."""


@pytest.fixture
def copies(monkeypatch):
    monkeypatch.setattr(FakeBackups, "made", [])
    monkeypatch.setattr(FakeBackups, "error", None)
    monkeypatch.setattr(bootstrap, "open_backups", FakeBackups)
    return FakeBackups


def test_an_older_database_is_copied_before_it_is_upgraded(
    qtbot, open_desk, opened, copies, tmp_path
):
    opened.answers = [Refused("x", reason="upgrade_needed", **OLDER), FakeShop()]
    desk = open_desk(ShopOptions(Profile(tmp_path)))
    qtbot.waitUntil(lambda: desk.says("Bring your shop's database up to date?"))
    assert desk.says("A copy is made first")
    desk.press(qtbot, "Upgrade the shop's database")
    qtbot.waitUntil(lambda: desk.window.place() is not None)
    assert copies.made == ["before-upgrade"]
    assert opened.asked[-1].upgrade


def test_without_a_copy_the_owner_is_asked_again(qtbot, open_desk, opened, copies, tmp_path):
    opened.answers = [Refused("x", reason="upgrade_needed", **OLDER), FakeShop()]
    copies.error = Unavailable("There is no room for it.", reason="backup_no_room")
    desk = open_desk(ShopOptions(Profile(tmp_path)))
    qtbot.waitUntil(lambda: "Upgrade the shop's database" in desk.opening.offered)
    desk.press(qtbot, "Upgrade the shop's database")
    qtbot.waitUntil(lambda: desk.says("No copy could be made. Upgrade without one?"))
    assert desk.says("There is no room for it.")
    assert len(opened.asked) == 1
    desk.press(qtbot, "Upgrade without a copy")
    qtbot.waitUntil(lambda: desk.window.place() is not None)
    assert opened.asked[-1].upgrade


def test_a_question_is_never_made_of_another_error():
    assert Upgrade.asked_by(Unavailable("x", reason="database_busy"), None) is None
    assert Upgrade.asked_by(KeyError("upgrade_needed"), None) is None
    assert Upgrade.asked_by(Refused("x", reason="no_copy_before_upgrade"), None) is None


def test_a_new_shop_is_asked_about_before_it_is_opened(qtbot, open_desk, opened, tmp_path):
    desk = open_desk(ShopOptions(Profile(tmp_path)), new=True)
    qtbot.waitUntil(lambda: desk.kept._first is not None)
    assert not desk.window.menuBar().isVisible()
    assert not desk.window.menus.preferences.isEnabled()
    assert opened.asked == []
    qtbot.mouseClick(desk.kept._first.later, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desk.window.place() is not None)
    assert desk.window.menuBar().isVisible()
    assert desk.window.rail.isVisible()


@pytest.mark.parametrize("which", ["demo", "database", "folder"])
def test_the_demo_and_a_named_database_are_opened_at_once(
    qtbot, open_desk, opened, tmp_path, which
):
    profile = Profile(tmp_path)
    options = {
        "demo": ShopOptions(profile, demo=True),
        "database": ShopOptions(profile, "sqlite:///x.db"),
        "folder": ShopOptions(profile),
    }[which]
    if which == "folder":
        profile.database.write_text("")
    desk = open_desk(options, new=True)
    qtbot.waitUntil(lambda: desk.window.place() is not None)
    assert desk.kept._first is None


def test_the_window_goes_on_to_the_other_shop_once_this_one_is_closed(
    qtbot, open_desk, opened, tmp_path
):
    shop = opened.answers[0]
    desk = open_desk(ShopOptions(Profile(tmp_path / "shop")))
    qtbot.waitUntil(lambda: desk.window.place() is not None)
    went = []
    desk.kept.elsewhere.connect(lambda options, first: went.append((options, first, shop.closed)))
    assert not desk.window.menus.remove_demo.isVisible()
    desk.window.menus.other_shop.trigger()
    qtbot.waitUntil(lambda: went != [])
    assert went == [(ShopOptions(Profile(tmp_path / "shop Demo"), demo=True), None, True)]


def test_the_demo_shop_is_removed_after_a_question_and_only_once_it_is_closed(
    qtbot, open_desk, opened, tmp_path
):
    demo = ShopOptions(Profile(tmp_path / "shop Demo"), demo=True)
    desk = open_desk(demo)
    qtbot.waitUntil(lambda: desk.window.place() is not None)
    went = []
    desk.kept.elsewhere.connect(lambda *what: went.append(what))
    desk.window.menus.remove_demo.trigger()
    asked = desk.window.findChild(Message, "remove-demo")
    asked.reject()
    assert went == []
    desk.window.menus.remove_demo.trigger()
    qtbot.waitUntil(lambda: desk.window.findChild(Message, "remove-demo") not in (None, asked))
    desk.window.findChild(Message, "remove-demo").accept()
    qtbot.waitUntil(lambda: went != [])
    own, first = went[0]
    assert own == ShopOptions(Profile(tmp_path / "shop"))
    with pytest.raises(Refused) as caught:  # it is no demo shop: nothing is deleted
        first()
    assert caught.value.reason == "not_the_demo_shop"


def test_what_cannot_be_removed_is_said_and_the_own_shop_opens(qtbot, open_desk, opened, tmp_path):
    desk = open_desk(ShopOptions(Profile(tmp_path)))
    qtbot.waitUntil(lambda: desk.window.place() is not None)

    def failing():
        raise Refused("It cannot be deleted.", reason="not_the_demo_shop")

    desk.kept._other._reopening.leave(lambda: desk.kept.begin(failing))
    qtbot.waitUntil(lambda: desk.window.status.notice.text() == "It cannot be deleted.")
    assert desk.window.place() is not None


def test_asked_for_twice_the_preferences_open_once_and_leave_no_threads(
    qtbot, open_desk, opened, monkeypatch, service, tmp_path
):
    desk = open_desk(ShopOptions(Profile(tmp_path)))
    qtbot.waitUntil(lambda: desk.window.place() is not None)
    opened.answers[0].connection = service
    begun, gate, real = Event(), Event(), where_kept._preferences
    made, of = [], Asking.of

    def recorded(*what):
        made.append(of(*what))
        return made[-1]

    def slow():
        begun.set()
        gate.wait(10)
        return real()

    monkeypatch.setattr(Asking, "of", recorded)
    monkeypatch.setattr(where_kept, "_preferences", slow)
    desk.kept.show_preferences()
    qtbot.waitUntil(begun.is_set)
    desk.kept.show_preferences("server")
    gate.set()
    qtbot.waitUntil(lambda: desk.kept._preferences is not None)
    assert desk.kept._preferences.page() == "server"
    qtbot.waitUntil(lambda: [each.pool.closed for each in made] == [True, False])


@pytest.mark.parametrize("what", ["test", "indexes", "load"])
def test_closing_while_something_runs_leaves_no_trouble(
    qtbot, open_desk, opened, monkeypatch, service, fill, what, tmp_path
):
    desk = open_desk(ShopOptions(Profile(tmp_path)))
    qtbot.waitUntil(lambda: desk.window.place() is not None)
    opened.answers[0].connection = service
    service.states = (IndexState("b", "Order", ("status",), there=False),)
    desk.kept.show_preferences("server")
    qtbot.waitUntil(lambda: desk.kept._preferences is not None)
    dialog = desk.kept._preferences
    pool = dialog._asking.pool
    if what != "load":
        qtbot.waitUntil(lambda: "Looking" not in dialog.server.note())
        panel = fill(dialog)
        service.gate.clear()
        panel.run_test() if what == "test" else panel._add_indexes()
        qtbot.waitUntil(service.begun.is_set)
    dialog.reject()
    assert desk.kept._preferences is None
    with qtbot.waitSignal(dialog.destroyed):
        pass
    assert pool.wait(5000)
    service.gate.set()
    desk.kept.show_preferences()  # and it opens anew
    qtbot.waitUntil(lambda: desk.kept._preferences is not None)
    assert desk.kept._preferences.page() == "general"


@pytest.mark.parametrize("on_server", [False, True])
def test_where_the_shop_is_kept_does_not_hang_on_how_it_is_called(tmp_path, on_server):
    shop = FakeShop(about=FakeAbout(place="Elsewhere", on_server=on_server))
    asking = Asking.of(ShopOptions(Profile(tmp_path)), shop, lambda _error: None)
    asking.close()
    assert asking.on_server is on_server
