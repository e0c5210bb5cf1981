"""Asks the questions about orders as the predecessor did: whole objects, offsets, one query more.

Its report, issues 1, 4, 9 and 10: lists of nested objects behind an OFFSET with a count beside it,
an order's page put together by four calls one after the other, two scans without a limit for what
requires attention, ILIKE over every column.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from babydrop_desktop.db.order_facts import text_field
from babydrop_desktop.db.storefront import (
    DropshipOrder,
    DropshipOrderItem,
    Order,
    OrderItem,
    ProductSource,
    Supplier,
)

STATUSES = ("PENDING", "PLACED", "CONFIRMED", "SHIPPED", "DELIVERED", "CANCELLED", "REFUNDED",
            "ISSUE")  # fmt: skip
_ADDRESS = DropshipOrder.shipping_address


def page(session: Session, status: str | None, offset: int, limit: int) -> int:
    """A page by OFFSET with the number of all beside it: five statements; how many lines."""
    asked = select(DropshipOrder)
    if status is not None:
        asked = asked.where(DropshipOrder.status == status)
    return _listed(session, asked, offset, limit)


def _listed(session: Session, asked: Select[Any], offset: int, limit: int) -> int:
    session.execute(asked.with_only_columns(func.count(), maintain_column_froms=True)).one()
    found = asked.order_by(DropshipOrder.created_at.desc()).offset(offset).limit(limit)
    orders = session.scalars(found).all()
    _related(session, orders)
    return len(orders)


def _related(session: Session, orders: Sequence[DropshipOrder]) -> None:
    """What is nested in each order of a list, a query for each kind."""
    if not orders:
        return
    wanted = [order.id for order in orders]
    items = session.scalars(
        select(DropshipOrderItem).where(DropshipOrderItem.dropship_order_id.in_(wanted))
    ).all()
    sources = {item.product_source_id for item in items}
    session.scalars(select(ProductSource).where(ProductSource.id.in_(sources))).all()
    suppliers = {order.supplier_id for order in orders}
    session.scalars(select(Supplier).where(Supplier.id.in_(suppliers))).all()


def counts(session: Session) -> int:
    """How many orders stand where: a count for each status."""
    return sum(
        session.scalars(
            select(func.count()).select_from(DropshipOrder).where(DropshipOrder.status == status)
        ).one()
        for status in STATUSES
    )


def detail(session: Session, order_id: str) -> int:
    """One order's page: its four calls, each of which reads the order anew; how many items."""
    items = _whole(session, order_id)
    _order(session, order_id)  # the status' history, rebuilt from three times
    _validated(session, order_id)
    _whole(session, order_id)  # the words for the purchase
    return items


def _order(session: Session, order_id: str) -> DropshipOrder:
    session.expire_all()  # each call is a request of its own
    return session.scalars(select(DropshipOrder).where(DropshipOrder.id == order_id)).one()


def _whole(session: Session, order_id: str) -> int:
    order = _order(session, order_id)
    items = _bought(session, order_id)
    wanted = {item.product_source_id for item in items}
    sources = session.scalars(select(ProductSource).where(ProductSource.id.in_(wanted))).all()
    stores = {source.supplier_id for source in sources}
    session.scalars(select(Supplier).where(Supplier.id.in_(stores))).all()
    session.scalars(select(Order).where(Order.id == order.order_id)).one()
    return len(items)


def _bought(session: Session, order_id: str) -> Sequence[DropshipOrderItem]:
    return session.scalars(
        select(DropshipOrderItem).where(DropshipOrderItem.dropship_order_id == order_id)
    ).all()


def _validated(session: Session, order_id: str) -> None:
    """The order, its items, and for each item its source and that one's supplier."""
    order = _order(session, order_id)
    session.scalars(select(OrderItem).where(OrderItem.order_id == order.order_id)).all()
    for item in _bought(session, order_id):
        source: Any = session.scalars(
            select(ProductSource).where(ProductSource.id == item.product_source_id)
        ).one()
        session.scalars(select(Supplier).where(Supplier.id == source.supplier_id)).one()


def attention(session: Session, now: datetime) -> int:
    """What requires attention: two scans without a limit, each with all that is nested."""
    late = DropshipOrder.created_at < now - timedelta(hours=24)
    asked = (
        select(DropshipOrder).where(DropshipOrder.status == "ISSUE"),
        select(DropshipOrder).where(DropshipOrder.status == "PENDING", late),
    )
    found = 0
    for one in asked:
        orders = session.scalars(one.order_by(DropshipOrder.created_at.desc())).all()
        _related(session, orders)
        wanted = [order.order_id for order in orders]
        session.scalars(select(Order).where(Order.id.in_(wanted))).all()
        found += len(orders)
    return found


def search(session: Session, typed: str, limit: int) -> int:
    """The first page of a search: ILIKE over every column, for each word."""
    asked = select(DropshipOrder).join(Order, Order.id == DropshipOrder.order_id)
    return _listed(session, asked.where(*map(_anywhere, typed.split())), 0, limit)


def _anywhere(word: str) -> ColumnElement[bool]:
    columns: tuple[Any, ...] = (
        Order.order_number,
        DropshipOrder.customer_email,
        DropshipOrder.ali_express_order_id,
        DropshipOrder.tracking_number,
        text_field(_ADDRESS, "firstName"),
        text_field(_ADDRESS, "lastName"),
    )
    return or_(*(column.ilike(f"%{word}%") for column in columns))
