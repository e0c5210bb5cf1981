"""Finds the orders that hold what the owner types: on each engine with what it has for that.

The embedded database has a table of words kept by triggers and a search by parts of three letters
(FTS5); its rows stand in the order in which the orders came in, so that a page of any search costs
the same at any depth. A server looks with ILIKE, quick where the index action could make its
indexes. Fewer than three letters find the beginning of the order's number.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Text,
    and_,
    bindparam,
    column,
    func,
    literal,
    literal_column,
    or_,
    select,
    table,
    true,
    union,
)

from babydrop_desktop.db.functions import ascii_folded, folded
from babydrop_desktop.db.indexes import ORDER_WORDS
from babydrop_desktop.db.storefront import DropshipOrder, Order
from babydrop_desktop.domain.orders import DropshipStatus, OrderKey, OrderQuery, OrderSort

MOST_WORDS = 8
LONGEST_WORD = 100
PART = 3  # letters: what the indexes of both engines are made of
_STEERS = re.compile("[\x00-\x1f\x7f]")
_PLACES = 2**21  # orders within one millisecond, see the migration's view order_source
_FIRST_LETTER = "\x01\x01"  # stands before the number in the words

WORDS = table(
    "order_words", column("id"), column("dropship_order_id"), column("status"), column("number"),
    column("words"),
)  # fmt: skip
_FOUND = table("order_search", column("rowid"), column("order_search"))
COUNTS = table("order_count", column("status"), column("orders"))
KNOWN = tuple(status.value for status in DropshipStatus if status is not DropshipStatus.UNKNOWN)
_LISTED = ", ".join(f"'{status}'" for status in KNOWN)
# Words that this program does not know: asked by name, so that the index of statuses serves.
STRANGE = {
    "sqlite": f"(SELECT status FROM order_count WHERE orders > 0 AND status NOT IN ({_LISTED}))",  # noqa: S608
    "postgresql": '(SELECT e FROM unnest(enum_range(NULL::"DropshipOrderStatus")) e'  # noqa: S608
    f" WHERE e::text NOT IN ({_LISTED}))",
}
_SERVER_WORDS: ColumnElement[str] = literal_column(ORDER_WORDS.format(t='"DropshipOrder".'), Text())


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
    typed = _STEERS.sub(" ", search).split()[:MOST_WORDS]
    words = sorted((word[:LONGEST_WORD] for word in typed), key=len, reverse=True)
    return Words(
        tuple(word for word in words if len(word) >= PART),
        tuple(word for word in words if len(word) < PART),
    )


# --- the embedded database ---------------------------------------------------------------


def in_file(query: OrderQuery, after: OrderKey | None) -> Select[Any]:
    """The ids (`id`) of the orders found and where they stand (`place`), in the order asked for."""
    found = _matching(words_of(query.search), query.status)
    if query.sort is OrderSort.NUMBER:
        place = WORDS.c.number
        last: Any = None if after is None else literal(after.value)
    else:
        place = _FOUND.c.rowid
        last = None if after is None else _place_of(after, descending=query.descending)
    if after is not None:
        found = found.where(place < last if query.descending else place > last)
    chosen = found.with_only_columns(
        WORDS.c.dropship_order_id.label("id"), place.label("place"), maintain_column_froms=True
    )
    return chosen.order_by(place.desc() if query.descending else place)


def count_in_file(search: str, most: int) -> Select[Any]:
    """How many orders of each status are found, counted up to `most` in all."""
    found = _matching(words_of(search)).with_only_columns(
        WORDS.c.status, maintain_column_froms=True
    )
    some = found.limit(most).subquery()
    return select(some.c.status, func.count()).group_by(some.c.status)


def _matching(words: Words, status: DropshipStatus | None = None) -> Select[Any]:
    parts = words.long or (f"{_FIRST_LETTER}{words.short[0]}",)
    rest = words.short if words.long else words.short[1:]
    asked = " AND ".join(f'words : "{part.replace(chr(34), chr(34) * 2)}"' for part in parts)
    conditions = [_holds(WORDS.c.words, word) for word in rest]
    if status is DropshipStatus.UNKNOWN:
        conditions.append(WORDS.c.status.op("IN")(literal_column(STRANGE["sqlite"])))
    elif status is not None:
        asked += f' AND status : "{status}"'  # the rarer of the two leads
        conditions.append(WORDS.c.status == str(status))
    conditions.append(_FOUND.c.order_search.op("MATCH")(literal(asked)))
    joined = _FOUND.join(WORDS, WORDS.c.id == _FOUND.c.rowid)
    return select(WORDS.c.status).select_from(joined).where(*conditions)


def _holds(words: ColumnElement[Any], word: str) -> ColumnElement[bool]:
    fold = ascii_folded if word.isascii() else folded
    escaped = re.sub(r"([%_/])", r"/\1", word)
    return fold(words).like(fold(literal(f"%{escaped}%", Text())), escape="/")


def _place_of(after: OrderKey, *, descending: bool) -> ColumnElement[Any]:
    """Where an order stands among the words; where it is gone, the edge of its millisecond."""
    own = select(WORDS.c.id).where(WORDS.c.dropship_order_id == after.id).scalar_subquery()
    moment = after.value.timestamp() if isinstance(after.value, datetime) else 0
    edge = round(moment * 1000) * _PLACES
    return func.coalesce(own, edge if descending else edge + _PLACES - 1)


# --- a server ----------------------------------------------------------------------------


def on_server(query: OrderQuery, conditions: list[ColumnElement[bool]], limit: int) -> Select[Any]:
    """As `in_file`, at most `limit`; `conditions` are those of status and page.

    Each of two questions gives its first orders, so the first of both are the first of all: one
    looks for the longest word in the order, one in its number.
    """
    place = Order.order_number if query.sort is OrderSort.NUMBER else DropshipOrder.created_at
    parts = []
    for condition in _server_conditions(words_of(query.search)):
        found = select(DropshipOrder.id.label("id"), place.label("place")).join(
            Order, Order.id == DropshipOrder.order_id
        )
        found = found.where(condition, *conditions)
        order = _ordered(place.expression, DropshipOrder.id.expression, down=query.descending)
        parts.append(select(found.order_by(*order).limit(limit).subquery()))
    both = union(*parts).subquery()
    return select(both.c.id, both.c.place).order_by(
        *_ordered(both.c.place, both.c.id, down=query.descending)
    )


def count_on_server(search: str, most: int) -> Select[Any]:
    """As `count_in_file`."""
    parts = [
        select(
            select(DropshipOrder.id, DropshipOrder.status)
            .join(Order, Order.id == DropshipOrder.order_id)
            .where(condition)
            .limit(most)
            .subquery()
        )
        for condition in _server_conditions(words_of(search))
    ]
    both = union(*parts).subquery()
    some = select(both.c.status).limit(most).subquery()
    return select(some.c.status, func.count()).group_by(some.c.status)


def _ordered(*columns: ColumnElement[Any], down: bool) -> tuple[ColumnElement[Any], ...]:
    return tuple(one.desc() for one in columns) if down else columns


def _server_conditions(words: Words) -> list[ColumnElement[bool]]:
    lead, *more = (*words.long, *words.short)
    others = and_(true(), *(or_(_in_words(word), _in_number(word)) for word in more))
    if not words.long:
        return [and_(_begins_number(lead), others)]
    return [and_(_in_words(lead), others), and_(_in_number(lead), others)]


def _in_words(word: str) -> ColumnElement[bool]:
    return _like(_SERVER_WORDS, f"%{_escaped(word)}%")


def _in_number(word: str) -> ColumnElement[bool]:
    return _like(Order.order_number.expression, f"%{_escaped(word)}%")


def _begins_number(word: str) -> ColumnElement[bool]:
    return _like(Order.order_number.expression, f"{_escaped(word)}%")


def _like(words: ColumnElement[str], pattern: str) -> ColumnElement[bool]:
    # Without ESCAPE, which would hide the pattern from the index.
    return words.op("ILIKE", is_comparison=True)(bindparam(None, pattern, Text()))


def _escaped(word: str) -> str:
    return re.sub(r"([%_\\])", r"\\\1", word)
