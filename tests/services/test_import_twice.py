"""One item becomes one product, however often and wherever it is given."""

import threading
from concurrent.futures import ThreadPoolExecutor

import sqlalchemy as sa

from babydrop_desktop.db.storefront import (
    Inventory,
    Product,
    ProductSource,
    Variant,
)
from babydrop_desktop.domain.checks import CheckCode
from babydrop_desktop.domain.jobs import Choices, JobState
from tests.fakes.shop import category_id, import_page, rows_of, work_off
from tests.fakes.supplier import ITEM, US_ITEM, item_page
from tests.services.scenes import ended, staged


def test_an_item_that_is_in_the_catalog_is_refused_with_its_sku(opened, memory, supplier):
    first = import_page(opened, item_page())
    for body in (item_page(), item_page(US_ITEM)):
        again = import_page(opened, body)
        assert (again.state, again.reason) == (JobState.REFUSED, "duplicate")
        assert again.facts["sku"] == "KP-000017"
        assert again.facts["product"] == first.product_id
        assert "KP-000017" in again.message
    supplier.sells()
    by_address = ended(opened, staged(opened))
    assert by_address.reason == "duplicate"
    assert len(rows_of(memory, Product)) == 1


def test_the_preview_of_a_duplicate_says_so(opened):
    import_page(opened, item_page())
    job = opened.importing.stage_page("again", item_page())
    work_off(opened)
    worst = opened.importing.preview(job).checks[0]
    assert (worst.code, worst.facts["sku"]) == (CheckCode.DUPLICATE, "KP-000017")


def test_the_same_page_twice_is_one_job(opened):
    jobs = {opened.importing.stage_page(name, item_page()) for name in "ab"}
    assert len(jobs) == 1
    assert len(opened.importing.rows()) == 1


def test_the_same_item_in_any_form_is_one_job(opened):
    found = opened.importing.stage(f"{ITEM}\nhttps://www.aliexpress.us/item/{US_ITEM}.html,{ITEM}")
    assert len(set(found.jobs)) == len(opened.importing.rows()) == 1


def test_two_shops_that_import_one_item_at_once_make_one_product(open_shops, place, memory):
    shops = [open_shops(place) for _ in range(2)]
    wanted = Choices(category_id=category_id(shops[0]))
    bodies = [item_page(), item_page() + b"\n"]  # two pages, one item
    jobs = [shops[0].importing.stage_page("x", body, auto=True, choices=wanted) for body in bodies]
    gate = threading.Barrier(2)

    def run(shop, job):
        gate.wait(30)
        return shop.runner.run_next(only=[job])

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(run, shops, jobs))
    for shop in shops:
        work_off(shop)
    rows = [shops[0].importing.row(job) for job in jobs]
    assert sorted(row.state for row in rows) == [JobState.DONE, JobState.REFUSED]
    refused = next(row for row in rows if row.state is JobState.REFUSED)
    assert (refused.reason, refused.facts["sku"]) == ("duplicate", "KP-000017")
    assert len(rows_of(memory, Product)) == len(rows_of(memory, ProductSource)) == 1
    assert len(rows_of(memory, Variant)) == len(rows_of(memory, Inventory)) == 4


def test_two_items_with_the_same_last_digits_get_different_numbers(opened, memory):
    import_page(opened, item_page())
    row = import_page(opened, item_page("998000000000017"))
    assert row.state is JobState.DONE
    assert {p.sku for p in rows_of(memory, Product)} == {"KP-000017", "KP-998000000000017"}
    assert len({p.slug for p in rows_of(memory, Product)}) == 2
    assert len({v.sku for v in rows_of(memory, Variant)}) == 8


def test_variant_numbers_that_others_have_are_not_taken(opened, memory):
    import_page(opened, item_page())
    with memory.write() as session:
        session.execute(sa.update(Product).values(sku="MINE-1", slug="mine"))
    row = import_page(opened, item_page("998000000000017"))
    assert row.state is JobState.DONE
    assert len({v.sku for v in rows_of(memory, Variant)}) == 8


def test_an_item_whose_product_was_deleted_can_be_imported_again(opened, memory):
    import_page(opened, item_page())
    with memory.write() as session:  # as the storefront does: its source stays behind
        session.execute(sa.delete(Product))
    row = import_page(opened, item_page())
    assert row.state is JobState.DONE
    product = rows_of(memory, Product)[0]
    detail = opened.catalog.detail(product.id)
    assert detail.source.item_id == ITEM
    assert len(detail.variants) == 4
