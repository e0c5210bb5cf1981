"""The open shop says within seconds that its file, its disk or its server is gone."""

import contextlib
import os
import sqlite3
from datetime import timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import text

from babydrop_desktop.db import presence
from babydrop_desktop.errors import ShopError, Unavailable
from babydrop_desktop.services.work import Work
from tests.fakes.shop import import_page
from tests.fakes.supplier import item_page


@pytest.fixture
def shop(open_shops):
    """An open shop of the profile's own file."""
    return open_shops(None)


def reason(shop):
    try:
        shop.presence.look()
    except ShopError as error:
        return error.reason
    return ""


def test_a_shop_that_is_there_says_nothing(opened):
    assert reason(opened) == ""


def test_a_file_that_was_taken_away_is_missed_and_never_replaced_by_an_empty_one(shop, profile):
    (profile / "shop.db").rename(profile / "elsewhere.db")
    assert reason(shop) == "database_gone"
    for read in (shop.importing.rows, shop.fulfillment.counts):
        with pytest.raises(Unavailable) as caught:
            read()
        assert caught.value.reason == "database_gone"
    with pytest.raises(Unavailable):
        shop.importing.stage_page("a page", item_page())
    assert not (profile / "shop.db").exists()
    (profile / "elsewhere.db").rename(profile / "shop.db")
    assert reason(shop) == ""


def test_another_file_in_its_place_is_not_taken_for_the_shop(shop, profile):
    shop.backups.run(Work())
    (profile / "shop.db").rename(profile / "elsewhere.db")
    (profile / "shop.db").write_bytes(b"")
    assert reason(shop) == "database_gone"
    assert (profile / "shop.db").read_bytes() == b""


def test_a_log_that_was_removed_is_missed_and_what_the_shop_held_is_rescued(shop, profile):
    shop.backups.run(Work())
    job = shop.importing.stage_page("a page", item_page())
    (profile / "shop.db-wal").unlink()
    assert reason(shop) == "database_gone"
    report = shop.backups.run(Work())
    assert report.reason == "database_gone"
    with contextlib.closing(sqlite3.connect(report.good)) as copy:
        assert copy.execute("SELECT id FROM job").fetchall() == [(job,)]


@pytest.mark.skipif(not hasattr(os, "statvfs"), reason="this system tells it with the rights")
def test_a_disk_that_became_read_only_is_said(shop, monkeypatch):
    monkeypatch.setattr(os, "statvfs", lambda _folder: SimpleNamespace(f_flag=os.ST_RDONLY))
    assert reason(shop) == "database_read_only"


@pytest.mark.skipif(os.name != "posix", reason="there rights are not taken from an open file")
def test_rights_that_were_taken_away_are_said_while_the_shop_still_saves(shop, monkeypatch):
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)
    assert reason(shop) == "database_shut"
    shop.importing.stage_page("a page", item_page())
    assert len(shop.importing.rows()) == 1


def test_a_disk_that_is_almost_full_is_said_with_what_is_left(shop, monkeypatch):
    monkeypatch.setattr(presence, "free_bytes", lambda _folder: 7 * 2**20)
    with pytest.raises(Unavailable) as caught:
        shop.presence.look()
    assert (caught.value.reason, caught.value.facts) == ("database_disk_low", {"free": "7 MB"})


def test_what_a_copy_lacks_is_counted(shop, profile):
    import_page(shop, item_page())
    first = shop.backups.preview(shop.backups.make().path)
    assert shop.backups.gap(first).nothing
    with shop.health._db.write() as session:
        later = (first.made_at + timedelta(hours=1)).isoformat("T", "milliseconds")[:-6] + "Z"
        session.execute(text('UPDATE "Product" SET "updatedAt" = :later'), {"later": later})
    gap = shop.backups.gap(first)
    assert (gap.products, gap.new_products, gap.changed_products) == (1, 0, 1)
    import_page(shop, item_page("1005001111111111"))
    gap = shop.backups.gap(first)
    assert (gap.products, gap.new_products, gap.new_orders) == (2, 1, 0)
    assert not gap.nothing


def test_a_shop_that_cannot_be_read_has_no_gap(shop, profile):
    made = shop.backups.preview(shop.backups.make().path)
    shop.close()
    (profile / "shop.db").write_bytes(b"no shop" * 1000)
    assert shop.backups.gap(made) is None
    (profile / "shop.db").unlink()
    assert shop.backups.gap(made) is None
