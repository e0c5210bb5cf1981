"""Says in both databases' SQL what is done with JSON: rows gathered in one value, fields taken out.

What is kept may be no JSON at all on the embedded database: then a field is null, never an error.
"""

# The compiler calls every function here with the same three arguments.
# ruff: noqa: ANN401

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import NullType


class row_array(FunctionElement[Any]):  # noqa: N801 (SQL functions are lower case)
    """`row_array(a, b, …)`: the values of a row as one JSON list."""

    type = NullType()
    inherit_cache = True


@compiles(row_array)
def _row_array_default(element: row_array, compiler: SQLCompiler, **kw: Any) -> str:
    return f"jsonb_build_array({compiler.process(element.clauses, **kw)})"


@compiles(row_array, "sqlite")
def _row_array_sqlite(element: row_array, compiler: SQLCompiler, **kw: Any) -> str:
    return f"json_array({compiler.process(element.clauses, **kw)})"


class careful_row_array(row_array):  # noqa: N801 (SQL functions are lower case)
    """As `row_array`, but null for a row with bytes in place of text, which no JSON can hold."""

    inherit_cache = True


@compiles(careful_row_array, "sqlite")
def _careful_sqlite(element: careful_row_array, compiler: SQLCompiler, **kw: Any) -> str:
    values = [compiler.process(part, **kw) for part in element.clauses]
    kinds = ", ".join(f"typeof({value})" for value in values)
    return f"CASE WHEN 'blob' IN ({kinds}) THEN 'null' ELSE json_array({', '.join(values)}) END"


class gathered(FunctionElement[Any]):  # noqa: N801 (SQL functions are lower case)
    """`gathered(list)`: the JSON lists of all rows as one JSON list; read it with `rows_of`."""

    type = NullType()
    inherit_cache = True


@compiles(gathered)
def _gathered_default(element: gathered, compiler: SQLCompiler, **kw: Any) -> str:
    return f"jsonb_agg({compiler.process(element.clauses, **kw)})"


@compiles(gathered, "sqlite")
def _gathered_sqlite(element: gathered, compiler: SQLCompiler, **kw: Any) -> str:
    return f"json_group_array(json({compiler.process(element.clauses, **kw)}))"


class field_of(FunctionElement[str]):  # noqa: N801 (SQL functions are lower case)
    """`field_of(document, literal_column("'name'"))`: a field as text; null where there is none.

    Only a text or a number is one: what lies deeper in a list or an object is not told.
    """

    type = Text()
    inherit_cache = True


@compiles(field_of)
def _field_default(element: field_of, compiler: SQLCompiler, **kw: Any) -> str:
    document, name = (compiler.process(part, **kw) for part in element.clauses)
    plain = f"jsonb_typeof({document} -> {name}) IN ('string', 'number')"
    return f"(CASE WHEN {plain} THEN {document} ->> {name} END)"


@compiles(field_of, "sqlite")
def _field_sqlite(element: field_of, compiler: SQLCompiler, **kw: Any) -> str:
    document, name = (compiler.process(part, **kw) for part in element.clauses)
    path = f"'$.' || {name}"
    plain = f"json_type({document}, {path}) IN ('text', 'integer', 'real')"
    found = f"CASE WHEN {plain} THEN {document} ->> ({path}) END"
    return f"CASE WHEN json_valid({document}) THEN {found} END"


class is_object(FunctionElement[Any]):  # noqa: N801 (SQL functions are lower case)
    """`is_object(document)`: whether it is JSON, and an object; never null."""

    type = NullType()
    inherit_cache = True


@compiles(is_object)
def _object_default(element: is_object, compiler: SQLCompiler, **kw: Any) -> str:
    document = compiler.process(element.clauses, **kw)
    return f"coalesce(jsonb_typeof({document}) = 'object', false)"


@compiles(is_object, "sqlite")
def _object_sqlite(element: is_object, compiler: SQLCompiler, **kw: Any) -> str:
    document = compiler.process(element.clauses, **kw)
    return (
        f"coalesce(CASE WHEN json_valid({document}) THEN json_type({document}) = 'object' END, 0)"
    )


class entry_of(FunctionElement[Any]):  # noqa: N801 (SQL functions are lower case)
    """`entry_of(mapping, sku)`: what the storefront's copy of the mapping holds for one variant.

    Both shapes: an object keyed by the SKU, or a list of objects with a `localVariantSku`.
    """

    type = NullType()
    inherit_cache = True


@compiles(entry_of)
def _entry_default(element: entry_of, compiler: SQLCompiler, **kw: Any) -> str:
    mapping, sku = (compiler.process(part, **kw) for part in element.clauses)
    listed = (
        f"SELECT e FROM jsonb_array_elements({mapping}) e"  # noqa: S608 (columns)
        f" WHERE e ->> 'localVariantSku' = {sku} LIMIT 1"
    )
    return (
        f"CASE jsonb_typeof({mapping}) WHEN 'object' THEN {mapping} -> {sku}"
        f" WHEN 'array' THEN ({listed}) END"
    )


@compiles(entry_of, "sqlite")
def _entry_sqlite(element: entry_of, compiler: SQLCompiler, **kw: Any) -> str:
    mapping, sku = (compiler.process(part, **kw) for part in element.clauses)
    return (
        f"(SELECT CASE e.type WHEN 'text' THEN json_quote(e.value) ELSE e.value END"  # noqa: S608
        f" FROM json_each(CASE WHEN json_valid({mapping}) THEN {mapping} ELSE '[]' END) e"
        f" WHERE e.key = {sku} OR (e.type = 'object' AND"
        f" json_extract(e.value, '$.localVariantSku') = {sku}) LIMIT 1)"
    )


class epoch(FunctionElement[Any]):  # noqa: N801 (SQL functions are lower case)
    """`epoch(time)`: whole seconds since 1970, to sort by what lies days apart."""

    type = NullType()
    inherit_cache = True


@compiles(epoch)
def _epoch_default(element: epoch, compiler: SQLCompiler, **kw: Any) -> str:
    seconds = f"extract(epoch FROM {compiler.process(element.clauses, **kw)})"
    finite = f"nullif(nullif({seconds}, 'Infinity'), '-Infinity')"  # beyond all years: none
    return f"floor({finite})::bigint"


@compiles(epoch, "sqlite")
def _epoch_sqlite(element: epoch, compiler: SQLCompiler, **kw: Any) -> str:
    return f"CAST(strftime('%s', {compiler.process(element.clauses, **kw)}) AS INTEGER)"


def rows_of(value: object) -> Sequence[Sequence[Any]]:
    """The rows of a `gathered` value; () for none."""
    if value is None:
        return ()
    rows: Any = json.loads(value) if isinstance(value, str | bytes) else value
    found: Sequence[Sequence[Any]] = rows
    return found


def time_of(text: str) -> datetime:
    """The instant that stands in a `gathered` row: UTC, with or without its Z."""
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
