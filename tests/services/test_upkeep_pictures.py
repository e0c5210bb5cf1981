"""A picture that nothing needs goes in time; one that anything may need stays."""

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from babydrop_desktop.db import upkeep as questions
from babydrop_desktop.db.ours import Job, PictureFile, Setting, SourceVariant
from babydrop_desktop.db.storefront import Category, ImportJob, ProductImage, ProductSource
from babydrop_desktop.domain.jobs import JobState, Stage
from babydrop_desktop.domain.picture_url import sha256_of
from babydrop_desktop.errors import Unavailable
from babydrop_desktop.services import saving, upkeep
from babydrop_desktop.services.upkeep import Tidied
from tests.fakes.shop import import_page, rows_of, work_off
from tests.fakes.supplier import item_page, numbered
from tests.services.tidying import files, keys, look_at, tidy

# --- pictures ----------------------------------------------------------------


def test_only_a_picture_that_nothing_names_goes_after_a_week(opened, memory, profile, days_pass):
    row = import_page(opened, item_page())
    wanted = keys(memory)
    look_at(opened, "lonely")
    days_pass(2)
    assert tidy(opened) == Tidied()
    days_pass(4)
    assert tidy(opened) == Tidied()
    days_pass(4)
    assert tidy(opened) == Tidied(pictures=1, files=2)
    assert keys(memory) == wanted
    assert files(profile) == 2 * len(wanted)
    assert all(picture.here for picture in opened.catalog.detail(row.product_id).pictures)
    assert all(pair.picture for pair in opened.catalog.detail(row.product_id).variants)


@pytest.mark.parametrize("page", [1, 1000])
def test_every_page_of_what_names_pictures_is_read(opened, memory, days_pass, monkeypatch, page):
    monkeypatch.setattr(questions, "PAGE", page)
    monkeypatch.setattr(questions, "JOBS_PAGE", page)
    for number in range(2):
        import_page(opened, item_page(numbered(number)))
        opened.importing.stage_page(f"{number}", item_page(numbered(number + 5)))
    work_off(opened)
    wanted = keys(memory)
    look_at(opened, "lonely")
    days_pass(8)
    assert tidy(opened).pictures == 1
    assert keys(memory) == wanted


@pytest.mark.parametrize("model", [ProductImage, ProductSource, SourceVariant, Job])
def test_one_name_is_enough_to_keep_a_picture(opened, memory, days_pass, model):
    import_page(opened, item_page())
    before = keys(memory)
    with memory.write() as session:
        for other in {SourceVariant, ProductImage, ProductSource} - {model}:
            session.execute(sa.delete(other))
        state = JobState.FAILED if model is Job else JobState.DONE
        session.execute(sa.update(Job).values(state=state))
    days_pass(8)
    tidy(opened)
    left = keys(memory)
    shown, options = {"Sfront", "Sback"} & before, {"Sduck", "Sstrawberry"}
    every = {Job: before, SourceVariant: options, ProductImage: shown | options}
    assert left == every.get(model, shown)


def test_a_categorys_picture_is_kept(opened, memory, days_pass):
    import_page(opened, item_page())
    with memory.write() as session:
        for other in (SourceVariant, ProductSource):
            session.execute(sa.delete(other))
        url = session.scalars(sa.select(ProductImage.url)).first()
        session.execute(sa.delete(ProductImage))
        session.execute(sa.update(Category).where(Category.slug == "shoes").values(image_url=url))
        kept = session.scalar(
            sa.select(PictureFile.source_key).where(PictureFile.sha256 == sha256_of(url))
        )
    days_pass(8)
    tidy(opened)
    assert keys(memory) == {kept}


def test_pictures_that_were_fetched_for_an_import_wait_for_its_next_try(
    opened, memory, days_pass, supplier, monkeypatch
):
    def broken(*_given):
        raise Unavailable("The disk is full.", reason="database_disk_full")

    with monkeypatch.context() as patch:
        patch.setattr(saving, "save", broken)
        row = import_page(opened, item_page())
    assert (row.state, row.stage) == (JobState.FAILED, Stage.SAVE)
    with memory.write() as session:  # what was read is gone: only what was fetched names them
        (kept,) = session.scalars(sa.select(Job.product))
        session.execute(sa.update(Job).values(product=None))
    days_pass(200)
    tidy(opened)
    days_pass(10)
    tidy(opened)
    with memory.write() as session:
        session.execute(sa.update(Job).values(product=kept))
    asked = len(supplier.asked_pictures)
    opened.importing.retry(row.id)
    work_off(opened)
    done = opened.importing.row(row.id)
    assert done.state is JobState.DONE
    assert all(picture.here for picture in opened.catalog.detail(done.product_id).pictures)
    assert len(supplier.asked_pictures) == asked


