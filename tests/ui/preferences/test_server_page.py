"""Where the shop is kept: tested first, then chosen, and the owner is told what happens."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from babydrop_desktop.domain.checks import Level
from babydrop_desktop.domain.connection import ConnectionWish, Finding, IndexState, Keeping
from babydrop_desktop.errors import Refused
from tests.fakes.cluster import WITH_PASSWORD
from tests.fakes.partition import black_hole
from tests.services import connecting
from tests.services.connecting import Keys
from ui.common.dialogs import Message
from ui.preferences.server_fields import is_here

LEFT = Qt.MouseButton.LeftButton
FOUND = (
    Finding(Level.FINE, "reached", "Reached", "core", facts={"host": "db.example", "ms": "24"}),
    Finding(Level.LOOK, "indexes_missing", "2 missing", "core", "core", facts={"count": "2"}),
    Finding(Level.BLOCKED, "rights_missing", "Rights", "ada may not all (SELECT on Order).",
            "core", "GRANT SELECT;"),
)  # fmt: skip


def run_test(qtbot, panel):
    qtbot.mouseClick(panel.test, LEFT)
    qtbot.waitUntil(lambda: panel.report is not None)


def test_a_server_is_used_only_after_a_test_of_exactly_what_stands_there(
    qtbot, open_preferences, fill, service
):
    dialog = open_preferences()
    panel, use = fill(dialog), dialog.server.use
    assert not use.isEnabled()
    assert dialog.server.note() == "Test the server first."
    run_test(qtbot, panel)
    assert use.isEnabled()
    panel.fields.database.setText("other")
    assert not use.isEnabled()
    panel.fields.database.setText("shop")
    assert use.isEnabled()
    qtbot.mouseClick(use, LEFT)
    qtbot.waitUntil(lambda: dialog.news == ["The shop is kept on the server now"])
    assert service.wishes[-1] == ConnectionWish("db.example", "shop", "ada", "s3cret")
    assert not dialog.isVisible()


def test_what_blocks_comes_first_and_says_what_to_do(qtbot, open_preferences, fill, service):
    service.findings = FOUND
    dialog = open_preferences()
    panel = fill(dialog)
    run_test(qtbot, panel)
    said = panel.findings.words().splitlines()
    assert said[0] == "1 thing to mend"
    assert said[1].startswith("Rights ada may not all (SELECT on Order). Have an administrator")
    assert said[2].startswith("Indexes 2 missing.")
    assert said[3].strip() == "Reached db.example answers in 24 ms"
    assert panel.sql.sql() == "GRANT SELECT;"
    assert panel.sql.isVisible()
    assert not dialog.server.use.isEnabled()
    assert dialog.server.note() == "Mend what is marked red, then test again."


def test_each_line_says_its_level_to_a_screen_reader(qtbot, open_preferences, fill, service):
    service.findings = FOUND
    panel = fill(open_preferences())
    run_test(qtbot, panel)
    names = [child.accessibleName() for child in panel.findings.children() if child.isWidgetType()]
    levels = [name.partition(":")[0] for name in names if ":" in name]
    assert levels == ["Blocked", "Look", "Fine"]


def test_the_details_and_the_sql_can_be_copied_and_hold_no_password(
    qtbot, open_preferences, fill, service
):
    service.findings = FOUND
    panel = fill(open_preferences())
    run_test(qtbot, panel)
    qtbot.mouseClick(panel.findings.copy, LEFT)
    copied = QGuiApplication.clipboard().text()
    assert "rights_missing" in copied
    assert "s3cret" not in copied
    qtbot.mouseClick(panel.sql.copy, LEFT)
    assert QGuiApplication.clipboard().text() == "GRANT SELECT;"


def test_a_test_runs_off_the_main_thread_and_can_be_cancelled(
    qtbot, open_preferences, fill, service
):
    threads, real = [], service.test

    def recorded(wish, check=None):
        threads.append(threading.current_thread())
        return real(wish, check)

    service.test = recorded
    service.gate.clear()
    panel = fill(open_preferences())
    qtbot.mouseClick(panel.test, LEFT)
    qtbot.waitUntil(service.begun.is_set)
    assert panel.test.text() == "Cancel"
    qtbot.mouseClick(panel.test, LEFT)
    qtbot.waitUntil(lambda: panel.test.text() == "Test again")
    assert panel.report is None
    assert threading.main_thread() not in threads


def test_closing_the_dialog_ends_a_test(qtbot, open_preferences, fill, service):
    service.gate.clear()
    dialog = open_preferences()
    panel = fill(dialog)
    qtbot.mouseClick(panel.test, LEFT)
    qtbot.waitUntil(service.begun.is_set)
    dialog.reject()
    assert dialog.server._asking.pool.wait(5000)


def test_without_a_key_store_the_owner_is_told_before_the_shop_opens(
    qtbot, open_preferences, fill, service
):
    service.kept = Keeping.SESSION
    dialog = open_preferences()
    run_test(qtbot, fill(dialog))
    qtbot.mouseClick(dialog.server.use, LEFT)
    qtbot.waitUntil(lambda: dialog.findChild(Message, "no-key-store") is not None)
    told = dialog.findChild(Message, "no-key-store")
    assert "asked for again at the next start" in told.words()
    assert dialog.news == []
    told.accept()
    assert dialog.news == ["The shop is kept on the server now"]


def test_settings_that_cannot_be_written_are_said_where_it_was_asked(
    qtbot, open_preferences, fill, service
):
    dialog = open_preferences()
    run_test(qtbot, fill(dialog))
    service.error = Refused("The file cannot be written.", reason="settings_not_written")
    qtbot.mouseClick(dialog.server.use, LEFT)
    qtbot.waitUntil(lambda: dialog.server.note() == "The file cannot be written.")
    assert dialog.news == []
    assert dialog.server.use.isEnabled()


def test_the_kept_server_is_shown_and_can_be_left(qtbot, open_preferences, service):
    service.now = ConnectionWish("db.example", "shop", "ada", None, 5433, ca_file="/roots.pem")
    dialog = open_preferences(on_server=True)
    panel = dialog.server.cards.panel
    qtbot.waitUntil(lambda: panel.fields.wish() == service.now)
    assert panel.fields.password.text() == ""
    assert dialog.server.note() == "The shop is kept on this server now."
    dialog.server.cards.choose(server=False)
    assert dialog.server.use.text() == "Use this computer"
    qtbot.mouseClick(dialog.server.use, LEFT)
    qtbot.waitUntil(lambda: dialog.news == ["The shop is kept on this computer now"])
    assert service.asked == ["here"]


def test_what_was_changed_on_the_other_page_is_not_thrown_away(qtbot, open_preferences, service):
    service.now = ConnectionWish("db.example", "shop", "ada")
    dialog = open_preferences(on_server=True)
    qtbot.waitUntil(lambda: dialog.general.fields is not None)
    name = dialog.general.fields.texts["shop.name"]
    before = name.text()
    name.setText("Big Cloud")
    dialog.show_page("server")
    dialog.server.cards.choose(server=False)
    assert dialog.server.note().startswith("Save what you changed on the page “General” first")
    dialog.server.use.click()
    assert service.asked == []
    dialog.show_page("general")
    name.setText(before)
    dialog.show_page("server")
    assert dialog.server.use.isEnabled()


def test_settings_that_cannot_be_read_are_still_said_after_a_click(
    qtbot, open_preferences, service, tmp_path, monkeypatch
):
    wrong = Refused("The settings file is not right.", reason="settings_wrong")

    def current():
        raise wrong

    monkeypatch.setattr(service, "current", current)
    page = open_preferences().server
    qtbot.waitUntil(lambda: page.note() == str(wrong))
    page.cards.choose(server=True)
    assert page.note() == str(wrong)


def test_fifty_clicks_choose_once(qtbot, open_preferences, service):
    service.now = ConnectionWish("db.example", "shop", "ada")
    dialog = open_preferences(on_server=True)
    dialog.server.cards.choose(server=False)
    for _ in range(50):
        dialog.server.use.click()
    qtbot.waitUntil(lambda: dialog.news != [])
    assert service.asked == ["here"]
    assert len(dialog.news) == 1


def test_after_a_bug_it_can_be_chosen_again(qtbot, open_preferences, service, monkeypatch, heard):
    service.now = ConnectionWish("db.example", "shop", "ada")
    dialog = open_preferences(on_server=True)
    dialog.server.cards.choose(server=False)
    real, bug = service.use_this_computer, RuntimeError("a bug")

    def failing():
        raise bug

    monkeypatch.setattr(service, "use_this_computer", failing)
    qtbot.mouseClick(dialog.server.use, LEFT)
    qtbot.waitUntil(lambda: heard.errors == [bug])
    heard.errors.clear()
    monkeypatch.setattr(service, "use_this_computer", real)
    qtbot.mouseClick(dialog.server.use, LEFT)
    qtbot.waitUntil(lambda: service.asked == ["here"])


def test_the_demo_shop_stays_where_it_is(qtbot, open_preferences):
    dialog = open_preferences(demo=True)
    assert "apart from yours" in dialog.server.note()
    assert not dialog.server.cards.isEnabled()
    assert not dialog.server.use.isVisible()


def test_missing_indexes_are_added_and_reported(qtbot, open_preferences, fill, service):
    service.findings = FOUND
    service.states = (
        IndexState("a", "Order", ("createdAt",), there=True),
        IndexState("b", "Order", ("status", "createdAt"), there=False),
        IndexState("c", "Product", ("name",), there=False),
    )
    panel = fill(open_preferences())
    run_test(qtbot, panel)
    panel.findings.add_indexes.emit()
    qtbot.waitUntil(lambda: "2 indexes were added" in panel.indexes.words())
    qtbot.waitUntil(lambda: service.asked == ["test", "indexes", "test"])
    qtbot.waitUntil(lambda: panel.test.text() == "Test again")
    assert panel.indexes.words().endswith("All 3 that keep the lists fast are there.")
    assert not panel.indexes.key.isVisible()


def test_adding_indexes_can_be_cancelled_and_says_what_is_still_missing(
    qtbot, open_preferences, fill, service
):
    service.findings = FOUND
    service.states = (
        IndexState("b", "Order", ("status",), there=False),
        IndexState("c", "Product", ("name",), there=True),
    )
    panel = fill(open_preferences())
    run_test(qtbot, panel)
    service.gate.clear()
    service.begun.clear()
    panel.findings.add_indexes.emit()
    qtbot.waitUntil(service.begun.is_set)
    assert panel.indexes.key.text() == "Cancel"
    qtbot.mouseClick(panel.indexes.key, LEFT)
    qtbot.waitUntil(lambda: "1 of 2 are missing" in panel.indexes.words())
    assert panel.indexes.words().startswith("Cancelled.")
    assert panel.indexes.key.text() == "Add indexes"


def test_the_administrators_sql_is_shown_when_asked_for(qtbot, open_preferences, fill, service):
    panel = fill(open_preferences())
    qtbot.mouseClick(panel._show_sql, LEFT)
    qtbot.waitUntil(panel.sql.isVisible)
    assert panel.sql.sql() == service.sql


@pytest.mark.parametrize("text", ["5,432", "+", "5 432"])
def test_a_port_is_typed_in_plain_figures_only(qtbot, open_preferences, fill, text):
    fields = fill(open_preferences()).fields
    fields.port.clear()
    qtbot.keyClicks(fields.port, text)
    assert fields.wish().port == int("".join(filter(str.isdigit, text)) or 0)


def test_another_machine_is_always_reached_encrypted(qtbot, open_preferences, fill):
    fields = fill(open_preferences(), host="localhost").fields
    fields.encrypted.setChecked(False)
    assert not fields.wish().encrypted
    fields.host.setText("db.example")
    assert fields.wish().encrypted
    assert not fields.encrypted.isEnabled()
    assert [is_here(host) for host in ("127.0.0.2", "::1", "/run", "10.0.0.1")] == [
        True, True, True, False,
    ]  # fmt: skip


def test_the_eye_shows_the_password_and_hides_it(qtbot, open_preferences, fill):
    fields = fill(open_preferences()).fields
    mode = fields.password.echoMode
    assert mode() is fields.password.EchoMode.Password
    fields.password.eye.trigger()
    assert mode() is fields.password.EchoMode.Normal
    fields.password.eye.trigger()
    assert mode() is fields.password.EchoMode.Password


def test_the_indexes_can_be_looked_at_without_adding_any(qtbot, open_preferences, fill, service):
    service.states = (
        IndexState("a", "Order", ("createdAt",), there=True),
        IndexState("b", "Order", ("status",), there=False),
    )
    panel = fill(open_preferences())
    qtbot.mouseClick(panel._show_indexes, LEFT)
    qtbot.waitUntil(lambda: panel.indexes.words().startswith("1 of 2 are missing"))
    rows = [row.accessibleName() for row in panel.indexes.findChildren(QWidget)]
    assert "Missing: Order, status" in rows
    assert "There: Order, createdAt" in rows
    assert service.asked == []


@pytest.mark.postgres
def test_a_real_storefront_is_tested_chosen_and_left(
    qtbot, open_preferences, fill, storefront_owner_url, tmp_path
):
    keys = Keys()
    connections = connecting.service(tmp_path, keys)
    dialog = open_preferences(service=lambda: connections)
    wish = connecting.wish_for(storefront_owner_url, password="s3cret")  # noqa: S106 - trusted
    panel = fill(dialog, host=wish.host, port=str(wish.port), database=wish.database,
                 user=wish.user)  # fmt: skip
    panel.fields.encrypted.setChecked(False)
    qtbot.mouseClick(panel.test, LEFT)
    qtbot.waitUntil(lambda: panel.report is not None, timeout=20_000)
    assert panel.findings.words().startswith("Test passed")
    panel.findings.add_indexes.emit()
    qtbot.waitUntil(lambda: "that keep the lists fast are there" in panel.indexes.words(),
                    timeout=20_000)  # fmt: skip
    qtbot.waitUntil(lambda: "17 missing" not in panel.findings.words(), timeout=20_000)
    qtbot.waitUntil(dialog.server.use.isEnabled, timeout=20_000)
    qtbot.mouseClick(dialog.server.use, LEFT)
    qtbot.waitUntil(lambda: dialog.news != [])
    written = (tmp_path / "settings.toml").read_text()
    assert wish.database in written
    assert "s3cret" not in written
    assert keys.kept == {wish.place: "s3cret"}


@pytest.mark.postgres
def test_a_real_server_that_refuses_says_so_and_is_not_used(
    qtbot, open_preferences, fill, postgres_cluster, tmp_path
):
    connections = connecting.service(tmp_path)
    dialog = open_preferences(service=lambda: connections)
    panel = fill(dialog, host="127.0.0.1", port=str(postgres_cluster.port), database="postgres",
                 user=WITH_PASSWORD)  # fmt: skip
    panel.fields.encrypted.setChecked(False)
    qtbot.mouseClick(panel.test, LEFT)
    qtbot.waitUntil(lambda: panel.report is not None, timeout=20_000)
    assert "Not signed in The server refused the name" in panel.findings.words()
    assert WITH_PASSWORD in panel.sql.sql()
    assert not dialog.server.use.isEnabled()


def test_a_black_hole_can_be_left_at_once(qtbot, open_preferences, fill, tmp_path):
    connections = connecting.service(tmp_path)
    dialog = open_preferences(service=lambda: connections)
    with black_hole() as port:
        panel = fill(dialog, host="127.0.0.1", port=str(port))
        qtbot.mouseClick(panel.test, LEFT)
        assert panel.test.text() == "Cancel"
        qtbot.waitUntil(lambda: panel.report is not None, timeout=20_000)
    assert "Nothing comes back from 127.0.0.1" in panel.findings.words()
