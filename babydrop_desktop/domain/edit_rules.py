"""Decides what an edit of a product changes, and refuses what the shop's rules forbid.

Source: the contract with the storefront ("One price per product", "For sale"), and the shop's
margin guard: no price below landed cost without a typed reason.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from babydrop_desktop.domain.money import ZERO, cents
from babydrop_desktop.domain.product_edit import (
    KEPT,
    FieldChange,
    FieldConflict,
    ProductEdit,
    ProductField,
    ProductNow,
    ProductShown,
    Sale,
    Slot,
    Value,
    alike,
)
from babydrop_desktop.errors import Refused


def wanted(
    edit: ProductEdit, shown: ProductShown, now: ProductNow, at: datetime
) -> tuple[dict[Slot, Value], dict[Slot, Value]]:
    """What an edit wants by slot, and what was shown there; `at` is the server's time.

    A product put on sale keeps the day on which it was first published.
    """
    new: dict[Slot, Value] = {Slot(name): value for name, value in edit.plain.items()}
    old: dict[Slot, Value] = {slot: getattr(shown, slot.field.value) for slot in new}
    if edit.price is not KEPT:
        slots = [Slot(ProductField.PRICE), *_followers(shown)]
        new |= dict.fromkeys(slots, edit.price)
    new |= {Slot(ProductField.VARIANT_PRICE, id_): p for id_, p in edit.variant_prices.items()}
    for slot in new:
        if slot.variant_id is not None:
            old[slot] = shown.variant_prices.get(slot.variant_id)
        elif slot.field is ProductField.PRICE:
            old[slot] = shown.price
    if edit.for_sale is not KEPT:
        slot = Slot(ProductField.FOR_SALE)
        new[slot], old[slot] = _sale(edit.for_sale, shown, now.values[slot], at)
    return {slot: value for slot, value in new.items() if not alike(value, old[slot])}, old


def _sale(
    on: bool,  # noqa: FBT001 - the value itself
    shown: ProductShown,
    current: Value,
    at: datetime,
) -> tuple[Sale, Sale]:
    """What the two columns shall be, and what they were when it was shown."""
    if not isinstance(current, Sale):
        raise TypeError("a product is for sale or not")
    first = current.published_at
    was = Sale(shown.for_sale, shown.published_at)
    old = current if current.on == shown.for_sale else was
    if current.on == on:
        return current, old
    return Sale(active=on, published_at=(first or at) if on else first), old


def _followers(shown: ProductShown) -> list[Slot]:
    """The variants that take the product's price: all, or where it is split those that have it."""
    prices = shown.variant_prices
    split = len(set(prices.values())) > 1
    ids = [id_ for id_, price in prices.items() if not split or price == shown.price]
    return [Slot(ProductField.VARIANT_PRICE, id_) for id_ in ids]


def compared(
    now: ProductNow, new: Mapping[Slot, Value], old: Mapping[Slot, Value]
) -> tuple[tuple[FieldChange, ...], tuple[FieldConflict, ...]]:
    """What is to be written, and what stands in its way: compare-and-set, value by value.

    What is as wanted already needs no change; what is neither that nor as shown is a conflict.
    """
    changes: list[FieldChange] = []
    conflicts: list[FieldConflict] = []
    for slot, value in new.items():
        there, current = slot in now.values, now.values.get(slot)
        label = now.labels.get(slot.variant_id or "", "")
        if there and alike(current, value):
            continue
        if there and alike(current, old[slot]):
            changes.append(FieldChange(slot.field, current, value, slot.variant_id, label))
            continue
        conflicts.append(
            FieldConflict(
                slot.field, old[slot], value, current, slot.variant_id, label, gone=not there
            )
        )
    return tuple(changes), tuple(conflicts)


def taken_back(
    now: ProductNow, changes: Sequence[FieldChange]
) -> tuple[tuple[FieldChange, ...], tuple[FieldConflict, ...]]:
    """The changes the other way round; a conflict wherever the value is not what they left."""
    back: list[FieldChange] = []
    conflicts: list[FieldConflict] = []
    for one in changes:
        there, current = one.slot in now.values, now.values.get(one.slot)
        if there and alike(current, one.after):
            back.append(replace(one, before=current, after=one.before))
        else:
            conflicts.append(
                FieldConflict(one.field, one.after, one.before, current, one.variant_id, one.label,
                              gone=not there)
            )  # fmt: skip
    return tuple(back), tuple(conflicts)


