"""Asks for one product whole, in two statements: what it is, and what it shows."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, case, func, literal, select
from sqlalchemy.orm import Session

from babydrop_desktop.db.catalog import FOR_SALE, SOURCE_ID
from babydrop_desktop.db.ours import PictureFile, SourceVariant, VariantMapping
from babydrop_desktop.db.storefront import (
    Category,
    Product,
    ProductImage,
    ProductSource,
    Supplier,
    Variant,
)
from babydrop_desktop.domain.catalog import (
    PicturePlace,
    ProductDetail,
    SourceFacts,
    SourceState,
    VariantPair,
)
from babydrop_desktop.domain.picture_url import sha256_of
from babydrop_desktop.domain.pricing import CategoryPricing, PriceBreakdown, price_of
from babydrop_desktop.domain.supplier_product import MOST_ROWS
from babydrop_desktop.domain.variant_mapping import read_mapping
from babydrop_desktop.errors import NotFound, Refused

MOST_PICTURES = 200
# As many as an import makes; where the storefront has more, the detail says how many.
MOST_VARIANTS = MOST_ROWS


def detail(session: Session, product_id: str, device: str) -> ProductDetail:
    """One product with its variants, pictures and source; `device` is this laptop.

    Raises NotFound (reason "product_gone"). Two statements.
    """
    found = session.execute(_product_and_variants(product_id, device)).mappings().all()
    if not found:
        raise NotFound(
            "This product is not in the shop any more.", reason="product_gone", product=product_id
        )
    first = found[0]
    mapping = _Mapping(first["mapping"])
    shown = session.execute(_pictures(product_id, device)).all()
    # A picture that we gave a variant stands beside it; the storefront's are shown with the others.
    pictures = tuple(
        PicturePlace(
            sha256=sha256_of(row.url),
            url=row.url,
            alt=row.alt_text or "",
            width=row.width,
            height=row.height,
            here=row.sha256 is not None,
        )
        for row in shown
        if row.variant_id is None or sha256_of(row.url) is None
    )
    ours = _VariantPictures(shown)
    return ProductDetail(
        id=product_id,
        name=first["name"],
        slug=first["slug"],
        sku=first["sku"],
        category=first["category"],
        description=first["description"] or "",
        cost=first["cost_price"],
        price=first["base_price"],
        compare_at=first["compare_at_price"],
        for_sale=bool(first["for_sale"]),
        published_at=first["published_at"],
        created_at=first["created_at"],
        tags=first["tags"] or (),
        meta_title=first["meta_title"] or "",
        meta_description=first["meta_description"] or "",
        pictures=pictures,
        variants=tuple(_pair(row, mapping, ours) for row in found if row["variant_id"] is not None),
        source=_source(first),
        breakdown=_breakdown(first),
        variant_count=first["all_variants"],
        category_id=first["category_id"],
        updated_at=first["updated_at"],
        buffer=first["shipping_buffer"],
        short_description=first["short_description"] or "",
        min_age_months=first["min_age"],
        max_age_months=first["max_age"],
        choking_hazard=first["choking_hazard"],
        choking_hazard_text=first["choking_hazard_text"] or "",
        certifications=first["certifications"] or (),
        country_of_origin=first["country_of_origin"] or "",
        care_instructions=first["care_instructions"] or "",
    )


def _product_and_variants(product_id: str, device: str) -> Any:  # noqa: ANN401 - a statement
    order = (Variant.created_at, Variant.id)
    # A document of every variant: sent once, not with each of them.
    mapping = case(
        (func.row_number().over(order_by=order) == 1, ProductSource.variant_mapping), else_=None
    )
    picture = (
        select(func.min(PictureFile.sha256))
        .where(PictureFile.device == device, PictureFile.source_key == SourceVariant.picture_key)
        .correlate(SourceVariant)
        .scalar_subquery()
    )
    return (
        select(
            Product.name,
            Product.slug,
            Product.sku,
            Product.description,
            Product.cost_price,
            Product.base_price,
            Product.compare_at_price,
            Product.published_at,
            Product.created_at,
            Product.tags,
            Product.meta_title,
            Product.meta_description,
            Product.category_id,
            Product.updated_at,
            Product.short_description,
            Product.min_age,
            Product.max_age,
            Product.choking_hazard,
            Product.choking_hazard_text,
            Product.certifications,
            Product.country_of_origin,
            Product.care_instructions,
            FOR_SALE.label("for_sale"),
            Category.name.label("category"),
            Category.markup_factor,
            Category.shipping_buffer,
            Category.min_price,
            Category.max_price,
            ProductSource.ali_express_product_id,
            ProductSource.ali_express_url,
            ProductSource.original_price,
            ProductSource.original_currency,
            ProductSource.source_status,
            ProductSource.inventory_status,
            ProductSource.last_synced_at,
            Supplier.name.label("supplier"),
            Supplier.ali_express_id.label("store_id"),
            Variant.id.label("variant_id"),
            Variant.name.label("variant"),
            Variant.sku.label("variant_sku"),
            Variant.price.label("variant_price"),
            Variant.is_active.label("variant_active"),
            func.count(Variant.id).over().label("all_variants"),
            mapping.label("mapping"),
            VariantMapping.label.label("label"),
            VariantMapping.confirmed_at,
            SourceVariant.sku_id,
            SourceVariant.sku_attr,
            SourceVariant.cost,
            SourceVariant.currency,
            SourceVariant.warehouse_name,
            SourceVariant.stock,
            picture.label("picture"),
        )
        .join(Category, Category.id == Product.category_id)
        .outerjoin(ProductSource, ProductSource.id == SOURCE_ID)
        .outerjoin(Supplier, Supplier.id == ProductSource.supplier_id)
        .outerjoin(Variant, Variant.product_id == Product.id)
        .outerjoin(VariantMapping, VariantMapping.variant_id == Variant.id)
        .outerjoin(SourceVariant, SourceVariant.id == VariantMapping.source_variant_id)
        .where(Product.id == product_id)
        .order_by(*order)
        .limit(MOST_VARIANTS)
    )


def _pictures(product_id: str, device: str) -> Any:  # noqa: ANN401 - a statement
    named = literal("babydrop:").concat(PictureFile.sha256).concat(".webp")
    # The name alone finds the row by its key; the whole address proves that it is meant.
    name = func.substr(ProductImage.url, len("babydrop:") + 1, 64)
    return (
        select(
            ProductImage.url,
            ProductImage.variant_id,
            ProductImage.alt_text,
            ProductImage.width,
            ProductImage.height,
            PictureFile.sha256,
        )
        .outerjoin(
            PictureFile,
            and_(
                PictureFile.sha256 == name,
                PictureFile.device == device,
                named == ProductImage.url,
            ),
        )
        .where(ProductImage.product_id == product_id)
        .order_by(ProductImage.is_primary.desc(), ProductImage.sort_order, ProductImage.id)
        .limit(MOST_PICTURES)
    )


def _pair(
    row: Any,  # noqa: ANN401 - a row's mapping
    mapping: "_Mapping",
    ours: "_VariantPictures",
) -> VariantPair:
    label, sku, confirmed = mapping.of(row)
    return VariantPair(
        variant_id=row["variant_id"],
        sku=row["variant_sku"],
        name=row["variant"],
        price=row["variant_price"],
        active=row["variant_active"],
        picture=ours.of(row["variant_id"], row["picture"]),
        supplier_picture=row["picture"],
        supplier_label=label,
        supplier_sku_id=sku,
        supplier_cost=row["cost"],
        supplier_currency=row["currency"],
        ships_from=row["warehouse_name"],
        stock=row["stock"],
        confirmed=confirmed,
    )


class _VariantPictures:
    """Which picture of the shop shows a variant: its own, the supplier's if it is sold with, main.

    Only pictures that this laptop has; where the shop has several for a variant, its first.
    """

    def __init__(self, shown: Sequence[Any]) -> None:
        here = [row for row in shown if row.sha256 is not None]
        self._own = {row.variant_id: row.sha256 for row in reversed(here) if row.variant_id}
        self._all = frozenset(row.sha256 for row in here)
        self._main = next((row.sha256 for row in here if not row.variant_id), None)

    def of(self, variant_id: str, theirs: str | None) -> str | None:
        """The sha256 of one variant's picture, None where no picture is here."""
        return self._own.get(variant_id) or (theirs if theirs in self._all else self._main)


