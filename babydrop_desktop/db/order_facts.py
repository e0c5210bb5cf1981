"""Gathers what an order's items are judged by: in a list's one statement, or in a detail's rows."""

# A row is a mapping: the driver's, or one made of what a list's statement gathered.
# ruff: noqa: ANN401

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Text,
    and_,
    case,
    func,
    literal_column,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.orm import InstrumentedAttribute

from babydrop_desktop.db.catalog import SOURCE_ID
from babydrop_desktop.db.json_sql import entry_of, field_of, is_object
from babydrop_desktop.db.order_address import address_of
from babydrop_desktop.db.ours import AddressApproval, SourceVariant, VariantMapping
from babydrop_desktop.db.storefront import (
    DropshipOrder,
    DropshipOrderItem,
    OrderItem,
    Product,
    ProductImage,
    ProductSource,
    Supplier,
    Variant,
)
from babydrop_desktop.db.unreadable import text_of
from babydrop_desktop.domain.order_checks import ItemFacts
from babydrop_desktop.domain.postal.facts import AddressFacts
from babydrop_desktop.domain.postal.quick import desk_problems
from babydrop_desktop.domain.variant_mapping import MappedSku, read_mapping

MOST_ITEMS = 500

# The variant's own picture where it has one, else the product's first.
PICTURE = (
    select(ProductImage.url)
    .where(
        ProductImage.product_id == Variant.product_id,
        or_(ProductImage.variant_id.is_(None), ProductImage.variant_id == Variant.id),
    )
    .order_by(
        ProductImage.variant_id.is_(None),
        ProductImage.is_primary.desc(),
        ProductImage.sort_order,
        ProductImage.id,
    )
    .limit(1)
    .correlate(Variant)
    .scalar_subquery()
)
_OURS = SourceVariant.product_source_id == ProductSource.id
FACTS: dict[str, ColumnElement[Any]] = {
    "item_id": OrderItem.id.expression,
    "product": OrderItem.product_name.expression,
    "variant": OrderItem.variant_name.expression,
    "sku": Variant.sku.expression,
    "quantity": OrderItem.quantity.expression,
    "here": Product.id.is_not(None),
    "source_id": ProductSource.id.expression,
    "bought_id": DropshipOrderItem.id.expression,
    "bought_sku": DropshipOrderItem.ali_express_sku.expression,
    "supplier_id": Supplier.id.expression,
    "supplier": Supplier.name.expression,
    "source_status": ProductSource.source_status.expression,
    "stock_status": ProductSource.inventory_status.expression,
    "supplier_status": Supplier.status.expression,
    "confirmed": and_(VariantMapping.confirmed_at.is_not(None), _OURS),
    "sku_id": SourceVariant.sku_id.expression,
    "sku_attr": SourceVariant.sku_attr.expression,
    "stock": SourceVariant.stock.expression,
    "has_copy": ProductSource.variant_mapping.is_not(None),
    "copy": case(
        (SourceVariant.id.is_not(None), entry_of(ProductSource.variant_mapping, Variant.sku))
    ),
}


def items_of(
    columns: Mapping[str, ColumnElement[Any]],
    *,
    dropship_order: ColumnElement[str],
    order: ColumnElement[str],
) -> Select[Any]:
    """The first 500 items of a customer's `order`, oldest first, with what is bought for each."""
    first_bought = (
        select(DropshipOrderItem.id)
        .where(
            DropshipOrderItem.order_item_id == OrderItem.id,
            DropshipOrderItem.dropship_order_id == dropship_order,
        )
        .order_by(DropshipOrderItem.created_at, DropshipOrderItem.id)
        .limit(1)
        .correlate(OrderItem, DropshipOrder)
        .scalar_subquery()
    )
    source = func.coalesce(DropshipOrderItem.product_source_id, SOURCE_ID)
    return (
        select(*(column.label(name) for name, column in columns.items()))
        .select_from(OrderItem)
        .outerjoin(Variant, Variant.id == OrderItem.variant_id)
        .outerjoin(Product, Product.id == Variant.product_id)
        .outerjoin(DropshipOrderItem, DropshipOrderItem.id == first_bought)
        .outerjoin(ProductSource, ProductSource.id == source)
        .outerjoin(Supplier, Supplier.id == ProductSource.supplier_id)
        .outerjoin(VariantMapping, VariantMapping.variant_id == Variant.id)
        .outerjoin(SourceVariant, SourceVariant.id == VariantMapping.source_variant_id)
        .where(OrderItem.order_id == order)
        .order_by(OrderItem.created_at, OrderItem.id)
        .limit(MOST_ITEMS)
        .correlate(DropshipOrder)
    )


