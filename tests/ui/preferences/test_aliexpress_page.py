"""The owner gives a key, allows it, tries it, forgets it; and says which ways come first."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication

from babydrop_desktop.domain.supplier_access import AccessState
from babydrop_desktop.errors import Refused, Unavailable
from babydrop_desktop.settings import read_settings
from tests.ui.fake_account import FakeAccount
from ui.common.dialogs import Message

LEFT = Qt.MouseButton.LeftButton


class Browser(QObject):
    """The owner's browser, as the system opens it."""

    def __init__(self):
        super().__init__()
        self.opened = []

    @Slot(QUrl)
    def open(self, url):
        self.opened.append(url.toString())


@pytest.fixture
def browser(qapp):
    made = Browser()
    QDesktopServices.setUrlHandler("https", made, "open")
    yield made
    QDesktopServices.unsetUrlHandler("https")


@pytest.fixture
def account():
    return FakeAccount()


@pytest.fixture
def open_page(qtbot, open_preferences, account):
    """The page over `account`; what is settled is in its list `news`."""

    def opening(state=AccessState.NO_KEY, **facts):
        account.become(state)
        dialog = open_preferences(account=lambda: account, **facts)
        dialog.show_page("aliexpress")
        page = dialog.aliexpress
        qtbot.waitUntil(lambda: page.choice is not None and page.access.state is not None)
        page.dialog = dialog
        return page

    return opening


def click(qtbot, key):
    assert key.isVisible()
    assert key.isEnabled()
    qtbot.mouseClick(key, LEFT)


def test_without_an_open_shop_there_is_no_such_page(open_preferences):
    dialog = open_preferences()
    dialog.show_page("aliexpress")
    assert dialog.page() == "server"


def test_from_no_key_to_allowed(qtbot, open_page, account, browser):
    page = open_page()
    access, fields = page.access, page.access.fields
    assert access.status.text() == "No key yet. Everything works without one too."
    assert not fields.forget_key.isVisible()
    assert not fields.code.isVisible()
    assert not access.trying.isVisible()
    qtbot.keyClicks(fields.key, "123456")
    qtbot.keyClicks(fields.secret, "hush")
    qtbot.keyClicks(fields.returns_to, "https://shop.example/done")
    assert fields.secret.echoMode() is fields.secret.EchoMode.Password
    click(qtbot, fields.begin)
    qtbot.waitUntil(lambda: browser.opened != [])
    assert account.asked == [("keep", "123456", "hush", "https://shop.example/done")]
    assert browser.opened == [account.sign_in_address()]
    assert fields.secret.text() == ""  # it is kept, and not shown again
    assert "Allow it there" in access.said.text()
    qtbot.waitUntil(fields.code.hasFocus)
    qtbot.keyClicks(fields.code, "https://shop.example/done?code=3_1_x")
    qtbot.keyClick(fields.code, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: access.state is AccessState.ALLOWED)
    assert account.asked[-1] == ("sign_in", "https://shop.example/done?code=3_1_x")
    assert access.status.text().startswith("Allowed until Nov 24, 2099")
    assert access.status.text().endswith("ada@shop.example")
    assert not fields.code.isVisible()


def test_an_address_that_is_not_aliexpress_own_is_not_opened(qtbot, open_page, account, browser):
    page = open_page(AccessState.NOT_ALLOWED)
    account.sign_in_address = lambda: "https://evil.example/oauth/authorize"
    click(qtbot, page.access.fields.begin)
    qtbot.waitUntil(lambda: "copied" in page.access.said.text())
    assert browser.opened == []


def test_without_a_browser_the_address_is_copied(qtbot, open_page, account, monkeypatch):
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    page = open_page(AccessState.ENDED)
    assert "again" in page.access.status.text()
    click(qtbot, page.access.fields.begin)
    qtbot.waitUntil(lambda: "copied" in page.access.said.text())
    assert QGuiApplication.clipboard().text() == account.sign_in_address()


def test_what_is_wrong_is_told_and_can_be_mended(qtbot, open_page, account):
    page = open_page(AccessState.NOT_ALLOWED)
    account.error = Refused("x", reason="sign_in_code_ended")
    page.access.fields.code.setText("old")
    click(qtbot, page.access.fields.finish)
    qtbot.waitUntil(lambda: "three minutes" in page.access.said.text())
    assert page.access.fields.finish.isEnabled()
    account.error = None
    click(qtbot, page.access.fields.finish)
    qtbot.waitUntil(lambda: page.access.state is AccessState.ALLOWED)


def test_a_key_store_that_waits_is_told(qtbot, open_page, account):
    def waits():
        raise Unavailable("It waits.", reason="key_store_waits")

    page = open_page(AccessState.ALLOWED)
    account.status = waits
    page.access._tasks.latest("look", page.access._look())
    qtbot.waitUntil(lambda: "key store" in page.access.status.text())


def test_a_secret_that_was_kept_for_one_run_only_is_asked_for_again(open_page, account):
    account.become(AccessState.NO_KEY)
    account.now = replace(account.now, app_key="123456")
    account.become = lambda _state: account.now
    page = open_page()
    assert "Enter it and sign in" in page.access.status.text()
    assert page.access.fields.key.text() == "123456"


