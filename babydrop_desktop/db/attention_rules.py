"""Knows the rules of "Needs you": what each looks for, and along which index.

Source: product.md, "Needs you: one query, these rules"; the thresholds are settings.
"""

# A rule's columns are of many kinds.
# ruff: noqa: ANN401

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Text, case, cast, func, literal, null, select

from babydrop_desktop.db.json_sql import epoch, row_array
from babydrop_desktop.db.order_facts import text_field
from babydrop_desktop.db.ours import OrderEvent, VariantMapping
from babydrop_desktop.db.storefront import DropshipOrder, Order, OrderItem, Product, Variant
from babydrop_desktop.domain.attention import NeedKind, Thresholds

_CALLED_OFF = ("CANCELLED", "REFUNDED")
NEVER: ColumnElement[Any] = cast(null(), BigInteger)


@dataclass(frozen=True, slots=True)
class Limits:
    """The shop's thresholds and the moment that they are counted from; its own currency."""

    now: datetime
    after: Thresholds
    currency: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One walk along an index: which, since when, until when (seconds since 1970), how sorted.

    `id` names the line's cause, `product` the product (None: an order). `fact` is a word for the
    sentence, `cents` the money at risk where it is not the order's.
    """

    source: Any
    where: tuple[ColumnElement[bool], ...]
    since: Any
    order: tuple[Any, ...]
    due: Any = NEVER
    urgent: Any = 0
    id: Any = DropshipOrder.id
    product: Any = None
    fact: Any = ""
    number: Any = 0
    mark: Any = None


def _seconds(span: timedelta) -> int:
    return int(span.total_seconds())


def _issue(limits: Limits) -> list[Rule]:
    """Since its last event says so; that event tells what it is, and by when."""
    opened = (
        select(OrderEvent)
        .where(OrderEvent.dropship_order_id == DropshipOrder.id, OrderEvent.to_status == "ISSUE")
        .order_by(OrderEvent.seq.desc())
        .limit(1)
        .correlate(DropshipOrder)
    )
    at = opened.with_only_columns(OrderEvent.at).scalar_subquery()
    told = row_array(
        OrderEvent.text, text_field(OrderEvent.data, "issue"), text_field(OrderEvent.data, "due")
    )
    claim = case(
        (
            DropshipOrder.delivered_at.is_not(None),
            epoch(DropshipOrder.delivered_at) + _seconds(limits.after.claim_within),
        ),
        (
            DropshipOrder.shipped_at.is_not(None),
            epoch(DropshipOrder.shipped_at) + _seconds(limits.after.protection),
        ),
    )
    return [
        Rule(
            source=DropshipOrder,
            where=(DropshipOrder.status == "ISSUE",),
            since=func.coalesce(at, DropshipOrder.updated_at),
            due=claim,
            order=(DropshipOrder.created_at, DropshipOrder.id),
            fact=cast(opened.with_only_columns(told).scalar_subquery(), Text()),
        )
    ]


def _not_bought(limits: Limits) -> list[Rule]:
    wait = limits.after.not_bought
    late = DropshipOrder.created_at <= limits.now - wait * 2
    return [
        Rule(
            source=DropshipOrder,
            where=(
                DropshipOrder.status == "PENDING",
                DropshipOrder.created_at <= limits.now - wait,
            ),
            since=DropshipOrder.created_at,
            due=epoch(DropshipOrder.created_at) + _seconds(wait),
            urgent=case((late, 1), else_=0),
            order=(DropshipOrder.created_at, DropshipOrder.id),
        )
    ]


def _not_paid(limits: Limits) -> list[Rule]:
    after = limits.after
    closing = DropshipOrder.placed_at <= limits.now - (after.pay_within - after.pay_urgent)
    return [
        Rule(
            source=DropshipOrder,
            where=(
                DropshipOrder.status == "PLACED",
                DropshipOrder.placed_at <= limits.now - after.not_paid,
            ),
            since=DropshipOrder.placed_at,
            due=epoch(DropshipOrder.placed_at) + _seconds(after.pay_within),
            urgent=case((closing, 1), else_=0),
            order=(DropshipOrder.placed_at,),
        )
    ]


def _no_tracking(limits: Limits) -> list[Rule]:
    wait = limits.after.no_tracking
    confirmed = (
        select(func.max(OrderEvent.at))
        .where(
            OrderEvent.dropship_order_id == DropshipOrder.id,
            OrderEvent.to_status == "CONFIRMED",
        )
        .correlate(DropshipOrder)
        .scalar_subquery()
    )
    since = func.coalesce(confirmed, DropshipOrder.placed_at, DropshipOrder.created_at)
    return [
        Rule(
            source=DropshipOrder,
            where=(
                DropshipOrder.status == "CONFIRMED",
                DropshipOrder.created_at <= limits.now - wait,
                func.coalesce(DropshipOrder.tracking_number, "") == "",
                since <= limits.now - wait,
            ),
            since=since,
            due=epoch(since) + _seconds(wait),
            order=(DropshipOrder.created_at, DropshipOrder.id),
        )
    ]


def _dispute_closes(limits: Limits) -> list[Rule]:
    """What has not come, and what came after something was wrong with it."""
    after = limits.after
    had_issue = (
        select(OrderEvent.seq)
        .where(
            OrderEvent.dropship_order_id == DropshipOrder.id, OrderEvent.to_status == "ISSUE"
        )
        .correlate(DropshipOrder)
        .exists()
    )  # fmt: skip
    return [
        _closing("SHIPPED", DropshipOrder.shipped_at, after.protection, limits),
        _closing("DELIVERED", DropshipOrder.delivered_at, after.claim_within, limits, had_issue),
    ]


def _closing(
    status: str, begun: Any, span: timedelta, limits: Limits, *more: ColumnElement[bool]
) -> Rule:
    return Rule(
        source=DropshipOrder,
        where=(
            DropshipOrder.status == status,
            begun > limits.now - span,
            begun <= limits.now - span + limits.after.claim_warning,
            *more,
        ),
        since=begun,
        due=epoch(begun) + _seconds(span),
        order=(begun,),
        fact=status,
    )


def _customer_cancelled(limits: Limits) -> list[Rule]:
    """Called off within the days in which money can still be claimed back."""
    asked = func.coalesce(Order.cancelled_at, Order.updated_at)
    return [
        Rule(
            source=Order.__table__.join(
                DropshipOrder.__table__, DropshipOrder.order_id == Order.id
            ),
            where=(
                Order.status == off,
                Order.updated_at > limits.now - limits.after.protection,
                DropshipOrder.status.in_(("PLACED", "CONFIRMED", "SHIPPED")),
            ),
            since=asked,
            urgent=1,
            order=(Order.updated_at,),
            fact=off,
        )
        for off in _CALLED_OFF
    ]


def _variant_changed(limits: Limits) -> list[Rule]:
    """Pairs that were confirmed once and are no more, while orders wait to be bought."""
    waiting = (
        select(func.min(DropshipOrder.created_at))
        .join(OrderItem, OrderItem.order_id == DropshipOrder.order_id)
        .where(OrderItem.variant_id == VariantMapping.variant_id, DropshipOrder.status == "PENDING")
        .correlate(VariantMapping)
    )
    orders = waiting.with_only_columns(func.count(DropshipOrder.id), maintain_column_froms=True)
    since = waiting.scalar_subquery()
    return [
        Rule(
            source=VariantMapping.__table__.join(
                Variant.__table__, Variant.id == VariantMapping.variant_id
            ),
            where=(
                VariantMapping.unconfirmed_reason.is_not(None),
                VariantMapping.confirmed_at.is_(None),
                since.is_not(None),
            ),
            since=since,
            due=epoch(since) + _seconds(limits.after.not_bought),
            order=(VariantMapping.unconfirmed_reason, VariantMapping.variant_id),
            id=VariantMapping.variant_id,
            product=Variant.product_id,
            fact=VariantMapping.unconfirmed_reason,
            number=orders.scalar_subquery(),
        )
    ]


def _low_margin(limits: Limits) -> list[Rule]:
    # Rounded as the margin is shown: 29.5 % is shown as 30 %, which is no less than 30.
    floor = limits.after.margin_floor_percent * 10 - 5
    left = (Product.base_price - Product.cost_price) * 1000
    return [
        Rule(
            source=Product,
            where=(
                Product.is_active.is_(True),
                Product.published_at.is_not(None),
                Product.base_price > 0,
                left < Product.base_price * floor,
            ),
            since=Product.updated_at,
            order=(Product.cost_price.desc(), Product.id),
            id=Product.id,
            product=Product.id,
            mark=literal(0, BigInteger()),
        )
    ]


RULES: dict[NeedKind, Callable[[Limits], list[Rule]]] = {
    NeedKind.ISSUE: _issue,
    NeedKind.NOT_BOUGHT: _not_bought,
    NeedKind.NOT_PAID: _not_paid,
    NeedKind.NO_TRACKING: _no_tracking,
    NeedKind.DISPUTE_CLOSES: _dispute_closes,
    NeedKind.CUSTOMER_CANCELLED: _customer_cancelled,
    NeedKind.VARIANT_CHANGED: _variant_changed,
    NeedKind.LOW_MARGIN: _low_margin,
}
