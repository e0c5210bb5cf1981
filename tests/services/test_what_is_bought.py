"""An order's supplier side tells what will be bought, whoever noted it, and nothing else."""

import pytest
from sqlalchemy import delete, update

from babydrop_desktop.db.order_judge import Judge
from babydrop_desktop.db.ours import VariantMapping
from babydrop_desktop.db.storefront import DropshipOrderItem, ProductSource
from babydrop_desktop.domain.order_checks import ProblemCode
from babydrop_desktop.services.caches import Caches
from babydrop_desktop.services.fulfillment import Fulfillment
from tests.fakes import orders as fake


@pytest.fixture
def shown(shop):
    """Return the first item of an order as it is shown, after changes to what is stored."""
    fulfillment = Fulfillment(shop, Caches(shared=False), lambda: fake.NOW, device="d",
                              judge=Judge("USD", 30))  # fmt: skip
    fake.goods(shop)
    fake.add(shop, fake.order(1))

    def show(*changes):
        with shop.write() as session:
            for change in changes:
                session.execute(change)
        fulfillment.refresh()
        return fulfillment.detail("dro0000001").items[0]

    return show


def mapping(entry):
    changed = update(ProductSource).where(ProductSource.id == "src0")
    return changed.values(variant_mapping={"KP-0-V": entry})


def bought(sku):
    items = update(DropshipOrderItem).where(DropshipOrderItem.product_source_id == "src0")
    return items.values(ali_express_sku=sku)


FORGOTTEN = delete(VariantMapping).where(VariantMapping.variant_id == "var0")


def test_our_own_mapping_tells_it_where_it_means_the_same(shown):
    item = shown()
    assert (item.supplier_label, item.ships_from) == ("Green dots / 66", "China")
    assert item.problems == ()


def test_the_storefronts_name_tells_it_where_we_have_no_mapping(shown):
    item = shown(
        FORGOTTEN, mapping({"aliExpressSku": "120", "aliExpressVariantName": "Green / 66"})
    )
    assert (item.supplier_label, item.supplier_sku) == ("Green / 66", "120")
    assert item.confirmed_at is None


@pytest.mark.parametrize("entry", ["120", {"aliExpressSku": "777", "aliExpressVariantName": "No"}])
def test_without_a_name_for_it_the_number_tells_it(shown, entry):
    assert shown(FORGOTTEN, mapping(entry)).supplier_label == "120"


def test_another_variant_is_never_shown_under_the_name_and_picture_of_ours(shown):
    item = shown(bought("12000030009"))
    assert item.supplier_label == "12000030009"
    assert (item.supplier_picture, item.ships_from, item.confirmed_at) == (None, None, None)
    assert ProblemCode.NOT_CONFIRMED in {problem.code for problem in item.problems}


def test_where_nothing_says_what_to_buy_nothing_is_named(shown):
    item = shown(FORGOTTEN, bought(""), mapping({}))
    assert item.supplier_label is None
    assert [problem.code for problem in item.problems] == [ProblemCode.NO_SUPPLIER_SKU]
