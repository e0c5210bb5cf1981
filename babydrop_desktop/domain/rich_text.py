"""Shows a description's markup as text that the owner can type in, and makes markup of it again.

A blank line parts paragraphs; a line that begins with # is a heading, one with • stands in a list.
"""

import html
import re
from functools import lru_cache
from itertools import groupby
from typing import Final

BULLET, HEADING = "•", "#"
# What comes back as it was when its text is written as markup again.
PLAIN: Final = frozenset({"p", "br", "ul", "li", "h3"})
# Of longer markup only the beginning is looked at: it is read where nobody may wait.
LONGEST: Final = 60_000
_PARAGRAPHS = frozenset({"p", "div", "section", "table", "ul", "ol", "blockquote"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LINES = frozenset({"br", "tr", *_PARAGRAPHS, *_HEADINGS})
_HIDDEN = frozenset({"script", "style", "head", "title", "template"})
_TOKEN = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)([^<>]*)>|<[!?/][^<>]*>|([^<]+|<)")
_SPACES = re.compile(r"[ \t\n\r\f]+")
_MARK = re.compile(r"^(?:[•*–-]|#)\s+")


class _Reader:
    """Collects lines; a blank one parts paragraphs. It looks at each letter once."""

    def __init__(self) -> None:
        self.lines = [""]
        self.names: set[str] = set()
        self._hidden = 0

    def read(self, markup: str) -> None:
        """Take in markup, whatever it holds."""
        for found in _TOKEN.finditer(_without_comments(markup)):
            end, tag, more, text = found.groups()
            if text is not None:
                self._text(html.unescape(text))
            elif tag is None:
                continue
            elif end:
                self._end(tag.lower())
            else:
                self._start(tag.lower(), more=more.strip(" /\t\r\n\f"))

    def _start(self, tag: str, more: str) -> None:
        self.names.add(f"{tag} with more" if more else tag)
        self._hidden += tag in _HIDDEN
        if tag == "li":
            self._line(f"{BULLET} ")
        elif tag in _HEADINGS:
            self._paragraph(f"{HEADING} ")
        elif tag in _PARAGRAPHS:
            self._paragraph()
        elif tag in _LINES:
            self.lines.append("")

    def _end(self, tag: str) -> None:
        self._hidden -= tag in _HIDDEN and self._hidden > 0
        if tag in _PARAGRAPHS or tag in _HEADINGS:
            self._paragraph()
        elif tag in {"li", "tr"}:
            self._line()

    def _text(self, data: str) -> None:
        if self._hidden:
            return
        text = _SPACES.sub(" ", data)
        last = self.lines[-1]
        self.lines[-1] = last + (text.lstrip(" ") if not last or last.endswith(" ") else text)

    def _line(self, start: str = "") -> None:
        if self.lines[-1]:
            self.lines.append("")
        self.lines[-1] = start

    def _paragraph(self, start: str = "") -> None:
        self._line()
        if len(self.lines) > 1 and self.lines[-2]:
            self.lines.append("")
        self.lines[-1] = start


def _without_comments(markup: str) -> str:
    parts, at = [], 0
    while (begin := markup.find("<!--", at)) >= 0 and (end := markup.find("-->", begin)) >= 0:
        parts.append(markup[at:begin])
        at = end + 3
    return "".join([*parts, markup[at:]])


@lru_cache(maxsize=32)
def is_markup(text: str) -> bool:
    """Whether `text` is markup, not plain words."""
    return bool(re.search(r"<[a-zA-Z/!]", text)) or html.unescape(text) != text


@lru_cache(maxsize=32)
def to_text(markup: str) -> str:
    """What `markup` says, line by line; plain words stay as they are.

    Of one longer than LONGEST the beginning.
    """
    markup = markup[:LONGEST]
    if not is_markup(markup):
        return markup.strip()
    reader = _read(markup)
    lines = [line.strip() for line in reader.lines]
    marks = {BULLET, HEADING}
    text = "\n".join("" if line in marks else line for line in lines)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


@lru_cache(maxsize=32)
def loses(markup: str) -> bool:
    """Whether its text, written again, leaves out bold letters, links, tables or pictures."""
    markup = markup[:LONGEST]
    return is_markup(markup) and not _read(markup).names <= PLAIN


def to_markup(text: str) -> str:
    """Safe markup that says `text`."""
    made: list[str] = []
    for block in re.split(r"\n\s*\n", text.strip()):
        made += _block([line.strip() for line in block.split("\n") if line.strip()])
    return "".join(made)


def like(text: str, before: str) -> str:
    """`text` as it is kept: plain words where `before` was plain words, else markup."""
    plain = bool(before) and not is_markup(before) and not is_markup(text)
    return text.strip() if plain else to_markup(text)


def _read(markup: str) -> _Reader:
    reader = _Reader()
    reader.read(markup)
    return reader


def _block(lines: list[str]) -> list[str]:
    """Headings, lists and paragraphs of lines without a blank one between them."""
    made: list[str] = []
    for kind, group in groupby(lines, _kind):
        words = [html.escape(_MARK.sub("", line) if kind else line, quote=False) for line in group]
        if kind == BULLET:
            made.append(f"<ul>{''.join(f'<li>{word}</li>' for word in words)}</ul>")
        elif kind == HEADING:
            made += [f"<h3>{word}</h3>" for word in words]
        else:
            made.append(f"<p>{'<br>'.join(words)}</p>")
    return made


def _kind(line: str) -> str:
    """What a line begins with: the mark of a list, of a heading, or "" for words."""
    if not (found := _MARK.match(line)):
        return ""
    return HEADING if found[0].startswith(HEADING) else BULLET
