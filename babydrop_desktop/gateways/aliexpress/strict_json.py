"""Loads JSON from strangers: exact numbers, and none of the forms in which JSON can cheat."""

import json
import re
from decimal import Decimal, InvalidOperation
from typing import Any, NoReturn

import chompjs

from babydrop_desktop.gateways.aliexpress.script import span_of_value

LONGEST_NUMBER = 30
# A real page of 430 kB holds about 15,000; each may cost 140 bytes.
MOST_VALUES = 250_000
_SUSPECT = re.compile(r"\\u(?:0000|[dD][89a-fA-F])|[\x00\ud800-\udfff]")


class BadJson(ValueError):
    """The text is no JSON that may be trusted; the message says why."""


class NotJson(BadJson):
    """The text is not JSON at all; it may still be a JavaScript literal."""


def loads(text: str) -> Any:  # noqa: ANN401 - JSON is of any kind
    """Parse strict JSON; every number with a point becomes a Decimal.

    Refuses NaN and Infinity, keys given twice, NUL, lone surrogates, more than 200 levels and
    numbers of more than 30 digits (reliability.md §1). Raises BadJson, or NotJson where it is none.
    """
    stripped = text.strip()
    span = span_of_value(stripped, 0)
    if span is None or span.end != len(stripped):
        raise NotJson("this is not one complete JSON value")
    return _checked(_parse(stripped), stripped)


def loads_literal(text: str) -> Any:  # noqa: ANN401
    """Parse strict JSON, else the same data written as a JavaScript literal (keys without quotes).

    The rules of `loads` hold for both. Raises BadJson.
    """
    try:
        return loads(text)
    except NotJson:
        return _checked(_parse_literal(text), text)


def _refuse_too_many(text: str) -> None:
    """Refuse what becomes far larger in memory than it is as text: empty values by the million."""
    if sum(map(text.count, ",[{")) > MOST_VALUES:
        raise BadJson("it holds too many values")


def _parse(text: str) -> Any:  # noqa: ANN401
    _refuse_too_many(text)
    try:
        return json.loads(text, **_HOOKS)
    except BadJson:
        raise
    except (ValueError, RecursionError) as error:
        raise NotJson(str(error)) from error


def _parse_literal(text: str) -> Any:  # noqa: ANN401
    _refuse_too_many(text)
    try:
        return chompjs.parse_js_object(text, loader_kwargs=_HOOKS)
    except BadJson:
        raise
    except (ValueError, RecursionError, TypeError, AttributeError, IndexError) as error:
        raise BadJson(f"this is no JavaScript literal: {error}") from error


def _checked(value: Any, text: str) -> Any:  # noqa: ANN401
    if _SUSPECT.search(text):
        _check_texts(value)
    return value


def _check_texts(value: object) -> None:
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            waiting.extend(item.keys())
            waiting.extend(item.values())
        elif isinstance(item, list):
            waiting.extend(item)
        elif isinstance(item, str) and ("\x00" in item or _lone_surrogate(item)):
            raise BadJson("it holds characters that are none")


def _lone_surrogate(text: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in text)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise BadJson("it gives the same key twice")
    return found


def _whole(digits: str) -> int:
    if len(digits) > LONGEST_NUMBER:
        raise BadJson("it holds a number that is too long")
    return int(digits)


def _exact(digits: str) -> Decimal:
    if len(digits) > LONGEST_NUMBER + 10:
        raise BadJson("it holds a number that is too long")
    try:
        number = Decimal(digits)
    except InvalidOperation as error:
        raise BadJson("it holds a number that is too large") from error
    if abs(number.adjusted()) > LONGEST_NUMBER and number:
        raise BadJson("it holds a number that is too large")
    return number


def _constant(name: str) -> NoReturn:
    raise BadJson(f"it holds {name}")


_HOOKS: dict[str, Any] = {
    "parse_float": _exact,
    "parse_int": _whole,
    "parse_constant": _constant,
    "object_pairs_hook": _object,
}
