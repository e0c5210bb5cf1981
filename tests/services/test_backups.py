"""The shop is copied by itself, the copies are looked into, and one is put back."""

import contextlib
import json
import os
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from babydrop_desktop.bootstrap import open_backups
from babydrop_desktop.db.recognise import VERSION_TABLE
from babydrop_desktop.domain.backups import BackupKind, row_of, stamp_of
from babydrop_desktop.errors import NotFound, Refused, Stopped, Unavailable
from babydrop_desktop.paths import Profile, ShopOptions
from babydrop_desktop.services.work import Work


def change(database, words="x"):
    with contextlib.closing(sqlite3.connect(database)) as connection:
        asked = "INSERT INTO setting (key, value, updated_at) VALUES (hex(randomblob(8)), ?, '')"
        connection.execute(asked, (json.dumps(words),))
        connection.commit()


def words_in(database):
    with contextlib.closing(sqlite3.connect(database)) as connection:
        return [json.loads(row[0]) for row in connection.execute("SELECT value FROM setting")]


def time_passes(profile, **by):
    """Make every copy, every note and the database itself so much older."""
    delta = timedelta(**by)
    for path in (profile / "backups").iterdir():
        row = row_of(path, 0)
        if row is not None:
            path.rename(path.with_name(path.name.replace(
                stamp_of(row.made_at), stamp_of(row.made_at - delta))))  # fmt: skip
    for path in [profile / "shop.db", profile / "shop.db-wal"]:
        if path.exists():
            written = path.stat().st_mtime - delta.total_seconds()
            os.utime(path, (written, written))


@pytest.fixture
def shop(profile, open_shops):
    """An open shop of the profile's own file."""
    return open_shops(None)


@pytest.fixture
def closed(profile):
    """The copies of a shop that is closed; what makes them anew, for a folder."""
    with contextlib.ExitStack() as stack:

        def opened(folder=profile, **more):
            kept = open_backups(ShopOptions(Profile(folder), **more))
            stack.callback(kept.close)
            return kept

        yield opened


def test_the_first_round_copies_and_the_next_finds_nothing_to_do(shop, profile):
    report = shop.backups.run(Work())
    assert (report.reason, report.made.kind) == ("", BackupKind.AUTOMATIC)
    assert shop.backups.list() == (report.made,)
    change(profile / "shop.db")
    again = shop.backups.run(Work())
    assert (again.made, again.checked, again.reason) == (None, False, "")
    assert shop.backups.state().last == report.made


def restarted(shop, open_shops):
    """The same shop in a program that has just started."""
    shop.close()
    return open_shops(None)


def test_an_hour_and_a_change_later_there_is_another_copy(shop, profile, open_shops):
    first = shop.backups.run(Work()).made
    shop = restarted(shop, open_shops)
    time_passes(profile, minutes=61)
    os.utime(profile / "shop.db", (1, 1))  # closing put the log into it: that is no change
    assert shop.backups.run(Work()).made is None  # nothing changed since
    change(profile / "shop.db")
    shop = restarted(shop, open_shops)
    second = shop.backups.run(Work()).made
    assert second.made_at > first.made_at
    assert len(shop.backups.list()) == 2


def test_worn_copies_go_with_the_next_one_and_those_of_other_shops_stay(shop, profile, open_shops):
    shop.backups.run(Work())
    (copy,) = shop.backups.list()
    body = copy.path.read_bytes()
    for minutes in range(90, 130, 2):
        at = stamp_of(copy.made_at - timedelta(minutes=minutes))
        (profile / "backups" / f"shop-{at}-auto.db").write_bytes(body)
        (profile / "backups" / f"other-{at}-auto.db").write_bytes(body)
    by_hand = shop.backups.make("before summer").path
    time_passes(profile, hours=2)
    change(profile / "shop.db")
    report = restarted(shop, open_shops).backups.run(Work())
    assert report.removed >= 17
    names = [row.path.name for row in shop.backups.list()]
    assert sum("other-" in name for name in names) == 20
    assert sum("by-hand-before-summer" in name for name in names) == 1
    assert by_hand.name not in names  # it became older too, and stayed


def test_what_a_killed_program_left_half_copied_goes_a_day_later(shop, profile, open_shops):
    made = shop.backups.run(Work()).made
    folder = profile / "backups"
    names = [f"{stem}-{stamp_of(made.made_at)}-auto.part" for stem in ("shop", "server", "new")]
    names.append("the owners own.part")
    for name in names:
        (folder / name).write_bytes(b"half")
        os.utime(folder / name, (1, 1))
    os.utime(folder / names[2])  # another program is just making it
    restarted(shop, open_shops).backups.run(Work())
    assert [name for name in names if (folder / name).exists()] == names[2:]
    os.utime(folder / names[2], (1, 1))
    with contextlib.closing(open_backups(ShopOptions(Profile(profile)))) as kept:
        kept.make()
    assert [name for name in names if (folder / name).exists()] == names[3:]


