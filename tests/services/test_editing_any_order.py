"""Whatever is edited and taken back, in whatever order, ends where compare-and-set says.

A small model keeps what each value is and what everybody has seen. Three write: two people with
this program, and the storefront, which asks nobody. The same steps with a fault built in must fail.
"""

from dataclasses import replace
from decimal import Decimal
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from babydrop_desktop.db import edit_lines, product_edit
from babydrop_desktop.domain import edit_rules
from babydrop_desktop.domain.product_edit import ProductEdit
from babydrop_desktop.errors import Conflict
from tests.services.editing import Desk, add_product, prices_of, row_of, set_column

PEOPLE = st.sampled_from(["Mia", "Ben"])
NAMES = st.sampled_from(["Romper", "Soft Romper", "Bodysuit"])
TEXTS = st.sampled_from(["", "Soft", "Warm"])
PRICES = st.sampled_from([Decimal("29.99"), Decimal("31.00"), Decimal("34.99")])
EDITS = st.fixed_dictionaries(
    {}, optional={"name": NAMES, "description": TEXTS, "price": PRICES, "for_sale": st.booleans()}
)


class Edits(RuleBasedStateMachine):
    """One product with two variants, as the model sees it and as the shop has it."""

    db = None

    def __init__(self):
        super().__init__()
        self.product, self.variants = add_product(
            self.db, name="Romper", description=None, cost="10.00"
        )
        self.desks = {name: Desk(self.db, name) for name in ("Mia", "Ben")}
        self.now = {"name": "Romper", "description": "", "price": Decimal("29.99"),
                    "variants": Decimal("29.99"), "for_sale": False}  # fmt: skip
        self.seen = {name: dict(self.now) for name in self.desks}
        self.shown = {name: desk.shown(self.product) for name, desk in self.desks.items()}
        self.lines = []  # (id, before, after): what each line changed

    @rule(who=PEOPLE)
    def look(self, who):
        self.seen[who] = dict(self.now)
        self.shown[who] = self.desks[who].shown(self.product)

    @rule(who=PEOPLE, wish=EDITS)
    def edit(self, who, wish):
        seen = self.seen[who]
        wanted = {**wish, **({"variants": wish["price"]} if "price" in wish else {})}
        wanted = {name: value for name, value in wanted.items() if value != seen[name]}
        clash = any(self.now[n] not in (value, seen[n]) for n, value in wanted.items())
        change = {n: value for n, value in wanted.items() if value != self.now[n]}
        edit = ProductEdit(**wish)
        try:
            done = self.desks[who].editing.edit(self.product, edit, self.shown[who])
        except Conflict:
            assert clash
            return
        assert not clash
        assert (done.edit_id is not None) == bool(change)
        if change:
            self.lines.append([done.edit_id, {n: self.now[n] for n in change}, change, False])
            self.now |= change

    @rule(who=PEOPLE, place=st.integers(0, 20))
    def undo(self, who, place):
        if not self.lines:
            return
        line = self.lines[place % len(self.lines)]
        id_, before, after, taken_back = line
        may = not taken_back and all(self.now[n] == value for n, value in after.items())
        try:
            done = self.desks[who].editing.undo(id_)
        except Conflict:
            assert not may
            return
        assert may
        line[3] = True
        self.lines.append([done.edit_id, after, before, False])
        self.now |= before

    @rule(name=NAMES)
    def storefront_renames(self, name):
        set_column(self.db, "Product", self.product, name=name)
        self.now["name"] = name

    @rule(price=PRICES)
    def storefront_prices_the_variants(self, price):
        amount = int(price * 100) if self.db.dialect == "sqlite" else price
        for variant in self.variants:
            set_column(self.db, "Variant", variant, price=amount)
        self.now["variants"] = price

    @invariant()
    def the_shop_is_what_the_model_says(self):
        row = row_of(self.db, self.product)
        assert {
            "name": row.name,
            "description": row.description or "",
            "price": row.base_price,
            "for_sale": row.is_active and row.published_at is not None,
        } == {name: value for name, value in self.now.items() if name != "variants"}
        assert set(prices_of(self.db, self.product).values()) == {self.now["variants"]}

    def teardown(self):
        history = self.desks["Mia"].editing.history(self.product, 500)
        assert [line.id for line in history[::-1]] == [line[0] for line in self.lines]
        assert [line.undone_by is not None for line in history[::-1]] == [
            line[3] for line in self.lines
        ]


def run(db, examples, *phases):
    machine = type("OnThis", (Edits,), {"db": db})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=12,
            phases=phases or tuple(Phase),
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_any_sequence_ends_where_compare_and_set_says(shop):
    run(shop, 15 if shop.dialect == "sqlite" else 8)


def last_write_wins(now, new, old):
    changes, conflicts = edit_rules_compared(now, new, old)
    more = [edit_rules.FieldChange(c.field, c.theirs, c.yours, c.variant_id) for c in conflicts]
    return changes + tuple(more), ()


def undo_unseen(now, changes):
    return tuple(replace(one, before=now.values[one.slot], after=one.before) for one in changes), ()


def half_a_conflict(now, new, old):
    changes, conflicts = edit_rules_compared(now, new, old)
    return changes, () if changes else conflicts


edit_rules_compared = edit_rules.compared
FAULTS = {
    "last write wins": patch.object(edit_rules, "compared", last_write_wins),
    "an undo looks at nothing": patch.object(edit_rules, "taken_back", undo_unseen),
    "what is not in conflict is saved": patch.object(edit_rules, "compared", half_a_conflict),
    "a line is lost": patch.object(edit_lines, "add", lambda *_: None),
    "nothing is written": patch.object(product_edit, "write", lambda *_: None),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_it_would_be_seen(file_shop, fault):
    with FAULTS[fault], pytest.raises((AssertionError, ExceptionGroup)):
        run(file_shop, 400, Phase.generate)  # found once is enough: nothing is made smaller
