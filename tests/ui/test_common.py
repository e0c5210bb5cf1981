"""The parts that all places are built from do what they show."""

import time
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from babydrop_desktop.domain.checks import Level
from babydrop_desktop.domain.pricing import CategoryPricing, price_of
from babydrop_desktop.errors import Unavailable
from ui.common import formats, times
from ui.common.banner import Banner
from ui.common.buttons import plain
from ui.common.checks_list import CheckLine, ChecksList
from ui.common.drop_field import DropField
from ui.common.dropped import Dropped
from ui.common.labels import ElidedLabel, plain_text
from ui.common.notice import Notice
from ui.common.price_bar import PriceBar
from ui.common.search_field import SearchField
from ui.common.words import error_words
from ui.context import NoticeAction
from ui.theme.tokens import LIGHT


@pytest.fixture
def field(qtbot, light):
    made = DropField("Paste or drop addresses", "One per line")
    qtbot.addWidget(made)
    made.resize(600, 60)
    made.show()
    return made


def paste(qtbot, field, mime):
    QGuiApplication.clipboard().setMimeData(mime)
    qtbot.keyClick(field.edit, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def test_enter_gives_in_what_was_typed_and_shift_enter_begins_a_line(qtbot, field):
    qtbot.keyClicks(field.edit, "1005001")
    qtbot.keyClick(field.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(field.edit, "1005002")
    with qtbot.waitSignal(field.brought) as heard:
        qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    assert heard.args == [Dropped("1005001\n1005002")]


def test_pasted_addresses_stay_to_be_looked_at(qtbot, field):
    mime = QMimeData()
    mime.setText("https://www.aliexpress.com/item/1.html\nhttps://www.aliexpress.com/item/2.html")
    with qtbot.assertNotEmitted(field.brought):
        paste(qtbot, field, mime)
    assert field.edit.blockCount() == 2


def test_a_pasted_page_is_brought_in_at_once_and_never_laid_out(qtbot, field):
    mime = QMimeData()
    mime.setText("<!doctype html>" + "x" * 500_000)
    with qtbot.waitSignal(field.brought) as heard:
        paste(qtbot, field, mime)
    assert len(heard.args[0].text) > 500_000
    assert field.edit.toPlainText() == ""


def test_a_pasted_file_is_brought_in_at_once(qtbot, field):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile("/home/me/seite ü.html")])
    with qtbot.waitSignal(field.brought) as heard:
        paste(qtbot, field, mime)
    assert heard.args == [Dropped("", (Path("/home/me/seite ü.html"),))]


