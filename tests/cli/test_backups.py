"""`babydrop database backup`, `backups` and `restore`."""

import contextlib
import sqlite3
import sys

import pytest

from tests.cli.answers import documents


def note(profile, words):
    with contextlib.closing(sqlite3.connect(profile / "shop.db")) as connection:
        connection.execute("INSERT INTO setting VALUES (?, '1', '')", (words,))
        connection.commit()


def notes(profile):
    with contextlib.closing(sqlite3.connect(profile / "shop.db")) as connection:
        return {row[0] for row in connection.execute("SELECT key FROM setting")}


@pytest.fixture
def shop(babydrop, profile):
    """A shop that is there."""
    babydrop("categories")
    return profile


def test_a_copy_is_made_listed_and_put_back(babydrop, shop):
    note(shop, "old")
    (made,) = documents(babydrop("database", "backup", "--json"))
    assert (made["kind"], made["size_bytes"] > 0) == ("by_hand", True)
    note(shop, "newer")
    (listed,) = documents(babydrop("database", "backups", "--json"))
    assert listed == [made]
    ran = babydrop("database", "restore", made["path"], "--yes", "--json")
    (told,) = documents(ran)
    assert ran.code == 0
    assert (told["products"], told["orders"], told["set_aside"]) == (0, 0, None)
    assert notes(shop) & {"old", "newer"} == {"old"}
    assert "before-restore" in told["kept"]
    ran = babydrop("database", "backups")
    assert "by hand" in ran.out
    assert len(ran.out.splitlines()) == 3
    assert babydrop("check").code == 0


def test_a_name_that_no_file_can_have_is_refused_in_words(babydrop, shop, tmp_path):
    ran = babydrop("database", "backup", "--to", tmp_path / ("x" * 300), "--json")
    (refused,) = documents(ran)
    assert (ran.code, refused["reason"]) == (4, "backup_not_written")


def test_without_a_yes_it_says_what_the_copy_holds_and_changes_nothing(babydrop, shop):
    (made,) = documents(babydrop("database", "--json", "backup"))
    note(shop, "newer")
    ran = babydrop("database", "restore", made["path"])
    assert ran.code == 3
    assert "It holds 0 products and 0 orders" in ran.out
    assert "add --yes" in ran.err
    (refused,) = documents(babydrop("database", "restore", made["path"], "--json"))
    assert refused["reason"] == "needs_yes"
    assert "newer" in notes(shop)


@pytest.mark.parametrize(("answer", "code"), [("y", 0), ("n", 3), ("", 3)])
def test_at_a_terminal_it_asks(babydrop, shop, monkeypatch, answer, code):
    (made,) = documents(babydrop("database", "backup", "--json"))
    note(shop, "newer")
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _question: answer)
    assert babydrop("database", "restore", made["path"]).code == code
    assert ("newer" in notes(shop)) == bool(code)


def test_a_copy_goes_where_it_is_told(babydrop, shop, tmp_path):
    (tmp_path / "usb").mkdir()
    (first,) = documents(babydrop("database", "backup", "--to", tmp_path / "usb", "--json"))
    assert list((tmp_path / "usb").iterdir()) == [tmp_path / "usb" / first["path"].split("/")[-1]]
    ran = babydrop("database", "backup", "--to", tmp_path / "my shop.db")
    assert ran.code == 0
    assert (tmp_path / "my shop.db").stat().st_size
    ran = babydrop("database", "backup", "--to", tmp_path / "my shop.db", "--json")
    assert (ran.code, documents(ran)[0]["reason"]) == (3, "file_exists")
    assert babydrop("database", "backups").out.startswith("There is no copy in")
    assert babydrop("database", "restore", tmp_path / "my shop.db", "--yes").code == 0


def test_a_damaged_shop_is_put_right_without_opening_it(babydrop, shop):
    (made,) = documents(babydrop("database", "backup", "--json"))
    (shop / "shop.db").write_bytes(b"no database " * 999)
    refused = babydrop("products", "--json")
    (why,) = documents(refused)
    assert (refused.code, why["reason"], why["facts"]["copy"]) == (
        3, "database_damaged", made["path"],
    )  # fmt: skip
    ran = babydrop("database", "restore", made["path"], "--yes")
    assert ran.code == 0
    assert "The damaged file from before is" in ran.out
    assert babydrop("products").code == 0
    assert "damaged, set aside" in babydrop("database", "backups").out


@pytest.mark.parametrize(
    ("name", "reason"), [("none.db", "backup_missing"), ("text.db", "backup_damaged")]
)
def test_what_cannot_be_put_back_is_refused_with_a_sentence(babydrop, shop, tmp_path, name, reason):
    (tmp_path / "text.db").write_text("no database", "utf-8")
    note(shop, "stays")
    ran = babydrop("database", "restore", tmp_path / name, "--yes", "--json")
    assert (ran.code, documents(ran)[0]["reason"]) == (3, reason)
    assert "stays" in notes(shop)


def test_a_copy_puts_a_shop_into_a_new_folder(babydrop, shop, tmp_path):
    note(shop, "moved to another laptop")
    (made,) = documents(babydrop("database", "backup", "--json"))
    fresh = tmp_path / "new laptop"
    assert babydrop("database", "restore", made["path"], "--yes", folder=fresh).code == 0
    assert "moved to another laptop" in notes(fresh)


def test_a_shop_that_is_not_there_is_neither_copied_nor_made(babydrop, tmp_path):
    for action in ("backup", "backups"):
        ran = babydrop("database", action, "--json", folder=tmp_path / "misspelt")
        assert (ran.code, documents(ran)[0]["reason"]) == (3, "no_shop_here")
    assert not (tmp_path / "misspelt").exists()


@pytest.mark.postgres
def test_a_servers_shop_is_copied_too(babydrop, profile, prepared_postgres_url):
    (made,) = documents(
        babydrop("database", "backup", "--database", prepared_postgres_url, "--json")
    )
    assert made["path"].endswith((".dump", ".zip"))
    ran = babydrop("database", "restore", made["path"], "--yes", "--json",
                   "--database", prepared_postgres_url)  # fmt: skip
    assert (ran.code, documents(ran)[0]["reason"]) == (3, "restore_on_server")


@pytest.mark.postgres
def test_that_an_export_is_not_the_whole_database_is_said(babydrop, profile, storefront_url):
    assert babydrop("database", "upgrade", "--database", storefront_url).code == 0
    # The login may not read what only the storefront uses, so that pg_dump cannot copy it.
    ran = babydrop("database", "backup", "--to", profile / "x.copy", "--database", storefront_url)
    assert "an export of the tables that this program knows" in ran.out
    assert "export" not in babydrop("database", "backup").out
