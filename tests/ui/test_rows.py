"""A list of 100,000 products holds what was looked at, and shows the newest answer."""

import asyncio

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from babydrop_desktop.domain.catalog import CatalogQuery
from tests.ui.fakes import FakeCatalog, Gate, product, products
from ui.catalog.columns import columns
from ui.list_place import turned
from ui.tables import rows as rows_module
from ui.tables.columns import ROW_ROLE
from ui.tables.rows import Page, PagedRows, Source


@pytest.fixture
def catalog():
    return FakeCatalog()


@pytest.fixture
def model(loop, light, pools, heard, catalog):
    async def ask(call, *args):
        return await asyncio.wrap_future(pools.answers.submit(call, *args))

    async def page(query, after, limit):
        found = await ask(catalog.page, query, after, limit)
        return Page(found.rows, found.next)

    async def some(ids):
        return await ask(catalog.rows, ids)

    return PagedRows(Source(page, some, lambda row: row.id, turned), columns(), heard.errors.append)


def query(search=""):
    return CatalogQuery(search=search)


def names(model):
    return [model.index(row, 1).data() for row in range(model.rowCount())]


def test_the_first_answer_costs_one_page_of_a_hundred_thousand_rows(qtbot, model, catalog):
    catalog.all = products(100_000)
    with qtbot.waitSignal(model.answered):
        model.ask(query())
    assert model.rowCount() == 100
    assert (catalog.asked["page"], catalog.fetched) == (1, 100)
    assert not model.ended


def test_scrolling_asks_for_the_next_page_once(qtbot, model, catalog):
    catalog.all = products(250)
    with qtbot.waitSignal(model.answered):
        model.ask(query())
    with qtbot.waitSignal(model.grown):
        model.fetchMore(QModelIndex())
        assert not model.canFetchMore(QModelIndex())
        model.fetchMore(QModelIndex())
    assert catalog.asked["page"] == 2
    with qtbot.waitSignal(model.grown):
        model.fetchMore(QModelIndex())
    assert model.ended
    assert names(model) == [row.name for row in catalog.all]
    assert not model.canFetchMore(QModelIndex())


def test_the_newest_question_wins_whatever_answers_last(qtbot, model, catalog):
    catalog.all = [product(1, "Sling"), product(2, "Socks"), product(3, "Hat")]
    catalog.gates["S"] = Gate()
    model.ask(query("S"))
    qtbot.waitUntil(lambda: catalog.asked["page"] == 1)
    with qtbot.waitSignal(model.answered):
        model.ask(query("Sling"))
    assert names(model) == ["Sling"]
    catalog.gates["S"].event.set()
    with qtbot.waitSignal(model.answered):
        model.ask(query("Hat"))
    assert names(model) == ["Hat"]


def test_a_further_page_of_an_older_question_is_dropped(qtbot, model, catalog):
    catalog.all = [*products(150), *(product(900 + n, f"Zebra {n}") for n in range(3))]
    with qtbot.waitSignal(model.answered):
        model.ask(query())
    model.fetchMore(QModelIndex())
    with qtbot.waitSignal(model.answered):
        model.ask(query("Zebra"))
    qtbot.waitUntil(lambda: catalog.asked["page"] >= 3)
    assert names(model) == ["Zebra 0", "Zebra 1", "Zebra 2"]
    assert model.ended


def test_a_changed_product_is_asked_for_alone(qtbot, model, catalog):
    catalog.all = products(100)
    with qtbot.waitSignal(model.answered):
        model.ask(query())
    catalog.all[7] = product(7, "Renamed")
    with qtbot.waitSignal(model.dataChanged):
        model.changed(frozenset({"p000007"}))
    assert names(model)[7] == "Renamed"
    assert (catalog.asked["page"], catalog.asked["rows"]) == (1, 1)


def test_a_new_product_comes_in_without_a_reset(qtbot, model, catalog):
    catalog.all = products(50)
    with qtbot.waitSignal(model.answered):
        model.ask(query())
    resets = []
    model.modelReset.connect(lambda: resets.append(1))
    catalog.all.insert(3, product(777, "Product 000002b"))
    del catalog.all[20]
    with qtbot.waitSignal(model.answered):
        model.changed(frozenset({"p000777"}))
    assert names(model) == [row.name for row in catalog.all]
    assert resets == []
    assert model.row_of("p000777") == 3


