"""Writes the demo shop's orders: one bulk insert for each table; and what was filled already."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from babydrop_desktop.db.catalog import FOR_SALE
from babydrop_desktop.db.imports import insert_once
from babydrop_desktop.db.ours import OrderEvent, Setting, SourceVariant, VariantMapping
from babydrop_desktop.db.storefront import (
    DropshipOrder,
    DropshipOrderItem,
    Order,
    OrderItem,
    Payment,
    Product,
    ProductSource,
    Shipping,
    Supplier,
    User,
    Variant,
)
from babydrop_desktop.domain.demo_goods import Fate, Good

Values = Mapping[str, Any]
MARK = "demo.filled"
_MOST_GOODS = 2000


@dataclass(frozen=True, slots=True)
class DemoRows:
    """Everything that the orders write, as mappings of the models' attributes."""

    users: Sequence[Values]
    orders: Sequence[Values]
    items: Sequence[Values]
    payments: Sequence[Values]
    dropship_orders: Sequence[Values]
    dropship_items: Sequence[Values]
    shippings: Sequence[Values]
    events: Sequence[Values]


def mark(session: Session) -> dict[str, Any]:
    """What the demo shop was filled with before; {} for nothing. One statement."""
    found = session.scalar(select(Setting.value).where(Setting.key == MARK))
    return dict(found) if isinstance(found, dict) else {}


def put_mark(session: Session, value: Values, now: datetime) -> None:
    """Note what the demo shop was filled with, so that nothing comes back. Two statements."""
    values = {"value": dict(value), "updated_at": now}
    insert_once(session, Setting, [{"key": MARK, **values}], ["key"])
    session.execute(update(Setting).where(Setting.key == MARK).values(**values))


def goods(session: Session, fates: Mapping[str, Fate]) -> tuple[Good, ...]:
    """What the demo shop sells of these items (canonical id to fate), by SKU. One statement.

    Only variants on sale with their supplier's SKU. The fates VARIANT_CHANGED and UNMAPPED fall on
    the first and the last variant of a product, none of the others.
    """
    found = session.execute(
        select(
            Variant.id,
            Variant.sku,
            Variant.name.label("variant"),
            Variant.price,
            Product.id.label("product_id"),
            Product.name.label("product"),
            SourceVariant.id.label("source_variant_id"),
            SourceVariant.sku_id,
            SourceVariant.cost,
            SourceVariant.stock,
            ProductSource.id.label("source_id"),
            ProductSource.ali_express_product_id.label("item"),
            Supplier.id.label("supplier_id"),
            Supplier.name.label("supplier"),
        )
        .join(Product, Product.id == Variant.product_id)
        .join(ProductSource, ProductSource.sanity_product_id == Product.id)
        .join(Supplier, Supplier.id == ProductSource.supplier_id)
        .join(VariantMapping, VariantMapping.variant_id == Variant.id)
        .join(SourceVariant, SourceVariant.id == VariantMapping.source_variant_id)
        .where(ProductSource.ali_express_product_id.in_(fates), FOR_SALE)
        .order_by(Variant.sku)
        .limit(_MOST_GOODS)
    ).all()
    ends: dict[str, tuple[str, str]] = {}
    for row in found:
        ends[row.product_id] = (ends.get(row.product_id, (row.id, ""))[0], row.id)
    return tuple(_good(row, fates[row.item], ends[row.product_id]) for row in found)


def insert_orders(session: Session, rows: DemoRows) -> None:
    """Write all orders with their history. One statement for each table."""
    for model, values in (
        (User, rows.users),
        (Order, rows.orders),
        (OrderItem, rows.items),
        (Payment, rows.payments),
        (DropshipOrder, rows.dropship_orders),
        (DropshipOrderItem, rows.dropship_items),
        (Shipping, rows.shippings),
        (OrderEvent, rows.events),
    ):
        if values:
            # Nulls are written as such: left out, rows would fall apart into many statements.
            whole = insert(model).execution_options(render_nulls=True)
            session.execute(whole, [dict(value) for value in values])


def _good(row: Any, fate: Fate, ends: tuple[str, str]) -> Good:  # noqa: ANN401 - a row
    first, last = ends
    spared = (fate is Fate.VARIANT_CHANGED and row.id != first) or (
        fate is Fate.UNMAPPED and row.id != last
    )
    return Good(
        variant_id=row.id,
        sku=row.sku,
        product_id=row.product_id,
        product=row.product,
        variant=row.variant,
        price=row.price,
        cost=row.cost,
        source_id=row.source_id,
        source_variant_id=row.source_variant_id,
        supplier_id=row.supplier_id,
        supplier=row.supplier,
        supplier_sku=row.sku_id,
        stock=row.stock,
        fate=Fate.NONE if spared else fate,
    )
