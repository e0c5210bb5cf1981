"""Whatever file the owner gives, it ends in words, and nothing wrong is in the catalog."""

import pytest

from babydrop_desktop.domain.catalog import CatalogQuery
from babydrop_desktop.domain.jobs import Choices, JobState
from babydrop_desktop.errors import ShopError
from tests.fakes import web
from tests.fakes.shop import category_id, work_off
from tests.fakes.supplier import ITEM
from tests.pages.saved import mhtml
from tests.pages.shared import shared

FOLDERS = ("generated", "blns", "image-rs-bad", "pngsuite-bad")


def hostile_files():
    files = [path for name in FOLDERS for path in shared("hostile", name).iterdir()]
    return sorted(path for path in files if path.is_file())


@pytest.fixture
def shop(open_shops, prepared_sqlite_url):
    return open_shops(prepared_sqlite_url)


def ends_of(shop, path):
    """What became of a file: reasons, each with its sentence."""
    try:
        report = shop.files.stage(path, auto=True, choices=Choices(category_id(shop)))
    except ShopError as error:
        return [(error.reason, str(error))]
    work_off(shop)
    rows = [shop.importing.row(job) for job in report.jobs]
    assert all(row.state in {JobState.REFUSED, JobState.FAILED} for row in rows), path.name
    lines = [(line.reason, line.message) for line in report.refused]
    return [(row.reason, row.message) for row in rows] + lines


def in_words(ends):
    return bool(ends) and all(
        reason and reason != "bug" and words and "Traceback" not in words for reason, words in ends
    )


def test_every_hostile_file_that_is_given_ends_in_words(shop):
    files = hostile_files()
    assert len(files) > 60
    assert [path.name for path in files if not in_words(ends_of(shop, path))] == []
    assert shop.catalog.page(CatalogQuery(), None, 10).rows == ()


def test_every_hostile_file_within_a_saved_page_or_as_a_list_ends_in_words(shop, tmp_path):
    wrong = []
    for path in hostile_files():
        for name, body in (("a.mhtml", mhtml(path.read_bytes())), ("a.csv", path.read_bytes())):
            given = tmp_path / name
            given.write_bytes(body)
            if not in_words(ends_of(shop, given)):
                wrong.append((path.name, name))
    assert wrong == []
    assert shop.catalog.page(CatalogQuery(), None, 10).rows == ()


def test_a_page_of_a_gigabyte_of_zeros_is_too_large(shop, supplier):
    bomb = shared("hostile", "generated", "bomb_1GB_zeros.html.gz").read_bytes()
    supplier.sells(ITEM, web.Answer(bomb, headers={"Content-Encoding": "gzip"}))
    job = shop.importing.stage_item(f"https://www.aliexpress.com/item/{ITEM}.html", auto=True)
    work_off(shop)
    row = shop.importing.row(job)
    assert (row.state, row.reason) == (JobState.REFUSED, "page_too_large")
