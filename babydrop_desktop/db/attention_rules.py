"""Knows the rules of "Needs you": what each looks for, and along which index.

Source: product.md, "Needs you: one query, these rules"; the thresholds are settings.
"""

# A rule's columns are of many kinds.
# ruff: noqa: ANN401

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Text,
    bindparam,
    case,
    cast,
    func,
    literal,
    select,
)
from sqlalchemy.orm import aliased

from babydrop_desktop.db.json_sql import epoch, row_array
from babydrop_desktop.db.order_facts import text_field
from babydrop_desktop.db.ours import Job, OrderEvent, VariantMapping
from babydrop_desktop.db.storefront import DropshipOrder, Order, OrderItem, Product, Variant
from babydrop_desktop.db.types import UtcTime
from babydrop_desktop.domain.attention import NeedKind, Thresholds
from babydrop_desktop.domain.jobs import JobState

# Orders that wait, the oldest first, of which the variants are looked at.
MOST_WAITING = 1_001
MOST_FOUND = 1_001  # of one kind
_CALLED_OFF = ("CANCELLED", "REFUNDED")


@dataclass(frozen=True, slots=True)
class Rule:
    """One walk along an index: which, since when, and in what order.

    `over` keeps the lines whose `since`, worked out for each that the walk found, is longer ago
    than that; so many that it drops must not hide the others: the walk finds `most`.
    `due` is so long after `since`, or seconds since 1970 of its own, or None where nothing is due.
    `id` names the line's cause, `product` the product (None: an order). `fact` is a word for the
    sentence, `number` a number; `mark` tells one cause of a line from the next (None: `since`).
    """

    source: Any
    where: tuple[ColumnElement[bool], ...]
    since: Any
    order: tuple[Any, ...]
    most: int = MOST_FOUND
    over: timedelta | None = None
    due: Any = None
    urgent: Any = 0
    id: Any = DropshipOrder.id
    product: Any = None
    fact: Any = ""
    number: Any = 0
    mark: Any = None


def ago(span: timedelta) -> ColumnElement[Any]:
    """The moment so long before now: a parameter whose value `moments` gives."""
    return bindparam(f"ago_{_seconds(span)}", type_=UtcTime())


def moments(names: Iterable[str], now: datetime) -> dict[str, datetime]:
    """The values of the parameters that `ago` made; other names are left out."""
    found = (name for name in names if name.startswith("ago_"))
    return {name: now - timedelta(seconds=int(name.removeprefix("ago_"))) for name in found}


def _marked(at: Any) -> ColumnElement[Any]:
    """The moment where it is known; `updatedAt` in its place is anew at each touch of the row."""
    return func.coalesce(epoch(at), literal(0, BigInteger()))


def _seconds(span: timedelta) -> int:
    return int(span.total_seconds())


def _issue(after: Thresholds) -> list[Rule]:
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
        cast(OrderEvent.text, Text()),
        text_field(OrderEvent.data, "issue"),
        text_field(OrderEvent.data, "due"),
    )
    there, gone = DropshipOrder.delivered_at, DropshipOrder.shipped_at
    claim = case(
        (there.is_not(None), epoch(there) + _seconds(after.claim_within)),
        (gone.is_not(None), epoch(gone) + _seconds(after.protection)),
    )
    return [
        Rule(
            source=DropshipOrder,
            where=(DropshipOrder.status == "ISSUE",),
            since=func.coalesce(at, DropshipOrder.updated_at),
            due=claim,
            order=(DropshipOrder.created_at, DropshipOrder.id),
            mark=_marked(at),
            fact=cast(opened.with_only_columns(told).scalar_subquery(), Text()),
        )
    ]


def _not_bought(after: Thresholds) -> list[Rule]:
    came = DropshipOrder.created_at
    return [
        Rule(
            source=DropshipOrder,
            where=(DropshipOrder.status == "PENDING", came <= ago(after.not_bought)),
            since=came,
            due=after.not_bought,
            urgent=case((came <= ago(after.not_bought * 2), 1), else_=0),
            order=(came, DropshipOrder.id),
        )
    ]


def _not_paid(after: Thresholds) -> list[Rule]:
    """Since it was placed; where nobody noted when, since it came in: too early, never too late."""
    placed, came = DropshipOrder.placed_at, DropshipOrder.created_at
    closing = ago(after.pay_within - after.pay_urgent)
    return [
        Rule(
            source=DropshipOrder,
            where=(DropshipOrder.status == "PLACED", since <= ago(after.not_paid), *more),
            since=since,
            due=after.pay_within,
            urgent=case((since <= closing, 1), else_=0),
            order=(placed,),  # along the same index, which holds both
        )
        for since, more in ((placed, ()), (came, (placed.is_(None),)))
    ]


def _no_tracking(after: Thresholds) -> list[Rule]:
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
                DropshipOrder.created_at <= ago(after.no_tracking),
                func.coalesce(DropshipOrder.tracking_number, "") == "",
            ),
            since=since,
            most=MOST_FOUND * 20,
            over=after.no_tracking,
            due=after.no_tracking,
            order=(DropshipOrder.created_at, DropshipOrder.id),
        )
    ]


