"""Asks what needs the owner: every rule in one statement, each walking an index of its own.

Each rule looks at no more than 1,001 orders or products, the most urgent first; what they have in
common (title, money, picture) is fetched only for the lines that are shown.
"""

# A rule's columns and a row are of many kinds.
# ruff: noqa: ANN401

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    Result,
    Select,
    Text,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from babydrop_desktop.db.attention_lines import Limits, need_of, salvaged_need
from babydrop_desktop.db.attention_rules import MOST_FOUND, RULES, Rule, ago, moments
from babydrop_desktop.db.json_sql import epoch
from babydrop_desktop.db.order_facts import PICTURE
from babydrop_desktop.db.ours import NeedLater, VariantMapping
from babydrop_desktop.db.storefront import (
    DropshipOrder,
    Order,
    OrderItem,
    Product,
    ProductImage,
    Variant,
)
from babydrop_desktop.db.types import UtcTime
from babydrop_desktop.db.unreadable import lines_of
from babydrop_desktop.domain.attention import Need, NeedKind, Needs, Thresholds

MOST_LINES = 300
_NEVER: ColumnElement[Any] = cast(null(), BigInteger)


def needs(session: Session, limits: Limits) -> Needs:
    """Everything that needs the owner, most urgent first. One statement."""
    rows, found = _rows(session, limits, limits.after, tuple(RULES))
    lines = [line for line in found if line is not None]
    lines.sort(key=lambda line: (not line.urgent, line.due is None, line.due or line.since))
    return Needs(
        lines=tuple(lines),
        count=int(rows[0]["open"]),
        looked_at=limits.now,
        later=int(rows[0]["put_off"]),
        at_least=(rows[0]["of_one_kind"] or 0) >= MOST_FOUND,
    )


def coming(session: Session, limits: Limits, within: timedelta, most: int) -> tuple[Need, ...]:
    """What will need the owner next: the claims that end `within`. One statement."""
    warned = limits.now + limits.after.claim_warning
    wider = replace(limits.after, claim_warning=within)
    _, lines = _rows(session, limits, wider, (NeedKind.DISPUTE_CLOSES,))
    return tuple(line for line in lines if line and line.due and line.due > warned)[:most]


def _rows(
    session: Session, limits: Limits, after: Thresholds, kinds: tuple[NeedKind, ...]
) -> tuple[Sequence[Any], tuple[Need | None, ...]]:
    asked, names = statement(after, kinds)
    values = {"now": limits.now, **moments(names, limits.now)}

    def ask(*, careful: bool) -> Result[Any]:
        del careful
        return session.execute(asked, values)

    def line(row: Any) -> Need | None:
        return None if row["id"] is None else need_of(row, limits)

    def salvaged(row: Any) -> Need | None:
        return salvaged_need(row, limits)

    return lines_of(ask, line, salvaged, session)


@lru_cache(maxsize=8)
def statement(after: Thresholds, kinds: tuple[NeedKind, ...]) -> tuple[Select[Any], frozenset[str]]:
    """The lines, most urgent first, each with how many there are and how many are put off.

    And the names of its parameters. Putting it together takes longer than its answer.
    """
    asked = _statement(after, kinds)
    return asked, frozenset(asked.compile().params)


