"""Turns what the database gave of an order into the line of the list, judged as in the detail."""

# A row is a mapping of the driver's.
# ruff: noqa: ANN401

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from babydrop_desktop.db.json_sql import rows_of
from babydrop_desktop.db.order_facts import FACTS, MOST_ITEMS, address_facts, item_facts
from babydrop_desktop.db.unreadable import UnreadableValue, readable, text_of
from babydrop_desktop.domain.order_checks import (
    ItemFacts,
    OrderFacts,
    buyable,
    problems_of,
    standing_of,
)
from babydrop_desktop.domain.orders import DropshipStatus, OrderMoney, OrderRow, money_of
from babydrop_desktop.domain.picture_url import sha256_of
from babydrop_desktop.domain.postal.facts import AddressFacts
from babydrop_desktop.domain.postal_rules import DEFAULT_COUNTRY

_NOTHING = Decimal("0.00")
_TEXTS = ("id", "number", "status", "order_status", "payment_status", "currency", "paid_currency")


class Judge:
    """Turns what the database gave into lines, with the shop's own currency and floor."""

    def __init__(self, currency: str, margin_floor_percent: int) -> None:
        self.currency = currency
        self.floor = margin_floor_percent

    def currencies(self, row: Any) -> tuple[str, ...]:
        """All that stand in an order, its own first: costs are in the shop's.

        "" stands for an amount of which nobody noted the currency: it is never guessed.
        """
        every = (row["currency"], row["paid_currency"], self.currency)
        known = (one.strip() for one in every if one is not None)  # null: there is no such amount
        return tuple(dict.fromkeys(known))

    def money(self, row: Any) -> OrderMoney:
        """What an order brings; without the customer's order nobody knows what was sold."""
        lost = row["number"] is None
        found = money_of(
            total=_NOTHING if lost else row["total"],
            tax=_NOTHING if lost else row["tax"],
            cost=row["cost"],
            shipping=row["shipping"],
            currencies=self.currencies(row),
        )
        return replace(found, profit=None, margin_percent=None) if lost else found

    def facts(
        self,
        row: Any,
        margin: int | None,
        items: tuple[ItemFacts, ...],
    ) -> OrderFacts:
        """One order as it is judged, from the columns of a line."""
        facts = OrderFacts(
            status=row["status"],
            order_status=row["order_status"] or "",
            payment_status=row["payment_status"] or "",
            bought=row["placed_at"] is not None or bool(row["supplier_number"]),
            address=AddressFacts(),
            has_email=bool((row["email"] or "").strip()),
            margin_percent=margin,
            margin_floor_percent=self.floor,
            currencies=self.currencies(row),
            items=items,
            more_items=row["item_count"] > MOST_ITEMS,
            lost=row["number"] is None,
        )
        if not buyable(facts):  # nothing is said of its address any more
            return facts
        return replace(facts, address=address_facts(row, country_of(row)))

    def row(self, row: Any) -> OrderRow:
        """One line of the list.

        Raises one of `db.unreadable.TROUBLES` where a value is not as it should be.
        """
        _require_text(row)
        money = self.money(row)
        judged = rows_of(row["items_judged"])
        items = tuple(item_facts(dict(zip(FACTS, item, strict=True))) for item in judged)
        facts = self.facts(row, money.margin_percent, items)
        urls = (url for (url,) in rows_of(row["urls"]) if url)
        return OrderRow(
            id=row["id"],
            number=row["number"] or "",
            customer=" ".join(filter(None, (row["first_name"], row["last_name"]))).strip(),
            country=country_of(row),
            status=DropshipStatus(row["status"]),
            created_at=row["created_at"],
            items=row["item_count"],
            pictures=tuple(filter(None, map(sha256_of, urls))),
            sold=money.sold,
            cost=money.cost,
            profit=money.profit,
            currency=money.currency,
            check=standing_of(facts, problems_of(facts)),
        )


def country_of(row: Any) -> str:
    """Where the order goes: the contract's default where the address does not say; "" for none."""
    return (row["country"] or "").strip() or (DEFAULT_COUNTRY if row["address_whole"] else "")


def salvaged(line: Any) -> OrderRow:
    """A line that shows as much of an order as can be read, where it cannot be judged."""
    came = line["created_at"]
    return OrderRow(
        id=readable(line["id"]),
        number=readable(line["number"]),
        customer="",
        country="",
        status=DropshipStatus(readable(line["status"])),
        created_at=came if isinstance(came, datetime) else None,
        items=0,
        pictures=(),
        sold=_NOTHING,
        cost=_NOTHING,
        profit=None,
        currency="",
        check=None,
        unreadable=True,
    )


def _require_text(row: Any) -> None:
    """Whether texts are texts, which no column of the embedded database sees to."""
    for name in _TEXTS:
        text_of(row[name])
    if not isinstance(row["created_at"], datetime):
        raise UnreadableValue("nothing says when it came in")
