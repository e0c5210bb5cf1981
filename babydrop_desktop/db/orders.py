"""Asks for the shop's orders as the list shows them: pages by key, counts, one order's id."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Result,
    Select,
    Text,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    or_,
    select,
    tuple_,
)
from sqlalchemy.orm import Session

from babydrop_desktop.db import order_search, order_search_file, order_search_server
from babydrop_desktop.db.json_sql import careful_row_array, gathered, row_array
from babydrop_desktop.db.order_facts import (
    ADDRESS,
    ADDRESS_FACTS,
    FACTS,
    PICTURE,
    items_of,
    text_field,
)
from babydrop_desktop.db.order_judge import Judge, salvaged
from babydrop_desktop.db.ours import AddressApproval
from babydrop_desktop.db.storefront import DropshipOrder, Order, OrderItem, Payment, Variant
from babydrop_desktop.db.unreadable import (
    constant,
    leniently,
    lines_of,
    readable,
)
from babydrop_desktop.domain.orders import (
    DropshipStatus,
    OrderCounts,
    OrderKey,
    OrderPage,
    OrderQuery,
    OrderRow,
)
from babydrop_desktop.errors import NotFound

SHOWN_PICTURES = 3
MOST_COUNTED = 10_000
# What may still have to be bought, as `domain.order_checks.buyable` says.
_JUDGED = or_(
    DropshipOrder.status == "PENDING",
    and_(
        DropshipOrder.status == "ISSUE",
        DropshipOrder.placed_at.is_(None),
        DropshipOrder.ali_express_order_id.is_(None),
    ),
    DropshipOrder.status.not_in(order_search.KNOWN),
)


def page(
    session: Session, query: OrderQuery, after: OrderKey | None, limit: int, judge: Judge
) -> OrderPage:
    """At most `limit` lines behind `after`, in the order asked for. One statement, any depth.

    Where a line cannot be read the page is asked once more, and that line says so.
    """
    dialect = session.get_bind().dialect.name
    shape = order_search.shape_of(dialect, query, behind=after is not None)
    if after is not None and after.exactly:
        shape = replace(shape, last=after.exactly[0], last_id=after.exactly[1])
    asked = {**order_search.parameters(query, after), "most": limit + 1}

    def ask(*, careful: bool) -> Result[Any]:
        return session.execute(_page(replace(shape, careful=careful)), asked)

    found, rows = lines_of(ask, judge.row, salvaged, session)
    return OrderPage(rows[:limit], _key(found[limit - 1], shape) if len(found) > limit else None)


def _key(last: Any, shape: order_search.Shape) -> OrderKey:  # noqa: ANN401 - a row's mapping
    value, order_id = last["number" if shape.by_number else "created_at"], last["id"]
    if isinstance(value, str | datetime) and isinstance(order_id, str):
        return OrderKey(value, order_id)
    server = shape.dialect != "sqlite"
    exactly = constant(value, server=server), constant(order_id, server=server)
    return OrderKey(readable(value), readable(order_id), exactly)


def some(session: Session, ids: Collection[str], judge: Judge) -> tuple[OrderRow, ...]:
    """The lines of these orders, in no order. One statement, two where one cannot be read."""
    if not ids:
        return ()

    def ask(*, careful: bool) -> Result[Any]:
        chosen = _lines(careful=careful).where(DropshipOrder.id.in_(ids))
        return session.execute(chosen.limit(len(ids)))

    return lines_of(ask, judge.row, salvaged, session)[1]


def counts(session: Session, search: str = "") -> OrderCounts:
    """How many orders stand where; of a search at most 10,000 are counted. One statement."""
    in_file = session.get_bind().dialect.name == "sqlite"
    statement: Select[Any]
    query = OrderQuery(search)
    shape = order_search.shape_of(session.get_bind().dialect.name, query, behind=False)
    asked: dict[str, Any] = {}
    if shape.searched:
        ask = order_search_file.count_in_file if in_file else order_search_server.count_on_server
        statement, asked = ask(shape, MOST_COUNTED), order_search.parameters(query, None)
    elif in_file:
        kept = order_search.COUNTS.c
        statement = select(kept.status, kept.orders).where(kept.orders > 0)
    else:
        status: ColumnElement[Any] = DropshipOrder.status.expression
        statement = select(status, func.count()).group_by(status)
    of: dict[DropshipStatus, int] = {}
    # Read leniently at once: a word that cannot be read is one that nobody knows.
    with leniently(session):
        found = session.execute(statement, asked).all()
    for word, orders in found:
        known = DropshipStatus(word)
        of[known] = of.get(known, 0) + orders
    return OrderCounts(of, at_least=shape.searched and sum(of.values()) >= MOST_COUNTED)


def id_of(session: Session, number: str) -> str:
    """The dropship order of the customer's order with this number. One statement.

    Raises NotFound (reason "no_such_order").
    """
    asked = (
        select(DropshipOrder.id)
        .join(Order, Order.id == DropshipOrder.order_id)
        .where(Order.order_number == number)
    )
    found = session.scalars(asked).first()
    if found is None:
        raise NotFound(
            f"There is no order {number} to buy for. Look at the number again.",
            reason="no_such_order",
            number=number,
        )
    return found


@cache
def _lines(*, careful: bool = False) -> Select[Any]:
    array = careful_row_array if careful else row_array
    judged = items_of(
        FACTS,
        dropship_order=DropshipOrder.id.expression,
        order=DropshipOrder.order_id.expression,
    ).subquery()
    shown = (
        select(PICTURE.label("url"))
        .select_from(OrderItem)
        .outerjoin(Variant, Variant.id == OrderItem.variant_id)
        .where(OrderItem.order_id == DropshipOrder.order_id)
        .order_by(OrderItem.created_at, OrderItem.id)
        .limit(SHOWN_PICTURES)
        .correlate(DropshipOrder)
        .subquery()
    )
    all_items = select(func.count()).where(OrderItem.order_id == DropshipOrder.order_id)
    items = select(gathered(array(*judged.c))).select_from(judged).scalar_subquery()
    return (
        select(
            *(column.label(name) for name, column in LINE.items()),
            all_items.correlate(DropshipOrder).scalar_subquery().label("item_count"),
            select(gathered(array(shown.c.url))).select_from(shown).scalar_subquery()
            .label("urls"),
            case((_JUDGED, items)).label("items_judged"),
        )
        # Outer: a damaged file may have lost the customer's order, and then the line says so.
        .outerjoin(Order, Order.id == DropshipOrder.order_id)
        .outerjoin(Payment, Payment.order_id == Order.id)
        .outerjoin(AddressApproval, AddressApproval.dropship_order_id == DropshipOrder.id)
    )  # fmt: skip


LINE: dict[str, ColumnElement[Any]] = {
    "id": DropshipOrder.id.expression,
    "number": Order.order_number.expression,
    "status": DropshipOrder.status.expression,
    "order_status": Order.status.expression,
    "payment_status": Order.payment_status.expression,
    "created_at": DropshipOrder.created_at.expression,
    "placed_at": DropshipOrder.placed_at.expression,
    "supplier_number": DropshipOrder.ali_express_order_id.expression,
    "email": DropshipOrder.customer_email.expression,
    "total": Order.total.expression,
    "tax": Order.tax_amount.expression,
    "cost": DropshipOrder.total_cost.expression,
    "shipping": DropshipOrder.shipping_cost.expression,
    "currency": Order.currency.expression,
    "paid_currency": Payment.currency.expression,
    "first_name": text_field(ADDRESS, "firstName"),
    "last_name": text_field(ADDRESS, "lastName"),
    "country": text_field(ADDRESS, "country"),
    **ADDRESS_FACTS,
}


@lru_cache(maxsize=256)
def _page(shape: order_search.Shape) -> Select[Any]:
    keys = _keys(shape).limit(order_search.MOST).subquery()
    order = (keys.c.place.desc(), keys.c.id.desc()) if shape.down else (keys.c.place, keys.c.id)
    return _lines(careful=shape.careful).join(keys, keys.c.id == DropshipOrder.id).order_by(*order)


def _keys(shape: order_search.Shape) -> Select[Any]:
    """Which orders stand on the page: `id`, and the `place` that they are sorted by."""
    in_file = shape.dialect == "sqlite"
    if in_file and shape.searched:
        return order_search_file.in_file(shape)
    if in_file and shape.by_number and shape.status:
        return order_search_file.numbers_in_file(shape)
    of_status, behind = _of_status(shape), _behind(shape)
    conditions = [*of_status, *behind]
    if shape.searched:
        return order_search_server.on_server(shape, conditions)
    if shape.by_number and of_status and not in_file:
        return order_search_server.numbers_on_server(of_status[0], behind, down=shape.down)
    place = Order.order_number if shape.by_number else DropshipOrder.created_at
    columns: tuple[ColumnElement[Any], ...] = (DropshipOrder.id.label("id"), place.label("place"))
    found = select(*columns).where(*conditions)
    if shape.by_number:
        found = found.join(Order, Order.id == DropshipOrder.order_id)
    # There are no two of the same number.
    order: tuple[Any, ...] = (place,) if shape.by_number else (place, DropshipOrder.id)
    return found.order_by(*(each.desc() if shape.down else each for each in order))


def _of_status(shape: order_search.Shape) -> list[ColumnElement[bool]]:
    if shape.strange:
        strange: ColumnElement[Any] = literal_column(order_search.STRANGE[shape.dialect])
        return [DropshipOrder.status.op("IN")(strange)]
    return [DropshipOrder.status == bindparam("status")] if shape.status else []


def _behind(shape: order_search.Shape) -> list[ColumnElement[bool]]:
    if not shape.behind:
        return []
    # Typed: within a tuple SQLAlchemy does not see that the value is a time.
    kind: Any = Text() if shape.by_number else DropshipOrder.created_at.type
    last: Any = literal_column(shape.last) if shape.last else bindparam("last", type_=kind)
    if shape.by_number:
        here: Any = Order.order_number
    else:
        last_id = (
            literal_column(shape.last_id) if shape.last else bindparam("last_id", type_=Text())
        )
        last = tuple_(last, last_id)
        here = tuple_(DropshipOrder.created_at, DropshipOrder.id)
    return [here < last if shape.down else here > last]
