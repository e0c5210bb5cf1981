"""What was dropped or pasted: addresses and page texts as text, saved pages and lists as files."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData

_HREF = r"""(?i)href\s*=\s*["']?(https?://[^"'\s>]+)"""
# The files that a browser saves a page as, a reply that was saved from it, and lists.
PAGES = frozenset(
    {".html", ".htm", ".mhtml", ".mht", ".txt", ".json", ".js"} | {".csv", ".tsv", ".xlsx", ".xlsm"}
)
# HTML of the clipboard may be a whole page; its links are looked for in this much of it.
MOST_HTML = 2_000_000


@dataclass(frozen=True, slots=True)
class Dropped:
    """`text` holds addresses, ids or a page's text, a line each; `files` are local files."""

    text: str = ""
    files: tuple[Path, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text.strip() or self.files)


def dropped(mime: QMimeData) -> Dropped:
    """What `mime` holds for us; empty where that is nothing."""
    if mime.hasUrls():
        urls = mime.urls()
        files = tuple(Path(url.toLocalFile()) for url in urls if url.isLocalFile())
        lines = [url.toString() for url in urls if not url.isLocalFile()]
        if files or lines:
            return Dropped("\n".join(lines), files)
    text = mime.text() if mime.hasText() else ""
    if mime.hasHtml() and "://" not in text and not text.lstrip().startswith("<"):
        # Links dragged out of a page: their words are the text, their addresses are in the HTML.
        found = list(dict.fromkeys(re.findall(_HREF, mime.html()[:MOST_HTML])))
        if found:
            return Dropped("\n".join(link.replace("&amp;", "&") for link in found))
    return Dropped(text)


def given(words: Sequence[str]) -> Dropped:
    """What a command line brought: files and folders by their whole path, the rest as text.

    A word that can only be a page's file is one though it is missing: Import says so. Looks at
    the disk, and takes a relative path from the folder that this program was started in.
    """
    files = {word: Path(word).absolute() for word in words if _is_file(word)}
    text = "\n".join(word for word in words if word not in files)
    return Dropped(text, tuple(files.values()))


def _is_file(word: str) -> bool:
    path = Path(word)
    try:
        if path.is_dir():
            return not word.isdigit()
        return bool(path.suffix) and (path.is_file() or _names_page(word))
    except (OSError, ValueError):  # an address may be longer than a file's name can be
        return False


def _names_page(word: str) -> bool:
    """Whether a word looks like a saved page's path, and not like an address."""
    first = re.split(r"[/\\]", word)[0]
    # The first part of an address has a dot, as the name of a host; a path's has none.
    is_path = Path(word).is_absolute() or word.startswith("~") or first in (".", "..", word)
    page = Path(word).suffix.lower() in PAGES
    return page and "://" not in word and (is_path or "." not in first)


def takes(mime: QMimeData) -> bool:
    """Whether a drop of `mime` could be for us; cheap, for use while dragging."""
    return mime.hasUrls() or mime.hasText() or mime.hasHtml()
