"""Saves pages and lists of our own in the forms in which browsers and spreadsheets do."""

import base64
import html
import io
import quopri

import xlsxwriter

BOUNDARY = "----MultipartBoundary--ours0123456789----"


def mhtml(
    page,
    *,
    address="",
    way="quoted-printable",
    charset="utf-8",
    boundary=BOUNDARY,
    told=None,
    more=(),
    end="\r\n",
):
    """A page saved as one file: as Chromium does, with `more` parts of bytes behind it.

    `told` is what the head says the boundary is, where that is a lie.
    """
    lines = ["From: <Saved by Blink>"]
    if address:
        lines.append(f"Snapshot-Content-Location: {address}")
    lines += ["Subject: A romper", "MIME-Version: 1.0", "Content-Type: multipart/related;"]
    lines += ['\ttype="text/html";', f'\tboundary="{told or boundary}"', "", ""]
    parts = [end.join(lines).encode()]
    head = [f"--{boundary}", f"Content-Type: text/html; charset={charset}", "Content-ID: <frame>"]
    head.append(f"Content-Transfer-Encoding: {way}")
    if address:
        head.append(f"Content-Location: {address}")
    parts += [end.join([*head, "", ""]).encode(), packed(page, way), end.encode()]
    for number, body in enumerate(more):
        head = [f"--{boundary}", "Content-Type: image/webp", "Content-Transfer-Encoding: base64"]
        head += [f"Content-Location: https://ae01.alicdn.com/kf/S{number}.jpg", "", ""]
        parts += [end.join(head).encode(), base64.encodebytes(body), end.encode()]
    parts.append(f"--{boundary}--{end}".encode())
    return b"".join(parts)


def packed(page, way):
    if way == "quoted-printable":
        return quopri.encodestring(page)
    return base64.encodebytes(page) if way == "base64" else page


def chrome_source(page):
    """The view of a page's source in Chrome or Edge, saved as a page."""
    rows = "".join(
        f'<tr><td class="line-number" value="{n}"></td><td class="line-content">'
        f"{html.escape(line)}\n</td></tr>"
        for n, line in enumerate(page.decode().split("\n"), start=1)
    )
    body = f'<div class="line-gutter-backdrop"></div><table><tbody>{rows}</tbody></table>'
    return f"<html><head></head><body>{body}</body></html>".encode()


def firefox_source(page):
    """The view of a page's source in Firefox, saved as a page."""
    shown = html.escape(page.decode()).replace("&lt;", "<span>&lt;</span>")
    head = '<link rel="stylesheet" href="resource://content-accessible/viewsource.css">'
    body = f'<body id="viewsource" class="highlight"><pre id="line1">{shown}</pre></body>'
    return f"<!DOCTYPE html><html><head>{head}</head>{body}</html>".encode()


def workbook(rows, *, sheets=(), formulas=()):
    """A workbook with these rows; `formulas` are (row, column, formula, value that was kept)."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_urls": False})
    for name, content in [("List", rows), *sheets]:
        sheet = book.add_worksheet(name)
        for at, row in enumerate(content):
            sheet.write_row(at, 0, row)
        for row, column, formula, value in formulas:
            sheet.write_formula(row, column, formula, None, value)
    book.close()
    return made.getvalue()
