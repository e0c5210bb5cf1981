"""Pages of every generation, what they are damaged with, and when what is read of one is whole."""

import json
import random
from typing import Any

from babydrop_desktop.domain.supplier_product import Generation, Outcome, Reading
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


def is_whole(reading: Reading) -> bool:
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


def damaged(content: bytes, chance: random.Random) -> bytes:
    """The bytes with a few of them cut out, replaced, doubled, or the end cut off."""
    for _ in range(chance.randint(1, 6)):
        at, removed = chance.randrange(len(content) + 1), chance.randint(0, 4)
        put = chance.choice(BITS)
        if chance.random() < 0.1:
            removed, put = 0, content[at : at + chance.choice((8, 200, 4000))] * 2
        content = content[:at] + put + content[at + removed :]
    return content[: chance.randrange(len(content) + 1)] if chance.random() < 0.1 else content


def changed(kind: str, chance: random.Random) -> bytes:
    """A page of one of the OBJECTS, with one to three of its parts of another kind."""
    whole = OBJECTS[kind]()
    for _ in range(chance.randint(1, 3)):
        _change(whole, chance)
    if kind == "JSON-LD":
        return newer.c_page(head=(newer.OG_URL, newer.json_ld(whole)))
    if kind == "F tree":
        return newer.ru_page(whole)
    return json.dumps(whole).encode()


def _change(part: Any, chance: random.Random) -> None:
    while keys := list(part) if isinstance(part, dict) else list(range(len(part))):
        key = chance.choice(keys)
        if isinstance(part[key], dict | list) and part[key] and chance.randint(0, 5):
            part = part[key]
            continue
        part[key] = json.loads(json.dumps(chance.choice(ODD)))
        return
