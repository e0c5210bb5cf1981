"""Knows the storefront's tables of orders: what customers bought, and what we buy for them."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from babydrop_desktop.db import storefront_enums as enums
from babydrop_desktop.db.functions import utc_now
from babydrop_desktop.db.ids import new_id
from babydrop_desktop.db.storefront_base import Storefront, amount, plain, unique
from babydrop_desktop.db.types import Json


class Order(Storefront):
    """A customer's order."""

    __tablename__ = "Order"
    __table_args__ = (
        unique("Order", "orderNumber"),
        plain("Order", "userId"),
        plain("Order", "orderNumber"),
        plain("Order", "status"),
        plain("Order", "paymentStatus"),
        plain("Order", "createdAt"),
    )
    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    order_number: Mapped[str] = mapped_column("orderNumber")
    user_id: Mapped[str] = mapped_column("userId", ForeignKey("User.id", ondelete="RESTRICT"))
    subtotal: Mapped[Decimal]
    discount_amount: Mapped[Decimal] = mapped_column("discountAmount", server_default=amount("0"))
    shipping_amount: Mapped[Decimal] = mapped_column("shippingAmount")
    tax_amount: Mapped[Decimal] = mapped_column("taxAmount")
    total: Mapped[Decimal]
    currency: Mapped[str] = mapped_column(server_default="USD")
    status: Mapped[str] = mapped_column(enums.ORDER_STATUS, server_default="PENDING")
    payment_status: Mapped[str] = mapped_column(
        "paymentStatus", enums.PAYMENT_STATUS, server_default="PENDING"
    )
    fulfillment_status: Mapped[str] = mapped_column(
        "fulfillmentStatus", enums.FULFILLMENT_STATUS, server_default="UNFULFILLED"
    )
    shipping_address: Mapped[Any] = mapped_column("shippingAddress", Json, nullable=False)
    billing_address: Mapped[Any] = mapped_column("billingAddress", Json, nullable=False)
    customer_email: Mapped[str] = mapped_column("customerEmail")
    customer_phone: Mapped[str | None] = mapped_column("customerPhone")
    notes: Mapped[str | None]
    coupon_code: Mapped[str | None] = mapped_column("couponCode")
    discount_id: Mapped[str | None] = mapped_column("discountId")
    created_at: Mapped[datetime] = mapped_column("createdAt", server_default=utc_now())
    updated_at: Mapped[datetime] = mapped_column("updatedAt")
    confirmed_at: Mapped[datetime | None] = mapped_column("confirmedAt")
    shipped_at: Mapped[datetime | None] = mapped_column("shippedAt")
    delivered_at: Mapped[datetime | None] = mapped_column("deliveredAt")
    cancelled_at: Mapped[datetime | None] = mapped_column("cancelledAt")


class OrderItem(Storefront):
    """One line of a customer's order."""

    __tablename__ = "OrderItem"
    __table_args__ = (
        plain("OrderItem", "orderId"),
        plain("OrderItem", "variantId"),
    )
    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    order_id: Mapped[str] = mapped_column("orderId", ForeignKey("Order.id", ondelete="CASCADE"))
    variant_id: Mapped[str] = mapped_column(
        "variantId", ForeignKey("Variant.id", ondelete="RESTRICT")
    )
    product_name: Mapped[str] = mapped_column("productName")
    variant_name: Mapped[str] = mapped_column("variantName")
    sku: Mapped[str]
    quantity: Mapped[int]
    unit_price: Mapped[Decimal] = mapped_column("unitPrice")
    total_price: Mapped[Decimal] = mapped_column("totalPrice")
    created_at: Mapped[datetime] = mapped_column("createdAt", server_default=utc_now())


class Shipping(Storefront):
    """How an order travels to its customer."""

    __tablename__ = "Shipping"
    __table_args__ = (
        unique("Shipping", "orderId"),
        plain("Shipping", "trackingNumber"),
    )
    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    order_id: Mapped[str] = mapped_column("orderId", ForeignKey("Order.id", ondelete="CASCADE"))
    carrier: Mapped[str | None]
    service: Mapped[str | None]
    tracking_number: Mapped[str | None] = mapped_column("trackingNumber")
    tracking_url: Mapped[str | None] = mapped_column("trackingUrl")
    status: Mapped[str | None]
    estimated_delivery: Mapped[datetime | None] = mapped_column("estimatedDelivery")
    actual_delivery: Mapped[datetime | None] = mapped_column("actualDelivery")
    shipping_label: Mapped[str | None] = mapped_column("shippingLabel")
    created_at: Mapped[datetime] = mapped_column("createdAt", server_default=utc_now())
    updated_at: Mapped[datetime] = mapped_column("updatedAt")


