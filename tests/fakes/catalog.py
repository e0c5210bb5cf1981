"""Describes a database by what its own catalog says, so that two of them can be compared."""

import hashlib
from pathlib import Path
from typing import Any

import psycopg
import sqlalchemy as sa
from sqlalchemy import Connection, inspect

_OBJECTS = {
    "tables": """
        SELECT n.nspname, c.relname, c.relkind, c.relowner::regrole::text, c.relacl::text
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'public' ORDER BY 1, 2""",
    "columns": """
        SELECT a.attrelid::regclass::text, a.attnum, a.attname,
               format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attacl::text,
               pg_get_expr(d.adbin, d.adrelid)
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE n.nspname = 'public' AND c.relkind = 'r' AND a.attnum > 0 ORDER BY 1, 2""",
    "indexes": """
        SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1""",
    "constraints": """
        SELECT k.conrelid::regclass::text, k.conname, pg_get_constraintdef(k.oid), k.convalidated
        FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace
        WHERE n.nspname = 'public' ORDER BY 1, 2""",
    "triggers": """
        SELECT t.tgrelid::regclass::text, t.tgname, t.tgtype, t.tgenabled, t.tgfoid::regproc::text
        FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'public' ORDER BY 1, 2""",
    "types": """
        SELECT t.typname, array_agg(e.enumlabel ORDER BY e.enumsortorder)::text
        FROM pg_type t JOIN pg_enum e ON e.enumtypid = t.oid GROUP BY 1 ORDER BY 1""",
    "functions": """
        SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
        WHERE n.nspname = 'public' ORDER BY 1""",
    "rules": "SELECT schemaname, tablename, rulename FROM pg_rules WHERE schemaname = 'public'",
}


def of_storefront(url: str) -> dict[str, Any]:
    """Return all that the schema `public` holds: objects by kind, and each table's rows."""
    with psycopg.connect(url) as connection:
        found: dict[str, Any] = {
            kind: connection.execute(query).fetchall() for kind, query in _OBJECTS.items()
        }
        tables = [row[1] for row in found["tables"] if row[2] == "r"]
        for table in tables:
            rows = connection.execute(f'SELECT t::text FROM "{table}" t ORDER BY 1')  # noqa: S608
            found[f"rows of {table}"] = rows.fetchall()
    return found


def tables_of(connection: Connection, schema: str | None = None) -> dict[str, Any]:
    """Return tables with their columns, keys, indexes and checks, on either engine."""
    inspector = inspect(connection)
    return {
        table: {
            "columns": [
                (
                    column["name"],
                    str(column["type"]),
                    _values(column["type"]),
                    column["nullable"],
                    _plain(column["default"]),
                )
                for column in inspector.get_columns(table, schema=schema)
            ],
            "key": inspector.get_pk_constraint(table, schema=schema)["constrained_columns"],
            "foreign": sorted(
                (
                    tuple(key["constrained_columns"]),
                    key["referred_table"],
                    tuple(key["referred_columns"]),
                    key["options"].get("ondelete", ""),
                )
                for key in inspector.get_foreign_keys(table, schema=schema)
            ),
            "indexes": sorted(
                (tuple(filter(None, index["column_names"])), bool(index["unique"]))
                for index in inspector.get_indexes(table, schema=schema)
            ),
            "checks": sorted(
                check["sqltext"] for check in inspector.get_check_constraints(table, schema=schema)
            ),
        }
        for table in sorted(inspector.get_table_names(schema=schema))
    }


def bytes_of(folder: Path) -> dict[str, str]:
    """Return the name and the sha256 of every file beneath `folder`."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _values(kind: object) -> tuple[str, ...]:
    return tuple(kind.enums) if isinstance(kind, sa.Enum) else ()


def _plain(default: str | None) -> str | None:
    # PostgreSQL shows its casts: 'USD'::text, 2.5::double precision
    return None if default is None else default.split("::")[0].strip("()'")
