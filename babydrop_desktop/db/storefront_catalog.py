"""Knows the storefront's tables of the catalog: what is sold, and where it is bought."""

from datetime import datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from babydrop_desktop.db import storefront_enums as enums
from babydrop_desktop.db.functions import utc_now
from babydrop_desktop.db.ids import new_id
from babydrop_desktop.db.storefront_base import Storefront, amount, plain, unique
from babydrop_desktop.db.types import Json, Markup


class Category(Storefront):
    """A shelf of the shop, with its pricing."""

    __tablename__ = "Category"
    __table_args__ = (
        unique("Category", "slug"),
        plain("Category", "slug"),
        plain("Category", "parentId"),
        plain("Category", "isActive"),
    )
    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str]
    slug: Mapped[str]
    description: Mapped[str | None]
    image_url: Mapped[str | None] = mapped_column("imageUrl")
    parent_id: Mapped[str | None] = mapped_column(
        "parentId", ForeignKey("Category.id", ondelete="SET NULL")
    )
    markup_factor: Mapped[Decimal] = mapped_column(
        "markupFactor", Markup, server_default=sa.text("2.5")
    )
    shipping_buffer: Mapped[Decimal] = mapped_column(
        "shippingBuffer", server_default=amount("3.00")
    )
    min_price: Mapped[Decimal | None] = mapped_column("minPrice")
    max_price: Mapped[Decimal | None] = mapped_column("maxPrice")
    sort_order: Mapped[int] = mapped_column("sortOrder", server_default=sa.text("0"))
    is_active: Mapped[bool] = mapped_column("isActive", server_default=sa.true())
    created_at: Mapped[datetime] = mapped_column("createdAt", server_default=utc_now())
    updated_at: Mapped[datetime] = mapped_column("updatedAt")


class Product(Storefront):
    """What the shop sells; for sale when active and published."""

    __tablename__ = "Product"
    __table_args__ = (
        unique("Product", "slug"),
        unique("Product", "sku"),
        plain("Product", "slug"),
        plain("Product", "categoryId"),
        plain("Product", "sku"),
        plain("Product", "isActive"),
        plain("Product", "isFeatured"),
        plain("Product", "isOnSale"),
        plain("Product", "popularityScore"),
    )
    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str]
    slug: Mapped[str]
    description: Mapped[str | None]
    short_description: Mapped[str | None] = mapped_column("shortDescription")
    base_price: Mapped[Decimal] = mapped_column("basePrice")
    compare_at_price: Mapped[Decimal | None] = mapped_column("compareAtPrice")
    cost_price: Mapped[Decimal | None] = mapped_column("costPrice")
    sku: Mapped[str]
    barcode: Mapped[str | None]
    category_id: Mapped[str] = mapped_column(
        "categoryId", ForeignKey("Category.id", ondelete="RESTRICT")
    )
    tags: Mapped[tuple[str, ...] | None]
    is_active: Mapped[bool] = mapped_column("isActive", server_default=sa.true())
    is_featured: Mapped[bool] = mapped_column("isFeatured", server_default=sa.false())
    is_new: Mapped[bool] = mapped_column("isNew", server_default=sa.false())
    is_on_sale: Mapped[bool] = mapped_column("isOnSale", server_default=sa.false())
    meta_title: Mapped[str | None] = mapped_column("metaTitle")
    meta_description: Mapped[str | None] = mapped_column("metaDescription")
    meta_keywords: Mapped[str | None] = mapped_column("metaKeywords")
    min_age: Mapped[int | None] = mapped_column("minAge")
    max_age: Mapped[int | None] = mapped_column("maxAge")
    choking_hazard: Mapped[bool] = mapped_column("chokingHazard", server_default=sa.false())
    choking_hazard_text: Mapped[str | None] = mapped_column("chokingHazardText")
    certifications: Mapped[tuple[str, ...] | None]
    country_of_origin: Mapped[str | None] = mapped_column("countryOfOrigin")
    care_instructions: Mapped[str | None] = mapped_column("careInstructions")
    popularity_score: Mapped[float] = mapped_column("popularityScore", server_default=sa.text("0"))
    ai_tags: Mapped[tuple[str, ...] | None] = mapped_column("aiTags")
    recommendation_score: Mapped[float] = mapped_column(
        "recommendationScore", server_default=sa.text("0")
    )
    created_at: Mapped[datetime] = mapped_column("createdAt", server_default=utc_now())
    updated_at: Mapped[datetime] = mapped_column("updatedAt")
    published_at: Mapped[datetime | None] = mapped_column("publishedAt")


