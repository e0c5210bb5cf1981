"""Many products are edited at once: in as many statements as one, each with its own line."""

from decimal import Decimal

import pytest

from babydrop_desktop.db.ids import new_id
from babydrop_desktop.db.storefront import PriceHistory
from babydrop_desktop.domain.edit_history import EditKind
from babydrop_desktop.domain.product_edit import EditConflict, ProductEdit, ProductField
from babydrop_desktop.errors import Limit, NotFound, Refused
from tests.fakes.shop import rows_of
from tests.services.editing import (
    Desk,
    add_picture,
    add_product,
    add_source,
    categories,
    prices_of,
    row_of,
)


@pytest.fixture
def mia(shop):
    return Desk(shop)


@pytest.mark.parametrize("count", [2, 30])
def test_many_products_are_edited_in_as_many_statements_as_one(mia, shop, count):
    first, _, other, *_ = categories(shop)
    products = [add_product(shop)[0] for _ in range(count)]
    add_source(shop, products[0], first)
    shown, sent = mia.counted(lambda: mia.editing.shown(products))
    assert (set(shown), sent) == (set(products), 2)
    wish = ProductEdit(price=Decimal("34.99"), category_id=other, for_sale=True)
    done, sent = mia.counted(lambda: mia.editing.edit_many(wish, shown))
    assert sent == 8
    assert {one.product_id for one in done.edited} == set(products)
    assert done.left_out == ()
    assert [change.products for change in mia.told] == [set(products)]
    for product in products:
        (line,) = mia.editing.history(product)
        assert line.batch == done.batch
        found = row_of(shop, product)
        assert (found.base_price, found.category_id) == (Decimal("34.99"), other)
        assert found.published_at == found.updated_at == line.at
    assert len(rows_of(shop, PriceHistory)) == 2 * count

    back, sent = mia.counted(lambda: mia.editing.undo_many(done.batch))
    assert sent == 9
    assert {one.product_id for one in back.edited} == set(products)
    for product in products:
        assert (row_of(shop, product).category_id, row_of(shop, product).is_active) == (
            first, False,
        )  # fmt: skip
        assert set(prices_of(shop, product).values()) == {Decimal("29.99")}
        assert mia.editing.history(product, 1)[0].kind is EditKind.UNDONE
    assert mia.editing.undo_many(done.batch).edited == ()
    again = mia.editing.undo_many(back.batch)
    assert len(again.edited) == count
    assert row_of(shop, products[0]).category_id == other


def test_what_cannot_be_edited_is_named_and_the_others_are_saved(shop):
    mia, ben = Desk(shop, may_sell=False), Desk(shop, "Ben")
    fine, changed, hidden, dear = [add_product(shop)[0] for _ in range(4)]
    cheap, _ = add_product(shop, ["5.00"], base="5.00")
    add_picture(shop, hidden)
    shown = mia.editing.shown([fine, changed, hidden, dear, cheap])
    shown["gone"] = shown[fine]
    ben.edit(changed, ProductEdit(for_sale=True))
    ben.edit(changed, ProductEdit(for_sale=False))
    ben.edit(changed, ProductEdit(tags=("bens",)))
    wish = ProductEdit(for_sale=True, tags=("summer",))
    done, sent = mia.counted(lambda: mia.editing.edit_many(wish, shown))
    assert sent == 6
    assert {one.product_id for one in done.edited} == {fine, dear}
    left = {one.product_id: one.error for one in done.left_out}
    assert {id_: error.reason for id_, error in left.items()} == {
        "gone": "product_gone", changed: "changed_meanwhile", hidden: "pictures_not_public",
        cheap: "price_below_cost",
    }  # fmt: skip
    assert isinstance(left[changed], EditConflict)
    assert (left[changed].facts["who"], left[changed].facts["theirs"]) == ("Ben", "bens")
    assert row_of(shop, changed).tags == ("bens",)
    assert {row_of(shop, id_).is_active for id_ in (changed, hidden, cheap)} == {False}
    assert mia.told[-1].products == {fine, dear}


def test_products_that_change_differently_are_written_each_as_it_is(mia, shop):
    one, _ = add_product(shop, name="A", tags=("x",))
    two, _ = add_product(shop, name="B")
    before = mia.editing.shown([one, two])
    done = mia.editing.edit_many(ProductEdit(tags=("x",), description="New"), before)
    changed = {one.product_id: {c.field for c in one.changes} for one in done.edited}
    assert changed == {
        one: {ProductField.DESCRIPTION},
        two: {ProductField.DESCRIPTION, ProductField.TAGS},
    }
    mia.editing.undo_many(done.batch)
    assert mia.editing.shown([one, two]) == before


def test_nothing_to_change_is_no_batch(mia, shop):
    product, _ = add_product(shop, tags=("x",))
    done = mia.editing.edit_many(ProductEdit(tags=("x",)), mia.editing.shown([product]))
    assert (done.batch, done.edited[0].edit_id, mia.told) == (None, None, [])


def test_an_undo_of_many_leaves_what_was_changed_since(mia, shop):
    one, two = [add_product(shop)[0] for _ in range(2)]
    done = mia.editing.edit_many(ProductEdit(description="New"), mia.editing.shown([one, two]))
    Desk(shop, "Ben").edit(two, ProductEdit(description="Ben's"))
    back = mia.editing.undo_many(done.batch)
    assert [edited.product_id for edited in back.edited] == [one]
    assert [(left.product_id, left.error.facts["who"]) for left in back.left_out] == [(two, "Ben")]
    assert row_of(shop, two).description == "Ben's"


def test_too_many_at_once_and_unknown_batches_are_refused(mia):
    ids = [new_id() for _ in range(501)]
    with pytest.raises(Limit):
        mia.editing.shown(ids)
    with pytest.raises(NotFound) as caught:
        mia.editing.undo_many("nothing")
    assert caught.value.reason == "edit_gone"


def test_what_cannot_be_typed_is_refused_before_anything_is_written(mia, shop):
    product, _ = add_product(shop)
    with pytest.raises(Refused) as caught:
        mia.editing.edit_many(ProductEdit(tags=("x\0",)), mia.editing.shown([product]))
    assert caught.value.reason == "text_unusable"


def test_what_cannot_be_taken_back_is_passed_over(shop):
    desk = Desk(shop)
    product, _ids = add_product(shop)
    first = desk.edit(product, ProductEdit(country_of_origin="Spain"))
    second = desk.edit(product, ProductEdit(name="Dotted Romper"))
    many = desk.editing.edit_many(ProductEdit(for_sale=True), desk.editing.shown([product]))
    assert desk.editing.last_undoable().batch == many.batch
    assert desk.editing.last_undoable(skip={many.batch}).id == second.edit_id
    assert desk.editing.last_undoable(skip={many.batch, second.edit_id}).id == first.edit_id
    undone = desk.editing.undo(second.edit_id)
    assert desk.editing.last_redoable().id == undone.edit_id
    assert desk.editing.last_redoable(skip={undone.edit_id}) is None
