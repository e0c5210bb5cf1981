"""Asks for one order whole, in two statements: what it is with its history, and its items."""

# A row is a mapping of the driver's.
# ruff: noqa: ANN401

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, bindparam, func, select
from sqlalchemy.orm import Session

from babydrop_desktop.db.json_sql import entry_of, gathered, row_array, rows_of, time_of
from babydrop_desktop.db.order_address import address_of
from babydrop_desktop.db.order_facts import (
    FACTS,
    PICTURE,
    is_ours,
    item_facts,
    items_of,
    label_of,
)
from babydrop_desktop.db.order_judge import Judge
from babydrop_desktop.db.orders import LINE
from babydrop_desktop.db.ours import (
    AddressApproval,
    OrderEvent,
    PictureFile,
    SourceVariant,
    VariantMapping,
)
from babydrop_desktop.db.storefront import (
    DropshipOrder,
    DropshipOrderItem,
    Order,
    OrderItem,
    Payment,
    ProductSource,
    Shipping,
    Variant,
)
from babydrop_desktop.db.unreadable import TROUBLES, is_of_a_value
from babydrop_desktop.domain.order_checks import (
    ItemFacts,
    OrderFacts,
    problems_of,
    problems_of_item,
    standing_of,
)
from babydrop_desktop.domain.order_checks import buyable as may_be_bought
from babydrop_desktop.domain.orders import (
    DropshipStatus,
    HistoryLine,
    ItemPair,
    OrderDetail,
)
from babydrop_desktop.domain.picture_url import sha256_of
from babydrop_desktop.domain.wording import plain
from babydrop_desktop.errors import NotFound, Refused

MOST_EVENTS = 200


def detail(session: Session, order_id: str, device: str, judge: Judge) -> OrderDetail:
    """One order with its items, money, history and what is wrong; `device` is this laptop.

    Raises NotFound (reason "order_gone"), Refused (reason "order_unreadable"). Two statements.
    """
    try:
        return _detail(session, order_id, device, judge)
    except TROUBLES as error:
        if not is_of_a_value(error):
            raise
        raise Refused(
            "This order cannot be read: what is kept of it in the shop's database was written by"
            " something else, or is damaged. It was left as it is. Go back to a copy: “Restore a"
            " backup…” in the window's File menu, or ask whoever looks after the database.",
            reason="order_unreadable",
            order=order_id,
        ) from error


def _detail(session: Session, order_id: str, device: str, judge: Judge) -> OrderDetail:
    head = session.execute(_head(), {"order_id": order_id}).mappings().first()
    if head is None:
        raise NotFound(
            "This order is not in the shop any more.", reason="order_gone", order=order_id
        )
    found = session.execute(_items(), {"order_id": order_id, "device": device})
    rows = found.mappings().all()
    items = tuple(item_facts(row) for row in rows)
    money = judge.money(head)
    facts = judge.facts(head, money.margin_percent, items)
    problems = problems_of(facts)
    return OrderDetail(
        id=order_id,
        number=head["number"] or "",
        status=DropshipStatus(head["status"]),
        order_status=head["order_status"] or "",
        payment_status=head["payment_status"] or "",
        created_at=head["created_at"],
        updated_at=head["updated_at"],
        paid_at=head["confirmed_at"] if _is_paid(head) else None,
        placed_at=head["placed_at"],
        shipped_at=head["shipped_at"],
        delivered_at=head["delivered_at"],
        email=head["email"] or "",
        phone=head["customer_phone"] or head["order_phone"] or "",
        address=address_of(head["address"] if head["address_whole"] else None),
        notes=head["notes"] or "",
        supplier_number=head["supplier_number"] or "",
        tracking_number=head["tracking_number"] or head["parcel_number"] or "",
        tracking_url=head["tracking_url"] or head["parcel_url"] or "",
        carrier=head["carrier"] or head["parcel_carrier"] or "",
        items=tuple(
            _pair(row, one, facts) for row, one in zip(rows, items, strict=True)
        ),
        item_count=head["item_count"],
        money=money,
        history=tuple(_line(*event) for event in rows_of(head["events"])),
        problems=problems,
        check=standing_of(facts, problems),
    )  # fmt: skip


def _is_paid(head: Any) -> bool:
    return head["payment_status"] in {"COMPLETED", "PARTIALLY_REFUNDED"}


