"""Turns what the database gave of a product into the line of the catalog."""

# A row is a mapping of the driver's.
# ruff: noqa: ANN401

from datetime import datetime
from decimal import Decimal
from typing import Any

from babydrop_desktop.db.unreadable import UnreadableValue, constant, readable, text_of
from babydrop_desktop.domain.catalog import CatalogRow, CatalogSort, PageKey, SourceState
from babydrop_desktop.domain.picture_url import sha256_of

_PLACE = {
    CatalogSort.NAME: "name",
    CatalogSort.PRICE: "base_price",
    CatalogSort.NEWEST: "created_at",
}


def row(line: Any) -> CatalogRow:
    """The line. Raises one of `db.unreadable.TROUBLES` where a value is not as it should be."""
    if not isinstance(line["base_price"], Decimal) or not isinstance(line["created_at"], datetime):
        raise UnreadableValue("it has no price, or no time")
    source = line["source_status"]
    stock = None if line["stock"] is None else int(line["stock"])
    return CatalogRow(
        id=text_of(line["id"]),
        name=text_of(line["name"]),
        sku=text_of(line["sku"]),
        category=text_of(line["category"]),
        cost=line["cost_price"],
        price=line["base_price"],
        stock=stock,
        sold_out=line["inventory_status"] == "OUT_OF_STOCK" or stock == 0,
        source=SourceState(source) if source else SourceState.NONE,
        for_sale=bool(line["for_sale"]),
        picture=sha256_of(line["picture"]) if line["picture"] else None,
        variants=line["variants"],
    )


def salvaged(line: Any) -> CatalogRow:
    """A line that shows as much of a product as can be read."""
    return CatalogRow(
        id=readable(line["id"]),
        name=readable(line["name"]),
        sku=readable(line["sku"]),
        category="",
        cost=None,
        price=None,
        stock=None,
        sold_out=False,
        source=SourceState.UNKNOWN,
        for_sale=bool(line["for_sale"]),
        picture=None,
        variants=0,
        unreadable=True,
    )


def page_key(last: Any, sort: CatalogSort, *, server: bool) -> PageKey:
    """Where the next page begins: behind this line."""
    value, product = last[_PLACE[sort]], last["id"]
    if isinstance(value, str | Decimal | datetime) and isinstance(product, str):
        return PageKey(value, product)
    exactly = constant(value, server=server), constant(product, server=server)
    return PageKey(readable(value), readable(product), exactly)
