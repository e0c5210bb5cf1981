"""Lets an import remember which ways it tried, when it may go on, and what it waits for."""

from pathlib import Path

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    """Bring the database from 0003 to 0004."""
    name = f"0004_ours.{op.get_bind().dialect.name}.sql"
    for statement in (_SQL / name).read_text(encoding="utf-8").split(";\n\n"):
        op.get_bind().exec_driver_sql(statement)
