"""Fills a shop with orders by bulk inserts, on either engine: many alike, or one as wanted.

`goods` makes products with their suppliers and confirmed pairs, `order` the rows of a customer's
order of them, `add` inserts such rows, `fill` makes many.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import insert, select

from babydrop_desktop.db import ours, storefront
from babydrop_desktop.db.unit import Database
from babydrop_desktop.domain.picture_url import url_of

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
ADDRESS = {
    "firstName": "Tessa",
    "lastName": "Brindlewood",
    "line1": "118 Larkspur Lane",
    "city": "Willowmere",
    "state": "OR",
    "zip": "97000",
    "country": "US",
    "phone": "(503) 555-0142",
}
CUSTOMER = "customer"
AT_ONCE = 2_000
_FIRST = ("Tessa", "Ida", "Nora", "Greta", "Milo", "Ruth", "Odette", "Juniper", "Hazel", "Clara")
_LAST = ("Brindlewood", "Larkhollow", "Winterfold", "Oakmere", "Penhaven", "Applefen", "Ashvale")
_STATUSES = ("DELIVERED",) * 14 + ("SHIPPED", "SHIPPED", "PENDING", "PLACED", "CONFIRMED", "ISSUE")


def picture(number: int) -> str:
    """The name of a picture that no laptop has."""
    return f"{number:064x}"


def goods(db: Database, count: int = 3) -> list[str]:
    """Make so many products of one variant each, bought at two suppliers; the variants' ids."""
    with db.write() as session:
        shelf = session.scalars(select(storefront.Category.id)).first()
        stores = [
            {"id": f"sup{n}", "ali_express_id": f"99{n}", "name": name, "updated_at": NOW}
            for n, name in enumerate(("Little Cloud Store", "Sunny Cotton Store"))
        ]
        session.execute(insert(storefront.Supplier), stores)
        for model, make in _GOODS.items():
            session.execute(insert(model), [make(number, shelf) for number in range(count)])
    return [f"var{number}" for number in range(count)]


def _product(number: int, shelf: Any) -> dict[str, Any]:
    return {
        "id": f"prod{number}", "name": f"Romper {number}", "slug": f"romper-{number}",
        "base_price": Decimal("25.49"), "cost_price": Decimal("6.00"), "sku": f"KP-{number}",
        "category_id": shelf, "is_active": True, "published_at": NOW, "updated_at": NOW,
    }  # fmt: skip


def _source(number: int, shelf: Any) -> dict[str, Any]:
    return {
        "id": f"src{number}", "sanity_product_id": f"prod{number}",
        "product_slug": f"romper-{number}", "ali_express_product_id": f"998{number}",
        "ali_express_url": f"https://www.aliexpress.com/item/998{number}.html",
        "supplier_id": f"sup{number % 2}", "original_price": 6, "category_id": shelf,
        "variant_mapping": {f"KP-{number}-V": {"aliExpressSku": f"12{number}"}}, "updated_at": NOW,
    }  # fmt: skip


_GOODS: dict[type[Any], Any] = {
    storefront.Product: _product,
    storefront.ProductSource: _source,
    storefront.Variant: lambda n, _shelf: {
        "id": f"var{n}", "product_id": f"prod{n}", "name": "Sage / 3-6M", "size": "3-6M",
        "price": Decimal("25.49"), "sku": f"KP-{n}-V", "updated_at": NOW,
    },
    storefront.ProductImage: lambda n, _shelf: {
        "id": f"img{n}", "product_id": f"prod{n}", "url": url_of(picture(n)), "is_primary": True,
    },
    ours.SourceVariant: lambda n, _shelf: {
        "id": f"sv{n}", "product_source_id": f"src{n}", "canonical_id": f"998{n}",
        "sku_id": f"12{n}", "sku_attr": f"14:{n}", "labels": [["Color", "Green dots"]],
        "cost": 6, "currency": "USD", "stock": 40, "warehouse_name": "China", "seen_at": NOW,
    },
    ours.VariantMapping: lambda n, _shelf: {
        "variant_id": f"var{n}", "source_variant_id": f"sv{n}", "ali_express_sku": f"12{n}",
        "label": "Green dots / 66", "confirmed_at": NOW, "confirmed_by": "Ada",
    },
}  # fmt: skip


