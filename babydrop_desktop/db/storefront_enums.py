"""Names the storefront's enum types and their values."""

from babydrop_desktop.db.types import PgEnum

USER_ROLE = PgEnum("CUSTOMER", "ADMIN", "STAFF", name="UserRole")
ADDRESS_TYPE = PgEnum("SHIPPING", "BILLING", "BOTH", name="AddressType")
ORDER_STATUS = PgEnum(
    "PENDING",
    "CONFIRMED",
    "PROCESSING",
    "SHIPPED",
    "DELIVERED",
    "CANCELLED",
    "REFUNDED",
    name="OrderStatus",
)
PAYMENT_STATUS = PgEnum(
    "PENDING",
    "PROCESSING",
    "COMPLETED",
    "FAILED",
    "REFUNDED",
    "PARTIALLY_REFUNDED",
    name="PaymentStatus",
)
FULFILLMENT_STATUS = PgEnum(
    "UNFULFILLED", "PARTIALLY_FULFILLED", "FULFILLED", "RESTOCKED", name="FulfillmentStatus"
)
SUPPLIER_STATUS = PgEnum("ACTIVE", "INACTIVE", "SUSPENDED", name="SupplierStatus")
SOURCE_STATUS = PgEnum(
    "ACTIVE", "UNAVAILABLE", "DISCONTINUED", "PRICE_CHANGED", name="SourceStatus"
)
INVENTORY_STATUS = PgEnum("AVAILABLE", "LOW_STOCK", "OUT_OF_STOCK", name="InventoryStatus")
DROPSHIP_ORDER_STATUS = PgEnum(
    "PENDING",
    "PLACED",
    "CONFIRMED",
    "SHIPPED",
    "DELIVERED",
    "CANCELLED",
    "REFUNDED",
    "ISSUE",
    name="DropshipOrderStatus",
)
