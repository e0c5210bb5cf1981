"""What the owner types for a product is tidied, and refused where the shop cannot keep it."""

from decimal import Decimal

import pytest

from babydrop_desktop.domain.edit_cleaning import checked_reason, cleaned
from babydrop_desktop.domain.product_edit import KEPT, ProductEdit, ProductShown
from babydrop_desktop.errors import Refused

SHOWN = ProductShown(
    name="Romper", description="Soft.", short_description="", meta_title="", meta_description="",
    tags=("a",), category_id="c1", price=Decimal("29.99"), variant_prices={"v1": Decimal("29.99")},
    for_sale=False, published_at=None, min_age_months=None, max_age_months=None,
    choking_hazard=False, choking_hazard_text="", certifications=(), country_of_origin="",
    care_instructions="",
)  # fmt: skip


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        (ProductEdit(name="a\0b"), "text_unusable"),
        (ProductEdit(description="\ud83d"), "text_unusable"),
        (ProductEdit(tags=("a\0",)), "text_unusable"),
        (ProductEdit(category_id="a\0"), "text_unusable"),
        (ProductEdit(name="x" * 101), "text_too_long"),
        (ProductEdit(meta_title="x" * 61), "text_too_long"),
        (ProductEdit(meta_description="x" * 161), "text_too_long"),
        (ProductEdit(description="x" * 20_001), "text_too_long"),
        (ProductEdit(tags=("x" * 31,)), "text_too_long"),
        (ProductEdit(tags=tuple("abcdefghijk")), "too_many_entries"),
        (ProductEdit(name=" \n\u200b "), "name_missing"),
        (ProductEdit(name=""), "name_missing"),
        (ProductEdit(min_age_months=-1), "age_wrong"),
        (ProductEdit(max_age_months=217), "age_wrong"),
        (ProductEdit(price=Decimal(0)), "price_not_positive"),
        (ProductEdit(price=Decimal(-1)), "price_not_positive"),
        (ProductEdit(price=Decimal("NaN")), "price_not_positive"),
        (ProductEdit(price=Decimal("Infinity")), "price_not_positive"),
        (ProductEdit(price=Decimal("9.999")), "price_too_fine"),
        (ProductEdit(price=Decimal(10**8)), "amount_too_large"),
        (ProductEdit(price=Decimal("1e400")), "amount_too_large"),
        (ProductEdit(variant_prices={"v1": Decimal("0.001")}), "price_too_fine"),
    ],
)
def test_what_the_shop_cannot_keep_is_refused_with_its_reason(edit, reason):
    with pytest.raises(Refused) as caught:
        cleaned(edit, SHOWN)
    assert caught.value.reason == reason


def test_texts_are_tidied_and_lists_say_each_thing_once():
    found = cleaned(
        ProductEdit(
            name="  Soft\nRomper\u202e ", description=" a\r\nb\rc\n", tags=(" A ", "b", "B", ""),
            care_instructions="Wash\n\ncold", price=Decimal("31.5"),
        ),
        SHOWN,
    )  # fmt: skip
    assert found.name == "Soft Romper"
    assert found.description == "a\nb\nc"
    assert found.tags == ("A", "b")
    assert found.care_instructions == "Wash\n\ncold"
    assert str(found.price) == "31.50"


def test_what_is_as_it_was_shown_is_no_change():
    found = cleaned(
        ProductEdit(name=" Romper ", description="Soft.", tags=("a",), for_sale=False), SHOWN
    )
    assert found == ProductEdit()
    assert found.for_sale is KEPT


def test_a_long_text_of_old_stays_where_it_is_not_touched():
    long = "x" * 30_000
    seen = ProductShown(**{**{n: getattr(SHOWN, n) for n in SHOWN.__slots__}, "description": long})
    assert cleaned(ProductEdit(description=long, name="New"), seen) == ProductEdit(name="New")


def test_an_age_of_none_takes_it_away():
    assert cleaned(ProductEdit(min_age_months=0), SHOWN).min_age_months == 0
    assert cleaned(ProductEdit(min_age_months=None), SHOWN) == ProductEdit()


@pytest.mark.parametrize(("typed", "kept"), [("", ""), ("ok", ""), (" clear\nout ", "clear out")])
def test_a_reason_says_something_or_is_none(typed, kept):
    assert checked_reason(typed) == kept


@pytest.mark.parametrize(
    ("typed", "why"), [("a\0bc", "text_unusable"), ("x" * 501, "text_too_long")]
)
def test_a_reason_that_cannot_be_kept_is_refused(typed, why):
    with pytest.raises(Refused) as caught:
        checked_reason(typed)
    assert caught.value.reason == why
