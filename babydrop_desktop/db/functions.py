"""Says the same thing in both databases' SQL: the time now, text without case, names in order."""

# The compiler calls every function here with the same three arguments.
# ruff: noqa: ANN401, ARG001

from datetime import datetime
from typing import Any

from sqlalchemy import Text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from babydrop_desktop.db.types import UtcTime


class utc_now(FunctionElement[datetime]):  # noqa: N801 (SQL functions are lower case)
    """The database's own time, UTC, in milliseconds: the `now()` default of the tables."""

    type = UtcTime()
    inherit_cache = True


@compiles(utc_now)
def _utc_now_default(element: utc_now, compiler: SQLCompiler, **kw: Any) -> str:
    return "now()"


@compiles(utc_now, "sqlite")
def _utc_now_sqlite(element: utc_now, compiler: SQLCompiler, **kw: Any) -> str:
    return "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"


class clock_now(FunctionElement[datetime]):  # noqa: N801 (SQL functions are lower case)
    """The database's own time at this moment, also late in a transaction."""

    type = UtcTime()
    inherit_cache = True


@compiles(clock_now)
def _clock_now_default(element: clock_now, compiler: SQLCompiler, **kw: Any) -> str:
    return "date_trunc('milliseconds', clock_timestamp() AT TIME ZONE 'UTC')"


@compiles(clock_now, "sqlite")
def _clock_now_sqlite(element: clock_now, compiler: SQLCompiler, **kw: Any) -> str:
    return "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"


class folded(FunctionElement[str]):  # noqa: N801 (SQL functions are lower case)
    """`folded(text)`: text for comparing without regard to case.

    On SQLite the function `babydrop_fold` of the engine (Python's casefold), on PostgreSQL lower().
    """

    type = Text()
    inherit_cache = True


@compiles(folded)
def _folded_default(element: folded, compiler: SQLCompiler, **kw: Any) -> str:
    return f"lower({compiler.process(element.clauses, **kw)})"


@compiles(folded, "sqlite")
def _folded_sqlite(element: folded, compiler: SQLCompiler, **kw: Any) -> str:
    return f"babydrop_fold({compiler.process(element.clauses, **kw)})"


class ascii_folded(FunctionElement[str]):  # noqa: N801 (SQL functions are lower case)
    """`ascii_folded(text)`: as `folded`, for looking with LIKE for a word of plain letters.

    On SQLite nothing: its LIKE takes A-Z for a-z itself, without a call into Python for each row.
    """

    type = Text()
    inherit_cache = True


@compiles(ascii_folded)
def _ascii_folded_default(element: ascii_folded, compiler: SQLCompiler, **kw: Any) -> str:
    return f"lower({compiler.process(element.clauses, **kw)})"


@compiles(ascii_folded, "sqlite")
def _ascii_folded_sqlite(element: ascii_folded, compiler: SQLCompiler, **kw: Any) -> str:
    return compiler.process(element.clauses, **kw)


class in_name_order(FunctionElement[str]):  # noqa: N801 (SQL functions are lower case)
    """`in_name_order(text)`: text as a list of names is sorted, capitals among the small letters.

    On SQLite its collation NOCASE, on PostgreSQL the database's own collation.
    """

    type = Text()
    inherit_cache = True


@compiles(in_name_order)
def _in_name_order_default(element: in_name_order, compiler: SQLCompiler, **kw: Any) -> str:
    return compiler.process(element.clauses, **kw)


@compiles(in_name_order, "sqlite")
def _in_name_order_sqlite(element: in_name_order, compiler: SQLCompiler, **kw: Any) -> str:
    return f"{compiler.process(element.clauses, **kw)} COLLATE NOCASE"
