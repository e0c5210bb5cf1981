"""Keeps money, times, lists and documents exact on both databases.

| type     | PostgreSQL                  | SQLite                          | Python              |
|----------|-----------------------------|---------------------------------|---------------------|
| Cents    | numeric(10,2)               | integer cents                   | Decimal             |
| UtcTime  | timestamp(3), UTC           | text `2026-11-22T16:31:40.123Z` | aware UTC datetime  |
| TextList | text[]                      | json text                       | tuple of str        |
| Json     | jsonb                       | json text                       | dict, list, str, …  |
| PgEnum   | the storefront's enum type  | text with CHECK                 | str                 |
| Markup   | double precision            | real                            | Decimal(str(x))     |

Source: the contract with the storefront, rules 2 and 3.
"""

# Values come from and go to a driver: any type is what the base class says.
# ruff: noqa: ANN401, ARG002

import json
import operator
from datetime import UTC, datetime
from decimal import Decimal
from math import isfinite
from typing import Any, NoReturn

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.sql.type_api import TypeEngine
from sqlalchemy.types import TypeDecorator

from babydrop_desktop.db.unreadable import Unreadable, unreadable

LARGEST = Decimal("99999999.99")
_FACTORS = frozenset({operator.mul, operator.truediv, operator.floordiv, operator.mod})


class Cents(TypeDecorator[Decimal]):
    """An amount of at most two places, never a float.

    Takes Decimal and int. Raises TypeError for a float, ValueError for a third place other than 0
    and for what `numeric(10,2)` cannot hold.
    """

    impl = sa.Numeric
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return numeric(10,2), or integer on SQLite, whose own numbers are floats."""
        if dialect.name == "sqlite":
            return dialect.type_descriptor(sa.Integer())
        return dialect.type_descriptor(sa.Numeric(10, 2))

    def coerce_compared_value(self, op: Any, value: Any) -> TypeEngine[Any]:
        """Return the type of the other side: three times an amount is not three dollars times."""
        if op in _FACTORS and isinstance(value, int):
            return sa.Integer()
        return self

    def process_bind_param(self, value: Any, dialect: Dialect) -> Decimal | int | None:
        """Return what the database keeps: a Decimal, or whole cents on SQLite."""
        if value is None:
            return None
        amount = _exact(value)
        return int(amount.scaleb(2)) if dialect.name == "sqlite" else amount

    def process_literal_param(self, value: Any, dialect: Dialect) -> str:
        """Return the amount as it stands in SQL text (defaults of columns)."""
        return str(self.process_bind_param(value, dialect))

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """Return the Decimal, always with two places. Raises UnreadableValue."""
        if value is None:
            return None
        if dialect.name == "sqlite":
            if not isinstance(value, int):
                return unreadable(value, "whole number of cents")
            return Decimal(value).scaleb(-2)
        amount = Decimal(value)
        return amount if amount.is_finite() else unreadable(value, "amount")


def _exact(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, Decimal | int):
        raise TypeError(f"{value!r} is no exact amount: give a Decimal")
    amount = Decimal(value)
    if not amount.is_finite() or abs(amount) > LARGEST:
        raise ValueError(f"{value!r} is more than the shop's database can hold")
    if amount != round(amount, 2):
        raise ValueError(f"{value!r} has more than two places: round it first")
    return round(amount, 2)


class UtcTime(TypeDecorator[datetime]):
    """An instant in whole milliseconds.

    Takes an aware datetime of any zone, gives an aware one in UTC. Raises ValueError for a naive
    one and for parts of a millisecond: compare-and-set has to find what was written.
    """

    impl = sa.DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return timestamp(3) without zone, or text on SQLite, whose width keeps the order."""
        if dialect.name == "postgresql":
            from sqlalchemy.dialects.postgresql import TIMESTAMP  # noqa: PLC0415 (start-up time)

            # Not described by the dialect: that would lose the precision in CREATE TABLE.
            return TIMESTAMP(precision=3)
        return dialect.type_descriptor(sa.Text())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Return naive UTC, or text of fixed width on SQLite."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no zone: times are UTC and come from the clock")
        if value.microsecond % 1000:
            raise ValueError(f"{value!r} is finer than a millisecond: the clock gives whole ones")
        utc = value.astimezone(UTC).replace(tzinfo=None)
        return utc if dialect.name == "postgresql" else f"{utc.isoformat('T', 'milliseconds')}Z"

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """Return the aware UTC datetime. Raises UnreadableValue."""
        if value is None or isinstance(value, Unreadable):
            return value
        if isinstance(value, datetime):
            return value.replace(tzinfo=UTC)
        try:
            found = datetime.fromisoformat(value)
            return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
        except (TypeError, ValueError, OverflowError):
            return unreadable(value, "time")


