"""Fills the demo shop's orders: which goods, how many, and what the customer pays for them."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from babydrop_desktop.domain.demo_chance import Chance
from babydrop_desktop.domain.demo_courses import Case, Flaw
from babydrop_desktop.domain.demo_goods import SALE_AGE, Fate, Good, sale_price
from babydrop_desktop.domain.demo_order import DemoLine, DemoMoney
from babydrop_desktop.domain.demo_people import Customer
from babydrop_desktop.domain.money import ZERO, cents

_RATES = {
    "USD": Decimal(1),
    "EUR": Decimal("0.92"),
    "GBP": Decimal("0.79"),
    "CAD": Decimal("1.37"),
}
_TAXES = {"US": Decimal("0.06"), "CA": Decimal("0.05")}
_FREE_FROM = Decimal(60)
_CHEAP = 5  # pieces of a product under the floor: so many that their shipping is free, too
_COUPON = Decimal("0.10")
_SUPPLIER_SHIPPING = (Decimal("1.49"), Decimal("1.99"), Decimal("2.49"), Decimal("2.99"))


def draw_lines(
    chance: Chance, case: Case, goods: Sequence[Good], came_in: datetime, midnight: datetime
) -> tuple[DemoLine, ...]:
    """One to six different goods of one to three suppliers, as the case asks for them.

    Where the shop sends a part of it itself, one more of its own: seven at most.
    Where no good has the fate that the case asks for, the items are left to chance.
    Raises ValueError where nothing can be sold.
    """
    first = [good for good in goods if case.fate is not Fate.NONE and good.fate is case.fate]
    chosen = [chance.pick(first)] if first else []
    if case.fate is not Fate.LOW_MARGIN or not chosen:  # a dear item beside it would hide that
        chosen += _others(chance, chosen, _sold(case, goods), at_least=1 if not chosen else 0)
    if case.fate is Fate.UNMAPPED and first and len(chosen) == 1:
        chosen += _others(chance, chosen, _sold(case, goods), at_least=1)
    own = [good for good in goods if good.own_stock]
    if case.flaw is Flaw.OWN_STOCK and own:
        chosen.append(chance.pick(own))
    lowered = came_in >= midnight - SALE_AGE
    cheap = first if case.fate is Fate.LOW_MARGIN else []
    return tuple(
        DemoLine(
            good,
            _CHEAP if good in cheap else chance.weighted((1, 2, 3), (80, 15, 5)),
            sale_price(good) if lowered and good.fate is Fate.LOW_MARGIN else good.price,
        )
        for good in chosen
    )


def in_currency(lines: Sequence[DemoLine], currency: str) -> tuple[DemoLine, ...]:
    """The lines with their prices in another currency."""
    return tuple(
        DemoLine(line.good, line.quantity, cents(line.unit_price * _RATES[currency]))
        for line in lines
    )


def paid(chance: Chance, lines: Sequence[DemoLine], customer: Customer, currency: str) -> DemoMoney:
    """What the customer pays: goods, a coupon now and then, shipping, tax; exact to the cent."""
    subtotal = cents(sum((line.total for line in lines), ZERO))
    discount = cents(subtotal * _COUPON) if chance.share() < 0.08 else ZERO
    far = customer.country not in {"US", "CA"}
    free = subtotal >= _FREE_FROM
    shipping = ZERO if free else Decimal("7.95") if far else Decimal("4.95")
    tax = cents((subtotal - discount) * _TAXES.get(customer.country, ZERO))
    return DemoMoney(currency, subtotal, discount, shipping, tax)


def supplier_shipping(chance: Chance, lines: Sequence[DemoLine]) -> Decimal:
    """What the suppliers take for shipping, each once, in the shop's currency."""
    suppliers = {line.good.supplier_id for line in lines if line.bought}
    return cents(sum((chance.pick(_SUPPLIER_SHIPPING) for _ in suppliers), ZERO))


def _sold(case: Case, goods: Sequence[Good]) -> list[Good]:
    """What an order of this case may hold: today only what is sound, once what was sound then."""
    bought = [good for good in goods if not good.own_stock and good.fate is not Fate.UNMAPPED]
    return [good for good in bought if good.sound] if not case.steps else bought


def _others(
    chance: Chance, chosen: Sequence[Good], pool: Sequence[Good], *, at_least: int
) -> list[Good]:
    """More goods, so that there are one to six of one to three suppliers in all."""
    wanted = chance.weighted(range(1, 7), (46, 27, 14, 7, 4, 2)) - len(chosen)
    suppliers = {good.supplier_id for good in chosen}
    free = sorted({good.supplier_id for good in pool} - suppliers)
    most = min(max(wanted, at_least), chance.weighted((1, 2, 3), (60, 30, 10)) - len(suppliers))
    suppliers.update(chance.some(free, max(most, 0)))
    taken = {good.variant_id for good in chosen}
    found: list[Good] = []
    for supplier in sorted(suppliers - {good.supplier_id for good in chosen}):
        theirs = [good for good in pool if good.supplier_id == supplier]
        found.append(chance.pick(theirs))
    taken |= {good.variant_id for good in found}
    left = [g for g in pool if g.supplier_id in suppliers and g.variant_id not in taken]
    found += chance.some(left, max(wanted, at_least) - len(found))
    if at_least and not chosen and not found:
        raise ValueError("there is nothing to sell")
    return found
