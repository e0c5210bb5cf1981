"""Says which ways the demo shop's orders went: how many, through which states, with which flaw.

Every way keeps to the moves of the contract ("Business rules that the system has today").
"""

from dataclasses import dataclass
from enum import StrEnum

from babydrop_desktop.domain.demo_goods import Fate


class Move(StrEnum):
    """One thing that happens to an order."""

    START = "start"  # it comes in, paid
    PLACE = "place"
    UNDO = "undo"
    CONFIRM = "confirm"
    SHIP = "ship"
    DELIVER = "deliver"
    CANCEL = "cancel"
    REFUND = "refund"
    TROUBLE = "trouble"  # an issue is opened
    SOLVE = "solve"  # it is closed, back to the state before


class Flaw(StrEnum):
    """What is wrong with one order itself."""

    NONE = ""
    NO_STREET = "no_street"
    NO_CITY = "no_city"
    NO_STATE = "no_state"
    NO_ZIP = "no_zip"
    NO_EMAIL = "no_email"
    ADDRESS_TEXT = "address_text"  # a text where the address should be
    ADDRESS_LIST = "address_list"
    OTHER_CURRENCY = "other_currency"
    CHARGED_BACK = "charged_back"
    CUSTOMER_CANCELLED = "customer_cancelled"  # after it was bought
    OWN_STOCK = "own_stock"


@dataclass(frozen=True, slots=True)
class Step:
    """One move, `hours` after the one before; `issue` is the kind that it opens or closes."""

    move: Move
    hours: tuple[float, float]
    issue: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """`count` orders of one way. The step number `key` (0: it comes in) was `days` ago.

    `fate` names what one of its items has to be; NONE leaves the items to chance.
    """

    count: int
    steps: tuple[Step, ...]
    days: tuple[float, float]
    key: int = 0
    flaw: Flaw = Flaw.NONE
    fate: Fate = Fate.NONE

    @property
    def fresh(self) -> bool:
        """Whether it is of the last hours, not of the days before."""
        return self.days[1] < _A_THIRD


_A_THIRD = 0.34  # of a day
_HOUR = 1 / 24
_PLACE = Step(Move.PLACE, (1, 20))
_CONFIRM = Step(Move.CONFIRM, (2, 30))
_SHIP = Step(Move.SHIP, (20, 90))
_DELIVER = Step(Move.DELIVER, (8 * 24, 15 * 24))
_CANCEL = Step(Move.CANCEL, (1, 40))
_REFUND = Step(Move.REFUND, (20, 60))
PLACED = (_PLACE,)
CONFIRMED = (_PLACE, _CONFIRM)
SHIPPED = (_PLACE, _CONFIRM, _SHIP)
DELIVERED = (_PLACE, _CONFIRM, _SHIP, _DELIVER)
UNDONE = (_PLACE, Step(Move.UNDO, (0.03, 0.15)), Step(Move.PLACE, (0.2, 3)))
_FRESH = (0.2 * _HOUR, 8 * _HOUR)
_AGES = (4.0, 89.5)


# How many hours after the move before it an issue of a kind comes up; else within a day or so.
_WAITS = {
    "PAYMENT_DUE": (17.6 * 24, 18.2 * 24),
    "NO_TRACKING": (7.2 * 24, 9 * 24),
    "TRACKING_STALE": (10.2 * 24, 12 * 24),
    "CUSTOMS_HELD": (3 * 24, 8 * 24),
    "RETURNED": (12 * 24, 18 * 24),
    "LOST": (20 * 24, 28 * 24),
    "DAMAGED": (5, 90),
    "WRONG_ITEM": (5, 90),
}


def _trouble(issue: str) -> Step:
    return Step(Move.TROUBLE, _WAITS.get(issue, (3, 30)), issue)


def _solved(issue: str) -> tuple[Step, Step]:
    return _trouble(issue), Step(Move.SOLVE, (5, 60), issue)


def _now_in_trouble() -> tuple[Case, ...]:
    """One order in ISSUE for each kind, opened from the state in which that kind comes up."""
    before = {
        (): "OUT_OF_STOCK SKU_CHANGED ID_MISSING PLACEMENT_UNKNOWN",
        PLACED: "PAYMENT_DUE SUPPLIER_CANCELLED CUSTOMER_CANCEL",
        CONFIRMED: "NO_TRACKING",
        SHIPPED: "TRACKING_STALE CUSTOMS_HELD RETURNED",
        DELIVERED: "WRONG_ITEM",
    }
    cases = []
    for steps, kinds in before.items():
        for kind in kinds.split():
            flaw = Flaw.CUSTOMER_CANCELLED if kind == "CUSTOMER_CANCEL" else Flaw.NONE
            cases.append(Case(1, (*steps, _trouble(kind)), (0.1, 6), len(steps) + 1, flaw))
    return tuple(cases)


