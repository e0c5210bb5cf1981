"""A description is typed as text and kept as safe markup; nothing of it is lost on the way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from babydrop_desktop.domain import rich_text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>Soft &amp; warm</p>", "Soft & warm"),
        ("<p>One<br>two</p><p>Three</p>", "One\ntwo\n\nThree"),
        ("<p>Facts</p><ul><li>Cotton: 95 %</li><li>Wash at 30</li></ul>",
         "Facts\n\n• Cotton: 95 %\n• Wash at 30"),
        ("<h3>Care</h3><p>Cold wash</p>", "# Care\n\nCold wash"),
        ("<script>x()</script><p>Hat</p>", "Hat"),
        ("Soft cotton.\nTwo lines", "Soft cotton.\nTwo lines"),
        ("5 < 6 & 7", "5 < 6 & 7"),
        ("<div><b>Bold</b> and <i>thin</i></div>", "Bold and thin"),
        ("", ""),
    ],
)  # fmt: skip
def test_markup_is_shown_as_the_words_that_it_says(markup, text):
    assert rich_text.to_text(markup) == text


def test_what_our_imports_write_comes_back_as_it_was():
    markup = "<p>One<br>two</p><h3>Facts</h3><ul><li>A &lt; B</li><li>C &amp; D</li></ul>"
    assert not rich_text.loses(markup)
    assert rich_text.to_markup(rich_text.to_text(markup)) == markup


@pytest.mark.parametrize("markup", ["<p><b>x</b></p>", '<p style="a">x</p>', "<img src=x>",
                                    "<table><tr><td>x</td></tr></table>"])  # fmt: skip
def test_what_typing_would_take_out_is_known_before(markup):
    assert rich_text.loses(markup)


def test_plain_words_stay_plain_words():
    assert rich_text.like("Softer cotton.", "Soft cotton.") == "Softer cotton."
    assert rich_text.like("a <b>", "Soft cotton.") == "<p>a &lt;b&gt;</p>"
    assert rich_text.like("New", "") == "<p>New</p>"


@given(st.text(max_size=200))
def test_no_text_becomes_a_tag_and_writing_it_again_changes_nothing(text):
    markup = rich_text.to_markup(text)
    assert rich_text._read(markup).names <= rich_text.PLAIN
    again = rich_text.to_text(markup)
    assert rich_text.to_text(rich_text.to_markup(again)) == again