def test_the_field_grows_to_four_lines_and_no_further(qtbot, field):
    heights = []
    for line in range(8):
        qtbot.keyClicks(field.edit, str(line))
        qtbot.keyClick(field.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
        heights.append(field.height())
    assert heights[0] == 60
    assert heights[-1] == heights[3] > 60


def test_the_field_with_the_keyboard_has_a_ring(qtbot, field):
    def edge():
        image, middle = field.grab().toImage(), field.width() // 2
        return {image.pixelColor(middle + x, y).name().upper() for x in range(9) for y in (0, 1)}

    with qtbot.waitExposed(field):
        field.activateWindow()
    field.edit.setFocus()
    qtbot.waitUntil(field.edit.hasFocus)
    assert edge() == {LIGHT.focus}
    field.edit.clearFocus()
    assert LIGHT.focus not in edge()


def test_the_four_parts_of_a_price_add_up_in_the_legend(qtbot, light):
    bar = PriceBar()
    qtbot.addWidget(bar)
    price = price_of(Decimal("8.60"), CategoryPricing(Decimal("2.9")))
    bar.show_price(price, "USD")
    shown = [label.text() for label in bar.findChildren(QLabel)]
    parts = [Decimal(text) for text in shown if text.replace(".", "").isdigit()]
    assert sum(parts) == price.price == Decimal("29.99")
    assert "$8.60 × 2.9 + $3.00, + 5 %".replace(" %", "\N{NO-BREAK SPACE}%") in shown
    assert "$29.99" in shown


def test_checks_are_heard_whole_and_their_links_do_something(qtbot, light):
    fixed = []
    checks = ChecksList()
    qtbot.addWidget(checks)
    line = CheckLine(Level.LOOK, "Stock", "<b>none</b>", "Mend", lambda: fixed.append(1))
    checks.show_checks([line, CheckLine(Level.FINE, "Duplicate", "Not in your catalog")])
    names = [w.accessibleName() for w in checks.children() if hasattr(w, "accessibleName")]
    assert "Look: Stock. <b>none</b>" in names
    qtbot.mouseClick(checks.findChild(QPushButton), Qt.MouseButton.LeftButton)
    assert fixed == [1]


def test_a_cut_line_offers_its_whole_text_as_plain_text(qtbot, light):
    label = ElidedLabel('<img src="x"> & a very long supplier text that cannot fit')
    qtbot.addWidget(label)
    label.resize(80, 20)
    label.show()
    assert label.toolTip().startswith("<qt>&lt;img")
    label.resize(900, 20)
    assert label.toolTip() == ""


def test_labels_never_read_markup(qtbot, light):
    label = plain_text("<h1>Sale</h1>")
    qtbot.addWidget(label)
    assert label.textFormat() is Qt.TextFormat.PlainText


def test_why_a_key_is_shut_is_never_read_as_markup(qtbot, light):
    key = plain("Go back")
    qtbot.addWidget(key)
    key.turn_off("There is no file <img src=x>.db")
    assert key.toolTip() == "<qt>There is no file &lt;img src=x&gt;.db</qt>"
    assert key.accessibleDescription() == "There is no file <img src=x>.db"
    key.turn_off("Choose a copy first.")
    assert key.toolTip() == "Choose a copy first."


def test_the_newest_notice_replaces_the_one_before_with_its_action(qtbot, light):
    notice = Notice()
    qtbot.addWidget(notice)
    notice.show()
    notice.say("Removed", NoticeAction("Undo", lambda: None))
    notice.say("Imported")
    assert notice.text() == "Imported"
    assert not notice._link.isVisible()


@pytest.mark.parametrize("action", [None, NoticeAction("Undo", lambda: None)])
def test_a_notice_goes_away_after_ten_seconds(qtbot, light, action):
    notice = Notice()
    qtbot.addWidget(notice)
    notice.show()
    notice.say("Removed", action)
    for _ in range(9):
        notice._timer.timeout.emit()
    assert notice.text() == "Removed"
    assert notice._link.isVisible() is (action is not None)
    notice._timer.timeout.emit()
    assert notice.text() == ""
    assert not notice._link.isVisible()
    assert not notice._timer.isActive()


def test_unknown_amounts_are_a_dash_and_never_nought(qapp):
    assert formats.amount(None) == formats.money(None, "USD") == formats.percent(None) == "–"
    assert formats.amount(Decimal("1234.5")) == "1,234.50"
    assert formats.money(Decimal("8.6"), "EUR") == "€8.60"
    assert formats.factor(Decimal("2.50")) == "2.5"


def test_a_banner_says_its_whole_sentence_and_its_details_can_be_copied(qtbot, light):
    banner = Banner()
    qtbot.addWidget(banner)
    done = []
    sentence = "The shop server does not answer. Check the internet connection of this laptop, " * 3
    banner.resize(480, 40)
    banner.say(sentence, "Try again", lambda: done.append(1), details="gone: timeout")
    banner.show()
    (text,) = [label for label in banner.findChildren(QLabel) if label.text() == sentence]
    qtbot.waitUntil(lambda: banner.height() > 40 or banner.heightForWidth(480) > 40)
    banner.resize(480, banner.heightForWidth(480))
    assert text.height() >= text.heightForWidth(text.width())
    keys = {button.text(): button for button in banner.findChildren(QPushButton)}
    keys["Copy details"].click()
    assert QGuiApplication.clipboard().text() == "gone: timeout"
    keys["Try again"].click()
    assert done == [1]
    banner.say("Short.")
    assert keys["Copy details"].isHidden()


def test_bad_news_come_with_a_warning_and_good_ones_with_a_tick(qtbot, light):
    notice = Notice()
    qtbot.addWidget(notice)
    notice.show()
    notice.say(error_words(Unavailable("It does not answer.", reason="x")))
    assert (notice.text(), notice.icon_name) == ("It does not answer.", "triangle-alert")
    notice.say("Imported")
    assert notice.icon_name == "check"


def test_escape_empties_a_search_before_anything_else(qtbot, light):
    around = QWidget()
    qtbot.addWidget(around)
    field = SearchField("Find", "Find")
    QVBoxLayout(around).addWidget(field)
    around.show()
    field.begin()
    qtbot.keyClicks(field.edit, "bear")
    with qtbot.waitSignal(field.searched) as heard:
        pass
    assert heard.args == ["bear"]
    with qtbot.waitSignal(field.searched) as heard:
        qtbot.keyClick(field.edit, Qt.Key.Key_Escape)
    assert heard.args == [""]
    assert field.edit.text() == ""


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Midway"])
@pytest.mark.parametrize(
    "moment",
    [datetime.max.replace(tzinfo=UTC, microsecond=0), datetime.min.replace(tzinfo=UTC)],
)
def test_a_moment_at_the_ends_of_all_years_has_its_words(monkeypatch, zone, moment):
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        now = datetime(2026, 11, 23, tzinfo=UTC)
        assert formats.day(moment)
        assert formats.clock(moment)
        assert formats.day_and_time(moment, now)
        assert times.on(moment, now)
        assert times.moment(moment, now)
        assert times.by_when(moment, now)
    finally:
        monkeypatch.undo()
        time.tzset()