def added_variants(
    edit: ProductEdit, shown: ProductShown, now: ProductNow
) -> tuple[FieldConflict, ...]:
    """The variants that nobody had shown when the one price was chosen for all of them."""
    if edit.price is KEPT:
        return ()
    return tuple(
        FieldConflict(slot.field, None, edit.price, price, slot.variant_id,
                      now.labels.get(slot.variant_id, ""))
        for slot, price in now.values.items()
        if slot.variant_id is not None
        and slot.variant_id not in shown.variant_prices
        and slot.variant_id not in edit.variant_prices
        and not alike(price, edit.price)
    )  # fmt: skip


def guard(
    now: ProductNow, changes: Sequence[FieldChange], *, may_sell: bool, reason: str, undo: bool
) -> None:
    """Refuse a change that breaks a rule of the shop; taking back may restore a low price.

    Raises Refused: "unknown_category", "pictures_not_public", "ages_contradict",
    "price_below_cost" (without a typed `reason`; facts price, lowest, cost, buffer, label).
    """
    after = {**now.values, **{change.slot: change.after for change in changes}}
    touched = {change.field for change in changes}
    if ProductField.CATEGORY in touched and not now.category_known:
        raise Refused(
            "This category is not in the shop any more. Choose another one.",
            reason="unknown_category",
            category=str(after[Slot(ProductField.CATEGORY)]),
        )
    selling = any(isinstance(one.after, Sale) and one.after.on for one in changes)
    if selling and not may_sell and now.hidden_pictures:
        raise Refused(
            f"“{now.name}” has a picture without a public address: on a storefront database it"
            " cannot be put on sale yet.",
            reason="pictures_not_public",
            product=now.id,
            name=now.name,
        )
    if undo:
        return
    if touched & {ProductField.MIN_AGE, ProductField.MAX_AGE}:
        _refuse_ages(after)
    if not reason:
        slots = after if selling else [change.slot for change in changes]
        _refuse_low(now, {slot: after[slot] for slot in slots})


def _refuse_ages(after: Mapping[Slot, Value]) -> None:
    low, high = after[Slot(ProductField.MIN_AGE)], after[Slot(ProductField.MAX_AGE)]
    if isinstance(low, int) and isinstance(high, int) and low > high:
        raise Refused(
            f"The lowest age, {low} months, is above the highest, {high}.",
            reason="ages_contradict",
            min_age=str(low),
            max_age=str(high),
        )


def lowest_price(cost: Decimal | None, buffer: Decimal) -> Decimal | None:
    """What a price must not be under without a typed reason: cost + buffer; None without a cost."""
    return None if cost is None else cents(cost + max(buffer, ZERO))


def _refuse_low(now: ProductNow, prices: Mapping[Slot, Value]) -> None:
    for slot, price in prices.items():
        if not isinstance(price, Decimal):
            continue
        cost = _cost(now, slot.variant_id)
        lowest = lowest_price(cost, now.buffer)
        if lowest is None or price >= lowest:
            continue
        raise Refused(
            f"{price} is under what the product costs with its shipping buffer, {lowest}. Raise the"
            " price, or type the reason why it is so low.",
            reason="price_below_cost",
            price=str(price),
            lowest=str(lowest),
            cost=str(cost),
            buffer=str(now.buffer),
            label=now.labels.get(slot.variant_id or "", ""),
        )


def _cost(now: ProductNow, variant_id: str | None) -> Decimal | None:
    """A variant's cost, the product's where it is unknown; the product's own is its cheapest's."""
    if variant_id is not None:
        own = now.costs.get(variant_id)
        return now.cost if own is None else own
    known = [now.cost if cost is None else cost for cost in now.costs.values()]
    return min((cost for cost in known if cost is not None), default=now.cost)
