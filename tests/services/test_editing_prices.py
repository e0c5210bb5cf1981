"""A product has one price unless the owner splits it, and none under its cost without a reason."""

from dataclasses import replace
from decimal import Decimal

import pytest

from babydrop_desktop.db.storefront import PriceHistory
from babydrop_desktop.domain.product_edit import EditConflict, ProductEdit, ProductField
from babydrop_desktop.errors import Limit, Refused
from tests.fakes.shop import rows_of
from tests.services.editing import Desk, add_product, prices_of, row_of, set_column


@pytest.fixture
def mia(shop):
    return Desk(shop)


def test_one_price_is_every_variants_price_and_each_has_its_line_in_the_price_history(mia, shop):
    product, ids = add_product(shop)
    shown = mia.shown(product)
    edited, sent = mia.counted(
        lambda: mia.editing.edit(product, ProductEdit(price=Decimal("34.99")), shown)
    )
    assert sent == 7
    assert row_of(shop, product).base_price == Decimal("34.99")
    assert prices_of(shop, product) == dict.fromkeys(ids, Decimal("34.99"))
    rows = rows_of(shop, PriceHistory)
    assert {row.variant_id for row in rows} == set(ids)
    for row in rows:
        assert (row.old_price, row.new_price, row.reason, row.changed_by, row.user_id) == (
            Decimal("29.99"), Decimal("34.99"), "edited", "Mia", None,
        )  # fmt: skip
        assert (row.product_id, row.created_at) == (product, edited.at)
    mia.editing.undo(edited.edit_id)
    assert prices_of(shop, product) == dict.fromkeys(ids, Decimal("29.99"))
    assert {row.reason for row in rows_of(shop, PriceHistory)} == {"edited", "undone"}
    assert len(rows_of(shop, PriceHistory)) == 4


def test_a_variant_that_the_owner_split_keeps_its_own_price(mia, shop):
    product, (small, large, huge) = add_product(shop, ["29.99"] * 3)
    mia.edit(product, ProductEdit(variant_prices={huge: Decimal("36.99")}))
    assert row_of(shop, product).base_price == Decimal("29.99")
    mia.edit(product, ProductEdit(price=Decimal("31.99")))
    assert prices_of(shop, product) == {
        small: Decimal("31.99"), large: Decimal("31.99"), huge: Decimal("36.99"),
    }  # fmt: skip
    one = Decimal("40.00")
    mia.edit(product, ProductEdit(price=one, variant_prices={huge: one}))
    assert set(prices_of(shop, product).values()) == {one}


def test_variants_that_all_cost_the_same_take_the_price_whatever_the_product_said(mia, shop):
    product, ids = add_product(shop, ["12.00", "12.00"], base="10.00", cost=None)
    mia.edit(product, ProductEdit(price=Decimal("15.00")))
    assert prices_of(shop, product) == dict.fromkeys(ids, Decimal("15.00"))


def test_a_variants_price_that_the_storefront_changed_is_a_conflict(mia, shop):
    product, (first, second) = add_product(shop)
    shown = mia.shown(product)
    cents = 3199 if shop.dialect == "sqlite" else Decimal("31.99")
    set_column(shop, "Variant", second, price=cents)
    with pytest.raises(EditConflict) as caught:
        mia.editing.edit(product, ProductEdit(price=Decimal("34.99")), shown)
    (one,) = caught.value.conflicts
    assert (one.field, one.variant_id, one.theirs) == (
        ProductField.VARIANT_PRICE, second, Decimal("31.99"),
    )  # fmt: skip
    assert one.label
    assert prices_of(shop, product)[first] == Decimal("29.99")
    assert rows_of(shop, PriceHistory) == []


def test_variants_that_came_or_went_meanwhile_are_conflicts_of_a_price(mia, shop):
    product, (first, _) = add_product(shop)
    shown = mia.shown(product)
    more = replace(shown, variant_prices={**shown.variant_prices, "gone": Decimal("29.99")})
    fewer = replace(shown, variant_prices={first: Decimal("29.99")})
    for seen, gone in ((more, True), (fewer, False)):
        with pytest.raises(EditConflict) as caught:
            mia.editing.edit(product, ProductEdit(price=Decimal("34.99")), seen)
        assert [one.gone for one in caught.value.conflicts] == [gone]


def test_a_price_under_cost_and_buffer_needs_a_typed_reason(mia, shop):
    product, _ = add_product(shop)
    for typed in ("", "  ", "ok"):
        with pytest.raises(Refused) as caught:
            mia.edit(product, ProductEdit(price=Decimal("12.99")), reason=typed)
        assert caught.value.reason == "price_below_cost"
        assert caught.value.facts["lowest"] == "13.00"
    edited = mia.edit(product, ProductEdit(price=Decimal("12.99")), reason="last pieces")
    (line, *_) = mia.editing.history(product)
    assert (line.id, line.reason) == (edited.edit_id, "last pieces")
    assert {row.reason for row in rows_of(shop, PriceHistory)} == {"last pieces"}
    mia.edit(product, ProductEdit(price=Decimal("13.00")))


def test_an_undo_may_put_a_low_price_back(mia, shop):
    product, _ = add_product(shop, ["5.00"], base="5.00")
    raised = mia.edit(product, ProductEdit(price=Decimal("29.99")))
    mia.editing.undo(raised.edit_id)
    assert row_of(shop, product).base_price == Decimal("5.00")


def test_a_cheap_variant_is_judged_by_its_own_cost(mia, shop):
    product, (cheap, dear) = add_product(shop, costs=("4.00", "10.00"))
    mia.edit(product, ProductEdit(variant_prices={cheap: Decimal("7.00")}))
    with pytest.raises(Refused) as caught:
        mia.edit(product, ProductEdit(variant_prices={dear: Decimal("7.00")}))
    assert (caught.value.reason, caught.value.facts["cost"]) == ("price_below_cost", "10.00")


def test_a_product_priced_under_its_cost_goes_on_sale_only_with_a_reason(mia, shop):
    product, _ = add_product(shop, ["5.00"], base="5.00")
    with pytest.raises(Refused) as caught:
        mia.edit(product, ProductEdit(for_sale=True))
    assert caught.value.reason == "price_below_cost"
    assert mia.edit(product, ProductEdit(for_sale=True), reason="clearing out").edit_id


def test_more_variants_than_can_be_shown_are_not_repriced(mia, shop):
    product, _ = add_product(shop, ["29.99"] * 1_001)
    with pytest.raises(Limit) as caught:
        mia.edit(product, ProductEdit(price=Decimal("34.99")))
    assert caught.value.reason == "too_many_variants"