def test_once_a_day_the_whole_file_is_read_and_damage_is_told_with_a_good_copy(shop, profile):
    good = shop.backups.run(Work()).made.path
    shop.close()
    body = bytearray((profile / "shop.db").read_bytes())
    middle = len(body) // 2 // 4096 * 4096
    body[middle : middle + 8192] = b"\xff" * 8192
    (profile / "shop.db").write_bytes(body)
    note = profile / "backups" / "shop-checked.json"
    note.write_text(note.read_text().replace("20", "19", 1))
    with contextlib.closing(open_backups(ShopOptions(Profile(profile)))) as kept:
        os.utime(profile / "shop.db", (1, 1))  # no change: only the daily look can find it
        report = kept.run(Work())
        assert (report.reason, report.good) == ("database_damaged", good)
        assert kept.state().damage
        assert kept.run(Work()).reason in {"", "database_damaged"}
        os.utime(profile / "shop.db")
        assert len([row for row in kept.list() if row.kind is BackupKind.AUTOMATIC]) == 1
        kept.close()
        assert kept.set_aside_and_restore(Work()).set_aside is not None
        assert kept.state().damage == ""


def test_after_a_crash_the_file_is_checked_at_once(shop, profile, open_shops):
    shop.backups.run(Work())
    note = profile / "backups" / "shop-checked.json"
    open_note = note.read_text()
    shop = restarted(shop, open_shops)
    assert shop.backups.run(Work()).checked is False
    shop.close()
    note.write_text(open_note)  # as a program leaves it that ends without closing
    shop = open_shops(None)
    assert shop.backups.run(Work()).checked is True


def test_a_round_can_be_stopped_and_leaves_nothing_half_made(shop, profile):
    work = Work()
    work.stop()
    with pytest.raises(Stopped):
        shop.backups.run(work)
    assert shop.backups.list() == ()
    assert list((profile / "backups").glob("*.part")) == []


def test_a_database_that_is_taken_away_while_open_is_saved_and_told(shop, profile, open_shops):
    shop.backups.run(Work())
    change(profile / "shop.db", "kept though its file is gone")
    for path in profile.glob("shop.db*"):
        path.unlink()
    report = shop.backups.run(Work())
    assert report.reason == "database_gone"
    assert words_in(report.made.path).count("kept though its file is gone") == 1
    assert str(report.made.path) in report.sentence
    assert shop.backups.run(Work()).made is None  # once is enough
    shop.close()
    with pytest.raises(Refused) as caught:
        open_shops(None)
    assert (caught.value.reason, caught.value.facts["missing"]) == ("database_damaged", "yes")
    assert caught.value.facts["copy"] == str(report.made.path)
    assert caught.value.facts["copy_time"] == report.made.made_at.isoformat()


def test_a_preview_tells_what_a_copy_holds(shop, closed, profile):
    with contextlib.closing(sqlite3.connect(profile / "shop.db")) as connection:
        connection.execute(
            'INSERT INTO "Product" (id, name, slug, sku, "basePrice", "categoryId", "updatedAt")'
            " SELECT 'p', 'Hat', 'hat', 'KP-1', 1, id, '2026-11-01T10:00:00.000Z'"
            ' FROM "Category" LIMIT 1'
        )
        connection.commit()
    made = shop.backups.make("summer")
    found = shop.backups.preview(made.path)
    assert (found.products, found.orders, found.newest_order) == (1, 0, None)
    assert found.newest_change.isoformat() == "2026-11-01T10:00:00+00:00"
    assert (found.made_at, found.size_bytes) == (made.made_at, made.size_bytes)
    assert found.note == "by-hand-summer"
    assert timedelta() <= found.age < timedelta(minutes=5)
    assert (found.can_be_restored, found.damaged, found.demo, found.other_shop) == (
        True, False, False, False,
    )  # fmt: skip
    assert sorted(path.name for path in made.path.parent.glob(f"{made.path.name}*")) == [
        made.path.name
    ]


def test_a_copy_is_put_back_and_the_shop_opens_with_what_it_held(shop, closed, profile, open_shops):
    change(profile / "shop.db", "old")
    made = shop.backups.make()
    change(profile / "shop.db", "newer")
    with pytest.raises(Refused) as caught:
        shop.backups.restore(made.path, Work())
    assert caught.value.reason == "shop_in_use"
    shop.close()
    report = closed().restore(made.path, Work())
    assert "old" in words_in(profile / "shop.db")
    assert "newer" in words_in(report.kept)
    again = open_shops(None)
    assert again.catalog.categories()
    again.close()
    back = closed().restore(report.kept, Work())
    assert {"old", "newer"} <= set(words_in(profile / "shop.db"))
    assert back.kept != report.kept


