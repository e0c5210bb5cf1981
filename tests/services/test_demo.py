"""The demo shop is filled by the real path, once, from its own drawings, and reaches nobody."""

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from sqlalchemy import delete

from babydrop_desktop import bootstrap
from babydrop_desktop.db.engine import open_engine, sqlite_url
from babydrop_desktop.db.ours import Job
from babydrop_desktop.db.storefront import Product
from babydrop_desktop.db.unit import Database
from babydrop_desktop.domain.catalog import CatalogQuery
from babydrop_desktop.domain.jobs import Choices, JobState
from babydrop_desktop.errors import Refused, Stopped
from babydrop_desktop.services.work import Work
from tests.fakes.demo import entries, list_only, small_resources
from tests.fakes.drawings import packed, photo
from tests.fakes.shop import category_id, work_off
from tests.fakes.supplier import ITEM, item_page, numbered


@pytest.fixture
def demo(tmp_path, open_shops, monkeypatch):
    """Return a demo shop with two small pages of ours."""
    folder = tmp_path / "resources" / "demo"
    (folder / "pages").mkdir(parents=True)
    (folder / "pictures").mkdir()
    entries = []
    for number in range(2):
        (folder / "pages" / f"{number}.html").write_bytes(item_page(numbered(number)))
        entries.append(
            {"page": f"{number}.html", "category": "shoes", "title": f"Shoe {number}",
             "for_sale": number == 0}
        )  # fmt: skip
    (folder / "index.json").write_text(json.dumps(entries), encoding="utf-8")
    for name in ("front.jpg", "Sback.jpg", "duck.jpg", "strawberry.jpg"):
        (folder / "pictures" / name).write_bytes(packed(photo(90, 80, len(name))))
    monkeypatch.setattr(bootstrap, "resources", lambda: tmp_path / "resources")
    return open_shops(None, tmp_path / "demo profile", demo=True)


def test_it_is_filled_once(demo):
    assert demo.demo.fill(Work()) == 2
    rows = {row.name: row for row in demo.catalog.page(CatalogQuery()).rows}
    assert set(rows) == {"Shoe 0", "Shoe 1"}
    assert [rows[name].for_sale for name in sorted(rows)] == [True, False]
    assert all(demo.catalog.detail(row.id).pictures for row in rows.values())
    assert demo.importing.rows() == ()
    assert demo.demo.fill(Work()) == 0


def test_filling_can_be_stopped_and_goes_on(demo):
    work = Work()
    work.stop()
    with pytest.raises(Stopped):
        demo.demo.fill(work)
    assert demo.demo.fill(Work()) == 2
    assert len(demo.catalog.page(CatalogQuery()).rows) == 2


def test_a_product_that_the_owner_deletes_does_not_come_back(demo):
    demo.demo.fill(Work())
    database = Database(open_engine(sqlite_url(demo.about.profile_folder / "shop.db")))
    with database.write() as session:
        session.execute(delete(Product).where(Product.name == "Shoe 0"))
        session.execute(delete(Job))  # nor when what remembers its import is tidied away
    database.close()
    assert demo.demo.fill(Work()) == 0
    assert [row.name for row in demo.catalog.page(CatalogQuery()).rows] == ["Shoe 1"]


def test_nothing_is_fetched_from_aliexpress_there(demo):
    job = demo.importing.stage_item(ITEM, auto=True)
    work_off(demo)
    row = demo.importing.row(job)
    assert (row.state, row.reason) == (JobState.REFUSED, "demo_shut")


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_the_owners_own_shop_is_never_filled(opened):
    with pytest.raises(Refused) as refused:
        opened.demo.fill(Work())
    assert refused.value.reason == "not_the_demo_shop"
    assert opened.catalog.page(CatalogQuery()).rows == ()
    assert opened.importing.rows() == ()


def test_goods_that_no_order_can_name_make_no_orders(demo):
    told = []
    demo.news.subscribe(told.append)
    demo.demo.fill(Work())
    assert not any(change.orders for change in told)


def test_two_programs_that_fill_at_once_make_what_one_makes(tmp_path, open_shops, monkeypatch):
    few = small_resources(tmp_path / "resources")
    list_only(few, entries(few)[:5])
    monkeypatch.setattr(bootstrap, "resources", lambda: few)
    alone = open_shops(None, tmp_path / "alone", demo=True)
    alone.demo.fill(Work())
    pair = [open_shops(None, tmp_path / "both", demo=True) for _ in range(2)]
    with ThreadPoolExecutor(2) as both:
        list(both.map(lambda shop: shop.demo.fill(Work()), pair))
    assert all(shop.demo.is_filled() for shop in (alone, *pair))
    for shop in pair:
        assert shop.catalog.counts() == alone.catalog.counts()
        assert shop.fulfillment.counts().of == alone.fulfillment.counts().of


def test_a_product_that_another_program_has_taken_is_waited_for(demo, open_shops):
    begun, go, waits = Event(), Event(), Event()

    class Watched(Work):
        def pause(self, seconds):
            waits.set()
            super().pause(seconds)

    def hold(_job, _work):
        begun.set()
        assert go.wait(30)

    other = open_shops(None, demo.about.profile_folder, demo=True)
    first = next(iter(other.demo.pages()))
    taken = other.importing.stage_page(
        first.title, first.file.read_bytes(), auto=True, hidden=True,
        choices=Choices(category_id=category_id(other, first.category), title=first.title,
                        for_sale=first.for_sale),
    )  # fmt: skip
    with ThreadPoolExecutor(2) as both:
        held = both.submit(other.demo._runner.run_next, only=[taken], on_start=hold)
        assert begun.wait(30)
        filled = both.submit(demo.demo.fill, Watched())
        assert waits.wait(30)
        assert not filled.done()
        go.set()
        assert held.result(30) == taken
        assert filled.result(30) == 2
    assert len(demo.catalog.page(CatalogQuery()).rows) == 2
