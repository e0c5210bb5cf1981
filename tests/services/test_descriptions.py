"""A description or a picture of an option that does not come is said, and costs nothing else."""

import json

import pytest
import sqlalchemy as sa

from babydrop_desktop.__main__ import main
from babydrop_desktop.db.ours import Job
from babydrop_desktop.db.storefront import Product
from babydrop_desktop.domain.checks import CheckCode
from babydrop_desktop.domain.jobs import Choices, JobState
from tests.fakes import web
from tests.fakes.shop import CATEGORY, category_id, import_page, product_pictures, rows_of, work_off
from tests.fakes.supplier import DESCRIPTION, item_page


def asked(supplier):
    return [path for path in supplier.asked if path.startswith("/product/description/")]


@pytest.fixture
def says(opened, supplier):
    """Return what lets the supplier answer the description's address so, then so."""
    import_page(opened, item_page("998000000000017"))
    (path,) = asked(supplier)
    left = []

    def route(handler):
        handler.send(left.pop(0) if len(left) > 1 else left[0])

    def plan(*answers):
        left[:] = answers
        supplier.route(path.partition("?")[0], route)

    return plan


def product_of(memory, row):
    return next(one for one in rows_of(memory, Product) if one.id == row.product_id)


def test_a_description_that_does_not_come_at_once_is_asked_for_once_more(
    opened, memory, says, supplier
):
    says(web.Answer(status=503), web.Answer(DESCRIPTION.encode()))
    row = import_page(opened, item_page())
    assert product_of(memory, row).description.startswith("<p>Soft cotton")
    assert (row.summary.no_description, row.summary.check) == (False, "")
    assert len(asked(supplier)) == 3


@pytest.mark.parametrize(("status", "times"), [(503, 2), (404, 1)])
def test_a_description_that_does_not_come_is_said_to_be_missing(
    opened, memory, says, supplier, status, times
):
    says(web.Answer(status=status))
    row = import_page(opened, item_page())
    assert row.state is JobState.DONE
    assert row.summary.no_description
    assert row.summary.check == CheckCode.NO_DESCRIPTION
    assert row.facts["notice"] == "The description could not be fetched"
    assert product_of(memory, row).description == "<ul><li>Material: Cotton &gt; 95%</li></ul>"
    assert len(asked(supplier)) == 1 + times


def test_the_command_line_says_that_the_description_is_missing(
    opened, place, profile, says, tmp_path, capsys
):
    says(web.Answer(status=503))
    saved = tmp_path / "page.html"
    saved.write_bytes(item_page())
    arguments = ["import", str(saved), "--category", CATEGORY, "--json",
                 "--profile", str(profile), "--database", place]  # fmt: skip
    assert main(arguments) == 0
    assert json.loads(capsys.readouterr().out)["description_missing"] is True


def test_a_description_that_is_used_up_is_not_kept_with_the_job(opened, memory):
    job = opened.importing.stage_page("page", item_page())
    work_off(opened)
    (kept,) = rows_of(memory, Job)
    with memory.write() as session:
        own = {**kept.product, "description_html": "<p>In the page itself.</p>"}
        session.execute(sa.update(Job).values(product=own))
    opened.importing.choose(job, Choices(category_id=category_id(opened)))
    opened.importing.start([job])
    work_off(opened)
    assert rows_of(memory, Product)[0].description.startswith("<p>In the page itself.</p>")
    assert rows_of(memory, Job)[0].product["description_html"] is None


def test_pictures_of_options_that_do_not_come_are_counted_and_block_nothing(
    opened, memory, supplier
):
    supplier.shows("duck", web.Answer(status=404))
    supplier.shows("strawberry", web.Answer(status=503))
    row = import_page(opened, item_page())
    assert row.state is JobState.DONE
    told = row.summary
    assert (told.pictures, told.lost_pictures, told.lost_options) == (2, 2, 2)
    assert len(product_pictures(memory)) == 2


def test_no_line_of_a_description_is_said_twice(opened, memory):
    job = opened.importing.stage_page("page", item_page())
    work_off(opened)
    (kept,) = rows_of(memory, Job)
    words = (
        "<p>Soft cotton.</p><table><tr><td>Care</td><td>Hand wash</td></tr></table>"
        "<ul><li>Material: <b>Wool</b></li></ul><p>Warm &amp; dry<br>Care: hand wash.</p>"
        "<p>Soft cotton</p>"
    )
    facts = [
        ["Care", "Hand wash"],
        ["Material", "Wool"],
        ["Season", "Winter"],
        ["season", "winter"],
    ]
    with memory.write() as session:
        own = {**kept.product, "description_html": words, "attributes": facts}
        session.execute(sa.update(Job).values(product=own))
    opened.importing.choose(job, Choices(category_id=category_id(opened)))
    opened.importing.start([job])
    work_off(opened)
    assert rows_of(memory, Product)[0].description == (
        "<p>Soft cotton.</p><p>Care · Hand wash</p>"
        "<ul><li>Material: <strong>Wool</strong></li></ul>"
        "<p>Warm &amp; dry</p><ul><li>Season: Winter</li></ul>"
    )
