"""Every seller writes sizes in another way; the shop has one."""

import re

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
        ("6M-2Y", "6M-2Y"), ("6 months - 2 years", "6M-2Y"), ("18M-2T", "18M-2T"),
        ("1Y-18M", "1Y-18M"), ("NB-3M", "Newborn-3M"), ("newborn to 3 months", "Newborn-3M"),
        ("12M/18M", "12-18M"), ("3 6M", "3 6M"), ("90(12M-2T)", "12M-2T"), ("2T-3T", "2-3T"),
        ("90cm 12M-2T", "12M-2T"), ("6M-66cm", "6M"), ("3/6 mo.", "3-6M"), ("Age 3-6M", "3-6M"),
        ("3M (6M)", "3M (6M)"), ("6 (3M)", "6 (3M)"), ("NB (3M)", "NB (3M)"), ("M (L)", "M (L)"),
        ("12M (EU 80-86)", "12M"), ("EU 21 (12M)", "EU 21 (12M)"), ("1Y 18M", "1Y 18M"),
        ("6M-3M", "6M-3M"), ("18-2T", "18-2T"), ("3M+", "3M+"), ("up to 3M", "up to 3M"),
        ("6-2Y", "6-2Y"), ("3-6-9M", "3-6-9M"), ("12 18 24M", "12 18 24M"), ("NB 3M", "NB 3M"),
        ("3M, 6M", "3M, 6M"), ("12-66cm 3M", "12-66cm 3M"), ("2 pcs 3M", "2 pcs 3M"),
        ("XL (3M)", "3M"), ("（59）3M", "（59）3M"), ("3M（59）", "3M"), ("M (66)", "M"),
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


NUMBERS = st.integers(0, 40).map(str)
UNITS = st.sampled_from(["M", "m", " months", "Y", " years", "T", "mo", ""])
JOINTS = st.sampled_from(["-", " - ", "~", "/", " ", ",", " to ", "+", " (", ") ", "&", ""])
AGES = st.one_of(st.tuples(NUMBERS, UNITS).map("".join), st.sampled_from(["NB", "Newborn"]))
ONE_AGE = re.compile(r"\d+[MYT]|Newborn")


@given(st.lists(st.tuples(AGES, JOINTS), min_size=2, max_size=4))
def test_several_ages_never_become_one(parts):
    written = "".join(age + joint for age, joint in parts)
    ages = re.findall(r"\d+|nb|newborn", written.lower())
    word = normalise_size(written)
    if len(ages) > 1 and word != plain(written):
        said = re.findall(r"\d+|newborn", word.lower())
        assert ONE_AGE.fullmatch(word) is None or len(set(ages)) == 1, word
        assert len(said) == len(ages) or len(set(ages)) == 1


@given(st.integers(0, 30), st.sampled_from("MYT"), st.integers(1, 30), st.sampled_from("MYT"))
def test_a_span_keeps_both_ends_or_the_sellers_words(low, low_unit, high, high_unit):
    written = f"{low}{low_unit}-{high}{high_unit}"
    short = f"{low}-{high}{high_unit}" if low_unit == high_unit else written
    assert normalise_size(written) in {written, short}


def test_a_text_made_to_be_slow_stays_as_it_is():
    for text in ("-" * 200_000, "(" * 200_000, "3" * 200_000, "1M-" * 50_000):
        assert normalise_size(text) == text
