"""What the owner left out of the next import is still left out after a restart."""

import pytest
from pytestqt.qtbot import QtBot

from babydrop_desktop.db import jobs
from babydrop_desktop.db.engine import open_engine
from babydrop_desktop.db.ids import new_id
from babydrop_desktop.db.unit import Database
from babydrop_desktop.domain.draft import DraftRules
from babydrop_desktop.domain.jobs import Choices, JobState, SourceKind, Stage
from babydrop_desktop.errors import Refused, Unavailable
from babydrop_desktop.services import codec
from babydrop_desktop.services.importing import Importing
from babydrop_desktop.services.news import News
from babydrop_desktop.settings import Settings
from tests.ui.importing.conftest import Heard
from tests.ui.importing.fake_goods import NOW, product
from tests.ui.importing.fake_shop import FakeShop
from ui.importing.place import ImportPlace

SLEEP = Choices(category_id="c-sleep")


@pytest.fixture(
    params=[
        "prepared_sqlite_url",
        pytest.param("prepared_postgres_url", marks=pytest.mark.postgres),
    ]
)
def memory(request):
    database = Database(open_engine(request.getfixturevalue(request.param)))
    yield database
    database.close()


@pytest.fixture
def importing(memory):
    return Importing(memory, Settings(), DraftRules(), News(), cancelled=lambda _job: None)


def staged(memory, number, state=JobState.READY):
    """A job whose page is read."""
    job_id = new_id()
    with memory.write() as session:
        values = {
            "id": job_id, "kind": "import", "state": state, "stage": Stage.PRICE,
            "source_kind": SourceKind.ADDRESS, "source": "x", "product_id": new_id(),
            "created_at": NOW, "updated_at": NOW, "choices": codec.choices_json(Choices()),
            "product": codec.product_json(product(number)),
            "facts": {"summary": {"title": "Bow"}, "facts": {"old": "1", "new": "2"}},
        }  # fmt: skip
        jobs.add(session, [values])
    return job_id


def test_a_tick_is_kept_with_its_job(memory, importing):
    job, other = staged(memory, 1), staged(memory, 2)
    importing.tick([job], on=False)
    found = {row.id: row for row in importing.rows()}
    assert found[job].summary.unticked
    assert found[job].summary.title == "Bow"
    assert found[job].facts == {"old": "1", "new": "2"}
    assert not found[other].summary.unticked
    importing.tick([job, other], on=True)
    assert not any(row.summary.unticked for row in importing.rows())


def test_another_choice_leaves_the_tick_as_it_is(memory, importing):
    job = staged(memory, 1)
    importing.tick([job], on=False)
    importing.choose(job, Choices(title="Another title"))
    row = importing.row(job)
    assert (row.summary.title, row.summary.unticked) == ("Another title", True)


def test_a_job_that_works_keeps_nothing_of_a_late_tick(memory, importing):
    job = staged(memory, 1, JobState.RUNNING)
    importing.tick([job], on=False)
    assert not importing.row(job).summary.unticked
    with pytest.raises(Refused) as refusal:
        importing.choose(job, Choices(title="Late"))
    assert refusal.value.reason == "job_started"


def test_what_was_unticked_before_the_start_is_unticked(shop: FakeShop, make) -> None:
    first = shop.importing.add(product(1), choices=SLEEP)
    second = shop.importing.add(product(2), choices=SLEEP)
    shop.importing.tick([first], on=False)
    assert make().model.ticked() == (second,)


def test_ticks_are_saved_by_a_worker_and_the_last_one_stays(
    shop: FakeShop, place: ImportPlace, qtbot: QtBot
) -> None:
    job_id = shop.importing.add(product(1), choices=SLEEP)
    qtbot.waitUntil(lambda: place.model.ticked() == (job_id,))
    gate = shop.importing.gate("tick")
    # Were it saved by the main thread, this would wait for the gate for ever.
    for on in (False, True, False):
        place.model.tick([job_id], on=on)
    assert place.model.ticked() == ()
    gate.set()
    qtbot.waitUntil(lambda: shop.importing.jobs[job_id].row.summary.unticked)
    qtbot.waitUntil(lambda: place.model.find(job_id).summary.unticked)
    assert place.model.ticked() == ()
    assert shop.importing.called("tick")[-1] == ((job_id,), False)


def test_a_tick_that_cannot_be_saved_stays_on_the_screen_and_is_said(
    shop: FakeShop, place: ImportPlace, heard: Heard, qtbot: QtBot
) -> None:
    job_id = shop.importing.add(product(1), choices=SLEEP)
    qtbot.waitUntil(lambda: place.model.ticked() == (job_id,))
    shop.importing.errors["tick"] = Unavailable("No answer.", reason="database_away")
    place.model.tick([job_id], on=False)
    qtbot.waitUntil(lambda: bool(heard.notices))
    assert place.model.ticked() == ()


def test_a_tick_that_could_not_be_saved_goes_along_with_the_next(
    shop: FakeShop, place: ImportPlace, heard: Heard, qtbot: QtBot
) -> None:
    first, second = (shop.importing.add(product(n), choices=SLEEP) for n in (1, 2))
    qtbot.waitUntil(lambda: place.model.ticked() == (first, second))
    shop.importing.errors["tick"] = Unavailable("No answer.", reason="database_away")
    place.model.tick([first], on=False)
    qtbot.waitUntil(lambda: bool(heard.notices))
    del shop.importing.errors["tick"]
    place.model.tick([second], on=False)
    qtbot.waitUntil(lambda: shop.importing.jobs[first].row.summary.unticked)
    qtbot.waitUntil(lambda: shop.importing.jobs[second].row.summary.unticked)


def test_a_tick_that_could_not_be_saved_is_tried_once_more_at_the_end(
    shop: FakeShop, place: ImportPlace, heard: Heard, qtbot: QtBot, loop
) -> None:
    job_id = shop.importing.add(product(1), choices=SLEEP)
    qtbot.waitUntil(lambda: place.model.ticked() == (job_id,))
    shop.importing.errors["tick"] = Unavailable("No answer.", reason="database_away")
    place.model.tick([job_id], on=False)
    qtbot.waitUntil(lambda: bool(heard.notices))
    del shop.importing.errors["tick"]
    loop.run_until_complete(place.settle())
    assert shop.importing.jobs[job_id].row.summary.unticked
