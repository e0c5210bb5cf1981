"""Asks for the shop's products: pages of the list by key, counts, and look-alikes of an item."""

import re
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Result,
    ScalarSelect,
    Select,
    Text,
    and_,
    case,
    func,
    literal,
    literal_column,
    or_,
    select,
    tuple_,
)
from sqlalchemy.orm import InstrumentedAttribute, Session

from babydrop_desktop.db.catalog_rows import page_key, row, salvaged
from babydrop_desktop.db.functions import ascii_folded, folded, in_name_order
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
from babydrop_desktop.db.unreadable import lines_of
from babydrop_desktop.domain.catalog import (
    CatalogCounts,
    CatalogPage,
    CatalogQuery,
    CatalogRow,
    CatalogSort,
    PageKey,
    SaleFilter,
)
from babydrop_desktop.domain.item_address import US_SITE_OFFSET

_SORTS: dict[CatalogSort, tuple[ColumnElement[Any], InstrumentedAttribute[Any]]] = {
    CatalogSort.NAME: (in_name_order(Product.name), Product.name),
    CatalogSort.PRICE: (Product.base_price.expression, Product.base_price),
    CatalogSort.NEWEST: (Product.created_at.expression, Product.created_at),
}
FOR_SALE = and_(Product.is_active.is_(True), Product.published_at.is_not(None))

_picture = (
    select(ProductImage.url)
    .where(ProductImage.product_id == Product.id)
    .order_by(ProductImage.is_primary.desc(), ProductImage.sort_order, ProductImage.id)
    .limit(1)
    .correlate(Product)
    .scalar_subquery()
)
_variants = (
    select(func.count())
    .where(Variant.product_id == Product.id)
    .correlate(Product)
    .scalar_subquery()
)
# Unknown as soon as one mapped row is unknown: a sum of guesses is no stock.
_supplier_stock = (
    select(case((func.count() == func.count(SourceVariant.stock), func.sum(SourceVariant.stock))))
    .join(VariantMapping, VariantMapping.source_variant_id == SourceVariant.id)
    .join(Variant, Variant.id == VariantMapping.variant_id)
    .where(Variant.product_id == Product.id)
    .correlate(Product)
    .scalar_subquery()
)
_own_stock = (
    select(func.sum(Inventory.available))
    .join(Variant, Variant.id == Inventory.variant_id)
    .where(Variant.product_id == Product.id)
    .correlate(Product)
    .scalar_subquery()
)


def _source(*conditions: ColumnElement[bool]) -> ScalarSelect[str]:
    asked = select(ProductSource.id).where(*conditions).order_by(ProductSource.id).limit(1)
    return asked.correlate(Product).scalar_subquery()


# The storefront writes the id of the product in its CMS there; then the slug tells (contract).
SOURCE_ID = func.coalesce(
    _source(ProductSource.sanity_product_id == Product.id),
    _source(ProductSource.product_slug == Product.slug),
)


def _lines() -> Select[*tuple[Any, ...]]:
    stock = case((ProductSource.id.is_(None), _own_stock), else_=_supplier_stock)
    return (
        select(
            Product.id,
            Product.name,
            Product.sku,
            Category.name.label("category"),
            Product.cost_price,
            Product.base_price,
            Product.created_at,
            FOR_SALE.label("for_sale"),
            ProductSource.source_status,
            ProductSource.inventory_status,
            stock.label("stock"),
            _picture.label("picture"),
            _variants.label("variants"),
        )
        # Outer: a damaged file may have lost the category.
        .outerjoin(Category, Category.id == Product.category_id)
        .outerjoin(ProductSource, ProductSource.id == SOURCE_ID)
    )


def page(session: Session, query: CatalogQuery, after: PageKey | None, limit: int) -> CatalogPage:
    """At most `limit` lines behind `after`, in the order asked for. One statement, any depth.

    Where a line cannot be read the page is asked once more, and that line says so.
    """
    column, attribute = _SORTS[query.sort]
    statement = _lines().where(*_conditions(query.search, query.category_id, query.sale))
    if after is not None:
        # Typed: within a tuple SQLAlchemy does not see that the value is an amount or a time.
        value: Any = literal(after.value, attribute.type)
        last = tuple_(value, literal(after.id))
        if after.exactly:
            value = literal_column(after.exactly[0])
            last = tuple_(value, literal_column(after.exactly[1]))
        here = tuple_(column, Product.id)
        statement = statement.where(here < last if query.descending else here > last)
        # The same again, looser: SQLite finds no place in an index by a tuple with a collation.
        statement = statement.where(column <= value if query.descending else column >= value)
    order = (column.desc(), Product.id.desc()) if query.descending else (column, Product.id)
    statement = statement.order_by(*order).limit(limit + 1)
    found, rows = _read(session, statement)
    server = session.get_bind().dialect.name != "sqlite"
    key = page_key(found[limit - 1], query.sort, server=server) if len(found) > limit else None
    return CatalogPage(rows[:limit], key)


