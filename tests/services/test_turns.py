"""So many imports a minute begin, over all laptops: none is fetched before its turn."""

from datetime import timedelta

import pytest

from babydrop_desktop.db.ours import Job, RateToken
from babydrop_desktop.db.unit import Database
from babydrop_desktop.domain.jobs import Choices, JobState, Stage
from babydrop_desktop.domain.routes import Route
from babydrop_desktop.errors import Refused
from tests.fakes import web
from tests.fakes.shop import category_id, rows_of, work_off
from tests.fakes.supplier import ITEM, item_page, numbered

CAPTCHA = web.Answer(
    b'<html><script>window._config_ = {"action": "captcha", "url": '
    b'"https://www.aliexpress.com/_____tmd_____/punish?x5secdata=abc"}</script></html>'
)


@pytest.fixture
def clock(monkeypatch):
    """Stop the database's time, and return what moves it on by seconds."""
    real, passed, first = Database.server_now, [0.0], []

    def now(self, session):
        if not first:
            first.append(real(self, session))
        return first[0] + timedelta(seconds=passed[0])

    monkeypatch.setattr(Database, "server_now", now)

    def move(seconds):
        passed[0] += seconds

    return move


@pytest.fixture
def shop_of(open_shops, place, settings_file):
    """Return what opens a shop that begins so many imports a minute."""

    def open_one(per_minute):
        settings_file(per_minute=per_minute)
        return open_shops(place)

    return open_one


def fetches(supplier):
    return [path for path in supplier.asked if path.startswith("/item/")]


def test_of_sixty_pasted_addresses_ten_a_minute_are_fetched(shop_of, supplier, memory, clock):
    shop = shop_of(10)
    numbers = [numbered(n) for n in range(60)]
    for number in numbers[:30]:
        supplier.sells(number)
    shop.importing.stage("\n".join(numbers))
    for minute in (1, 2):
        work_off(shop)
        assert len(fetches(supplier)) == 10 * minute
        assert 0 < shop.runner.next_due() <= 60
        assert shop.runner.run_next() is None
        clock(61)
    states = [job.state for job in rows_of(memory, Job)]
    assert (states.count(JobState.READY), states.count(JobState.QUEUED)) == (20, 40)
    assert shop.runner.next_due() == 0


def turns(memory):
    """The turns of imports that were taken; pages of the day are counted beside them."""
    return [row for row in rows_of(memory, RateToken) if row.name == "import"]


def test_what_was_fetched_in_its_turn_is_imported_without_another(shop_of, supplier, clock, memory):
    shop = shop_of(1)
    supplier.sells()
    job = shop.importing.stage_item(ITEM)
    work_off(shop)
    shop.importing.choose(job, Choices(category_id=category_id(shop)))
    shop.importing.start([job])
    assert shop.runner.next_due() == 0
    work_off(shop)
    assert shop.importing.row(job).state is JobState.DONE
    assert len(turns(memory)) == 1


def test_a_turn_is_kept_over_a_restart_and_another_try(shop_of, supplier, clock, memory):
    shop = shop_of(1)
    supplier.sells(page=web.Answer(status=500))
    job = shop.importing.stage_item(ITEM)
    work_off(shop)
    assert shop.importing.row(job).state is JobState.FAILED
    supplier.sells()
    again = shop_of(1)
    again.importing.retry(job)
    work_off(again)
    assert again.importing.row(job).state is JobState.READY
    assert len(turns(memory)) == 1


@pytest.mark.parametrize("answer", [CAPTCHA, web.Answer(status=403)])
def test_another_try_at_a_page_that_was_not_given_waits_for_a_turn_of_its_own(
    shop_of, supplier, clock, answer
):
    shop = shop_of(1)
    supplier.sells(page=answer)
    job = shop.importing.stage_item(ITEM)
    work_off(shop)
    assert shop.importing.row(job).state in {JobState.REFUSED, JobState.FAILED}
    supplier.sells()
    shop.importing.retry(job)
    work_off(shop)
    waits = shop.importing.row(job)
    assert (waits.state, waits.stage) == (JobState.QUEUED, Stage.FETCH)
    assert len(fetches(supplier)) == 1
    assert 0 < shop.runner.next_due() <= 60
    clock(61)
    work_off(shop)
    assert shop.importing.row(job).state is JobState.READY


def test_a_site_that_asks_for_a_pause_gets_it_and_the_import_goes_on_by_itself(
    shop_of, supplier, clock
):
    shop = shop_of(10)
    supplier.sells(page=web.Answer(status=429, headers={"Retry-After": "90"}))
    job = shop.importing.stage_item(ITEM)
    work_off(shop)
    row = shop.importing.row(job)
    assert (row.state, row.waits_for) == (JobState.QUEUED, "www.aliexpress.com")
    assert 89 < shop.runner.next_due() <= 90
    (tried,) = shop.importing.tries(job)
    assert (tried.route, tried.outcome) == (Route.HTTP, "host_waits")
    work_off(shop)
    assert len(fetches(supplier)) == 1
    supplier.sells()
    clock(91)
    later = shop_of(10)  # another program, or this one after the pause
    work_off(later)
    row = later.importing.row(job)
    assert (row.state, row.waits_for, row.not_before) == (JobState.READY, "", None)
    assert [one.outcome for one in later.importing.tries(job)] == ["host_waits", "product"]


def test_imports_that_rested_together_begin_again_ten_a_minute(shop_of, supplier, clock):
    shop = shop_of(2)
    numbers = [numbered(n) for n in range(6)]
    for number in numbers:
        supplier.sells(number, page=web.Answer(status=429, headers={"Retry-After": "300"}))
    shop.importing.stage("\n".join(numbers))
    for _ in range(3):
        work_off(shop)
        clock(61)
    before = len(fetches(supplier))
    for number in numbers:
        supplier.sells(number)
    clock(300)
    work_off(shop_of(2))  # another program, or this one after the pause
    assert len(fetches(supplier)) == before + 2


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
