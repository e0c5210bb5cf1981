"""Reads a list that is a workbook (.xlsx), and nothing of it but cells.

Formulas are never worked out: a cell is what the spreadsheet program last saved in it. Macros,
links to other files and pictures never reach the reader: it is given a workbook made anew of the
few parts that hold cells, each inflated within bounds.
"""

import datetime
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from babydrop_desktop.domain.item_list import ROUNDED, ItemList, Row, items_of
from babydrop_desktop.errors import Limit, Refused, ShopError

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

# Of all parts together, inflated (reliability: at most 50 MB, and a hundredfold of what is packed).
MOST_BYTES = 50_000_000
MOST_RATIO = 100
MOST_ENTRIES = 5_000
MOST_SHEETS = 10
# Cells of the rectangle that a sheet spans: the reader lays it out whole.
MOST_CELLS = 3_000_000
_CHUNK = 262_144
_NEEDED = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/workbook\.xml|xl/_rels/workbook\.xml\.rels|"
    r"xl/sharedStrings\.xml|xl/styles\.xml|xl/worksheets/[\w-]{1,60}\.xml",
    re.IGNORECASE,
)
_SHEET = re.compile(r"xl/worksheets/", re.IGNORECASE)
_TAG = re.compile(rb"""<(?:\w{1,20}:)?(c|row)(?=[\s/>])((?:[^<>"']|"[^"]*"|'[^']*')*)>""")
_NAME = re.compile(rb"""(?<![^\s"'])r\s{0,9}=\s{0,9}["']([^"']{0,400})["']""")
_PLACE = re.compile(rb"([A-Za-z]{0,3})([1-9][0-9]{0,6})")
# From here on a spreadsheet has rounded a number: it keeps 15 figures.
_EXACT_BELOW = 10**15
_BROKEN = (EOFError, OSError, ValueError, LookupError)


def read_workbook(body: bytes) -> ItemList:
    """The lines of the first sheet that names an item, else of the first one that is not empty.

    Raises Refused ("list_damaged", "list_locked") or Limit ("list_too_large").
    """
    clean = _clean(body)
    try:
        return _read(clean)
    except ShopError:
        raise
    except Exception as error:  # whatever the reader says of a damaged workbook
        raise _damaged() from error


def _read(clean: bytes) -> ItemList:
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - seldom asked

    book = CalamineWorkbook.from_filelike(io.BytesIO(clean))
    found: ItemList | None = None
    for name in book.sheet_names[:MOST_SHEETS]:
        sheet = book.get_sheet_by_name(name)
        if sheet.total_height == 0:
            continue
        items = items_of(_rows(sheet))
        if _names_items(items):
            return items
        found = found or items
    return found or ItemList((), 0)


def _names_items(items: ItemList) -> bool:
    return items.count > len(items.lines) or any(
        "aliexpress." in line.address.lower() or line.address.isdigit() for line in items.lines
    )


def _rows(sheet: "CalamineSheet") -> Iterator[Row]:
    for number, cells in enumerate(sheet.to_python(skip_empty_area=False), start=1):
        if any(cell != "" for cell in cells):
            yield Row(number, tuple(_text(cell) for cell in cells))


def _text(cell: object) -> str:
    """A cell as text: whole numbers without a point; a number that was rounded is marked."""
    if isinstance(cell, bool):
        return str(cell)
    if isinstance(cell, int | float):
        whole = float(cell).is_integer()
        if whole and abs(cell) >= _EXACT_BELOW:
            return f"{ROUNDED}{int(cell)}"
        return str(int(cell)) if whole else repr(cell)
    if isinstance(cell, datetime.date | datetime.time | datetime.timedelta):
        return str(cell)
    return cell if isinstance(cell, str) else ""


def _clean(body: bytes) -> bytes:
    """A workbook of only the parts that hold cells, unpacked within bounds."""
    made = io.BytesIO()
    total = 0
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as given, zipfile.ZipFile(made, "w") as anew:
            entries = given.infolist()
            if len(entries) > MOST_ENTRIES:
                raise _too_large()
            # Each part once: of two with one name the reader might take the other.
            parts = {one.filename: one for one in entries if _NEEDED.fullmatch(one.filename)}
            for name, one in parts.items():
                content = _inflated(given, one, MOST_BYTES - total)
                total += len(content)
                if total > MOST_RATIO * max(len(body), 10_000):
                    raise _too_large()
                _check_part(name, content)
                anew.writestr(zipfile.ZipInfo(name), content)
    except RuntimeError as error:  # what zipfile says of a password
        raise _locked() from error
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, *_BROKEN) as error:
        raise _damaged() from error
    return made.getvalue()


def _inflated(given: zipfile.ZipFile, one: zipfile.ZipInfo, room: int) -> bytes:
    """One part whole; what its head says of its size is not believed."""
    found = bytearray()
    with given.open(one) as stream:
        while chunk := stream.read(_CHUNK):
            found += chunk
            if len(found) > room:
                raise _too_large()
    return bytes(found)


def _check_part(name: str, content: bytes) -> None:
    """Refuse a part with a document type, which may hold bombs, and a sheet that is too wide."""
    if b"<!DOCTYPE" in content:
        raise _damaged()
    if _SHEET.match(name):
        _check_span(content)


def _check_span(sheet: bytes) -> None:
    """Refuse a sheet whose cells lie so far apart that laying them out would fill the memory."""
    row = column = last_row = last_column = 0
    for tag in _TAG.finditer(sheet):
        attributes = tag.group(2)
        places = [_place(name.group(1)) for name in _NAME.finditer(attributes)]
        if tag.group(1) == b"row":
            row, column = max((at for at, _ in places), default=row + 1), 0
            continue
        row = max((at for at, _ in places), default=row)
        column = max((at for _, at in places), default=column + 1)
        if not attributes.endswith(b"/"):  # else it is empty, and only looks different
            last_row, last_column = max(last_row, row), max(last_column, column)
    if last_row * last_column > MOST_CELLS:
        raise _too_large()


def _place(name: bytes) -> tuple[int, int]:
    """The row and the column of a cell's name, "B7"; a name that is none is damage."""
    found = _PLACE.fullmatch(name)
    if found is None:
        raise _damaged()
    column = 0
    for letter in found.group(1).upper():
        column = column * 26 + letter - 64
    return int(found.group(2)), column


def _damaged() -> Refused:
    return Refused(
        "This workbook is damaged. Open it in your spreadsheet program and save it again, as .xlsx "
        "or CSV.",
        reason="list_damaged",
    )


def _locked() -> Refused:
    return Refused(
        "This workbook is locked with a password. Save it without one, or as CSV.",
        reason="list_locked",
    )


def _too_large() -> Limit:
    return Limit(
        "This workbook holds far more than a list of addresses. Copy the addresses into a new one, "
        "or save it as CSV.",
        reason="list_too_large",
    )
