"""An import is cancelled, taken off the list and put back without loss."""

import pytest

from babydrop_desktop.db.ours import Job
from babydrop_desktop.db.storefront import (
    ImportJob,
    Product,
)
from babydrop_desktop.db.unit import Database
from babydrop_desktop.domain.files import FetchedPage
from babydrop_desktop.domain.jobs import Choices, JobState, Stage
from babydrop_desktop.errors import Refused, Unavailable
from babydrop_desktop.gateways.pages import HttpPages
from tests.fakes import drawings, web
from tests.fakes.shop import category_id, import_page, rows_of
from tests.fakes.supplier import ITEM, item_page, numbered
from tests.services.scenes import ended


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
    steps = opened.runner._steps._pages
    real = type(steps).read

    def cancelled_meanwhile(self, contents):
        found = real(self, contents)
        opened.importing._cancelled = lambda _job: None  # as from another program
        opened.importing.cancel(job)
        return found

    monkeypatch.setattr(type(steps), "read", cancelled_meanwhile)
    assert ended(opened, job).state is JobState.CANCELLED


def test_an_import_that_is_cancelled_at_a_check_asks_for_nobody_any_more(opened, monkeypatch):
    def checked(_self, _address, *, check, ask):
        ask("captcha")
        assert opened.importing.row(job).waits_for == "captcha"
        opened.importing.cancel(job)
        check()

    monkeypatch.setattr(HttpPages, "item", checked)
    job = opened.importing.stage_item(ITEM)
    row = ended(opened, job)
    assert (row.state, row.waits_for) == (JobState.CANCELLED, "")


def test_a_check_goes_on_where_the_shops_memory_is_away_for_a_moment(opened, monkeypatch):
    def checked(_self, address, *, check, ask):
        with monkeypatch.context() as away:
            away.setattr(Database, "write", gone)
            ask("captcha")
        ask("")
        check()
        return FetchedPage(body=item_page(), address=address.url)

    def gone(_self):
        raise Unavailable("The server is away.", reason="server_away")

    monkeypatch.setattr(HttpPages, "item", checked)
    job = opened.importing.stage_item(ITEM)
    row = ended(opened, job)
    assert (row.state, row.waits_for) == (JobState.READY, "")
    assert [one.outcome for one in opened.importing.tries(job)] == ["product"]


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
