"""The first start asks four things, keeps them at the end, and is never seen again."""

import pytest
from PySide6.QtCore import QSettings, Qt

from babydrop_desktop.domain.checks import Level
from babydrop_desktop.domain.connection import Chosen, Finding, Keeping, TestReport
from babydrop_desktop.errors import Refused
from babydrop_desktop.paths import Profile, ShopOptions, demo_beside
from babydrop_desktop.settings import read_settings
from tests.ui.fakes import NOON
from ui import last_shop
from ui.first_run.first_run import FirstRun
from ui.preferences.asking import Asking
from ui.window_state import PLACE
from ui.work.executor import QtExecutor

LEFT = Qt.MouseButton.LeftButton


class FakeConnections:
    """A server that passes its test, unless `blocked`."""

    def __init__(self):
        self.blocked = False
        self.keeping_in = Keeping.KEY_STORE
        self.chosen = []

    def test(self, _wish, _check=None):
        level = Level.BLOCKED if self.blocked else Level.FINE
        return TestReport((Finding(level, "x", "X", "It is so."),), NOON, 1)

    def keeping(self, _wish):
        return Keeping.NOWHERE

    def choose(self, wish):
        self.chosen.append(wish)
        return Chosen("postgresql://ada@db.example/shop", self.keeping_in, "Kept.")


@pytest.fixture
def service():
    return FakeConnections()


@pytest.fixture
def page(qtbot, loop, light, heard, tmp_path, service):
    asking = Asking(
        profile=Profile(tmp_path),
        service=lambda: service,
        pool=QtExecutor("preferences", 2),
        fail=heard.errors.append,
    )
    made = FirstRun(asking)
    made.heard = []
    made.done.connect(lambda demo, news: made.heard.append((demo, news)))
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    yield made
    made.close_page()
    assert asking.pool.wait(5000)


def name_it(qtbot, page, name="Little Cloud"):
    page.shop.shop.setFocus()
    qtbot.keyClicks(page.shop.shop, name)


def settings_of(tmp_path):
    return read_settings(tmp_path / "settings.toml")


def test_each_step_is_answered_before_the_next_and_nothing_is_kept_before_the_end(
    qtbot, page, tmp_path
):
    assert not page.next.isEnabled()
    assert page.note() == "Enter the name of your shop."
    name_it(qtbot, page)
    page.shop.currency.setCurrentIndex(page.shop.currency.findData("EUR"))
    qtbot.keyClick(page.shop.shop, Qt.Key.Key_Return)
    assert page.at == 1
    for box in page.ships.ships_to.boxes.values():
        box.setChecked(False)
    assert page.note() == "Tick the countries that you sell to."
    for code in ("DE", "AT", "FR"):
        page.ships.ships_to.boxes[code].setChecked(True)
    page.ships.ships_from.setCurrentIndex(page.ships.ships_from.findData("PL"))
    qtbot.mouseClick(page.next, LEFT)
    qtbot.mouseClick(page.next, LEFT)
    assert page.at == 3
    said = [row.words.text() for row in page.list.rows]
    assert said == ["Little Cloud, Euro", "From Poland to 3 countries", "This computer",
                    "Empty, or with a demo shop"]  # fmt: skip
    assert page.list.rows[0].accessibleName() == "Shop, done: Little Cloud, Euro"
    assert not (tmp_path / "settings.toml").exists()
    assert page.next.text() == "Open your shop"
    qtbot.mouseClick(page.next, LEFT)
    qtbot.waitUntil(lambda: page.heard == [(False, "")])
    shop = settings_of(tmp_path).shop
    assert (shop.name, shop.currency, shop.ships_from) == ("Little Cloud", "EUR", "PL")
    assert shop.ships_to == ("AT", "DE", "FR")


def test_the_drawings_at_the_left_are_there(qtbot, page):
    thumbs = page.list._thumbs
    qtbot.waitUntil(lambda: all(thumb.pixmap().width() > 40 for thumb in thumbs))
    assert len(thumbs) == 4


def test_one_can_go_back_and_what_was_entered_is_still_there(qtbot, page):
    name_it(qtbot, page)
    qtbot.mouseClick(page.next, LEFT)
    assert page.back.isVisible()
    qtbot.mouseClick(page.back, LEFT)
    assert page.shop.shop.text() == "Little Cloud"
    assert not page.back.isVisible()


