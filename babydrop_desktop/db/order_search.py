"""Reads what the owner types to find orders, and says what a search looks for.

The embedded database has a table of words kept by triggers and a search by parts of three letters
(FTS5, `order_search_file`); a server looks with ILIKE, quick where the index action could make its
indexes (`order_search_server`). Fewer than three letters find the beginning of the order's number.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Integer, Text, bindparam, column, table

from babydrop_desktop.domain.orders import DropshipStatus, OrderKey, OrderQuery, OrderSort

MOST_WORDS = 8
LONGEST_WORD = 100
PART = 3  # letters: what the indexes of both engines are made of
# Of a longer word an index is asked for its two ends only, and what it finds is looked at: reading
# the lists of all its parts would take longer than there is to find.
LONGEST_WHOLE = 10
END, BEGINNING = 6, 5
_STEERS = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
# What is copied along from a page or a message, and nobody sees.
_UNSEEN = re.compile("[\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_PLACES = 2**21  # orders within one millisecond, see the migration's view order_source
_FIRST_LETTER = "\x01\x01"  # stands before the number in the words
# How many lines are asked for. It stands in the statement itself: a server that does not know it
# plans for a tenth of all orders.
MOST: ColumnElement[int] = bindparam("most", type_=Integer(), literal_execute=True)

WORDS = table(
    "order_words", column("id"), column("dropship_order_id"), column("status"), column("number"),
    column("words"),
)  # fmt: skip
FOUND = table("order_search", column("rowid"), column("order_search"))
COUNTS = table("order_count", column("status"), column("orders"))
KNOWN = tuple(status.value for status in DropshipStatus if status is not DropshipStatus.UNKNOWN)
_LISTED = ", ".join(f"'{status}'" for status in KNOWN)
# Words that this program does not know: asked by name, so that the index of statuses serves.
STRANGE = {
    "sqlite": f"(SELECT status FROM order_count WHERE orders > 0 AND status NOT IN ({_LISTED}))",  # noqa: S608
    "postgresql": '(SELECT e FROM unnest(enum_range(NULL::"DropshipOrderStatus")) e'  # noqa: S608
    f" WHERE e::text NOT IN ({_LISTED}))",
}


@dataclass(frozen=True, slots=True)
class Words:
    """What was typed: words that hold three letters or more, and shorter ones."""

    long: tuple[str, ...]
    short: tuple[str, ...]

    def __bool__(self) -> bool:
        """Whether anything is looked for."""
        return bool(self.long or self.short)


def words_of(search: str) -> Words:
    """The words of what was typed; the longest first."""
    typed = _STEERS.sub(" ", _UNSEEN.sub("", search)).split()[:MOST_WORDS]
    words = sorted((word[:LONGEST_WORD] for word in typed), key=len, reverse=True)
    return Words(
        tuple(word for word in words if len(word) >= PART),
        tuple(word for word in words if len(word) < PART),
    )


@dataclass(frozen=True, slots=True)
class Shape:
    """All that makes one question another statement: the rest are its parameters.

    A statement of this size takes longer to put together than to answer, so each is made once.
    """

    dialect: str
    status: bool
    strange: bool  # a status that this program does not know
    by_number: bool
    down: bool
    behind: bool  # a page behind the first
    long: int
    short: int
    ends: int  # how many of the long ones are looked for by their ends
    plain: bool  # only letters of which every engine knows the capitals
    careful: bool = False  # something on the page cannot be read
    last: str = ""  # where the last page ended, in SQL: see OrderKey.exactly
    last_id: str = ""

    @property
    def searched(self) -> bool:
        """Whether anything is looked for."""
        return bool(self.long or self.short)


def shape_of(dialect: str, query: OrderQuery, *, behind: bool) -> Shape:
    """The shape of a question."""
    words = words_of(query.search)
    strange = query.status is DropshipStatus.UNKNOWN
    return Shape(
        dialect=dialect,
        status=query.status is not None and not strange,
        strange=strange,
        by_number=query.sort is OrderSort.NUMBER,
        down=query.descending,
        behind=behind,
        long=len(words.long),
        short=len(words.short),
        ends=sum(len(word) > LONGEST_WHOLE for word in words.long),
        plain=all(word.isascii() for word in (*words.long, *words.short)),
    )


def parameters(query: OrderQuery, after: OrderKey | None) -> dict[str, Any]:
    """What a statement of any shape needs to know of a question."""
    words = words_of(query.search)
    every = (*words.long, *words.short)
    found: dict[str, Any] = {f"word{at}": f"%{_escaped(word)}%" for at, word in enumerate(every)}
    if every:
        found["begins"] = f"{_escaped(every[0])}%"
        found["match"] = _match(words, query.status)
    if query.status is not None:
        found["status"] = query.status.value
    if after is not None:
        found |= {"last": after.value, "last_id": after.id, "edge": 0}
        if isinstance(after.value, datetime):
            edge = round(after.value.timestamp() * 1000) * _PLACES
            found["edge"] = edge if query.descending else edge + _PLACES - 1
    return found


def _match(words: Words, status: DropshipStatus | None) -> str:
    parts = [part for word in words.long for part in _parts(word)]
    parts = parts or [f"{_FIRST_LETTER}{words.short[0]}"]
    asked = " AND ".join(f'words : "{part.replace(chr(34), chr(34) * 2)}"' for part in parts)
    if status is not None and status is not DropshipStatus.UNKNOWN:
        asked += f' AND status : "{status}"'  # the rarer of the two leads
    return asked


def _parts(word: str) -> tuple[str, ...]:
    """What is looked for of a word: the end of a long one is rarer, be it a number or a name."""
    if len(word) <= LONGEST_WHOLE:
        return (word,)
    at = word.find("@") + 1  # many people have the same provider
    end = at if at >= END else len(word)
    return (word[end - END : end], word[:BEGINNING])


def _escaped(word: str) -> str:
    return re.sub(r"([%_\\])", r"\\\1", word)


def word(at: int) -> ColumnElement[str]:
    """The pattern of a word: the longest one is the first."""
    return bindparam(f"word{at}", type_=Text())
