"""A full or read-only disk: real ones, small, mounted for a test. Nothing is lost on them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import delete, select

from babydrop_desktop.db import backup, disk, restore
from babydrop_desktop.db.backup import back_up, faults
from babydrop_desktop.db.disk import Reserve
from babydrop_desktop.db.engine import open_engine, sqlite_url
from babydrop_desktop.db.ours import Setting
from babydrop_desktop.db.unit import Database
from babydrop_desktop.db.upgrade import upgrade
from babydrop_desktop.errors import ShopError, Unavailable

MB = 2**20
pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="only root on Linux mounts a small disk"
)


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 24 MB of its own."""
    place = tmp_path / "disk"
    place.mkdir()
    ran = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(place)],
        check=False,
        capture_output=True,
    )
    if ran.returncode:
        pytest.skip("this machine mounts nothing")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.fixture
def shop(small_disk, monkeypatch):
    """An open shop on the small disk; a margin of 1 MB."""
    monkeypatch.setattr(disk, "MARGIN_BYTES", MB)
    engine = open_engine(sqlite_url(small_disk / "shop.db"))
    upgrade(engine)
    database = Database(engine)
    yield database
    database.close()


def fill(place: Path) -> None:
    """Take all the room that is left, to the last block."""
    with (place / "film.mov").open("ab", buffering=0) as file:
        for size in (MB, 4096):
            try:
                while True:
                    file.write(os.urandom(size))
            except OSError:
                pass


def put(shop, key, size=200_000):
    with shop.write() as session:
        now = shop.server_now(session)
        session.add(Setting(key=key, value="x" * size, updated_at=now))


def put_on(shop, saved):
    """Save one thing after the other, and note what was told as saved."""
    for number in range(100):
        put(shop, f"key {number}")
        saved.add(f"key {number}")


def keys(shop):
    with shop.read() as session:
        return set(session.scalars(select(Setting.key)))


def test_on_a_full_disk_the_reserve_is_spent_and_the_shop_goes_on(shop, small_disk):
    reserve = Reserve(small_disk / "shop.db", 4 * MB)
    assert reserve.keep()
    assert reserve.there
    reserve.guard(shop.engine)
    put(shop, "before")
    fill(small_disk)
    saved = set()
    with pytest.raises(Unavailable) as caught:
        put_on(shop, saved)
    assert caught.value.reason == "database_disk_full"
    assert not reserve.there
    assert keys(shop) == {"before", *saved}  # what was told as saved is there, and only that

    put(shop, "after")
    with shop.write() as session:
        session.execute(delete(Setting).where(Setting.key == "before"))
    assert keys(shop) == {"after", *saved}
    assert faults(small_disk / "shop.db") == []
    assert not reserve.keep()  # no room for a new one yet
    (small_disk / "film.mov").unlink()
    assert reserve.keep()


def test_without_a_reserve_even_deleting_fails_on_a_full_disk(shop, small_disk):
    put(shop, "before", size=2_000_000)
    with shop.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    fill(small_disk)
    with pytest.raises(Unavailable, match="is full") as caught, shop.write() as session:
        session.execute(delete(Setting))
    assert caught.value.reason == "database_disk_full"
    assert keys(shop) == {"before"}


def test_a_copy_never_takes_the_last_of_the_disk(shop, small_disk, tmp_path):
    put(shop, "much", size=8 * MB)
    with (small_disk / "film.mov").open("wb") as file:
        file.write(bytes(4 * MB))
    with pytest.raises(Unavailable) as caught:
        back_up(small_disk / "shop.db", folder=small_disk / "backups", note="by-hand")
    assert caught.value.reason == "backup_no_room"
    assert int(caught.value.facts["needed"]) > int(caught.value.facts["free"]) > 0
    assert "MB" in str(caught.value)
    assert not (small_disk / "backups").exists()
    elsewhere = back_up(small_disk / "shop.db", folder=tmp_path / "usb", note="by-hand")
    assert faults(elsewhere) == []


def test_a_disk_that_fills_while_copying_leaves_no_half_copy(shop, small_disk, monkeypatch):
    put(shop, "much", size=8 * MB)
    monkeypatch.setattr(backup, "require_room", lambda *_given: fill(small_disk))
    with pytest.raises(Unavailable) as caught:
        back_up(small_disk / "shop.db", folder=small_disk / "backups", note="by-hand")
    assert caught.value.reason == "backup_not_written"
    assert not (small_disk / "backups").exists() or not list((small_disk / "backups").iterdir())
    assert keys(shop) == {"much"}


@pytest.mark.parametrize("fills", [False, True], ids=["no room", "fills meanwhile"])
def test_without_room_to_put_a_copy_back_the_old_shop_stays(
    shop, small_disk, tmp_path, monkeypatch, fills
):
    copy = back_up(small_disk / "shop.db", folder=tmp_path / "usb", note="by-hand")
    put(shop, "newer", size=6 * MB)
    shop.close()
    if fills:
        monkeypatch.setattr(restore, "require_room", lambda *_given: fill(small_disk))
    else:
        fill(small_disk)
    with pytest.raises(Unavailable) as caught:
        restore.restore(
            small_disk / "shop.db", copy, folder=small_disk / "backups", stamp="20261122T163140123Z"
        )
    assert caught.value.reason in {"backup_no_room", "backup_not_written"}
    (small_disk / "film.mov").unlink()
    assert keys(shop) == {"newer"}
    shop.close()
    assert sorted(path.name for path in small_disk.glob("shop.db*")) == ["shop.db"]


def test_on_a_read_only_disk_nothing_is_begun(shop, small_disk, tmp_path):
    copy = back_up(small_disk / "shop.db", folder=tmp_path / "usb", note="by-hand")
    shop.close()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    file, folder = small_disk / "shop.db", small_disk / "backups"
    before = file.read_bytes()
    found = set()
    for attempt in (
        lambda: back_up(file, folder=folder, note="by-hand"),
        lambda: restore.restore(file, copy, folder=folder, stamp="20261122T163140123Z"),
        lambda: restore.begin_anew(file, folder=folder, stamp="20261122T163140123Z", demo=False),
    ):
        with pytest.raises(ShopError) as caught:
            attempt()
        found.add(caught.value.reason)
    assert found <= {"backup_not_written", "profile_not_writable", "database_folder",
                     "database_read_only"}  # fmt: skip
    assert file.read_bytes() == before
    assert not Reserve(file, MB).keep()


def test_a_folder_that_vanished_is_made_anew(shop, small_disk, tmp_path):
    folder = small_disk / "backups"
    first = back_up(small_disk / "shop.db", folder=folder, note="by-hand")
    shutil.rmtree(folder)
    assert back_up(small_disk / "shop.db", folder=folder, note="by-hand").name != first.name
