"""What AliExpress wants in the browser's window is told once, with the way there."""

import pytest
from PySide6.QtCore import QObject

from babydrop_desktop.domain.changes import Change
from ui.browser_news import BrowserNews

JOB = Change(jobs=frozenset({"j1"}))


@pytest.fixture
def news(qapp, shop, make_context):
    parent = QObject()
    made = BrowserNews(make_context(shop), parent)
    yield made
    parent.deleteLater()


def test_a_check_is_told_once_and_can_be_shown(qtbot, shop, news, heard):
    moved = []
    news.changed.connect(lambda: moved.append(shop.browser.waits))
    shop.tell(JOB)
    shop.browser.waits = "captcha"
    shop.tell(Change(orders=frozenset({"o1"})))
    shop.tell(JOB)
    shop.tell(JOB)
    qtbot.waitUntil(lambda: moved == ["captcha"])
    assert heard.notices == ["AliExpress wants a check to be passed in the browser window"]
    (action,) = heard.actions
    action.run()
    qtbot.waitUntil(lambda: shop.browser.shown == 1)
    shop.browser.waits = ""
    shop.tell(JOB)
    qtbot.waitUntil(lambda: moved == ["captcha", ""])
    assert len(heard.notices) == 1, "that it is over is seen in its row"


def test_a_login_has_words_of_its_own(qtbot, shop, news, heard):
    shop.browser.waits = "login"
    shop.tell(JOB)
    qtbot.waitUntil(lambda: len(heard.notices) == 1)
    assert "sign in" in heard.notices[0]
