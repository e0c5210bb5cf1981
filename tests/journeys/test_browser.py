"""An owner imports an address by the own browser, with a check on the way, in the real window."""

import os
from contextlib import closing

import pytest

from babydrop_desktop.bootstrap import open_shop
from babydrop_desktop.domain.attention import NeedKind
from babydrop_desktop.domain.jobs import JobState
from babydrop_desktop.paths import Profile, ShopOptions
from tests.fakes.owners_browser import processes
from tests.fakes.web import Answer
from tests.journeys.desk import Desk, missing
from tests.pages import build, drawn

pytestmark = [
    pytest.mark.window,
    pytest.mark.xdist_group("window"),
    pytest.mark.skipif(
        bool(missing()) and not os.environ.get("CI"), reason=f"missing here: {missing()}"
    ),
]
# Places in a window of 1440 x 900, and in the browser's, which stands at its upper left.
SHOW_THE_BROWSER, CHECK = (690, 206), (540, 560)
TITLE = "Baby's First Romper"


@pytest.fixture
def profile(shop_folder, owners_browser):
    """A shop whose pages come by the browser alone."""
    folder = shop_folder / "shop"
    folder.mkdir(mode=0o700)
    (folder / "settings.toml").write_text(
        f'[browser]\npath = "{owners_browser}"\n\n[imports]\norder = ["browser"]\n',
        encoding="utf-8",
    )
    return folder


@pytest.fixture
def desk(tmp_path):
    with closing(Desk(tmp_path)) as opened:
        yield opened


@pytest.fixture
def beside(profile):
    """The same shop, opened beside the window to see what has become of it."""
    shop = open_shop(ShopOptions(Profile(profile)))
    yield shop
    shop.close()


def until_passed(handler):
    passed = "passed=1" in handler.headers.get("cookie", "")
    handler.send(Answer(drawn.asking() if passed else drawn.check()))


def test_an_import_waits_for_the_owner_to_pass_a_check_and_goes_on(
    desk, profile, beside, aliexpress, shop_folder
):
    aliexpress.routes[drawn.ITEM] = until_passed
    aliexpress.routes[drawn.REPLY] = Answer(drawn.reply(), kind="application/json")
    desk.open("--profile", str(profile))
    desk.copy(f"https://www.aliexpress.com/item/{build.ITEM_ID}.html")
    desk.key("ctrl+2")
    desk.settle()
    desk.key("ctrl+v")
    desk.wait(lambda: [row for row in rows(beside) if row.waits_for == "captcha"], "the check")
    (need,) = beside.attention.needs().lines
    assert need.kind is NeedKind.IN_BROWSER
    desk.settle()
    desk.back()
    desk.settle()
    desk.click(*SHOW_THE_BROWSER)
    desk.settle()
    desk.click(*CHECK)
    desk.wait(lambda: [row for row in rows(beside) if row.state is JobState.READY], "the product")
    (row,) = rows(beside)
    assert row.summary.title.startswith(TITLE)
    assert row.waits_for == ""
    assert [one.outcome for one in beside.importing.tries(row.id)] == ["product"]
    assert beside.attention.needs().count == 0
    desk.back()
    desk.settle()  # its count of what runs is right by then: it asks no question
    assert desk.quit() == 0
    assert processes(shop_folder) == [], "no browser is left"


def rows(shop):
    return shop.importing.rows()
