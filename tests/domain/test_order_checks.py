"""What is wrong with an order is said of each fault, and judged to one word for the list."""

from dataclasses import replace
from decimal import Decimal

import pytest

from babydrop_desktop.domain.checks import Level
from babydrop_desktop.domain.order_checks import (
    AddressFacts,
    ItemFacts,
    OrderFacts,
    ProblemCode,
    Standing,
    problems_of,
    standing_of,
)
from babydrop_desktop.domain.orders import money_of
from babydrop_desktop.domain.postal.proposal import AddressCode, AddressProblem, Field

ITEM = ItemFacts("i", "Romper", "Sage", supplier_id="s", supplier="Cloud", supplier_sku="12",
                 confirmed=True)  # fmt: skip
FINE = OrderFacts("PENDING", "CONFIRMED", "COMPLETED", bought=False, address=AddressFacts(),
                  has_email=True, margin_percent=75, margin_floor_percent=30, currencies=("USD",),
                  items=(ITEM,))  # fmt: skip
OTHER = replace(ITEM, item_id="j", supplier_id="t")
C, LOOK, BLOCKED = ProblemCode, Level.LOOK, Level.BLOCKED


def order(**changes):
    return replace(FINE, **changes)


def item(**changes):
    return replace(FINE, items=(replace(ITEM, **changes),))


def address(**changes):
    return replace(FINE, address=AddressFacts(**changes))


LONG = AddressProblem(AddressCode.TOO_LONG, Field.ADDRESS, {"most": "35", "length": "40"})
NO_PHONE = AddressProblem(AddressCode.PHONE_MISSING, Field.PHONE)
FAULTS = [
    (order(items=()), C.NO_ITEMS, BLOCKED),
    (order(payment_status="PENDING"), C.NOT_PAID, BLOCKED),
    (order(payment_status="ON_HOLD"), C.NOT_PAID, BLOCKED),
    (order(order_status="CANCELLED"), C.CUSTOMER_CANCELLED, BLOCKED),
    (order(order_status="DELIVERED"), C.CUSTOMER_CANCELLED, BLOCKED),
    (order(payment_status="REFUNDED"), C.CUSTOMER_CANCELLED, BLOCKED),
    (order(status="PAUSED"), C.UNKNOWN_STATUS, BLOCKED),
    (order(order_status="PAUSED"), C.UNKNOWN_STATUS, BLOCKED),
    (order(has_email=False), C.NO_EMAIL, BLOCKED),
    (order(currencies=("EUR", "GBP", "USD")), C.MANY_CURRENCIES, LOOK),
    (order(margin_percent=29), C.LOW_MARGIN, LOOK),
    (item(here=False), C.PRODUCT_GONE, BLOCKED),
    (item(listed=False), C.NOT_MAPPED, BLOCKED),
    (item(supplier_sku=None), C.NO_SUPPLIER_SKU, BLOCKED),
    (item(confirmed=False), C.NOT_CONFIRMED, BLOCKED),
    (item(source_status="DISCONTINUED"), C.SOURCE_DISCONTINUED, BLOCKED),
    (item(source_status="UNAVAILABLE"), C.SOURCE_UNAVAILABLE, LOOK),
    (item(source_status="A_NEW_WORD"), C.SOURCE_UNAVAILABLE, LOOK),
    (item(source_status="PRICE_CHANGED"), C.PRICE_CHANGED, LOOK),
    (item(stock_status="OUT_OF_STOCK"), C.OUT_OF_STOCK, LOOK),
    (item(sold_out=True), C.OUT_OF_STOCK, LOOK),
    (item(supplier_status="SUSPENDED"), C.SUPPLIER_NOT_ACTIVE, LOOK),
    (address(broken=True), C.ADDRESS_BROKEN, BLOCKED),
    (address(street=False), C.NO_STREET, BLOCKED),
    (address(city=False), C.NO_CITY, BLOCKED),
    (address(state=False), C.NO_STATE, BLOCKED),
    (address(zip=False), C.NO_ZIP, BLOCKED),
    (address(changed=True), C.ADDRESS_CHANGED, BLOCKED),
    (address(desk=(LONG,)), C.ADDRESS_UNFIT, BLOCKED),
    (address(desk=(NO_PHONE,)), C.ADDRESS_LOOK, LOOK),
    (order(currencies=("", "USD")), C.NO_CURRENCY, LOOK),
    (order(lost=True), C.ORDER_LOST, BLOCKED),
]


