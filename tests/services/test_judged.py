"""What the owner chose and judged is what is saved."""

from dataclasses import replace
from decimal import Decimal

import pytest
import sqlalchemy as sa

from babydrop_desktop.__main__ import main
from babydrop_desktop.db.ours import Job
from babydrop_desktop.db.storefront import Category, ImportJob, Product, Variant
from babydrop_desktop.domain.checks import CheckCode, Level
from babydrop_desktop.domain.jobs import Choices, JobState, Stage
from babydrop_desktop.services import codec
from tests.fakes import drawings, web
from tests.fakes.shop import CATEGORY, category_id, product_pictures, rows_of, work_off
from tests.fakes.supplier import ITEM, item_page

NOW_MORE = Decimal("4.0")


def mark_up(memory):
    """Raise the category's markup, as another laptop may at any time."""
    with memory.write() as session:
        session.execute(sa.update(Category).values(markup_factor=NOW_MORE))


def judged(shop):
    """A page that the owner looked at, and gave a category."""
    job = shop.importing.stage_page("page", item_page())
    work_off(shop)
    shop.importing.choose(job, Choices(category_id=category_id(shop)))
    return job


def marking_up(memory):
    def answer(handler):
        mark_up(memory)
        handler.send(web.Answer(drawings.packed(drawings.photo(60, 60)), kind="image/jpeg"))

    return answer


def assert_asks_again(shop, job, memory):
    row = shop.importing.row(job)
    assert (row.state, row.stage) == (JobState.READY, Stage.PRICE)
    told = row.summary
    assert told.check == CheckCode.PRICE_CHANGED_SINCE
    assert told.check_facts == {"old": "34.99", "new": str(told.price)}
    assert told.price > Decimal("34.99")
    check = next(c for c in shop.importing.preview(job).checks if c.code == told.check)
    assert check.level is Level.LOOK
    assert check.sentence() == f"Was 34.99 when you looked; now {told.price}"
    assert rows_of(memory, Product) == []
    assert rows_of(memory, ImportJob)[0].current_step == "waiting for the owner"
    assert rows_of(memory, Job)[0].lease_owner is None
    return told.price


def test_a_price_that_changed_while_the_job_was_queued_is_shown_first(opened, memory):
    job = judged(opened)
    opened.importing.start([job])
    mark_up(memory)
    work_off(opened)
    new = assert_asks_again(opened, job, memory)
    opened.importing.start([job])
    work_off(opened)
    assert opened.importing.row(job).state is JobState.DONE
    assert rows_of(memory, Product)[0].base_price == new


def test_a_price_that_changed_at_the_last_moment_is_shown_first(opened, memory, supplier):
    supplier.shows("front", marking_up(memory))
    job = judged(opened)
    opened.importing.start([job])
    work_off(opened)
    new = assert_asks_again(opened, job, memory)
    before = len(supplier.asked)
    opened.importing.start([job])
    work_off(opened)
    product = rows_of(memory, Product)[0]
    assert product.base_price == new
    assert product.description.startswith("<p>Soft cotton")
    assert len(product_pictures(memory)) == 2
    assert len(supplier.asked) == before  # pictures and description were there


def test_the_command_line_goes_on_at_the_new_price(
    place, profile, memory, supplier, tmp_path, shared_reader
):
    supplier.shows("front", marking_up(memory))
    saved = tmp_path / "page.html"
    saved.write_bytes(item_page())
    code = main(["import", str(saved), "--category", CATEGORY,
                 "--profile", str(profile), "--database", place])  # fmt: skip
    assert code == 0
    assert rows_of(memory, Product)[0].base_price > Decimal("34.99")


def test_a_price_that_nobody_saw_is_shown_before_it_is_saved(opened, memory):
    job = opened.importing.stage_page("page", item_page())
    work_off(opened)
    opened.importing.choose(job, Choices(category_id=category_id(opened)))
    with memory.write() as session:  # as where there was no rate for its currency
        session.execute(sa.update(Job).values(facts={}))
    opened.importing.cancel(job)
    opened.importing.retry(job)
    work_off(opened)
    row = opened.importing.row(job)
    assert (row.state, row.summary.price) == (JobState.READY, Decimal("34.99"))
    assert row.summary.check != CheckCode.PRICE_CHANGED_SINCE


@pytest.fixture
def chosen(opened):
    """Return a job that waits, and all that its owner chose for it."""
    job = opened.importing.stage_page("page", item_page())
    work_off(opened)
    shown = opened.importing.preview(job)
    every = Choices(
        category_id=category_id(opened),
        title="Otter Romper",
        pictures=(shown.pictures[1].url,),
        sku_ids=("12000099900000002",),
        warehouse=shown.other_warehouses[0].warehouse.id,
        for_sale=True,
    )
    opened.importing.choose(job, every)
    return job, every


def choices_of(memory):
    (job,) = rows_of(memory, Job)
    return codec.choices_of(job.choices)


def test_the_same_page_again_throws_no_choice_away(opened, memory, chosen):
    job, every = chosen
    assert opened.importing.stage_page("again", item_page(), auto=True) == job
    assert choices_of(memory) == every
    shoes = category_id(opened, "shoes")
    given = Choices(category_id=shoes)
    assert opened.importing.stage_page("x", item_page(), auto=True, choices=given) == job
    assert choices_of(memory) == replace(every, category_id=shoes)
    work_off(opened)
    assert opened.importing.row(job).state is JobState.DONE
    product = rows_of(memory, Product)[0]
    assert (product.name, product.category_id) == ("Otter Romper", shoes)
    assert len(rows_of(memory, Variant)) == len(product_pictures(memory)) == 1


def test_the_same_address_again_throws_no_choice_away(opened, memory, chosen):
    job, every = chosen
    assert opened.importing.stage_item(ITEM, auto=True) == job
    given = Choices(title="Another name")
    assert opened.importing.stage_item(ITEM, auto=True, choices=given) == job
    assert choices_of(memory) == replace(every, title="Another name")
    row = opened.importing.row(job)
    assert (row.state, row.summary.title) == (JobState.QUEUED, "Another name")
    assert row.category_id == every.category_id


def test_a_job_that_is_not_read_yet_takes_what_is_given(opened, memory, supplier):
    supplier.sells()
    job = opened.importing.stage_item(ITEM, choices=Choices(title="Mine"))
    given = Choices(category_id=category_id(opened))
    assert opened.importing.stage_item(ITEM, auto=True, choices=given) == job
    work_off(opened)
    assert opened.importing.row(job).state is JobState.DONE
    assert rows_of(memory, Product)[0].name == "Mine"
