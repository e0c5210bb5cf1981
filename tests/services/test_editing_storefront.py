"""On the storefront's own database an edit writes what the contract lets it, and nothing else."""

from dataclasses import replace
from decimal import Decimal

import psycopg
import pytest

from babydrop_desktop.domain.product_edit import EditConflict, ProductEdit, ProductShown
from babydrop_desktop.errors import Refused
from tests.fakes.catalog import of_storefront
from tests.fakes.shop import import_page
from tests.fakes.supplier import item_page

pytestmark = pytest.mark.postgres
ROMPER, COAT = "cm5prod000000000000000001", "cm5prod000000000000000002"
OUTERWEAR = "cm5cat0000000000000000002"


@pytest.fixture
def shop(open_shops, storefront_url):
    return open_shops(storefront_url, upgrade=True)


def shown(shop, product):
    return ProductShown.of(shop.catalog.detail(product))


def changed_tables(before, after):
    return {
        kind.removeprefix("rows of "): len(set(rows) - set(before[kind]))
        for kind, rows in after.items()
        if rows != before[kind]
    }


def test_only_the_products_its_variants_and_price_history_are_touched(shop, storefront_owner_url):
    before = of_storefront(storefront_owner_url)
    edited = shop.editing.edit(
        ROMPER, ProductEdit(price=Decimal("21.99"), name="Soft Romper"), shown(shop, ROMPER)
    )
    after = of_storefront(storefront_owner_url)
    assert changed_tables(before, after) == {"Product": 1, "Variant": 2, "PriceHistory": 2}
    with psycopg.connect(storefront_owner_url) as connection:
        found = connection.execute(
            'SELECT slug, "compareAtPrice", "isOnSale", "updatedAt" > "publishedAt", name'
            ' FROM "Product" WHERE id = %s',
            (ROMPER,),
        ).fetchone()
    assert found == ("striped-romper-123456", Decimal("22.79"), False, True, "Soft Romper")
    shop.editing.undo(edited.edit_id)
    assert shown(shop, ROMPER).name == "Striped Romper"
    assert {pair.price for pair in shop.catalog.detail(ROMPER).variants} == {Decimal("18.99")}


def test_null_columns_of_the_storefronts_come_back_as_null(shop, storefront_owner_url):
    asked = 'SELECT description, tags, "minAge", "metaTitle" FROM "Product" WHERE id = %s'
    with psycopg.connect(storefront_owner_url, autocommit=True) as connection:
        before = connection.execute(asked, (COAT,)).fetchone()
        edited = shop.editing.edit(
            COAT,
            ProductEdit(description="Warm", tags=("coat",), min_age_months=3, meta_title="Coat"),
            shown(shop, COAT),
        )
        assert connection.execute(asked, (COAT,)).fetchone() == ("Warm", ["coat"], 3, "Coat")
        shop.editing.undo(edited.edit_id)
        assert connection.execute(asked, (COAT,)).fetchone() == before == (None, None, None, None)


def test_a_category_takes_the_storefronts_source_with_it(shop, storefront_owner_url):
    before = of_storefront(storefront_owner_url)
    shop.editing.edit(ROMPER, ProductEdit(category_id=OUTERWEAR), shown(shop, ROMPER))
    after = of_storefront(storefront_owner_url)
    # Its source is known by the slug: the storefront keeps its CMS's id there.
    assert changed_tables(before, after) == {"Product": 1, "ProductSource": 1}


def test_what_is_active_but_was_never_published_goes_on_sale(shop):
    seen = shown(shop, COAT)
    assert (seen.for_sale, shop.catalog.detail(COAT).published_at) == (False, None)
    edited = shop.editing.edit(COAT, ProductEdit(for_sale=True), seen)
    assert shop.catalog.detail(COAT).published_at == edited.at


def test_an_imported_product_stays_a_draft_there_with_the_contracts_sentence(shop):
    product = import_page(shop, item_page()).product_id
    seen = shown(shop, product)
    with pytest.raises(Refused) as caught:
        shop.editing.edit(product, ProductEdit(for_sale=True, name="Other"), seen)
    assert caught.value.reason == "pictures_not_public"
    assert shown(shop, product) == seen


def test_what_the_storefront_deleted_or_changed_is_a_conflict(shop, storefront_owner_url):
    seen = shown(shop, ROMPER)
    with psycopg.connect(storefront_owner_url) as connection:
        connection.execute('UPDATE "Product" SET "isActive" = false WHERE id = %s', (ROMPER,))
        connection.execute('DELETE FROM "Category" WHERE slug = %s', ("snowsuits",))
    edit = shop.editing.edit
    # Off sale already: as wanted.
    assert edit(ROMPER, ProductEdit(for_sale=False), seen).edit_id is None
    with pytest.raises(EditConflict):
        edit(ROMPER, ProductEdit(name="Mine"), replace(seen, name="Seen long ago"))
    with pytest.raises(Refused) as caught:
        edit(ROMPER, ProductEdit(category_id="cm5cat0000000000000000003"), shown(shop, ROMPER))
    assert caught.value.reason == "unknown_category"


def test_an_undo_into_a_category_that_is_gone_is_refused(shop, storefront_owner_url):
    first = shop.editing.edit(
        COAT, ProductEdit(category_id="cm5cat0000000000000000003"), shown(shop, COAT)
    )
    second = shop.editing.edit(COAT, ProductEdit(category_id=OUTERWEAR), shown(shop, COAT))
    with psycopg.connect(storefront_owner_url) as connection:
        connection.execute('DELETE FROM "Category" WHERE slug = %s', ("snowsuits",))
    with pytest.raises(Refused) as caught:
        shop.editing.undo(second.edit_id)
    assert caught.value.reason == "unknown_category"
    assert first.edit_id