def test_a_removed_preview_loses_its_pictures_with_its_contents(opened, memory, profile, days_pass):
    job = opened.importing.stage_page("page", item_page())
    work_off(opened)
    look_at(opened, "front")
    days_pass(80)
    assert tidy(opened).pictures == 0
    opened.importing.remove(job)
    days_pass(20)
    assert tidy(opened) == Tidied(jobs=1)
    days_pass(1)
    assert tidy(opened) == Tidied(pictures=1, files=2)
    row = opened.importing.row(job)
    assert (row.state, row.reason) == (JobState.CANCELLED, "cancelled")
    assert rows_of(memory, ImportJob)[0].status == "failed"
    assert files(profile) == 0


@pytest.mark.parametrize("moment", ["at work", "a moment ago"])
def test_pictures_are_left_alone_while_an_import_moves(opened, memory, days_pass, moment):
    look_at(opened, "lonely")
    opened.importing.stage_page("page", item_page())
    if moment == "at work":
        days_pass(8)
        with memory.write() as session:
            session.execute(sa.update(Job).values(state=JobState.RUNNING))
    else:
        with memory.write() as session:
            old = memory.server_now(session) - timedelta(days=8)
            session.execute(sa.update(PictureFile).values(created_at=old))
    assert tidy(opened) == Tidied(finished=False)
    assert keys(memory) == {"Slonely"}
    with memory.write() as session:
        session.execute(sa.update(Job).values(state=JobState.QUEUED))
    days_pass(1)
    assert tidy(opened).pictures == 1  # it was not put off for a whole day


def test_what_moves_between_the_look_and_the_deletion_is_seen(
    opened, memory, days_pass, monkeypatch
):
    look_at(opened, "front")
    days_pass(8)
    own = questions.variant_keys

    def meanwhile(session, after):
        if after == "":
            opened.importing.stage_page("page", item_page())
            work_off(opened)
        return own(session, after)

    monkeypatch.setattr(questions, "variant_keys", meanwhile)
    assert tidy(opened) == Tidied(finished=False)
    assert keys(memory) == {"Sfront"}


def test_a_picture_is_looked_for_once_more_before_its_row_goes(
    opened, memory, days_pass, monkeypatch
):
    import_page(opened, item_page())
    before = keys(memory)
    days_pass(8)
    for ask in ("image_urls", "variant_keys", "source_urls"):
        monkeypatch.setattr(questions, ask, lambda _session, _after: [])
    assert tidy(opened) == Tidied()
    assert keys(memory) == before


# --- files -------------------------------------------------------------------


def test_files_without_a_row_go_but_not_those_that_a_product_shows(
    opened, memory, profile, days_pass
):
    import_page(opened, item_page())
    look_at(opened, "lonely")
    every = files(profile)
    days_pass(2)
    tidy(opened)
    with memory.write() as session:
        session.execute(sa.delete(PictureFile))
    days_pass(8)
    assert tidy(opened).files == every - 8  # the pictures of product and options, in two sizes
    assert files(profile) == 8


def test_a_folder_that_two_shops_share_is_never_swept(open_shops, place, profile, days_pass):
    first, second = open_shops(place), open_shops(f"sqlite:///{profile / 'other.db'}")
    import_page(second, item_page())
    every = files(profile)
    for _ in range(3):
        days_pass(8)
        assert tidy(first).files == 0
    assert files(profile) == every


def test_a_database_that_was_put_back_has_a_week_until_newer_files_go(
    opened, memory, profile, days_pass
):
    look_at(opened, "lonely")
    tidy(opened)
    days_pass(2)
    with memory.read() as session:
        (copied,) = session.scalars(sa.select(Setting.value))
    tidy(opened)
    days_pass(20)
    with memory.write() as session:  # the copy knows neither that upkeep nor this picture
        session.execute(sa.update(Setting).values(value=copied))
        session.execute(sa.delete(PictureFile))
    assert tidy(opened).files == 0
    days_pass(6)
    assert tidy(opened).files == 0
    days_pass(2)
    assert tidy(opened).files == 2
    assert files(profile) == 0


def test_a_clock_that_is_behind_takes_no_fresh_file(opened, profile, days_pass, monkeypatch):
    tidy(opened)
    days_pass(8)
    seen = []

    def sweep(_self, _keep, *, older_than, check):
        seen.append(older_than)
        return 0

    monkeypatch.setattr(type(opened.upkeep._pictures), "sweep", sweep)
    behind = datetime.fromisoformat("2020-01-01T00:00:00+00:00")
    monkeypatch.setattr(type(opened.upkeep._clock), "now", lambda _self: behind)
    tidy(opened)
    assert seen == [behind - upkeep.KEEP_PICTURES]
