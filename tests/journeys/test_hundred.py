"""An owner pastes a hundred addresses, edits and imports them; the power fails twice on the way."""

import os
from contextlib import closing

import pytest

from babydrop_desktop.bootstrap import open_shop
from babydrop_desktop.domain.catalog import CatalogQuery
from babydrop_desktop.domain.jobs import JobState
from babydrop_desktop.paths import Profile, ShopOptions
from tests.fakes.supplier import item_page, numbered
from tests.journeys.desk import Desk, missing

pytestmark = [
    pytest.mark.window,
    pytest.mark.xdist_group("window"),
    pytest.mark.skipif(
        bool(missing()) and not os.environ.get("CI"), reason=f"missing here: {missing()}"
    ),
]
MANY = 100
FIRST_ROW = (300, 262)
OWN_WORDS = "Our own words"


@pytest.fixture
def shop_beside(profile, settings_file, prepared_sqlite_url):
    """The same shop, opened beside the window to see what has become of it."""
    settings_file(per_minute=600)
    with closing(open_shop(ShopOptions(Profile(profile), prepared_sqlite_url))) as shop:
        yield shop


def test_a_hundred_addresses_are_imported_once_each_though_the_power_fails_twice(
    tmp_path, profile, prepared_sqlite_url, supplier, shop_beside
):
    for number in range(MANY):
        supplier.sells(numbered(number), item_page(numbered(number)))
    opening = ("--profile", str(profile), "--database", prepared_sqlite_url)

    def are(state):
        return sum(row.state is state for row in shop_beside.importing.rows())

    with closing(Desk(tmp_path)) as desk:
        desk.open(*opening)
        desk.copy("\n".join(f"https://www.aliexpress.com/item/{numbered(n)}.html"
                            for n in range(MANY)))  # fmt: skip
        desk.key("ctrl+2")
        desk.settle()
        desk.key("ctrl+v")
        desk.wait(lambda: are(JobState.READY) >= MANY // 4, "a quarter of them, read")
        desk.pull_the_plug()

        desk.open(*opening)
        desk.wait(lambda: are(JobState.READY) == MANY, "all of them, read")
        desk.key("ctrl+2")
        desk.settle()
        desk.click(*FIRST_ROW)
        desk.settle()
        desk.key("alt+t")
        desk.key("ctrl+a")
        desk.type(OWN_WORDS)
        desk.key("Tab")
        desk.click(*FIRST_ROW)
        desk.key(
            "ctrl+a", "Menu", "Up", "Up", "Up", "Right", "Return"
        )  # the first category, for all
        desk.wait(
            lambda: all(row.summary.price for row in shop_beside.importing.rows()), "their prices"
        )
        desk.settle()
        desk.key("alt+a")
        desk.wait(lambda: are(JobState.DONE) >= MANY // 4, "a quarter of them, imported")
        desk.pull_the_plug()

        desk.open(*opening)
        desk.wait(lambda: are(JobState.DONE) == MANY, "all of them, imported")
        desk.settle()
        assert desk.quit() == 0
        assert "Traceback" not in desk.said()

    products, key = [], None
    while True:
        page = shop_beside.catalog.page(CatalogQuery(), key, 60)
        products += page.rows
        key = page.next
        if key is None:
            break
    assert len(products) == len({row.id for row in products}) == MANY
    assert sum(row.name == OWN_WORDS for row in products) == 1
    for row in products:
        detail = shop_beside.catalog.detail(row.id)
        assert len(detail.pictures) == 2
        assert all(picture.here for picture in detail.pictures)
        assert len(detail.variants) == 4
