"""Lets the demo shop's catalog be as old as its orders, and writes what became of its products.

Only ever in the demo shop, which is a SQLite file: times there are texts that can be copied.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import delete, insert, select, true, update
from sqlalchemy.orm import Session

from babydrop_desktop.db.ours import SourceVariant, VariantMapping
from babydrop_desktop.db.storefront import (
    Category,
    Inventory,
    PriceHistory,
    Product,
    ProductSource,
    Supplier,
    Variant,
)
from babydrop_desktop.domain.demo_goods import Fate, Good

Values = Mapping[str, Any]
_SOURCE = {
    Fate.DISCONTINUED: ("DISCONTINUED", "OUT_OF_STOCK"),
    Fate.UNAVAILABLE: ("UNAVAILABLE", "AVAILABLE"),
    Fate.PRICE_CHANGED: ("PRICE_CHANGED", "AVAILABLE"),
    Fate.OUT_OF_STOCK: ("ACTIVE", "OUT_OF_STOCK"),
}


def grow_old(session: Session, oldest: datetime, items: Sequence[str], apart: timedelta) -> None:
    """Let these items' products come in one after another since `oldest`. Six statements.

    The order of `items` (canonical ids) stays the order in which the catalog lists its newest.
    """
    found = select(ProductSource.ali_express_product_id, ProductSource.sanity_product_id).where(
        ProductSource.ali_express_product_id.in_(items)
    )
    products = {row.ali_express_product_id: row.sanity_product_id for row in session.execute(found)}
    known = [products[item] for item in items if item in products]
    if not known:
        return
    ages = [
        {"id": product, "created_at": oldest + apart * place} for place, product in enumerate(known)
    ]
    session.execute(update(Product), ages)
    session.execute(
        update(Product)
        .where(Product.id.in_(known), Product.published_at.is_not(None))
        .values(published_at=Product.created_at)
        .execution_options(synchronize_session=False)
    )
    for model, key, which in (
        (Variant, Variant.product_id, true()),
        (ProductSource, ProductSource.sanity_product_id, true()),
        (PriceHistory, PriceHistory.product_id, PriceHistory.reason == "import"),
    ):
        born = select(Product.created_at).where(Product.id == key).scalar_subquery()
        session.execute(
            update(model)
            .where(key.in_(known), which)
            .values(created_at=born)
            .execution_options(synchronize_session=False)
        )


def confirm_pairs(session: Session, products: Collection[str], person: str) -> None:
    """Let somebody have confirmed every pair of these products when they came in. One statement."""
    born = (
        select(Variant.created_at)
        .where(Variant.id == VariantMapping.variant_id)
        .correlate(VariantMapping)
        .scalar_subquery()
    )
    theirs = select(Variant.id).where(Variant.product_id.in_(products))
    session.execute(
        update(VariantMapping)
        .where(VariantMapping.variant_id.in_(theirs), VariantMapping.confirmed_at.is_(None))
        .values(created_at=born, confirmed_at=born, confirmed_by=person)
        .execution_options(synchronize_session=False)
    )


def unconfirm(session: Session, goods: Sequence[Good], reason: str, word: str) -> None:
    """Let the supplier have given the first option of these SKUs another name. Three statements."""
    if not goods:
        return
    asked = select(SourceVariant.id, SourceVariant.labels).where(
        SourceVariant.id.in_([good.source_variant_id for good in goods])
    )
    changed = [
        {"id": key, "labels": [[labels[0][0], word], *labels[1:]] if labels else labels}
        for key, labels in session.execute(asked)
    ]
    session.execute(update(SourceVariant), changed)
    lost = [
        {"variant_id": good.variant_id, "confirmed_at": None, "unconfirmed_reason": reason}
        for good in goods
    ]
    session.execute(update(VariantMapping), lost)


def unmap(session: Session, goods: Sequence[Good]) -> None:
    """Take these variants' pairs away, from the storefront's copy too. Three statements."""
    if not goods:
        return
    gone = {good.sku for good in goods}
    ids = [good.variant_id for good in goods]
    session.execute(delete(VariantMapping).where(VariantMapping.variant_id.in_(ids)))
    asked = select(ProductSource.id, ProductSource.variant_mapping).where(
        ProductSource.id.in_({good.source_id for good in goods})
    )
    copies = [
        {"id": key, "variant_mapping": {sku: one for sku, one in copy.items() if sku not in gone}}
        for key, copy in session.execute(asked)
    ]
    session.execute(update(ProductSource), copies)


def meet_fates(session: Session, goods: Sequence[Good], rise: Decimal, now: datetime) -> None:
    """Write what became of the goods at their suppliers. Five statements at most."""
    sources = {good.source_id: _SOURCE[good.fate] for good in goods if good.fate in _SOURCE}
    states = [
        {"id": key, "source_status": state, "inventory_status": stock, "updated_at": now}
        for key, (state, stock) in sources.items()
    ]
    dearer = [
        {"id": good.source_variant_id, "cost": cost, "sale_price": cost}
        for good in goods
        if good.fate is Fate.PRICE_CHANGED
        for cost in [round(good.cost * rise, 2)]
    ]
    out = [good for good in goods if good.fate in {Fate.OUT_OF_STOCK, Fate.DISCONTINUED}]
    paused = {good.supplier_id for good in goods if good.fate is Fate.SUPPLIER_PAUSED}
    for model, values in (
        (Supplier, [{"id": key, "status": "INACTIVE", "updated_at": now} for key in paused]),
        (ProductSource, states),
        (SourceVariant, dearer),
        (SourceVariant, [{"id": good.source_variant_id, "stock": 0} for good in out]),
    ):
        if values:
            session.execute(update(model), values)
    session.execute(
        update(Inventory)
        .where(Inventory.variant_id.in_([good.variant_id for good in out]))
        .values(quantity=0, available=0, updated_at=now)
        .execution_options(synchronize_session=False)
    )


def lower_prices(
    session: Session, prices: Mapping[str, Decimal], rows: Sequence[Values], at: datetime
) -> None:
    """Let products (by id) be sold for these prices since `at`, and note it. Three statements."""
    if not prices:
        return
    variants = [
        {"id": row["variant_id"], "price": row["new_price"], "updated_at": at} for row in rows
    ]
    session.execute(update(Variant), variants)
    products = [{"id": key, "base_price": price, "updated_at": at} for key, price in prices.items()]
    session.execute(update(Product), products)
    session.execute(insert(PriceHistory), [dict(row) for row in rows])


def category_id(session: Session, slug: str) -> str | None:
    """The category with this slug, None where the shop has none. One statement."""
    return session.scalar(select(Category.id).where(Category.slug == slug))


def insert_own(
    session: Session,
    products: Sequence[Values],
    variants: Sequence[Values],
    stock: Sequence[Values],
) -> None:
    """Write products that the shop has itself. One statement for each table."""
    for model, values in ((Product, products), (Variant, variants), (Inventory, stock)):
        session.execute(insert(model), [dict(value) for value in values])


def note_suppliers(session: Session, rows: Sequence[Values]) -> None:
    """Write how often the shop bought at each supplier, and since when. One statement."""
    if rows:
        session.execute(update(Supplier), [dict(row) for row in rows])
