"""A line that cannot be read says so, in the list of orders, the catalog and Needs you."""

from dataclasses import replace
from datetime import timedelta

from babydrop_desktop.domain.checks import Level
from babydrop_desktop.domain.order_checks import Problem, ProblemCode
from babydrop_desktop.domain.orders import DropshipStatus
from tests.fakes.orders import NOW
from tests.ui import fake_orders as fake
from ui.common import order_words
from ui.fulfillment.columns import columns


def shown(row):
    """What each column says of a row."""
    every = columns(lambda: NOW, "USD", timedelta(days=1))
    return {
        one.key: one.status(row).text if one.status else one.text(row) for one in every
    }  # fmt: skip


def test_an_order_that_cannot_be_read_is_named_by_what_is_left_of_it(qapp):
    row = replace(fake.order(1), number="", customer="", created_at=None, profit=None,
                  status=DropshipStatus.UNKNOWN, check=None, items=0, pictures=(),
                  unreadable=True)  # fmt: skip
    told = shown(row)
    assert (told["number"], told["customer"]) == (row.id, "Cannot be read")
    assert (told["check"], told["paid"]) == ("Damaged", "\N{EN DASH}")


def test_every_thing_that_can_be_wrong_with_an_order_has_its_words(qapp):
    for code in ProblemCode:
        words = order_words.problem(Problem(Level.BLOCKED, code))
        assert words.what
        assert words.fact
        assert words.todo
