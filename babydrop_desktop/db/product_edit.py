"""Reads products locked for an edit, and writes what it changes: one statement for each table.

Source: the contract with the storefront ("What the desktop writes", rule 2: `updatedAt` is the
writer's, in server time).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import Row, case, exists, insert, literal, select, update
from sqlalchemy.orm import Session

from babydrop_desktop.db.catalog import SOURCE_ID
from babydrop_desktop.db.ids import new_id
from babydrop_desktop.db.ours import SourceVariant, VariantMapping
from babydrop_desktop.db.storefront import (
    Category,
    PriceHistory,
    Product,
    ProductImage,
    ProductSource,
    Variant,
)
from babydrop_desktop.domain.product_edit import (
    FieldChange,
    ProductField,
    ProductNow,
    ProductShown,
    Sale,
    Slot,
    Value,
)
from babydrop_desktop.domain.supplier_product import MOST_ROWS
from babydrop_desktop.errors import Limit

COLUMNS: Final[Mapping[ProductField, str]] = {
    ProductField.NAME: "name",
    ProductField.DESCRIPTION: "description",
    ProductField.SHORT_DESCRIPTION: "short_description",
    ProductField.META_TITLE: "meta_title",
    ProductField.META_DESCRIPTION: "meta_description",
    ProductField.TAGS: "tags",
    ProductField.CATEGORY: "category_id",
    ProductField.PRICE: "base_price",
    ProductField.MIN_AGE: "min_age",
    ProductField.MAX_AGE: "max_age",
    ProductField.CHOKING_HAZARD: "choking_hazard",
    ProductField.CHOKING_HAZARD_TEXT: "choking_hazard_text",
    ProductField.CERTIFICATIONS: "certifications",
    ProductField.COUNTRY_OF_ORIGIN: "country_of_origin",
    ProductField.CARE_INSTRUCTIONS: "care_instructions",
}
MOST_PRODUCTS: Final = 500
MOST_VARIANTS: Final = 20_000  # of all products of one edit
_hidden = exists().where(ProductImage.product_id == Product.id, ProductImage.url.like("babydrop:%"))
_read = [getattr(Product, attribute) for attribute in COLUMNS.values()]


@dataclass(frozen=True, slots=True)
class Written:
    """What one product's edit writes, and what its prices' history says of it."""

    product_id: str
    changes: tuple[FieldChange, ...]
    reason: str


def locked(
    session: Session,
    ids: Collection[str],
    categories: Mapping[str, str],
    *,
    variants: bool,
    currency: str,
) -> dict[str, ProductNow]:
    """The products as they stand, by id, locked until the end of the transaction.

    `categories` are the ones that products shall have (by product id); `variants` says whether
    prices of variants are needed. One statement, two with variants. Raises Limit (reasons
    "too_many_products", "too_many_variants").
    """
    _refuse_too_many(ids)
    # A lock on the product also holds back a new variant: its foreign key waits for it.
    rows = session.execute(_products(ids, categories).with_for_update(of=Product)).all()
    found = _variants(session, ids, lock=True) if variants and rows else {}
    return {row.id: _now(row, found.get(row.id, []), currency) for row in rows}


def _refuse_too_many(ids: Collection[str]) -> None:
    if len(ids) > MOST_PRODUCTS:
        raise Limit(
            f"At most {MOST_PRODUCTS} products can be edited at once.",
            reason="too_many_products",
            most=str(MOST_PRODUCTS),
        )


def _products(ids: Collection[str], categories: Mapping[str, str]) -> Any:  # noqa: ANN401
    own = Product.category_id
    wanted = case(categories, value=Product.id, else_=own) if categories else own
    return (
        select(
            Product.id,
            *_read,
            Product.is_active,
            Product.published_at,
            Product.cost_price,
            Category.id.label("known"),
            Category.shipping_buffer,
            _hidden.label("hidden"),
        )
        .outerjoin(Category, Category.id == wanted)
        .where(Product.id.in_(ids))
        .order_by(Product.id)
    )


def _variants(session: Session, ids: Collection[str], *, lock: bool) -> dict[str, list[Any]]:
    most = MOST_ROWS if len(ids) == 1 else MOST_VARIANTS
    statement = (
        select(
            Variant.id,
            Variant.product_id,
            Variant.sku,
            Variant.price,
            SourceVariant.cost,
            SourceVariant.currency,
        )
        .outerjoin(VariantMapping, VariantMapping.variant_id == Variant.id)
        .outerjoin(SourceVariant, SourceVariant.id == VariantMapping.source_variant_id)
        .where(Variant.product_id.in_(ids))
        .order_by(Variant.id)
        .limit(most + 1)
    )
    rows = session.execute(statement.with_for_update(of=Variant) if lock else statement).all()
    if len(rows) > most:
        raise Limit(
            f"More than {most} variants cannot be re-priced at once.",
            reason="too_many_variants",
            most=str(most),
        )
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(row.product_id, []).append(row)
    return found


def _now(row: Row[Any], variants: Sequence[Row[Any]], currency: str) -> ProductNow:
    values: dict[Slot, Value] = {
        Slot(name): getattr(row, attribute) for name, attribute in COLUMNS.items()
    }
    values[Slot(ProductField.FOR_SALE)] = Sale(row.is_active, row.published_at)
    values |= {Slot(ProductField.VARIANT_PRICE, one.id): one.price for one in variants}
    return ProductNow(
        id=row.id,
        name=row.name,
        values=values,
        cost=row.cost_price,
        buffer=row.shipping_buffer or Decimal(0),
        category_known=row.known is not None,
        hidden_pictures=row.hidden,
        costs={one.id: one.cost if one.currency == currency else None for one in variants},
        labels={one.id: one.sku for one in variants},
    )


def shown(session: Session, ids: Collection[str]) -> dict[str, ProductShown]:
    """What an editor of several products shows, by id; those that are gone are not in it.

    Two statements. Raises Limit (reasons "too_many_products", "too_many_variants").
    """
    _refuse_too_many(ids)
    rows = session.execute(_products(ids, {})).all()
    variants = _variants(session, ids, lock=False)
    return {row.id: _shown(row, variants.get(row.id, [])) for row in rows}


def _shown(row: Row[Any], variants: Sequence[Row[Any]]) -> ProductShown:
    return ProductShown(
        name=row.name,
        description=row.description or "",
        short_description=row.short_description or "",
        meta_title=row.meta_title or "",
        meta_description=row.meta_description or "",
        tags=row.tags or (),
        category_id=row.category_id,
        price=row.base_price,
        variant_prices={one.id: one.price for one in variants},
        for_sale=row.is_active and row.published_at is not None,
        published_at=row.published_at,
        min_age_months=row.min_age,
        max_age_months=row.max_age,
        choking_hazard=row.choking_hazard,
        choking_hazard_text=row.choking_hazard_text or "",
        certifications=row.certifications or (),
        country_of_origin=row.country_of_origin or "",
        care_instructions=row.care_instructions or "",
    )


def write(session: Session, edits: Iterable[Written], now: datetime, person: str) -> None:
    """Write the changed columns and nothing else, each table in one statement.

    Products that change alike are written together. A product's category is copied to its source
    where that said the same.
    """
    edits = list(edits)
    moved = {
        one.product_id: change.after
        for one in edits
        for change in one.changes
        if change.field is ProductField.CATEGORY
    }
    if moved:
        _move_sources(session, moved, now)
    products = [_product(one, now) for one in edits]
    # Rows of the same columns go in one statement, if they stand together.
    session.execute(update(Product), sorted(products, key=sorted))
    prices = [(one, change) for one in edits for change in one.changes if change.variant_id]
    if not prices:
        return
    variants = [
        {"id": change.variant_id, "price": change.after, "updated_at": now} for _, change in prices
    ]
    session.execute(update(Variant), variants)
    session.execute(
        insert(PriceHistory),
        [
            {
                "id": new_id(),
                "product_id": one.product_id,
                "variant_id": change.variant_id,
                "old_price": change.before,
                "new_price": change.after,
                "reason": one.reason,
                "changed_by": person,
                "created_at": now,
            }
            for one, change in prices
        ],
    )


def _product(edit: Written, now: datetime) -> dict[str, Any]:
    row: dict[str, Any] = {"id": edit.product_id, "updated_at": now}
    for change in edit.changes:
        if isinstance(change.after, Sale):
            row |= {"is_active": change.after.active, "published_at": change.after.published_at}
        elif change.variant_id is None:
            # An empty text is null, as the storefront writes it; a list stays a list.
            row[COLUMNS[change.field]] = None if change.after == "" else change.after
    return row


def _move_sources(session: Session, moved: Mapping[str, Value], now: datetime) -> None:
    """Let the copy of the category in the products' sources follow. One statement."""
    copies = (
        select(ProductSource.id, Product.id.label("product_id"))
        .select_from(Product)
        .join(ProductSource, ProductSource.id == SOURCE_ID)
        .where(Product.id.in_(moved), ProductSource.category_id == Product.category_id)
        .subquery()
    )
    new = case({id_: literal(value) for id_, value in moved.items()}, value=copies.c.product_id)
    session.execute(
        update(ProductSource)
        .where(ProductSource.id == copies.c.id)
        .values(category_id=new, updated_at=now)
        .execution_options(synchronize_session=False)
    )
