"""What the list of orders shows: who, where to, what, since when, the profit and the check."""

from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication

from babydrop_desktop.domain.orders import DropshipStatus, OrderRow, OrderSort
from ui.common import formats, order_words, times
from ui.tables.columns import Column, Kind, Status
from ui.tables.sort_menu import Order

translate = QCoreApplication.translate
ITEMS = "items"  # the column whose cells are painted by ItemsCell


def columns(now: order_words.Now, currency: str, late: timedelta) -> tuple[Column[OrderRow], ...]:
    """The columns in the order of the design; To and Profit fold first.

    An order that nobody bought is amber once it is older than `late`.
    """
    return (
        Column("number", translate("fulfillment", "Order"), _number, width=90,
               roomy=120, medium=True, sort=OrderSort.NUMBER, gap=7, fixed=True, keep_end=True),
        Column("customer", translate("fulfillment", "Customer"), _customer,
               stretch=True, least=124),
        Column("to", translate("fulfillment", "To"), lambda row: row.country, width=34,
               ink="secondary", fold=2),
        Column(ITEMS, translate("fulfillment", "Items"), lambda row: formats.number(row.items),
               width=84, side=22),
        Column("paid", translate("fulfillment", "Age"),
               lambda row: _age(row, now(), late).text,
               kind=Kind.STATUS_RIGHT, width=62, sort=OrderSort.CREATED,
               status=lambda row: _age(row, now(), late)),
        Column("profit", translate("fulfillment", "Profit"), lambda row: _profit(row, currency),
               kind=Kind.STATUS_RIGHT, width=66, status=lambda row: _left(row, currency), fold=1),
        Column("check", translate("fulfillment", "Check"),
               lambda row: state(row).text, kind=Kind.STATUS, width=104,
               status=state, gap=7),
    )  # fmt: skip


def _number(row: OrderRow) -> str:
    return row.number or row.id


def _customer(row: OrderRow) -> str:
    if row.unreadable:
        return translate("fulfillment", "Cannot be read")
    return row.customer or translate("fulfillment", "No name")


def _age(row: OrderRow, now: datetime, late: timedelta) -> Status:
    if row.created_at is None:
        return Status("\N{EN DASH}")
    waits = row.status is DropshipStatus.PENDING and now - row.created_at > late
    return Status(times.age(row.created_at, now), role="amber" if waits else "secondary")


def _profit(row: OrderRow, currency: str) -> str:
    if row.profit is None or row.currency == currency:
        return formats.amount(row.profit)
    return formats.money(row.profit, row.currency)


def _left(row: OrderRow, currency: str) -> Status:
    loss = row.profit is not None and row.profit < 0
    return Status(_profit(row, currency), role="red" if loss else "text")


def state(row: OrderRow) -> Status:
    """The check of an order that may be bought, else where it stands."""
    if row.unreadable:
        return Status(translate("fulfillment", "Damaged"), "circle-alert", "red")
    return order_words.check(row.check) if row.check else order_words.status(row.status)


def orders() -> tuple[tuple[Order, str], ...]:
    """What the list can be sorted by, in words."""
    return (
        ((OrderSort.CREATED, True), translate("fulfillment", "Newest first")),
        ((OrderSort.CREATED, False), translate("fulfillment", "Oldest first")),
        ((OrderSort.NUMBER, False), translate("fulfillment", "By order number")),
        ((OrderSort.NUMBER, True), translate("fulfillment", "By order number, highest first")),
    )