def item_facts(row: Any) -> ItemFacts:
    """One item as it is judged, from the columns of FACTS."""
    stock, bought = row["stock"], row["bought_sku"]
    listed = row["bought_id"] is not None
    return ItemFacts(
        item_id=row["item_id"],
        product=text_of(row["product"]),
        variant=text_of(row["variant"]),
        here=bool(row["here"]),
        has_source=row["source_id"] is not None,
        listed=listed,
        supplier_id=row["supplier_id"] or "",
        supplier=text_of(row["supplier"]),
        source_status=row["source_status"] or "",
        stock_status=row["stock_status"] or "",
        supplier_status=row["supplier_status"] or "",
        sold_out=stock is not None and stock < (row["quantity"] or 1),
        supplier_sku=bought if bought or row["sku_attr"] == "" else None,
        confirmed=listed and _confirmed(row),
    )


def _confirmed(row: Any) -> bool:
    """Somebody confirmed the pair, what is to be bought is it, and the storefront's copy says so.

    Where somebody changed the copy the pair is looked at again (the contract).
    """
    if not row["confirmed"] or not is_ours(row):
        return False
    if not row["has_copy"]:
        return True
    copied = _copied(row)
    return copied is not None and copied.is_row(row["sku_id"], row["sku_attr"])


def is_ours(row: Any) -> bool:
    """Whether what is to be bought is the supplier's variant that our own mapping names."""
    return row["bought_sku"] in {row["sku_id"], row["sku_attr"]}


def label_of(row: Any) -> str | None:
    """The supplier's words for what is to be bought, from FACTS, "label" and the whole "copy".

    Where our mapping means another variant, or there is none, the name in the storefront's copy or
    the number itself; None where nothing says what to buy.
    """
    bought: str | None = row["bought_sku"]
    ours: str | None = row["label"]
    if not bought or is_ours(row):
        return ours
    copied = _copied(row)
    return copied.name if copied is not None and copied.text == bought and copied.name else bought


def _copied(row: Any) -> MappedSku | None:
    return read_mapping({"it": _entry(row["copy"])}).get("it")


def _entry(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def text_field(document: InstrumentedAttribute[Any], name: str) -> ColumnElement[str]:
    """A field of a document; the names are ours, never a person's."""
    return field_of(document, literal_column(f"'{name}'", Text()))


ADDRESS = DropshipOrder.shipping_address
# What an address is judged by. A list shows no street (the rules of reliability): it is read to be
# judged, as the driver gives it, and goes no further. What is no address must not break the order.
ADDRESS_FACTS: dict[str, ColumnElement[Any]] = {
    "address_whole": is_object(ADDRESS),
    "address": case((is_object(ADDRESS), type_coerce(ADDRESS, Text()))),
    "approved_mark": AddressApproval.fingerprint.expression,
}


def address_facts(row: Any, country: str) -> AddressFacts:
    """What is there of an address and wrong with it, from the columns of ADDRESS_FACTS."""
    if not row["address_whole"]:
        return AddressFacts(broken=True, country=country)
    address, mark = address_of(row["address"]), row["approved_mark"]
    approved = mark is not None and mark == address.fingerprint
    return AddressFacts(
        broken=address.broken,
        street=bool(address.line1),
        city=bool(address.city),
        state=bool(address.state),
        zip=bool(address.zip),
        country=country,
        desk=() if approved else desk_problems(address),
        approved=approved,
        changed=mark is not None and not approved,
    )
