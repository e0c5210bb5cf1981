"""Reads a list that is text: with commas, semicolons, tabs or bars, in any usual encoding."""

import csv
import io
import re
from collections.abc import Iterator
from contextlib import suppress

from babydrop_desktop.domain.item_list import ItemList, Row, headers_of, items_of
from babydrop_desktop.errors import Refused
from babydrop_desktop.gateways.aliexpress.texts import decode

_SEPARATORS = (";", "\t", ",", "|")
# Excel's own hint on the first line.
_HINT = re.compile(r"\s{0,9}\"?sep=(.)\"?[^\n]{0,9}(?:\n|$)")
# Lines in which headers are looked for.
_LOOKED_AT = 12
LONGEST_FIELD = 100_000


def read_text(body: bytes) -> ItemList:
    """The lines of a list. Raises Refused (reason "list_damaged") for what is no table."""
    text = _text(body)
    hint = _HINT.match(text)
    rest = text[hint.end() :] if hint else text
    below = 1 if hint else 0
    separator = _separator(rest, hint.group(1) if hint else None)
    rows = _lines(rest, below) if separator is None else _rows(rest, separator, below)
    try:
        return items_of(rows)
    except csv.Error as error:
        raise Refused(
            "This list is damaged. Open it in your spreadsheet program and save it again as CSV.",
            reason="list_damaged",
        ) from error


def _text(body: bytes) -> str:
    """The text: as pages are decoded, except that what is no UTF-8 comes from Windows."""
    marked = body.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"))
    if not marked and b"\0" not in body[:400]:
        try:
            text = body.decode("utf-8")
        except UnicodeDecodeError:
            text = body.decode("cp1252", "replace")
    else:
        text = decode(body)
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def _separator(text: str, hinted: str | None) -> str | None:
    """What parts the columns: whatever makes headers of a line; None where there are none.

    Counting signs would not do: addresses are full of them.
    """
    start = "\n".join(text.split("\n", _LOOKED_AT)[:_LOOKED_AT])
    best: tuple[int, str] | None = None
    for sign in (hinted, *_SEPARATORS) if hinted else _SEPARATORS:
        known = _headers(start, sign)
        if known and (best is None or known > best[0]):
            best = (known, sign)
    return best[1] if best else None


def _headers(start: str, separator: str) -> int:
    """How many headers are known where columns are parted so."""
    known = 0
    with suppress(csv.Error):  # what is wrong behind the headers is said when the rows are read
        for row in _rows(start, separator, 0):
            known = max(known, len(headers_of(row.cells) or ()))
    return known


def _rows(text: str, separator: str, below: int) -> Iterator[Row]:
    csv.field_size_limit(LONGEST_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True)
    before = 0
    for cells in reader:
        yield Row(before + 1 + below, tuple(cells))
        before = reader.line_num


def _lines(text: str, below: int) -> Iterator[Row]:
    """A list without headers: each line as it is, whatever parts what stands in it."""
    for number, line in enumerate(text.split("\n"), start=1 + below):
        yield Row(number, (line.strip().strip('"'),))
