"""A full disk is called by its name when the shop opens, and the reserve opens it all the same."""

import sqlite3

import pytest

from babydrop_desktop.db import disk, sqlite
from babydrop_desktop.errors import Unavailable


@pytest.fixture
def _no_room(monkeypatch, profile, open_shops):
    """The disk is full until the reserve is given away; SQLite then only says "error"."""
    open_shops(None).close()  # the room is kept beside a shop that is there
    reserve = profile / "shop-reserve.bin"
    reserve.write_bytes(b"x")
    prepare = sqlite._prepare

    def fails(connection, *, readonly):
        if reserve.exists():
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorcode = sqlite3.SQLITE_IOERR_SHMSIZE
            raise error
        prepare(connection, readonly=readonly)

    monkeypatch.setattr(sqlite, "_prepare", fails)
    monkeypatch.setattr(disk, "free_bytes", lambda _folder: 0 if reserve.exists() else 2**25)


@pytest.mark.usefixtures("_no_room")
def test_the_reserve_is_given_away_so_that_the_shop_opens(open_shops, profile):
    shop = open_shops(None)
    assert not (profile / "shop-reserve.bin").exists()
    assert shop.importing.rows() == ()


@pytest.mark.usefixtures("_no_room")
def test_without_a_reserve_the_full_disk_is_named(open_shops, monkeypatch):
    monkeypatch.setattr(disk.Reserve, "spend", lambda _self: False)
    with pytest.raises(Unavailable) as caught:
        open_shops(None)
    assert caught.value.reason == "database_disk_full"
