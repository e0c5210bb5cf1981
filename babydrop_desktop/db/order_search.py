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
    literal_column,
    or_,
    select,
    table,
    true,
    union,
)

from babydrop_desktop.db.functions import folded
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
        found |= {"last": after.value, "last_id": after.id}
        if isinstance(after.value, datetime):
            edge = round(after.value.timestamp() * 1000) * _PLACES
            found["edge"] = edge if query.descending else edge + _PLACES - 1
    return found


def _match(words: Words, status: DropshipStatus | None) -> str:
    parts = words.long or (f"{_FIRST_LETTER}{words.short[0]}",)
    asked = " AND ".join(f'words : "{part.replace(chr(34), chr(34) * 2)}"' for part in parts)
    if status is not None and status is not DropshipStatus.UNKNOWN:
        asked += f' AND status : "{status}"'  # the rarer of the two leads
    return asked


def _escaped(word: str) -> str:
    return re.sub(r"([%_\\])", r"\\\1", word)


def _word(at: int) -> ColumnElement[str]:
    return bindparam(f"word{at}", type_=Text())


# --- the embedded database ---------------------------------------------------------------


def in_file(shape: Shape) -> Select[Any]:
    """The ids (`id`) of the orders found and where they stand (`place`), in the order asked for."""
    place: ColumnElement[Any] = WORDS.c.number if shape.by_number else _FOUND.c.rowid
    found = _matching(shape)
    if shape.behind:
        last: ColumnElement[Any] = bindparam("last") if shape.by_number else _last_place()
        found = found.where(place < last if shape.down else place > last)
    chosen = found.with_only_columns(
        WORDS.c.dropship_order_id.label("id"), place.label("place"), maintain_column_froms=True
    )
    return chosen.order_by(place.desc() if shape.down else place)


def count_in_file(shape: Shape, most: int) -> Select[Any]:
    """How many orders of each status are found, counted up to `most` in all."""
    found = _matching(shape).with_only_columns(WORDS.c.status, maintain_column_froms=True)
    some = found.limit(most).subquery()
    return select(some.c.status, func.count()).group_by(some.c.status)


def _matching(shape: Shape) -> Select[Any]:
    # Words of three letters and more are in the match; without one, the first is.
    rest = range(shape.long or 1, shape.long + shape.short)
    conditions: list[ColumnElement[bool]] = [
        folded(WORDS.c.words).like(folded(_word(at)), escape="\\") for at in rest
    ]  # fmt: skip
    if shape.strange:
        conditions.append(WORDS.c.status.op("IN")(literal_column(STRANGE["sqlite"])))
    elif shape.status:
        conditions.append(WORDS.c.status == bindparam("status"))
    conditions.append(_FOUND.c.order_search.op("MATCH")(bindparam("match")))
    joined = _FOUND.join(WORDS, WORDS.c.id == _FOUND.c.rowid)
    return select(WORDS.c.status).select_from(joined).where(*conditions)


def _last_place() -> ColumnElement[Any]:
    """Where the last order stands among the words; where it is gone, its millisecond's edge."""
    own = select(WORDS.c.id).where(WORDS.c.dropship_order_id == bindparam("last_id"))
    return func.coalesce(own.scalar_subquery(), bindparam("edge"))


# --- a server ----------------------------------------------------------------------------


def on_server(shape: Shape, conditions: list[ColumnElement[bool]], limit: Any) -> Select[Any]:  # noqa: ANN401
    """As `in_file`, at most `limit`; `conditions` are those of status and page.

    Each of two questions gives its first orders, so the first of both are the first of all: one
    looks for the longest word in the order, one in its number.
    """
    place = Order.order_number if shape.by_number else DropshipOrder.created_at
    parts = []
    for condition in _server_conditions(shape):
        found = select(DropshipOrder.id.label("id"), place.label("place")).join(
            Order, Order.id == DropshipOrder.order_id
        )
        found = found.where(condition, *conditions)
        order = _ordered(place.expression, DropshipOrder.id.expression, down=shape.down)
        parts.append(select(found.order_by(*order).limit(limit).subquery()))
    both = union(*parts).subquery()
    return select(both.c.id, both.c.place).order_by(
        *_ordered(both.c.place, both.c.id, down=shape.down)
    )


def count_on_server(shape: Shape, most: int) -> Select[Any]:
    """As `count_in_file`."""
    parts = [
        select(
            select(DropshipOrder.id, DropshipOrder.status)
            .join(Order, Order.id == DropshipOrder.order_id)
            .where(condition)
            .limit(most)
            .subquery()
        )
        for condition in _server_conditions(shape)
    ]
    both = union(*parts).subquery()
    some = select(both.c.status).limit(most).subquery()
    return select(some.c.status, func.count()).group_by(some.c.status)


def _ordered(*columns: ColumnElement[Any], down: bool) -> tuple[ColumnElement[Any], ...]:
    return tuple(one.desc() for one in columns) if down else columns


def _server_conditions(shape: Shape) -> list[ColumnElement[bool]]:
    more = range(1, shape.long + shape.short)
    others = and_(true(), *(or_(_in_words(at), _in_number(at)) for at in more))
    if not shape.long:
        begins = _like(Order.order_number.expression, bindparam("begins", type_=Text()))
        return [and_(begins, others)]
    return [and_(_in_words(0), others), and_(_in_number(0), others)]


def _in_words(at: int) -> ColumnElement[bool]:
    return _like(_SERVER_WORDS, _word(at))


def _in_number(at: int) -> ColumnElement[bool]:
    return _like(Order.order_number.expression, _word(at))


def _like(words: ColumnElement[str], pattern: ColumnElement[str]) -> ColumnElement[bool]:
    # Without ESCAPE, which would hide the pattern from the index.
    return words.op("ILIKE", is_comparison=True)(pattern)
