"""Hostile pages and random bytes: no error, no hang, no product that is not whole."""

import json
import unicodedata
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from babydrop_desktop.domain import outcomes
from babydrop_desktop.domain.files import LARGEST_PAGE
from babydrop_desktop.domain.supplier_product import Outcome
from babydrop_desktop.gateways.aliexpress import strict_json
from babydrop_desktop.gateways.aliexpress.read import read_page
from tests.pages import build
from tests.pages.shared import shared

A2_PAGE = build.page(build.a2_data())
B_PAGE = build.page(build.b_data())
LITERAL = b"window.runParams = {data: " + build.as_literal(build.b_data()).encode() + b"};"


def is_whole(reading):
    if reading.outcome is not Outcome.PRODUCT:
        return reading.product is None
    product = reading.product
    prices = [m for sku in product.skus for m in (sku.price, sku.list_price) if m]
    return (
        bool(product.title)
        and bool(product.skus)
        and len(product.currency) == 3
        and all(m.currency == product.currency and m.amount > 0 for m in prices)
        and all(sku.price for sku in product.skus if sku.salable)
        and all(sku.sku_id for sku in product.skus)
        and all(picture.startswith("https://") for picture in product.pictures)
    )


@settings(deadline=None)
@given(st.binary(max_size=400))
@example(b"")
@example(b"\x00")
@example(b"\xff\xfe")
@example(b"window.runParams = {")
@example(b'{"data":')
def test_random_bytes_are_never_a_product(content):
    reading = read_page(content)
    assert reading.product is None
    assert reading.outcome in {Outcome.UNREADABLE, Outcome.NOT_A_PRODUCT}


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([A2_PAGE, B_PAGE, LITERAL]), st.integers(0, 20_000), st.booleans())
def test_a_page_cut_anywhere_is_whole_or_no_product(content, place, keep_end):
    place %= len(content)
    assert is_whole(read_page(content[place:] if keep_end else content[:place]))


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from([A2_PAGE, B_PAGE, LITERAL]),
    st.lists(
        st.tuples(
            st.integers(0, 20_000),
            st.integers(0, 3),
            st.sampled_from(
                [
                    b'"',
                    b"{",
                    b"}",
                    b"[",
                    b"]",
                    b"'",
                    b"\\",
                    b"/*",
                    b"`",
                    b"null",
                    b"NaN",
                    b"-1",
                    b"",
                    b"1e999",
                    b"0",
                    b"\x00",
                    b"\xff",
                    b"};",
                    b"</script>",
                    b"&#0;",
                    b"true",
                ]
            ),
        ),
        min_size=1,
        max_size=8,
    ),
)
def test_a_page_changed_anywhere_is_whole_or_no_product(content, changes):
    for place, removed, put in changes:
        at = place % len(content)
        content = content[:at] + put + content[at + removed :]
    assert is_whole(read_page(content))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_any_part_of_a_page_may_be_of_another_kind(data):
    whole = data.draw(st.sampled_from([build.a2_data, build.b_data]))()
    part, key = whole, data.draw(st.sampled_from(sorted(whole)))
    while isinstance(part[key], dict | list) and part[key] and data.draw(st.booleans()):
        part = part[key]
        keys = sorted(part) if isinstance(part, dict) else range(len(part))
        key = data.draw(st.sampled_from(list(keys)))
    part[key] = data.draw(json_values)
    reading = read_page(build.script(whole).encode())
    assert is_whole(reading)
    assert "could not be read" not in reading.note


def test_the_hostile_pages_are_no_products():
    folder = shared("hostile", "generated")
    pages = [*folder.glob("page_*"), *folder.glob("json_*"), *folder.glob("*.svg")]
    assert len(pages) > 8
    for page in pages:
        reading = read_page(page.read_bytes())
        assert reading.product is None, page.name
        assert "could not be read" not in reading.note, page.name


@pytest.mark.parametrize("make", [build.a2_data, build.b_data])
def test_a_page_of_more_rows_than_any_shop_sells_is_refused_with_its_number(make):
    data = make()
    module = data.get("skuModule") or data["priceComponent"]
    rows = module["skuPriceList"]
    module["skuPriceList"] = [{**rows[0], "skuId": n, "skuIdStr": str(n)} for n in range(1, 1002)]
    reading = read_page(build.script(data).encode())
    assert (reading.outcome, reading.missing) == (Outcome.UNREADABLE, ())
    note = "It lists 1,001 variants; 1,000 are the most that can be imported."
    assert reading.note == note
    assert outcomes.sentence(reading) == f"This page cannot be imported. {note}"
    module["skuPriceList"].pop()
    assert read_page(build.script(data).encode()).note == ""


