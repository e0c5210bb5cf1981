"""Makes up the demo shop's orders of 90 days: the same seed, day and goods give the same orders."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from babydrop_desktop.domain.demo_chance import Chance
from babydrop_desktop.domain.demo_course_words import CARRIERS, CUSTOMER_NOTES
from babydrop_desktop.domain.demo_courses import Case, Flaw, cases
from babydrop_desktop.domain.demo_goods import Good
from babydrop_desktop.domain.demo_history import Telling
from babydrop_desktop.domain.demo_items import draw_lines, in_currency, paid, supplier_shipping
from babydrop_desktop.domain.demo_order import DemoLine, DemoOrder
from babydrop_desktop.domain.demo_people import SHOP_CURRENCY, Customer, customers
from babydrop_desktop.domain.demo_times import step_times

SEED = 20261122
ORDERS = 400
FIRST_NUMBER = 10083
_CUSTOMERS = 310
_STATES = frozenset({"US", "CA", "AU"})  # no parcel goes there without a state


def make_orders(
    goods: Sequence[Good], *, seed: int, day: date, hour: int = 0, count: int = ORDERS
) -> tuple[DemoOrder, ...]:
    """`count` orders, oldest first; the fresh ones came in before `hour` of `day` (UTC).

    All others are from before that day.

    Raises ValueError where `goods` holds nothing that a supplier sells, or `count` is too small.
    """
    midnight = datetime.combine(day, time(), UTC)
    goods = sorted(goods, key=lambda good: good.sku)
    people = customers(Chance(f"{seed} people"), _CUSTOMERS)
    ways = [case for case in cases(count) for _ in range(case.count)]
    ends = {True: midnight + timedelta(hours=hour), False: midnight}
    drawn = [
        (step_times(Chance(f"{seed} way {place}"), case, ends[case.fresh]), place, case)
        for place, case in enumerate(ways)
    ]
    return tuple(
        _order(Chance(f"{seed} order {number}"), number, case, times, (goods, people, midnight))
        for number, (times, _, case) in enumerate(sorted(drawn, key=_first), start=FIRST_NUMBER)
    )


def _first(drawn: tuple[tuple[datetime, ...], int, Case]) -> tuple[datetime, int]:
    return drawn[0][0], drawn[1]


def _order(
    chance: Chance,
    number: int,
    case: Case,
    times: Sequence[datetime],
    world: tuple[Sequence[Good], Sequence[Customer], datetime],
) -> DemoOrder:
    goods, people, midnight = world
    customer = chance.pick([one for one in people if _fits(one, case.flaw)])
    currency = customer.currency if case.flaw is Flaw.OTHER_CURRENCY else SHOP_CURRENCY
    lines = in_currency(draw_lines(chance, case, goods, times[0], midnight), currency)
    money = paid(chance, lines, customer, currency)
    telling = Telling(
        chance,
        case,
        lines,
        money,
        numbers=_supplier_numbers(chance, number, lines),
        carrier=chance.pick(CARRIERS),
        tracking=f"ZZ{number:05}{chance.digits(4)}XX",  # no post has that service or country
    )
    events, moments = telling.tell(times)
    return DemoOrder(
        number=number,
        case=case,
        customer=customer,
        lines=lines,
        money=money,
        supplier_shipping=supplier_shipping(chance, lines),
        supplier_numbers=telling.numbers if moments.placed else {},
        carrier=telling.carrier if moments.shipped else "",
        tracking=telling.tracking if moments.shipped else "",
        note=chance.pick(CUSTOMER_NOTES) if chance.share() < 0.06 else "",
        coupon="WELCOME10" if money.discount else "",
        events=events,
        times=moments,
    )


def _fits(customer: Customer, flaw: Flaw) -> bool:
    if flaw is Flaw.OTHER_CURRENCY:
        return customer.currency != "USD"
    if flaw in {Flaw.NO_STATE, Flaw.NO_ZIP}:
        return customer.country in _STATES
    return True


def _supplier_numbers(chance: Chance, number: int, lines: Sequence[DemoLine]) -> dict[str, str]:
    """AliExpress' order numbers by supplier; such numbers cannot exist, as the items cannot."""
    suppliers = dict.fromkeys(line.good.supplier_id for line in lines if line.bought)
    return {
        supplier: f"9990{number:05}{place}{chance.digits(6)}"
        for place, supplier in enumerate(suppliers, start=1)
    }
