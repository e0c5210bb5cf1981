"""An edit is compared value by value, and the shop's rules stand whatever is typed."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from babydrop_desktop.domain.edit_rules import compared, guard, lowest_price, taken_back
from babydrop_desktop.domain.product_edit import (
    EditConflict,
    FieldChange,
    FieldConflict,
    ProductField,
    ProductNow,
    Sale,
    Slot,
    alike,
    told,
)
from babydrop_desktop.errors import Refused

NAME, TEXT = Slot(ProductField.NAME), Slot(ProductField.DESCRIPTION)
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def product(values=None, **facts):
    same = {"cost": Decimal(10), "buffer": Decimal(3), "category_known": True,
            "hidden_pictures": False}  # fmt: skip
    return ProductNow("p1", "Romper", values or {}, **{**same, **facts})


@pytest.mark.parametrize(
    ("current", "shown", "wanted", "outcome"),
    [
        ("a", "a", "b", "change"),
        ("b", "a", "b", "nothing"),
        ("c", "a", "b", "conflict"),
        (None, "", "b", "change"),
        ("", "a", "b", "conflict"),
    ],
)
def test_a_value_is_written_only_over_what_was_shown(current, shown, wanted, outcome):
    changes, conflicts = compared(product({NAME: current}), {NAME: wanted}, {NAME: shown})
    assert (len(changes), len(conflicts)) == {
        "change": (1, 0), "nothing": (0, 0), "conflict": (0, 1),
    }[outcome]  # fmt: skip


def test_what_is_taken_back_is_exactly_what_was_there():
    change = FieldChange(ProductField.DESCRIPTION, None, "b")
    back, conflicts = taken_back(product({TEXT: "b"}), [change])
    assert (back, conflicts) == ((FieldChange(ProductField.DESCRIPTION, "b", None),), ())
    back, (conflict,) = taken_back(product({TEXT: "c"}), [change])
    assert (back, conflict.before, conflict.yours, conflict.theirs) == ((), "b", None, "c")


def test_a_variant_that_is_gone_cannot_be_taken_back():
    change = FieldChange(ProductField.VARIANT_PRICE, Decimal(1), Decimal(2), "v1", "KP-1")
    back, (conflict,) = taken_back(product(), [change])
    assert (back, conflict.gone, conflict.label, conflict.theirs) == ((), True, "KP-1", None)


def test_the_lowest_age_is_not_above_the_highest():
    low, high = Slot(ProductField.MIN_AGE), Slot(ProductField.MAX_AGE)
    now = product({low: 3, high: 12})
    with pytest.raises(Refused) as caught:
        guard(now, [FieldChange(low.field, 3, 18)], may_sell=True, reason="", undo=False)
    assert caught.value.reason == "ages_contradict"
    guard(now, [FieldChange(low.field, 3, 12)], may_sell=True, reason="", undo=False)
    guard(now, [FieldChange(high.field, 12, None)], may_sell=True, reason="", undo=False)


def test_a_buffer_below_nothing_lowers_no_floor():
    assert lowest_price(Decimal("10.00"), Decimal(-5)) == Decimal("10.00")
    assert lowest_price(None, Decimal(3)) is None


def test_the_products_own_price_may_follow_its_cheapest_variant():
    slot = Slot(ProductField.PRICE)
    now = product({slot: Decimal(20)}, costs={"v1": Decimal(4), "v2": None})
    guard(now, [FieldChange(slot.field, Decimal(20), Decimal(7))],
          may_sell=True, reason="", undo=False)  # fmt: skip
    with pytest.raises(Refused):
        guard(now, [FieldChange(slot.field, Decimal(20), Decimal("6.99"))],
              may_sell=True, reason="", undo=False)  # fmt: skip


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""), ("a", "a"), (("a", "b"), "a, b"), (Decimal("9.90"), "9.90"), (True, "yes"),
        (3, "3"), (Sale(active=True, published_at=None), "no"),
        (Sale(active=True, published_at=NOON), "yes"),
    ],
)  # fmt: skip
def test_a_value_is_told_as_text(value, text):
    assert told(value) == text


def test_nothing_is_alike_only_nothing():
    assert alike(None, "")
    assert alike((), None)
    assert not alike(0, None)
    assert not alike(False, None)
    assert alike(Decimal("9.9"), Decimal("9.90"))


def test_a_conflict_names_who_and_when_only_where_it_is_known():
    one = FieldConflict(ProductField.NAME, "a", "b", "c")
    assert "who" not in EditConflict("p1", "Romper", (one,)).facts
