"""What can go wrong with an import costs no more than it must, and says what to do."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from babydrop_desktop.db.ours import Job, PictureFile
from babydrop_desktop.db.storefront import (
    ImportJob,
    Inventory,
    Product,
    ProductImage,
    ProductSource,
    Variant,
)
from babydrop_desktop.domain.checks import CheckCode
from babydrop_desktop.domain.jobs import Choices, JobState, Stage
from babydrop_desktop.errors import Limit, NotFound, Refused
from tests.fakes import drawings, web
from tests.fakes.shop import category_id, import_page, rows_of, work_off
from tests.fakes.supplier import ITEM, US_ITEM, item_page, numbered
from tests.pages import build

CAPTCHA = (
    b'<html><head></head><body><script>window._config_ = {"action": "captcha", "url": '
    b'"https://www.aliexpress.com//item/1.html/_____tmd_____/punish?x5secdata=abc"}</script></body>'
)


def staged(shop, **more):
    wanted = Choices(category_id=category_id(shop))
    return shop.importing.stage_item(ITEM, auto=True, choices=wanted, **more)


def ended(shop, job):
    work_off(shop)
    return shop.importing.row(job)


# --- twice -------------------------------------------------------------------


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


# --- pictures ----------------------------------------------------------------


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


def test_without_any_answer_the_import_fails_and_goes_on_at_the_next_try(opened, memory, supplier):
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
    assert len(rows_of(memory, ProductImage)) == 2


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


# --- pages -------------------------------------------------------------------


def sold_out():
    page = build.a2_data()
    for row in page["skuModule"]["skuPriceList"]:
        row["skuVal"]["availQuantity"] = 0
    return item_page(data=page)


def test_a_sold_out_product_is_refused_and_read_anew_at_the_next_try(opened, memory, supplier):
    supplier.sells(page=sold_out())
    row = ended(opened, staged(opened))
    assert (row.state, row.reason) == (JobState.REFUSED, "sold_out")
    assert rows_of(memory, Product) == []
    supplier.sells()
    opened.importing.retry(row.id)
    assert ended(opened, row.id).state is JobState.DONE


def test_some_sold_out_variants_are_left_out_and_noted(opened, memory):
    page = build.a2_data()
    page["skuModule"]["skuPriceList"][0]["skuVal"]["availQuantity"] = 0
    import_page(opened, item_page(data=page))
    assert len(rows_of(memory, Variant)) == 3
    assert rows_of(memory, ProductSource)[0].inventory_status == "LOW_STOCK"


def test_a_captcha_is_told_and_the_page_is_fetched_anew_at_the_next_try(opened, supplier):
    supplier.sells(page=CAPTCHA)
    row = ended(opened, staged(opened))
    assert (row.state, row.reason, row.outcome) == (JobState.REFUSED, "captcha", "captcha")
    supplier.sells()
    opened.importing.retry(row.id)
    assert ended(opened, row.id).state is JobState.DONE


def test_a_server_that_does_not_answer_fails_the_job_and_can_be_tried_again(opened, supplier):
    supplier.sells(page=web.Answer(status=503))
    row = ended(opened, staged(opened))
    assert (row.state, row.stage) == (JobState.FAILED, Stage.FETCH)
    supplier.sells()
    opened.importing.retry(row.id)
    assert ended(opened, row.id).state is JobState.DONE


@pytest.mark.parametrize(("body", "reason"), [(b"", "file_empty"), (b" \n\t ", "file_empty")])
def test_an_empty_page_is_refused_before_there_is_a_job(opened, body, reason):
    with pytest.raises(Refused) as refused:
        opened.importing.stage_page("empty.html", body)
    assert refused.value.reason == reason
    assert opened.importing.rows() == ()


def test_a_page_over_eight_megabytes_is_refused_before_there_is_a_job(opened):
    with pytest.raises(Limit) as refused:
        opened.importing.stage_page("huge.html", b"x" * 8_000_001)
    assert refused.value.reason == "page_too_large"
    assert opened.importing.rows() == ()


def test_a_category_that_is_gone_is_told(opened, memory):
    row_id = opened.importing.stage_page(
        "page", item_page(), auto=True, choices=Choices(category_id="c-gone")
    )
    row = ended(opened, row_id)
    assert (row.state, row.reason) == (JobState.REFUSED, "category_gone")
    assert rows_of(memory, Product) == []


def test_without_a_category_an_import_is_refused_with_what_to_do(opened):
    job = opened.importing.stage_page("page", item_page(), auto=True)
    row = ended(opened, job)
    assert (row.state, row.reason) == (JobState.REFUSED, "no_category")
    opened.importing.choose(job, Choices(category_id=category_id(opened)))
    opened.importing.retry(job)
    assert ended(opened, job).state is JobState.DONE


def test_a_bug_ends_its_job_and_not_the_queue(opened, monkeypatch):
    steps = opened.runner._steps
    real = type(steps)._price

    def broken(self, job):
        if job.row.source == "bad":
            raise ZeroDivisionError("planted")
        return real(self, job)

    monkeypatch.setattr(type(steps), "_price", broken)
    wanted = Choices(category_id=category_id(opened))
    bad = opened.importing.stage_page("bad", item_page(), auto=True, choices=wanted)
    good = opened.importing.stage_page("good", item_page(numbered(1)), auto=True, choices=wanted)
    work_off(opened)
    assert opened.importing.row(bad).reason == "bug"
    assert "planted" not in opened.importing.row(bad).message
    assert opened.importing.row(good).state is JobState.DONE


def test_a_conflict_of_numbers_at_the_last_moment_is_tried_again_at_once(opened, memory):
    """As where another laptop takes the same SKU between our look and our insert."""
    from babydrop_desktop.services import saving  # noqa: PLC0415

    real, taken = saving.save, []

    def raced(session, draft, what):
        if not taken:
            taken.append(draft.sku)
            from babydrop_desktop.errors import Conflict  # noqa: PLC0415

            raise Conflict("The same thing was saved a moment before.", reason="already_exists")
        return real(session, draft, what)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(saving, "save", raced)
        row = import_page(opened, item_page())
    assert row.state is JobState.DONE
    assert len(rows_of(memory, Product)) == 1


def test_a_conflict_that_stays_ends_the_job(opened, monkeypatch):
    from babydrop_desktop.errors import Conflict  # noqa: PLC0415
    from babydrop_desktop.services import saving  # noqa: PLC0415

    def always(*_given):
        raise Conflict("The same thing was saved a moment before.", reason="already_exists")

    monkeypatch.setattr(saving, "save", always)
    row = import_page(opened, item_page())
    assert (row.state, row.reason) == (JobState.FAILED, "already_exists")


# --- what the owner does -----------------------------------------------------


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
    assert len(rows_of(memory, ProductImage)) == 1
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


def test_a_waiting_job_is_cancelled_and_tried_again(opened, memory):
    wanted = Choices(category_id=category_id(opened))
    job = opened.importing.stage_page("page", item_page(), auto=True, choices=wanted)
    opened.importing.cancel(job)
    assert opened.importing.row(job).state is JobState.CANCELLED
    assert opened.runner.run_next() is None
    assert rows_of(memory, ImportJob)[0].status == "failed"
    opened.importing.retry(job)
    assert rows_of(memory, ImportJob)[0].status == "pending"
    assert ended(opened, job).state is JobState.DONE


def test_a_running_job_stops_at_its_next_check_and_can_go_on(opened, memory, supplier):
    wanted = Choices(category_id=category_id(opened))
    job = opened.importing.stage_page("page", item_page(), auto=True, choices=wanted)

    def cancel(handler):
        opened.importing.cancel(job)
        handler.send(web.Answer(drawings.packed(drawings.photo(60, 60)), kind="image/jpeg"))

    supplier.shows("front", cancel)
    row = ended(opened, job)
    assert (row.state, row.reason, row.stage) == (
        JobState.CANCELLED, "cancelled", Stage.PICTURES,
    )  # fmt: skip
    assert rows_of(memory, Product) == []
    supplier.forgets("front")
    opened.importing.retry(job)
    assert ended(opened, job).state is JobState.DONE


def test_a_job_cancelled_while_its_page_is_read_does_not_wait_for_the_owner(opened, monkeypatch):
    job = opened.importing.stage_page("page", item_page())
    steps = opened.runner._steps
    real = type(steps)._read

    def cancelled_meanwhile(self, contents):
        found = real(self, contents)
        opened.importing._cancelled = lambda _job: None  # as from another program
        opened.importing.cancel(job)
        return found

    monkeypatch.setattr(type(steps), "_read", cancelled_meanwhile)
    assert ended(opened, job).state is JobState.CANCELLED


def test_jobs_are_taken_off_the_list_but_not_while_they_work(opened):
    done = import_page(opened, item_page())
    wanted = Choices(category_id=category_id(opened))
    queued = opened.importing.stage_page("two", item_page(numbered(2)), auto=True, choices=wanted)
    with pytest.raises(Refused) as refused:
        opened.importing.remove(queued)
    assert refused.value.reason == "job_started"
    opened.importing.remove(done.id)
    assert [row.id for row in opened.importing.rows()] == [queued]
    assert opened.importing.row(done.id).state is JobState.DONE
    opened.importing.unhide(done.id)
    assert {row.id for row in opened.importing.rows()} == {done.id, queued}
    opened.importing.remove(done.id)
    opened.importing.cancel(queued)
    opened.importing.remove(queued)
    assert opened.importing.rows() == ()


def test_a_closing_program_puts_its_job_back(opened, memory, supplier):
    wanted = Choices(category_id=category_id(opened))
    job = opened.importing.stage_page("page", item_page(), auto=True, choices=wanted)

    def close(handler):
        opened.runner.stop()
        handler.send(web.Answer(drawings.packed(drawings.photo(60, 60)), kind="image/jpeg"))

    supplier.shows("front", close)
    opened.runner.run_next()
    row = opened.importing.row(job)
    assert (row.state, row.stage) == (JobState.QUEUED, Stage.PICTURES)
    assert opened.runner.run_next() is None
    kept = rows_of(memory, Job)[0]
    assert kept.lease_owner is None


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


# --- the rate ----------------------------------------------------------------


def test_the_eleventh_import_of_a_minute_waits_over_all_laptops(
    open_shops, place, memory, settings_file, monkeypatch
):
    from babydrop_desktop.services.import_steps import ImportSteps  # noqa: PLC0415

    settings_file(per_minute=10)
    shops = [open_shops(place) for _ in range(2)]
    # The rate is counted before pictures are fetched: what follows does not matter here.
    monkeypatch.setattr(
        ImportSteps, "_price", lambda *_given: (_ for _ in ()).throw(Refused("x", reason="x"))
    )
    wanted = Choices(category_id=category_id(shops[0]))
    jobs = [
        shops[0].importing.stage_page(
            f"page {n}", item_page(numbered(n)), auto=True, choices=wanted
        )
        for n in range(11)
    ]
    while any(shop.runner.run_next() is not None for shop in shops):
        pass
    rows = [shops[0].importing.row(job) for job in jobs]
    assert [row.state for row in rows].count(JobState.REFUSED) == 10
    (waits,) = [row for row in rows if row.state is JobState.QUEUED]
    assert (waits.stage, waits.outcome) == (Stage.PRICE, "product")
    for shop in shops:
        assert 0 < shop.runner.next_due() <= 60
    assert shops[0].runner.run_next() is None


def test_pictures_of_an_option_are_kept_for_proof_but_not_shown(opened, memory):
    import_page(opened, item_page())
    assert len(rows_of(memory, ProductImage)) == 2
    assert {row.source_key for row in rows_of(memory, PictureFile)} >= {"Sduck", "Sstrawberry"}
