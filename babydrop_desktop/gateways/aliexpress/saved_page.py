"""Makes the page itself of whatever a browser has saved: one file, or a view of the source."""

import re
from contextlib import suppress

from selectolax.lexbor import LexborHTMLParser

from babydrop_desktop.domain.file_kinds import is_archive
from babydrop_desktop.domain.item_address import ItemAddress, parse_item_address
from babydrop_desktop.errors import Refused
from babydrop_desktop.gateways.aliexpress.mhtml import page_in
from babydrop_desktop.gateways.aliexpress.texts import decode

_NOTE = re.compile(r"<!--\s{0,9}saved from url=\([0-9]{1,6}\)\s{0,9}([^\s<>]{1,4000})")
_NOTED_WITHIN = 6_000
_CHROME = re.compile(r"""<td class=["']?line-(?:content|number)""")
_FIREFOX = re.compile(r"""<body[^>]{0,300}\bid=["']?viewsource""")
_VIEW_WITHIN = 8_000


def open_saved(content: bytes) -> tuple[str, ItemAddress | None]:
    """A page's text, and the address that its browser noted in it, where that is an item's.

    Raises what `mhtml.page_in` raises for a page that was saved as one file.
    """
    text = decode(page_in(content) if is_archive(content) else content)
    return _source(text), noted_address(text)


def noted_address(text: str) -> ItemAddress | None:
    """The item that a saved page was saved from, as the note on top of it says."""
    note = _NOTE.search(text[:_NOTED_WITHIN])
    if note is not None:
        with suppress(Refused):
            return parse_item_address(note.group(1).removeprefix("view-source:"))
    return None


def _source(text: str) -> str:
    """The page behind a browser's view of its source that was saved as if it were a page."""
    start = text[:_VIEW_WITHIN]
    if _CHROME.search(start):
        lines = LexborHTMLParser(text).css("td.line-content")
        return "\n".join(line.text().strip("\r\n") for line in lines)
    if _FIREFOX.search(start):
        shown = LexborHTMLParser(text).css_first("pre")
        return shown.text() if shown is not None else text
    return text
