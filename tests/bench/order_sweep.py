"""Walks through every list of orders there is, at every depth, and tells the slowest pages."""

import sys
from collections.abc import Iterator
from statistics import median
from time import perf_counter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from babydrop_desktop.db import orders
from babydrop_desktop.db.engine import open_engine
from babydrop_desktop.db.unit import Database
from babydrop_desktop.domain.orders import DropshipStatus, OrderKey, OrderQuery, OrderSort
from tests.bench.measure import run_in_child
from tests.bench.order_questions import JUDGE, PAGE
from tests.bench.order_shops import Shop

DEPTHS = (0.0, 0.1, 0.5, 0.9, 0.99)
TIMES = 5
SHOWN = 3


def sweep(shop: Shop) -> list[dict[str, Any]]:
    """The medians of each depth over all lists of one shop, and its slowest pages."""
    told = run_in_child(_swept, shop.url).facts
    for depth, ms in told["depths"].items():
        sys.stdout.write(f"every list at {depth}: median {ms} ms\n")
    for what, ms in told["slowest"]:
        sys.stdout.write(f"    slowest: {what} {ms} ms\n")
    return [{"engine": shop.engine, "count": shop.count, **told}]


def _swept(url: str) -> dict[str, Any]:
    db = Database(open_engine(url))
    every: dict[str, list[float]] = {f"{depth:.0%}": [] for depth in DEPTHS}
    pages: list[tuple[str, float]] = []
    try:
        for query in _queries():
            for depth, key in _keys(db, query):
                ms = _timed(db, query, key)
                every[depth].append(ms)
                down = "down" if query.descending else "up"
                pages.append((f"{query.status or 'all'} by {query.sort} {down} at {depth}", ms))
    finally:
        db.close()
    pages.sort(key=lambda page: -page[1])
    depths = {depth: round(median(times), 2) for depth, times in every.items()}
    return {"depths": depths, "slowest": pages[:SHOWN], "pages": len(pages)}


def _queries() -> Iterator[OrderQuery]:
    statuses = [None, *(s for s in DropshipStatus if s is not DropshipStatus.UNKNOWN)]
    for status in statuses:
        for sort in OrderSort:
            for down in (True, False):
                yield OrderQuery(status=status, sort=sort, descending=down)


def _timed(db: Database, query: OrderQuery, key: OrderKey | None) -> float:
    seconds = []
    for _ in range(TIMES):
        started = perf_counter()
        with db.read() as session:
            orders.page(session, query, key, PAGE, JUDGE)
        seconds.append(perf_counter() - started)
    return round(median(seconds) * 1000, 2)


def _keys(db: Database, query: OrderQuery) -> Iterator[tuple[str, OrderKey | None]]:
    """The key that each depth begins behind, looked up by an offset."""
    with db.read() as session:
        count = orders.counts(session).count(query.status)
        for depth in DEPTHS:
            at = round(count * depth)
            yield f"{depth:.0%}", _key(session, query, at) if at else None


def _key(session: Session, query: OrderQuery, at: int) -> OrderKey:
    dropship, order = orders.DropshipOrder, orders.Order
    place = order.order_number if query.sort is OrderSort.NUMBER else dropship.created_at
    asked = sa.select(place, dropship.id).join(order, order.id == dropship.order_id)
    if query.status is not None:
        asked = asked.where(dropship.status == query.status.value)
    by: list[sa.ColumnElement[Any]] = [place.expression, dropship.id.expression]
    asked = asked.order_by(*(each.desc() if query.descending else each for each in by))
    return OrderKey(*session.execute(asked.offset(at - 1).limit(1)).one())
