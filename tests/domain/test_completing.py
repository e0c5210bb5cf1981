"""Two readings of one item become one product: nothing known is lost, money is never mixed."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from babydrop_desktop.domain.checks import CheckCode
from babydrop_desktop.domain.completing import completed
from babydrop_desktop.domain.draft import DraftCategory, DraftRules
from babydrop_desktop.domain.drafting import draft
from babydrop_desktop.domain.jobs import Choices
from babydrop_desktop.domain.picture_url import picture_key
from babydrop_desktop.domain.pricing import CategoryPricing
from babydrop_desktop.domain.supplier_product import Shipping, Store, SupplierProduct, unknown_of
from babydrop_desktop.services import codec
from tests.domain.products import ITEM, PICTURE, axis, money, product, sku, value

ROMPERS = DraftCategory("c1", "Rompers", CategoryPricing())
AXES = (axis(14, "Color", value(1, "Red"), value(2, "Blue")),)
EARLY, LATE = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 2, tzinfo=UTC)
POST = Shipping(money("1.99"), False, "Post", "POST", 7, 12, "CN", True)
OFFERED = money("5.00", "EUR")


def rendered(**more):
    """A page that tells no rows."""
    bare = replace(product(), skus=(), offered=OFFERED, currency="EUR", total_stock=None)
    made = replace(bare, **more)
    return replace(made, unknown=unknown_of(made))


def whole(**more):
    made = replace(product(sku(1, ((14, 1),)), sku(2, ((14, 2),)), axes=AXES), **more)
    return replace(made, unknown=unknown_of(made))


def test_the_one_with_rows_gives_rows_money_and_where_they_were_quoted():
    shown = rendered(country="DE", language="de", rating=money("4.8").amount)
    full = whole(country="US", language="en", read_at=EARLY)
    for found in (completed(shown, full), completed(full, shown)):
        assert (found.skus, found.axes, found.currency) == (full.skus, full.axes, "USD")
        assert (found.country, found.language, found.read_at) == ("US", "en", EARLY)
        assert found.offered is None
        assert found.rating == shown.rating
        assert "skus" not in found.unknown


def test_of_two_with_rows_the_later_one_is_believed():
    old = whole(read_at=EARLY, country="US")
    new = whole(read_at=LATE, country="DE", currency="EUR",
                skus=(sku(9, ((14, 1),), currency="EUR"),))  # fmt: skip
    assert completed(old, new) == completed(new, old)
    assert completed(old, new).skus == new.skus
    assert completed(whole(), old).read_at == EARLY


def test_what_one_does_not_know_comes_from_the_other():
    full = whole(description_url=None, store=Store("", "", None))
    more = rendered(
        description_url="https://example.com/d.htm", store=Store("7", "Otter", None),
        attributes=(("Material", "Cotton"),), total_stock=9, orders="77", category_id="201",
        shipping=(POST,),
    )  # fmt: skip
    found = completed(full, more)
    for fact in ("description_url", "store", "attributes", "total_stock", "orders", "category_id",
                 "shipping"):  # fmt: skip
        assert getattr(found, fact) == getattr(more, fact), fact
    assert found.unknown == ()


def test_shipping_to_another_country_is_not_taken_over():
    full = whole(country="US")
    assert completed(full, rendered(country="DE", shipping=(POST,))).shipping is None
    assert completed(full, rendered(country="US", shipping=(POST,))).shipping == (POST,)


def test_pictures_of_both_are_kept_each_once_in_order():
    full = whole(pictures=(PICTURE.format("a"), PICTURE.format("b")))
    again = "https://ae02.alicdn.com/kf/Sb.jpg_640x640.jpg"
    found = completed(rendered(pictures=(again, PICTURE.format("c"))), full)
    assert found.pictures == tuple(PICTURE.format(name) for name in "abc")


def test_two_different_items_are_never_made_one():
    other = replace(whole(), canonical_id="999000000000025")
    unnamed = replace(whole(), page_id="", canonical_id="")
    for first, second in ((whole(), other), (unnamed, unnamed), (whole(), unnamed)):
        with pytest.raises(ValueError, match="is not"):
            completed(first, second)


facts = st.fixed_dictionaries(
    {
        "total_stock": st.none() | st.integers(0, 99),
        "description_url": st.none() | st.just("https://example.com/d.htm"),
        "attributes": st.just(()) | st.just((("Material", "Cotton"),)),
        "country": st.none() | st.sampled_from(["US", "DE"]),
        "read_at": st.none() | st.sampled_from([EARLY, LATE]),
        "shipping": st.none() | st.just(()) | st.just((POST,)),
        "store": st.sampled_from([Store("", "", None), Store("7", "Otter", None)]),
        "pictures": st.lists(st.sampled_from("abcde"), unique=True).map(
            lambda names: tuple(PICTURE.format(name) for name in names)
        ),
    }
)
readings = st.builds(
    lambda rows, told: whole(**told) if rows else rendered(**told), st.booleans(), facts
)


@given(readings, readings)
def test_nothing_known_is_lost_and_money_is_of_one_source(first, second):
    found = completed(first, second)
    unknown = set(first.unknown) & set(second.unknown)
    assert set(found.unknown) - {"shipping"} == unknown - {"shipping"}
    assert unknown <= set(found.unknown) <= set(first.unknown) | set(second.unknown)
    quoted = [(p.skus, p.axes, p.offered, p.currency, p.country, p.language)
              for p in (first, second, found)]  # fmt: skip
    assert quoted[2] in quoted[:2]
    keys = [picture_key(url) for url in found.pictures]
    assert len(set(keys)) == len(keys)
    assert set(found.pictures) == set(first.pictures) | set(second.pictures)
    assert completed(found, found) == found
    assert bool(found.skus) == (bool(first.skus) or bool(second.skus))


@given(readings)
def test_what_was_stored_comes_back_and_older_stores_lack_the_new_facts(found):
    document = codec.product_json(found)
    assert codec.product_of(document) == found
    for name in ("unknown", "shipping", "offered", "offered_most"):
        del document[name]
    older = codec.product_of(document)
    assert (older.unknown, older.shipping, older.offered) == ((), None, None)
    assert older.skus == found.skus


@pytest.mark.parametrize("category", [None, ROMPERS])
def test_an_incomplete_product_is_drafted_and_never_imported(category):
    for shown in (rendered(), rendered(offered=None, currency=""), rendered(pictures=())):
        found = draft(shown, category=category, choices=Choices(warehouse="1", sku_ids=("1",)),
                      rules=DraftRules())  # fmt: skip
        assert found.checks[0].code is CheckCode.VARIANTS_UNKNOWN
        assert (found.importable, found.price, found.variants) == (False, None, ())
        assert CheckCode.IN_STOCK not in {check.code for check in found.checks}
        assert shown.total_stock is None


def test_a_product_that_does_not_say_which_item_it_is_is_never_imported():
    unnamed = replace(whole(), page_id="", canonical_id="")
    found = draft(unnamed, category=ROMPERS, choices=Choices(), rules=DraftRules())
    assert found.checks[0].code is CheckCode.ITEM_UNKNOWN
    assert not found.importable


def test_without_rows_the_range_is_what_the_page_shows():
    assert rendered().price_range() == (OFFERED, OFFERED)
    most = money("9.00", "EUR")
    assert rendered(offered_most=most).price_range() == (OFFERED, most)
    assert rendered(offered=None).price_range() is None
    assert rendered().list_price_range() == rendered().price_range()
    assert isinstance(rendered(), SupplierProduct)
    assert rendered().canonical_id == ITEM