@pytest.mark.parametrize(
    ("total", "note"),
    [
        (2_000, ""),
        (2_001, "It lists 2,001 values of its options; 2,000 are the most that can be imported."),
    ],
)
def test_more_option_values_than_any_shop_has_are_refused(total, note):
    before = sum(len(axis.values) for axis in read_page(A2_PAGE).product.axes)
    values = [build.value(1 + number, f"Print {number}", "x") for number in range(total - before)]
    data = build.a2_data()
    data["skuModule"]["productSKUPropertyList"].append(build.axis(77, "Print", *values))
    assert read_page(build.script(data).encode()).note == note


def test_more_pictures_than_any_shop_shows_are_refused():
    data = build.a2_data()
    addresses = [f"https://ae01.alicdn.com/kf/S{number}.jpg" for number in range(501)]
    data["imageModule"]["imagePathList"] = addresses
    note = "It lists 501 pictures; 500 are the most that can be imported."
    assert read_page(build.script(data).encode()).note == note


def test_names_without_end_are_cut_and_stay_apart():
    data = build.a2_data()
    data["titleModule"]["subject"] = "Romper " * 100_000
    values = [build.value(number, "x" * 100_000 + str(number), "x") for number in (7, 8)]
    data["skuModule"]["productSKUPropertyList"].append(build.axis(77, "Print " * 900, *values))
    product = read_page(build.script(data).encode()).product
    names = [value.name for value in product.axis("77").values]
    assert len(set(names)) == 2
    assert all(len(text) < 300 for text in (*names, product.axis("77").name))
    assert len(product.title) == 1_000


def test_the_json_test_suite_is_never_a_product_and_never_an_error():
    for case in shared("hostile", "json-nst").glob("*.json"):
        reading = read_page(case.read_bytes())
        assert reading.product is None
        assert "could not be read" not in reading.note, case.name


def test_naughty_strings_survive_as_plain_titles():
    strings = json.loads(shared("hostile", "blns", "blns.json").read_text("utf-8"))
    for text in strings:
        data = build.a2_data()
        data["titleModule"]["subject"] = text
        reading = read_page(build.script(data).encode())
        assert is_whole(reading)
        title = reading.product.title if reading.product else ""
        assert title == " ".join(title.split())
        assert not any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in title)


@pytest.mark.parametrize(
    "content",
    [
        b"window.runParams = {" * 50_000,
        b"{data:{" * 100_000,
        b'window.runParams={data:{a:"' + b'\\"' * 500_000,
        b"<meta '" * 200_000,
        b'application/ld+json">' * 50_000,
        b"_d_c_.DCData =" * 100_000,
        b"runParams" + b" " * 1_000_000,
        b"x(" * 500_000,
        b"<pre " * 200_000,
        b"/*" * 500_000,
        b'"' * 1_000_000,
    ],
    ids=lambda content: content[:20].decode(),
)
def test_pages_made_to_be_slow_are_read_to_the_end(content):
    assert read_page(content).product is None


def test_a_page_over_eight_megabytes_is_not_read():
    reading = read_page(b"{" * (LARGEST_PAGE + 1))
    assert reading.outcome is Outcome.UNREADABLE
    assert "8 MB" in reading.note


@pytest.mark.parametrize(
    "text",
    [
        '{"price": NaN}',
        '{"price": Infinity}',
        '{"price": 1, "price": 2}',
        '{"title": "a\\u0000b"}',
        '{"title": "\\ud800"}',
        '{"number": ' + "9" * 31 + "}",
        '{"number": 1e999}',
        "[" * 201 + "]" * 201,
        '{"a": 1} {"b": 2}',
        '{"a": 1',
        '{"a": "never ends}',
        "",
    ],
)
def test_json_that_can_cheat_is_refused(text):
    with pytest.raises(strict_json.BadJson):
        strict_json.loads(text)


@pytest.mark.parametrize(
    "text",
    ["{price: NaN}", "{price: 1, price: 2}", '{title: "a\\u0000b"}', "{number: " + "9" * 31 + "}"],
)
def test_a_literal_can_cheat_no_better(text):
    with pytest.raises(strict_json.BadJson):
        strict_json.loads_literal(text)


def test_numbers_are_exact():
    assert strict_json.loads('{"a": 0.1, "b": 5.0, "c": 7}') == {
        "a": Decimal("0.1"),
        "b": Decimal("5.0"),
        "c": 7,
    }
    assert strict_json.loads('"\\ud83d\\udc76"') == "\N{BABY}"