_PENDING = (
    Case(12, (), _FRESH),
    Case(3, (), (26 * _HOUR, 40 * _HOUR)),  # over 24 hours
    Case(1, (), (2.2, 3.5)),
    Case(1, (), _FRESH, flaw=Flaw.NO_STREET),
    Case(1, (), _FRESH, flaw=Flaw.NO_CITY),
    Case(1, (), _FRESH, flaw=Flaw.NO_STATE),
    Case(1, (), _FRESH, flaw=Flaw.NO_ZIP),
    Case(1, (), _FRESH, flaw=Flaw.NO_EMAIL),
    Case(1, (), _FRESH, flaw=Flaw.ADDRESS_TEXT),
    Case(1, (), _FRESH, flaw=Flaw.ADDRESS_LIST),
    Case(2, (), _FRESH, flaw=Flaw.OTHER_CURRENCY),
    Case(1, (), _FRESH, flaw=Flaw.CHARGED_BACK),
    Case(2, (), _FRESH, flaw=Flaw.OWN_STOCK),
    Case(1, (), _FRESH, fate=Fate.DISCONTINUED),
    Case(1, (), _FRESH, fate=Fate.UNAVAILABLE),
    Case(2, (), _FRESH, fate=Fate.PRICE_CHANGED),
    Case(1, (), _FRESH, fate=Fate.OUT_OF_STOCK),
    Case(1, (), _FRESH, fate=Fate.SUPPLIER_PAUSED),
    Case(2, (), _FRESH, fate=Fate.LOW_MARGIN),
    Case(3, (), _FRESH, fate=Fate.VARIANT_CHANGED),
    Case(2, (), _FRESH, fate=Fate.UNMAPPED),
)
_BOUGHT = (
    Case(5, PLACED, (0.5 * _HOUR, 7 * _HOUR), 1),
    Case(2, PLACED, (0.6, 2.5), 1),
    Case(3, PLACED, (18.1, 18.8), 1),  # not paid; AliExpress closes it after 20 days
    Case(1, UNDONE, (0.5 * _HOUR, 5 * _HOUR), 3),
    Case(2, PLACED, (1.2, 2.5), 1, Flaw.CUSTOMER_CANCELLED),
    Case(9, CONFIRMED, (0.5, 5), 2),
    Case(4, CONFIRMED, (7.4, 12), 2),  # no tracking for a week
    Case(1, CONFIRMED, (1.5, 3), 2, Flaw.CUSTOMER_CANCELLED),
    Case(34, SHIPPED, (0.3, 17), 3),
    Case(4, SHIPPED, (1, 14), 3, Flaw.OTHER_CURRENCY),
    Case(3, SHIPPED, (1, 14), 3, Flaw.OWN_STOCK),
    Case(2, SHIPPED, (57.3, 58.6), 3),  # buyer protection ends after 60 days
)
_ENDED = (
    Case(12, (_CANCEL,), (2, 88)),
    Case(
        6,
        (*PLACED, _trouble("SUPPLIER_CANCELLED"), Step(Move.CANCEL, (3, 30), "SUPPLIER_CANCELLED")),
        _AGES,
    ),
    Case(
        5,
        (*DELIVERED, _trouble("DAMAGED"), Step(Move.REFUND, (24, 120), "DAMAGED")),
        _AGES,
    ),
    Case(
        3,
        (*SHIPPED, _trouble("LOST"), Step(Move.REFUND, (24, 90), "LOST")),
        _AGES,
    ),
    Case(3, (*CONFIRMED, _REFUND), _AGES),
    Case(3, (*PLACED, Step(Move.CANCEL, (3, 30)), _REFUND), _AGES),
    # The days for a dispute end; something was wrong with them before they came.
    Case(3, (*SHIPPED, *_solved("TRACKING_STALE"), _DELIVER), (12.3, 13.8), 6),
    Case(12, DELIVERED, _AGES, flaw=Flaw.OTHER_CURRENCY),
    Case(5, DELIVERED, _AGES, flaw=Flaw.OWN_STOCK),
    Case(5, (*UNDONE, _CONFIRM, _SHIP, _DELIVER), _AGES),
    Case(4, (*SHIPPED, *_solved("CUSTOMS_HELD"), _DELIVER), _AGES),
    Case(4, (*SHIPPED, *_solved("TRACKING_STALE"), _DELIVER), _AGES),
    Case(4, (*_solved("OUT_OF_STOCK"), *DELIVERED), _AGES),
    Case(3, (*_solved("ADDRESS_INVALID"), *DELIVERED), _AGES),
    Case(3, (*CONFIRMED, *_solved("NO_TRACKING"), _SHIP, _DELIVER), _AGES),
    Case(2, (*DELIVERED, *_solved("NOT_AS_DESCRIBED")), _AGES),
)


def cases(count: int) -> tuple[Case, ...]:
    """The ways of `count` orders; those that chance does not need were delivered as they should.

    Raises ValueError where `count` is too small to show everything.
    """
    special = (*_PENDING, *_BOUGHT, *_now_in_trouble(), *_ENDED)
    rest = count - sum(case.count for case in special)
    if rest < 0:
        raise ValueError(f"{count} orders are too few to show everything")
    return (*special, Case(rest, DELIVERED, _AGES))
