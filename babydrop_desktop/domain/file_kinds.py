"""Tells by its first bytes what a file is that the owner gives: a page, a list, or neither."""

import re
from enum import StrEnum
from pathlib import PurePath

# So many bytes are enough to tell; nothing else of the file is looked at for it.
HEAD_BYTES = 65_536


class FileKind(StrEnum):
    """What a file is. The first four are taken in; the others are refused by name."""

    PAGE = "page"  # HTML, a page's source, or a reply
    ARCHIVE = "archive"  # "web page, single file": MIME with the page as one part (.mhtml)
    TEXT_LIST = "text_list"  # a table or lines of addresses: CSV, TSV, text
    WORKBOOK = "workbook"  # .xlsx, .xlsm
    WEBARCHIVE = "webarchive"  # Safari's own form
    OLD_WORKBOOK = "old_workbook"  # .xls
    PICTURE = "picture"
    PDF = "pdf"
    PACKED = "packed"  # .zip and the like


_MAGIC = (
    (b"bplist00", FileKind.WEBARCHIVE),
    (b"\xd0\xcf\x11\xe0", FileKind.OLD_WORKBOOK),
    (b"%PDF", FileKind.PDF),
    (b"\x89PNG", FileKind.PICTURE),
    (b"\xff\xd8\xff", FileKind.PICTURE),
    (b"GIF8", FileKind.PICTURE),
    (b"BM", FileKind.PICTURE),
    (b"Rar!", FileKind.PACKED),
    (b"7z\xbc\xaf", FileKind.PACKED),
    (b"\x1f\x8b", FileKind.PACKED),
)
_ZIP = b"PK\x03\x04"
_TABLES = frozenset({".csv", ".tsv", ".tab"})
_WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xltx", ".xltm"})
_PAGE_SIGNS = re.compile(
    r"<(?:!doctype|html|head|body|script|div|meta)\b|runParams|^\s*[\[{(]", re.IGNORECASE
)
_HEADER = re.compile(rb"[ \t\r\n]{0,200}[A-Za-z][A-Za-z0-9-]{0,60}:[ \t]")
_ARCHIVE = re.compile(
    rb"^content-type:[ \t]{0,20}multipart/|^snapshot-content-location:|"
    rb"^content-type:[ \t]{0,20}text/html.{0,200}\r?\n(?:.{0,2000}\r?\n){0,9}mime-version:|"
    rb"^mime-version:.{0,200}\r?\n(?:.{0,2000}\r?\n){0,9}content-type:[ \t]{0,20}text/html",
    re.IGNORECASE | re.MULTILINE,
)
_ADDRESS = re.compile(r"aliexpress\.|https?://|^\s{0,99}[1-9][0-9]{7,15}\s{0,99}$", re.M | re.I)  # noqa: FURB167


def kind_of(name: str, head: bytes) -> FileKind:
    """What a file named `name` that begins with `head` is. Never raises.

    The content decides, and the name where the content may be either.
    """
    ending = PurePath(name).suffix.lower()
    for magic, kind in _MAGIC:
        # Two letters are no proof: a page's text may begin so.
        if head.startswith(magic) and (magic != b"BM" or ending == ".bmp"):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return FileKind.PICTURE
    if head.startswith(_ZIP):
        workbook = ending in _WORKBOOKS or b"xl/" in head or b"[Content_Types].xml" in head
        return FileKind.WORKBOOK if workbook else FileKind.PACKED
    if is_archive(head):
        return FileKind.ARCHIVE
    if ending in _TABLES:
        return FileKind.TEXT_LIST
    text = _roughly(head)
    plain = ending in {".txt", ""} and not looks_like_page(text)
    return FileKind.TEXT_LIST if plain and _ADDRESS.search(text) else FileKind.PAGE


def is_archive(head: bytes) -> bool:
    """Whether bytes begin as a page saved as one single file does."""
    start = head.removeprefix(b"\xef\xbb\xbf")[:8_000]
    if _HEADER.match(start) is None:
        return False
    block = re.split(rb"\r?\n\r?\n", start.lstrip(), maxsplit=1)[0]
    return b"<html" not in block.lower() and _ARCHIVE.search(block) is not None


def looks_like_page(text: str) -> bool:
    """Whether a text is a page's source, a page saved as one file, or a reply; not addresses."""
    start = text[:200_000]
    return _PAGE_SIGNS.search(start) is not None or is_archive(start[:8_000].encode())


def _roughly(head: bytes) -> str:
    """The head as text, good enough to look for signs in it."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "replace")
    if head[:400].count(0) * 3 > len(head[:400]):
        little = head[1:400:2].count(0) >= head[0:400:2].count(0)
        return head.decode("utf-16-le" if little else "utf-16-be", "replace")
    return head.decode("latin-1")
