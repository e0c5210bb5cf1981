"""A shop that does not answer is said once above all places, and no more when it answers again."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from babydrop_desktop.domain.backups import BackupReport
from babydrop_desktop.errors import Refused, Unavailable
from babydrop_desktop.paths import Profile
from tests.ui.backups.conftest import copy_row
from tests.ui.fakes import FakeShop, product
from ui.catalog.place import CatalogPlace
from ui.main_window import MainWindow
from ui.place import Place
from ui.session import Session
from ui.trouble import Trouble


def gone(reason="database_unreachable", **facts):
    return Unavailable("English words.", reason=reason, **facts)


@pytest.fixture
def shop():
    made = FakeShop()
    made.catalog.all = [product(1, "Hat")]
    return made


@pytest.fixture
def window(qtbot, loop, light, settings, tmp_path, heard, shop):
    made = MainWindow(Profile(tmp_path), settings, {"import": Place, "catalog": CatalogPlace})
    qtbot.addWidget(made)
    made.furnish()
    made.show()
    session = Session(lambda: shop, heard.errors.append)
    session.opened.connect(
        lambda: made.show_shop(session.context(settings, made.notify, made.go_to))
    )
    settings.setValue("window/place", "catalog")
    session.open()
    qtbot.waitUntil(lambda: made.place() is not None and made.place().rows.rowCount() == 1)
    made.session = session
    made.trouble = session.watch.trouble
    yield made
    assert session.close()


def keys(banner):
    return {key.text(): key for key in banner.findChildren(QPushButton) if not key.isHidden()}


def test_a_server_that_is_gone_is_said_above_all_places_and_in_none(qtbot, window, shop):
    shop.catalog.error = shop.presence.error = gone()
    window.place().refresh()
    qtbot.waitUntil(window.banner.isVisible)
    assert "has not answered since today" in window.banner.text()
    assert "goes on by itself" in window.banner.text()
    assert "no answer since" in window.status.facts()[0]
    assert not window.place().banner.isVisible()
    assert window.place().rows.rowCount() == 1  # what was seen is seen still
    assert set(keys(window.banner)) == {"Copy details", "Try again"}
    window.go_to("import")
    assert window.banner.isVisible()


def test_it_goes_away_by_itself_and_the_places_ask_anew(qtbot, window, shop):
    shop.catalog.error = shop.presence.error = gone()
    window.place().refresh()
    qtbot.waitUntil(window.banner.isVisible)
    shop.catalog.error = shop.presence.error = None
    shop.catalog.all.append(product(2, "Socks"))
    window.trouble._timer.timeout.emit()
    qtbot.waitUntil(lambda: not window.banner.isVisible())
    qtbot.waitUntil(lambda: window.place().rows.rowCount() == 2)
    assert window.status.facts()[0] == "This computer"


def test_try_again_looks_at_once(qtbot, window, shop):
    shop.catalog.error = shop.presence.error = gone()
    window.place().refresh()
    qtbot.waitUntil(window.banner.isVisible)
    shop.catalog.error = shop.presence.error = None
    qtbot.mouseClick(keys(window.banner)["Try again"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.banner.isVisible())


def test_nobody_has_to_ask_to_hear_that_the_shop_is_gone(qtbot, window, shop):
    shop.presence.error = gone("database_gone")
    window.trouble._timer.timeout.emit()
    qtbot.waitUntil(window.banner.isVisible)
    assert "taken away or exchanged" in window.banner.text()


def test_a_file_that_was_taken_away_leads_to_what_was_saved_of_it(qtbot, window, shop):
    asked, runs = [], []
    window.copies_asked.connect(asked.append)
    saved = BackupReport(reason="database_gone", sentence="x", good=Path("/b/rescued.db"))
    shop.backups.run = lambda _work: (runs.append(1), saved)[1]
    window.session.watch._copy._run = shop.backups.run
    shop.presence.error = gone("database_gone")
    window.trouble.look()
    qtbot.waitUntil(lambda: window.trouble.fault is not None
                    and "copy" in window.trouble.fault.error.facts)  # fmt: skip
    assert runs == [1]
    qtbot.mouseClick(keys(window.banner)["Go back to a copy…"], Qt.MouseButton.LeftButton)
    assert asked == ["/b/rescued.db"]


def test_damage_stays_said_though_a_small_look_finds_nothing(qtbot, window, shop):
    shop.catalog.error = Refused("English.", reason="database_damaged")
    window.place().refresh()
    qtbot.waitUntil(window.banner.isVisible)
    shop.catalog.error = None
    window.trouble.look()
    qtbot.waitUntil(lambda: shop.presence.looked == 1)
    qtbot.waitUntil(lambda: not window.trouble._looking)
    assert "damaged" in window.banner.text()
    window.trouble.takes(gone())
    assert "damaged" in window.banner.text()


def test_a_copy_that_cannot_be_made_is_said_until_one_is(qtbot, window):
    report = BackupReport(reason="backup_no_room", sentence="No room.")
    window.trouble.hear_of_copies(report)
    assert "No copy of the shop could be made" in window.banner.text()
    window.trouble.hear_of_copies(BackupReport())
    assert window.banner.isVisible()
    window.trouble.hear_of_copies(BackupReport(made=copy_row()))
    assert not window.banner.isVisible()


def test_the_same_trouble_is_not_said_twice(qtbot, pools):
    trouble, told = Trouble(lambda: None, pools), []
    trouble.changed.connect(told.append)
    for _ in range(5):
        assert trouble.takes(gone())
    assert len(told) == 1
    assert not trouble.takes(gone("database_busy"))
    assert not trouble.takes(KeyError("a bug"))
    trouble.stop()


def test_an_error_that_nobody_treated_is_no_notice_where_the_shop_is_gone(window, heard):
    window.session.watch.hear(gone())
    assert heard.errors == []
    assert window.banner.isVisible()
    assert window.status.notice.text() == ""
    window.session.watch.hear(error := gone("rate_limit"))
    assert heard.errors == [error]
    heard.errors.clear()


def test_what_cannot_be_read_is_not_shown_as_what_was_shown_before(qtbot, window, shop):
    shop.catalog.all.append(product(2, "Socks"))
    place = window.place()
    place.refresh()
    qtbot.waitUntil(lambda: place.rows.rowCount() == 2 and place.detail.shown is not None)
    shop.catalog.error = shop.presence.error = gone()
    place.table.choose_row(1)
    qtbot.waitUntil(lambda: place.detail.shown is None)
    assert "cannot be read just now" in place.detail._choose.text()
    shop.catalog.error = shop.presence.error = None
    window.trouble.look()
    qtbot.waitUntil(lambda: place.detail.shown is not None)
    assert place.detail.shown.name == "Socks"
