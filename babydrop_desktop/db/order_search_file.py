"""Finds orders in the embedded database, by its search of parts of words (FTS5) or its numbers.

Its rows stand in the order in which the orders came in, so that a page of any search in that order
costs the same at any depth. By number, what is found often is met soon by looking along the
numbers; what is found seldom is sorted.
"""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    bindparam,
    case,
    func,
    literal_column,
    select,
    true,
    union_all,
)

from babydrop_desktop.db.functions import folded
from babydrop_desktop.db.order_search import FOUND, MOST, STRANGE, WORDS, Shape, word
from babydrop_desktop.db.storefront import DropshipOrder, Order

# Orders looked at along their numbers before all that is found is sorted.
MOST_WALKED = 5_000
_NOTHING = '""'  # for FTS5
_AFTER_ALL = "\U0010ffff"  # no number begins with it


def in_file(shape: Shape) -> Select[Any]:
    """The ids (`id`) of the orders found and where they stand (`place`), in the order asked for."""
    if not shape.by_number:
        return _sorted(shape, FOUND.c.rowid)
    if not shape.plain or shape.strange:
        return _sorted(shape, WORDS.c.number)
    walked = _walked(shape).limit(MOST).cte("walked")
    enough = select(func.count() == MOST).select_from(walked).scalar_subquery()
    # Said to the search itself, which then does not even begin: a condition is for each row.
    match = case((enough, _NOTHING), else_=bindparam("match"))
    others = _sorted(shape, WORDS.c.number, match).limit(MOST).subquery()
    both = union_all(
        select(walked.c.id, walked.c.place).where(enough), select(others.c.id, others.c.place)
    ).subquery()
    return _in_order(select(both.c.id, both.c.place), both.c.place, shape)


def count_in_file(shape: Shape, most: int) -> Select[Any]:
    """How many orders of each status are found, counted up to `most` in all."""
    found = _matching(shape).with_only_columns(WORDS.c.status, maintain_column_froms=True)
    some = found.limit(most).subquery()
    return select(some.c.status, func.count()).group_by(some.c.status)


def numbers_in_file(shape: Shape) -> Select[Any]:
    """The orders of one status by number: no index of the storefront's holds both."""
    found = select(WORDS.c.dropship_order_id.label("id"), WORDS.c.number.label("place"))
    found = found.where(WORDS.c.status == bindparam("status"))
    return _in_order(_behind(found, WORDS.c.number, shape), WORDS.c.number, shape)


def _sorted(
    shape: Shape, place: ColumnElement[Any], match: ColumnElement[Any] | None = None
) -> Select[Any]:
    chosen = _behind(_matching(shape, match), place, shape).with_only_columns(
        WORDS.c.dropship_order_id.label("id"), place.label("place"), maintain_column_froms=True
    )
    return _in_order(chosen, place, shape)


def _in_order(found: Select[Any], place: ColumnElement[Any], shape: Shape) -> Select[Any]:
    return found.order_by(place.desc() if shape.down else place)


def _behind(found: Select[Any], place: ColumnElement[Any], shape: Shape) -> Select[Any]:
    if not shape.behind:
        return found
    last: ColumnElement[Any] = bindparam("last") if shape.by_number else _last_place()
    return found.where(place < last if shape.down else place > last)


def _walked(shape: Shape) -> Select[Any]:
    """The orders found among the first numbers, as they are met."""
    if shape.status:
        place: ColumnElement[Any] = WORDS.c.number
        walk = select(WORDS.c.dropship_order_id.label("id"), place.label("place"))
        mine = [WORDS.c.status == bindparam("status")]
    else:
        place, mine = Order.order_number.expression, []
        walk = (
            select(WORDS.c.dropship_order_id.label("id"), place.label("place"))
            .select_from(Order)
            .join(DropshipOrder, DropshipOrder.order_id == Order.id)
            .join(WORDS, WORDS.c.dropship_order_id == DropshipOrder.id)
        )
    numbers: Select[Any] = select(place).where(*mine)
    ends = _in_order(_behind(numbers, place, shape), place, shape)
    far: ColumnElement[Any] = func.coalesce(
        ends.limit(1).offset(MOST_WALKED).scalar_subquery(), "" if shape.down else _AFTER_ALL
    )
    near = place > far if shape.down else place < far
    found: Select[Any] = walk.where(*mine, *_held(shape), near)
    return _in_order(_behind(found, place, shape), place, shape)


def _held(shape: Shape) -> list[ColumnElement[bool]]:
    """What is true of the words of an order that is found."""
    first = 0 if shape.long else 1
    words = range(first, shape.long + shape.short)
    held = [_holds(at, plain=shape.plain) for at in words]
    if first:
        held.append(WORDS.c.number.like(bindparam("begins"), escape="\\"))
    return held


def _matching(shape: Shape, match: ColumnElement[Any] | None = None) -> Select[Any]:
    # A word that is whole in the match needs no second look; without a long one the first is.
    looked = (*range(shape.ends), *range(shape.long or 1, shape.long + shape.short))
    conditions: list[ColumnElement[bool]] = [_holds(at, plain=shape.plain) for at in looked]
    if shape.strange:
        conditions.append(WORDS.c.status.op("IN")(literal_column(STRANGE["sqlite"])))
    elif shape.status:
        conditions.append(WORDS.c.status == bindparam("status"))
    asked = bindparam("match") if match is None else match
    conditions.append(FOUND.c.order_search.op("MATCH")(asked))
    joined = FOUND.join(WORDS, WORDS.c.id == FOUND.c.rowid)
    return select(WORDS.c.status).select_from(joined).where(true(), *conditions)


def _holds(at: int, *, plain: bool) -> ColumnElement[bool]:
    words: ColumnElement[str] = WORDS.c.words
    if plain:  # SQLite's own LIKE takes A-Z for a-z, without a call into Python for each row
        return words.like(word(at), escape="\\")
    return folded(words).like(folded(word(at)), escape="\\")


def _last_place() -> ColumnElement[Any]:
    """Where the last order stands among the words; where it is gone, its millisecond's edge."""
    own = select(WORDS.c.id).where(WORDS.c.dropship_order_id == bindparam("last_id"))
    return func.coalesce(own.scalar_subquery(), bindparam("edge"))
