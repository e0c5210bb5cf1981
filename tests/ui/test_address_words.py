"""Whatever is wrong with an address is said in the owner's words, with its facts."""

import pytest

from babydrop_desktop.domain.checks import Level
from babydrop_desktop.domain.order_checks import Problem, ProblemCode
from babydrop_desktop.domain.postal.proposal import AddressCode, Field
from ui.common import address_words, order_words

FACTS = dict.fromkeys(
    ("country", "most", "length", "least", "digits", "start", "id", "extension", "province", "zip",
     "signs"), "35",
)  # fmt: skip


@pytest.mark.parametrize("code", AddressCode)
@pytest.mark.parametrize("shown", [Field.CITY.value, ""])
def test_each_problem_of_an_address_has_its_words(code, shown):
    facts = {**FACTS, "problem": code.value, "field": shown}
    said = order_words.problem(Problem(Level.LOOK, ProblemCode.ADDRESS_UNFIT, facts))
    assert said.what == "Address"
    assert said.fact
    assert "{" not in said.fact
    assert said.todo.endswith(".")


@pytest.mark.parametrize("field", Field)
def test_each_field_of_the_form_has_a_name(field):
    assert address_words.field(field.value)
