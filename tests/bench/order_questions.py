"""Names the questions about orders that are measured, in the predecessor's way and in ours."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from babydrop_desktop.db import attention, order_detail, orders
from babydrop_desktop.db.attention_lines import Limits
from babydrop_desktop.db.order_judge import Judge
from babydrop_desktop.db.unit import Database
from babydrop_desktop.domain.attention import Thresholds
from babydrop_desktop.domain.orders import DropshipStatus, OrderKey, OrderQuery, OrderSort
from tests.bench import old_orders

PAGE, DEPTH = 50, 0.9
JUDGE = Judge("USD", 30)
DEVICE = "0" * 31 + "b"
Ask = Callable[[Session], Any]


@dataclass(frozen=True, slots=True)
class Facts:
    """What the questions are about: one order in the middle, and a place far down each list."""

    ends: datetime
    order_id: str
    deep: dict[str, tuple[int, OrderKey]]
    typed: dict[str, str]


@dataclass(frozen=True, slots=True)
class Question:
    """One question: `old` is None where the predecessor had nothing like it.

    `today`: asked also on the storefront as it is, without our indexes.
    """

    what: str
    ours: Callable[[Facts], Ask]
    old: Callable[[Facts], Ask] | None = None
    today: bool = True


def facts_of(db: Database, count: int, ends: datetime) -> Facts:
    """Look up what the questions name."""
    with db.read() as session:
        one = session.execute(
            sa.text("""
                SELECT d.id, o."orderNumber" AS number, d."customerEmail" AS email,
                  d."aliExpressOrderId" AS ali, d."trackingNumber" AS tracking
                FROM "DropshipOrder" d JOIN "Order" o ON o.id = d."orderId"
                WHERE d."trackingNumber" IS NOT NULL AND d.id > :middle ORDER BY d.id LIMIT 1"""),
            {"middle": f"dr{count // 2:023d}"},
        ).one()
        deep = {
            name: _deep(session, status, number=name == "number")
            for name, status in (("all", None), ("DELIVERED", "DELIVERED"), ("number", None))
        }
    first, last = one.email.split("@")[0].rstrip("0123456789").split(".")
    typed = {
        "order number": one.number,
        "name, two words": f"{first} {last}",
        "e-mail": one.email,
        "AliExpress number": one.ali,
        "AliExpress number, 8 digits of it": one.ali[:8],
        "tracking number": one.tracking,
        "one common word": "gmail",
        "two common words": "emma gmail",
        "a word nobody has": "quizzical",
    }
    return Facts(ends, one.id, deep, typed)


def _deep(session: Session, status: str | None, *, number: bool) -> tuple[int, OrderKey]:
    """How many lines lie before 90 % of the list, newest first, and the key behind them."""
    dropship, order = orders.DropshipOrder, orders.Order
    place = order.order_number if number else dropship.created_at
    asked = sa.select(place, dropship.id).join(order, order.id == dropship.order_id)
    counted = sa.select(sa.func.count()).select_from(dropship)
    if status is not None:
        asked, counted = (each.where(dropship.status == status) for each in (asked, counted))
    offset = int(session.scalars(counted).one() * DEPTH)
    found = asked.order_by(place.desc(), dropship.id.desc()).offset(offset - 1).limit(1)
    return offset, OrderKey(*session.execute(found).one())


def _page(query: OrderQuery, place: str = "") -> Callable[[Facts], Ask]:
    def with_facts(facts: Facts) -> Ask:
        after = facts.deep[place][1] if place else None
        return lambda session: orders.page(session, query, after, PAGE, JUDGE)

    return with_facts


def _old_page(status: str | None, place: str = "") -> Callable[[Facts], Ask]:
    def with_facts(facts: Facts) -> Ask:
        offset = facts.deep[place][0] if place else 0
        return lambda session: old_orders.page(session, status, offset, PAGE)

    return with_facts


def _search(named: str, **more: Any) -> Callable[[Facts], Ask]:
    def with_facts(facts: Facts) -> Ask:
        query = OrderQuery(facts.typed[named], **more)
        return lambda session: orders.page(session, query, None, PAGE, JUDGE)

    return with_facts


def _old_search(named: str) -> Callable[[Facts], Ask]:
    return lambda facts: lambda session: old_orders.search(session, facts.typed[named], PAGE)


def _counted(named: str) -> Callable[[Facts], Ask]:
    return lambda facts: lambda session: orders.counts(session, facts.typed[named])


def _attention(facts: Facts) -> Ask:
    limits = Limits(facts.ends, Thresholds(), "USD")
    return lambda session: attention.needs(session, limits)


def _detail(facts: Facts) -> Ask:
    return lambda session: order_detail.detail(session, facts.order_id, DEVICE, JUDGE)


_DELIVERED = OrderQuery(status=DropshipStatus.DELIVERED)
_NUMBERS = OrderQuery(sort=OrderSort.NUMBER)
SEARCHED = ("order number", "name, two words", "e-mail", "AliExpress number",
            "AliExpress number, 8 digits of it", "tracking number", "one common word",
            "two common words", "a word nobody has")  # fmt: skip
QUESTIONS = (
    Question("list, first page", _page(OrderQuery()), _old_page(None)),
    Question("list, page at 90 %", _page(OrderQuery(), "all"), _old_page(None, "all")),
    Question("list, DELIVERED, first page", _page(_DELIVERED), _old_page("DELIVERED")),
    Question("list, DELIVERED, page at 90 %", _page(_DELIVERED, "DELIVERED"),
             _old_page("DELIVERED", "DELIVERED")),
    Question("list by number, page at 90 %", _page(_NUMBERS, "number")),
    Question("counts by status", lambda _facts: orders.counts,
             lambda _facts: old_orders.counts),
    Question("detail", _detail, lambda facts: lambda session: old_orders.detail(
        session, facts.order_id)),
    Question("needs you", _attention, lambda facts: lambda session: old_orders.attention(
        session, facts.ends)),
    *(Question(f"search: {named}", _search(named), _old_search(named), today=named in SEARCHED[:2])
      for named in SEARCHED),
    Question("search by number: one common word", _search("one common word",
                                                          sort=OrderSort.NUMBER)),
    Question("search in PENDING: one common word", _search("one common word",
                                                           status=DropshipStatus.PENDING)),
    Question("search in DELIVERED: two common words", _search("two common words",
                                                              status=DropshipStatus.DELIVERED)),
    Question("counts of a search: one common word", _counted("one common word")),
    Question("counts of a search: two common words", _counted("two common words")),
)  # fmt: skip