class _Mapping:
    """Which supplier SKU each variant is: ours where we have it, else the storefront's copy."""

    def __init__(self, column: object) -> None:
        self._copy = read_mapping(column)
        self._has_copy = column is not None

    def of(self, row: Any) -> tuple[str | None, str | None, bool]:  # noqa: ANN401 - a row's mapping
        """The supplier's label and SKU for one variant, and whether somebody confirmed them."""
        copied = self._copy.get(row["variant_sku"])
        sku = row["sku_id"]
        if sku is not None:
            # Somebody changed the copy: it is looked at again before anything is bought.
            differs = self._has_copy and not (copied and copied.is_row(sku, row["sku_attr"]))
            return row["label"], sku, row["confirmed_at"] is not None and not differs
        if copied is not None:
            return copied.name or copied.text, copied.text, False
        return None, None, False


def _source(row: Any) -> SourceFacts | None:  # noqa: ANN401 - a row's mapping
    if row["ali_express_product_id"] is None:
        return None
    return SourceFacts(
        supplier=row["supplier"],
        supplier_id=row["store_id"],
        item_id=row["ali_express_product_id"],
        url=row["ali_express_url"],
        cost=row["original_price"],
        currency=row["original_currency"],
        state=SourceState(row["source_status"]),
        stock_state=row["inventory_status"],
        seen_at=row["last_synced_at"],
    )


def _breakdown(row: Any) -> PriceBreakdown | None:  # noqa: ANN401 - a row's mapping
    """How the price came about, where the category's rule still gives it; None otherwise."""
    if row["cost_price"] is None:
        return None
    category = CategoryPricing(
        row["markup_factor"], row["shipping_buffer"], row["min_price"], row["max_price"]
    )
    try:
        made = price_of(row["cost_price"], category)
    except Refused:
        return None
    return made if made.price == row["base_price"] else None
