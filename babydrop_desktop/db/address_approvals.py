"""Keeps which address the owner approved for AliExpress; the customer's own is never touched."""

# A row is a mapping of the driver's.
# ruff: noqa: ANN401

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from babydrop_desktop.db.imports import insert_once
from babydrop_desktop.db.order_address import address_of
from babydrop_desktop.db.order_facts import ADDRESS_FACTS
from babydrop_desktop.db.ours import AddressApproval, OrderEvent
from babydrop_desktop.db.storefront import DropshipOrder, Order
from babydrop_desktop.db.unreadable import TROUBLES, is_of_a_value
from babydrop_desktop.domain.postal.address import PostalAddress
from babydrop_desktop.domain.postal.approval import Approval
from babydrop_desktop.domain.postal.proposal import Field
from babydrop_desktop.errors import NotFound, Refused


@dataclass(frozen=True, slots=True)
class KeptAddress:
    """An order's address as the customer wrote it, its own telephone number, and the approval."""

    address: PostalAddress
    phone: str
    approval: Approval | None


def kept(session: Session, order_id: str) -> KeptAddress:
    """What is kept of one order's address. One statement.

    Raises NotFound (reason "order_gone"), Refused (reason "order_unreadable").
    """
    try:
        row = session.execute(_asked(order_id)).mappings().first()
        found = None if row is None else _kept(row, order_id)
    except TROUBLES as error:
        if not is_of_a_value(error):
            raise
        raise Refused(
            "This order's address cannot be read: what is kept of it is damaged. It was left as"
            " it is.",
            reason="order_unreadable",
            order=order_id,
        ) from error
    if found is None:
        raise NotFound(
            "This order is not in the shop any more.", reason="order_gone", order=order_id
        )
    return found


def put(session: Session, approval: Approval, instead_of: str | None) -> bool:
    """Keep an approval in place of the one with that id, or as the first; whether it was done.

    False: somebody else's is there by now. At most two statements.
    """
    values = {
        "id": approval.id,
        "fingerprint": approval.fingerprint,
        "fields": {name.value: text for name, text in approval.values.items()},
        "at": approval.at,
        "who": approval.who,
        "device": approval.device,
    }
    of_order = AddressApproval.dropship_order_id == approval.order_id
    if instead_of is None:
        first = {"dropship_order_id": approval.order_id, **values}
        insert_once(session, AddressApproval, [first], ["dropship_order_id"])
        there = session.scalar(select(AddressApproval.id).where(of_order))
        return there == approval.id
    changed = update(AddressApproval).where(of_order, AddressApproval.id == instead_of)
    return _rows(session.execute(changed.values(**values))) == 1


def take_back(session: Session, order_id: str, approval_id: str) -> bool:
    """Forget the approval with that id; whether it was there. One statement."""
    gone = delete(AddressApproval).where(
        AddressApproval.dropship_order_id == order_id, AddressApproval.id == approval_id
    )
    return _rows(session.execute(gone)) == 1


def note(session: Session, approval: Approval, kind: str, changed: tuple[str, ...]) -> None:
    """Write a line of the order's history: which fields, never what stands in them."""
    session.execute(
        insert(OrderEvent),
        {
            "dropship_order_id": approval.order_id,
            "at": approval.at,
            "who": approval.who,
            "device": approval.device,
            "kind": kind,
            "data": {"approval": approval.id, "fields": list(changed)},
        },
    )


def _rows(result: Any) -> int:
    count: int = result.rowcount
    return count


def _asked(order_id: str) -> Any:
    mine = AddressApproval
    return (
        select(
            ADDRESS_FACTS["address"].label("address"),
            DropshipOrder.customer_phone.label("customer_phone"),
            Order.customer_phone.label("order_phone"),
            mine.id.label("id"),
            mine.fingerprint.label("fingerprint"),
            mine.fields.label("fields"),
            mine.at.label("at"),
            mine.who.label("who"),
            mine.device.label("device"),
        )
        .select_from(DropshipOrder)
        .outerjoin(Order, Order.id == DropshipOrder.order_id)
        .outerjoin(mine, mine.dropship_order_id == DropshipOrder.id)
        .where(DropshipOrder.id == order_id)
    )


def _kept(row: Any, order_id: str) -> KeptAddress:
    approval = None
    if row["id"] is not None:
        values = values_of(row["fields"])
        approval = Approval(
            row["id"], order_id, row["fingerprint"], values, row["at"], row["who"], row["device"]
        )
    phone = row["customer_phone"] or row["order_phone"] or ""
    return KeptAddress(address_of(row["address"]), phone, approval)


def values_of(document: object) -> dict[Field, str]:
    """The fields of a kept approval, in the order of the form; what is none is passed over."""
    if not isinstance(document, Mapping):
        return {}
    texts = {name: text for name, text in document.items() if isinstance(text, str)}
    return {field: texts[field.value] for field in Field if field.value in texts}
