"""Asks the catalog's questions as the predecessor did: whole objects, offsets, a query a relation.

Its report, issues 1, 9 and 10: lists that return nested objects and page by OFFSET, and a detail
that is put together from one query for each relation, and one more for each variant.
"""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from babydrop_desktop.db.catalog import SOURCE_ID
from babydrop_desktop.db.ours import SourceVariant, VariantMapping
from babydrop_desktop.db.storefront import (
    Category,
    Inventory,
    Product,
    ProductImage,
    ProductSource,
    Supplier,
    Variant,
)


def page(session: Session, offset: int, limit: int) -> int:
    """A page by OFFSET: whole products, then each relation for all of them; how many."""
    asked = select(Product).order_by(Product.name, Product.id).offset(offset).limit(limit)
    products = session.scalars(asked).all()
    ids = [product.id for product in products]
    shelves = {product.category_id for product in products}
    session.scalars(select(Category).where(Category.id.in_(shelves))).all()
    variants = session.scalars(select(Variant).where(Variant.product_id.in_(ids))).all()
    stocked = [variant.id for variant in variants]
    session.scalars(select(ProductImage).where(ProductImage.product_id.in_(ids))).all()
    session.scalars(select(Inventory).where(Inventory.variant_id.in_(stocked))).all()
    session.scalars(select(ProductSource).where(ProductSource.sanity_product_id.in_(ids))).all()
    session.scalars(select(VariantMapping).where(VariantMapping.variant_id.in_(stocked))).all()
    return len(products)


def offset_only(session: Session, offset: int, limit: int) -> int:
    """The same columns as ours, but by OFFSET: what the paging alone costs; how many."""
    asked = (
        select(Product.id, Product.name, ProductSource.source_status, Category.name)
        .join(Category, Category.id == Product.category_id)
        .outerjoin(ProductSource, ProductSource.id == SOURCE_ID)
        .order_by(Product.name, Product.id)
    )
    return len(session.execute(asked.offset(offset).limit(limit)).all())


def detail(session: Session, product_id: str) -> int:
    """One product: a query for each relation, two more for each variant; how many variants."""
    product = session.scalars(select(Product).where(Product.id == product_id)).one()
    session.scalars(select(Category).where(Category.id == product.category_id)).one()
    session.scalars(select(ProductImage).where(ProductImage.product_id == product_id)).all()
    source: Any = session.scalars(
        select(ProductSource).where(ProductSource.sanity_product_id == product_id)
    ).one()
    session.scalars(select(Supplier).where(Supplier.id == source.supplier_id)).one()
    variants = session.scalars(select(Variant).where(Variant.product_id == product_id)).all()
    for variant in variants:
        session.scalars(select(Inventory).where(Inventory.variant_id == variant.id)).one()
        mapping = session.scalars(
            select(VariantMapping).where(VariantMapping.variant_id == variant.id)
        ).one()
        session.scalars(
            select(SourceVariant).where(SourceVariant.id == mapping.source_variant_id)
        ).one()
    return len(variants)
