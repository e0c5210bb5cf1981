"""Every form, changed anywhere: no error, no hang, and no product that is not what it says."""

import json
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from babydrop_desktop.gateways.aliexpress.read import read_page
from tests.pages import newer
from tests.pages.mutations import BITS, OBJECTS, ODD, TEXTS, is_whole


def check(content):
    reading = read_page(content)
    assert is_whole(reading), reading
    assert "could not be read (" not in reading.note


@pytest.mark.parametrize("kind", OBJECTS)
@settings(max_examples=120, deadline=None)
@given(data=st.data())
def test_any_part_of_any_form_may_be_of_another_kind(kind, data):
    whole = OBJECTS[kind]()
    for _ in range(data.draw(st.integers(1, 3))):
        part = whole
        keys = list(part) if isinstance(part, dict) else list(range(len(part)))
        if not keys:
            break
        key = data.draw(st.sampled_from(keys))
        while isinstance(part[key], dict | list) and part[key] and data.draw(st.integers(0, 5)):
            part = part[key]
            keys = list(part) if isinstance(part, dict) else list(range(len(part)))
            key = data.draw(st.sampled_from(keys))
        part[key] = json.loads(json.dumps(data.draw(st.sampled_from(ODD))))
    text = json.dumps(whole)
    if kind == "JSON-LD":
        check(newer.c_page(head=(newer.OG_URL, newer.json_ld(whole))))
    elif kind == "F tree":
        check(newer.ru_page(whole))
    check(text.encode())


@pytest.mark.parametrize("kind", TEXTS)
@settings(max_examples=100, deadline=None)
@given(
    changes=st.lists(
        st.tuples(st.integers(0, 40_000), st.integers(0, 4), st.sampled_from(BITS)),
        min_size=1,
        max_size=6,
    )
)
def test_any_form_may_be_damaged_anywhere(kind, changes):
    content = TEXTS[kind]
    for place, removed, put in changes:
        at = place % len(content)
        content = content[:at] + put + content[at + removed :]
    check(content)


LARGE = {
    "assignments": b"=[{a:1}];" * 200_000 + b"GLOBAL_DATA",
    "openings": b"GLOBAL_DATA={" * 150_000,
    "scripts": b"<script>={a:GLOBAL_DATA</script>" * 60_000,
    "blanks": b"GLOBAL_DATA = " + b" " * 2_000_000,
    "strings": b'("{' + b'\\"GLOBAL_DATA\\"' * 120_000 + b'")',
    "drawn": b"_d_c_.isCSR = true" + b'<div data-pl="product-specs"><div>' * 60_000,
    "tree": b'<script id="__AER_DATA__">"skuInfo"' + b'{"widgets":[' * 150_000,
    "no tree": b'<script id="__AER_DATA__" ' * 70_000,
    "callback": b"typeof x &&" * 150_000,
    "shown": b"<pre>x({" * 200_000,
    "search engines": b'<script type="application/ld+json">{"@type":"Product"}</script>' * 30_000,
}


@pytest.mark.parametrize("kind", LARGE)
def test_forms_made_to_be_slow_are_read_to_the_end_in_little_memory(kind):
    content = LARGE[kind]
    tracemalloc.start()
    try:
        assert read_page(content).product is None
        assert tracemalloc.get_traced_memory()[1] < 64_000_000
    finally:
        tracemalloc.stop()


def api(**parts):
    return json.dumps(newer.answer(newer.e_result() | parts))


@pytest.mark.parametrize(
    "text",
    [
        api(ae_item_sku_info_dtos=[{"sku_id": 1, "sku_attr": "1:2;" * 500_000}]),
        api(ae_multimedia_info_dto={"image_urls": ";" * 2_000_000}),
        api(ae_item_sku_info_dtos=[{"sku_id": number} for number in range(1, 20_000)]),
        newer.reply(newer.d_result() | {"SKU": {"skuPaths": [{"skuIdStr": "1"}] * 20_000}}),
    ],
    ids=["attribute", "pictures", "rows", "paths"],
)
def test_replies_made_to_be_slow_are_read_to_the_end(text):
    check(text.encode())
