"""The catalog's questions on both engines: search, order, look-alikes, words of tomorrow."""

import psycopg
import pytest
import sqlalchemy as sa

from babydrop_desktop.db import catalog
from babydrop_desktop.db.engine import open_engine
from babydrop_desktop.db.ids import new_id
from babydrop_desktop.db.ours import SourceVariant
from babydrop_desktop.db.storefront import Category, Product, ProductSource, Supplier
from babydrop_desktop.db.unit import Database
from babydrop_desktop.domain.catalog import CatalogQuery, PageKey, SourceState
from babydrop_desktop.domain.item_address import US_SITE_OFFSET
from tests.fakes.statements import statement_counter

ITEM = "1005001234123456"


def add(shop, *names, item=None, keep_product=True):
    """Add products, the last one bought as `item`; its product may be unknown to its source."""
    with shop.write() as session:
        now = shop.server_now(session)
        category = session.scalars(sa.select(Category.id)).first()
        made = [Product(id=new_id(), name=name, slug=new_id(), base_price=10, sku=new_id(),
                        category_id=category, updated_at=now) for name in names]  # fmt: skip
        session.add_all(made)
        if item is not None:
            supplier = Supplier(id=new_id(), ali_express_id=new_id(), name="Otter", updated_at=now)
            session.add(supplier)
            session.flush()
            session.add(ProductSource(
                sanity_product_id=made[-1].id if keep_product else f"sanity-{new_id()}",
                product_slug=made[-1].slug if keep_product else "a-slug", supplier_id=supplier.id,
                ali_express_product_id=item, ali_express_url="x", original_price=1,
                category_id=category, updated_at=now))  # fmt: skip
        session.flush()
        return [(product.id, product.sku) for product in made]


def names_of(shop, descending=False, **query):
    asked = CatalogQuery(descending=descending, **query)
    found, after = [], None
    with shop.read() as session:
        while True:
            page = catalog.page(session, asked, after, 2)
            found += [row.name for row in page.rows]
            after = page.next
            if after is None:
                return found


@pytest.mark.parametrize("word", ["straße", "STRAßENKLEID", "GROß", "groß", "100%_/", "a/b"])
def test_a_word_is_found_whatever_its_case(shop, word):
    add(shop, "Straßenkleid GROß 100%_/ a/b", "Romper")
    assert names_of(shop, search=word) == ["Straßenkleid GROß 100%_/ a/b"]


def test_a_word_that_no_database_takes_finds_what_is_around_it(shop):
    add(shop, "Romper")
    assert names_of(shop, search="rom\0per") == ["Romper"]


def test_names_are_sorted_without_regard_to_case(file_shop):
    add(file_shop, "beta", "Alpha", "alpha", "Beta", "Gamma")
    found = names_of(file_shop)
    assert [name.lower() for name in found] == ["alpha", "alpha", "beta", "beta", "gamma"]


def test_pages_of_names_show_every_product_once(shop):
    names = ["beta", "Alpha", "alpha", "Beta", "Gamma", "ALPHA", "Äpfel"]
    add(shop, *names)
    found = names_of(shop)
    assert sorted(found) == sorted(names)
    assert names_of(shop, descending=True) == found[::-1]


@pytest.mark.parametrize("descending", [False, True])
def test_a_page_of_names_is_found_in_the_index(file_shop, descending):
    with file_shop.read() as session, statement_counter(file_shop.engine) as sent:
        catalog.page(session, CatalogQuery(descending=descending), PageKey("a", "b"), 50)
    connection = file_shop.engine.raw_connection()
    values = ("x",) * sent[0].count("?")
    steps = connection.cursor().execute(f"EXPLAIN QUERY PLAN {sent[0]}", values).fetchall()
    connection.close()
    outer = [detail for _, parent, _, detail in steps if parent == 0]
    assert outer[0].startswith("SEARCH Product USING INDEX babydrop_Product_name_id"), outer
    assert "USE TEMP B-TREE FOR ORDER BY" not in outer


def test_an_item_of_a_product_is_a_duplicate(shop):
    (_, wanted) = add(shop, "Other", "Romper", item=ITEM)
    with shop.read() as session:
        assert catalog.same_item(session, [ITEM, "999"]) == {ITEM: wanted}


def test_an_item_is_a_duplicate_though_its_product_is_not_found(shop):
    add(shop, "Romper", item=ITEM, keep_product=False)
    with shop.read() as session:
        (found,) = catalog.same_item(session, [ITEM]).values()
    assert found[0].startswith("sanity-")
    assert found[1] == "a-slug"


def test_a_product_that_is_here_is_named_before_one_that_is_not(shop):
    us_site = str(int(ITEM) + US_SITE_OFFSET)
    add(shop, "Lost", item=ITEM, keep_product=False)
    (wanted,) = add(shop, "Here", item=us_site)
    add(shop, "Lost too", item=us_site, keep_product=False)
    with shop.read() as session:
        assert catalog.same_item(session, [ITEM]) == {ITEM: wanted}


def test_an_imported_item_whose_product_was_deleted_may_come_again(shop):
    ((product, _),) = add(shop, "Romper", item=ITEM)
    with shop.write() as session:
        source = session.scalars(sa.select(ProductSource.id)).one()
        session.add(SourceVariant(
            product_source_id=source, canonical_id=ITEM, sku_id="1", sku_attr="", labels=[],
            cost=1, currency="USD", seen_at=shop.server_now(session)))  # fmt: skip
        session.execute(sa.delete(Product).where(Product.id == product))
    with shop.read() as session:
        assert catalog.same_item(session, [ITEM]) == {}


@pytest.mark.postgres
def test_a_word_that_the_storefront_learns_later_hides_no_product(
    prepared_storefront, storefront_owner_url
):
    with psycopg.connect(storefront_owner_url, autocommit=True) as connection:
        connection.execute("""ALTER TYPE "SourceStatus" ADD VALUE 'PAUSED'""")
        connection.execute("""UPDATE "ProductSource" SET "sourceStatus" = 'PAUSED'
                              WHERE "productSlug" = 'striped-romper-123456'""")
    with prepared_storefront.read() as session:
        found = catalog.page(session, CatalogQuery(), None, 10).rows
    states = {row.name: row.source for row in found}
    assert states["Striped Romper"] is SourceState.UNKNOWN
    assert len(states) == 2


@pytest.fixture
def prepared_storefront(storefront_url):
    from babydrop_desktop.db.upgrade import upgrade  # noqa: PLC0415

    database = Database(open_engine(storefront_url))
    upgrade(database.engine)
    yield database
    database.close()
