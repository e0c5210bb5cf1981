"""Lists are read whatever program wrote them; what is no list is refused in words."""

import io
import zipfile

import pytest

from babydrop_desktop.domain.item_list import MOST_LINES, ROUNDED, ListLine
from babydrop_desktop.errors import Limit, Refused
from babydrop_desktop.gateways.lists.text_table import read_text
from babydrop_desktop.gateways.lists.workbook import read_workbook
from tests.pages.saved import workbook
from tests.pages.shared import shared

A = "https://www.aliexpress.com/item/999000000000017.html?a=1,2;3"
B = "https://www.aliexpress.com/item/999000000000024.html"
WHOLE = (ListLine(2, A, "Sleepwear", 'Romper "Größe", soft', "12,99"), ListLine(3, B))
HEAD = ("Title", "Price", "URL", "Category", "Note")
ROWS = [('Romper "Größe", soft', "12,99", A, "Sleepwear", "x"), ("", "", B, "", "")]


def table(sign, rows, end="\r\n"):
    def cell(text):
        needs = any(mark in text for mark in (sign, '"', "\n"))
        return '"' + text.replace('"', '""') + '"' if needs else text

    return "".join(sign.join(map(cell, row)) + end for row in rows)


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_a_table_is_read_in_every_encoding_with_every_separator(sign, coding, end):
    text = table(sign, [HEAD, *ROWS], end)
    assert read_text(text.encode(coding)).lines == WHOLE


def test_excels_own_hint_is_followed_and_counted_as_a_line():
    text = "sep=;\r\n" + table(";", [HEAD, *ROWS])
    assert [line.number for line in read_text(text.encode()).lines] == [3, 4]
    assert read_text(text.encode()).lines[0].title == WHOLE[0].title


@pytest.mark.parametrize(
    "header", ["url", "LINK", "Item_URL", "product-url", " address ", "Product", "Item", "Adresse"]
)
def test_the_address_may_have_many_names(header):
    assert read_text(f"{header}\n{B}\n".encode()).lines == (ListLine(2, B),)


def test_a_product_column_is_the_title_where_another_one_has_the_address():
    (line,) = read_text(f"Product;Link;Cost\nRomper;{B};3.00\n".encode()).lines
    assert (line.address, line.title, line.price) == (B, "Romper", "")


def test_rows_above_the_headers_and_empty_ones_are_passed_over():
    text = f"My list\n\nspring;2026\nurl;price\n\n{B};9.99\n;\n"
    assert read_text(text.encode()).lines == (ListLine(6, B, price="9.99"),)


def test_lines_without_headers_are_addresses_whatever_stands_beside_them():
    text = f"Romper {A}\n999000000000031\nhttps://ae01.alicdn.com/kf/S1.jpg {B}\nhello\n"
    assert [(line.number, line.address) for line in read_text(text.encode()).lines] == [
        (1, A), (2, "999000000000031"), (3, B), (4, "hello"),
    ]  # fmt: skip
    two = read_text(f"{A}, {B}".encode()).lines
    assert [line.address for line in two] == [A, B]


def test_a_cell_over_several_lines_keeps_the_number_of_its_first():
    text = f'url,title\n{A},"two\nlines"\n{B},one\n'
    assert [line.number for line in read_text(text.encode()).lines] == [2, 4]


def test_more_lines_than_one_time_takes_are_only_counted():
    found = read_text(("url\n" + f"{B}\n" * (MOST_LINES + 1)).encode())
    assert (found.lines, found.count) == ((), MOST_LINES + 1)
    assert len(read_text(("url\n" + f"{B}\n" * MOST_LINES).encode()).lines) == MOST_LINES


def test_an_endless_cell_is_a_damaged_list():
    with pytest.raises(Refused) as refused:
        read_text(b"url,title\n" + B.encode() + b',"' + b"x" * 200_000)
    assert refused.value.reason == "list_damaged"


def test_a_workbook_is_read_like_a_table():
    found = read_workbook(workbook([HEAD, *ROWS]))
    assert found.lines == WHOLE


def test_numbers_come_as_they_are_and_rounded_ones_are_marked():
    rows = [("id", "price"), (999000000000017, 12.5), (1005006505041416, 9), ("1005006505041416",)]
    lines = read_workbook(workbook(rows)).lines
    assert [(line.address, line.price) for line in lines] == [
        ("999000000000017", "12.5"), (f"{ROUNDED}1005006505041416", "9"), ("1005006505041416", ""),
    ]  # fmt: skip