def test_one_item_is_tried_and_its_name_is_plain_text(qtbot, open_page, account):
    page = open_page(AccessState.ALLOWED)
    trying = page.access.trying
    trying.item.setText("1005001234567890")
    click(qtbot, trying.test)
    qtbot.waitUntil(lambda: trying.result.text().startswith("It works"))
    assert trying.result.text() == "It works: “Cloud <b>Bodysuit</b>” · 2 variants · from $6.40"
    assert trying.result.textFormat() is Qt.TextFormat.PlainText
    account.error = Refused("x", reason="removed")
    click(qtbot, trying.test)
    qtbot.waitUntil(lambda: "gone" in trying.result.text())


def test_a_test_can_be_cancelled(qtbot, open_page, account):
    page = open_page(AccessState.ALLOWED)
    trying = page.access.trying
    account.gate.clear()
    click(qtbot, trying.test)
    qtbot.waitUntil(account.begun.is_set)
    assert trying.test.text() == "Cancel"
    click(qtbot, trying.test)
    qtbot.waitUntil(lambda: trying.test.text() == "Test again")
    assert not trying.result.isVisible()


def test_closing_ends_a_test_that_runs(qtbot, open_page, account):
    page = open_page(AccessState.ALLOWED)
    account.gate.clear()
    click(qtbot, page.access.trying.test)
    qtbot.waitUntil(account.begun.is_set)
    page.dialog.reject()
    assert not page.dialog.isVisible()


def test_a_key_that_was_typed_and_not_kept_is_not_lost_without_a_word(qtbot, open_page):
    page = open_page()
    page.dialog.show_page("general")
    qtbot.keyClicks(page.access.fields.key, "123456")
    page.dialog.reject()
    asked = page.dialog.findChild(Message, "close-unsaved")
    assert "did not sign in" in asked.words()
    assert page.dialog.page() == "aliexpress"


def test_what_was_said_is_over_with_the_next_letter(qtbot, open_page, account):
    account.error = Refused("The App Key is empty.", reason="key_incomplete")
    page = open_page()
    click(qtbot, page.access.fields.begin)
    qtbot.waitUntil(lambda: page.access.said.text() == "The App Key is empty.")
    qtbot.keyClicks(page.access.fields.key, "1")
    assert not page.access.said.isVisible()


def test_forgetting_asks_once(qtbot, open_page, account):
    page = open_page(AccessState.ALLOWED)
    click(qtbot, page.access.fields.forget_key)
    asked = page.access.findChild(Message, "forget-key")
    assert "forgotten on this computer" in asked.words()
    asked.accept()
    qtbot.waitUntil(lambda: page.access.state is AccessState.NO_KEY)
    assert account.asked == [("forget",)]
    assert page.access.fields.key.text() == ""


def test_the_demo_shop_takes_no_key(open_page):
    page = open_page(AccessState.DEMO, demo=True)
    fields = page.access.fields
    assert "demo shop" in page.access.status.text()
    every = (fields.key, fields.secret, fields.returns_to, fields.begin, page.choice)
    assert not any(part.isEnabled() for part in every)
    assert page.note() == "The demo shop asks nobody."


def test_the_ways_are_ordered_and_saved(qtbot, open_page, tmp_path):
    page = open_page()
    ways = page.choice.ways
    assert ways.order() == ("api", "browser", "http")
    assert not page.save.isEnabled()
    assert not ways.lines["api"].up.isEnabled()
    click(qtbot, ways.lines["http"].up)
    assert ways.order() == ("api", "http", "browser")
    assert not ways.lines["http"].up.hasFocus()
    ways.lines["http"].up.setFocus()
    qtbot.keyClick(ways.lines["http"].up, Qt.Key.Key_Space)
    assert ways.lines["http"].tick.hasFocus()  # its key up is shut now
    ways.lines["browser"].tick.setChecked(False)
    page.choice.numbers["per_day"][0].setText("40")
    assert page.note() == "Saving opens the shop anew, so that it counts at once."
    click(qtbot, page.save)
    qtbot.waitUntil(lambda: page.dialog.news == ["Saved"])
    imports = read_settings(tmp_path / "settings.toml").imports
    assert imports.order == ("http", "api")
    assert (imports.per_day, imports.browser_per_day) == (40, 100)


def test_a_way_that_is_not_used_stands_below(open_page, tmp_path):
    (tmp_path / "settings.toml").write_text('[imports]\norder = ["http"]\n')
    page = open_page()
    ways = page.choice.ways
    assert ways.order() == ("http",)
    assert list(ways.lines) == ["http", "api", "browser"]


def test_a_number_that_is_none_is_told(open_page):
    page = open_page()
    page.choice.numbers["browser_per_day"][0].setText("")
    assert page.note() == "Pages a day by your browser (0: no limit): from 0 to 1000."
    assert not page.save.isEnabled()


def test_changes_are_not_lost_by_saving_another_page(qtbot, open_page):
    page = open_page()
    click(qtbot, page.choice.ways.lines["http"].up)
    page.dialog.show_page("general")
    general = page.dialog.general
    qtbot.waitUntil(lambda: general.fields is not None)
    general.fields.texts["shop.name"].setText("Other")
    assert general.note() == "Save what you changed on the page “AliExpress” first, or undo it."
    assert not general.save.isEnabled()
    page.dialog.reject()
    assert page.dialog.findChild(Message, "close-unsaved") is not None