def test_rows_that_were_let_go_are_asked_for_again_when_seen(qtbot, model, catalog, monkeypatch):
    monkeypatch.setattr(rows_module, "MOST_ROWS", 60)
    catalog.all = products(100)
    with qtbot.waitSignal(model.answered):
        model.ask(query())
    first = model.index(0, 1)
    assert first.data(ROW_ROLE) is None  # a gray bar is painted
    qtbot.waitUntil(lambda: first.data() == "Product 000000")
    assert catalog.asked["rows"] == 1


def test_screen_readers_hear_the_word_of_a_state(qtbot, model, catalog):
    catalog.all = [product(1, stock=None)]
    with qtbot.waitSignal(model.answered):
        model.ask(query())
    at = [column.key for column in model.columns].index("stock")
    assert model.index(0, at).data(Qt.ItemDataRole.AccessibleTextRole) == "Unknown"


def test_the_end_of_a_hundred_thousand_rows_costs_one_page(qtbot, model, catalog):
    catalog.all = products(100_000)
    with qtbot.waitSignal(model.answered):
        model.ask(query())
    with qtbot.waitSignal(model.went) as went:
        assert model.go_to(end=True)
    assert went.args == [True]
    assert names(model) == [row.name for row in catalog.all[-100:]]
    assert (catalog.asked["page"], catalog.fetched) == (2, 200)
    assert model.ended
    assert not model.whole
    assert not model.go_to(end=True)


def test_from_the_end_it_grows_upwards_and_whoever_looks_sees_the_same(qtbot, model, catalog):
    catalog.all = products(250)
    with qtbot.waitSignal(model.answered):
        model.ask(query())
    with qtbot.waitSignal(model.went):
        model.go_to(end=True)
    seen = QPersistentModelIndex(model.index(0, 1))
    name = seen.data()
    with qtbot.waitSignal(model.put_before) as put:
        model.fetch_before()
        model.fetch_before()  # asked once
    assert put.args == [100]
    assert (seen.row(), seen.data()) == (100, name)
    with qtbot.waitSignal(model.put_before):
        model.fetch_before()
    assert model.whole
    assert names(model) == [row.name for row in catalog.all]
    assert [model.row_of(row.id) for row in catalog.all] == list(range(250))
    assert not model.go_to(end=False)


def test_home_comes_back_from_the_end(qtbot, model, catalog):
    catalog.all = products(1000)
    with qtbot.waitSignal(model.answered):
        model.ask(query())
    with qtbot.waitSignal(model.went):
        model.go_to(end=True)
    with qtbot.waitSignal(model.went) as went:
        model.go_to(end=False)
    assert went.args == [False]
    assert names(model)[0] == catalog.all[0].name
    assert not model.from_end


def test_a_refresh_at_the_end_stays_there(qtbot, model, catalog):
    catalog.all = products(1000)
    with qtbot.waitSignal(model.answered):
        model.ask(query())
    with qtbot.waitSignal(model.went):
        model.go_to(end=True)
    resets = []
    model.modelReset.connect(lambda: resets.append(1))
    catalog.all.append(product(5000))
    with qtbot.waitSignal(model.answered):
        model.refresh()
    assert names(model) == [row.name for row in catalog.all[-100:]]
    assert resets == []
    assert model.from_end


def test_another_question_begins_at_the_top_again(qtbot, model, catalog):
    catalog.all = products(1000)
    with qtbot.waitSignal(model.answered):
        model.ask(query())
    with qtbot.waitSignal(model.went):
        model.go_to(end=True)
    with qtbot.waitSignal(model.answered):
        model.ask(query("Product"))
    assert names(model)[0] == catalog.all[0].name
    assert not model.ended


def test_all_that_is_missing_is_fetched_at_once_up_to_what_can_be_changed_at_once(
    qtbot, model, catalog
):
    catalog.all = products(350)
    with qtbot.waitSignal(model.answered):
        model.ask(query())
    with qtbot.waitSignal(model.all_there):
        assert model.fetch_all()
    assert (model.rowCount(), catalog.asked["page"]) == (350, 2)
    assert model.whole
    assert not model.fetch_all()
    catalog.all = products(2000)
    with qtbot.waitSignal(model.answered):
        model.ask(query())
    with qtbot.waitSignal(model.all_there):
        model.fetch_all()
    assert model.rowCount() == 600
    assert not model.whole
