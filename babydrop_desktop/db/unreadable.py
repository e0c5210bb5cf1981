"""Lets a list show the rest of a page where one row's value cannot be read.

A file keeps whatever somebody wrote into it: infinities, bytes in place of text, letters that are
none. Such a value raises UnreadableValue; read leniently it comes as `Unreadable` in its place.
"""

# A row is of many kinds.
# ruff: noqa: ANN401

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol, TypeVar

from sqlalchemy import Result
from sqlalchemy import exc as sa_exc
from sqlalchemy.orm import Session

# What reading, or working with what was read, may raise where a row is not as it should be.
TROUBLES = (ValueError, TypeError, ArithmeticError, AttributeError, sa_exc.DBAPIError)
_WORDS = ("could not decode to utf-8", "json cannot hold blob", "malformed json")
Line = TypeVar("Line")
_TIMESTAMP = 1114  # PostgreSQL's number of the type
_LENIENT: ContextVar[bool] = ContextVar("lenient", default=False)


class _Ask(Protocol):
    def __call__(self, *, careful: bool) -> Result[Any]:
        """Send the statement; `careful` where something in it cannot be read."""
        ...


class UnreadableValue(ValueError):
    """A value that stands in the database is none of its column's kind."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """What stands in the place of such a value; `raw` is as the driver gave it.

    `text` says that the bytes stand as text there.
    """

    raw: object
    text: bool = False


def unreadable(value: object, kind: str) -> Unreadable:
    """What stands for `value`, which is no `kind`.

    Raises UnreadableValue where nobody asked to read leniently.
    """
    if _LENIENT.get():
        return Unreadable(value)
    raise UnreadableValue(f"{type(value).__name__} is no {kind}")


def is_of_a_value(error: BaseException) -> bool:
    """Whether a value that cannot be read is the cause, not the database or the network."""
    if not isinstance(error, sa_exc.DBAPIError):
        return isinstance(error, TROUBLES)
    words = str(error.orig).lower()
    if isinstance(error.orig, sqlite3.Error):
        return any(sign in words for sign in _WORDS)
    # What the driver itself cannot hold (a time beyond all years) carries no code of the server's.
    return isinstance(error, sa_exc.DataError) and getattr(error.orig, "sqlstate", None) is None


@contextmanager
def leniently(session: Session) -> Iterator[None]:
    """Read what cannot be read as `Unreadable`, for as long as the block lasts."""
    token = _LENIENT.set(True)
    driver: Any = session.connection().connection.driver_connection
    in_file = isinstance(driver, sqlite3.Connection)
    kept = driver.text_factory if in_file else driver.adapters.get_loader(_TIMESTAMP, 0)
    _read_by(driver, _text if in_file else _lenient_times())
    try:
        yield
    finally:
        _LENIENT.reset(token)
        _read_by(driver, kept)


def _read_by(driver: Any, reader: Any) -> None:
    if isinstance(driver, sqlite3.Connection):
        driver.text_factory = reader
    else:
        driver.adapters.register_loader(_TIMESTAMP, reader)


@cache
def _lenient_times() -> type[Any]:
    """A server's times; one that no calendar here holds comes as text."""
    from psycopg import DataError  # noqa: PLC0415 (start-up time)
    from psycopg.types.datetime import TimestampLoader  # noqa: PLC0415 (start-up time)

    class Times(TimestampLoader):
        def load(self, data: Any) -> Any:
            try:
                return super().load(data)
            except DataError:
                return bytes(data).decode()

    return Times


def _text(raw: bytes) -> str | Unreadable:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return Unreadable(raw, text=True)


def readable(value: object) -> str:
    """As much of a value as people can read: text of it, "" where there is none."""
    raw = value.raw if isinstance(value, Unreadable) else value
    if isinstance(raw, bytes):
        return raw.decode(errors="replace")
    return raw if isinstance(raw, str) else ""


def lines_of(
    ask: _Ask,
    row: Callable[[Any], Line],
    salvaged: Callable[[Any], Line],
    session: Session,
) -> tuple[Sequence[Any], tuple[Line, ...]]:
    """What was found, and the lines made of it.

    Where something cannot be read it is asked anew, carefully (`ask(careful=True)`), and the lines
    that cannot be made are `salvaged`.
    """
    try:
        found = ask(careful=False).mappings().all()
        return found, tuple(row(line) for line in found)
    except TROUBLES as error:
        if not is_of_a_value(error):
            raise
    with leniently(session):
        found = ask(careful=True).mappings().all()
    return found, tuple(_made(row, salvaged, line) for line in found)


def _made(row: Callable[[Any], Line], salvaged: Callable[[Any], Line], line: Any) -> Line:
    if any(isinstance(value, Unreadable) for value in line.values()):
        return salvaged(line)
    try:
        return row(line)
    except TROUBLES:
        return salvaged(line)


def text_of(value: object) -> str:
    """A text of a row, "" for none. Raises UnreadableValue where it is something else."""
    if not isinstance(value, str | None):
        raise UnreadableValue("something else stands where text should be")
    return value or ""


def constant(value: object, *, server: bool) -> str:
    """A value in SQL, exactly as it stands in the database: what no parameter can hold."""
    raw = value.raw if isinstance(value, Unreadable) else value
    if server:  # of the type that it is compared with: 'infinity', 'NaN'
        return "'{}'".format(str(raw).replace("'", "''"))
    if isinstance(raw, int | float):
        return repr(raw).replace("inf", "9e999")
    if isinstance(raw, bytes):
        is_text = isinstance(value, Unreadable) and value.text
        return f"CAST(x'{raw.hex()}' AS TEXT)" if is_text else f"x'{raw.hex()}'"
    return "NULL" if raw is None else f"CAST(x'{str(raw).encode().hex()}' AS TEXT)"
