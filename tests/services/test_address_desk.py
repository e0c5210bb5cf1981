"""What the owner approves is kept beside the order, once, and for the address that was seen."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from babydrop_desktop.db.order_judge import Judge
from babydrop_desktop.db.ours import AddressApproval, OrderEvent
from babydrop_desktop.db.storefront import DropshipOrder
from babydrop_desktop.domain.order_checks import ProblemCode, Standing
from babydrop_desktop.domain.orders import OrderQuery
from babydrop_desktop.domain.postal.address import PostalAddress
from babydrop_desktop.domain.postal.approval import Approval, DeskView
from babydrop_desktop.domain.postal.proposal import AddressCode, Field, Why
from babydrop_desktop.errors import Conflict, NotFound, Refused
from babydrop_desktop.gateways.postal_later import postal_lists
from babydrop_desktop.services.address_desk import AddressDesk
from babydrop_desktop.services.caches import Caches
from babydrop_desktop.services.fulfillment import Fulfillment
from babydrop_desktop.services.news import News
from tests.fakes import orders as fake
from tests.fakes.statements import statement_counter

BRAZIL = fake.ADDRESS | {
    "firstName": "Ana", "lastName": "Conceição", "line1": "Avenida São João, 1086",
    "city": "São Paulo", "state": "SP", "zip": "01035100", "country": "BR",
    "phone": "(11) 96123-4567",
}  # fmt: skip
CPF = "529.982.247-25"


def new_desk(shop, person="Ada", news=None):
    return AddressDesk(shop, news or News(), postal_lists, person=person, device=f"{person}'s")


@pytest.fixture
def desk(shop):
    fake.goods(shop)
    return new_desk(shop)


@pytest.fixture
def one(desk, shop):  # the goods come first
    return fake.add(shop, fake.order(10482, shipping_address=BRAZIL))[0]


@pytest.fixture
def orders(shop):
    return Fulfillment(shop, Caches(shared=False), lambda: fake.NOW, device="d",
                       judge=Judge("USD", 30))  # fmt: skip


def rows(shop, model):
    with shop.read() as session:
        return list(session.scalars(sa.select(model)))


def move(shop, **fields):
    """The customer changes the address in the storefront."""
    with shop.write() as session:
        session.execute(sa.update(DropshipOrder).values(shipping_address=BRAZIL | fields))


def ready(desk, one, **fields):
    shown = desk.look(one)
    return shown, {**shown.values, Field.TAX_ID: CPF, **fields}


def problems(orders, one):
    orders.refresh()
    detail = orders.detail(one)
    (row,) = orders.page(OrderQuery()).rows
    assert row.check is detail.check
    return [(problem.code, problem.facts.get("problem")) for problem in detail.problems], row.check


def test_an_order_is_looked_at_in_one_statement_and_written_not_at_all(desk, one, shop):
    with statement_counter(shop.engine) as sent:
        shown = desk.look(one)
    assert len(sent) == 1
    assert (shown.approval, shown.approved, shown.changed) == (None, False, False)
    assert shown.values[Field.NAME] == "Ana Conceicao"
    assert shown.values[Field.PROVINCE] == "Sao Paulo"
    assert shown.proposal.original.last_name == "Conceição"
    assert [one.code for one in shown.proposal.problems] == [AddressCode.ID_MISSING]
    assert rows(shop, AddressApproval) == []


def test_what_is_approved_is_kept_with_its_history_and_the_original_stays(desk, one, shop):
    heard = []
    news = News()
    news.subscribe(heard.append)
    desk = new_desk(shop, news=news)
    shown, values = ready(desk, one)
    made = desk.approve(shown, values)
    assert made.values[Field.TAX_ID] == "52998224725"
    again = desk.look(one)
    assert (again.approved, again.approval) == (True, made)
    assert (made.who, made.device) == ("Ada", "Ada's")
    assert dict(again.values) == dict(made.values)
    (order,) = rows(shop, DropshipOrder)
    assert order.shipping_address == BRAZIL
    (event,) = rows(shop, OrderEvent)
    assert (event.kind, event.who, event.text) == ("ADDRESS_APPROVED", "Ada", None)
    assert event.data["approval"] == made.id
    assert "name" in event.data["fields"]
    assert "Ana" not in str(event.data)
    assert [change.orders for change in heard] == [frozenset({one})]


def test_approving_the_same_again_changes_nothing(desk, one, shop):
    shown, values = ready(desk, one)
    first = desk.approve(shown, values)
    for _ in range(50):  # a double click, and more
        assert desk.approve(shown, values) == first
    assert desk.approve(desk.look(one), values) == first
    assert len(rows(shop, OrderEvent)) == len(rows(shop, AddressApproval)) == 1


def test_an_approval_can_be_corrected_by_who_saw_it(desk, one, shop):
    shown, values = ready(desk, one)
    first = desk.approve(shown, values)
    second = desk.approve(desk.look(one), {**values, Field.ADDRESS2: "  Apto\u200b 12 "})
    assert second.id != first.id
    assert desk.look(one).approval == second
    assert second.values[Field.ADDRESS2] == "Apto 12"
    assert len(rows(shop, OrderEvent)) == 2


def test_a_changed_address_is_not_approved_any_more(desk, one, shop):
    shown, values = ready(desk, one)
    made = desk.approve(shown, values)
    move(shop, line1="Rua do Pão 8")
    again = desk.look(one)
    assert (again.approved, again.changed, again.approval) == (False, True, made)
    assert again.values[Field.ADDRESS] == "Rua do Pao 8"
    assert again.values[Field.TAX_ID] == "52998224725"  # the customer's number is still the same
    desk.approve(again, again.values)
    assert desk.look(one).approved
    move(shop)
    assert desk.look(one).changed  # the old approval does not come back by itself


def test_an_address_that_changed_while_it_was_shown_is_not_approved(desk, one, shop):
    shown, values = ready(desk, one)
    move(shop, line1="Rua do Pão 8")
    with pytest.raises(Conflict) as caught:
        desk.approve(shown, values)
    assert caught.value.reason == "address_changed"
    assert rows(shop, AddressApproval) == rows(shop, OrderEvent) == []


def test_what_somebody_else_approved_is_never_written_over(desk, one, shop):
    berta = new_desk(shop, "Berta")
    shown, values = ready(desk, one)
    seen, hers = ready(berta, one, **{Field.ADDRESS2: "Apto 12"})
    berta.approve(seen, hers)
    with pytest.raises(Conflict) as caught:
        desk.approve(shown, values)
    assert caught.value.reason == "address_approved"
    assert caught.value.facts["who"] == "Berta"
    with pytest.raises(Conflict):
        desk.take_back(DeskView(one, shown.proposal, fake_approval(shown, values)))
    assert desk.look(one).values[Field.ADDRESS2] == "Apto 12"
    assert len(rows(shop, OrderEvent)) == 1


def fake_approval(shown, values):

    mark = shown.proposal.original.fingerprint
    return Approval("older", shown.order_id, mark, values, fake.NOW, "Ada", "d")


def test_two_programs_approve_at_once_and_one_approval_stands(desk, one, shop):
    shown, values = ready(desk, one)
    desks = [new_desk(shop, f"P{number}") for number in range(6)]

    def approve(number):
        mine = {**values, Field.ADDRESS2: f"Apto {number % 2}"}
        try:
            return desks[number].approve(shown, mine).id
        except Conflict as error:
            return error.reason

    with ThreadPoolExecutor(6) as pool:
        ids = set(pool.map(approve, range(6))) - {"address_approved"}
    (kept,) = rows(shop, AddressApproval)
    assert ids == {kept.id}
    assert len(rows(shop, OrderEvent)) == 1


def test_taking_back_leaves_nothing_approved(desk, one, shop):
    shown, values = ready(desk, one)
    desk.take_back(shown)  # nothing to take back
    desk.approve(shown, values)
    seen = desk.look(one)
    desk.take_back(seen)
    desk.take_back(seen)
    assert desk.look(one).approval is None
    assert [event.kind for event in rows(shop, OrderEvent)] == [
        "ADDRESS_APPROVED", "ADDRESS_TAKEN_BACK",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({Field.TAX_ID: ""}, "id_missing"),
        ({Field.TAX_ID: "529.982.247-26"}, "id_wrong"),
        ({Field.ADDRESS: ""}, "missing"),
        ({Field.ADDRESS: "x" * 257}, "too_long"),
        ({Field.COUNTRY: "Atlantis"}, "country_unknown"),
        ({Field.NAME: "Ana"}, "one_name"),
    ],
)
def test_what_aliexpress_would_not_take_is_not_approved(desk, one, shop, fields, problem):
    shown, values = ready(desk, one, **fields)
    with pytest.raises(Refused) as caught:
        desk.approve(shown, values)
    assert caught.value.reason == "address_not_ready"
    assert caught.value.facts["problem"] == problem
    assert rows(shop, AddressApproval) == []


def test_the_order_tells_what_the_desk_tells_until_it_is_approved(desk, one, orders, shop):
    wanted = [(ProblemCode.ADDRESS_UNFIT, "id_missing")]
    assert problems(orders, one) == (wanted, Standing.BLOCKED)
    shown, values = ready(desk, one)
    desk.approve(shown, values)
    assert problems(orders, one) == ([], Standing.READY)
    move(shop, line1="Rua do Pão 8")
    found, check = problems(orders, one)
    assert (found[0], check) == ((ProblemCode.ADDRESS_CHANGED, None), Standing.BLOCKED)


def test_what_the_owner_adds_makes_a_wanting_address_whole(desk, one, orders, shop):
    move(shop, city="", state="")
    found, _ = problems(orders, one)
    assert [code for code, _ in found[:2]] == [ProblemCode.NO_CITY, ProblemCode.NO_STATE]
    shown, values = ready(desk, one, **{Field.CITY: "Sao Paulo", Field.PROVINCE: "Sao Paulo"})
    desk.approve(shown, values)
    assert problems(orders, one) == ([], Standing.READY)


def test_the_statements_of_the_list_and_the_detail_stay_the_same(desk, one, orders, shop):
    shown, values = ready(desk, one)
    desk.approve(shown, values)
    with statement_counter(shop.engine) as sent:
        orders.page(OrderQuery())
    assert len(sent) == 1
    with statement_counter(shop.engine) as sent:
        orders.detail(one)
    assert len(sent) == 2


def test_an_order_that_is_gone_is_said_to_be(desk, one, shop):
    shown, values = ready(desk, one)
    with pytest.raises(NotFound):
        desk.look("nothing")
    with shop.write() as session:
        session.execute(sa.delete(DropshipOrder))
    with pytest.raises(NotFound):
        desk.approve(shown, values)


def test_an_order_s_own_number_stands_in_for_the_address_s(desk, one, shop):
    move(shop, phone="")
    with shop.write() as session:
        session.execute(sa.update(DropshipOrder).values(customer_phone="+55 11 96123-4567"))
    assert desk.look(one).values[Field.PHONE] == "11961234567"


def test_an_address_that_is_none_is_said_to_be(desk, one, shop):
    with shop.write() as session:
        session.execute(sa.update(DropshipOrder).values(shipping_address=["x"]))
    shown = desk.look(one)
    assert [problem.code for problem in shown.proposal.problems] == [AddressCode.BROKEN]
    assert shown.values == {}


def test_any_address_may_be_judged_and_proposed(desk):
    proposal = desk.propose(desk_address())
    assert proposal.values[Field.CITY] == "Koeln"
    assert Why.SPELT in next(one for one in proposal.fields if one.name is Field.CITY).why
    assert desk.judge(proposal.values) == ()


def desk_address():
    return PostalAddress("Ida", "Weiß", "", "Müllerstraße 5", "", "Köln", "", "50667", "DE",
                         "0151 23456789")  # fmt: skip
