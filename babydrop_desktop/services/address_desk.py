"""Proposes the address that AliExpress is given for an order, and keeps what the owner approves."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from babydrop_desktop.db import address_approvals
from babydrop_desktop.db.ids import new_id
from babydrop_desktop.db.unit import Database
from babydrop_desktop.domain.changes import Change
from babydrop_desktop.domain.checks import Level
from babydrop_desktop.domain.postal import checking
from babydrop_desktop.domain.postal.address import PostalAddress
from babydrop_desktop.domain.postal.approval import Approval, DeskView, tidy
from babydrop_desktop.domain.postal.proposal import AddressProblem, Field, Proposal
from babydrop_desktop.domain.postal.proposing import propose
from babydrop_desktop.errors import Conflict, Refused
from babydrop_desktop.services.news import News
from babydrop_desktop.services.ports import Postal

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

APPROVED, TAKEN_BACK = "ADDRESS_APPROVED", "ADDRESS_TAKEN_BACK"


class AddressDesk:
    """Where customers' addresses are made ready for AliExpress. The originals are never changed.

    `lists` gives the countries' rules; it is called only when the desk is asked, for they are
    large.
    """

    def __init__(
        self,
        db: Database,
        news: News,
        lists: Callable[[], Postal],
        *,
        person: str,
        device: str,
    ) -> None:
        self._db = db
        self._news = news
        self._lists = lists
        self._person = person
        self._device = device

    def propose(self, address: PostalAddress, *, tax_id: str = "", phone: str = "") -> Proposal:
        """How AliExpress would be given any address; rules as `domain.postal.proposing.propose`."""
        return propose(address, self._lists(), tax_id=tax_id, phone=phone)

    def judge(self, values: Mapping[Field, str]) -> tuple[AddressProblem, ...]:
        """What is wrong with what the owner typed, worst first."""
        return checking.problems(tidy(values), self._lists())

    def look(self, order_id: str) -> DeskView:
        """One order's address: proposed, and as it was approved last. One statement.

        Raises NotFound (reason "order_gone"), Refused (reason "order_unreadable").
        """
        with self._db.read() as session:
            return self._view(order_id, address_approvals.kept(session, order_id))

    def approve(self, shown: DeskView, values: Mapping[Field, str]) -> Approval:
        """Keep `values` as the address that AliExpress is given, for the view that was shown.

        Approving the same again changes nothing. Raises Refused (reason "address_not_ready", the
        first problem in its sentence), Conflict (reason "address_changed" where the customer's
        address is another by now, "address_approved" where somebody else approved something else),
        and what `look` raises.
        """
        typed = tidy(values)
        self._require_ready(typed)
        mark = shown.proposal.original.fingerprint
        with self._db.write() as session:
            now = address_approvals.kept(session, shown.order_id)
            if now.address.fingerprint != mark:
                raise _changed(shown.order_id)
            if now.approval is not None and _is_same(now.approval, mark, typed):
                return now.approval
            made = self._made(session, shown, typed)
            seen = shown.approval.id if shown.approval else None
            if not address_approvals.put(session, made, seen):
                there = address_approvals.kept(session, shown.order_id).approval
                if there is not None and _is_same(there, mark, typed):
                    return there  # the other program's, of the same moment
                raise _approved_by(shown.order_id, there)
            address_approvals.note(session, made, APPROVED, _differing(shown.proposal, typed))
        self._tell(shown.order_id)
        return made

    def take_back(self, shown: DeskView) -> None:
        """Approve nothing for that order any more. Nothing happens where nothing was approved.

        Raises Conflict (reason "address_approved") where another approval is there by now.
        """
        if shown.approval is None:
            return
        with self._db.write() as session:
            if not address_approvals.take_back(session, shown.order_id, shown.approval.id):
                there = address_approvals.kept(session, shown.order_id).approval
                if there is None:
                    return
                raise _approved_by(shown.order_id, there)
            ended = self._made(session, shown, {})
            address_approvals.note(session, ended, TAKEN_BACK, ())
        self._tell(shown.order_id)

    def _made(self, session: "Session", shown: DeskView, values: Mapping[Field, str]) -> Approval:
        return Approval(
            id=new_id(),
            order_id=shown.order_id,
            fingerprint=shown.proposal.original.fingerprint,
            values=values,
            at=self._db.server_now(session),
            who=self._person,
            device=self._device,
        )

    def _view(self, order_id: str, now: address_approvals.KeptAddress) -> DeskView:
        # The number for the customs stands in no address: it is kept with what was approved.
        told = now.approval.values.get(Field.TAX_ID, "") if now.approval else ""
        proposal = self.propose(now.address, tax_id=told, phone=now.phone)
        return DeskView(order_id, proposal, now.approval)

    def _require_ready(self, typed: Mapping[Field, str]) -> None:
        wrong = [one for one in self.judge(typed) if one.severity is Level.BLOCKED]
        if wrong:
            raise Refused(
                f"AliExpress would not take this address yet. {wrong[0].sentence()}.",
                reason="address_not_ready",
                problem=wrong[0].code.value,
                field=wrong[0].field.value if wrong[0].field else "",
                problems=str(len(wrong)),
            )

    def _tell(self, order_id: str) -> None:
        self._news.tell(Change(orders=frozenset({order_id})))


def _differing(proposal: Proposal, values: Mapping[Field, str]) -> tuple[str, ...]:
    """The names of the fields that are not as the customer wrote them; never what stands there."""
    return tuple(
        one.name.value for one in proposal.fields if one.original != values.get(one.name, "")
    )


def _is_same(approval: Approval, mark: str, typed: Mapping[Field, str]) -> bool:
    return approval.fingerprint == mark and dict(approval.values) == dict(typed)


def _changed(order_id: str) -> Conflict:
    return Conflict(
        "The customer's address was changed since you looked at it. Look at it again.",
        reason="address_changed",
        order=order_id,
    )


def _approved_by(order_id: str, there: Approval | None) -> Conflict:
    who = there.who if there else ""
    return Conflict(
        f"{who or 'Somebody else'} changed what is approved for this order. Look at it again.",
        reason="address_approved",
        order=order_id,
        who=who,
    )
