"""Finds the product data inside a page's script without being misled by what its texts hold."""

import re
from collections.abc import Iterator
from typing import NamedTuple

DEEPEST = 200
# How many places a page may name as its data: a hostile one names thousands.
MOST_PLACES = 12

# Strings (all three quotes), comments and brackets. A quote left over is a string that never ends.
# Possessive quantifiers: each character is looked at once.
_TOKEN = re.compile(
    r'"(?:[^"\\]++|\\.)*+"'
    r"|'(?:[^'\\]++|\\.)*+'"
    r"|`(?:[^`\\]++|\\.)*+`"
    r"|//[^\n]*+"
    r"|/\*(?:[^*]++|\*(?!/))*+\*/"
    r"|[{}\[\]\"'`]|/\*",
    re.DOTALL,
)
_STARTS = re.compile(r"""runParams["']?\]?\s{0,9}(\.data\s{0,9})?=\s{0,400}(?=\{)""")
_DATA_KEY = re.compile(r"""[{,\s/]["']?data["']?\s{0,80}:\s{0,80}$""")
_BARE_DATA = re.compile(r"""\s{0,400}["']?data["']?\s{0,40}:\s{0,400}(?=\{)""")
_OPENING = {"{"}
_PARTNERS = {"}": "{", "]": "["}


class Span(NamedTuple):
    """Where one value begins and ends (behind its last character)."""

    start: int
    end: int


def span_of_value(text: str, start: int) -> Span | None:
    """Find the end of the object or list that begins at `start`, by a balanced scan.

    Strings, escapes and comments are skipped, so that "};" inside a text ends nothing. A value that
    is neither object nor list reaches to the end of `text`. None where it never ends, brackets do
    not match, or it is nested deeper than 200 levels.
    """
    if text[start : start + 1] not in {"{", "["}:
        return Span(start, len(text)) if start < len(text) else None
    depth: list[str] = []
    for match in _TOKEN.finditer(text, start):
        if not _step(match.group(), depth):
            return None
        if not depth:
            return Span(start, match.end())
    return None


def data_values(text: str) -> Iterator[Span | None]:
    """Yield where the values of `data` are in each `window.runParams = {…}` of a page or script.

    Yields None for one that is begun but never ends: a page cut off. Also takes a script that
    begins at `{data: {` or `data: {`, as it is copied from a browser.
    """
    starts = []
    for match in _some(_STARTS.finditer(text)):
        if match.group(1):
            yield span_of_value(text, match.end())
        else:
            starts.append(match.end())
    if not starts and text.lstrip()[:1] == "{":
        starts = [len(text) - len(text.lstrip())]
    for start in starts:
        yield from _data_in(text, start)
    if not starts and (bare := _BARE_DATA.match(text)):
        yield span_of_value(text, bare.end())


def _some(matches: Iterator[re.Match[str]]) -> Iterator[re.Match[str]]:
    for _, match in zip(range(MOST_PLACES), matches, strict=False):
        yield match


def _data_in(text: str, start: int) -> Iterator[Span | None]:
    depth: list[str] = []
    begun = -1
    for match in _TOKEN.finditer(text, start):
        token = match.group()
        at = match.start()
        if token in _OPENING and len(depth) == 1 and _DATA_KEY.search(text[max(0, at - 200) : at]):
            begun = at
        if not _step(token, depth):
            break
        if len(depth) == 1 and begun >= 0:
            yield Span(begun, match.end())
            return
        if not depth:
            return
    yield None


def _step(token: str, depth: list[str]) -> bool:
    if token in {"{", "["}:
        depth.append(token)
        return len(depth) <= DEEPEST
    if token in _PARTNERS:
        return bool(depth) and depth.pop() == _PARTNERS[token]
    return token not in {'"', "'", "`", "/*"}
