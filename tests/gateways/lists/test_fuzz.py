"""Whatever happens to a file on its way, it ends in lines, a page, or a refusal in words."""

import io
import json
import random
import zipfile

import pytest

from babydrop_desktop.domain.file_kinds import FileKind, kind_of
from babydrop_desktop.domain.item_list import MOST_LINES, ItemList
from babydrop_desktop.domain.supplier_product import Outcome
from babydrop_desktop.gateways.aliexpress.read import read_page
from babydrop_desktop.gateways.lists.opening import answer, list_of
from tests.pages import build
from tests.pages.saved import mhtml, workbook

MUTATIONS = 150
ADDRESS = "https://www.aliexpress.com/item/999000000000017.html"
ROWS = [("Title", "Link", "Price", "Category")] + [
    (f'Romper "{n}", soft', ADDRESS, f"{n},99", "Sleepwear") for n in range(12)
]
TABLE = "\r\n".join(";".join(f'"{cell}"' for cell in row) for row in ROWS).encode("utf-16")
PAGE = build.page(build.a2_data())
ARCHIVE = mhtml(PAGE, address=ADDRESS, more=[b"RIFF" * 400])
BOOK = workbook(ROWS, formulas=[(3, 2, "=1+1", 2)])
# What breaks parsers: ends, marks, numbers, and pieces of other kinds.
PIECES = [
    b"", b"\0", b"\xff", b'"', b"\r\n\r\n", b"--", b"=", b"<", b">", b"9" * 40, b"-1", b"A" * 300,
    b"multipart/mixed", b"base64", b"<!DOCTYPE x>", b'r="XFD1048576"', b"PK\x01\x02", b"&#0;",
]  # fmt: skip


def mutated(body, chance):
    """The same bytes with a few of them cut, doubled, moved or replaced."""
    made = bytearray(body)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(made) + 1)
        length = chance.choice((0, 1, 2, 8, 60, 2000))
        piece = chance.choice((*PIECES, bytes(made[at : at + length]) * chance.randint(1, 3)))
        made[at : at + length] = piece
    return bytes(made[: chance.choice((len(made), len(made), chance.randrange(len(made) + 1)))])


def repacked(body, chance):
    """A workbook whose parts are mutated, not its packing."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(made, "w", 8) as new:
        chosen = chance.choice([name for name in old.namelist() if name.endswith(".xml")])
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, mutated(content, chance) if name == chosen else content)
    return made.getvalue()


@pytest.mark.parametrize(
    ("body", "kind", "change", "most_refused"),
    [
        (TABLE, FileKind.TEXT_LIST, mutated, 30),
        (TABLE.decode("utf-16").encode("cp1252"), FileKind.TEXT_LIST, mutated, 30),
        (BOOK, FileKind.WORKBOOK, mutated, MUTATIONS),  # their sums are wrong then
        (BOOK, FileKind.WORKBOOK, repacked, 140),
    ],
    ids=["utf-16", "cp1252", "packed", "parts"],
)
def test_a_mutated_list_is_lines_or_a_refusal(body, kind, change, most_refused):
    chance = random.Random(20261123)  # noqa: S311 - the same ones at every run
    refused = 0
    for _ in range(MUTATIONS):
        found = answer({"kind": kind, "cut": False}, change(body, chance))
        assert found[:1] in {b"+", b"-", b"!"}
        if found[:1] == b"+":
            items = list_of(found[1:])
            assert isinstance(items, ItemList)
            assert len(items.lines) <= MOST_LINES
        else:
            told = json.loads(found[1:])
            assert told["reason"] != "file_not_opened", told
            assert told["message"]
            refused += 1
    assert refused <= most_refused


def test_a_mutated_single_file_is_a_page_or_a_refusal():
    chance = random.Random(4)  # noqa: S311
    read = 0
    for _ in range(MUTATIONS):
        body = mutated(ARCHIVE, chance)
        assert kind_of("page.mhtml", body[:65_536]) in FileKind
        found = answer({"kind": FileKind.ARCHIVE, "cut": chance.random() < 0.3}, body)
        assert found[:1] in {b"+", b"-", b"!"}
        assert b"file_not_opened" not in found[:200]
        reading = read_page(body)
        product = reading.product
        assert (reading.outcome is Outcome.PRODUCT) == (product is not None)
        if product is not None:
            assert product.title
            read += 1
    assert read > 10
