"""Shows the shop's orders: the list a page at a time, counts, and one order whole."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from babydrop_desktop.db import order_detail, orders
from babydrop_desktop.db.order_judge import Judge
from babydrop_desktop.db.unit import Database
from babydrop_desktop.domain.orders import (
    OrderCounts,
    OrderDetail,
    OrderKey,
    OrderPage,
    OrderQuery,
    OrderRow,
)
from babydrop_desktop.errors import Unavailable
from babydrop_desktop.services.caches import Caches

MOST_LINES = 500


class Fulfillment:
    """What the owner can ask of the orders. Nothing here decides anything: it only shows."""

    def __init__(
        self,
        db: Database,
        caches: Caches,
        now: Callable[[], datetime],
        *,
        device: str,
        judge: Judge,
    ) -> None:
        self._db = db
        self._caches = caches
        self._now = now
        self._device = device
        self._judge = judge

    def page(self, query: OrderQuery, after: OrderKey | None = None, limit: int = 100) -> OrderPage:
        """At most `limit` (500) lines behind `after`. One statement, the same at any depth.

        Raises Unavailable (reason "search_slow") where a server without the search's indexes needs
        too long.
        """
        with _told_if_slow(query.search), self._db.read() as session:
            return orders.page(session, query, after, min(limit, MOST_LINES), self._judge)

    def counts(self, search: str = "") -> OrderCounts:
        """How many orders stand where; on a shared server they may be 10 s old.

        Raises as `page`.
        """
        if self._db.dialect == "sqlite" and not search:
            return self._counted("")  # kept by the database itself, and never old
        return self._caches.counts.get(search, lambda: self._counted(search))

    def rows(self, ids: Iterable[str]) -> tuple[OrderRow, ...]:
        """The lines of these dropship orders (500 at most), in no order. One statement."""
        with self._db.read() as session:
            return orders.some(session, list(ids)[:MOST_LINES], self._judge)

    def detail(self, order_id: str) -> OrderDetail:
        """One order whole, kept for a moment. Raises as `order_detail.detail`."""
        return self._caches.details.get(order_id, lambda: self._read(order_id))

    def find(self, number: str) -> str:
        """The dropship order with the customer's order number, exactly as it is written.

        Raises NotFound (reason "no_such_order").
        """
        with self._db.read() as session:
            return orders.id_of(session, number)

    def refresh(self) -> None:
        """Forget what is kept: the owner asked to see it anew."""
        self._caches.forget()

    def _counted(self, search: str) -> OrderCounts:
        with _told_if_slow(search), self._db.read() as session:
            return replace(orders.counts(session, search), at=self._now())

    def _read(self, order_id: str) -> OrderDetail:
        with self._db.read() as session:
            return order_detail.detail(session, order_id, self._device, self._judge)


@contextmanager
def _told_if_slow(search: str) -> Iterator[None]:
    try:
        yield
    except Unavailable as error:
        if not search or error.reason != "database_slow":
            raise
        raise Unavailable(
            "The search took too long and was stopped. Type more of the word, or have the shop's"
            " server search faster: babydrop database indexes.",
            reason="search_slow",
        ) from error
