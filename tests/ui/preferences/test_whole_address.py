"""A whole address of a database, pasted, fills the fields; its password stands in its own only."""

import pytest
from PySide6.QtGui import QGuiApplication

from babydrop_desktop.domain.connection import ConnectionWish


def test_a_whole_address_fills_every_field(qtbot, open_preferences, fill):
    fields = fill(open_preferences(), host="", database="", user="", password="").fields
    QGuiApplication.clipboard().setText("postgresql://ada%40x:p%2Fw@db.example:6543/web%20shop?a=b")
    fields.host.paste()
    assert fields.wish() == ConnectionWish("db.example", "web shop", "ada@x", "p/w", 6543)


@pytest.mark.parametrize("around", ["{}", ' DATABASE_URL="{}" ', "'{}'"])
def test_a_password_of_any_signs_stands_in_its_own_field_only(
    qtbot, open_preferences, fill, around
):
    fields = fill(open_preferences(), host="", database="", user="", password="").fields
    QGuiApplication.clipboard().setText(around.format("postgres://ada:p#w/x@y:z@db.example/shop"))
    fields.host.paste()
    assert fields.wish() == ConnectionWish("db.example", "shop", "ada", "p#w/x@y:z", 5432)


def test_an_address_that_cannot_be_read_loses_its_password_at_once(qtbot, open_preferences, fill):
    fields = fill(open_preferences(), host="").fields
    QGuiApplication.clipboard().setText("mysql://ada:s3cret@db.example:port/shop")
    fields.host.paste()
    assert fields.host.text() == "db.example:port/shop"


@pytest.mark.parametrize("text", ["https://shop.example/", "postgresql://h:port/x", "db.example"])
def test_what_is_no_database_address_stays_as_it_was_typed(qtbot, open_preferences, fill, text):
    fields = fill(open_preferences(), host="").fields
    QGuiApplication.clipboard().setText(text)
    fields.host.paste()
    assert fields.host.text() == text
    assert fields.user.text() == "ada"
