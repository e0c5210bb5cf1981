"""Supplier descriptions become short, safe paragraphs."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from babydrop_desktop.gateways.aliexpress.description import (
    MOST_CHARACTERS_OUT,
    clean_description,
)
from babydrop_desktop.gateways.aliexpress.read import read_page
from tests.pages import build
from tests.pages.shared import shared

ONLY_SAFE = re.compile(r"(?:</?(?:p|ul|li|br|strong|em|h3)>|[^<>])*")


def test_nested_divs_become_paragraphs_without_style_or_emptiness():
    text = (
        '<div class="detailmodule_html"><div class="detail-desc-decorate-richtext"><p><br></p>'
        '<p style="color:red"><span style="font-size:18px"><strong>Material: </strong></span>'
        "<span>cotton&nbsp;&amp;  linen</span></p><div><br></div><p>&nbsp;</p>"
        "<div>Washes <i>well</i></div></div></div>"
    )
    assert clean_description(text) == (
        "<p><strong>Material: </strong>cotton &amp; linen</p><p>Washes <em>well</em></p>"
    )


def test_headings_lists_and_line_breaks_are_kept():
    text = "<h1>Size</h1><ol><li>3M</li><li><div>6M</div></li></ol>one<br>two<br><br>three"
    assert clean_description(text) == (
        "<h3>Size</h3><ul><li>3M</li><li>6M</li></ul><p>one<br>two<br>three</p>"
    )


def test_rows_of_a_size_table_become_lines():
    text = "<table><tr><th>Size</th><th>Chest</th></tr><tr><td>80</td><td>52 cm</td></tr></table>"
    assert clean_description(text) == "<p>Size · Chest</p><p>80 · 52 cm</p>"


@pytest.mark.parametrize(
    "bad",
    [
        "<script>window.adminAccountId=1</script>",
        "<style>p{}</style>",
        '<iframe src="https://evil.example"></iframe>',
        '<img src="https://ae01.alicdn.com/x.jpg" onerror="alert(1)">',
        '<a href="https://www.aliexpress.com/item/1.html">Our other romper</a>',
        '<kse:widget data-widget-type="customText" id="1" title="x"></kse:widget>',
        '<svg onload="alert(1)"><text>x</text></svg>',
        "<!-- hidden -->",
        '<form><input value="x"><button>Send</button></form>',
        "<noscript><p>x</p></noscript>",
    ],
)
def test_everything_that_acts_shows_or_leads_away_is_gone(bad):
    assert clean_description(f"<p>soft</p>{bad}<p>warm</p>") == "<p>soft</p><p>warm</p>"


@pytest.mark.parametrize(
    "line",
    [
        "Write to otter@shop.example any time",
        "mail: otter (at) shop.com",
        "WhatsApp +86 138 0000 0000",
        "What's app 13800000000",
        "WeChat: littleotter",
        "weixin littleotter",
        "微信 littleotter",
        "Tel: 0086-755-1234567",
        "Call us +49 (0)30 1234567",
        "13800000000",
        "Skype littleotter",
        "Telegram @otter",
        "see www.littleotter.example",
        "littleotter.com has more",
        "https://littleotter.example",
        "Please contact us before you buy",
        "<b>Whats</b><i>App</i> me",
    ],
)
def test_lines_of_contact_data_are_gone(line):
    assert clean_description(f"<p>soft</p><p>{line}</p><p>warm</p>") == "<p>soft</p><p>warm</p>"


@pytest.mark.parametrize(
    "line",
    [
        "Density: 180% 200% 250% 300%",
        "Fits 60-66 cm, 3-6 months, 100% cotton",
        "1. Soft 2. Warm 3. Washable at 30°",
        "Model number 20240117",
        "Length 52.5cm (20.7 inch), chest 48.0cm",
        "Recall the first smile",
    ],
)
def test_measures_are_no_phone_numbers(line):
    assert clean_description(f"<p>{line}</p>") == f"<p>{line}</p>"


def test_text_that_looks_like_markup_stays_text():
    assert clean_description("<p>&lt;script&gt;alert(1)&lt;/script&gt; 3 &lt; 4</p>") == (
        "<p>&lt;script&gt;alert(1)&lt;/script&gt; 3 &lt; 4</p>"
    )


def test_the_same_paragraph_twice_in_a_row_is_kept_once():
    assert clean_description("<p>soft</p><p>soft</p><p>warm</p>") == "<p>soft</p><p>warm</p>"


@pytest.mark.parametrize("text", ["", "   ", "<p></p>", "<img>", "<p>···</p>", "<br>" * 50])
def test_nothing_stays_nothing(text):
    assert clean_description(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "<div>" * 20000 + "x",
        "<b>" * 30000 + "x",
        "<p>soft romper</p>" * 6000,
        "<" * 100000,
        "<p>word " * 12000,
        "x." * 50000,
        "<p>a@" * 20000,
        "&" * 100000,
        "1 " * 50000,
    ],
    ids=lambda text: text[:8],
)
def test_what_comes_out_is_bounded_whatever_goes_in(text):
    assert len(clean_description(text)) <= MOST_CHARACTERS_OUT


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(["<p>", "</p>", "<li>", "<ul>", "</ul>", "<br>", "<b>", "</b>", "<i>"])
        | st.sampled_from(["</i>", "<td>", "</td>", "<tr>", "<div", ">", '"', "<!--", "<a href=x>"])
        | st.text(max_size=8)
    )
)
def test_any_markup_becomes_safe_markup(pieces):
    text = "".join(pieces)
    cleaned = clean_description(text)
    assert ONLY_SAFE.fullmatch(cleaned), cleaned
    assert clean_description(cleaned) == clean_description(cleaned)
    assert "\x00" not in cleaned


def test_a_real_description_becomes_paragraphs():
    folder = shared("aliexpress", "samples", "description_html")
    for page in folder.glob("*.html"):
        cleaned = clean_description(page.read_text("utf-8"))
        assert ONLY_SAFE.fullmatch(cleaned)
        assert cleaned.count("<p>") > 3
        assert "<p></p>" not in cleaned


def test_the_description_of_a_page_saved_whole_is_read_from_the_page():
    inside = "<p>Soft dotted cotton.</p><script>x()</script>"
    text = f'<div id="product-description">{inside}</div><p>Other</p></body>'
    saved = build.page(build.a2_data()).replace(b"</body>", text.encode())
    product = read_page(saved).product
    assert product is not None
    assert clean_description(product.description_html) == "<p>Soft dotted cotton.</p>"


def test_a_page_without_its_description_has_none():
    product = read_page(build.page(build.a2_data())).product
    assert product is not None
    assert product.description_html is None