def order(number: int, **changes: Any) -> dict[type[Any], list[dict[str, Any]]]:
    """The rows of one paid order of two items; `changes` go to the dropship order.

    `order` changes the customer's order (a dict), `items` are the numbers of the goods, `bought`
    says whether they stand among what is to be bought, `payment` changes the payment (a dict).
    """
    changes = dict(changes)
    of_order, of_payment = changes.pop("order", {}), changes.pop("payment", {})
    items, bought = changes.pop("items", (0, 1)), changes.pop("bought", True)
    made = changes.pop("created_at", NOW - timedelta(hours=3))
    status = changes.get("status", "PENDING")
    customer = {
        "id": f"ord{number:07d}", "order_number": f"BP-{number:05d}", "user_id": CUSTOMER,
        "subtotal": Decimal("50.98"), "shipping_amount": 0, "tax_amount": Decimal("4.08"),
        "total": Decimal("55.06"), "currency": "USD", "status": "CONFIRMED",
        "payment_status": "COMPLETED", "shipping_address": ADDRESS, "billing_address": ADDRESS,
        "customer_email": "tessa@example.com", "created_at": made, "updated_at": made,
        "confirmed_at": made, "cancelled_at": None, **of_order,
    }  # fmt: skip
    placed = made + timedelta(hours=1) if status not in {"PENDING", "ISSUE"} else None
    gone = made + timedelta(days=2) if status in {"SHIPPED", "DELIVERED"} else None
    there = made + timedelta(days=12) if status == "DELIVERED" else None
    dropship = {
        "id": f"dro{number:07d}", "order_id": customer["id"], "status": "PENDING",
        "customer_email": "tessa@example.com", "shipping_address": ADDRESS,
        "total_cost": Decimal("12.75"), "shipping_cost": Decimal("3.48"), "created_at": made,
        "updated_at": made, "ali_express_order_id": f"81{number:08d}" if placed else None,
        "tracking_number": f"LP{number:09d}CN" if gone else None, "placed_at": placed,
        "shipped_at": gone, "delivered_at": there, "customer_phone": None, **changes,
    }  # fmt: skip
    rows: dict[type[Any], list[dict[str, Any]]] = {
        storefront.Order: [customer],
        storefront.Payment: [
            {"id": f"pay{number}", "order_id": customer["id"], "provider": "stripe",
             "amount": customer["total"], "currency": "USD", "status": "COMPLETED",
             "created_at": made, "updated_at": made, **of_payment}
        ],
        storefront.OrderItem: [_item(number, place, one, customer["id"], made)
                               for place, one in enumerate(items)],
        storefront.DropshipOrder: [dropship],
        storefront.DropshipOrderItem: [_bought(number, place, one, dropship["id"], made)
                                       for place, one in enumerate(items) if bought],
    }  # fmt: skip
    return rows


def _item(number: int, place: int, one: int, order_id: str, made: datetime) -> dict[str, Any]:
    return {
        "id": f"itm{number:07d}{place:03d}", "order_id": order_id, "variant_id": f"var{one}",
        "product_name": f"Romper {one}", "variant_name": "Sage / 3-6M", "sku": f"KP-{one}-V",
        "quantity": 1, "unit_price": Decimal("25.49"), "total_price": Decimal("25.49"),
        "created_at": made,
    }  # fmt: skip


def _bought(number: int, place: int, one: int, dropship: str, made: datetime) -> dict[str, Any]:
    return {
        "id": f"dri{number:07d}{place:03d}", "dropship_order_id": dropship,
        "product_source_id": f"src{one}", "ali_express_sku": f"12{one}", "quantity": 1,
        "unit_cost": Decimal("6.37"), "total_cost": Decimal("6.37"),
        "order_item_id": f"itm{number:07d}{place:03d}", "created_at": made,
    }  # fmt: skip


def add(db: Database, *made: dict[type[Any], list[dict[str, Any]]]) -> list[str]:
    """Insert the rows of orders, one statement per table; the dropship orders' ids."""
    tables: dict[type[Any], list[dict[str, Any]]] = {}
    for rows in made:
        for model, lines in rows.items():
            tables.setdefault(model, []).extend(lines)
    with db.write() as session:
        if session.get(storefront.User, CUSTOMER) is None:
            session.execute(
                insert(storefront.User),
                [{"id": CUSTOMER, "email": "c@example.com", "password": "!", "updated_at": NOW}],
            )
        for model, lines in tables.items():
            if lines:
                session.execute(insert(model), lines)
    return [line["id"] for line in tables[storefront.DropshipOrder]]


def fill(db: Database, count: int, *, statuses: Sequence[str] = _STATUSES, goods_made: int = 3,
         days: int = 900) -> None:  # fmt: skip
    """Insert so many orders of all statuses over so many days, with names of many customers."""
    for first in range(0, count, AT_ONCE):
        add(
            db, *_many(range(first, min(count, first + AT_ONCE)), count, statuses, goods_made, days)
        )


def _many(some: Iterable[int], count: int, statuses: Sequence[str], goods_made: int,
          days: int) -> Iterable[dict[type[Any], list[dict[str, Any]]]]:  # fmt: skip
    step = timedelta(days=days) / max(count, 1)
    for number in some:
        made = NOW - step * (count - number)
        name = {"firstName": _FIRST[number % 10], "lastName": f"{_LAST[number % 7]}{number % 997}"}
        yield order(
            number,
            status=statuses[number * 7 % len(statuses)],
            created_at=made.replace(microsecond=made.microsecond // 1000 * 1000),
            shipping_address={**ADDRESS, **name},
            customer_email=f"{name['firstName']}.{number}@example.com".lower(),
            items=[(number + place) % goods_made for place in range(1 + number % 3)],
        )
