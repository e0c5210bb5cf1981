"""Turns a page's option lists and SKU rows into axes, values and rows that name them.

A2, A3, B and D share this shape (FACTS §1, field paths).
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from babydrop_desktop.domain.supplier_product import (
    SHIPS_FROM,
    OptionAxis,
    OptionValue,
    Warehouse,
)
from babydrop_desktop.gateways.aliexpress.lists import Node, digits, nodes
from babydrop_desktop.gateways.aliexpress.texts import original_picture, plain
from babydrop_desktop.gateways.aliexpress.warehouses import is_ships_from, value_id, warehouse

LONGEST_NAME = 200
LONGEST_ATTRIBUTES = 5_000
_ATTRIBUTE = re.compile(r"(-?[0-9]{1,18}):(-?[0-9]{1,18})(?:#(.*))?", re.DOTALL)


class Attribute(NamedTuple):
    """One `property:value#seller's name` of a row."""

    axis_id: str
    value_id: str
    seller_name: str


class RowChoice(NamedTuple):
    """What one row stands for."""

    choice: tuple[tuple[str, str], ...]
    warehouse: Warehouse | None


def attributes(sku_attr: str) -> tuple[Attribute, ...]:
    """Split "14:193#Grey;200007763:201336100"; a name may itself hold ";" or "#"."""
    if len(sku_attr) > LONGEST_ATTRIBUTES:
        return ()
    parts: list[str] = []
    for part in sku_attr.split(";"):
        if _ATTRIBUTE.fullmatch(part) or not parts:
            parts.append(part)
        else:
            parts[-1] += ";" + part
    found = (_ATTRIBUTE.fullmatch(part.strip()) for part in parts)
    return tuple(Attribute(m.group(1), m.group(2), plain(m.group(3))) for m in found if m)


@dataclass(slots=True)
class _Axis:
    id: str
    name: str
    ships_from: bool
    values: dict[str, Node] = field(default_factory=dict)
    seller_names: dict[str, str] = field(default_factory=dict)


class Options:
    """The option axes of one product, learned from its lists and its rows together."""

    def __init__(self, axis_list: object, rows: list[Node]) -> None:
        self._axes: dict[str, _Axis] = {}
        parsed = [attributes(_text(row.get("skuAttr"))) for row in rows]
        owners = {(a.value_id): a.axis_id for row in parsed for a in row}
        for number, raw in enumerate(nodes(axis_list), start=1):
            self._add_axis(raw, number, owners)
        for row in parsed:
            self._learn(row)

    def _add_axis(self, raw: Node, number: int, owners: dict[str, str]) -> None:
        values = {value_id(v): v for v in nodes(raw.get("skuPropertyValues")) if value_id(v)}
        ships_from = is_ships_from(raw)
        axis_id = digits(raw.get("skuPropertyId"))
        if not axis_id:
            known = (owners[value] for value in values if value in owners)
            axis_id = next(known, SHIPS_FROM if ships_from else f"axis{number}")
        name = plain(raw.get("skuPropertyName"))[:LONGEST_NAME] or f"Option {number}"
        self._axes[axis_id] = _Axis(axis_id, name, ships_from or axis_id == SHIPS_FROM, values)

    def _learn(self, row: tuple[Attribute, ...]) -> None:
        for attribute in row:
            axis = self._axes.get(attribute.axis_id)
            if axis is None:
                ships_from = attribute.axis_id == SHIPS_FROM
                name = f"Option {len(self._axes) + 1}"
                axis = _Axis(attribute.axis_id, name, ships_from)
                self._axes[axis.id] = axis
            axis.values.setdefault(attribute.value_id, {})
            if attribute.seller_name:
                axis.seller_names.setdefault(attribute.value_id, attribute.seller_name)

    def axes(self) -> tuple[OptionAxis, ...]:
        """Give the axes that a buyer chooses from, in the page's order, without Ships From."""
        chosen = [a for a in self._axes.values() if not a.ships_from and a.values]
        names = _told_apart([(a.id, a.name, a.id) for a in chosen])
        return tuple(
            OptionAxis(axis.id, name, _values(axis))
            for axis, (_, name, _) in zip(chosen, names, strict=True)
        )

    def of_row(self, row: Node) -> RowChoice:
        """Give what one row stands for, by its skuAttr, else by its value ids in axis order."""
        chosen = {a.axis_id: a.value_id for a in attributes(_text(row.get("skuAttr")))}
        if not chosen:
            chosen = self._by_value_ids(_text(row.get("skuPropIds")))
        choice: list[tuple[str, str]] = []
        ships_from = None
        for axis in self._axes.values():
            value = chosen.get(axis.id)
            if value is None:
                continue
            if axis.ships_from:
                ships_from = warehouse(
                    value, axis.values.get(value, {}), axis.seller_names.get(value, "")
                )
            else:
                choice.append((axis.id, value))
        return RowChoice(tuple(choice), ships_from)

    def _by_value_ids(self, text: str) -> dict[str, str]:
        waiting = [part.strip() for part in re.split(r"[,;]", text) if part.strip()]
        chosen: dict[str, str] = {}
        for axis in self._axes.values():
            value = next((part for part in waiting if part in axis.values), None)
            if value is not None:
                chosen[axis.id] = value
                waiting.remove(value)
        return chosen


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _values(axis: _Axis) -> tuple[OptionValue, ...]:
    named = [(identity, *_names(axis, identity)) for identity in axis.values]
    named = _told_apart(named)
    return tuple(
        OptionValue(
            id=identity,
            name=name,
            generic_name=generic,
            picture=original_picture(axis.values[identity].get("skuPropertyImagePath")),
        )
        for identity, name, generic in named
    )


def _names(axis: _Axis, identity: str) -> tuple[str, str]:
    value = axis.values[identity]
    generic = plain(value.get("propertyValueName"))
    name = (
        axis.seller_names.get(identity)
        or plain(value.get("propertyValueDefinitionName"))
        or plain(value.get("propertyValueDisplayName"))
        or generic
        or identity
    )
    return name[:LONGEST_NAME], (generic or name)[:LONGEST_NAME]


def _told_apart(named: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    # Two values may carry one name (FACTS, counting rule 4): first the generic name tells them
    # apart, then the id.
    for extra in (2, 0):
        count = Counter(entry[1] for entry in named)
        named = [
            (e[0], f"{e[1]} ({e[extra]})" if count[e[1]] > 1 and e[extra] != e[1] else e[1], e[2])
            for e in named
        ]
    return named
