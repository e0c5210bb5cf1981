"""A product is edited: compared with what was shown, written down, and only what was changed."""

from dataclasses import replace
from decimal import Decimal

import pytest
import sqlalchemy as sa

from babydrop_desktop.db.engine import open_engine
from babydrop_desktop.db.storefront import Product, ProductSource
from babydrop_desktop.db.unit import Database
from babydrop_desktop.domain.edit_history import EditKind
from babydrop_desktop.domain.product_edit import (
    EditConflict,
    ProductEdit,
    ProductField,
    ProductShown,
    Sale,
)
from babydrop_desktop.errors import Conflict, NotFound, Refused
from babydrop_desktop.services.catalog import Catalog
from tests.fakes.shop import rows_of
from tests.services.editing import (
    Desk,
    add_picture,
    add_product,
    add_source,
    categories,
    prices_of,
    row_of,
    set_column,
)


@pytest.fixture
def mia(shop):
    return Desk(shop)


@pytest.fixture
def ben(shop):
    return Desk(shop, "Ben")


def columns_of(product):
    return {name: getattr(product, name) for name in Product.__mapper__.column_attrs.keys()}  # noqa: SIM118


def test_an_edit_writes_its_columns_the_time_and_a_line_and_nothing_else(mia, shop):
    product, _ = add_product(shop, tags=("romper",))
    before = columns_of(row_of(shop, product))
    shown, soft = mia.shown(product), ProductEdit(name="Soft Romper")
    edited, sent = mia.counted(lambda: mia.editing.edit(product, soft, shown))
    after = columns_of(row_of(shop, product))
    assert {name for name in after if after[name] != before[name]} == {"name", "updated_at"}
    assert (after["name"], after["updated_at"]) == ("Soft Romper", edited.at)
    assert sent == 4
    (line,) = mia.editing.history(product)
    assert (line.id, line.who, line.device, line.kind) == (
        edited.edit_id, "Mia", "laptop-of-Mia", EditKind.EDITED,
    )  # fmt: skip
    (change,) = line.changes
    assert (change.field, change.before, change.after) == (
        ProductField.NAME, "Striped Romper", "Soft Romper",
    )  # fmt: skip
    assert [change.products for change in mia.told] == [{product}]


EVERYTHING = ProductEdit(
    name="A", description="B\nC", short_description="D", meta_title="E", meta_description="F",
    tags=("g", "h"), min_age_months=3, max_age_months=24, choking_hazard=True,
    choking_hazard_text="Small parts", certifications=("OEKO-TEX",), country_of_origin="PT",
    care_instructions="Wash cold", for_sale=True, price=Decimal("31.50"),
)  # fmt: skip


def test_everything_can_be_edited_at_once_and_all_of_it_taken_back(mia, shop):
    product, _ = add_product(shop)
    catalog = Catalog(shop, device="laptop-of-Mia")
    before, category = catalog.detail(product), categories(shop)[2]
    assert ProductShown.of(before) == mia.shown(product)
    wish = replace(EVERYTHING, category_id=category)
    shown = mia.shown(product)
    edited, sent = mia.counted(lambda: mia.editing.edit(product, wish, shown))
    assert sent <= 8
    after = catalog.detail(product)
    for name in ProductField:
        if name not in {ProductField.VARIANT_PRICE, ProductField.FOR_SALE}:
            assert getattr(after, name.value) == getattr(wish, name.value), name
    assert after.for_sale
    assert after.published_at == after.updated_at == edited.at
    assert {pair.price for pair in after.variants} == {Decimal("31.50")}
    assert mia.told[-1].categories == {category, before.category_id}
    _, sent = mia.counted(lambda: mia.editing.undo(edited.edit_id))
    assert sent <= 9
    assert ProductShown.of(catalog.detail(product)) == ProductShown.of(before)


def test_what_is_as_wanted_already_writes_nothing(mia, shop):
    product, _ = add_product(shop)
    shown, before = mia.shown(product), row_of(shop, product).updated_at
    set_column(shop, "Product", product, name="Soft Romper")
    edited = mia.editing.edit(product, ProductEdit(name="Soft Romper"), shown)
    assert (edited.edit_id, edited.changes, edited.at) == (None, (), None)
    assert row_of(shop, product).updated_at == before
    assert (mia.editing.history(product), mia.told) == ((), [])


