"""Gives the shop its memory: in an empty database all tables, beside a storefront only ours.

The SQL stands beside this file as it was when this step was written; it never follows the models.
"""

from pathlib import Path
from secrets import token_hex

import sqlalchemy as sa
from alembic import op

from babydrop_desktop.db.ids import new_id

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_SQL = Path(__file__).parents[1] / "sql"
# Where a new shop starts (the contract with the storefront, recommended category markups).
_CATEGORIES = (
    ("bodysuits-rompers", "Bodysuits & Rompers", 3.0),
    ("dresses", "Dresses", 3.2),
    ("outerwear", "Outerwear", 2.7),
    ("sleepwear", "Sleepwear", 2.9),
    ("accessories", "Accessories", 3.6),
    ("shoes", "Shoes", 2.7),
    ("sets-outfits", "Sets & Outfits", 3.0),
)


def upgrade() -> None:
    """Bring the database from nothing to 0001."""
    connection = op.get_bind()
    dialect = connection.dialect.name
    storefront = sa.inspect(connection).has_table("Product")
    if not storefront:
        _run(f"0001_storefront.{dialect}.sql")
        _run("0001_indexes.sql")
        _run(f"0001_names.{dialect}.sql")
    _run(f"0001_ours.{dialect}.sql")
    version = str(op.get_context().opts["program_version"])
    marker = {"epoch": token_hex(16), "program_version": version, "created_at": _now()}
    if not storefront:
        marker["owner"] = "babydrop"
        _add_categories()
    schema = "" if dialect == "sqlite" else "babydrop."
    add = sa.text(f"INSERT INTO {schema}shop_marker (key, value) VALUES (:key, :value)")  # noqa: S608
    connection.execute(add, [{"key": key, "value": value} for key, value in marker.items()])


def _run(name: str) -> None:
    for statement in (_SQL / name).read_text(encoding="utf-8").split(";\n"):
        if statement.strip():
            op.get_bind().exec_driver_sql(statement)


def _now() -> str:
    """Return the database's time as text."""
    if op.get_bind().dialect.name == "sqlite":
        asked = "SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"
    else:
        asked = 'SELECT to_char(now(), \'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"\')'
    return str(op.get_bind().exec_driver_sql(asked).scalar_one())


def _add_categories() -> None:
    time = ":now" if op.get_bind().dialect.name == "sqlite" else "CAST(:now AS timestamptz)"
    add = sa.text(
        'INSERT INTO "Category" (id, name, slug, "markupFactor", "sortOrder", "updatedAt")'  # noqa: S608
        f" VALUES (:id, :name, :slug, :markup, :place, {time})"
    )
    now = _now()
    rows = [
        {"id": new_id(), "slug": slug, "name": name, "markup": markup, "place": place, "now": now}
        for place, (slug, name, markup) in enumerate(_CATEGORIES, start=1)
    ]
    op.get_bind().execute(add, rows)