class Variant(Storefront):
    """One size and colour of a product; its SKU is unique in the shop."""

    __tablename__ = "Variant"
    __table_args__ = (
        unique("Variant", "sku"),
        plain("Variant", "productId"),
        plain("Variant", "sku"),
        plain("Variant", "size"),
        plain("Variant", "color"),
        plain("Variant", "isActive"),
    )
    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    product_id: Mapped[str] = mapped_column(
        "productId", ForeignKey("Product.id", ondelete="CASCADE")
    )
    name: Mapped[str]
    size: Mapped[str]
    color: Mapped[str | None]
    color_code: Mapped[str | None] = mapped_column("colorCode")
    price: Mapped[Decimal]
    compare_at_price: Mapped[Decimal | None] = mapped_column("compareAtPrice")
    sku: Mapped[str]
    barcode: Mapped[str | None]
    weight: Mapped[float | None]
    dimensions: Mapped[Any] = mapped_column(Json, nullable=True)
    is_active: Mapped[bool] = mapped_column("isActive", server_default=sa.true())
    created_at: Mapped[datetime] = mapped_column("createdAt", server_default=utc_now())
    updated_at: Mapped[datetime] = mapped_column("updatedAt")


class ProductImage(Storefront):
    """A picture of a product."""

    __tablename__ = "ProductImage"
    __table_args__ = (
        plain("ProductImage", "productId"),
        plain("ProductImage", "productId", "isPrimary"),
    )
    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    product_id: Mapped[str] = mapped_column(
        "productId", ForeignKey("Product.id", ondelete="CASCADE")
    )
    variant_id: Mapped[str | None] = mapped_column("variantId")
    url: Mapped[str]
    alt_text: Mapped[str | None] = mapped_column("altText")
    width: Mapped[int | None]
    height: Mapped[int | None]
    sort_order: Mapped[int] = mapped_column("sortOrder", server_default=sa.text("0"))
    is_primary: Mapped[bool] = mapped_column("isPrimary", server_default=sa.false())
    created_at: Mapped[datetime] = mapped_column("createdAt", server_default=utc_now())


class Inventory(Storefront):
    """The stock of one variant; unknown stock is 0 here."""

    __tablename__ = "Inventory"
    __table_args__ = (
        unique("Inventory", "variantId"),
        plain("Inventory", "variantId"),
        plain("Inventory", "available"),
    )
    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    variant_id: Mapped[str] = mapped_column(
        "variantId", ForeignKey("Variant.id", ondelete="CASCADE")
    )
    quantity: Mapped[int] = mapped_column(server_default=sa.text("0"))
    reserved_quantity: Mapped[int] = mapped_column("reservedQuantity", server_default=sa.text("0"))
    available: Mapped[int] = mapped_column(server_default=sa.text("0"))
    low_stock_threshold: Mapped[int] = mapped_column(
        "lowStockThreshold", server_default=sa.text("10")
    )
    reorder_point: Mapped[int] = mapped_column("reorderPoint", server_default=sa.text("20"))
    reorder_quantity: Mapped[int] = mapped_column("reorderQuantity", server_default=sa.text("50"))
    location: Mapped[str | None]
    warehouse_id: Mapped[str | None] = mapped_column("warehouseId")
    last_restocked_at: Mapped[datetime | None] = mapped_column("lastRestockedAt")
    next_restock_at: Mapped[datetime | None] = mapped_column("nextRestockAt")
    created_at: Mapped[datetime] = mapped_column("createdAt", server_default=utc_now())
    updated_at: Mapped[datetime] = mapped_column("updatedAt")


class PriceHistory(Storefront):
    """One change of a price."""

    __tablename__ = "PriceHistory"
    __table_args__ = (
        plain("PriceHistory", "variantId"),
        plain("PriceHistory", "productId"),
        plain("PriceHistory", "createdAt"),
    )
    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    product_id: Mapped[str] = mapped_column("productId")
    variant_id: Mapped[str] = mapped_column(
        "variantId", ForeignKey("Variant.id", ondelete="CASCADE")
    )
    old_price: Mapped[Decimal] = mapped_column("oldPrice")
    new_price: Mapped[Decimal] = mapped_column("newPrice")
    reason: Mapped[str | None]
    changed_by: Mapped[str | None] = mapped_column("changedBy")
    created_at: Mapped[datetime] = mapped_column("createdAt", server_default=utc_now())
    user_id: Mapped[str | None] = mapped_column(
        "userId", ForeignKey("User.id", ondelete="SET NULL")
    )