def test_what_the_order_says_itself_the_desk_does_not_say_again():
    missing = AddressProblem(AddressCode.MISSING, Field.CITY)
    found = problems_of(address(city=False, desk=(missing,)))
    assert [problem.code for problem in found] == [C.NO_CITY]


def test_an_approved_address_has_no_problems():
    assert problems_of(address(street=False, desk=(LONG,), approved=True)) == ()
    assert [one.code for one in problems_of(address(broken=True, approved=True))] == [
        C.ADDRESS_BROKEN
    ]


def test_an_order_in_order_is_ready():
    assert problems_of(FINE) == ()
    assert standing_of(FINE, ()) is Standing.READY


@pytest.mark.parametrize(("facts", "code", "severity"), FAULTS)
def test_each_fault_is_named_and_judged(facts, code, severity):
    found = problems_of(facts)
    assert [(problem.code, problem.severity) for problem in found] == [(code, severity)]
    wanted = Standing.BLOCKED if severity is BLOCKED else Standing.LOOK
    assert standing_of(facts, found) is wanted


def test_every_problem_has_its_test():
    assert {code for _, code, _ in FAULTS} | {C.SOME_OWN_STOCK} == set(ProblemCode)


@pytest.mark.parametrize(("country", "code"), [("DE", C.NO_ZIP), ("HK", None), ("au", C.NO_STATE)])
def test_states_and_postcodes_are_asked_where_the_country_has_them(country, code):
    facts = address(country=country, state=False, zip=code is C.NO_STATE)
    assert [problem.code for problem in problems_of(facts)] == [code] * (code is not None)


def test_own_stock_beside_bought_items_is_only_looked_at():
    own = replace(ITEM, item_id="j", has_source=False, listed=False)
    found = problems_of(order(items=(ITEM, own)))
    assert [(problem.code, problem.severity) for problem in found] == [(C.SOME_OWN_STOCK, LOOK)]
    alone = problems_of(order(items=(own,)))
    assert [problem.code for problem in alone] == [C.NO_ITEMS, C.SOME_OWN_STOCK]


def test_one_blocked_supplier_does_not_hold_up_another():
    facts = order(items=(ITEM, replace(OTHER, confirmed=False)))
    assert standing_of(facts, problems_of(facts)) is Standing.PART_READY
    both = order(items=(replace(ITEM, confirmed=False), replace(OTHER, confirmed=False)))
    assert standing_of(both, problems_of(both)) is Standing.BLOCKED
    whole = replace(facts, has_email=False)
    assert standing_of(whole, problems_of(whole)) is Standing.BLOCKED


def test_the_worst_is_told_first():
    facts = order(margin_percent=1, items=(replace(ITEM, sold_out=True, confirmed=False),))
    assert [problem.severity for problem in problems_of(facts)] == [BLOCKED, LOOK, LOOK]


@pytest.mark.parametrize("status", ["DELIVERED", "CANCELLED", "REFUNDED"])
def test_what_has_ended_is_not_judged(status):
    facts = replace(FINE, status=status, items=(), order_status="CANCELLED")
    assert (problems_of(facts), standing_of(facts, ())) == ((), None)


@pytest.mark.parametrize("status", ["PLACED", "CONFIRMED", "SHIPPED"])
def test_what_was_bought_is_only_told_to_be_called_off(status):
    facts = replace(FINE, status=status, items=(), order_status="CANCELLED")
    assert [problem.code for problem in problems_of(facts)] == [C.CUSTOMER_CANCELLED]
    assert standing_of(facts, problems_of(facts)) is None


@pytest.mark.parametrize(("bought", "standing"), [(True, None), (False, Standing.READY)])
def test_an_issue_is_judged_while_nothing_was_bought(bought, standing):
    facts = order(status="ISSUE", bought=bought)
    assert standing_of(facts, problems_of(facts)) is standing


def test_the_money_adds_up_to_what_was_sold():
    money = money_of(total=Decimal("55.06"), tax=Decimal("4.08"), cost=Decimal("12.75"),
                     shipping=Decimal("3.48"), currencies=("USD",))  # fmt: skip
    assert (money.sold, money.fees, money.profit) == (
        Decimal("50.98"), Decimal("2.43"), Decimal("32.32"))  # fmt: skip
    assert money.margin_percent == 75


def test_money_of_several_currencies_is_not_mixed():
    money = money_of(total=Decimal(50), tax=Decimal(0), cost=Decimal(12), shipping=Decimal(3),
                     currencies=("EUR", "GBP", "USD"))  # fmt: skip
    assert (money.currency, money.other_currencies) == ("EUR", ("GBP", "USD"))
    assert (money.profit, money.margin_percent) == (None, None)
