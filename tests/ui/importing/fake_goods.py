"""Products of an invented supplier, and the categories that they are imported into."""

from datetime import UTC, datetime
from decimal import Decimal

from babydrop_desktop.domain.catalog import CategoryRow
from babydrop_desktop.domain.money import Money
from babydrop_desktop.domain.supplier_product import (
    OptionAxis,
    OptionValue,
    Store,
    SupplierProduct,
    SupplierSku,
    Warehouse,
)

NOW = datetime(2026, 11, 22, 13, 16, tzinfo=UTC)
CHINA = Warehouse("201336100", "China", "CN")
SPAIN = Warehouse("201336104", "Spain", "ES")
SLEEPWEAR = CategoryRow(
    "c-sleep", "Sleepwear", "sleepwear", Decimal("2.9"), Decimal("3.00"), None, None, 12
)
DRESSES = CategoryRow(
    "c-dress", "Dresses", "dresses", Decimal("2.5"), Decimal("3.00"), None, Decimal("80.00"), 7
)
CHEAP = CategoryRow(
    "c-cheap", "Little extras", "extras", Decimal("2.0"), Decimal("3.00"), None, Decimal("4.00"), 0
)
CATEGORIES = (DRESSES, CHEAP, SLEEPWEAR)


def product(
    number: int = 1,
    title: str = "Honey Heart Sleepsuit free shipping hot sale wholesale",
    *,
    colours: tuple[str, ...] = ("Yellow", "Milk white"),
    sizes: tuple[str, ...] = ("52", "59", "66"),
    pictures: int = 8,
    stock: tuple[int | None, ...] = (24, 61, None, 18, None, 0),
    cost: str = "8.60",
    list_price: str | None = None,
    warehouses: tuple[Warehouse | None, ...] = (None,),
) -> SupplierProduct:
    """A product of an invented supplier."""
    item = str(1005_0000_0000_0000 + number)

    def value(at: int, name: str, *, colour: bool) -> OptionValue:
        url = f"https://ae01.alicdn.com/kf/S{item}c{at}.jpg" if colour else None
        return OptionValue(str(at), name, name, url)

    colour_axis = OptionAxis(
        "14", "Color", tuple(value(i, name, colour=True) for i, name in enumerate(colours))
    )
    size_axis = OptionAxis(
        "5", "Size", tuple(value(i, name, colour=False) for i, name in enumerate(sizes))
    )
    rows = []
    for place in warehouses:
        for c in range(len(colours)):
            for s in range(len(sizes)):
                at = len(rows)
                rows.append(
                    SupplierSku(
                        sku_id=f"{item}-{place.id if place else ''}-{c}-{s}",
                        sku_attr=f"14:{c};5:{s}",
                        choice=(("14", str(c)), ("5", str(s))),
                        price=Money.of(cost, "USD"),
                        list_price=Money.of(list_price or cost, "USD"),
                        stock=stock[at % len(stock)],
                        salable=True,
                        warehouse=place,
                    )
                )
    return SupplierProduct(
        page_id=item,
        canonical_id=item,
        title=title,
        currency="USD",
        axes=(colour_axis, size_axis),
        skus=tuple(rows),
        pictures=tuple(f"https://ae01.alicdn.com/kf/S{item}p{i}.jpg" for i in range(pictures)),
        total_stock=None,
        store=Store("911", "Little Cloud Store", None),
        country="US",
        language="en",
    )
