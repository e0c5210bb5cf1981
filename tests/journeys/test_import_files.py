"""An owner opens a page saved as one file, and a list, in the real window and imports both."""

import os
from contextlib import closing
from decimal import Decimal

import pytest

from babydrop_desktop.bootstrap import open_shop
from babydrop_desktop.domain.catalog import CatalogQuery
from babydrop_desktop.domain.jobs import JobState
from babydrop_desktop.paths import Profile, ShopOptions
from tests.fakes.supplier import ITEM, OTHER_ITEM, item_page, numbered
from tests.journeys.desk import Desk, missing
from tests.pages.saved import mhtml

pytestmark = [
    pytest.mark.window,
    pytest.mark.xdist_group("window"),
    pytest.mark.skipif(
        bool(missing()) and not os.environ.get("CI"), reason=f"missing here: {missing()}"
    ),
]
ADDRESS = "https://www.aliexpress.com/item/{}.html"
LIST = "\n".join([
    "Link;Category;Title;Price",
    f"{ADDRESS.format(ITEM)};Sleepwear;Our moonlight romper;39,50",
    "https://www.amazon.com/dp/B00;;;",
    f"{ADDRESS.format(OTHER_ITEM)};sleepwear;;24,50",
])  # fmt: skip


def test_files_opened_in_the_window_become_products(
    tmp_path, prepared_sqlite_url, profile, supplier
):
    page, products = tmp_path / "romper.mhtml", tmp_path / "spring.csv"
    page.write_bytes(mhtml(item_page(numbered(9)), more=[b"RIFF" * 100_000]))
    products.write_text(LIST, "utf-16")
    supplier.sells(ITEM)
    supplier.sells(OTHER_ITEM)
    with (
        closing(Desk(tmp_path)) as desk,
        closing(open_shop(ShopOptions(Profile(profile), prepared_sqlite_url))) as shop,
    ):
        desk.open("--profile", str(profile), "--database", prepared_sqlite_url)
        desk.key("ctrl+2")
        desk.settle()

        def ready(count):
            rows = shop.importing.rows()
            return len(rows) == count and all(row.state is JobState.READY for row in rows)

        for file, count in ((page, 1), (products, 3)):
            desk.key("ctrl+o")
            desk.wait(desk.has_dialog, "the file dialog")
            desk.type(str(file))
            desk.key("Return")
            desk.wait(lambda n=count: ready(n), file.name)
            desk.settle()
        desk.settle()
        first, second, third = shop.importing.rows()
        assert first.source == "romper.mhtml"
        assert (second.summary.title, second.summary.price) == (
            "Our moonlight romper",
            Decimal("39.50"),
        )
        assert third.summary.price == Decimal("24.50")

        desk.key("alt+a")  # import all that are ticked: the page has no category yet
        done = [JobState.READY, JobState.DONE, JobState.DONE]
        desk.wait(lambda: [row.state for row in shop.importing.rows()] == done, "two products")
        desk.settle()
        prices = {row.price for row in shop.catalog.page(CatalogQuery()).rows}
        assert prices == {Decimal("39.50"), Decimal("24.50")}
        assert desk.quit() == 0
        assert "Traceback" not in desk.said()
