"""A mistyped folder makes no shop; the demo shop and the owner's are never taken for another."""

import contextlib
import json
import sqlite3

import pytest

from babydrop_desktop import bootstrap
from babydrop_desktop.__main__ import main
from tests.cli.answers import documents
from tests.fakes.demo import entries, list_only, small_resources
from tests.fakes.shop import CATEGORY

LOOKS = (
    ["check"], ["categories"], ["products"], ["products", "--search", "x"],
    ["database", "indexes"],
)  # fmt: skip


def reason(ran):
    return json.loads(ran.out.splitlines()[-1])["reason"]


@pytest.mark.parametrize("command", LOOKS, ids=" ".join)
def test_looking_into_a_folder_that_is_not_there_makes_no_shop(babydrop, tmp_path, command):
    nowhere = tmp_path / "mistyped"
    ran = babydrop(*command, "--json", folder=nowhere)
    assert (ran.code, reason(ran)) == (3, "no_shop_here")
    assert str(nowhere) in ran.err
    assert not nowhere.exists()


@pytest.mark.parametrize("command", [*LOOKS, ["orders"], ["database", "backups"]], ids=" ".join)
def test_looking_into_a_folder_of_something_else_makes_no_shop(babydrop, tmp_path, command):
    documents_of_the_owner = tmp_path / "Documents"
    documents_of_the_owner.mkdir()
    (documents_of_the_owner / "letter.txt").write_text("Dear Ada", "utf-8")
    ran = babydrop(*command, "--json", folder=documents_of_the_owner)
    assert (ran.code, reason(ran)) == (3, "no_shop_here")
    assert [path.name for path in documents_of_the_owner.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("command", LOOKS, ids=" ".join)
def test_looking_into_a_database_that_is_not_there_makes_none(babydrop, tmp_path, command):
    file = tmp_path / "mistyped.db"
    ran = babydrop(*command, "--json", "--database", f"sqlite:///{file}")
    assert (ran.code, reason(ran)) == (3, "no_shop_here")
    assert not file.exists()


def test_an_import_may_make_a_shop(babydrop, tmp_path, saved):
    folder = tmp_path / "new"
    assert babydrop("import", saved, "--category", "none", folder=folder).code == 3
    assert (folder / "shop.db").exists()


def test_a_folder_that_is_not_there_yet_becomes_the_demo_shop(babydrop, tmp_path):
    folder = tmp_path / "demo"
    assert babydrop("--demo", "database", "upgrade", folder=folder).code == 0
    assert [path.name for path in folder.glob(".shop*")] == []


def test_the_demo_shop_is_filled_before_anything_is_listed(babydrop, tmp_path, monkeypatch):
    few = small_resources(tmp_path / "resources")
    list_only(few, entries(few)[:6])
    monkeypatch.setattr(bootstrap, "resources", lambda: few)
    folder = tmp_path / "demo"
    ran = babydrop("--demo", "orders", "--json", folder=folder)
    assert ran.code == 0
    assert "being filled" in ran.err
    assert len(json.loads(ran.out)) > 350
    again = babydrop("--demo", "products", "--json", folder=folder)
    assert "being filled" not in again.err
    assert len(json.loads(again.out)) >= 6


@pytest.mark.parametrize("products", [False, True])
def test_the_demo_never_opens_the_owners_shop(babydrop, profile, saved, products):
    assert babydrop("database", "upgrade").code == 0
    if products:
        assert babydrop("import", saved, "--category", CATEGORY).code == 0
    before = (profile / "shop.db").read_bytes()
    for command in (["database", "upgrade"], ["products"], ["check"]):
        ran = babydrop("--demo", *command, "--json")
        assert (ran.code, reason(ran)) == (3, "not_the_demo_shop")
        assert "your own shop" in ran.err
    assert (profile / "shop.db").read_bytes() == before


def test_the_demo_shop_is_never_opened_as_the_owners(babydrop, tmp_path, saved):
    folder = tmp_path / "demo"
    assert babydrop("--demo", "database", "upgrade", folder=folder).code == 0
    url = f"sqlite:///{folder / 'shop.db'}"
    before = (folder / "shop.db").read_bytes()
    for command in (["products"], ["import", saved, "--category", CATEGORY]):
        for place in ((), ("--database", url)):
            ran = babydrop(*command, "--json", *place, folder=folder)
            assert (ran.code, reason(ran)) == (3, "this_is_the_demo_shop")
            assert "--demo" in ran.err
    assert (folder / "shop.db").read_bytes() == before


def test_the_settings_of_a_demo_folder_name_no_other_database(babydrop, tmp_path):
    folder, own = tmp_path / "demo", tmp_path / "own.db"
    folder.mkdir()
    (folder / "settings.toml").write_text(f"[database]\nurl = 'sqlite:///{own}'\n", "utf-8")
    assert babydrop("--demo", "database", "upgrade", folder=folder).code == 0
    assert not own.exists()
    with contextlib.closing(sqlite3.connect(folder / "shop.db")) as connection:
        found = connection.execute("SELECT value FROM shop_marker WHERE key = 'demo'").fetchall()
    assert found == [("yes",)]


def test_the_profile_and_the_database_are_named_before_or_after(tmp_path, capsys):
    folder, file = tmp_path / "p", tmp_path / "elsewhere.db"
    url = f"sqlite:///{file}"
    before = ["--profile", str(folder), "--database", url, "categories", "--json"]
    after = ["categories", "--json", "--profile", str(folder), "--database", url]
    assert main([*before[:4], "database", "upgrade"]) == 0
    capsys.readouterr()
    assert main(before) == 0
    first = capsys.readouterr().out
    assert file.exists()
    assert not (folder / "shop.db").exists()
    assert main(after) == 0
    assert capsys.readouterr().out == first


def test_a_profile_that_is_a_file_is_told(babydrop, tmp_path):
    file = tmp_path / "taken"
    file.write_text("x")
    for command in (["categories"], ["check"], ["database", "upgrade"]):
        ran = babydrop(*command, "--json", folder=file)
        assert (ran.code, documents(ran)[0]["reason"]) == (3, "profile_not_writable")
        assert "--profile" in ran.err


def test_a_profile_of_any_name_is_made(babydrop, tmp_path):
    folder = tmp_path / "Магазин 'für' 100 %" / "中文"
    assert babydrop("database", "upgrade", folder=folder).code == 0
    assert babydrop("categories", folder=folder).code == 0
    assert (folder / "shop.db").exists()


@pytest.mark.parametrize(
    ("command", "asked"),
    [("check", "health.Health.look"), ("categories", "catalog.Catalog.categories"),
     ("products", "catalog.Catalog.page")],
)  # fmt: skip
def test_a_command_lets_go_of_the_shop_also_where_it_fails(
    babydrop, profile, monkeypatch, command, asked
):
    babydrop("database", "upgrade")

    def broken(*_given):
        raise ZeroDivisionError("planted")

    monkeypatch.setattr(f"babydrop_desktop.services.{asked}", broken)
    assert babydrop(command).code == 1
    assert list((profile / "running").glob("*-*.lock")) == []
