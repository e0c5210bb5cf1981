"""A picture that does not come costs nothing else, and none is fetched twice."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from babydrop_desktop.db.ours import PictureFile
from babydrop_desktop.db.storefront import (
    Product,
)
from babydrop_desktop.db.unit import Database
from babydrop_desktop.domain.jobs import JobState, Stage
from babydrop_desktop.gateways import manners
from tests.fakes import drawings, web
from tests.fakes.shop import import_page, product_pictures, rows_of, work_off
from tests.fakes.supplier import item_page
from tests.services.scenes import ended


@pytest.mark.parametrize(
    "answer",
    [
        web.Answer(b"gone", status=404),
        web.Answer(b"<html>not found</html>", kind="image/jpeg"),
        web.Answer(drawings.png_that_claims(30_000, 30_000), kind="image/png"),
        web.redirect("http://169.254.169.254/latest/meta-data"),
    ],
)
def test_one_bad_picture_is_reported_and_loses_nothing_else(
    open_shops, prepared_sqlite_url, supplier, answer
):
    shop = open_shops(prepared_sqlite_url)
    supplier.shows("front", answer)
    row = import_page(shop, item_page())
    assert row.state is JobState.DONE
    assert (row.summary.pictures, row.summary.lost_pictures) == (2, 1)
    (picture,) = shop.catalog.detail(row.product_id).pictures
    assert picture.here


def test_a_host_of_pictures_that_wants_a_pause_gets_it_and_no_picture_is_lost(
    open_shops, place, supplier, monkeypatch
):
    shop = open_shops(place)
    busy = web.Answer(status=429, headers={"Retry-After": "120"})
    supplier.shows("duck", busy)
    row = import_page(shop, item_page())
    assert (row.state, row.stage, row.waits_for) == (
        JobState.QUEUED, Stage.PICTURES, "ae01.alicdn.com",
    )  # fmt: skip
    assert 60 < shop.runner.next_due() <= 120
    supplier.forgets("duck")
    real = Database.server_now
    monkeypatch.setattr(
        Database, "server_now", lambda *given: real(*given) + timedelta(seconds=121)
    )
    later = open_shops(place)  # another program: the host's pause is over for it, too
    work_off(later)
    row = later.importing.row(row.id)
    assert (row.state, row.summary.lost_pictures) == (JobState.DONE, 0)


def test_without_any_answer_the_import_fails_and_goes_on_at_the_next_try(
    opened, memory, supplier, monkeypatch
):
    monkeypatch.setattr(manners, "FAILURES", 99)
    for name in ("front", "duck", "strawberry"):
        supplier.shows(name, web.Answer(status=503))
    supplier.route("/kf/Sback.jpg", web.Answer(status=503))
    row = import_page(opened, item_page())
    assert (row.state, row.reason, row.stage) == (
        JobState.FAILED, "no_pictures", Stage.PICTURES,
    )  # fmt: skip
    assert rows_of(memory, Product) == []
    for name in ("front", "duck", "strawberry"):
        supplier.forgets(name)
    opened.importing.retry(row.id)
    again = ended(opened, row.id)
    assert (again.state, again.summary.lost_pictures) == (JobState.DONE, 1)


def test_a_picture_that_the_seller_shows_twice_is_one(open_shops, prepared_sqlite_url, supplier):
    shop = open_shops(prepared_sqlite_url)
    same = web.Answer(drawings.packed(drawings.photo(90, 80)), kind="image/jpeg")
    supplier.shows("front", same)
    supplier.route("/kf/Sback.jpg", same)
    row = import_page(shop, item_page())
    assert len(shop.catalog.detail(row.product_id).pictures) == 1


def test_pictures_that_are_here_are_not_fetched_again(opened, memory, supplier):
    import_page(opened, item_page())
    before = len(supplier.asked_pictures)
    with memory.write() as session:
        session.execute(sa.delete(Product))
    row = import_page(opened, item_page())
    assert row.state is JobState.DONE
    assert len(supplier.asked_pictures) == before
    assert len(product_pictures(memory)) == 2


def test_a_picture_whose_file_was_deleted_is_fetched_again(
    open_shops, prepared_sqlite_url, profile, supplier
):
    shop = open_shops(prepared_sqlite_url)
    import_page(shop, item_page())
    for path in (profile / "pictures").rglob("*.webp"):
        path.unlink()
    assert not all(finding.fine for finding in shop.health.look())
    row = import_page(shop, item_page("998000000000017"))
    assert row.state is JobState.DONE
    assert all(finding.fine for finding in shop.health.look())


def test_a_variant_has_the_picture_of_its_option_and_no_other(opened, memory):
    row = import_page(opened, item_page())
    assert len(product_pictures(memory)) == 2
    detail = opened.catalog.detail(row.product_id)
    assert len(detail.pictures) == 2
    keys = {kept.sha256: kept.source_key for kept in rows_of(memory, PictureFile)}
    shown = {pair.name.split(" / ")[0]: keys[pair.picture] for pair in detail.variants}
    assert shown == {"Duck": "Sduck", "Strawberry & Cream": "Sstrawberry"}
    assert all(pair.picture == pair.supplier_picture for pair in detail.variants)
    assert {row.source_key for row in rows_of(memory, PictureFile)} >= {"Sduck", "Sstrawberry"}
