"""Keeps which address the owner approved for AliExpress, beside the one that the customer wrote.

The SQL stands beside this file as it was when this step was written; it never follows the models.
"""

from pathlib import Path

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    """Bring the database from 0005 to 0006."""
    name = f"0006_ours.{op.get_bind().dialect.name}.sql"
    for statement in (_SQL / name).read_text(encoding="utf-8").split(";\n\n"):
        op.get_bind().exec_driver_sql(statement)
