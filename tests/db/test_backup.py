"""A backup copy is proven whole before it gets its name."""

import contextlib
import os
import re
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import select

from babydrop_desktop.db.backup import back_up, faults, newest_good
from babydrop_desktop.db.engine import open_engine, sqlite_url
from babydrop_desktop.db.ours import Setting
from babydrop_desktop.db.unit import Database
from babydrop_desktop.errors import Refused


def test_a_backup_holds_what_was_saved_a_moment_ago(file_shop: Database, tmp_path: Path):
    with file_shop.write() as session:
        now = file_shop.server_now(session)
        session.add(Setting(key="shop.currency", value="EUR", updated_at=now))
    with file_shop.write() as session:
        session.add(Setting(key="unfinished", value=1, updated_at=now))
        session.flush()
        copied = back_up(tmp_path / "shop.db", folder=tmp_path / "kept", note="by-hand")

    copy = Database(open_engine(sqlite_url(copied), readonly=True))
    with copy.read() as session:
        found = {row.key: row.value for row in session.scalars(select(Setting))}
    copy.close()
    assert found == {"shop.currency": "EUR"}
    assert copied.name.startswith("shop-20")
    assert copied.name.endswith("-by-hand.db")
    assert faults(copied) == []


def test_two_backups_do_not_overwrite_each_other(file_shop: Database, tmp_path: Path):
    made = {
        back_up(tmp_path / "shop.db", folder=tmp_path / "kept", note="by-hand") for _ in range(3)
    }

    assert len(list((tmp_path / "kept").iterdir())) == len(made) == 3


def test_a_backup_of_a_damaged_database_is_refused_and_not_kept(tmp_path: Path):
    path = tmp_path / "shop.db"
    with contextlib.closing(sqlite3.connect(path)) as made:
        made.execute("CREATE TABLE a (x TEXT)")
        made.execute("CREATE INDEX ax ON a (x)")
        made.executemany("INSERT INTO a VALUES (?)", [(f"{n:0200}",) for n in range(500)])
        made.commit()
    body = bytearray(path.read_bytes())
    body[3 * 4096 : 3 * 4096 + 64] = bytes(64)
    path.write_bytes(body)

    with pytest.raises(Refused) as caught:
        back_up(path, folder=tmp_path / "backups", note="test")

    assert caught.value.reason == "database_damaged"
    assert list((tmp_path / "backups").iterdir()) == []
    assert path.read_bytes() == bytes(body)


def test_what_was_given_up_for_another_copy_is_offered_last(file_shop: Database, tmp_path: Path):
    kept = tmp_path / "kept"
    made = back_up(tmp_path / "shop.db", folder=kept, note="before-restore")
    given_up = made.rename(made.with_name(re.sub(r"\d{4}", "2099", made.name, count=1)))
    assert newest_good(kept) == given_up
    wanted = back_up(tmp_path / "shop.db", folder=kept, note="by-hand")
    assert newest_good(kept) == wanted


def test_the_newest_good_copy_is_whole_and_holds_a_shop(file_shop: Database, tmp_path: Path):
    kept = tmp_path / "kept"
    assert newest_good(kept) is None
    old, new, newest = (
        back_up(tmp_path / "shop.db", folder=kept, note=note) for note in ("a", "b", "c")
    )
    for place, path in enumerate((old, new, newest)):
        os.utime(path, (place, place))
    assert newest_good(kept) == newest
    newest.write_bytes(newest.read_bytes()[:8192])
    (kept / "empty.db").touch()
    (kept / "text.db").write_text("no database", "utf-8")
    with contextlib.closing(sqlite3.connect(kept / "other.db")) as made:
        made.execute("CREATE TABLE a (x TEXT)")
    (kept / "folder.db").mkdir()
    assert newest_good(kept) == new