def test_an_edit_over_somebody_elses_is_a_conflict_that_says_whose(mia, ben, shop):
    product, _ = add_product(shop)
    shown = mia.shown(product)
    theirs = ben.edit(product, ProductEdit(name="Ben's Romper"))
    with pytest.raises(EditConflict) as caught:
        mia.editing.edit(product, ProductEdit(name="Mia's", description="Mia's too"), shown)
    assert caught.value.reason == "changed_meanwhile"
    assert caught.value.facts == {
        "product": product, "name": "Ben's Romper", "field": "name", "yours": "Mia's",
        "theirs": "Ben's Romper", "before": "Striped Romper", "count": "1", "who": "Ben",
        "at": theirs.at.isoformat(),
    }  # fmt: skip
    assert (row_of(shop, product).name, row_of(shop, product).description) == (
        "Ben's Romper", "Soft cotton.",
    )  # fmt: skip
    assert [line.who for line in mia.editing.history(product)] == ["Ben"]


def test_what_the_storefront_changed_is_a_conflict_of_nobody_we_know(mia, ben, shop):
    product, _ = add_product(shop)
    ben.edit(product, ProductEdit(name="Ben's"))
    shown = mia.shown(product)
    set_column(shop, "Product", product, name="The storefront's")
    with pytest.raises(EditConflict) as caught:
        mia.editing.edit(product, ProductEdit(name="Mia's"), shown)
    (one,) = caught.value.conflicts
    assert (one.before, one.yours, one.theirs) == ("Ben's", "Mia's", "The storefront's")
    assert (one.who, one.at) == (None, None)


def test_two_who_edit_different_fields_both_get_theirs(mia, ben, shop):
    product, _ = add_product(shop)
    shown = mia.shown(product)
    ben.editing.edit(product, ProductEdit(description="Ben's"), shown)
    mia.editing.edit(product, ProductEdit(name="Mia's"), shown)
    found = row_of(shop, product)
    assert (found.name, found.description) == ("Mia's", "Ben's")


def test_a_product_that_is_gone_cannot_be_edited_nor_its_edit_undone(mia, shop):
    product, _ = add_product(shop)
    shown = mia.shown(product)
    edited = mia.editing.edit(product, ProductEdit(name="A"), shown)
    with shop.write() as session:
        session.execute(sa.delete(Product).where(Product.id == product))
    for work in (
        lambda: mia.editing.edit(product, ProductEdit(name="B"), shown),
        lambda: mia.editing.undo(edited.edit_id),
    ):
        with pytest.raises(NotFound) as caught:
            work()
        assert caught.value.reason == "product_gone"
    assert mia.editing.last_undoable() is None
    with pytest.raises(NotFound):
        mia.editing.undo("nothing")


def test_a_category_moves_the_sources_copy_with_it_and_back(mia, shop):
    product, _ = add_product(shop)
    first, _, other, *_ = categories(shop)
    add_source(shop, product, first)
    edited = mia.edit(product, ProductEdit(category_id=other))
    assert [row.category_id for row in rows_of(shop, ProductSource)] == [other]
    mia.editing.undo(edited.edit_id)
    assert [row.category_id for row in rows_of(shop, ProductSource)] == [first]


def test_a_source_that_the_storefront_keeps_elsewhere_stays_there(mia, shop):
    product, _ = add_product(shop)
    _, own, other, *_ = categories(shop)
    add_source(shop, product, own)
    mia.edit(product, ProductEdit(category_id=other))
    assert [row.category_id for row in rows_of(shop, ProductSource)] == [own]


def test_an_unknown_category_is_refused_with_its_reason(mia, shop):
    product, _ = add_product(shop)
    with pytest.raises(Refused) as caught:
        mia.edit(product, ProductEdit(category_id="nowhere"))
    assert caught.value.reason == "unknown_category"
    assert mia.editing.history(product) == ()


# --- for sale


def test_a_product_off_sale_keeps_the_day_it_was_first_published(mia, shop):
    product, _ = add_product(shop)
    mia.edit(product, ProductEdit(for_sale=True))
    first = row_of(shop, product).published_at
    off = mia.edit(product, ProductEdit(for_sale=False))
    assert (row_of(shop, product).is_active, row_of(shop, product).published_at) == (False, first)
    assert off.changes[0].before == Sale(active=True, published_at=first)
    mia.edit(product, ProductEdit(for_sale=True))
    assert (row_of(shop, product).is_active, row_of(shop, product).published_at) == (True, first)
    assert row_of(shop, product).is_on_sale is False


