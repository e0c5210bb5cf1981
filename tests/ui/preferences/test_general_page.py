"""What the owner may set is shown, checked, and written beside the owner's own comments."""

import threading

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QWidget

from babydrop_desktop.paths import Profile
from babydrop_desktop.settings import read_settings
from ui.common.dialogs import Message
from ui.main_window import MainWindow
from ui.theme.theme import ThemeChoice

LEFT = Qt.MouseButton.LeftButton
TEXT = """# my own shop
[shop]
name = "Little Cloud" # short
currency = "USD"
ships_to = ["US", "KR", "CA"]

[currency.rates]
EUR = { rate = "1.08", date = "2026-11-20" } # noted
"""


@pytest.fixture
def file(tmp_path):
    made = tmp_path / "settings.toml"
    made.write_text(TEXT)
    return made


@pytest.fixture
def page(open_preferences, file):
    dialog = open_preferences()
    dialog.show_page("general")
    dialog.general.news = dialog.news
    return dialog.general


def put(page, name, text):
    fields = page.fields
    field = fields.texts[name] if name in fields.texts else fields.numbers[name][0]
    field.setText(str(text))


def save(qtbot, page):
    qtbot.mouseClick(page.save, LEFT)
    qtbot.waitUntil(lambda: page.news == ["Saved"])


def test_what_stands_there_is_shown_and_there_is_nothing_to_save(page):
    assert page.fields.texts["shop.name"].text() == "Little Cloud"
    assert page.fields.ships_to.chosen() == ("CA", "KR", "US")
    assert page.fields.rates.fields["EUR"].text() == "1.08"
    assert page.fields.numbers["imports.per_minute"][0].text() == "10"
    assert not page.save.isEnabled()


def test_only_what_was_changed_is_written_and_every_comment_stays(qtbot, page, file):
    put(page, "shop.name", "Big Cloud")
    put(page, "imports.max_pictures", 12)
    page.fields.for_sale.setChecked(True)
    assert page.note() == "Saving opens the shop anew, so that it counts at once."
    save(qtbot, page)
    assert file.read_text() == (
        TEXT.replace("Little", "Big") + "\n[imports]\nmax_pictures = 12\nfor_sale = true\n"
    )


def test_rates_are_noted_changed_and_taken_out(qtbot, page, file):
    rates = page.fields.rates
    rates.add("GBP")
    assert page.note() == "A rate is a number above 0, such as 1.08."
    assert not page.save.isEnabled()
    rates.fields["GBP"].setText("1,25")
    rates.remove("EUR")
    save(qtbot, page)
    noted = read_settings(file).currency.rates
    assert {code: str(rate.rate) for code, rate in noted.items()} == {"GBP": "1.25"}
    assert 'currency = "USD"' in file.read_text()


def test_a_rate_that_was_not_touched_keeps_its_day(qtbot, page, file):
    page.fields.rates.fields["EUR"].setText("1.080")
    assert not page.save.isEnabled()
    page.fields.rates.fields["EUR"].setText("1.09")
    save(qtbot, page)
    rate = read_settings(file).currency.rates["EUR"]
    assert str(rate.rate) == "1.09"
    assert rate.date.isoformat() != "2026-11-20"
    assert "# noted" in file.read_text()


def test_the_shops_own_currency_has_no_rate(qtbot, page, file):
    page.fields.currency.setCurrentIndex(page.fields.currency.findData("EUR"))
    assert "EUR" not in page.fields.rates.fields
    save(qtbot, page)
    settings = read_settings(file)
    assert settings.shop.currency == "EUR"
    assert settings.currency.rates == {}


def test_in_another_currency_of_the_shop_each_rate_is_noted_anew(qtbot, page, file):
    page.fields.rates.add("CAD")
    page.fields.rates.fields["CAD"].setText("0.72")
    currency = page.fields.currency
    currency.setCurrentIndex(currency.findData("GBP"))
    assert {code: field.text() for code, field in page.fields.rates.fields.items()} == {
        "CAD": "", "EUR": "",
    }  # fmt: skip
    assert page.note() == "A rate is a number above 0, such as 1.08."
    assert not page.save.isEnabled()
    page.fields.rates.fields["EUR"].setText("1.08")  # the same figure, and yet of today
    page.fields.rates.remove("CAD")
    save(qtbot, page)
    settings = read_settings(file)
    assert settings.shop.currency == "GBP"
    assert settings.currency.rates["EUR"].date == QDate.currentDate().toPython()


def test_back_in_its_own_currency_the_rates_are_as_they_were_noted(page):
    currency = page.fields.currency
    currency.setCurrentIndex(currency.findData("EUR"))
    currency.setCurrentIndex(currency.findData("USD"))
    assert page.fields.rates.fields["EUR"].text() == "1.08"
    assert page.fields.changes() == {}


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("shop.name", "  ", "Enter the name of your shop."),
        ("imports.per_minute", "", "Imports a minute (0: no limit): from 0 to 600."),
        ("imports.max_pictures", "0", "Pictures of a product, at most: from 1 to 50."),
    ],
)
def test_what_cannot_be_is_said_and_not_saved(qtbot, page, file, name, text, said):
    put(page, name, text)
    assert page.note() == said
    assert not page.save.isEnabled()
    page.save.click()
    assert file.read_text() == TEXT


