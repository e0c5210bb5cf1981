"""No two variants share an article number, whatever their options are called."""

from hypothesis import given
from hypothesis import strategies as st

from babydrop_desktop.domain.skus import long_product_sku, product_sku, variant_skus

WORDS = st.text(max_size=12) | st.sampled_from(
    ["Red", "Red ", "red", "Ред", "红色", "红", "S", "M", "0-3M", "03M", "", "-", "🍓", "R-ed"]
)


def test_a_products_number_is_the_items_last_six_digits():
    assert product_sku("1005006722922099") == "KP-922099"
    assert long_product_sku("1005006722922099") == "KP-1005006722922099"


def test_the_predecessors_collision_is_impossible():
    # It took two letters of the attributes: "Red / S" and "Red / M" were both RE.
    assert variant_skus("KP-1", [("Red", "S"), ("Red", "M")]) == ("KP-1-RED-S", "KP-1-RED-M")


def test_numbers_can_be_read():
    assert variant_skus("KP-1", [("Sage Green", "0-3M"), ("Honey", "2-3Y")]) == (
        *("KP-1-SAGGRE-03M", "KP-1-HON-23Y"),
    )


def test_a_single_variant_has_the_products_number():
    assert variant_skus("KP-1", [()]) == ("KP-1",)


def test_names_without_a_latin_letter_are_told_apart():
    made = variant_skus("KP-1", [("红色",), ("蓝色",), ("зелёный",), ("🍓",)])
    assert len(set(made)) == 4
    assert all(sku.isascii() for sku in made)


@given(st.lists(st.tuples(WORDS, WORDS) | st.tuples(WORDS) | st.just(()), max_size=30))
def test_all_numbers_differ_for_any_options(options):
    made = variant_skus("KP-000017", options)
    assert len(made) == len(options)
    assert len({sku.upper() for sku in made}) == len(options)
    assert all(sku == "KP-000017" or sku.startswith("KP-000017-") for sku in made)
    assert all(ch.isascii() and (ch.isalnum() or ch == "-") for sku in made for ch in sku)


@given(st.lists(st.tuples(WORDS, WORDS), max_size=10))
def test_the_same_options_give_the_same_numbers_again(options):
    assert variant_skus("KP-1", options) == variant_skus("KP-1", options)
