"""What was chosen for staged imports is taken back and done again, one or many, also later."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from babydrop_desktop.db.ours import Job, SourceVariant
from babydrop_desktop.db.storefront import Product, ProductImage, Variant
from babydrop_desktop.domain.choosing import choices_of
from babydrop_desktop.domain.jobs import Choices, JobState, OptionPicture, OptionWord, Pause
from tests.fakes.shop import category_id, rows_of, work_off
from tests.fakes.statements import statement_counter
from tests.fakes.supplier import item_page, numbered


def staged(shop, count=1):
    jobs = [shop.importing.stage_page(f"page {n}", item_page(numbered(n))) for n in range(count)]
    work_off(shop)
    return jobs


def titles(shop, jobs):
    return [shop.importing.row(job).summary.title for job in jobs]


def choose(shop, job, *, more=False, **values):
    own = choices_of(shop.importing.preview(job))
    return shop.importing.choose(job, replace(own, **values), more=more)


def test_what_is_renamed_written_and_pictured_is_what_is_saved(opened, memory):
    (job,) = staged(opened)
    before = opened.importing.preview(job)
    axis = before.product.axes[0]
    words = (OptionWord(axis.id, axis.values[0].id, "Honey"),)
    own = before.product.pictures[-1]
    pictures = (OptionPicture(axis.id, axis.values[0].id, own),)
    shown = choose(
        opened,
        job,
        category_id=category_id(opened),
        words=words,
        description="Soft & warm",
        option_pictures=pictures,
    )
    opened.importing.start([job])
    work_off(opened)
    assert opened.importing.row(job).state is JobState.DONE
    names = {row.name for row in rows_of(memory, Variant)}
    assert names == {one.name for one in shown.chosen}
    assert any("Honey" in name for name in names)
    assert rows_of(memory, Product)[0].description == "<p>Soft &amp; warm</p>"
    theirs = {row.picture_url for row in rows_of(memory, SourceVariant)}
    assert own not in theirs
    renamed = {row.id for row in rows_of(memory, Variant) if "Honey" in row.name}
    shas = {row.url for row in rows_of(memory, ProductImage) if row.variant_id in renamed}
    assert len(shas) == 1


def test_an_edit_is_taken_back_and_done_again_after_a_restart(open_shops, place):
    shop = open_shops(place)
    (job,) = staged(shop)
    first = titles(shop, [job])[0]
    assert shop.importing.last_step() is None
    choose(shop, job, title="Otter")
    choose(shop, job, category_id=category_id(shop))
    shop.close()
    shop = open_shops(place)
    step = shop.importing.last_step()
    assert (step.fields, step.title) == ({"category_id"}, "Otter")
    assert shop.importing.take_back().changed == (job,)
    assert shop.importing.preview(job).category is None
    assert shop.importing.take_back().step.fields == {"title"}
    assert titles(shop, [job]) == [first]
    assert shop.importing.take_back() is None
    assert shop.importing.last_step(redo=True).fields == {"title"}
    shop.importing.take_back(redo=True)
    shop.importing.take_back(redo=True)
    assert shop.importing.take_back(redo=True) is None
    made = shop.importing.preview(job)
    assert (made.title, made.category.id) == ("Otter", category_id(shop))


def test_a_new_edit_ends_what_could_be_done_again(opened):
    (job,) = staged(opened)
    choose(opened, job, title="One")
    opened.importing.take_back()
    choose(opened, job, title="Two")
    assert opened.importing.last_step(redo=True) is None


def test_what_is_typed_letter_by_letter_is_one_step(opened):
    (job,) = staged(opened)
    first = titles(opened, [job])[0]
    choose(opened, job, title="Ot")
    choose(opened, job, title="Otte", more=True)
    choose(opened, job, title="Otter", more=True)
    assert opened.importing.last_step().edits[0].after.title == "Otter"
    opened.importing.take_back()
    assert titles(opened, [job]) == [first]
    assert opened.importing.last_step() is None


def test_nothing_changed_is_no_step(opened):
    (job,) = staged(opened)
    choose(opened, job)
    assert opened.importing.last_step() is None


def test_many_at_once_are_one_step_with_few_statements(opened):
    jobs = staged(opened, 6)
    with statement_counter(opened.catalog._db.engine) as sent:
        done = opened.importing.file_under(jobs, category_id(opened))
    assert set(done.changed) == set(jobs)
    assert len(sent) <= 11, sent
    assert {opened.importing.row(job).category_id for job in jobs} == {category_id(opened)}
    assert len(opened.importing.last_step().edits) == 6
    assert set(opened.importing.take_back().changed) == set(jobs)
    assert opened.importing.last_step() is None
    assert {opened.importing.row(job).category_id for job in jobs} == {None}
    opened.importing.take_back(redo=True)
    assert {opened.importing.row(job).category_id for job in jobs} == {category_id(opened)}


def test_titles_are_replaced_unless_somebody_else_changed_them(opened):
    jobs = staged(opened, 3)
    shown = titles(opened, jobs)
    choose(opened, jobs[1], title="Another laptop's")
    wanted = {
        job: (title, f"New {n}") for n, (job, title) in enumerate(zip(jobs, shown, strict=True))
    }
    done = opened.importing.retitle(wanted)
    assert titles(opened, jobs) == ["New 0", "Another laptop's", "New 2"]
    assert [(job, error.reason) for job, error in done.left_out] == [(jobs[1], "title_changed")]


def test_titles_are_cleaned_on_demand(opened):
    jobs = staged(opened, 2)
    choose(opened, jobs[0], title="Otter hot sale")
    done = opened.importing.clean_titles(jobs)
    assert done.changed == (jobs[0],)
    assert titles(opened, jobs)[0] == "Otter"


def test_what_was_changed_since_stays_and_is_offered_no_more(opened):
    jobs = staged(opened, 2)
    opened.importing.file_under(jobs, category_id(opened))
    other = replace(choices_of(opened.importing.preview(jobs[0])), category_id=None)
    opened.importing._device, mine = "other laptop", opened.importing._device
    opened.importing.choose(jobs[0], other)
    opened.importing._device = mine
    back = opened.importing.take_back()
    assert (back.changed, back.left_out) == ((jobs[1],), (jobs[0],))
    assert opened.importing.last_step() is None


@pytest.mark.parametrize("ended", ["removed", "imported"])
def test_steps_of_imports_that_are_gone_are_not_offered(opened, ended):
    jobs = staged(opened, 2)
    choose(opened, jobs[1], title="Stays")
    opened.importing.choose(jobs[0], Choices(category_id=category_id(opened)))
    if ended == "removed":
        opened.importing.remove(jobs[0])
    else:
        opened.importing.start([jobs[0]])
        work_off(opened)
    assert opened.importing.last_step().edits[0].after.title == "Stays"


def test_the_pause_that_ends_first_is_told_with_how_many_wait(opened, memory):
    assert opened.importing.next_pause() is None
    jobs = opened.importing.stage("9990000000000017 9990000000000024 9990000000000031").jobs
    assert opened.importing.next_pause() is None
    until = memory_now(memory) + timedelta(minutes=5)
    with memory.write() as session:
        for at, job in enumerate(jobs[:2]):
            values = {"not_before": until + at * timedelta(minutes=1), "waits_for": f"host{at}"}
            session.execute(sa.update(Job).where(Job.id == job).values(**values))
    with statement_counter(opened.catalog._db.engine) as sent:
        pause = opened.importing.next_pause()
    assert pause == Pause(2, "host0", until)
    assert len(sent) <= 2, sent


def memory_now(memory):
    with memory.read() as session:
        return memory.server_now(session)
