"""The upkeep is done once a day, a little at once, and old imports lose what they had read."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from babydrop_desktop.db import upkeep as questions
from babydrop_desktop.db.ours import Job, JobPage, Setting
from babydrop_desktop.db.storefront import Product
from babydrop_desktop.domain.jobs import Choices, JobState, Stage
from babydrop_desktop.errors import Stopped, Unavailable
from babydrop_desktop.services import upkeep
from babydrop_desktop.services.upkeep import Tidied
from babydrop_desktop.services.work import Work
from tests.fakes.shop import category_id, rows_of, work_off
from tests.fakes.statements import statement_counter
from tests.fakes.supplier import ITEM
from tests.services.tidying import keys, look_at, tidy

# --- jobs --------------------------------------------------------------------


def add_jobs(memory, **cases):
    """One job for each case, with all that a job can hold."""
    with memory.write() as session:
        now = memory.server_now(session)
        for name, (state, kind, hidden, days) in cases.items():
            moment = now - timedelta(days=days)
            session.add(
                Job(id=name, kind="import", state=state, stage=Stage.SAVE, source_kind=kind,
                    source="x", product={"a": 1}, pictures={"b": 2}, choices={"title": "T"},
                    reason="why", message="So.", hidden=hidden, facts={"summary": {"title": "T"}},
                    token_at=moment, created_at=moment, updated_at=moment)
            )  # fmt: skip
        session.flush()
        lately = sa.update(Job).where(Job.id == "moved_lately")
        session.execute(lately.values(updated_at=now - timedelta(days=80)))
        for name in cases:
            session.execute(sa.insert(JobPage).values(job_id=name, page=b"x"))


KEPT = {
    "fresh": (JobState.DONE, "page", False, 80),
    "failed": (JobState.FAILED, "address", False, 100),
    "refused": (JobState.REFUSED, "address", False, 100),
    "waiting": (JobState.READY, "page", False, 100),
    "cancelled_page": (JobState.CANCELLED, "page", False, 100),
    "hidden_queued": (JobState.QUEUED, "page", True, 100),
    "hidden_running": (JobState.RUNNING, "page", True, 100),
    "hidden_fresh": (JobState.FAILED, "page", True, 80),
    "moved_lately": (JobState.DONE, "page", False, 100),
}
GONE = {
    "done": (JobState.DONE, "page", False, 100),
    "done_address": (JobState.DONE, "address", True, 100),
    "cancelled": (JobState.CANCELLED, "address", False, 100),
    "hidden_cancelled": (JobState.CANCELLED, "page", True, 100),
    "hidden_failed": (JobState.FAILED, "address", True, 100),
    "hidden_refused": (JobState.REFUSED, "page", True, 100),
    "hidden_ready": (JobState.READY, "address", True, 100),
}


@pytest.mark.parametrize("batch", [2, 100])
def test_old_imports_that_ended_or_were_taken_off_keep_only_their_line(
    opened, memory, monkeypatch, batch
):
    monkeypatch.setattr(upkeep, "BATCH", batch)
    add_jobs(memory, **KEPT, **GONE)
    assert tidy(opened).jobs == len(GONE)
    left = {row.id: row for row in rows_of(memory, Job)}
    assert left.keys() == KEPT.keys() | GONE.keys()
    pages = {row.job_id for row in rows_of(memory, JobPage)}
    assert pages == {name for name, row in left.items() if row.product} == KEPT.keys()
    for name, row in left.items():
        assert (row.message, row.choices, row.facts["summary"]["title"]) == (
            "So.",
            {"title": "T"},
            "T",
        )
        assert (row.pictures is None) == (name in GONE)
        was = (KEPT | GONE)[name][0]
        assert row.state == (JobState.CANCELLED if name == "hidden_ready" else was)
        assert row.reason == ("cancelled" if name == "hidden_ready" else "why")
    stages = {name: left[name].stage for name in GONE}
    assert {stages["done"], stages["done_address"]} == {Stage.SAVE}
    assert stages["cancelled"] == stages["hidden_failed"] == Stage.FETCH
    assert stages["hidden_refused"] == Stage.READ
    assert left["cancelled"].token_at is None


def test_a_cancelled_import_is_fetched_anew_when_it_is_tried_again(
    opened, memory, days_pass, supplier
):
    supplier.sells()
    wanted = Choices(category_id=category_id(opened))
    job = opened.importing.stage_item(ITEM, choices=wanted)
    work_off(opened)
    opened.importing.start([job])
    opened.importing.cancel(job)
    days_pass(100)
    assert tidy(opened).jobs == 1
    assert opened.importing.row(job).summary.title
    opened.importing.retry(job)
    work_off(opened)
    assert opened.importing.row(job).state is JobState.DONE
    assert len(rows_of(memory, Product)) == 1


# --- how it is done ----------------------------------------------------------


def test_it_is_done_once_a_day_and_costs_nothing_between(opened, memory, days_pass):
    assert tidy(opened) == Tidied()
    with statement_counter(opened.upkeep._db.engine) as sent:
        tidy(opened)
    assert len(sent) == 2
    look_at(opened, "lonely")
    days_pass(0.9)
    with statement_counter(opened.upkeep._db.engine) as sent:
        tidy(opened)
    assert len(sent) == 2


def test_the_statements_do_not_grow_with_what_is_thrown_away(opened, memory, days_pass):
    counts = []
    for many in (1, 12):
        for number in range(many):
            look_at(opened, f"lonely{number}")
        days_pass(8)
        with statement_counter(opened.upkeep._db.engine) as sent:
            assert tidy(opened).pictures == many
        counts.append(len(sent))
    assert max(counts) - min(counts) <= 1  # the first time is noted without a quiet look
    assert max(counts) <= 22


def test_each_part_is_saved_by_itself(opened, memory, days_pass, monkeypatch):
    monkeypatch.setattr(upkeep, "BATCH", 2)
    for number in range(5):
        look_at(opened, f"lonely{number}")
    days_pass(8)
    work, own = Work(), questions.forget_pictures

    def stop_soon(session, device, sha256s):
        own(session, device, sha256s)
        assert len(sha256s) <= 2
        work.stop()

    with monkeypatch.context() as patch:
        patch.setattr(questions, "forget_pictures", stop_soon)
        with pytest.raises(Stopped):
            opened.upkeep.run(work)
    assert len(keys(memory)) == 3
    assert tidy(opened).pictures == 3


def test_known_troubles_end_it_until_the_next_call(opened, memory, monkeypatch):
    def full(*_given):
        raise Unavailable("The disk is full.", reason="database_disk_full")

    with monkeypatch.context() as patch:
        patch.setattr(questions, "note", full)
        assert tidy(opened) == Tidied(finished=False)
    assert tidy(opened) == Tidied()
    assert rows_of(memory, Setting)


@pytest.mark.parametrize(
    "value",
    [None, 7, {}, {"at": "x", "since": "y"}, dict.fromkeys(("at", "since"), "2026-01-01T00:00")],
)
def test_a_note_that_makes_no_sense_is_like_none(opened, memory, value):
    tidy(opened)
    with memory.write() as session:
        session.execute(sa.update(Setting).values(value=value))
    assert tidy(opened) == Tidied()
    assert rows_of(memory, Setting)[0].value != value
