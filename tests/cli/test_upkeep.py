"""`babydrop check` and `babydrop database` look after the shop's data."""

import contextlib
import sqlite3

import psycopg
import pytest

from babydrop_desktop.db.recognise import VERSION_TABLE
from tests.cli.answers import documents
from tests.fakes.shop import CATEGORY


def test_a_whole_shop_is_said_to_be_whole(babydrop, saved, profile):
    babydrop("import", saved, "--category", CATEGORY)
    ran = babydrop("check", "--json")
    (found,) = documents(ran)
    assert (ran.code, found["whole"]) == (0, True)
    for picture in (profile / "pictures").rglob("*.webp"):
        picture.unlink()
    ran = babydrop("check")
    assert ran.code == 3
    assert "Look pictures: 4 of 4" in ran.out


def test_a_misspelt_setting_is_named(babydrop, profile):
    text = (profile / "settings.toml").read_text("utf-8")
    (profile / "settings.toml").write_text(text + "[importz]\nx = 1\n", encoding="utf-8")
    ran = babydrop("check")
    assert ran.code == 0  # a setting of a newer program hurts nothing
    assert "importz" in ran.out


def test_a_wrong_setting_is_refused_by_name(babydrop, profile, saved):
    (profile / "settings.toml").write_text("[imports]\nper_minute = 'many'\n", encoding="utf-8")
    for command in (["check"], ["read", saved]):
        ran = babydrop(*command, "--json")
        assert (ran.code, documents(ran)[0]["reason"]) == (3, "settings_wrong")
        assert "per_minute" in ran.err


def test_the_database_is_upgraded_and_then_up_to_date(babydrop):
    (first,) = documents(babydrop("database", "upgrade", "--json"))
    assert first["before"] != first["after"]
    (again,) = documents(babydrop("database", "upgrade", "--json"))
    assert again["before"] == again["after"] == first["after"]
    assert "up to date" in babydrop("database", "upgrade").out
    assert babydrop("database", "indexes").code == 0


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"this is no database, " * 500, "database_damaged"),
        (b"SQLite format 3\0" + b"\0" * 4080, "database_damaged"),
    ],
)
def test_a_damaged_database_is_told_and_left_as_it_is(babydrop, profile, content, reason):
    (profile / "shop.db").write_bytes(content)
    ran = babydrop("products", "--json")
    assert (ran.code, documents(ran)[0]["reason"]) == (3, reason)
    assert (profile / "shop.db").read_bytes() == content


def test_a_newer_database_is_told_and_left_as_it_is(babydrop, profile):
    babydrop("categories")
    with contextlib.closing(sqlite3.connect(profile / "shop.db")) as connection:
        connection.execute(f"UPDATE {VERSION_TABLE} SET version_num = '9999'")  # noqa: S608
        connection.commit()
    ran = babydrop("products", "--json")
    assert ran.code == 3
    assert "newer" in ran.err


@pytest.mark.parametrize(
    "url",
    [
        *("nonsense", "mysql://u:secret@h/db", "postgresql://u:secret@127.0.0.1:1/db"),
        "sqlite:////no/such/folder/shop.db",
    ],
)
def test_a_database_that_cannot_be_used_is_told_without_its_password(babydrop, url):
    ran = babydrop("database", "upgrade", "--database", url, "--json")
    assert ran.code in {3, 4}
    assert documents(ran)[0]["reason"].startswith("database_")
    assert "secret" not in ran.out + ran.err


def test_rows_that_name_what_is_gone_are_told_with_what_to_do(babydrop, saved, profile):
    babydrop("import", saved, "--category", CATEGORY)
    with contextlib.closing(sqlite3.connect(profile / "shop.db")) as connection:
        connection.execute('DELETE FROM "Product"')  # its variants and pictures stay behind
        connection.commit()
    ran = babydrop("check")
    assert ran.code == 3
    assert "Look references: " in ran.out
    assert "4 variants name a product that is missing" in ran.out
    assert "6 pictures name a product that is missing" in ran.out
    assert "nothing else is lost" in ran.out
    assert "damaged" not in ran.out


@pytest.mark.postgres
def test_a_login_that_owns_no_table_is_given_the_sql_for_one_that_does(
    babydrop, storefront_url, storefront_owner_url
):
    assert babydrop("database", "upgrade", "--database", storefront_url).code == 0
    asked = ("database", "indexes", "--database", storefront_url)
    told = documents(ran := babydrop(*asked, "--json"))[-1]
    assert (ran.code, told["reason"]) == (3, "indexes_need_owner")
    ran = babydrop(*asked)
    assert ran.code == 3
    assert "administrator" in ran.err
    assert ran.out == told["facts"]["sql"]
    with psycopg.connect(storefront_owner_url, autocommit=True) as connection:
        for statement in ran.out.splitlines():
            connection.execute(statement)
    ran = babydrop(*asked)
    assert (ran.code, "made 0 indexes" in ran.out) == (0, True)