class Json(TypeDecorator[Any]):
    """A strict JSON document; None is SQL NULL.

    Replace the whole value to change it: an edit inside it is not seen. Raises ValueError for NaN
    and infinities, TypeError for what JSON cannot hold.
    """

    impl = sa.Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return jsonb, or text on SQLite, where a type named json would turn texts to numbers."""
        if dialect.name == "postgresql":
            from sqlalchemy.dialects.postgresql import JSONB  # noqa: PLC0415 (start-up time)

            return dialect.type_descriptor(JSONB(none_as_null=True))
        return dialect.type_descriptor(sa.Text())

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """Return the text on SQLite; on PostgreSQL the engine's serializer makes it."""
        if value is None or dialect.name == "postgresql":
            return value
        return strict_dumps(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """Return the document. Raises UnreadableValue."""
        if value is None or dialect.name == "postgresql":
            return value
        try:
            return strict_loads(value)
        except (TypeError, ValueError, RecursionError):
            return unreadable(value, "JSON")


class TextList(TypeDecorator[tuple[str, ...]]):
    """A list of texts; takes any list or tuple of str, gives a tuple."""

    impl = sa.Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return text[], or json text on SQLite."""
        if dialect.name == "postgresql":
            from sqlalchemy.dialects.postgresql import ARRAY  # noqa: PLC0415 (start-up time)

            return dialect.type_descriptor(ARRAY(sa.Text()))
        return dialect.type_descriptor(sa.Text())

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """Return a list, or its JSON. Raises ValueError where something in it is no text."""
        if value is None:
            return None
        if isinstance(value, str) or not all(isinstance(item, str) for item in value):
            raise ValueError(f"{value!r} is no list of texts")
        texts = list(value)
        return texts if dialect.name == "postgresql" else strict_dumps(texts)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """Return the tuple. Raises UnreadableValue."""
        if value is None:
            return None
        try:
            texts = value if dialect.name == "postgresql" else strict_loads(value)
            # A NULL inside a PostgreSQL list is no text of the shop's.
            return tuple(text for text in texts if text is not None)
        except (TypeError, ValueError, RecursionError):
            return unreadable(value, "list of texts")


class PgEnum(TypeDecorator[str]):
    """One of the storefront's named values.

    Writes only values it knows (LookupError otherwise); reads any, because the storefront may add
    one before this program learns of it.
    """

    impl = sa.Enum
    cache_ok = True

    def __init__(self, *values: str, name: str) -> None:
        super().__init__(
            *values, name=name, native_enum=True, create_constraint=True, validate_strings=True
        )

    def result_processor(self, dialect: Dialect, coltype: object) -> None:
        """Return None: the text is the value."""


class Markup(TypeDecorator[Decimal]):
    """A factor kept as double precision and read as the decimal number that it shows."""

    impl = sa.Double
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> float | None:
        """Return the float of the column."""
        return None if value is None else float(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """Return Decimal(str(x)), so that 2.7 is 2.7. Raises UnreadableValue."""
        if value is None:
            return None
        if not isinstance(value, int | float) or not isfinite(value):
            return unreadable(value, "factor")
        return Decimal(str(value))


def strict_dumps(value: object) -> str:
    """Return compact JSON text. Raises ValueError for NaN, TypeError for other than JSON."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def strict_loads(text: str | bytes) -> Any:
    """Return the document of JSON text. Raises ValueError for NaN and infinities."""
    return json.loads(text, parse_constant=_refuse_constant)


def _refuse_constant(text: str) -> NoReturn:
    raise ValueError(f"{text} is no JSON value")
