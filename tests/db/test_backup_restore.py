"""A copy takes the shop's place whole or not at all, and what was there before is kept."""

import contextlib
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from babydrop_desktop.db import exchange, restore
from babydrop_desktop.db.backup import back_up, faults
from babydrop_desktop.db.engine import open_engine, sqlite_url
from babydrop_desktop.db.opening import make_ready
from babydrop_desktop.errors import Refused, ShopError
from tests.db.backup_killed import STAMP

ROOT = Path(__file__).resolve().parents[2]
posix = pytest.mark.skipif(sys.platform == "win32", reason="a process is killed")


def write(database, words):
    with contextlib.closing(sqlite3.connect(database)) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS note (words TEXT)")
        connection.execute("INSERT INTO note VALUES (?)", (words,))
        connection.commit()


def read(database):
    with contextlib.closing(sqlite3.connect(database)) as connection:
        words = [row[0] for row in connection.execute("SELECT words FROM note ORDER BY rowid")]
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    return words


def damage(database):
    """Flip what the whole file's check finds and opening does not; the log stays as it is."""
    with database.open("r+b") as file:
        file.seek(database.stat().st_size - 4096 * 6)
        for _ in range(5):
            file.write(b"\xff" * 64)
            file.seek(4096 - 64, 1)


def leave_a_log(database, words):
    """Commit more in a process that is killed: it stays in the log beside the file."""
    script = (
        "import os, signal, sqlite3, sys\n"
        "c = sqlite3.connect(sys.argv[1])\n"
        "c.execute('PRAGMA journal_mode = WAL')\n"
        "c.execute('INSERT INTO note VALUES (?)', (sys.argv[2],))\n"
        "c.commit()\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    subprocess.run([sys.executable, "-c", script, str(database), words], check=False, timeout=60)
    assert database.with_name("shop.db-wal").stat().st_size


@pytest.fixture
def shop(prepared_sqlite_url, tmp_path):
    """A shop that says "old" and "older", a copy from before that says "old"; both closed."""
    database = tmp_path / "shop.db"
    write(database, "old")
    copy = back_up(database, folder=tmp_path / "backups", note="by-hand")
    write(database, "newer")
    return database, copy, tmp_path / "backups"


def open_again(database, folder):
    """What opening the shop does with its file first."""
    engine = open_engine(sqlite_url(database))
    make_ready(engine, folder)
    engine.dispose()


def beside(database):
    return sorted(path.name for path in database.parent.glob("shop.db*"))


def test_a_copy_takes_the_place_and_the_shop_from_before_is_a_copy(shop):
    database, copy, folder = shop
    leave_a_log(database, "newest")
    placed = restore.restore(database, copy, folder=folder, stamp=STAMP)

    assert read(database) == ["old"]
    assert placed.set_aside is None
    assert placed.kept.name.endswith("-before-restore.db")
    assert read(placed.kept) == ["old", "newer", "newest"]
    assert beside(database) == ["shop.db"]
    assert read(copy) == ["old"]
    with contextlib.closing(sqlite3.connect(database)) as connection:
        asked = "SELECT value FROM shop_marker WHERE key = 'restored'"
        assert connection.execute(asked).fetchone() == (STAMP,)


def test_a_damaged_shop_is_set_aside_with_its_log_and_not_deleted(shop):
    database, copy, folder = shop
    leave_a_log(database, "newest")
    damage(database)
    body = database.read_bytes()
    log = database.with_name("shop.db-wal").read_bytes()
    placed = restore.restore(database, copy, folder=folder, stamp=STAMP)

    assert read(database) == ["old"]
    assert placed.kept is None
    assert placed.set_aside == folder / f"damaged-{STAMP}-shop.db"
    assert placed.set_aside.read_bytes() == body
    assert placed.set_aside.with_name(f"{placed.set_aside.name}-wal").read_bytes() == log
    assert beside(database) == ["shop.db"]


@pytest.mark.parametrize("body", [b"", b"no database at all " * 900, bytes(16384)])
def test_what_is_no_database_any_more_is_set_aside_too(shop, body):
    database, copy, folder = shop
    database.write_bytes(body)
    placed = restore.restore(database, copy, folder=folder, stamp=STAMP)

    assert read(database) == ["old"]
    assert placed.set_aside.read_bytes() == body


def test_a_new_shop_is_begun_and_the_damaged_one_kept(shop):
    database, _copy, folder = shop
    database.write_bytes(b"gone " * 5000)
    placed = restore.begin_anew(database, folder=folder, stamp=STAMP, demo=False)

    assert placed.set_aside.read_bytes() == b"gone " * 5000
    assert faults(database) == []
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        read(database)
    again = restore.begin_anew(database, folder=folder, stamp=STAMP, demo=False)
    assert (again.set_aside, again.kept is None) == (None, False)


MOMENTS = [
    *("_copy_in:before", "copy_to:after", "_mark:before", "_mark:after"),
    *("back_up:before", "back_up:after", "_close_log:before", "_close_log:after"),
    *("decide:before", "decide:after", "_swap:before", "_swap:after", "finish:after:2"),
]
DAMAGED = ["_aside:after", "decide:after", *(f"_move:after:{n}" for n in (1, 2, 3, 4)),
           "_swap:before", "_swap:after"]  # fmt: skip


def _kill(moment, shop, what="restore"):
    ran = subprocess.run(
        [sys.executable, "-m", "tests.db.backup_killed", what, moment, *map(str, shop)],
        cwd=ROOT,
        check=False,
        timeout=120,
        capture_output=True,
    )
    assert ran.returncode == -signal.SIGKILL, ran.stderr.decode()


@posix
@pytest.mark.parametrize("moment", MOMENTS)
def test_killed_at_any_moment_the_old_shop_or_the_new_one_is_there(shop, moment):
    database, copy, folder = shop
    leave_a_log(database, "newest")
    _kill(moment, shop)
    open_again(database, folder)

    decided = MOMENTS.index(moment) > MOMENTS.index("decide:before")
    assert read(database) == (["old"] if decided else ["old", "newer", "newest"])
    index = set() if decided else {"shop.db-shm"}  # SQLite's own, worth nothing without a log
    assert set(beside(database)) - index == {"shop.db"}
    if decided:
        (kept,) = folder.glob("*-before-restore.db")
        assert read(kept) == ["old", "newer", "newest"]
    assert read(copy) == ["old"]
    restore.restore(database, copy, folder=folder, stamp=STAMP)
    assert read(database) == ["old"]


@posix
@pytest.mark.parametrize("moment", DAMAGED)
def test_killed_while_a_damaged_shop_is_set_aside_nothing_is_lost(shop, moment):
    database, _copy, folder = shop
    database.write_bytes(b"ruined " * 3000)
    database.with_name("shop.db-wal").write_bytes(b"a log " * 100)
    _kill(moment, shop)
    open_again(database, folder)

    if moment == "_aside:after":
        assert database.read_bytes() == b"ruined " * 3000
    else:
        assert read(database) == ["old"]
        aside = folder / f"damaged-{STAMP}-shop.db"
        assert aside.read_bytes() == b"ruined " * 3000
        assert aside.with_name(f"{aside.name}-wal").read_bytes() == b"a log " * 100


@posix
def test_killed_while_a_new_shop_is_begun_the_old_one_or_it_is_there(shop):
    database, _copy, folder = shop
    database.write_bytes(b"ruined " * 3000)
    _kill("decide:before", shop, "anew")
    open_again(database, folder)
    assert database.read_bytes() == b"ruined " * 3000
    _kill("decide:after", shop, "anew")
    open_again(database, folder)
    assert faults(database) == []


def test_a_shop_that_another_program_has_open_is_left_alone(shop):
    database, copy, folder = shop
    script = (
        "import sqlite3, sys\n"
        "c = sqlite3.connect(sys.argv[1])\n"
        "c.execute('SELECT * FROM note').fetchall()\n"
        "print('open', flush=True)\n"
        "sys.stdin.read()\n"
    )
    before = database.read_bytes()
    with subprocess.Popen(
        [sys.executable, "-c", script, str(database)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as other:
        assert other.stdout.readline() == b"open\n"
        with pytest.raises(Refused) as caught:
            restore.restore(database, copy, folder=folder, stamp=STAMP)
        other.stdin.close()
    assert caught.value.reason == "shop_in_use"
    assert "Another program" in str(caught.value)
    assert database.read_bytes() == before
    assert not restore.draft_of(database).exists()
    restore.restore(database, copy, folder=folder, stamp=STAMP)
    assert read(database) == ["old"]


def test_a_shop_that_is_just_being_put_back_is_not_opened_meanwhile(shop):
    database, copy, folder = shop
    with exchange.alone(database):
        with pytest.raises(Refused) as opening:
            open_again(database, folder)
        with pytest.raises(Refused) as restoring:
            restore.restore(database, copy, folder=folder, stamp=STAMP)
    assert {opening.value.reason, restoring.value.reason} == {"restore_running"}
    open_again(database, folder)
    assert read(database) == ["old", "newer"]


def test_a_copy_that_is_damaged_changes_nothing(shop):
    database, copy, folder = shop
    damage(copy)
    with pytest.raises(ShopError) as caught:
        restore.restore(database, copy, folder=folder, stamp=STAMP)
    assert caught.value.reason == "backup_damaged"
    assert read(database) == ["old", "newer"]
    assert beside(database) == ["shop.db"]


def test_a_copy_with_a_log_of_its_own_is_put_back_with_what_is_in_it(shop, tmp_path):
    database, _copy, folder = shop
    (tmp_path / "usb").mkdir()
    plain = Path(shutil.copy(database, tmp_path / "usb" / "shop.db"))
    leave_a_log(plain, "only in the log")
    restore.restore(database, plain, folder=folder, stamp=STAMP)
    assert read(database) == ["old", "newer", "only in the log"]


@pytest.mark.parametrize("keeps", ["copy", "log", "room"])
def test_a_shops_file_that_is_gone_is_missed_and_no_empty_shop_made(shop, keeps):
    database, copy, folder = shop
    database.unlink()
    if keeps == "log":
        copy.unlink()
        database.with_name("shop.db-wal").write_bytes(b"something")
    if keeps == "room":
        copy.unlink()
        database.with_name("shop-reserve.bin").write_bytes(b"room")
    with pytest.raises(Refused, match="is gone") as caught:
        open_again(database, folder)
    assert (caught.value.reason, caught.value.facts["missing"]) == ("database_damaged", "yes")
    assert not database.exists()


def test_an_emptied_file_never_costs_its_log(shop):
    database, _copy, folder = shop
    leave_a_log(database, "newest")
    log = database.with_name("shop.db-wal").read_bytes()
    database.write_bytes(b"")
    with pytest.raises(Refused) as caught:
        open_again(database, folder)
    assert caught.value.reason == "database_damaged"
    assert database.with_name("shop.db-wal").read_bytes() == log
