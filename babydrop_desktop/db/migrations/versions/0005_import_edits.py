"""Lets edits of staged imports be taken back, and pictures be known that look alike."""

from pathlib import Path

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    """Bring the database from 0004 to 0005."""
    name = f"0005_ours.{op.get_bind().dialect.name}.sql"
    for statement in (_SQL / name).read_text(encoding="utf-8").split(";\n\n"):
        op.get_bind().exec_driver_sql(statement)
