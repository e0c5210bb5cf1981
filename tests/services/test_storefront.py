"""On the storefront's own database the program adds its products and touches nothing else."""

import psycopg
import pytest

from babydrop_desktop.domain.catalog import CatalogQuery
from babydrop_desktop.domain.checks import CheckCode
from babydrop_desktop.domain.jobs import Choices, JobState
from tests.fakes.catalog import of_storefront
from tests.fakes.shop import category_id, import_page, work_off
from tests.fakes.supplier import item_page

pytestmark = pytest.mark.postgres


@pytest.fixture
def shop(open_shops, storefront_url):
    return open_shops(storefront_url, upgrade=True)


def test_an_import_adds_rows_and_leaves_the_storefronts_own_as_they_were(
    shop, storefront_owner_url
):
    before = of_storefront(storefront_owner_url)
    row = import_page(shop, item_page())
    assert row.state is JobState.DONE
    after = of_storefront(storefront_owner_url)
    added = {}
    for kind, was in before.items():
        if kind.startswith("rows of "):
            assert set(was) <= set(after[kind]), kind
            added[kind.removeprefix("rows of ")] = len(after[kind]) - len(was)
        else:
            assert after[kind] == was, kind
    assert {table: count for table, count in added.items() if count} == {
        "Product": 1, "Variant": 4, "Inventory": 4, "ProductImage": 6, "PriceHistory": 4,
        "Supplier": 1, "ProductSource": 1, "ImportJob": 1,
    }  # fmt: skip


@pytest.mark.parametrize("item", ["1005001234123456", str(1005001234123456 + 2**51)])
def test_an_item_that_the_storefront_sells_already_is_a_duplicate(shop, item):
    row = import_page(shop, item_page(item))
    assert (row.state, row.reason) == (JobState.REFUSED, "duplicate")
    assert row.facts["sku"] == "KP-123456"
    assert row.facts["product"] == "cm5prod000000000000000001"


def test_an_item_that_the_storefront_keeps_by_its_us_number_is_a_duplicate(
    shop, storefront_owner_url
):
    with psycopg.connect(storefront_owner_url) as connection:
        connection.execute(
            'UPDATE "ProductSource" SET "aliExpressProductId" = %s WHERE id = %s',
            (str(1005009876654321 + 2**51), "cm5src0000000000000000002"),
        )
    row = import_page(shop, item_page("1005009876654321"))
    assert (row.state, row.reason, row.facts["sku"]) == (
        JobState.REFUSED, "duplicate", "KP-654321",
    )  # fmt: skip


def test_a_number_that_the_storefront_uses_is_not_taken_again(shop):
    row = import_page(shop, item_page("999000000123456"))
    assert (row.state, row.facts["sku"]) == (JobState.DONE, "KP-999000000123456")


def test_nothing_goes_on_sale_there_while_its_pictures_have_no_public_address(shop):
    job = shop.importing.stage_page("page", item_page())
    work_off(shop)
    wanted = Choices(category_id=category_id(shop), for_sale=True)
    shown = shop.importing.choose(job, wanted)
    assert CheckCode.STAYS_DRAFT in {check.code for check in shown.checks}
    shop.importing.start([job])
    work_off(shop)
    row = shop.importing.row(job)
    assert row.state is JobState.DONE
    detail = shop.catalog.detail(row.product_id)
    assert (detail.for_sale, detail.published_at) == (False, None)


def test_the_storefronts_products_are_shown_with_their_sources_of_either_kind(shop):
    rows = {row.sku: row for row in shop.catalog.page(CatalogQuery()).rows}
    assert set(rows) == {"KP-123456", "KP-654321"}
    assert rows["KP-123456"].source == rows["KP-654321"].source == "ACTIVE"
    assert rows["KP-123456"].stock is None  # nothing of ours says what the supplier has
    assert rows["KP-654321"].cost is None
    assert rows["KP-654321"].margin_percent is None
    for row in rows.values():
        detail = shop.catalog.detail(row.id)
        assert detail.source is not None
        assert all(variant.supplier_sku_id for variant in detail.variants)
        assert not any(variant.confirmed for variant in detail.variants)
        assert detail.variants
    shown = shop.catalog.detail(rows["KP-123456"].id)
    assert [picture.sha256 for picture in shown.pictures] == [None, None]
    assert shop.about.place == "Shop server"


def test_the_storefront_can_delete_what_was_imported(shop, storefront_owner_url):
    row = import_page(shop, item_page())
    with psycopg.connect(storefront_owner_url) as connection:
        connection.execute('DELETE FROM "Product" WHERE id = %s', (row.product_id,))
    assert len(shop.catalog.page(CatalogQuery()).rows) == 2
    assert import_page(shop, item_page()).state is JobState.DONE
