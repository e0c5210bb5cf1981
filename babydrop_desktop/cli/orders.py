"""`babydrop orders` and `babydrop order NUMBER`: what is to be bought, and what needs the owner."""

import argparse
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime

from babydrop_desktop.bootstrap import Services
from babydrop_desktop.cli import output
from babydrop_desktop.cli.shop import existing_shop
from babydrop_desktop.domain.attention import Need
from babydrop_desktop.domain.order_checks import Problem
from babydrop_desktop.domain.orders import (
    DropshipStatus,
    HistoryLine,
    ItemPair,
    OrderDetail,
    OrderQuery,
    OrderRow,
)
from babydrop_desktop.paths import ShopOptions

PAGE = 500
UNREADABLE = "This order cannot be read. Restore a backup: babydrop database backups"
_SHOWN = "%Y-%m-%d %H:%M"


def orders(options: ShopOptions, given: argparse.Namespace) -> int:
    """Print the orders, newest first, as a table or one JSON array; no street stands in it."""
    with existing_shop(options) as shop:
        if given.needs_you:
            lines: Iterable[tuple[OrderRow, list[Need]]] = _needing(shop, given.status)
        else:
            lines = ((row, []) for row in _all(shop, given.status))
        if given.json:
            output.array(_document(row, needs) for row, needs in lines)
        else:
            _table(lines)
    return 0


def order(options: ShopOptions, given: argparse.Namespace) -> int:
    """Print one order whole. Street and phone stay in the window until the purchase is begun."""
    with existing_shop(options) as shop:
        detail = shop.fulfillment.detail(shop.fulfillment.find(given.number))
    if given.json:
        output.line(_whole(detail))
    else:
        _tell(detail)
    return 0


def status(text: str) -> DropshipStatus:
    """The status of that name, in any case. Raises ArgumentTypeError naming them all."""
    found = DropshipStatus(text.upper())
    if found is DropshipStatus.UNKNOWN and text.upper() != "UNKNOWN":
        names = ", ".join(known.value for known in DropshipStatus)
        raise argparse.ArgumentTypeError(f"{text!r} is no status: use one of {names}")
    return found


def _all(shop: Services, wanted: DropshipStatus | None) -> Iterator[OrderRow]:
    query = OrderQuery(status=wanted)
    page = shop.fulfillment.page(query, None, PAGE)
    yield from page.rows
    while page.next is not None:
        page = shop.fulfillment.page(query, page.next, PAGE)
        yield from page.rows


def _needing(shop: Services, wanted: DropshipStatus | None) -> list[tuple[OrderRow, list[Need]]]:
    """The orders that need the owner, the most urgent first, each with why."""
    why: dict[str, list[Need]] = {}
    needs = shop.attention.needs()
    if needs.count > len(needs.lines):
        told = f"Only the {len(needs.lines)} most urgent lines of {needs.count} or more are told."
        output.say(told, sys.stderr)
    for need in needs.lines:
        if need.order_id is not None:
            why.setdefault(need.order_id, []).append(need)
    rows = {row.id: row for row in shop.fulfillment.rows(why)}
    found = [(rows[one], needs) for one, needs in why.items() if one in rows]
    return [line for line in found if wanted is None or line[0].status is wanted]


def _document(row: OrderRow, needs: list[Need]) -> dict[str, object]:
    if row.unreadable:
        return {
            "id": row.id, "number": row.number or None, "status": row.status,
            "created_at": _time(row.created_at), "reason": "order_unreadable",
            "message": UNREADABLE, "needs": _needs(needs),
        }  # fmt: skip
    return {
        "id": row.id,
        "number": row.number,
        "customer": row.customer,
        "country": row.country,
        "status": row.status,
        "created_at": _time(row.created_at),
        "items": row.items,
        "sold": row.sold,
        "cost": row.cost,
        "profit": row.profit,
        "currency": row.currency,
        "check": row.check,
        "needs": _needs(needs),
    }


def _needs(needs: list[Need]) -> list[dict[str, object]]:
    return [
        {"kind": need.kind, "since": _time(need.since), "due": _time(need.due),
         "urgent": need.urgent}
        for need in needs
    ]  # fmt: skip


def _time(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec="milliseconds")


def _table(lines: Iterable[tuple[OrderRow, list[Need]]]) -> None:
    heads = ("ORDER", "CUSTOMER", "TO", "STATUS", "CAME IN (UTC)", "ITEMS", "PROFIT", "CHECK")
    if not output.table(heads, (_cells(row, needs) for row, needs in lines)):
        output.say("No order.")


