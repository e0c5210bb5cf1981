"""The storefront's tables as the shop's code names them; the contract is theirs, not ours.

Python attributes are snake_case, tables and columns keep the storefront's camel case. Ids are made
by us (`default=new_id`); `updated_at` has no default: the writer sets it at each update.
There are no relationships: add or insert rows parents first, and ask for columns.
"""

from babydrop_desktop.db.storefront_base import Storefront
from babydrop_desktop.db.storefront_catalog import (
    Category,
    ImportJob,
    Inventory,
    PriceHistory,
    Product,
    ProductImage,
    ProductSource,
    Supplier,
    Variant,
)
from babydrop_desktop.db.storefront_orders import (
    DropshipOrder,
    DropshipOrderItem,
    Order,
    OrderItem,
    Payment,
    Shipping,
)
from babydrop_desktop.db.storefront_people import Address, User

__all__ = [
    "Address",
    "Category",
    "DropshipOrder",
    "DropshipOrderItem",
    "ImportJob",
    "Inventory",
    "Order",
    "OrderItem",
    "Payment",
    "PriceHistory",
    "Product",
    "ProductImage",
    "ProductSource",
    "Shipping",
    "Storefront",
    "Supplier",
    "User",
    "Variant",
]
