"""Finds the page's own JSON reply inside a saved page or any script text, wherever it is."""

import json
import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice

from babydrop_desktop.gateways.aliexpress.script import span_of_value

# How many places are tried, and how much is looked through: a hostile page names thousands.
MOST_PLACES = 12
MOST_STEPS = 2_000
MOST_LOOKED_THROUGH = 24_000_000
_MARK = re.compile(
    r"\bGLOBAL_DATA\b|\bPRODUCT_TITLE\b|\bHEADER_IMAGE_PC\b|\bskuPriceInfoMap\b|\bskuPaths\b"
)
# Where a value begins in a script: assigned, given to a function, listed, returned, or its all.
_BEGINS = re.compile(
    r"(?:[=(,:?>\[;]|\breturn|\A)\s{0,200}+(?:\[\s{0,99}+)?(?=\{\s{0,200}+[\"'\w])"
)
_STRING_BEGINS = re.compile(r"[=(,:]\s{0,200}+(?=[\"']\s{0,9}+[\[{])")
_STRING = re.compile(r'"(?:[^"\\]++|\\.)*+"' + r"|'(?:[^'\\]++|\\.)*+'", re.DOTALL)


def replies_in(text: str) -> Iterator[str]:
    """Yield the texts that may be the reply: balanced values around product data, outermost first.

    A reply that a script holds as the text of a string (JSON.parse("…")) is yielded without its
    escapes. At most 12 are yielded.
    """
    marks = [match.start() for match in islice(_MARK.finditer(text), MOST_STEPS)]
    if marks:
        yield from islice(_around(text, marks), MOST_PLACES)
    escaped = next((mark for mark in marks if text[mark - 2 : mark] == '\\"'), None)
    if escaped is not None and (found := _as_string(text, escaped)):
        yield found


def _around(text: str, marks: list[int]) -> Iterator[str]:
    """Walk over the values of a text in order; those that hold no mark are stepped over whole."""
    at, looked_for = _block_start(text, 0, marks[0]), marks[0]
    left = MOST_LOOKED_THROUGH
    for _ in range(MOST_STEPS):
        begins = _BEGINS.search(text, at)
        place = bisect_left(marks, begins.end()) if begins else len(marks)
        if begins is None or place == len(marks) or left < 0:
            return
        mark, start = marks[place], begins.end()
        if mark != looked_for:
            looked_for, at = mark, _block_start(text, start, mark)
            if at > start:
                continue  # it stands in a later script
        span = span_of_value(text, start)
        end = span.end if span else len(text)
        left -= end - start
        if span is not None and end > mark:
            yield text[start:end]
        at = end if span is not None and end <= mark else start


def _block_start(text: str, start: int, mark: int) -> int:
    """Give where the script around `mark` begins, looked for from `start` on; else `start`."""
    opened = max(text.rfind("<script", start, mark), text.rfind("<SCRIPT", start, mark))
    return max(opened, start)


def _as_string(text: str, mark: int) -> str | None:
    """Give the reply that a script holds as the text of a string, where it does."""
    begin = _block_start(text, 0, mark)
    begins = list(islice(_STRING_BEGINS.finditer(text, begin, mark), MOST_STEPS))
    for start in [match.end() for match in begins[-3:]]:
        string = _STRING.match(text, start)
        if string and string.end() > mark:
            return _unescaped(string.group())
    return None


def _unescaped(literal: str) -> str | None:
    body = literal[1:-1].replace("\\'", "'")
    try:
        read = json.loads(f'"{body}"', strict=False)
    except ValueError:
        return None
    return read if isinstance(read, str) else None
