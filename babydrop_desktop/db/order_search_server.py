"""Finds orders on a server, with ILIKE along the indexes that the index action makes."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Text,
    bindparam,
    func,
    literal_column,
    or_,
    select,
    union,
    union_all,
)

from babydrop_desktop.db.indexes import ORDER_WORDS
from babydrop_desktop.db.order_search import MOST, Shape, word
from babydrop_desktop.db.storefront import DropshipOrder, Order

_WORDS: ColumnElement[str] = literal_column(ORDER_WORDS.format(t='"DropshipOrder".'), Text())
_NUMBER: ColumnElement[str] = Order.order_number.expression
# Of a status that no more orders have, all are sorted by number.
MOST_SORTED = 10_000


def on_server(shape: Shape, conditions: list[ColumnElement[bool]]) -> Select[Any]:
    """The ids (`id`) of the first orders found, and where they stand (`place`), in order.

    `conditions` are those of status and page. Each of the questions gives its first orders, so the
    first of them all are the first there are.
    """
    place = _NUMBER if shape.by_number else DropshipOrder.created_at.expression
    parts = []
    for found in _questions(shape, joined=shape.by_number):
        asked = found.with_only_columns(
            DropshipOrder.id.label("id"), place.label("place"), maintain_column_froms=True
        )
        order = _ordered(place, DropshipOrder.id.expression, down=shape.down)
        asked = asked.where(*conditions).order_by(*order).limit(MOST)
        parts.append(select(asked.subquery()))
    both = union(*parts).subquery()
    return select(both.c.id, both.c.place).order_by(
        *_ordered(both.c.place, both.c.id, down=shape.down)
    )


def count_on_server(shape: Shape, most: int) -> Select[Any]:
    """How many orders of each status are found, counted up to `most` in all."""
    parts = []
    for found in _questions(shape, joined=False):
        asked = found.with_only_columns(
            DropshipOrder.id, DropshipOrder.status, maintain_column_froms=True
        )
        parts.append(select(asked.limit(most).subquery()))
    both = union(*parts).subquery()
    some = select(both.c.status).limit(most).subquery()
    return select(some.c.status, func.count()).group_by(some.c.status)


def numbers_on_server(
    of_status: ColumnElement[bool], behind: list[ColumnElement[bool]], *, down: bool
) -> Select[Any]:
    """The orders of a status by number (`id`, `place`): no index of the storefront's holds both.

    Those of a status that few have are sorted; else they are met soon along the numbers. A server
    left to itself looks along them for the few, too, which may stand at their other end.
    """
    place = _NUMBER.label("place")
    some = select(DropshipOrder.id).where(of_status).limit(MOST_SORTED + 1).subquery()
    few = select(func.count() <= MOST_SORTED).select_from(some).scalar_subquery()
    # Its limit keeps the server from putting both questions together.
    mine = (
        select(DropshipOrder.id, DropshipOrder.order_id)
        .where(of_status)
        .limit(MOST_SORTED)
        .subquery()
    )
    by_status = (
        select(mine.c.id, place).join(Order, Order.id == mine.c.order_id).where(few, *behind)
    )
    along = (
        select(DropshipOrder.id, place)
        .join(Order, Order.id == DropshipOrder.order_id)
        .where(~few, of_status, *behind)
    )
    order = _NUMBER.desc() if down else _NUMBER
    parts = (select(part.order_by(order).limit(MOST).subquery()) for part in (by_status, along))
    both = union_all(*parts).subquery()
    return select(both.c.id, both.c.place).order_by(*_ordered(both.c.place, down=down))


def _ordered(*columns: ColumnElement[Any], down: bool) -> tuple[ColumnElement[Any], ...]:
    return tuple(one.desc() for one in columns) if down else columns


def _questions(shape: Shape, *, joined: bool) -> Iterator[Select[Any]]:
    """The orders found, each in one of them at least.

    One has all long words beside the number, so that one index finds all of them at once; for each
    long word one has it in the number. The other words are looked for wherever they may be.
    """
    short = range(shape.long, shape.long + shape.short)
    if not shape.long:
        begins = _like(_NUMBER, bindparam("begins", type_=Text()))
        yield _asked(begins, *(_anywhere(at) for at in short[1:]), joined=True)
        return
    long = range(shape.long)
    beside = (*(_like(_WORDS, word(at)) for at in long), *(_anywhere(at) for at in short))
    yield _asked(*beside, joined=joined or bool(short))
    for mine in long:
        rest = (_anywhere(at) for at in range(shape.long + shape.short) if at != mine)
        yield _asked(_like(_NUMBER, word(mine)), *rest, joined=True)


def _asked(*conditions: ColumnElement[bool], joined: bool) -> Select[Any]:
    found = select(DropshipOrder.id)
    if joined:
        found = found.join(Order, Order.id == DropshipOrder.order_id)
    return found.where(*conditions)


def _anywhere(at: int) -> ColumnElement[bool]:
    return or_(_like(_WORDS, word(at)), _like(_NUMBER, word(at)))


def _like(words: ColumnElement[str], pattern: ColumnElement[str]) -> ColumnElement[bool]:
    # Without ESCAPE, which would hide the pattern from the index.
    return words.op("ILIKE", is_comparison=True)(pattern)
