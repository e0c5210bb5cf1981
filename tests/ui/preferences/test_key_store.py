"""The page of the server lives with a key store that gives no answer."""

from PySide6.QtWidgets import QLabel

from babydrop_desktop.domain.connection import ConnectionWish
from babydrop_desktop.errors import Unavailable


def test_a_key_store_that_waits_for_its_owner_is_told_and_breaks_nothing(
    qtbot, open_preferences, service, monkeypatch
):
    def waits(_wish):
        raise Unavailable("It waits.", reason="key_store_waits")

    monkeypatch.setattr(service, "keeping", waits)
    service.now = ConnectionWish("db.example", "shop", "ada")
    dialog = open_preferences()
    panel = dialog.server.cards.panel
    labels = panel.findChildren(QLabel)
    qtbot.waitUntil(lambda: any("key store waits" in label.text() for label in labels))
    assert panel.fields.wish().host == "db.example"
