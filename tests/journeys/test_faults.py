"""The real window: its file is taken away or damaged, its server stops, and nothing is lost.

Seen besides by hand on a full disk, with the rights taken away and with a killed program.
"""

import contextlib
import json
import os
import sqlite3
from pathlib import Path

import pytest

from babydrop_desktop.bootstrap import open_backups, open_shop
from babydrop_desktop.paths import Profile, ShopOptions
from tests.fakes import cluster as clusters
from tests.fakes import orders
from tests.journeys.desk import Desk, missing

pytestmark = [
    pytest.mark.window,
    pytest.mark.xdist_group("window"),
    pytest.mark.skipif(
        bool(missing()) and not os.environ.get("CI"), reason=f"missing here: {missing()}"
    ),
]
FIRST_ORDERS, MORE_ORDERS = 20, 5


@pytest.fixture
def desk(tmp_path):
    """A screen, a window manager, and nothing on it yet."""
    with contextlib.closing(Desk(tmp_path)) as opened:
        yield opened


@pytest.fixture
def shop_folder(profile):
    """A shop with orders, copied by hand, and some orders more."""
    options = ShopOptions(Profile(profile))
    with contextlib.closing(open_shop(options)) as shop:
        db = shop.health._db
        orders.goods(db, 3)
        orders.fill(db, FIRST_ORDERS, goods_made=3)
        with contextlib.closing(open_backups(options)) as kept:
            kept.make()
        orders.add(db, *(orders.order(1000 + number) for number in range(MORE_ORDERS)))
    return profile


def said(folder: Path, event: str) -> int:
    """How often the program wrote of that."""
    lines = (folder / "logs" / "babydrop.log").read_text("utf-8").splitlines()
    return sum(json.loads(line).get("event") == event for line in lines)


def orders_in(file: Path) -> int:
    with contextlib.closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return int(connection.execute('SELECT count(*) FROM "Order"').fetchone()[0])


def test_the_shop_goes_back_to_a_copy_by_the_keyboard_and_keeps_what_it_was(desk, shop_folder):
    desk.open("--profile", str(shop_folder))
    desk.settle()
    desk.key("alt+f")
    desk.key("r")
    desk.wait(desk.has_dialog, "the copies")
    desk.settle()
    desk.key("Return")
    desk.settle()
    assert said(shop_folder, "restored") == 0  # it was asked first
    desk.key("Return")
    desk.wait(lambda: said(shop_folder, "window ready") == 2, "the shop opened anew")
    (kept,) = (shop_folder / "backups").glob("*before-restore.db")
    assert orders_in(kept) == FIRST_ORDERS + MORE_ORDERS
    desk.settle()
    desk.key("Return")
    desk.settle()
    assert desk.quit() == 0
    assert orders_in(shop_folder / "shop.db") == FIRST_ORDERS
    assert "Traceback" not in desk.said()


def test_a_file_that_is_taken_away_is_missed_and_what_it_held_is_saved(desk, shop_folder):
    desk.open("--profile", str(shop_folder))
    (shop_folder / "shop.db").rename(shop_folder / "elsewhere.db")
    desk.wait(lambda: said(shop_folder, "rescued") == 1, "what was saved")
    assert said(shop_folder, "trouble") == 1
    assert not (shop_folder / "shop.db").exists()
    (rescued,) = (shop_folder / "backups").glob("*rescued.db")
    assert orders_in(rescued) == FIRST_ORDERS + MORE_ORDERS
    (shop_folder / "elsewhere.db").rename(shop_folder / "shop.db")
    desk.wait(lambda: said(shop_folder, "answers again") == 1, "the shop that answers again")
    assert desk.quit() == 0
    assert orders_in(shop_folder / "shop.db") == FIRST_ORDERS + MORE_ORDERS
    assert "Traceback" not in desk.said()


def test_a_damaged_file_leads_to_the_newest_good_copy_with_one_key(desk, shop_folder):
    with (shop_folder / "shop.db").open("r+b") as file:
        file.write(b"damaged!" * 64)
    desk.open("--profile", str(shop_folder), ready=False)
    desk.wait(lambda: said(shop_folder, "not opened") == 1, "the page of the lost file")
    desk.settle()
    desk.key("Return")
    desk.wait(lambda: said(shop_folder, "restored") == 1, "the copy put back")
    desk.wait(lambda: said(shop_folder, "window ready") == 1, "the open shop")
    desk.settle()
    desk.key("Return")
    desk.settle()
    assert desk.quit() == 0
    assert orders_in(shop_folder / "shop.db") == FIRST_ORDERS
    (aside,) = (shop_folder / "backups").glob("damaged-*-shop.db")
    assert aside.read_bytes().startswith(b"damaged!")
    assert "Traceback" not in desk.said()


@pytest.mark.postgres
def test_a_server_that_stops_is_said_and_comes_back_by_itself(desk, profile, own_cluster):
    clusters.run(own_cluster, f"CREATE DATABASE stops OWNER {clusters.OWNER}")
    url = own_cluster.url("stops", clusters.OWNER)
    open_shop(ShopOptions(Profile(profile), url, upgrade=True)).close()
    desk.open("--profile", str(profile), "--database", url)
    clusters.halt(own_cluster)
    desk.wait(lambda: said(profile, "trouble") == 1, "the server that is missed")
    clusters.resume(own_cluster)
    desk.wait(lambda: said(profile, "answers again") == 1, "the server that is back")
    assert desk.quit() == 0
    assert "Traceback" not in desk.said()