def test_a_formula_is_what_was_last_kept_and_never_worked_out():
    made = workbook(
        [("url", "title")],
        formulas=[(1, 0, '=HYPERLINK("https://evil.example")', B), (1, 1, "=1+1", "kept")],
    )
    assert read_workbook(made).lines == (ListLine(2, B, title="kept"),)


def test_the_sheet_with_items_is_taken():
    made = workbook([("Read me first",)], sheets=[("Goods", [("url",), (B,)])])
    assert read_workbook(made).lines == (ListLine(2, B),)


def rewritten(body, **parts):
    """The same workbook with other contents of some parts, by the end of their names."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(made, "w", 8) as new:
        for one in old.infolist():
            key = one.filename.rsplit("/", 1)[-1].replace(".", "_")
            new.writestr(one.filename, parts.get(key, old.read(one)))
        for name, content in parts.items():
            if "/" in name:
                new.writestr(name, content)
    return made.getvalue()


def test_macros_and_links_to_other_files_are_left_out():
    made = rewritten(
        workbook([("url",), (B,)]),
        **{"xl/vbaProject.bin": b"\xd0\xcf", "xl/externalLinks/externalLink1.xml": b"<x"},
    )
    assert read_workbook(made).lines == (ListLine(2, B),)


SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    "{rows}</sheetData></worksheet>"
)


@pytest.mark.parametrize(
    ("part", "error", "reason"),
    [
        ("<row r='1'><c r='A1'><v>1</v></c><c r='XFD1048576'><v>1</v></c></row>", Limit, "too"),
        ("<row r='1'><c s='>' r='XFD1048576'><v>1</v></c><c r='A1'><v>1</v></c></row>", Limit, ""),
        ("<row r='1'>" + "<c><v>1</v></c>" * 3000 + "</row><row r='9999'><c><v>1</v></c></row>",
         Limit, "too"),
        ("<row r='1'><c r='" + "A" * 300 + "12'><v>1</v></c></row>", Refused, "damaged"),
        ("<row r='1'><c s=' r=\"A1\"' r='XFD1048576'><v>1</v></c></row>", Limit, "too"),
        ("<row r='1'><c r='A1' t='s'><v>999999</v></c></row>", Refused, "damaged"),
        ("<row r='1'><c r='A1'", Refused, "damaged"),
    ],
    ids=["far apart", "hidden", "unnamed", "no name", "two names", "no such string", "cut off"],
)  # fmt: skip
def test_a_hostile_sheet_is_refused_in_words(part, error, reason):
    body = rewritten(workbook([("url",), (B,)]), sheet1_xml=SHEET.format(rows=part).encode())
    with pytest.raises(error) as refused:
        read_workbook(body)
    assert reason in refused.value.reason


def test_a_document_type_with_its_bombs_is_refused():
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + SHEET.format(rows="&a;").encode()
    with pytest.raises(Refused):
        read_workbook(rewritten(workbook([("url",)]), sheet1_xml=bomb))


@pytest.mark.parametrize("size", [9_000_000, 60_000_000])
def test_a_workbook_that_inflates_far_beyond_itself_is_refused(size):
    rows = SHEET.format(rows="<row/>" + " " * size).encode()
    with pytest.raises(Limit) as refused:
        read_workbook(rewritten(workbook([("url",)]), sheet1_xml=rows))
    assert refused.value.reason == "list_too_large"


@pytest.mark.parametrize(
    "body", [b"PK\x03\x04", b"PK\x03\x04" + b"\0" * 5000, workbook([("url",)])[:900], b""]
)
def test_what_is_no_workbook_is_refused_in_words(body):
    with pytest.raises(Refused) as refused:
        read_workbook(body)
    assert refused.value.reason == "list_damaged"


def test_the_bomb_of_the_shared_collection_is_refused():
    bomb = shared("hostile/generated/bomb_200MB.xlsx").read_bytes()
    with pytest.raises((Refused, Limit)) as refused:
        read_workbook(bomb)
    assert refused.value.reason in {"list_too_large", "list_damaged"}


def test_cells_with_formulas_are_only_words():
    cells = shared("hostile/generated/csv_formula_cells.txt").read_text("utf-8").splitlines()
    text = "url\ttitle\n" + "".join(f"{B}\t{cell}\n" for cell in cells if cell.strip())
    found = read_text(text.encode())
    assert found.count > 5
    assert all(line.address == B for line in found.lines)
