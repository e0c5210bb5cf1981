"""What the owner chose is what is saved, and everybody hears of it."""

import pytest

from babydrop_desktop.db.storefront import (
    ImportJob,
    Product,
    Variant,
)
from babydrop_desktop.domain.jobs import Choices, JobState, Stage
from babydrop_desktop.errors import NotFound, Refused
from tests.fakes.shop import category_id, import_page, product_pictures, rows_of, work_off
from tests.fakes.supplier import item_page, numbered
from tests.pages import build


def test_a_job_waits_read_until_the_owner_says_import(opened, memory, supplier):
    job = opened.importing.stage_page("page", item_page())
    work_off(opened)
    row = opened.importing.row(job)
    assert (row.state, row.stage, row.summary.variants) == (JobState.READY, Stage.PRICE, 4)
    assert supplier.asked_pictures == []
    shown = rows_of(memory, ImportJob)[0]
    assert (shown.status, shown.current_step) == ("pending", "waiting for the owner")
    with pytest.raises(NotFound):
        opened.importing.preview("nothing")
    opened.importing.choose(job, Choices(category_id=category_id(opened)))
    assert opened.importing.start([job]) == (job,)
    assert opened.importing.start([job]) == ()
    work_off(opened)
    assert opened.importing.row(job).state is JobState.DONE


def test_the_owners_choices_are_what_is_saved(opened, memory):
    job = opened.importing.stage_page("page", item_page())
    work_off(opened)
    draft = opened.importing.preview(job)
    chosen = Choices(
        category_id=category_id(opened, "outerwear"),
        title="Otter Romper",
        pictures=(draft.pictures[1].url,),
        sku_ids=("12000099900000002",),
        warehouse=str(build.USA),
        for_sale=True,
    )
    shown = opened.importing.choose(job, chosen)
    opened.importing.start([job])
    work_off(opened)
    product = rows_of(memory, Product)[0]
    assert product.name == shown.title == "Otter Romper"
    assert product.base_price == shown.price.price
    assert product.slug == "otter-romper-000017"
    assert product.category_id == chosen.category_id
    variant = rows_of(memory, Variant)[0]
    assert variant.name == "Duck / 3M"
    assert len(product_pictures(memory)) == 1
    sellable = opened.about.place == "This computer" or memory.dialect == "sqlite"
    assert product.is_active is sellable
    assert (product.published_at is not None) is sellable
    assert not product.is_on_sale


def test_choices_that_make_no_draft_are_not_saved(opened):
    job = opened.importing.stage_page("page", item_page())
    work_off(opened)
    with pytest.raises(Refused) as refused:
        opened.importing.choose(job, Choices(warehouse="777"))
    assert refused.value.reason == "warehouse_gone"
    assert opened.importing.preview(job).warehouse.name == "China"


def test_choices_come_too_late_once_the_import_has_begun(opened):
    row = import_page(opened, item_page())
    with pytest.raises(Refused) as refused:
        opened.importing.choose(row.id, Choices(title="Late"))
    assert refused.value.reason in {"job_started", "sold_out"}


def test_everybody_who_listens_hears_of_the_product_once_it_is_saved(opened):
    heard = []
    end = opened.subscribe(heard.append)
    row = import_page(opened, item_page())
    products = [change.products for change in heard if change.products]
    assert products == [frozenset({row.product_id})]
    end()
    count = len(heard)
    import_page(opened, item_page(numbered(3)))
    assert len(heard) == count
