"""An owner imports a saved page in the real window, with mouse and keyboard, on both databases."""

import os
from contextlib import closing
from pathlib import Path

import pytest

from babydrop_desktop.bootstrap import open_shop
from babydrop_desktop.domain.catalog import CatalogQuery
from babydrop_desktop.domain.jobs import JobState
from babydrop_desktop.paths import Profile, ShopOptions
from tests.fakes.supplier import item_page
from tests.journeys.desk import Desk, missing
from tests.pages.shared import shared

pytestmark = [
    pytest.mark.window,
    pytest.mark.xdist_group("window"),
    pytest.mark.skipif(
        bool(missing()) and not os.environ.get("CI"), reason=f"missing here: {missing()}"
    ),
]
# Places in a window of 1440 x 900 (the design's measures).
CATALOG_IN_THE_RAIL = (44, 146)
FIRST_ROW = (300, 188)


@pytest.fixture
def desk(tmp_path):
    """A screen, a window manager, and nothing on it yet."""
    with closing(Desk(tmp_path)) as opened:
        yield opened


@pytest.fixture
def shop_beside(profile, place):
    """The same shop, opened beside the window to see what has become of it."""
    shop = open_shop(ShopOptions(Profile(profile), place))
    yield shop
    shop.close()


@pytest.fixture(params=["a page of ours", "a real page"])
def saved_page(request, tmp_path):
    """A saved page, and what it becomes: title, pictures and variants."""
    page = tmp_path / "saved page.html"
    if request.param == "a real page":
        real = shared("aliexpress/samples/runparams_module_html/3256804306803506.html")
        page.write_bytes(real.read_bytes())
        return page, "Cute Foldable Baby Kids Fashion Sunglasses", 6, 7
    page.write_bytes(item_page())
    return page, "Baby's First Romper, soft cotton & snaps", 2, 4


def test_a_saved_page_becomes_a_product_by_mouse_and_keyboard(
    desk, profile, place, shop_beside, saved_page, tmp_path
):
    page, title, pictures, variants = saved_page
    desk.open("--profile", str(profile), "--database", place)

    desk.key("ctrl+o")
    desk.wait(desk.has_dialog, "the file dialog")
    desk.type(str(page))
    desk.key("Return")
    job = _wait_for(desk, shop_beside, JobState.READY)
    assert job.summary.title.startswith(title)

    desk.settle()
    desk.key("alt+c")
    desk.type("Body")
    desk.key("Tab")
    desk.wait(lambda: _row(shop_beside).summary.price is not None, "a price")
    desk.settle()
    desk.key("alt+i")
    done = _wait_for(desk, shop_beside, JobState.DONE)

    (product,) = shop_beside.catalog.page(CatalogQuery()).rows
    assert product.id == done.product_id
    assert product.price == done.summary.price
    detail = shop_beside.catalog.detail(product.id)
    assert [picture.here for picture in detail.pictures] == [True] * pictures
    assert len(detail.variants) == variants

    before = tmp_path / "before.png"
    desk.picture(before)
    desk.click(*CATALOG_IN_THE_RAIL)
    desk.click(*FIRST_ROW)
    after = tmp_path / "after.png"
    desk.wait(lambda: _differs(desk, before, after), "the catalog")
    assert desk.quit() == 0
    assert "Traceback" not in desk.said()


def _row(shop):
    return shop.importing.rows()[0]


def _wait_for(desk, shop, state):
    desk.wait(
        lambda: (rows := shop.importing.rows()) and rows[0].state is state, f"an import {state}"
    )
    return _row(shop)


def _differs(desk, before: Path, after: Path) -> bool:
    desk.picture(after)
    return before.read_bytes() != after.read_bytes()