def _cells(row: OrderRow, needs: list[Need]) -> tuple[str, ...]:
    came = row.created_at.strftime(_SHOWN) if row.created_at else "-"
    if row.unreadable:
        return (row.number or row.id, UNREADABLE, "-", row.status.value, came, "-", "-", "-")
    profit = "-" if row.profit is None else f"{row.profit} {row.currency}"
    check = row.check.value if row.check else "-"
    why = ", ".join(need.kind.value for need in needs)
    return (
        row.number or row.id, row.customer, row.country, row.status.value, came,
        str(row.items), profit, f"{check} ({why})" if why else check,
    )  # fmt: skip


def _whole(detail: OrderDetail) -> dict[str, object]:
    address, money = detail.address, detail.money
    return {
        "id": detail.id,
        "number": detail.number,
        "status": detail.status,
        "order_status": detail.order_status,
        "payment_status": detail.payment_status,
        "created_at": _time(detail.created_at),
        "paid_at": _time(detail.paid_at),
        "placed_at": _time(detail.placed_at),
        "shipped_at": _time(detail.shipped_at),
        "delivered_at": _time(detail.delivered_at),
        "customer": address.name,
        "email": detail.email,
        "city": address.city,
        "state": address.state,
        "zip": address.zip,
        "country": address.country,
        "notes": detail.notes,
        "supplier_number": detail.supplier_number,
        "tracking_number": detail.tracking_number,
        "tracking_url": detail.tracking_url,
        "carrier": detail.carrier,
        "items": [_item(item) for item in detail.items],
        "item_count": detail.item_count,
        "money": {
            "currency": money.currency,
            "sold": money.sold,
            "cost": money.cost,
            "shipping": money.shipping,
            "fees": money.fees,
            "profit": money.profit,
            "margin_percent": money.margin_percent,
            "other_currencies": money.other_currencies,
        },
        "history": [_event(line) for line in detail.history],
        "problems": [_problem(problem) for problem in detail.problems],
        "check": detail.check,
    }


def _item(item: ItemPair) -> dict[str, object]:
    return {
        "product": item.product,
        "variant": item.variant,
        "sku": item.sku,
        "quantity": item.quantity,
        "unit_price": item.unit_price,
        "supplier": item.supplier,
        "supplier_variant": item.supplier_label,
        "supplier_sku": item.supplier_sku,
        "source_url": item.source_url,
        "unit_cost": item.unit_cost,
        "own_stock": item.own_stock,
        "confirmed_at": _time(item.confirmed_at),
    }


def _event(line: HistoryLine) -> dict[str, object]:
    return {
        "at": _time(line.at),
        "who": line.who,
        "kind": line.kind,
        "from": line.from_status,
        "to": line.to_status,
        "text": line.text,
    }


def _problem(problem: Problem) -> dict[str, object]:
    return {
        "severity": problem.severity.name.lower(),
        "code": problem.code,
        "facts": problem.facts,
        "item": problem.item_id or None,
    }


def _tell(detail: OrderDetail) -> None:
    money, address = detail.money, detail.address
    say = output.say
    say(f"{detail.number}  {detail.status.value}  came in {detail.created_at.strftime(_SHOWN)} UTC")
    place = ", ".join(filter(None, (address.city, address.state, address.zip, address.country)))
    say(f"To {address.name or 'nobody'}, {place or 'no address'}  {detail.email}")
    for item in detail.items:
        theirs = "the shop's own stock" if item.own_stock else item.supplier or "no supplier"
        say(f"  {item.quantity} x {item.product}, {item.variant} ({item.sku}) from {theirs}")
    if detail.item_count > len(detail.items):
        say(f"  … and {detail.item_count - len(detail.items)} more items")
    parts = f"cost {money.cost}, shipping {money.shipping}, fees {money.fees}"
    profit = "unknown: more than one currency" if money.profit is None else str(money.profit)
    say(f"Sold {money.sold} {money.currency}: {parts}, profit {profit}")
    for problem in detail.problems:
        facts = ", ".join(f"{name} {value}" for name, value in problem.facts.items())
        say(f"  {problem.severity.name.lower()}: {problem.code.replace('_', ' ')} {facts}".rstrip())
    for line in detail.history:
        moved = f" {line.from_status or ''} -> {line.to_status}" if line.to_status else ""
        say(f"  {line.at.strftime(_SHOWN)} {line.who}: {line.kind}{moved} {line.text}".rstrip())
