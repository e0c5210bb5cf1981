"""Every form, changed anywhere: no error, no hang, and no product that is not what it says."""

import json
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from babydrop_desktop.domain.supplier_product import Generation, Outcome
from babydrop_desktop.gateways.aliexpress.read import read_page
from tests.pages import build, newer

OBJECTS = {
    "A2": build.a2_data,
    "A3": newer.a3_data,
    "B": build.b_data,
    "D": lambda: {"ret": ["SUCCESS"], "data": {"result": newer.d_result()}},
    "E": lambda: newer.answer(newer.e_result()),
    "F": lambda: {"data": newer.f_data()},
    "F tree": newer.f_tree,
    "JSON-LD": lambda: json.loads(json.dumps(newer.JSON_LD)),
}
TEXTS = {
    "A2": build.page(build.a2_data()),
    "B": build.page(build.b_data()),
    "A3": json.dumps(newer.a3_data()).encode(),
    "C": newer.c_page(),
    "D": f"<html>{newer.OG_URL}<script>cb({newer.reply(newer.d_result())})</script>".encode(),
    "E": json.dumps(newer.answer(newer.e_result())).encode(),
    "F": newer.ru_page(newer.f_tree()),
    "fallback": f"<html>{newer.OG_URL}{newer.OG_TITLE}{newer.json_ld()}</html>".encode(),
}
ODD = [
    None, True, False, 0, -1, -5.5, 10**40, "", "x", "NaN", "-1", "1e5", "$1,2,3", "9" * 50, [], {},
    [[]], [{}], {"0": {}}, {"value": -1, "currency": "USD"}, {"value": "NaN", "currency": "USD"},
    {"value": 0, "currency": "usd"}, {"currency": "XX"}, ["x"] * 50, "<b>", "14:193;14:193",
]  # fmt: skip
BITS = [b'"', b"{", b"}", b"[", b"]", b"'", b"\\", b"/*", b"", b"null", b"NaN", b"-1", b"1e999",
        b"0", b"\x00", b"\xff", b"};", b"</script>", b":", b",", b"&#0;"]  # fmt: skip


def is_whole(reading):
    """Whether a reading is no product, or one that is what it says and names what it lacks."""
    product = reading.product
    if reading.outcome is not Outcome.PRODUCT or product is None:
        return product is None and reading.outcome is not Outcome.PRODUCT
    prices = [price for sku in product.skus for price in (sku.price, sku.list_price)]
    prices += [product.offered, product.offered_most]
    prices += [offer.cost for offer in product.shipping or ()]
    undrawn = reading.generation is Generation.C and not product.skus and not product.offered
    return (
        bool(product.title.strip())
        and (len(product.currency) == 3 or undrawn)
        and all(price.amount.is_finite() and price.amount > 0 for price in prices if price)
        and all(sku.price for sku in product.skus if sku.salable)
        and all(sku.sku_id for sku in product.skus)
        and bool(product.skus) == ("skus" not in reading.missing)
        and set(reading.missing) <= set(product.unknown)
        and all(url.startswith("https://") for url in product.pictures)
    )


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
