"""What one page of an item does not tell comes from another page, or by another way."""

import pytest

from babydrop_desktop.domain.files import FetchedPage
from babydrop_desktop.domain.jobs import Choices, JobState
from babydrop_desktop.domain.routes import Route
from babydrop_desktop.errors import Unavailable
from babydrop_desktop.services.page_steps import PageSteps
from tests.fakes.shop import category_id, work_off
from tests.fakes.supplier import item_page
from tests.pages import build, newer

DRAWN = newer.c_page()
WHOLE = item_page(build.ITEM_ID)
OWN = "Our own words"


def stage(shop, page, **choices):
    job = shop.importing.stage_page("page", page, choices=Choices(**choices) if choices else None)
    work_off(shop)
    return shop.importing.row(job)


def test_a_page_without_variants_waits_and_a_second_page_completes_it(opened):
    part = stage(opened, DRAWN, title=OWN, category_id=category_id(opened))
    assert (part.state, part.summary.check) == (JobState.READY, "variants_unknown")
    whole = stage(opened, WHOLE)
    (row,) = opened.importing.rows()
    assert (row.id, row.state, row.summary.title) == (whole.id, JobState.READY, OWN)
    assert row.summary.variants == 4
    assert row.category_id == category_id(opened)
    assert opened.importing.row(part.id).reason == "completed"
    opened.importing.start([whole.id])
    work_off(opened)
    done = opened.importing.row(whole.id)
    assert done.state is JobState.DONE
    assert opened.catalog.detail(done.product_id).name == OWN


def test_a_page_without_variants_is_never_imported_by_itself(opened):
    wanted = Choices(category_id=category_id(opened))
    job = opened.importing.stage_page("page", DRAWN, auto=True, choices=wanted)
    work_off(opened)
    row = opened.importing.row(job)
    assert (row.state, row.reason) == (JobState.REFUSED, "variants_unknown")
    stage(opened, WHOLE)
    assert [one.state for one in opened.importing.rows()] == [JobState.READY]


def test_two_whole_pages_of_one_item_stay_two_lines(opened):
    first = stage(opened, WHOLE)
    second = stage(opened, WHOLE + b"<!-- saved again -->")
    assert {row.id for row in opened.importing.rows()} == {first.id, second.id}


class Way:
    """One way to a page, which gives what the test wants."""

    def __init__(self, route, page):
        self.route, self.page, self.asked = route, page, 0

    def unready(self):
        return ""

    def item(self, address, **_work):
        self.asked += 1
        return FetchedPage(body=self.page, address=address.url)


@pytest.mark.parametrize(
    ("first", "outcomes"),
    [
        (DRAWN, ["product", "product"]),
        (b"<html>_____tmd_____/punish?x5secdata=1</html>", ["captcha", "product"]),
    ],
)
def test_what_one_way_does_not_tell_comes_by_the_next(opened, monkeypatch, first, outcomes):
    ways = Way(Route.BROWSER, first), Way(Route.HTTP, WHOLE)
    monkeypatch.setattr(_routes(opened), "_sources", ways)
    job = opened.importing.stage_item(build.ITEM_ID)
    work_off(opened)
    row = opened.importing.row(job)
    assert (row.state, row.summary.variants) == (JobState.READY, 4)
    assert row.summary.check != "variants_unknown"
    assert [one.asked for one in ways] == [1, 1]
    told = opened.importing.tries(job)
    assert [(one.route, one.outcome) for one in told] == list(
        zip((Route.BROWSER, Route.HTTP), outcomes, strict=True)
    )


def test_what_is_known_stays_where_no_further_way_tells_more(opened, monkeypatch):
    captcha = b"<html>_____tmd_____/punish?x5secdata=1</html>"
    ways = Way(Route.BROWSER, DRAWN), Way(Route.HTTP, captcha)
    monkeypatch.setattr(_routes(opened), "_sources", ways)
    job = opened.importing.stage_item(build.ITEM_ID)
    work_off(opened)
    row = opened.importing.row(job)
    assert (row.state, row.summary.check) == (JobState.READY, "variants_unknown")
    assert [one.outcome for one in opened.importing.tries(job)] == ["product", "captcha"]


@pytest.mark.parametrize("auto", [False, True])
def test_a_way_that_wants_a_pause_is_waited_for_where_it_may_complete_the_product(
    opened, monkeypatch, auto
):
    pause = Unavailable("pause", reason="host_waits", host="h", seconds="0.001")

    class Pausing(Way):
        def item(self, address, **work):
            if not self.asked:
                self.asked = 1
                raise pause
            return super().item(address, **work)

    ways = Way(Route.BROWSER, DRAWN), Pausing(Route.HTTP, WHOLE)
    monkeypatch.setattr(_routes(opened), "_sources", ways)
    wanted = Choices(category_id=category_id(opened))
    job = opened.importing.stage_item(build.ITEM_ID, auto=auto, choices=wanted)
    while opened.importing.row(job).state in {JobState.QUEUED, JobState.RUNNING}:
        work_off(opened)
    row = opened.importing.row(job)
    assert (row.state, row.summary.variants) == (JobState.DONE if auto else JobState.READY, 4)
    assert [one.asked for one in ways] == [1, 2]


def _routes(shop):
    steps = shop.runner._steps._pages
    assert isinstance(steps, PageSteps)
    return steps._outside.routes