@pytest.mark.parametrize("enter", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_presses_the_key_that_it_is_on(qtbot, page, tmp_path, enter):
    name_it(qtbot, page)
    qtbot.keyClick(page.shop.shop, enter)
    assert page.at == 1
    page.go_to(3)
    for at in (2, 1, 0):
        page.back.setFocus()
        qtbot.keyClick(page.back, enter)
        assert page.at == at
    assert page.heard == []
    assert not (tmp_path / "settings.toml").exists()
    page.later.setFocus()
    qtbot.keyClick(page.later, enter)
    qtbot.waitUntil(lambda: page.heard == [(False, "")])


def test_a_server_has_to_pass_its_test_and_is_chosen_at_the_end(qtbot, page, service, tmp_path):
    name_it(qtbot, page)
    page.go_to(2)
    cards = page.data.cards
    cards.choose(server=True)
    assert page.note() == "Test the server first."
    for field, text in (("host", "db.example"), ("database", "shop"), ("user", "ada")):
        getattr(cards.panel.fields, field).setText(text)
    service.blocked = True
    qtbot.mouseClick(cards.panel.test, LEFT)
    qtbot.waitUntil(lambda: page.note() == "Mend what is marked red, then test again.")
    service.blocked = False
    qtbot.mouseClick(cards.panel.test, LEFT)
    qtbot.waitUntil(page.next.isEnabled)
    qtbot.mouseClick(page.next, LEFT)
    assert page.list.rows[2].words.text() == "db.example"
    assert service.chosen == []
    service.keeping_in = Keeping.SESSION
    qtbot.mouseClick(page.next, LEFT)
    qtbot.waitUntil(lambda: page.heard != [])
    assert [wish.host for wish in service.chosen] == ["db.example"]
    assert "asked for again at the next start" in page.heard[0][1]


def test_nothing_is_written_until_the_server_is_chosen(qtbot, page, service, tmp_path, monkeypatch):
    name_it(qtbot, page)
    page.go_to(2)
    cards = page.data.cards
    cards.choose(server=True)
    for field, text in (("host", "db.example"), ("database", "shop"), ("user", "ada")):
        getattr(cards.panel.fields, field).setText(text)
    qtbot.mouseClick(cards.panel.test, LEFT)
    qtbot.waitUntil(page.next.isEnabled)
    qtbot.mouseClick(page.next, LEFT)

    def failing(_wish):
        raise Refused("The key store is shut.", reason="connection_incomplete")

    monkeypatch.setattr(service, "choose", failing)
    qtbot.mouseClick(page.next, LEFT)
    qtbot.waitUntil(lambda: page.note() == "The key store is shut.")
    assert not (tmp_path / "settings.toml").exists()  # the next start asks again
    assert page.heard == []


def test_the_demo_shop_can_be_had_first(qtbot, page, tmp_path):
    name_it(qtbot, page)
    page.go_to(3)
    page.start.demo.choose()
    assert page.next.text() == "Open the demo shop"
    for _ in range(50):
        page.next.click()
    qtbot.waitUntil(lambda: page.heard != [])
    assert page.heard == [(True, "")]
    assert settings_of(tmp_path).shop.name == "Little Cloud"  # for when the demo is removed


def test_there_is_a_way_out_at_once(qtbot, page, tmp_path):
    qtbot.mouseClick(page.later, LEFT)
    qtbot.waitUntil(lambda: page.heard == [(False, "")])
    assert settings_of(tmp_path).shop.name == "Baby Petite"
    assert (tmp_path / "settings.toml").exists()  # it is not asked again


def test_settings_that_cannot_be_written_are_said_and_can_be_tried_again(
    qtbot, page, monkeypatch, tmp_path
):
    real = page._own.write

    def failing(_changes):
        raise Refused("The file cannot be written.", reason="settings_not_written")

    monkeypatch.setattr(page._own, "write", failing)
    qtbot.mouseClick(page.later, LEFT)
    qtbot.waitUntil(lambda: page.note() == "The file cannot be written.")
    assert page.heard == []
    monkeypatch.setattr(page._own, "write", real)
    qtbot.mouseClick(page.later, LEFT)
    qtbot.waitUntil(lambda: page.heard != [])


def test_after_a_bug_the_keys_work_again(qtbot, page, monkeypatch, heard):
    real, bug = page._own.write, RuntimeError("a bug")

    def failing(_changes):
        raise bug

    name_it(qtbot, page)
    monkeypatch.setattr(page._own, "write", failing)
    qtbot.mouseClick(page.later, LEFT)
    qtbot.waitUntil(lambda: heard.errors == [bug])
    heard.errors.clear()
    assert page.next.isEnabled()
    monkeypatch.setattr(page._own, "write", real)
    qtbot.mouseClick(page.later, LEFT)
    qtbot.waitUntil(lambda: page.heard == [(False, "")])


def test_every_step_fits_the_smallest_window(qtbot, page):
    page.resize(1000, 620)
    for at, step in enumerate(page.steps):
        page.go_to(at)
        assert step.minimumSizeHint().width() <= 1000 - page.list.width() - 40


def test_only_a_folder_where_nothing_was_ever_done_is_new(tmp_path):
    def state(name, make):
        profile = Profile(tmp_path / name)
        profile.folder.mkdir()
        make(profile)
        return last_shop.is_new(profile, last_shop.kept_in(profile))

    def window(profile, key):
        settings = last_shop.kept_in(profile)
        settings.setValue(key, "import")
        settings.sync()

    assert state("fresh", lambda _profile: None)
    assert state("closed in the first step", lambda profile: window(profile, "window/rect"))
    assert not state("settings", lambda profile: profile.settings.write_text(""))
    assert not state("shop", lambda profile: profile.database.write_text(""))
    assert not state("a place was open", lambda profile: window(profile, PLACE))
    gone = Profile(tmp_path / "none")
    assert not last_shop.is_new(gone, QSettings())


def test_the_demo_shop_is_shown_again_as_long_as_it_is_there(tmp_path):
    own = ShopOptions(Profile(tmp_path / "shop"))
    demo = ShopOptions(demo_beside(own.profile), demo=True)
    for profile in (own.profile, demo.profile):
        profile.folder.mkdir()
    last_shop.remember(demo)
    assert last_shop.wanted(own) == own  # nothing is there
    demo.profile.database.write_text("")
    assert last_shop.wanted(own) == demo
    given = ShopOptions(own.profile, "postgresql://h/shop")
    assert last_shop.wanted(given) == given
    last_shop.remember(own)
    assert last_shop.wanted(own) == own
