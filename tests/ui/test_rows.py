"""A list of 100,000 products holds what was looked at, and shows the newest answer."""

import asyncio

import pytest
from PySide6.QtCore import QModelIndex, Qt

from babydrop_desktop.domain.catalog import CatalogQuery
from tests.ui.fakes import FakeCatalog, Gate, product, products
from ui.catalog.columns import columns
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

    return PagedRows(Source(page, some, lambda row: row.id), columns(), heard.errors.append)


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
