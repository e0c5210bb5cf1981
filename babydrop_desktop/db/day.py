"""Counts what was done today, and what the last weeks brought."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any

from sqlalchemy import ColumnElement, and_, case, delete, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from babydrop_desktop.db.imports import insert_once
from babydrop_desktop.db.ours import NeedLater, OrderEvent
from babydrop_desktop.db.storefront import DropshipOrder, Order
from babydrop_desktop.domain.money import cents
from babydrop_desktop.domain.pricing import PLATFORM_FEE

_BOUGHT = ("PLACED", "CONFIRMED", "SHIPPED", "DELIVERED", "ISSUE", "CANCELLED", "REFUNDED")
_EARNED = ("PENDING", "PLACED", "CONFIRMED", "SHIPPED", "DELIVERED", "ISSUE")


def done(session: Session, midnight: datetime) -> tuple[int, int, int, int, int]:
    """Solved, bought, shipped, delivered since `midnight`, and what is pending. One statement.

    Solved are the orders that left ISSUE, as their history says.
    """
    solved = select(func.count(OrderEvent.dropship_order_id.distinct())).where(
        OrderEvent.at >= midnight,
        OrderEvent.from_status == "ISSUE",
        OrderEvent.to_status != "ISSUE",
    )
    pending = select(func.count()).where(DropshipOrder.status == "PENDING")
    found = session.execute(
        select(
            solved.scalar_subquery(),
            _since(DropshipOrder.placed_at, midnight),
            _since(DropshipOrder.shipped_at, midnight),
            _since(DropshipOrder.delivered_at, midnight),
            pending.scalar_subquery(),
        )
    ).one()
    return tuple(found)


def _since(when: InstrumentedAttribute[datetime | None], midnight: datetime) -> Any:  # noqa: ANN401
    # Every status by name: the index begins with it.
    asked = select(func.count()).where(DropshipOrder.status.in_(_BOUGHT), when >= midnight)
    return asked.scalar_subquery()


def weeks(session: Session, starts: Sequence[datetime], currency: str) -> tuple[Decimal, ...]:
    """The profit of the orders that came in between one start and the next. One statement.

    As the list tells it (sold less cost, supplier's shipping and fees), for orders in the shop's
    own currency that were not called off; the fees are rounded once per week.
    """
    sold = Order.total - Order.tax_amount
    bought = DropshipOrder.total_cost + DropshipOrder.shipping_cost
    columns: list[ColumnElement[Any]] = []
    for start, end in pairwise(starts):
        inside = and_(DropshipOrder.created_at >= start, DropshipOrder.created_at < end)
        columns += [func.sum(case((inside, sold))), func.sum(case((inside, bought)))]
    found = session.execute(
        select(*columns)
        .select_from(DropshipOrder)
        .join(Order, Order.id == DropshipOrder.order_id)
        .where(
            DropshipOrder.created_at >= starts[0],
            DropshipOrder.created_at < starts[-1],
            DropshipOrder.status.in_(_EARNED),
            Order.currency == currency,
        )
    ).one()
    amounts = [Decimal(0) if value is None else value for value in found]
    return tuple(_profit(amounts[at], amounts[at + 1]) for at in range(0, len(amounts), 2))


def _profit(sold: Decimal, bought: Decimal) -> Decimal:
    return sold - bought - cents(sold * PLATFORM_FEE / (1 + PLATFORM_FEE))


def put_off(session: Session, key: str, *, until: datetime, now: datetime, who: str) -> None:
    """Hide a line until then; what was put off before and is over is forgotten."""
    session.execute(delete(NeedLater).where((NeedLater.until <= now) | (NeedLater.key == key)))
    # Another laptop may put it off at this very moment: then it is hidden already.
    row = {"key": key, "until": until, "who": who, "at": now}
    insert_once(session, NeedLater, [row], ["key"])


def put_back(session: Session, key: str) -> None:
    """Show a line again."""
    session.execute(delete(NeedLater).where(NeedLater.key == key))