def some(session: Session, ids: Collection[str]) -> tuple[CatalogRow, ...]:
    """The lines of these products, in no order. One statement, two where one cannot be read."""
    if not ids:
        return ()
    statement = _lines().where(Product.id.in_(ids)).limit(len(ids))
    return _read(session, statement)[1]


def _read(session: Session, statement: Select[Any]) -> tuple[Sequence[Any], tuple[CatalogRow, ...]]:
    def ask(*, careful: bool) -> Result[Any]:
        del careful  # nothing is gathered here
        return session.execute(statement)

    return lines_of(ask, row, salvaged, session)


def counts(session: Session, search: str, category_id: str | None) -> CatalogCounts:
    """How many products each filter shows. One statement."""
    statement = (
        select(func.count(), func.count(case((FOR_SALE, 1))))
        .select_from(Product)
        .where(*_conditions(search, category_id, SaleFilter.ALL))
    )
    every, for_sale = session.execute(statement).one()
    return CatalogCounts(all=every, for_sale=for_sale, draft=every - for_sale)


def _conditions(
    search: str, category_id: str | None, sale: SaleFilter
) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if category_id is not None:
        found.append(Product.category_id == category_id)
    if sale is not SaleFilter.ALL:
        found.append(FOR_SALE if sale is SaleFilter.FOR_SALE else ~FOR_SALE)
    return found + [_matches(word) for word in search.replace("\0", " ").split()[:8]]


def _matches(word: str) -> ColumnElement[bool]:
    """Whether a word stands in a title, a SKU, the supplier's name or is the item's id."""
    supplier = (
        select(ProductSource.id)
        .join(Supplier, Supplier.id == ProductSource.supplier_id)
        .where(
            or_(
                ProductSource.sanity_product_id == Product.id,
                ProductSource.product_slug == Product.slug,
            ),
            or_(
                _holds(Supplier.name, word),
                ProductSource.ali_express_product_id == word,
            ),
        )
        .correlate(Product)
        .exists()
    )
    variant = (
        select(Variant.id)
        .where(Variant.product_id == Product.id, _holds(Variant.sku, word))
        .correlate(Product)
        .exists()
    )
    return or_(
        _holds(Product.name, word),
        _holds(Product.sku, word),
        variant,
        supplier,
    )


def _holds(column: InstrumentedAttribute[str], word: str) -> ColumnElement[bool]:
    # Both sides are folded by the database: each folds in its own way ("ß" is one letter or two).
    escaped = re.sub(r"([%_/])", r"/\1", word)
    fold = ascii_folded if word.isascii() else folded
    return fold(column).like(fold(literal(f"%{escaped}%", Text())), escape="/")


def same_item(session: Session, canonical_ids: Collection[str]) -> dict[str, tuple[str, str]]:
    """The products bought as these items: canonical id to (product id, SKU). One statement.

    The storefront may have kept the US site's id of the same item. A source of the storefront's
    whose product is not found counts too: then its own name for the product stands there, and its
    slug. One that we imported and whose product was deleted does not: it may be imported again. Of
    several products of one item the newest is named.
    """
    imported = (
        select(SourceVariant.id)
        .where(SourceVariant.product_source_id == ProductSource.id)
        .correlate(ProductSource)
        .exists()
    )
    names = {item: item for item in canonical_ids}
    names |= {str(int(item) + US_SITE_OFFSET): item for item in canonical_ids}
    newest = func.row_number().over(
        partition_by=ProductSource.ali_express_product_id,
        order_by=(Product.id.is_(None), Product.created_at.desc(), ProductSource.id),
    )
    found = (
        select(
            ProductSource.ali_express_product_id.label("item"),
            func.coalesce(Product.id, ProductSource.sanity_product_id).label("product"),
            func.coalesce(Product.sku, ProductSource.product_slug).label("sku"),
            Product.id.is_not(None).label("here"),
            newest.label("place"),
        )
        .outerjoin(
            Product,
            or_(
                Product.id == ProductSource.sanity_product_id,
                Product.slug == ProductSource.product_slug,
            ),
        )
        .where(
            ProductSource.ali_express_product_id.in_(names),
            or_(Product.id.is_not(None), ~imported),
        )
        .subquery()
    )
    # The first of each item; a product that is here comes last, and so wins over one that is not.
    statement = select(found).where(found.c.place == 1).order_by(found.c.here).limit(len(names))
    return {names[row.item]: (row.product, row.sku) for row in session.execute(statement)}


def taken(session: Session, skus: Collection[str], slugs: Collection[str]) -> frozenset[str]:
    """Which of these product SKUs and slugs are in use. One statement."""
    statement = select(Product.sku, Product.slug).where(
        or_(Product.sku.in_(skus), Product.slug.in_(slugs))
    )
    return frozenset(text for found in session.execute(statement) for text in found)


def taken_variants(session: Session, skus: Collection[str]) -> frozenset[str]:
    """Which of these variant SKUs are in use. One statement."""
    return frozenset(session.scalars(select(Variant.sku).where(Variant.sku.in_(skus))))