def _dispute_closes(after: Thresholds) -> list[Rule]:
    """What has not come, and what came after something was wrong with it."""
    had_issue = (
        select(OrderEvent.seq)
        .where(OrderEvent.dropship_order_id == DropshipOrder.id, OrderEvent.to_status == "ISSUE")
        .correlate(DropshipOrder)
        .exists()
    )
    gone, there = DropshipOrder.shipped_at, DropshipOrder.delivered_at
    left = func.coalesce(DropshipOrder.placed_at, DropshipOrder.created_at)
    return [
        _undated("SHIPPED", gone, left, after.protection, after.claim_warning),
        _undated(
            "DELIVERED",
            there,
            func.coalesce(gone, left),
            after.claim_within,
            after.claim_warning,
            had_issue,
        ),
        _closing("SHIPPED", gone, after.protection, after.claim_warning),
        _closing("DELIVERED", there, after.claim_within, after.claim_warning, had_issue),
    ]


def _closing(
    status: str, begun: Any, span: timedelta, warning: timedelta, *more: ColumnElement[bool]
) -> Rule:
    return Rule(
        source=DropshipOrder,
        where=(
            DropshipOrder.status == status,
            begun > ago(span),
            begun <= ago(max(span - warning, timedelta(0))),
            *more,
        ),
        since=begun,
        due=span,
        order=(begun,),
        fact=status,
    )


def _undated(
    status: str,
    unknown: Any,
    since: Any,
    span: timedelta,
    warning: timedelta,
    *more: ColumnElement[bool],
) -> Rule:
    """Where nobody noted when: counted from the last thing before it, too early, never too late.

    It began at the latest when the row was last touched: for so long the claim may be open.
    """
    return Rule(
        source=DropshipOrder,
        where=(
            DropshipOrder.status == status,
            unknown.is_(None),
            DropshipOrder.updated_at > ago(span),
            since <= ago(max(span - warning, timedelta(0))),
            *more,
        ),
        since=since,
        due=span,
        order=(unknown,),
        fact=status,
    )


def _customer_cancelled(after: Thresholds) -> list[Rule]:
    """Called off within the days in which money can still be claimed back."""
    joined = Order.__table__.join(DropshipOrder.__table__, DropshipOrder.order_id == Order.id)
    return [
        Rule(
            source=joined,
            where=(
                Order.status == off,
                Order.updated_at > ago(after.protection),
                DropshipOrder.status.in_(("PLACED", "CONFIRMED", "SHIPPED")),
            ),
            since=func.coalesce(Order.cancelled_at, Order.updated_at),
            urgent=1,
            order=(Order.updated_at,),
            mark=_marked(Order.cancelled_at),
            fact=off,
        )
        for off in _CALLED_OFF
    ]


def _unconfirmed(pair: type[VariantMapping]) -> tuple[ColumnElement[bool], ...]:
    return pair.unconfirmed_reason.is_not(None), pair.confirmed_at.is_(None)


def _variant_changed(after: Thresholds) -> list[Rule]:
    """Pairs that were confirmed once and are no more, while orders wait to be bought.

    Begins with the orders that wait longest: how much was ever sold of a variant does not count.
    Where no pair is unconfirmed the orders are not even looked at.
    """
    any_pair = aliased(VariantMapping)
    waiting = (
        select(DropshipOrder.order_id, DropshipOrder.created_at)
        .where(DropshipOrder.status == "PENDING")
        .order_by(DropshipOrder.created_at, DropshipOrder.id)
        .limit(MOST_WAITING)
        .cte("waiting")
    )
    items = (
        select(
            VariantMapping.variant_id,
            func.min(waiting.c.created_at).label("since"),
            func.count().label("number"),
        )
        .select_from(waiting)
        .join(OrderItem, OrderItem.order_id == waiting.c.order_id)
        .join(VariantMapping, VariantMapping.variant_id == OrderItem.variant_id)
        .where(*_unconfirmed(VariantMapping))
        .where(select(any_pair.variant_id).where(*_unconfirmed(any_pair)).exists())
        .group_by(VariantMapping.variant_id)
        .subquery("items")
    )
    of = items.c.variant_id
    joined = items.join(VariantMapping.__table__, VariantMapping.variant_id == of)
    return [
        Rule(
            source=joined.join(Variant.__table__, Variant.id == of),
            where=(),
            since=items.c.since,
            due=after.not_bought,
            order=(items.c.since, of),
            id=of,
            product=Variant.product_id,
            fact=VariantMapping.unconfirmed_reason,
            number=items.c.number,
        )
    ]


def _low_margin(after: Thresholds) -> list[Rule]:
    # Rounded as the margin is shown: 29.5 % is shown as 30 %, which is no less than 30.
    floor = after.margin_floor_percent * 10 - 5
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


def _in_browser(after: Thresholds) -> list[Rule]:
    del after  # it waits now
    waits = case((Job.waits_for == "login", "login:"), else_="captcha:")
    title = func.coalesce(Job.canonical_id, Job.source, "")
    return [
        Rule(
            source=Job,
            where=(
                Job.state == JobState.RUNNING.value,
                Job.waits_for.in_(("captcha", "login")),
                Job.hidden.is_(False),
            ),
            since=Job.updated_at,
            urgent=1,
            order=(Job.created_at, Job.id),
            id=Job.id,
            fact=waits.concat(title),
            mark=literal(0, BigInteger()),
        )
    ]


RULES: dict[NeedKind, Callable[[Thresholds], list[Rule]]] = {
    NeedKind.ISSUE: _issue,
    NeedKind.NOT_BOUGHT: _not_bought,
    NeedKind.NOT_PAID: _not_paid,
    NeedKind.NO_TRACKING: _no_tracking,
    NeedKind.DISPUTE_CLOSES: _dispute_closes,
    NeedKind.CUSTOMER_CANCELLED: _customer_cancelled,
    NeedKind.VARIANT_CHANGED: _variant_changed,
    NeedKind.LOW_MARGIN: _low_margin,
    NeedKind.IN_BROWSER: _in_browser,
}