@pytest.mark.parametrize("text", ["2,0", "+", "+5", "0,100"])
def test_only_plain_figures_can_be_typed_into_a_number(qtbot, page, text):
    field = page.fields.numbers["imports.per_minute"][0]
    field.clear()
    qtbot.keyClicks(field, text)
    assert field.text() == "".join(sign for sign in text if sign in "0123456789")
    assert page.fields.changes()["imports.per_minute"] == int(field.text() or 0)


def test_a_file_that_only_its_author_can_change_is_said(qtbot, page, file):
    file.write_text('shop = { name = "Little Cloud", currency = "USD" }\n')
    put(page, "shop.name", "Big Cloud")
    qtbot.mouseClick(page.save, LEFT)
    qtbot.waitUntil(lambda: "Open it in a text editor" in page.note())
    assert page.news == []
    assert page.save.isEnabled()


def test_settings_that_are_wrong_are_said(qtbot, open_preferences, file, light, settings, tmp_path):
    file.write_text("[shop\n")
    window = MainWindow(Profile(tmp_path), settings, {})
    qtbot.addWidget(window)
    general = open_preferences(menus=window.menus).general
    assert "is not right" in general.note()
    assert not general.save.isEnabled()
    looks = general.findChild(QWidget, "looks")
    assert looks.height() == looks.sizeHint().height()  # it stands at the top, not apart


def test_after_a_bug_it_can_be_saved_again(qtbot, page, file, monkeypatch, heard):
    real, bug = page._own.write, RuntimeError("a bug")

    def failing(_changes):
        raise bug

    monkeypatch.setattr(page._own, "write", failing)
    put(page, "shop.name", "Big Cloud")
    qtbot.mouseClick(page.save, LEFT)
    qtbot.waitUntil(lambda: heard.errors == [bug])
    heard.errors.clear()
    monkeypatch.setattr(page._own, "write", real)
    save(qtbot, page)
    assert read_settings(file).shop.name == "Big Cloud"


def test_nothing_is_read_or_written_on_the_main_thread(qtbot, page, file, monkeypatch):
    threads, real = [], page._own.write

    def recorded(changes):
        threads.append(threading.current_thread())
        real(changes)

    monkeypatch.setattr(page._own, "write", recorded)
    put(page, "shop.person", "Ada")
    for _ in range(50):
        page.save.click()
    qtbot.waitUntil(lambda: page.news == ["Saved"])
    assert len(threads) == 1
    assert threading.main_thread() not in threads


def test_the_looks_are_the_menus_own(qtbot, open_preferences, file, light, settings, tmp_path):
    window = MainWindow(Profile(tmp_path), settings, {})
    qtbot.addWidget(window)
    dialog = open_preferences(menus=window.menus)
    looks = dialog.findChild(QWidget, "looks")
    assert looks.theme.currentText() == "Light"
    looks.theme.setCurrentIndex(looks.theme.findText("Dark"))
    assert light.choice is ThemeChoice.DARK
    assert window.menus.theme_actions[ThemeChoice.DARK].isChecked()
    looks.comfortable.setChecked(True)
    assert window.menus.comfortable.isChecked()
    assert settings.value("window/comfortable", type=bool)


def test_closing_throws_nothing_away_without_a_question(qtbot, open_preferences, file):
    dialog = open_preferences()
    put(dialog.general, "shop.name", "Big Cloud")
    dialog.reject()
    asked = dialog.findChild(Message, "close-unsaved")
    asked.reject()
    assert dialog.isVisible()
    put(dialog.general, "shop.name", "Little Cloud")
    dialog.reject()
    assert not dialog.isVisible()


def test_what_was_changed_may_be_thrown_away(qtbot, open_preferences, file):
    dialog = open_preferences()
    put(dialog.general, "shop.name", "")
    dialog.reject()
    dialog.findChild(Message, "close-unsaved").accept()
    assert not dialog.isVisible()
    assert file.read_text() == TEXT


def test_a_rate_that_can_be_read_in_two_ways_is_not_guessed(qtbot, page, file):
    field = page.fields.rates.fields["EUR"]
    field.setText("1,234")
    assert page.note() == "1,234 can be read in two ways. Type 1.234 or 1234."
    assert not page.save.isEnabled()
    field.setText("1.234")
    save(qtbot, page)
    assert str(read_settings(file).currency.rates["EUR"].rate) == "1.234"


def test_an_ambiguous_rate_is_marked_as_wrong(page):
    page.fields.rates.fields["EUR"].setText("12,000")
    assert page.fields.rates.rates() is None