def test_a_picture_without_a_public_address_stops_only_a_storefronts_sale(shop):
    product, _ = add_product(shop)
    add_picture(shop, product)
    desk = Desk(shop, may_sell=False)
    with pytest.raises(Refused) as caught:
        desk.edit(product, ProductEdit(for_sale=True))
    assert caught.value.reason == "pictures_not_public"
    assert "storefront database it cannot be put on sale yet" in str(caught.value)
    desk.edit(product, ProductEdit(name="Other words are fine"))
    edited = Desk(shop).edit(product, ProductEdit(for_sale=True))
    # Taken off and put back by an undo it would be on sale there all the same.
    off = desk.edit(product, ProductEdit(for_sale=False))
    with pytest.raises(Refused) as caught:
        desk.editing.undo(off.edit_id)
    assert caught.value.reason == "pictures_not_public"
    assert edited.edit_id


def test_a_public_picture_may_go_on_sale_on_a_storefront(shop):
    product, _ = add_product(shop)
    add_picture(shop, product, "https://cdn.example.com/babydrop.webp")
    assert Desk(shop, may_sell=False).edit(product, ProductEdit(for_sale=True)).edit_id


# --- undo


def test_an_undo_is_a_line_and_can_be_undone_and_each_only_once(mia, shop):
    product, _ = add_product(shop)
    edited = mia.edit(product, ProductEdit(name="A"))
    undone = mia.editing.undo(edited.edit_id)
    with pytest.raises(Conflict) as caught:
        mia.editing.undo(edited.edit_id)
    assert caught.value.reason == "already_undone"
    redone = mia.editing.undo(undone.edit_id)
    assert row_of(shop, product).name == "A"
    lines, sent = mia.counted(lambda: mia.editing.history(product))
    assert sent == 1
    assert [(line.id, line.kind, line.undoes, line.undone_by) for line in lines] == [
        (redone.edit_id, EditKind.REDONE, undone.edit_id, None),
        (undone.edit_id, EditKind.UNDONE, edited.edit_id, redone.edit_id),
        (edited.edit_id, EditKind.EDITED, None, undone.edit_id),
    ]
    assert [line.id for line in mia.editing.history(product, 1)] == [redone.edit_id]


def test_an_undo_works_after_a_restart(shop):
    product, ids = add_product(shop)
    edited = Desk(shop).edit(product, ProductEdit(price=Decimal("31.99"), tags=("a", "b")))
    again = Database(open_engine(shop.engine.url))
    try:
        desk = Desk(again)
        last, sent = desk.counted(desk.editing.last_undoable)
        assert (last.id, last.product_name, sent) == (edited.edit_id, "Striped Romper", 1)
        desk.editing.undo(last.id)
        assert prices_of(again, product) == dict.fromkeys(ids, Decimal("29.99"))
        assert not row_of(again, product).tags
    finally:
        again.close()


def test_an_undo_over_a_later_change_is_a_conflict(mia, ben, shop):
    product, _ = add_product(shop)
    edited = mia.edit(product, ProductEdit(name="A", description="B"))
    ben.edit(product, ProductEdit(name="C"))
    with pytest.raises(EditConflict) as caught:
        mia.editing.undo(edited.edit_id)
    (one,) = caught.value.conflicts
    assert (one.before, one.yours, one.theirs, one.who) == ("A", "Striped Romper", "C", "Ben")
    assert row_of(shop, product).description == "B"


def test_an_undo_over_what_others_put_back_is_a_conflict_too(mia, shop):
    product, _ = add_product(shop)
    edited = mia.edit(product, ProductEdit(name="A"))
    set_column(shop, "Product", product, name="Striped Romper")
    with pytest.raises(EditConflict):
        mia.editing.undo(edited.edit_id)


def test_undo_goes_back_step_by_step_and_redo_forward_again(mia, ben, shop):
    product, _ = add_product(shop)
    for name in ("A", "B", "C"):
        mia.edit(product, ProductEdit(name=name))
    ben.edit(product, ProductEdit(description="Ben's"))
    names = []
    while (last := mia.editing.last_undoable()) is not None:
        mia.editing.undo(last.id)
        names.append(row_of(shop, product).name)
    while (last := mia.editing.last_redoable()) is not None:
        mia.editing.undo(last.id)
        names.append(row_of(shop, product).name)
    assert names == ["B", "A", "Striped Romper", "A", "B", "C"]
    assert mia.editing.last_undoable("Ben").who == "Ben"
    mia.editing.undo(mia.editing.last_undoable().id)
    mia.edit(product, ProductEdit(name="D"))
    assert mia.editing.last_redoable() is None
