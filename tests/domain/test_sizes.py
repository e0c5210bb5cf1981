"""Every seller writes sizes in another way; the shop has one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from babydrop_desktop.domain.sizes import normalise_size
from babydrop_desktop.domain.wording import plain


@pytest.mark.parametrize(
    ("written", "size"),
    [
        ("newborn", "Newborn"), ("NB", "Newborn"), ("New Born", "Newborn"), ("nb", "Newborn"),
        ("0-3 months", "0-3M"), ("0-3M", "0-3M"), ("0~3M", "0-3M"), ("0–3 Months", "0-3M"),
        ("0 - 3 mths", "0-3M"), ("0 to 3 months", "0-3M"), ("3m-6m", "3-6M"),
        ("3 months - 6 months", "3-6M"), ("03-06M", "3-6M"), ("18-24 mos", "18-24M"),
        ("0-3M (59)", "0-3M"), ("59 (0-3M)", "0-3M"), ("66cm (3-6 months)", "3-6M"),
        ("66(3-6M)", "3-6M"), ("6-9M/73cm", "6-9M"), ("0-3 Month", "0-3M"),
        ("12M", "12M"), ("12 months", "12M"), ("24MONTHS", "24M"), ("9 mo", "9M"),
        ("2-3 Years", "2-3Y"), ("2-3T", "2-3T"), ("3T", "3T"), ("03t", "3T"),
        ("5 years old", "5Y"), ("10Y", "10Y"), ("2y-3y", "2-3Y"), ("110cm 5 years", "5Y"),
        ("XXS", "XXS"), ("xs", "XS"), ("S", "S"), ("m", "M"), ("L", "L"), ("X-Large", "XL"),
        ("2xl", "XXL"), ("2XL", "XXL"), ("xxl", "XXL"), ("3XL", "XXXL"), ("xxxl", "XXXL"),
        ("4XL", "4XL"), ("10xl", "10XL"), ("Size M", "M"), ("S (3-6 months)", "3-6M"),
        ("66", "66"), ("80 cm", "80 cm"), ("80CM", "80 cm"), ("EU 21", "EU 21"),
        ("One Size", "One Size"), ("free size", "One Size"), ("ONESIZE", "One Size"),
        ("", "One Size"), ("  ", "One Size"), ("\u200b", "One Size"),
        ("1.5Y", "1.5Y"), ("0.5 year", "0.5 year"), ("120 months", "120 months"),
        ("5 monkeys", "5 monkeys"), ("Medium", "M"), ("Yellow", "Yellow"),
        ("Small (S)", "S"), ("3 Mommy", "3 Mommy"), ("100-110cm", "100-110cm"),
    ],
)  # fmt: skip
def test_a_size_is_said_in_the_shops_way(written, size):
    assert normalise_size(written) == size


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_gives_one_plain_word_and_the_same_again(text):
    size = normalise_size(text)
    assert size
    assert size == plain(size)
    assert normalise_size(size) == size
