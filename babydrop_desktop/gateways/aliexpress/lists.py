"""Reaches into what a page holds without ever stumbling over a missing or odd part."""

from decimal import Decimal
from typing import Any

Node = dict[str, Any]


def node(value: object, *path: str) -> Node:
    """Give the object at `path` beneath `value`; an empty one where there is none."""
    found = at(value, *path)
    return found if isinstance(found, dict) else {}


def at(value: object, *path: str) -> Any:  # noqa: ANN401 - the leaves of a page are of any kind
    """Give whatever is at `path` beneath `value`, or None."""
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def items(value: object) -> list[Any]:
    """Give a list whatever its form: a list, an object {"0": …}, or one bare element.

    AliExpress' lists become objects in console exports, and a single element may stand bare
    (FACTS, trap 2).
    """
    if isinstance(value, list):
        return value
    if not isinstance(value, dict):
        return []
    if all(key.isascii() and key.isdigit() and len(key) < 8 for key in value):
        return [value[key] for key in sorted(value, key=int)]
    return [value]


def nodes(value: object) -> list[Node]:
    """Give the objects of a list of any form."""
    return [item for item in items(value) if isinstance(item, dict)]


def listed(value: object, inner: str) -> list[Node]:
    """Give the objects of the interface's list: bare, wrapped in `inner`, or a single one."""
    return nodes(at(value, inner) if isinstance(value, dict) and inner in value else value)


def whole(value: object) -> int | None:
    """Give a whole number that is zero or more, also from its text; else None."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value if value >= 0 else None
    if isinstance(value, Decimal) and value == value.to_integral_value() and 0 <= value < 10**15:
        return int(value)
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 18:
        return int(value)
    return None


def digits(*values: object) -> str:
    """Give the first of `values` that is a positive whole number, as text; "" where none is."""
    for value in values:
        number = whole(value)
        if number:
            return str(number)
    return ""


def decimal(value: object) -> Decimal | None:
    """Give a positive exact number of a sane size, also from plain text such as "12.50"."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        text = value.strip()
        if not (len(text) <= 20 and text.isascii() and text.replace(".", "", 1).isdigit()):
            return None
        value = Decimal(text)
    if isinstance(value, int | Decimal):
        number = Decimal(value)
        return number if 0 < number < 10**12 and number.adjusted() >= -6 else None
    return None


def is_true(value: object) -> bool:
    """Whether a flag is set, as JSON or as text."""
    return value is True or (isinstance(value, str) and value.lower() == "true")


def is_false(value: object) -> bool:
    """Whether a flag is there and says no, as JSON or as text."""
    return value is False or (isinstance(value, str) and value.lower() == "false")
