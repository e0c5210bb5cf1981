"""Writes down all that happened to an order of the demo shop, in the order of time."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from babydrop_desktop.domain.demo_chance import Chance
from babydrop_desktop.domain.demo_course_words import (
    CANCEL_REASONS,
    OWNER,
    PROGRAM,
    SHOP,
    SOLUTIONS,
    TROUBLES,
)
from babydrop_desktop.domain.demo_courses import Case, Flaw, Move, Step
from babydrop_desktop.domain.demo_order import DemoEvent, DemoLine, DemoMoney, DemoTimes
from babydrop_desktop.domain.demo_people import SHOP_CURRENCY
from babydrop_desktop.domain.money import ZERO, cents
from babydrop_desktop.domain.orders import DropshipStatus

_DUE = timedelta(days=7)
_S = DropshipStatus


@dataclass(slots=True)
class Telling:
    """One order while its history is written: `status` is where it stands so far."""

    chance: Chance
    case: Case
    lines: Sequence[DemoLine]
    money: DemoMoney
    numbers: Mapping[str, str]
    carrier: str
    tracking: str
    status: DropshipStatus = _S.PENDING
    before: DropshipStatus = _S.PENDING  # the state before the open issue
    reached: dict[DropshipStatus, datetime] = field(default_factory=dict)

    def tell(self, times: Sequence[datetime]) -> tuple[tuple[DemoEvent, ...], DemoTimes]:
        """The whole history, oldest first, and when the order reached its states."""
        ordered, paid = times[0], times[0] + timedelta(seconds=41)
        came_in = paid + timedelta(seconds=2)
        events = list(self._start(paid, came_in))
        for step, at in zip(self.case.steps, times[1:], strict=True):
            at = max(at, events[-1].at + timedelta(seconds=30))  # noqa: PLW2901 - never backwards
            events += _MOVES[step.move](self, step, at)
        events += self._afterwards(events[-1].at)
        cancelled = next((e.at for e in events if e.kind == "CUSTOMER_CANCELLED"), None)
        return tuple(events), DemoTimes(
            ordered=ordered,
            paid=paid,
            came_in=came_in,
            placed=self.reached.get(_S.PLACED),
            shipped=self.reached.get(_S.SHIPPED),
            delivered=self.reached.get(_S.DELIVERED),
            cancelled=self.reached.get(_S.CANCELLED, cancelled),
            updated=events[-1].at,
        )

    def _start(self, paid: datetime, came_in: datetime) -> Iterator[DemoEvent]:
        amount = f"{self.money.total} {self.money.currency}"
        yield DemoEvent(paid, SHOP, "PAID", f"{amount} by card.")
        count = len(self.lines)
        text = f"{count} item{'s' if count > 1 else ''}, to be bought."
        yield DemoEvent(came_in, SHOP, "CREATED", text, None, _S.PENDING)

    def place(self, _step: Step, at: datetime) -> Iterator[DemoEvent]:
        """Bought at each supplier; placed with the last of them."""
        stores = {line.good.supplier_id: line.good.supplier for line in self.lines if line.bought}
        for later, (supplier, number) in enumerate(self.numbers.items()):
            text = f"Bought at {stores[supplier]}: order {number}."
            moment = at - timedelta(seconds=7 * (len(self.numbers) - later))
            yield DemoEvent(moment, OWNER, "PURCHASE", text, data={"number": number})
        first = next(iter(self.numbers.values()))
        yield self._move(at, OWNER, _S.PLACED, f"AliExpress order {first}.")

    def undo(self, _step: Step, at: datetime) -> Iterator[DemoEvent]:
        """Taken back within ten minutes."""
        self.reached.pop(_S.PLACED)
        yield self._move(at, OWNER, _S.PENDING, "Marked by mistake: taken back.", "UNDONE")

    def confirm(self, _step: Step, at: datetime) -> Iterator[DemoEvent]:
        """The supplier has the money."""
        yield self._move(at, PROGRAM, _S.CONFIRMED, "Paid; the supplier prepares the parcel.")

    def ship(self, _step: Step, at: datetime) -> Iterator[DemoEvent]:
        """A tracking number is there."""
        text = f"{self.carrier}, {self.tracking}."
        yield DemoEvent(at - timedelta(seconds=3), PROGRAM, "TRACKING", text)
        yield self._move(at, PROGRAM, _S.SHIPPED, "The supplier handed the parcel over.")

    def deliver(self, _step: Step, at: datetime) -> Iterator[DemoEvent]:
        """The parcel is there."""
        yield self._move(at, PROGRAM, _S.DELIVERED, "The carrier says: delivered.")

    def cancel(self, step: Step, at: datetime) -> Iterator[DemoEvent]:
        """Given up; an open issue is closed with it."""
        if step.issue:
            yield self._closed(step.issue, at, _S.CANCELLED)
        else:
            reason = self.chance.pick(CANCEL_REASONS)
            yield self._move(at, OWNER, _S.CANCELLED, reason)

    def refund(self, step: Step, at: datetime) -> Iterator[DemoEvent]:
        """The supplier's money is back; an open issue is closed with it."""
        if step.issue:
            yield self._closed(step.issue, at, _S.REFUNDED)
            return
        told = self._refund()
        text = f"{told['amount']} {told['currency']} back from the supplier, {told['reference']}."
        yield self._move(at, OWNER, _S.REFUNDED, text, data=told)

    def trouble(self, step: Step, at: datetime) -> Iterator[DemoEvent]:
        """An issue is opened."""
        if self.case.flaw is Flaw.CUSTOMER_CANCELLED:
            yield _cancelled_by_customer(at - timedelta(seconds=20))
        self.before = self.status
        data = {"issue": step.issue, "due": (at + _DUE).isoformat(timespec="milliseconds")}
        yield self._move(at, OWNER, _S.ISSUE, TROUBLES[step.issue], "ISSUE_OPENED", data)

    def solve(self, step: Step, at: datetime) -> Iterator[DemoEvent]:
        """The issue is closed; the order stands where it stood."""
        yield self._closed(step.issue, at, self.before)

    def _afterwards(self, last: datetime) -> Iterator[DemoEvent]:
        """What happens to an order whose course is over: the customer or the bank."""
        later = last + timedelta(minutes=self.chance.between(20, 900))
        if self.case.flaw is Flaw.CUSTOMER_CANCELLED and self.status is not _S.ISSUE:
            yield _cancelled_by_customer(_whole(later))
        if self.case.flaw is Flaw.CHARGED_BACK:
            soon = last + timedelta(minutes=5)
            yield DemoEvent(soon, SHOP, "PAYMENT_FAILED", "The bank took the payment back.")

    def _closed(self, issue: str, at: datetime, to: DropshipStatus) -> DemoEvent:
        code, text = SOLUTIONS[issue]
        told = self._refund() if to is _S.REFUNDED else {}
        data = {"issue": issue, "resolution": code, **told}
        return self._move(at, OWNER, to, text, "ISSUE_CLOSED", data)

    def _refund(self) -> dict[str, str]:
        """What the supplier paid back, in the shop's currency, and under which reference."""
        items = (line.good.cost * line.quantity for line in self.lines if line.bought)
        amount = str(cents(sum(items, ZERO)))
        reference = f"RF-{self.tracking[2:11]}"
        return {"amount": amount, "currency": SHOP_CURRENCY, "reference": reference}

    def _move(  # noqa: PLR0913, PLR0917 - one line of a history
        self,
        at: datetime,
        who: str,
        to: DropshipStatus,
        text: str,
        kind: str = "STATUS",
        data: Mapping[str, str] | None = None,
    ) -> DemoEvent:
        before, self.status = self.status, to
        if before is not _S.ISSUE or to is not self.before:  # going back is no second arrival
            self.reached[to] = at
        return DemoEvent(at, who, kind, text, before, to, data or {})


_MOVES: Mapping[Move, Callable[[Telling, Step, datetime], Iterator[DemoEvent]]] = {
    Move.PLACE: Telling.place,
    Move.UNDO: Telling.undo,
    Move.CONFIRM: Telling.confirm,
    Move.SHIP: Telling.ship,
    Move.DELIVER: Telling.deliver,
    Move.CANCEL: Telling.cancel,
    Move.REFUND: Telling.refund,
    Move.TROUBLE: Telling.trouble,
    Move.SOLVE: Telling.solve,
}


def _cancelled_by_customer(at: datetime) -> DemoEvent:
    return DemoEvent(at, SHOP, "CUSTOMER_CANCELLED", "The customer cancelled the order.")


def _whole(at: datetime) -> datetime:
    return at.replace(microsecond=at.microsecond // 1000 * 1000)
