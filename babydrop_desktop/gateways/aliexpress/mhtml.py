"""Takes the page out of a page that was saved as one single file (MHTML: MIME with parts).

What a browser writes is simple: a head, a boundary, parts, the page first. Anything else may be
hostile: every step is bounded, and nothing is unpacked but the page itself.
"""

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesHeaderParser
from typing import NoReturn

from babydrop_desktop.domain.files import LARGEST_PAGE
from babydrop_desktop.errors import Limit, Refused
from babydrop_desktop.gateways.aliexpress.texts import known_charset

MOST_PARTS = 400
DEEPEST = 3
LONGEST_HEAD = 32_000
_LONGEST_BOUNDARY = 200
_BLANK_LINE = re.compile(rb"\r?\n\r?\n|\A\r?\n")
_ADDRESS = re.compile(r"https?://[\x21-\x7e]{1,3000}")
_PAGES = frozenset({"text/html", "application/xhtml+xml"})


@dataclass(frozen=True, slots=True)
class _Part:
    """The page's part: its head, and where its body begins and ends."""

    head: Message
    start: int
    end: int
    closed: bool


def page_in(archive: bytes, *, cut: bool = False) -> bytes:
    """The page's HTML as bytes, its address as a browser notes it in the first line.

    `cut`: these are only the first bytes of a longer file.
    Raises Refused ("archive_damaged", "archive_without_page") or Limit ("page_too_large").
    """
    data = archive.removeprefix(b"\xef\xbb\xbf").lstrip()
    head, _ = _head(data, 0, len(data))
    wanted = str(head.get("Snapshot-Content-Location") or "").strip()
    found = list(_pages(data, (0, len(data)), 0))
    if not found:
        raise Refused(
            "There is no page in this file. Open the product in your browser and save its page "
            "again.",
            reason="archive_without_page",
        )
    matching = (part for part in found if wanted and _location(part.head) == wanted)
    part = next(matching, found[0])
    if cut and not part.closed:
        _too_large()
    body = _decoded(part, data)
    return _noted(wanted or _location(part.head)) + body


def _pages(data: bytes, span: tuple[int, int], depth: int) -> Iterator[_Part]:
    """The parts of `data` that are pages, in order."""
    head, start = _head(data, *span)
    kind = head.get_content_type()
    if kind in _PAGES:
        yield _Part(head, start, span[1], closed=depth > 0)
    if head.get_content_maintype() != "multipart":
        return
    boundary = _boundary(head)
    if depth >= DEEPEST or boundary is None:
        _damaged()
    for first, last, closed in _spans(data, boundary, start, span[1]):
        for part in _pages(data, (first, last), depth + 1):
            yield _Part(part.head, part.start, part.end, closed=closed and part.closed)


def _spans(data: bytes, boundary: bytes, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """Where each part between two boundaries is, and whether its end was found."""
    mark = b"--" + boundary
    at = _find(data, mark, start, end)
    for _ in range(MOST_PARTS):
        if at < 0:
            return
        first = at + len(mark)
        if data[first : first + 2] == b"--":
            return
        first = data.find(b"\n", first, end) + 1
        if first == 0:
            return
        at = _find(data, mark, first, end)
        last = end if at < 0 else at
        yield first, last, at >= 0


def _find(data: bytes, mark: bytes, start: int, end: int) -> int:
    """Where a line begins with `mark`, -1 for nowhere."""
    if data.startswith(mark, start):
        return start
    at = data.find(b"\n" + mark, max(0, start - 1), end)
    return at + 1 if at >= 0 else -1


def _head(data: bytes, start: int, end: int) -> tuple[Message, int]:
    """A part's head and where its body begins. A part may have no head at all."""
    block = data[start : min(end, start + LONGEST_HEAD)]
    blank = _BLANK_LINE.search(block)
    if blank is None:
        return Message(), end
    return BytesHeaderParser().parsebytes(block[: blank.start()]), start + blank.end()


def _boundary(head: Message) -> bytes | None:
    value = head.get_boundary()
    if not value or len(value) > _LONGEST_BOUNDARY:
        return None
    return value.encode("ascii", "replace")


def _location(head: Message) -> str:
    return str(head.get("Content-Location") or "").strip()


def _decoded(part: _Part, data: bytes) -> bytes:
    body = _unpacked(data[part.start : part.end], part.head)
    if len(body) > LARGEST_PAGE:
        _too_large()
    charset = known_charset(str(part.head.get_content_charset() or ""))
    if charset is not None:
        body = body.decode(charset, "replace").encode("utf-8", "replace")
    return body


def _unpacked(raw: bytes, head: Message) -> bytes:
    way = str(head.get("Content-Transfer-Encoding") or "").strip().lower()
    if way == "quoted-printable":
        return binascii.a2b_qp(raw)
    if way == "base64":
        try:
            return binascii.a2b_base64(raw)
        except binascii.Error:
            _damaged()
    if way not in {"", "binary", "8bit", "7bit"}:
        _damaged()
    return raw


def _noted(address: str) -> bytes:
    """The page's address as browsers note it on top of a saved page; nothing for no address."""
    if not _ADDRESS.fullmatch(address):
        return b""
    # As browsers do: two strokes would end the comment.
    safe = address.replace("--", "%2D%2D").replace(">", "%3E").replace("<", "%3C")
    return f"<!-- saved from url=({len(address):04}){safe} -->\n".encode()


def _damaged() -> NoReturn:
    raise Refused(
        "This saved page is damaged. Open the product in your browser and save its page again.",
        reason="archive_damaged",
    )


def _too_large() -> NoReturn:
    raise Limit(
        "The page in this file is larger than 8 MB; no product's page is.",
        reason="page_too_large",
    )
