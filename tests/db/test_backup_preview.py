"""A copy is looked into without trusting it: nothing in a hostile file is run, none is changed."""

import contextlib
import os
import shutil
import sqlite3
import sys
from pathlib import Path

import pytest

from babydrop_desktop.db import preview
from babydrop_desktop.db.backup import back_up, newest_good, untrusted
from babydrop_desktop.db.engine import open_engine, sqlite_url
from babydrop_desktop.db.opening import make_ready, naming_a_copy
from babydrop_desktop.db.preview import look
from babydrop_desktop.db.unit import Database
from babydrop_desktop.db.upgrade import upgrade
from babydrop_desktop.errors import NotFound, Refused, ShopError, Stopped

HOSTILE = Path(__file__).resolve().parents[3] / "shared" / "hostile" / "generated"


@pytest.fixture
def copy(prepared_sqlite_url, tmp_path):
    """A good copy of a shop."""
    return back_up(tmp_path / "shop.db", folder=tmp_path / "backups", note="by-hand")


def alter(copy, *statements):
    with contextlib.closing(sqlite3.connect(copy)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def test_a_good_copy_is_told_with_what_it_holds(copy):
    found = look(copy)
    assert found.trouble is None
    assert (found.products, found.orders, found.demo, found.empty) == (0, 0, False, True)
    assert len(found.epoch) == 32
    assert found.version


@pytest.mark.parametrize(
    "part",
    [
        "CREATE TRIGGER steal AFTER INSERT ON setting BEGIN DELETE FROM setting; END",
        "CREATE VIEW seen AS SELECT load_extension('/tmp/evil.so')",
        "CREATE VIRTUAL TABLE words USING fts5(a)",
        'CREATE TRIGGER steal AFTER UPDATE ON "Order" BEGIN SELECT randomblob(1e9); END',
    ],
)
def test_a_copy_with_a_trigger_or_view_of_somebodys_is_none_of_ours(copy, part):
    alter(copy, part)
    assert look(copy).trouble.reason == "backup_not_ours"


def test_a_copy_out_of_which_a_part_of_ours_was_taken_is_refused(copy):
    with contextlib.closing(sqlite3.connect(copy)) as connection:
        asked = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        triggers = [name for (name,) in connection.execute(asked)]
    assert triggers
    alter(copy, f'DROP TRIGGER "{triggers[0]}"')
    assert look(copy).trouble.reason == "backup_incomplete"
    alter(copy, *(f'DROP TRIGGER "{name}"' for name in triggers[1:]))
    assert look(copy).trouble.reason == "backup_incomplete"


def test_a_view_in_a_tables_place_is_never_asked(copy):
    alter(
        copy,
        'ALTER TABLE "Product" RENAME TO hidden',
        'CREATE VIEW "Product" AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)'
        ' SELECT x AS id, x AS "updatedAt" FROM n',
    )
    assert look(copy, whole=False).trouble.reason == "backup_not_ours"
    with untrusted(copy) as connection, pytest.raises(sqlite3.DatabaseError):
        connection.execute('SELECT count(*) FROM "Product"')


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM setting",
        "CREATE TABLE a (b)",
        "ATTACH 'x.db' AS x",
        "PRAGMA writable_schema = ON",
        "PRAGMA journal_mode = WAL",
        "VACUUM INTO 'x.db'",
        "SELECT load_extension('x')",
    ],
)
def test_nothing_can_be_done_to_a_file_that_is_looked_at(copy, statement, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    before = copy.read_bytes()
    with untrusted(copy) as connection, pytest.raises(sqlite3.Error):
        connection.execute(statement).fetchall()
    assert copy.read_bytes() == before
    assert not (tmp_path / "x.db").exists()
    assert [path.name for path in copy.parent.iterdir()] == [copy.name]


def test_a_count_that_never_ends_is_ended(copy, monkeypatch):
    monkeypatch.setattr(preview, "_SECONDS", 0.0)
    monkeypatch.setattr("babydrop_desktop.db.backup._OPS", 1)
    assert look(copy).trouble.reason == "backup_too_slow"


def test_a_look_can_be_stopped(copy, monkeypatch):
    monkeypatch.setattr("babydrop_desktop.db.backup._OPS", 100)

    def stop():
        raise Stopped("Cancelled.", reason="cancelled")

    with pytest.raises(Stopped):
        look(copy, check=stop)


def test_values_of_any_kind_in_a_copy_are_no_trouble(copy):
    alter(
        copy,
        "PRAGMA ignore_check_constraints = ON",
        "UPDATE shop_marker SET value = zeroblob(3) WHERE key = 'epoch'",
        "INSERT INTO \"Category\" (id, name, slug, \"updatedAt\") VALUES ('c', 'c', 'c', 'x')",
        'INSERT INTO "Product" (id, name, slug, sku, "basePrice", "categoryId", "updatedAt")'
        " VALUES ('p', 'n', 's', 'k', 1, 'c', 'yesterday')",
    )
    found = look(copy)
    assert (found.products, found.newest_change) == (1, None)


def test_the_demos_and_a_strangers_database_are_told_apart(copy, tmp_path):
    alter(copy, "INSERT INTO shop_marker VALUES ('demo', 'yes')")
    assert look(copy).demo
    alter(copy, "UPDATE shop_marker SET value = 'somebody' WHERE key = 'owner'")
    assert look(copy).trouble.reason == "backup_not_ours"
    with contextlib.closing(sqlite3.connect(tmp_path / "songs.db")) as made:
        made.execute("CREATE TABLE song (title TEXT)")
    assert look(tmp_path / "songs.db").trouble.reason == "backup_not_ours"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes")
def test_what_is_no_file_keeps_nobody_waiting(tmp_path):
    os.mkfifo(tmp_path / "pipe.db")
    for path in (tmp_path / "pipe.db", tmp_path):
        with pytest.raises(Refused):
            look(path)
    with pytest.raises(NotFound):
        look(tmp_path / "none.db")


@pytest.mark.skipif(not HOSTILE.is_dir(), reason="the folder with hostile files is not here")
def test_hostile_files_are_no_copies(tmp_path):
    found = {}
    for path in sorted(HOSTILE.glob("sqlite_*.db")):
        taken = Path(shutil.copyfile(path, tmp_path / path.name))
        found[path.name] = look(taken).trouble.reason
        assert taken.read_bytes() == path.read_bytes()
    assert len(found) >= 10
    assert set(found.values()) == {"backup_damaged", "backup_not_ours"}
    assert {found[name] for name in found if "bitflip" in name or "half" in name} == {
        "backup_damaged"
    }


def _opened(database, folder):
    """Open a shop's file as the program does."""
    engine = open_engine(sqlite_url(database))
    try:
        with naming_a_copy(folder):
            make_ready(engine, folder)
            upgrade(engine, backups=folder)
            with Database(engine).read() as session:
                session.connection().exec_driver_sql('SELECT count(*) FROM "Product"')
    finally:
        engine.dispose()


def _ruin(database, how):
    body = bytearray(database.read_bytes())
    if how == "truncated":
        body = body[: len(body) // 2]
    elif how == "header zeroed":
        body[:100] = bytes(100)
    elif how == "no database":
        body = bytearray(b"Dear diary, " * 4000)
    elif how == "emptied":
        body = bytearray()
    database.write_bytes(body)


@pytest.mark.parametrize("how", ["truncated", "header zeroed", "no database", "emptied"])
def test_a_ruined_shop_is_not_opened_and_the_good_copy_is_named(copy, tmp_path, how):
    database = tmp_path / "shop.db"
    _ruin(database, how)
    before = database.read_bytes()
    aside = copy.with_name("damaged-20990101T000000000Z-shop.db")
    aside.write_bytes(copy.read_bytes())  # whole or not: what was set aside is never offered
    with pytest.raises(ShopError) as caught:
        _opened(database, copy.parent)
    assert caught.value.reason == "database_damaged"
    assert caught.value.facts["copy"] == str(copy)
    assert caught.value.facts["copy_time"].endswith("+00:00")
    assert database.read_bytes() == before
    assert newest_good(copy.parent) == copy


def test_a_ruined_shop_without_a_good_copy_says_so(copy, tmp_path):
    _ruin(copy, "truncated")
    _ruin(tmp_path / "shop.db", "truncated")
    with pytest.raises(ShopError) as caught:
        _opened(tmp_path / "shop.db", copy.parent)
    assert caught.value.facts["folder"] == str(copy.parent)
    assert "copy_time" not in caught.value.facts


def test_without_its_log_the_shop_is_what_the_file_holds_and_whole(copy, tmp_path):
    database = tmp_path / "shop.db"
    engine = open_engine(sqlite_url(database))
    with engine.execution_options(babydrop_write=True).begin() as connection:
        connection.exec_driver_sql("INSERT INTO setting VALUES ('k', '1', '')")
        for path in tmp_path.glob("shop.db*"):  # as it stands on the disk while it is open
            shutil.copyfile(path, tmp_path / f"copied-{path.name}")
    engine.dispose()
    moved = tmp_path / "copied-shop.db"
    for end in ("-wal", "-shm"):
        moved.with_name(moved.name + end).unlink()
    _opened(moved, tmp_path / "none")
    assert look(moved).trouble is None
