"""What the owner chooses for an import: words, pictures, texts, and what an edit changed."""

from dataclasses import replace

import pytest

from babydrop_desktop.domain.choosing import NAMES, choices_of, edit_of, stands, turned_back
from babydrop_desktop.domain.draft import DraftRules
from babydrop_desktop.domain.drafting import draft
from babydrop_desktop.domain.jobs import Choices, JobId, OptionPicture, OptionWord
from babydrop_desktop.domain.wording import DEFAULT_PHRASES, Phrases, clean_title, replaced
from babydrop_desktop.services import codec
from tests.ui.importing.fake_goods import product

JOB = JobId("job")


def made(**choices):
    return draft(product(), category=None, choices=Choices(**choices), rules=DraftRules())


def test_a_renamed_value_is_the_shops_word_in_every_variant_with_it():
    found = made(words=(OptionWord("14", "0", " Honey "), OptionWord("5", "1", "0-3M")))
    assert [one.name for one in found.variants[:3]] == [
        "Honey / 52cm",
        "Honey / 0-3M",
        "Honey / 66cm",
    ] or ([one.color for one in found.variants[:3]] == ["Honey"] * 3)
    assert found.variants[1].size == "0-3M"
    assert found.variants[0].labels[0] == ("Color", "Yellow")  # the supplier's stay theirs
    assert "honey" in found.tags


def test_a_renamed_option_is_what_its_new_name_says():
    goods = product()
    axes = (replace(goods.axes[0], id="999", name="Style"), goods.axes[1])
    rows = tuple(
        replace(row, choice=(("999", row.choice[0][1]), row.choice[1])) for row in goods.skus
    )
    goods = replace(goods, axes=axes, skus=rows)
    plain = draft(goods, category=None, choices=Choices(), rules=DraftRules())
    assert plain.variants[0].color is None
    words = (OptionWord("999", "", "Colour"),)
    named = draft(goods, category=None, choices=Choices(words=words), rules=DraftRules())
    assert named.variants[0].color == "Yellow"


@pytest.mark.parametrize("word", ["", "  ", "\u202e"])
def test_an_empty_word_leaves_the_suppliers(word):
    assert made(words=(OptionWord("14", "0", word),)).variants[0].color == "Yellow"


def test_an_option_has_the_picture_that_the_owner_gave_it_and_the_suppliers_stays_beside_it():
    goods = product()
    own, theirs = goods.pictures[3], goods.axes[0].values[0].picture
    found = made(option_pictures=(OptionPicture("14", "0", own),))
    assert (found.variants[0].picture, found.variants[0].supplier_picture) == (own, theirs)
    assert found.variants[3].picture == goods.axes[0].values[1].picture
    assert made(option_pictures=(OptionPicture("14", "0", ""),)).variants[0].picture is None
    strange = made(option_pictures=(OptionPicture("14", "0", "https://evil.example/a.jpg"),))
    assert strange.variants[0].picture == theirs


def test_the_owners_description_becomes_safe_markup():
    found = made(description="Soft & warm\n\n• Cotton <script>alert(1)</script>")
    assert found.description == (
        "<p>Soft &amp; warm</p><ul><li>Cotton &lt;script&gt;alert(1)&lt;/script&gt;</li></ul>"
    )
    assert made(description="").description == ""
    assert made().description is None


def test_choices_of_a_draft_give_the_same_draft_again():
    chosen = Choices(
        title="Bear",
        words=(OptionWord("14", "0", "Honey"),),
        description="Soft",
        option_pictures=(OptionPicture("14", "0", product().pictures[1]),),
    )
    first = draft(product(), category=None, choices=chosen, rules=DraftRules())
    again = draft(product(), category=None, choices=choices_of(first), rules=DraftRules())
    assert replace(again, choices=first.choices) == first


def test_choices_of_older_programs_are_still_read():
    old = {"category_id": "c", "title": "T", "pictures": None, "sku_ids": None, "for_sale": True}
    assert codec.choices_of(old) == Choices(category_id="c", title="T", for_sale=True)
    whole = Choices(words=(OptionWord("14", "0", "Honey"),), description="", title="x")
    assert codec.choices_of(codec.choices_json(whole)) == whole


def test_an_edit_is_turned_back_and_forth_and_touches_nothing_else():
    before, after = Choices(title="A", category_id="c"), Choices(title="B", category_id="c")
    edit = edit_of(JOB, before, after)
    assert edit.fields == {"title"}
    later = replace(after, category_id="other")
    assert stands(edit, later)
    assert turned_back(edit, later) == replace(later, title="A")
    assert turned_back(edit, replace(later, title="A"), redo=True) == later
    assert not stands(edit, replace(later, title="C"))
    assert "words" in NAMES


@pytest.mark.parametrize(
    ("title", "find", "by", "whole", "wanted"),
    [
        ("Baby Romper baby", "baby", "Kids", True, "Kids Romper Kids"),
        ("Babyromper", "baby", "Kids", True, "Babyromper"),
        ("Babyromper", "baby", "Kids ", False, "Kids romper"),
        ("Romper (2024)", "(2024)", "", False, "Romper"),
        ("Romper a.b", "a.b", r"\1", False, r"Romper \1"),
        ("Romper", "", "x", False, "Romper"),
        ("Größe M", "grösse", "Size", False, "Größe M"),
    ],
)
def test_words_of_titles_are_replaced_as_plain_text(title, find, by, whole, wanted):
    assert replaced(title, find, by, whole_words=whole) == wanted


def test_the_owners_phrases_are_taken_out_of_titles():
    own = Phrases(["for boys and girls", "Zara", " "])
    cleaned = clean_title("Zara Bear Romper for-boys and girls free shipping", own)
    assert cleaned.title == "Bear Romper free shipping"
    assert set(cleaned.removed) == {"zara", "for-boys and girls"}
    assert clean_title("Bear free shipping").title == "Bear"
    assert "free shipping" in DEFAULT_PHRASES.phrases
    nothing = Phrases([])
    assert clean_title("Bear free shipping", nothing).title == "Bear free shipping"