def _statement(after: Thresholds, kinds: tuple[NeedKind, ...]) -> Select[Any]:
    parts = [_branch(kind, rule) for kind in kinds for rule in RULES[kind](after)]
    found = union_all(*parts).cte("found")
    key = found.c.kind.concat(":").concat(found.c.id).concat(":").concat(cast(found.c.mark, Text()))
    hidden = (
        select(NeedLater.key)
        .where(NeedLater.key == key, NeedLater.until > bindparam("now", type_=UtcTime()))
        .exists()
    )
    keyed = select(*found.c, key.label("key"), hidden.label("hidden")).cte("keyed")
    put_off = select(func.count()).where(keyed.c.hidden).scalar_subquery()
    still = select(func.count()).where(~keyed.c.hidden).scalar_subquery()
    top = (
        select(keyed)
        .where(~keyed.c.hidden)
        .order_by(*_urgency(keyed.c))
        .limit(MOST_LINES)
        .subquery("top")
    )
    # Beside the counts even where there is no line: all may be put off.
    of_kind = select(func.count().label("lines")).select_from(keyed).group_by(keyed.c.kind)
    most = select(func.max(of_kind.subquery().c.lines)).scalar_subquery()
    counted = select(
        still.label("open"), put_off.label("put_off"), most.label("of_one_kind")
    ).subquery("counted")
    return (
        select(
            *top.c,
            counted.c.open,
            counted.c.put_off,
            counted.c.of_one_kind,
            Order.order_number,
            Order.total,
            Order.tax_amount,
            Order.currency,
            Order.status.label("order_status"),
            Product.name.label("product"),
            Product.base_price,
            Product.cost_price,
            Variant.name.label("variant"),
            VariantMapping.label,
            case((top.c.is_order == 1, _order_picture()), else_=_product_picture(top)).label("url"),
        )
        .select_from(counted)
        .outerjoin(top, literal(1) == 1)
        .outerjoin(DropshipOrder, and_(top.c.is_order == 1, DropshipOrder.id == top.c.id))
        .outerjoin(Order, Order.id == DropshipOrder.order_id)
        .outerjoin(Product, Product.id == top.c.product_id)
        .outerjoin(Variant, and_(top.c.kind == "variant_changed", Variant.id == top.c.id))
        .outerjoin(VariantMapping, VariantMapping.variant_id == Variant.id)
        .order_by(*_urgency(top.c))
    )


def _urgency(columns: Any) -> tuple[ColumnElement[Any], ...]:
    return (
        columns.urgent.desc(),
        columns.due.is_(None),
        columns.due,
        columns.since,
        columns.id,
    )


def _order_picture() -> ColumnElement[Any]:
    return (
        select(PICTURE)
        .select_from(OrderItem)
        .join(Variant, Variant.id == OrderItem.variant_id)
        .where(OrderItem.order_id == Order.id)
        .order_by(OrderItem.created_at, OrderItem.id)
        .limit(1)
        .correlate(Order)
        .scalar_subquery()
    )


def _product_picture(top: Any) -> ColumnElement[Any]:
    return (
        select(ProductImage.url)
        .where(ProductImage.product_id == top.c.product_id)
        .order_by(ProductImage.is_primary.desc(), ProductImage.sort_order, ProductImage.id)
        .limit(1)
        .correlate(top)
        .scalar_subquery()
    )


def _branch(kind: NeedKind, rule: Rule) -> Select[Any]:
    columns = {
        "id": rule.id,
        "product_id": cast(null(), Text()) if rule.product is None else rule.product,
        "since": rule.since,
        "urgent": _number(rule.urgent),
        "fact": literal(rule.fact, Text()) if isinstance(rule.fact, str) else rule.fact,
        "number": _number(rule.number),
    }
    if rule.mark is not None:
        columns["mark"] = rule.mark
    own_due = rule.due is not None and not isinstance(rule.due, timedelta)
    if own_due:
        columns["due"] = rule.due
    found = select(*(column.label(name) for name, column in columns.items()))
    found = found.select_from(rule.source).where(*rule.where).order_by(*rule.order)
    # What is worked out from the moment is so once for each line.
    line = found.limit(rule.most).subquery().c
    kept = [line.since.is_not(None) if rule.over is None else line.since <= ago(rule.over)]
    due = line.due if own_due else _NEVER
    if isinstance(rule.due, timedelta):
        due = epoch(line.since) + int(rule.due.total_seconds())
    return select(
        literal(kind.value, Text()).label("kind"),
        literal(int(rule.product is None), Integer()).label("is_order"),
        line.id,
        line.product_id,
        line.since,
        due.label("due"),
        line.urgent,
        line.fact,
        line.number,
        (epoch(line.since) if rule.mark is None else line.mark).label("mark"),
    ).where(*kept)


def _number(value: Any) -> ColumnElement[Any]:
    return literal(value, Integer()) if isinstance(value, int) else value
