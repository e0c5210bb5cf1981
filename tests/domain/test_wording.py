"""A seller's loud title becomes the shop's own words, within the storefront's lengths."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from babydrop_desktop.domain.wording import (
    MARKETING,
    clean_title,
    cut,
    plain,
    same_line,
    seo_description,
    seo_title,
    slug,
    tags,
)

ANY = st.text(st.characters(exclude_categories=()), max_size=200)
LOUD = st.lists(
    st.sampled_from([*MARKETING, "baby", "romper", "cotton", "2022", "new", "!", "(", ")", "-"]),
    max_size=25,
).map(" ".join)


@pytest.mark.parametrize(
    ("given_title", "title"),
    [
        ("Free Shipping Baby Romper", "Baby Romper"),
        ("HOT SALE!! Baby Romper 100% New", "Baby Romper"),
        ("Wholesale Baby Romper [Free Shipping]", "Baby Romper"),
        ("2022 Kids Sunglasses", "Kids Sunglasses"),
        ("New 2023 Baby Romper", "Baby Romper"),
        ("Baby Romper, Best-Selling, Cotton", "Baby Romper, Cotton"),
        ("Hot-Sale Baby Romper Free-Shipping", "Baby Romper"),
        ("Hot Free Shipping Sale Baby Romper", "Baby Romper"),
        ("Photo Salesman Costume", "Photo Salesman Costume"),
        ("Photo Shot Sale of Romper", "Photo Shot Sale of Romper"),
        ("Baby\u200b Rom\u202eper\x00 \ud800 Set", "Baby Romper Set"),
        ("Baby\t\n  Romper", "Baby Romper"),
        ("Детский комбинезон", "Детский комбинезон"),
        ("Family 👨\u200d👩\u200d👧 Set", "Family 👨\u200d👩\u200d👧 Set"),
    ],
)
def test_a_title_loses_what_only_sells(given_title, title):
    assert clean_title(given_title).title == title


def test_a_title_of_nothing_but_noise_keeps_its_words():
    found = clean_title("Free Shipping Hot Sale")
    assert (found.title, found.removed) == ("Free Shipping Hot Sale", ())


def test_the_removed_words_are_told_once_each():
    assert clean_title("Hot Sale romper HOT SALE wholesale").removed == ("hot sale", "wholesale")


def test_a_long_title_ends_at_a_words_end():
    found = clean_title("Romper " * 40).title
    assert len(found) == 97
    assert found == ("Romper " * 14).strip()


def test_a_title_without_blanks_is_cut_at_a_hundred():
    assert clean_title("x" * 300).title == "x" * 100


@given(ANY)
def test_no_text_of_any_kind_makes_a_title_that_breaks_a_rule(text):
    title = clean_title(text).title
    assert len(title) <= 100
    assert title == title.strip()
    assert title == plain(title)
    title.encode("utf-8")


@given(ANY)
def test_plain_text_holds_nothing_hidden(text):
    found = plain(text)
    kinds = {unicodedata.category(ch) for ch in found if ch not in "\u200c\u200d"}
    assert not kinds & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    assert "  " not in found
    assert plain(found) == found


@given(LOUD)
def test_cleaning_twice_is_cleaning_once(text):
    once = clean_title(text)
    if once.removed:
        assert clean_title(once.title).title == once.title


@given(ANY, st.integers(1, 200))
def test_a_cut_text_is_never_longer_and_a_beginning_of_the_whole(text, length):
    found = cut(text, length)
    assert len(found) <= length
    assert text.startswith(found)


@given(ANY, st.from_regex(r"[1-9][0-9]{7,15}", fullmatch=True))
def test_a_slug_is_plain_ascii_and_ends_with_the_items_digits(name, item):
    found = slug(name, item)
    assert found.endswith(f"-{item[-6:]}")
    assert all(ch.isascii() and (ch.isalnum() or ch == "-") for ch in found)
    assert found == found.lower()
    assert "--" not in found
    assert not found.startswith("-")
    assert len(found) <= 90


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Überwurf „Bär“", "uberwurf-bar-123456"),
        ("Детский", "product-123456"),
        ("Baby's Set", "baby-s-set-123456"),
    ],
)
def test_a_slug_reads_like_its_name(name, expected):
    assert slug(name, "1005001234123456") == expected


@given(ANY, ANY, st.lists(ANY, max_size=30))
def test_there_are_at_most_ten_tags_each_once(title, category, colours):
    found = tags(title, category, colours)
    assert len(found) <= 10
    assert len(set(found)) == len(found)
    assert all(tag and len(tag) <= 30 and tag == plain(tag) for tag in found)


def test_the_category_and_the_colours_come_before_words_of_the_title():
    assert tags("Cotton Romper for Baby", "Sleepwear", ["Sage"]) == (
        *("sleepwear", "sage", "cotton", "romper", "baby"),
    )


@given(ANY.map(plain), ANY.map(plain), st.lists(ANY.map(plain)), st.lists(ANY.map(plain)))
def test_search_texts_keep_their_lengths(title, category, sizes, colours):
    assert len(seo_title(title, "Baby Petite")) <= 60
    assert len(seo_description(title, category, sizes, colours)) <= 160


def test_a_search_title_names_the_shop_where_it_fits():
    assert seo_title("Cotton Romper", "Baby Petite") == "Cotton Romper | Baby Petite"
    assert seo_title("Cotton Romper", "") == "Cotton Romper"
    assert "Baby Petite" not in seo_title("Cotton Romper " * 4, "Baby Petite")


def test_a_search_text_lists_what_there_is_and_promises_nothing():
    assert seo_description("Cotton Romper", "Sleepwear", ["0-3M", "0-3M", "3-6M"], ["Sage"]) == (
        "Cotton Romper. Sleepwear. Sizes: 0-3M, 3-6M. Colours: Sage."
    )
    assert seo_description("Hat", "", ["One Size"], []) == "Hat."


def test_lines_that_say_the_same_are_known_by_their_words():
    assert same_line("Care · Hand wash.") == same_line(" care:  HAND wash")
    assert same_line("Care: Hand wash") != same_line("Care: Machine wash")
    assert same_line(" · !") == ""
