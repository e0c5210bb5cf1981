"""What can go wrong with an import costs no more than it must, and says what to do."""

import pytest

from babydrop_desktop.db.storefront import (
    Product,
    ProductSource,
    Variant,
)
from babydrop_desktop.domain.jobs import Choices, JobState, Stage
from babydrop_desktop.errors import Limit, Refused
from tests.fakes import web
from tests.fakes.shop import category_id, import_page, rows_of, work_off
from tests.fakes.supplier import item_page, numbered
from tests.pages import build
from tests.services.scenes import ended, staged

CAPTCHA = (
    b'<html><head></head><body><script>window._config_ = {"action": "captcha", "url": '
    b'"https://www.aliexpress.com//item/1.html/_____tmd_____/punish?x5secdata=abc"}</script></body>'
)


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
    supplier.sells(page=web.Answer(status=500))
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
