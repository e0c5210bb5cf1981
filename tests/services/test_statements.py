"""The database is asked as little as possible: each question and each import has its budget."""

import re

import pytest
import sqlalchemy as sa

from babydrop_desktop.db.storefront import Product, ProductSource
from babydrop_desktop.domain.catalog import CatalogQuery, CatalogSort, SaleFilter
from babydrop_desktop.domain.jobs import Choices, JobState, Stage
from babydrop_desktop.errors import NotFound
from tests.fakes.shop import category_id, import_page, rows_of
from tests.fakes.statements import statement_counter
from tests.fakes.supplier import item_page, numbered


def engine_of(shop):
    return shop.catalog._db.engine


def test_an_import_inserts_each_tables_rows_at_once(opened):
    job = opened.importing.stage_page(
        "page", item_page(), auto=True, choices=Choices(category_id=category_id(opened))
    )
    with statement_counter(engine_of(opened)) as sent:
        opened.runner.run_next()
    assert opened.importing.row(job).stage is Stage.END
    for table in ("Product", "Variant", "Inventory", "ProductImage", "PriceHistory", "Supplier",
                  "ProductSource", "source_variant", "variant_mapping", "picture_file",
                  "imported_item", "rate_token"):  # fmt: skip
        insert = re.compile(rf'INSERT INTO (?:[\w"]+\.)?"?{table}"? ')
        assert sum(bool(insert.match(one)) for one in sent) == (table != "rate_token"), table


def test_lists_and_details_stay_within_their_budgets(opened):
    rows = [import_page(opened, item_page(numbered(n))) for n in range(3)]
    for ask, budget in (
        (lambda: opened.catalog.page(CatalogQuery()), 1),
        (lambda: opened.catalog.page(CatalogQuery(search="romper kp-", sort=CatalogSort.PRICE)), 1),
        (opened.catalog.counts, 1),
        (opened.catalog.categories, 1),
        (lambda: opened.catalog.rows([row.product_id for row in rows]), 1),
        (lambda: opened.catalog.detail(rows[0].product_id), 2),
        (opened.importing.rows, 1),
        (opened.importing.counts, 1),
        (lambda: opened.importing.row(rows[0].id), 1),
    ):
        with statement_counter(engine_of(opened)) as sent:
            ask()
        assert len(sent) <= budget, sent


def test_pages_by_key_show_every_product_once_in_every_order(opened, memory):
    for number in range(5):
        import_page(opened, item_page(numbered(number)))
    with memory.write() as session:  # equal names and prices: the id breaks the tie
        session.execute(sa.update(Product).values(name="Same"))
    every = {product.id for product in rows_of(memory, Product)}
    for sort in CatalogSort:
        for descending in (False, True):
            query = CatalogQuery(sort=sort, descending=descending)
            seen, after = [], None
            for _ in range(3):
                page = opened.catalog.page(query, after, 2)
                seen += [row.id for row in page.rows]
                after = page.next
            assert after is None, query
            assert len(seen) == 5
            assert set(seen) == every


def test_the_list_is_searched_in_titles_numbers_stores_and_item_ids(opened, memory):
    first = import_page(opened, item_page())
    import_page(opened, item_page(numbered(1)), title="Überwurf 100 % Bär_x")

    def found(text):
        return {row.id for row in opened.catalog.page(CatalogQuery(search=text)).rows}

    both = {product.id for product in rows_of(memory, Product)}
    assert found("") == both
    assert found("ROMPER") == found("999000000000017") == found("kp-000017") == {first.product_id}
    assert found("strcre-3m kp-000017") == {first.product_id}
    assert found("otter") == both
    assert found("überwurf bär") == found("100 %") == both - {first.product_id}
    for nothing in ("%", "_", "romper überwurf", "\\", "zzz"):
        expected = both - {first.product_id} if nothing in "%_" else set()
        assert found(nothing) == expected, nothing


def test_drafts_and_goods_for_sale_are_told_apart(opened, memory):
    rows = [import_page(opened, item_page(numbered(n))) for n in range(3)]
    with memory.write() as session:
        on = sa.update(Product).where(Product.id == rows[0].product_id)
        session.execute(on.values(is_active=True, published_at=memory.server_now(session)))
        half = sa.update(Product).where(Product.id == rows[1].product_id)
        session.execute(half.values(is_active=True))
    counts = opened.catalog.counts()
    assert (counts.all, counts.for_sale, counts.draft) == (3, 1, 2)
    for sale, number in ((SaleFilter.FOR_SALE, 1), (SaleFilter.DRAFT, 2), (SaleFilter.ALL, 3)):
        assert len(opened.catalog.page(CatalogQuery(sale=sale)).rows) == number
    other = opened.catalog.page(CatalogQuery(category_id=category_id(opened, "shoes")))
    assert other.rows == ()


def test_a_product_that_is_gone_is_told(opened):
    with pytest.raises(NotFound) as told:
        opened.catalog.detail("nothing")
    assert told.value.reason == "product_gone"


def test_a_detail_shows_how_the_price_came_about_while_the_rule_still_gives_it(opened, memory):
    row = import_page(opened, item_page())
    shown = opened.catalog.detail(row.product_id)
    assert shown.breakdown.price == shown.price
    with memory.write() as session:
        session.execute(sa.update(Product).values(base_price=sa.literal(5)))
    assert opened.catalog.detail(row.product_id).breakdown is None


def test_a_product_without_a_source_is_the_shops_own(opened, memory):
    row = import_page(opened, item_page())
    with memory.write() as session:
        session.execute(sa.delete(ProductSource))
    detail = opened.catalog.detail(row.product_id)
    assert detail.source is None
    (line,) = opened.catalog.rows([row.product_id])
    assert (line.source, line.stock) == ("NONE", 32)


def test_jobs_are_counted_by_their_state_without_those_taken_off_the_list(opened):
    import_page(opened, item_page())
    ready = opened.importing.stage_page("page", item_page(numbered(2)))
    assert opened.importing.counts() == {JobState.DONE: 1, JobState.QUEUED: 1}
    opened.importing.cancel(ready)
    assert opened.importing.counts() == {JobState.DONE: 1, JobState.CANCELLED: 1}
    opened.importing.remove(ready)
    assert opened.importing.counts() == {JobState.DONE: 1}
