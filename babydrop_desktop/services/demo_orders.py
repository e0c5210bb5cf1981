"""Fills the demo shop with orders of 90 days, once, in one transaction, and in no other shop."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from babydrop_desktop.db import demo_catalog, demo_mark, demo_orders
from babydrop_desktop.db.unit import Database
from babydrop_desktop.domain.changes import Change
from babydrop_desktop.domain.demo_course_words import OWNER
from babydrop_desktop.domain.demo_goods import (
    OWN_PRODUCTS,
    PRICE_RISE,
    SALE_AGE,
    Fate,
    Good,
    OwnProduct,
    sale_price,
)
from babydrop_desktop.domain.demo_order import DemoOrder
from babydrop_desktop.domain.demo_shop import ORDERS, SEED, make_orders
from babydrop_desktop.services.demo_rows import dropship_id, fixed_id, rows_of
from babydrop_desktop.services.work import Work

_OLDEST = timedelta(days=130)  # when the first product came in; all are there before any order
_APART = timedelta(hours=14)
_QUARTER = 6  # hours
_OWN_SHELF = "accessories"
_NEW_WORD = "Beige"
_REASON = "labels_changed"


class DemoOrders:
    """The demo shop's orders."""

    def __init__(self, db: Database, *, seed: int = SEED, count: int = ORDERS) -> None:
        self._db = db
        self._seed = seed
        self._count = count

    def fill(self, fates: Mapping[str, Fate], work: Work, *, day: date | None = None) -> Change:
        """Make the orders where none were made before; what changed, nothing the second time.

        `fates` are the demo's items (canonical ids, in the catalog's order) and what became of
        each. `day` is the day of filling: the same day gives the same rows, ids included. Without
        it the database's clock tells the day (UTC), and by which of its quarters the fresh orders
        came in: else those of an evening would all have waited too long. What the owner deleted
        since does not come back. Where none of the items is on sale nothing is made, and the next
        call tries again. At most 45 statements, one transaction.

        Raises Refused ("not_the_demo_shop") in every other shop, and Stopped before it writes.
        """
        demo_mark.require(self._db.engine, demo=True)
        with self._db.read() as session:
            if "orders" in demo_orders.mark(session):
                return Change()
        work.check()
        with self._db.write() as session:
            before = demo_orders.mark(session)
            if "orders" in before:
                return Change()
            now = self._db.server_now(session)
            goods = demo_orders.goods(session, fates)
            if not goods:
                return Change()
            until = _until(day, now)
            made = self._fill(session, list(fates), goods, until, now)
            work.check()
            told = {"seed": self._seed, "until": until.isoformat(), "orders": len(made)}
            demo_orders.put_mark(session, {**before, **told}, now)
        return Change(
            products=frozenset(good.product_id for good in goods),
            orders=frozenset(dropship_id(order, self._seed) for order in made),
        )

    def _fill(
        self,
        session: Session,
        items: list[str],
        goods: Sequence[Good],
        until: datetime,
        now: datetime,
    ) -> tuple[DemoOrder, ...]:
        day, midnight = until.date(), until.replace(hour=0)
        every = [*goods, *self._own_goods(session, midnight)]
        made = make_orders(every, seed=self._seed, day=day, hour=until.hour, count=self._count)
        demo_catalog.grow_old(session, midnight - _OLDEST, items, _APART)
        demo_catalog.confirm_pairs(session, {good.product_id for good in goods}, OWNER)
        changed = [good for good in goods if good.fate is Fate.VARIANT_CHANGED]
        demo_catalog.unconfirm(session, changed, _REASON, _NEW_WORD)
        demo_catalog.unmap(session, [good for good in goods if good.fate is Fate.UNMAPPED])
        demo_catalog.meet_fates(session, goods, PRICE_RISE, now)
        self._lower_prices(session, goods, midnight - SALE_AGE)
        demo_catalog.note_suppliers(session, list(_suppliers(made, midnight - _OLDEST)))
        demo_orders.insert_orders(session, rows_of(made, self._seed))
        return made

    def _own_goods(self, session: Session, midnight: datetime) -> list[Good]:
        """Products without a source; none where the owner deleted the shelf they stand on."""
        shelf = demo_catalog.category_id(session, _OWN_SHELF)
        if shelf is None:
            return []
        born = midnight - _OLDEST
        rows = [self._own_rows(own, shelf, born) for own in OWN_PRODUCTS]
        demo_catalog.insert_own(
            session,
            [product for product, _, _ in rows],
            [variant for _, variant, _ in rows],
            [stock for _, _, stock in rows],
        )
        return [
            Good(
                variant_id=variant["id"],
                sku=own.sku,
                product_id=product["id"],
                product=own.name,
                variant=variant["name"],
                price=own.price,
                cost=own.cost,
                source_id="",
                source_variant_id="",
                supplier_id="",
                supplier="",
                supplier_sku="",
                stock=own.stock,
                fate=Fate.NONE,
            )
            for own, (product, variant, _) in zip(OWN_PRODUCTS, rows, strict=True)
        ]

    def _own_rows(
        self, own: OwnProduct, shelf: str, born: datetime
    ) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
        """The rows of one own product: itself, its only variant, its stock."""
        product = fixed_id(self._seed, born, "own product", own.sku)
        variant = fixed_id(self._seed, born, "own variant", own.sku)
        stock = fixed_id(self._seed, born, "own stock", own.sku)
        times = {"created_at": born, "updated_at": born}
        return (
            {
                "id": product,
                "name": own.name,
                "slug": own.sku.lower(),
                "description": f"<p>{own.text}</p>",
                "short_description": own.text,
                "base_price": own.price,
                "cost_price": own.cost,
                "sku": own.sku,
                "category_id": shelf,
                "published_at": born,
                **times,
            },
            {
                "id": variant,
                "product_id": product,
                "name": "One Size",
                "size": "One Size",
                "price": own.price,
                "sku": f"{own.sku}-1",
                **times,
            },
            {
                "id": stock,
                "variant_id": variant,
                "quantity": own.stock,
                "available": own.stock,
                **times,
            },
        )

    def _lower_prices(self, session: Session, goods: Sequence[Good], at: datetime) -> None:
        """The sale that left some products under the shop's floor."""
        cheap = [good for good in goods if good.fate is Fate.LOW_MARGIN]
        rows = [
            {
                "id": fixed_id(self._seed, at, "price", good.sku),
                "product_id": good.product_id,
                "variant_id": good.variant_id,
                "old_price": good.price,
                "new_price": sale_price(good),
                "reason": "sale",
                "changed_by": OWNER,
                "created_at": at,
            }
            for good in cheap
        ]
        prices = {good.product_id: sale_price(good) for good in cheap}
        demo_catalog.lower_prices(session, prices, rows, at)


def _until(day: date | None, now: datetime) -> datetime:
    """When the last order came in at the latest: a whole hour, not after `now`."""
    if day is not None:
        return datetime.combine(day, time(), UTC)
    quarter = now.hour - now.hour % _QUARTER
    return now.replace(hour=quarter, minute=0, second=0, microsecond=0)


def _suppliers(orders: Sequence[DemoOrder], since: datetime) -> Iterator[dict[str, Any]]:
    """What each supplier sold to the shop: how many orders, and when the last."""
    bought: dict[str, list[datetime]] = {}
    for order in orders:
        for supplier in order.supplier_numbers:
            if order.times.placed is not None:
                bought.setdefault(supplier, []).append(order.times.placed)
    for supplier, times in bought.items():
        yield {
            "id": supplier,
            "total_orders": len(times),
            "last_order_at": max(times),
            "created_at": since,
        }
