"""Writes an empty list for the owner to fill in: its columns, and one example line."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from babydrop_desktop.domain.item_list import EXAMPLE_ADDRESS, MOST_LINES
from babydrop_desktop.domain.safe_cells import safe_cell
from babydrop_desktop.errors import Refused

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

HEADERS = ("Address", "Category", "Title", "Price")
_EXAMPLE_TITLE = "Example: this line is not imported"
_EXAMPLE_PRICE = "24.99"
_WIDTHS = (60, 26, 44, 12)
NAME = "BabyDrop list"


def write_template(path: Path, categories: Sequence[str]) -> Path:
    """Write the template as a workbook, or as CSV where `path` ends so; where it was written.

    `categories` are the shop's category names; the workbook offers them in its column.
    Raises Refused (reason "list_not_written").
    """
    as_text = path.suffix.lower() == ".csv"
    where = (
        path if as_text or path.suffix.lower() == ".xlsx" else path.with_name(path.name + ".xlsx")
    )
    example = (EXAMPLE_ADDRESS, next(iter(categories), ""), _EXAMPLE_TITLE, _EXAMPLE_PRICE)
    body = _text(example) if as_text else _workbook(example, categories)
    try:
        where.write_bytes(body)
    except OSError as error:
        raise Refused(
            f"{where.name} could not be written ({error.strerror or error}). Choose another "
            "folder.",
            reason="list_not_written",
            name=where.name,
        ) from error
    return where


def _text(example: Sequence[str]) -> bytes:
    """With a byte order mark: else Excel takes the letters for those of another alphabet."""
    made = io.StringIO(newline="")
    writer = csv.writer(made)
    writer.writerow(HEADERS)
    writer.writerow([safe_cell(cell) for cell in example])
    return made.getvalue().encode("utf-8-sig")


def _workbook(example: Sequence[str], categories: Sequence[str]) -> bytes:
    from xlsxwriter import Workbook  # noqa: PLC0415 - seldom wanted

    made = io.BytesIO()
    # Nothing that stands in a cell becomes a formula or a link by itself.
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(made, {"in_memory": True, **plain}) as book:
        sheet = book.add_worksheet(NAME)
        bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
        for at, width in enumerate(_WIDTHS):
            # As text, so that a number of 16 figures is not rounded.
            sheet.set_column(at, at, width, text)
        sheet.write_row(0, 0, HEADERS, bold)
        for at, cell in enumerate(example):
            sheet.write_string(1, at, safe_cell(cell), text)
        sheet.freeze_panes(1, 0)
        if categories:
            _offer(sheet, book.add_worksheet("Categories"), categories)
    return made.getvalue()


def _offer(sheet: "Worksheet", beside: "Worksheet", categories: Sequence[str]) -> None:
    """Let the category be chosen from the shop's own."""
    beside.set_column(0, 0, 40)
    for at, name in enumerate(categories):
        beside.write_string(at, 0, safe_cell(name))
    source = f"=Categories!$A$1:$A${len(categories)}"
    sheet.data_validation(
        1, 1, MOST_LINES, 1, {"validate": "list", "source": source, "error_type": "warning"}
    )
