"""Supplier products made for tests: invented clothes, plain to read in a test."""

from decimal import Decimal

from babydrop_desktop.domain.money import Money
from babydrop_desktop.domain.supplier_product import (
    OptionAxis,
    OptionValue,
    Store,
    SupplierProduct,
    SupplierSku,
    Warehouse,
)

CHINA = Warehouse("201336100", "China", "CN")
POLAND = Warehouse("203372089", "Poland", "PL")
USA = Warehouse("201336106", "United States", "US")
PICTURE = "https://ae01.alicdn.com/kf/S{0}.jpg"
ITEM = "999000000000017"


def value(number, name, picture=None):
    return OptionValue(str(number), name, name, picture)


def axis(number, name, *values):
    return OptionAxis(str(number), name, values)


def money(amount, currency="USD"):
    return None if amount is None else Money(Decimal(amount), currency)


def sku(number, choice=(), *, price="10.00", list_price=None, stock=5, salable=True, place=None,
        currency="USD"):  # fmt: skip
    return SupplierSku(
        sku_id=str(number),
        sku_attr="",
        choice=tuple((str(axis_id), str(value_id)) for axis_id, value_id in choice),
        price=money(price, currency),
        list_price=money(list_price, currency),
        stock=stock,
        salable=salable,
        warehouse=place,
    )


def product(*skus, axes=(), title="Cotton Romper", pictures=3, currency="USD", item=ITEM):
    return SupplierProduct(
        page_id=item,
        canonical_id=item,
        title=title,
        currency=currency,
        axes=tuple(axes),
        skus=skus or (sku(1),),
        pictures=tuple(PICTURE.format(number) for number in range(pictures)),
        total_stock=None,
        store=Store("999001", "Little Otter Store", None),
    )