class Payment(Storefront):
    """What the customer paid."""

    __tablename__ = "Payment"
    __table_args__ = (
        unique("Payment", "orderId"),
        plain("Payment", "stripePaymentIntentId"),
        plain("Payment", "status"),
    )
    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    order_id: Mapped[str] = mapped_column("orderId", ForeignKey("Order.id", ondelete="CASCADE"))
    provider: Mapped[str]
    stripe_payment_intent_id: Mapped[str | None] = mapped_column("stripePaymentIntentId")
    amount: Mapped[Decimal]
    currency: Mapped[str] = mapped_column(server_default="USD")
    status: Mapped[str] = mapped_column(enums.PAYMENT_STATUS, server_default="PENDING")
    payment_method: Mapped[str | None] = mapped_column("paymentMethod")
    card_last4: Mapped[str | None] = mapped_column("cardLast4")
    card_brand: Mapped[str | None] = mapped_column("cardBrand")
    failure_reason: Mapped[str | None] = mapped_column("failureReason")
    failure_code: Mapped[str | None] = mapped_column("failureCode")
    created_at: Mapped[datetime] = mapped_column("createdAt", server_default=utc_now())
    updated_at: Mapped[datetime] = mapped_column("updatedAt")


class DropshipOrder(Storefront):
    """What has to be bought for an order; one per order."""

    __tablename__ = "DropshipOrder"
    __table_args__ = (
        unique("DropshipOrder", "orderId"),
        plain("DropshipOrder", "orderId"),
        plain("DropshipOrder", "aliExpressOrderId"),
        plain("DropshipOrder", "status"),
        plain("DropshipOrder", "status", "createdAt"),
    )
    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    order_id: Mapped[str] = mapped_column("orderId", ForeignKey("Order.id", ondelete="RESTRICT"))
    ali_express_order_id: Mapped[str | None] = mapped_column("aliExpressOrderId")
    ali_express_order_status: Mapped[str | None] = mapped_column("aliExpressOrderStatus")
    status: Mapped[str] = mapped_column(enums.DROPSHIP_ORDER_STATUS, server_default="PENDING")
    customer_email: Mapped[str] = mapped_column("customerEmail")
    customer_phone: Mapped[str | None] = mapped_column("customerPhone")
    shipping_address: Mapped[Any] = mapped_column("shippingAddress", Json, nullable=False)
    tracking_number: Mapped[str | None] = mapped_column("trackingNumber")
    tracking_url: Mapped[str | None] = mapped_column("trackingUrl")
    carrier: Mapped[str | None]
    estimated_delivery: Mapped[datetime | None] = mapped_column("estimatedDelivery")
    actual_delivery: Mapped[datetime | None] = mapped_column("actualDelivery")
    total_cost: Mapped[Decimal] = mapped_column("totalCost")
    shipping_cost: Mapped[Decimal] = mapped_column("shippingCost", server_default=amount("0"))
    placed_at: Mapped[datetime | None] = mapped_column("placedAt")
    shipped_at: Mapped[datetime | None] = mapped_column("shippedAt")
    delivered_at: Mapped[datetime | None] = mapped_column("deliveredAt")
    created_at: Mapped[datetime] = mapped_column("createdAt", server_default=utc_now())
    updated_at: Mapped[datetime] = mapped_column("updatedAt")
    supplier_id: Mapped[str | None] = mapped_column(
        "supplierId", ForeignKey("Supplier.id", ondelete="SET NULL")
    )


class DropshipOrderItem(Storefront):
    """One line to buy at a supplier."""

    __tablename__ = "DropshipOrderItem"
    __table_args__ = (
        plain("DropshipOrderItem", "dropshipOrderId"),
        plain("DropshipOrderItem", "productSourceId"),
    )
    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    dropship_order_id: Mapped[str] = mapped_column(
        "dropshipOrderId", ForeignKey("DropshipOrder.id", ondelete="CASCADE")
    )
    product_source_id: Mapped[str] = mapped_column(
        "productSourceId", ForeignKey("ProductSource.id", ondelete="RESTRICT")
    )
    ali_express_sku: Mapped[str] = mapped_column("aliExpressSku")
    quantity: Mapped[int]
    unit_cost: Mapped[Decimal] = mapped_column("unitCost")
    total_cost: Mapped[Decimal] = mapped_column("totalCost")
    order_item_id: Mapped[str] = mapped_column("orderItemId")
    created_at: Mapped[datetime] = mapped_column("createdAt", server_default=utc_now())