class Supplier(Storefront):
    """An AliExpress store."""

    __tablename__ = "Supplier"
    __table_args__ = (
        unique("Supplier", "aliExpressId"),
        plain("Supplier", "aliExpressId"),
        plain("Supplier", "status"),
    )
    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    ali_express_id: Mapped[str] = mapped_column("aliExpressId")
    name: Mapped[str]
    store_url: Mapped[str | None] = mapped_column("storeUrl")
    rating: Mapped[float | None]
    total_orders: Mapped[int] = mapped_column("totalOrders", server_default=sa.text("0"))
    status: Mapped[str] = mapped_column(enums.SUPPLIER_STATUS, server_default="ACTIVE")
    last_order_at: Mapped[datetime | None] = mapped_column("lastOrderAt")
    created_at: Mapped[datetime] = mapped_column("createdAt", server_default=utc_now())
    updated_at: Mapped[datetime] = mapped_column("updatedAt")


class ProductSource(Storefront):
    """Where a product is bought: one active source per product."""

    __tablename__ = "ProductSource"
    __table_args__ = (
        unique("ProductSource", "sanityProductId"),
        plain("ProductSource", "sanityProductId"),
        plain("ProductSource", "aliExpressProductId"),
        plain("ProductSource", "supplierId"),
        plain("ProductSource", "sourceStatus"),
        plain("ProductSource", "categoryId"),
        plain("ProductSource", "supplierId", "sourceStatus"),
    )
    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    sanity_product_id: Mapped[str] = mapped_column("sanityProductId")
    product_slug: Mapped[str] = mapped_column("productSlug")
    ali_express_product_id: Mapped[str] = mapped_column("aliExpressProductId")
    ali_express_url: Mapped[str] = mapped_column("aliExpressUrl")
    ali_express_sku: Mapped[str | None] = mapped_column("aliExpressSku")
    supplier_id: Mapped[str] = mapped_column(
        "supplierId", ForeignKey("Supplier.id", ondelete="RESTRICT")
    )
    original_price: Mapped[Decimal] = mapped_column("originalPrice")
    original_currency: Mapped[str] = mapped_column("originalCurrency", server_default="USD")
    category_id: Mapped[str] = mapped_column(
        "categoryId", ForeignKey("Category.id", ondelete="RESTRICT")
    )
    original_image_urls: Mapped[tuple[str, ...] | None] = mapped_column("originalImageUrls")
    last_synced_at: Mapped[datetime] = mapped_column("lastSyncedAt", server_default=utc_now())
    source_status: Mapped[str] = mapped_column(
        "sourceStatus", enums.SOURCE_STATUS, server_default="ACTIVE"
    )
    inventory_status: Mapped[str] = mapped_column(
        "inventoryStatus", enums.INVENTORY_STATUS, server_default="AVAILABLE"
    )
    variant_mapping: Mapped[Any] = mapped_column("variantMapping", Json, nullable=True)
    created_at: Mapped[datetime] = mapped_column("createdAt", server_default=utc_now())
    updated_at: Mapped[datetime] = mapped_column("updatedAt")


class ImportJob(Storefront):
    """What the storefront shows of an import."""

    __tablename__ = "ImportJob"
    __table_args__ = (
        unique("ImportJob", "jobId"),
        plain("ImportJob", "jobId"),
        plain("ImportJob", "status"),
        plain("ImportJob", "createdAt"),
    )
    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    job_id: Mapped[str] = mapped_column("jobId")
    status: Mapped[str] = mapped_column(server_default="pending")
    progress: Mapped[int] = mapped_column(server_default=sa.text("0"))
    current_step: Mapped[str | None] = mapped_column("currentStep")
    result: Mapped[Any] = mapped_column(Json, nullable=True)
    error: Mapped[str | None]
    user_id: Mapped[str | None] = mapped_column("userId")
    created_at: Mapped[datetime] = mapped_column("createdAt", server_default=utc_now())
    updated_at: Mapped[datetime] = mapped_column("updatedAt")
