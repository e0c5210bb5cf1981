"""Turns what the rules of "Needs you" found into its lines."""

# A row is a mapping of the driver's.
# ruff: noqa: ANN401

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from babydrop_desktop.db.json_sql import rows_of, time_of
from babydrop_desktop.db.unreadable import readable
from babydrop_desktop.domain.attention import Need, NeedGroup, NeedKind, Thresholds
from babydrop_desktop.domain.picture_url import sha256_of
from babydrop_desktop.domain.pricing import margin_percent
from babydrop_desktop.domain.wording import plain


@dataclass(frozen=True, slots=True)
class Limits:
    """The shop's thresholds and the moment that they are counted from; its own currency."""

    now: datetime
    after: Thresholds
    currency: str


def need_of(row: Any, limits: Limits) -> Need:
    """The line. Raises one of `db.unreadable.TROUBLES` where something cannot be read."""
    kind = NeedKind(row["kind"])
    if kind is NeedKind.IN_BROWSER:
        return _import_of(row, limits)
    order = row["is_order"] == 1
    facts = _facts(row, kind, limits)
    due = _due(row, facts.pop("due", ""))
    soon = due is not None and due - limits.now <= _URGENT.get(kind, timedelta.min)
    return Need(
        key=row["key"],
        kind=kind,
        group=NeedGroup.ORDERS if order else NeedGroup.PRODUCTS,
        order_id=row["id"] if order else None,
        product_id=None if order else row["product_id"],
        title=plain((row["order_number"] if order else row["product"]) or ""),
        since=row["since"],
        due=due,
        urgent=bool(row["urgent"]) or soon,
        at_risk=_at_risk(row, kind),
        currency=(row["currency"] if order else None) or limits.currency,
        picture=sha256_of(row["url"]) if row["url"] else None,
        facts=facts,
    )


def _import_of(row: Any, limits: Limits) -> Need:
    """The line of an import that waits for the owner in the browser's window."""
    waits, _, title = str(row["fact"]).partition(":")
    return Need(
        key=row["key"],
        kind=NeedKind.IN_BROWSER,
        group=NeedGroup.IMPORTS,
        order_id=None,
        product_id=None,
        job_id=row["id"],
        title=plain(title),
        since=row["since"],
        due=None,
        urgent=True,
        at_risk=None,
        currency=limits.currency,
        picture=None,
        facts={"waits": waits},
    )


def salvaged_need(row: Any, limits: Limits) -> Need:
    """The line of what cannot be read: it says what to look at, if not why."""
    order, since = row["is_order"] == 1, row["since"]
    about = readable(row["id"] if order else row["product_id"])
    kind = NeedKind(row["kind"])
    return Need(
        key=readable(row["key"]) or f"{kind}:{about}:",
        kind=kind,
        group=NeedGroup.ORDERS if order else NeedGroup.PRODUCTS,
        order_id=about if order else None,
        product_id=None if order else about,
        title=plain(readable(row["order_number"] if order else row["product"]) or about),
        since=since if isinstance(since, datetime) else limits.now,
        due=None,
        urgent=True,
        at_risk=None,
        currency=limits.currency,
        picture=None,
        unreadable=True,
    )


# What is near its end is red, whatever else.
_URGENT = {NeedKind.ISSUE: timedelta(0), NeedKind.DISPUTE_CLOSES: timedelta(days=1)}


def _due(row: Any, told: str) -> datetime | None:
    with suppress(ValueError):
        return time_of(told)
    with suppress(ValueError, OverflowError, OSError):  # beyond all years
        return None if row["due"] is None else datetime.fromtimestamp(int(row["due"]), UTC)
    return None


def _at_risk(row: Any, kind: NeedKind) -> Decimal | None:
    if row["is_order"] == 1:
        if row["total"] is None:  # a damaged file has lost the customer's order
            return None
        sold: Decimal = row["total"] - row["tax_amount"]
        return sold
    if kind is NeedKind.VARIANT_CHANGED and row["base_price"] is not None:
        waiting: Decimal = row["base_price"] * row["number"]
        return waiting
    return None


def _facts(row: Any, kind: NeedKind, limits: Limits) -> dict[str, str]:
    """What the sentences of a kind name, as text."""
    facts = {"hours": str(int((limits.now - row["since"]).total_seconds() // 3600))}
    facts["days"] = str(int(facts["hours"]) // 24)
    if kind is NeedKind.LOW_MARGIN:
        margin = margin_percent(row["base_price"], row["cost_price"])
        facts["percent"] = str(margin)
        facts["floor"] = str(limits.after.margin_floor_percent)
        facts["price"], facts["cost"] = str(row["base_price"]), str(row["cost_price"])
    elif kind is NeedKind.VARIANT_CHANGED:
        told = {"reason": row["fact"], "label": row["label"], "variant": row["variant"]}
        facts |= {name: plain(value) for name, value in told.items() if value}
        facts["orders"] = str(row["number"])
    elif kind is NeedKind.ISSUE and row["fact"]:
        names = ("text", "kind", "due")
        told = dict(zip(names, rows_of(row["fact"]), strict=True))
        facts |= {name: plain(str(value)) for name, value in told.items() if value}
    elif kind in {NeedKind.DISPUTE_CLOSES, NeedKind.CUSTOMER_CANCELLED}:
        facts["status"] = row["fact"]
    return facts