@cache
def _head() -> Select[Any]:
    events = (
        select(
            OrderEvent.at,
            OrderEvent.who,
            OrderEvent.kind,
            OrderEvent.from_status,
            OrderEvent.to_status,
            OrderEvent.text,
        )
        .where(OrderEvent.dropship_order_id == DropshipOrder.id)
        .order_by(OrderEvent.seq.desc())
        .limit(MOST_EVENTS)
        .correlate(DropshipOrder)
        .subquery()
    )
    all_items = select(func.count()).where(OrderItem.order_id == DropshipOrder.order_id)
    return (
        select(
            *(column.label(name) for name, column in {**LINE, **_MORE}.items()),
            all_items.correlate(DropshipOrder).scalar_subquery().label("item_count"),
            select(gathered(row_array(*events.c)))
            .select_from(events)
            .scalar_subquery()
            .label("events"),
        )
        .outerjoin(Order, Order.id == DropshipOrder.order_id)
        .outerjoin(Payment, Payment.order_id == Order.id)
        .outerjoin(Shipping, Shipping.order_id == Order.id)
        .outerjoin(AddressApproval, AddressApproval.dropship_order_id == DropshipOrder.id)
        .where(DropshipOrder.id == bindparam("order_id"))
    )


_MORE: dict[str, ColumnElement[Any]] = {
    "updated_at": DropshipOrder.updated_at.expression,
    "confirmed_at": Order.confirmed_at.expression,
    "shipped_at": DropshipOrder.shipped_at.expression,
    "delivered_at": DropshipOrder.delivered_at.expression,
    "customer_phone": DropshipOrder.customer_phone.expression,
    "order_phone": Order.customer_phone.expression,
    "notes": Order.notes.expression,
    "tracking_number": DropshipOrder.tracking_number.expression,
    "tracking_url": DropshipOrder.tracking_url.expression,
    "carrier": DropshipOrder.carrier.expression,
    "parcel_number": Shipping.tracking_number.expression,
    "parcel_url": Shipping.tracking_url.expression,
    "parcel_carrier": Shipping.carrier.expression,
}


@cache
def _items() -> Select[Any]:
    theirs = (
        select(func.min(PictureFile.sha256))
        .where(
            PictureFile.device == bindparam("device"),
            PictureFile.source_key == SourceVariant.picture_key,
        )
        .correlate(SourceVariant)
        .scalar_subquery()
    )
    columns: dict[str, ColumnElement[Any]] = {
        **FACTS,
        "copy": entry_of(ProductSource.variant_mapping, Variant.sku),
        "order_sku": OrderItem.sku.expression,
        "product_id": Variant.product_id.expression,
        "unit_price": OrderItem.unit_price.expression,
        "url": PICTURE,
        "source_url": ProductSource.ali_express_url.expression,
        "label": VariantMapping.label.expression,
        "their_picture": theirs,
        "ships_from": SourceVariant.warehouse_name.expression,
        "unit_cost": DropshipOrderItem.unit_cost.expression,
        "confirmed_at": VariantMapping.confirmed_at.expression,
        "reason": VariantMapping.unconfirmed_reason.expression,
    }
    wanted: ColumnElement[str] = bindparam("order_id", type_=Text())
    order = select(DropshipOrder.order_id).where(DropshipOrder.id == wanted).scalar_subquery()
    return items_of(columns, dropship_order=wanted, order=order)


def _pair(row: Any, item: ItemFacts, facts: OrderFacts) -> ItemPair:
    ours = is_ours(row) or not row["bought_sku"]
    return ItemPair(
        id=item.item_id,
        product_id=row["product_id"],
        product=item.product,
        variant=item.variant,
        sku=row["order_sku"] or "",
        quantity=row["quantity"],
        unit_price=row["unit_price"],
        picture=sha256_of(row["url"]) if row["url"] else None,
        supplier_id=row["supplier_id"],
        supplier=row["supplier"],
        source_id=row["source_id"],
        source_url=row["source_url"],
        supplier_label=label_of(row),
        supplier_sku=row["bought_sku"],
        supplier_picture=row["their_picture"] if ours else None,
        ships_from=row["ships_from"] if ours else None,
        unit_cost=row["unit_cost"],
        confirmed_at=row["confirmed_at"] if item.confirmed else None,
        unconfirmed_reason=row["reason"],
        own_stock=item.own_stock,
        problems=problems_of_item(item) if may_be_bought(facts) else (),
    )


def _line(  # noqa: PLR0913, PLR0917 - the columns of an event
    at: str, who: str, kind: str, before: str | None, after: str | None, text: str | None
) -> HistoryLine:
    return HistoryLine(
        at=time_of(at),
        who=plain(who),
        kind=kind,
        from_status=None if before is None else DropshipStatus(before),
        to_status=None if after is None else DropshipStatus(after),
        text=plain(text or ""),
    )