def test_an_older_copy_is_upgraded_when_the_shop_is_opened(closed, profile, open_shops, tmp_path):
    from babydrop_desktop.db.engine import open_engine, sqlite_url  # noqa: PLC0415
    from babydrop_desktop.db.migrations import SHIPPED, Migrations  # noqa: PLC0415
    from babydrop_desktop.db.upgrade import upgrade  # noqa: PLC0415

    old = tmp_path / "old.db"
    engine = open_engine(sqlite_url(old))
    upgrade(engine, migrations=Migrations(SHIPPED.revisions[:1], SHIPPED.folders))
    engine.dispose()
    closed().restore(old, Work())
    assert open_shops(None).catalog.categories()


def refusal(kept, path):
    """Why a file is not put back; the preview says the same."""
    with pytest.raises((Refused, NotFound, Unavailable)) as caught:
        kept.restore(path, Work())
    if caught.value.reason not in {"backup_missing", "backup_other_shop"}:
        seen = kept.preview(path)
        assert seen.reason == caught.value.reason
        assert seen.sentence == str(caught.value)
    assert "Nothing was changed" in str(caught.value) or caught.value.reason != "backup_not_ours"
    return caught.value.reason


def test_what_is_no_copy_of_this_shop_is_refused_each_with_its_sentence(shop, closed, profile):
    made = shop.backups.make().path
    shop.close()
    kept, folder = closed(), profile / "backups"
    before = (profile / "shop.db").read_bytes()
    newer = Path(_copied(made, folder / "newer.db"))
    with contextlib.closing(sqlite3.connect(newer)) as connection:
        connection.execute(f"UPDATE {VERSION_TABLE} SET version_num = '9999'")  # noqa: S608
        connection.commit()
    half = Path(_copied(made, folder / "half.db"))
    half.write_bytes(half.read_bytes()[: half.stat().st_size // 8192 * 4096])
    (folder / "text.db").write_text("no database", "utf-8")
    (folder / "empty.db").touch()
    (folder / "server.dump").write_bytes(b"PGDMP")
    found = {
        path.name: refusal(kept, path)
        for path in (newer, half, folder / "text.db", folder / "empty.db", folder / "none.db",
                     folder / "server.dump", folder, profile / "shop.db")
    }  # fmt: skip
    assert found == {
        "newer.db": "backup_newer", "half.db": "backup_damaged", "text.db": "backup_damaged",
        "empty.db": "backup_not_ours", "none.db": "backup_missing",
        "server.dump": "backup_of_server", "backups": "backup_not_ours",
        "shop.db": "backup_is_the_shop",
    }  # fmt: skip
    assert (profile / "shop.db").read_bytes() == before


def _copied(path, to):
    to.write_bytes(path.read_bytes())
    return to


def test_a_copy_of_another_shop_wants_a_yes_of_its_own(shop, closed, tmp_path, open_shops, profile):
    other = open_shops(None, tmp_path / "other")
    made = other.backups.make().path
    shop.close()
    kept = closed()
    assert not kept.preview(made).other_shop  # nothing is in the present one yet
    with contextlib.closing(sqlite3.connect(profile / "shop.db")) as connection:
        connection.execute(
            'INSERT INTO "Product" (id, name, slug, sku, "basePrice", "categoryId", "updatedAt")'
            " SELECT 'p', 'Hat', 'hat', 'KP-1', 1, id, '' FROM \"Category\" LIMIT 1"
        )
        connection.commit()
    assert kept.preview(made).other_shop
    assert refusal(kept, made) == "backup_other_shop"
    assert kept.restore(made, Work(), other_shop=True).kept is not None


def test_demo_and_own_shop_are_never_put_in_each_others_place(shop, closed, tmp_path, profile):
    from babydrop_desktop.db import demo_mark  # noqa: PLC0415

    (tmp_path / "demo").mkdir()
    demo_mark.create(tmp_path / "demo" / "shop.db")
    demo = closed(tmp_path / "demo", demo=True)
    of_demo, own = demo.make().path, shop.backups.make().path
    shop.close()
    assert refusal(closed(), of_demo) == "backup_of_demo_shop"
    assert refusal(demo, own) == "backup_not_of_demo_shop"
    assert demo.restore(of_demo, Work()).kept is not None
    demo.begin_anew(Work())
    assert demo.preview(demo.make().path).demo


def test_a_damaged_shop_gets_no_copy_of_another_file_of_the_folder(shop, closed, profile):
    made = shop.backups.make().path
    shop.close()
    made.rename(made.with_name(made.name.replace("shop-", "other-")))
    (profile / "shop.db").write_bytes(b"ruined " * 999)
    with pytest.raises(NotFound) as caught:
        closed().set_aside_and_restore(Work())
    assert caught.value.reason == "no_good_backup"
    assert (profile / "shop.db").read_bytes() == b"ruined " * 999
    report = closed().begin_anew(Work())
    assert report.set_aside.read_bytes() == b"ruined " * 999


def test_a_shop_on_a_server_is_not_copied_by_itself_nor_put_back(prepared_postgres_url, closed):
    kept = closed(database_url=prepared_postgres_url)
    assert kept.run(Work()).made is None
    with pytest.raises(Refused) as caught:
        kept.begin_anew(Work())
    assert caught.value.reason == "restore_on_server"
