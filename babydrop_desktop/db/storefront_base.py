"""Gives the storefront's tables their common ground: types, and names as its tool makes them."""

from datetime import datetime
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase

from babydrop_desktop.db.types import Cents, TextList, UtcTime


class Storefront(DeclarativeBase):
    """A table that the storefront owns, even where we created it."""

    # The storefront's tool names keys this way; the same names let it take over a database of ours.
    metadata = sa.MetaData(
        naming_convention={
            "pk": "%(table_name)s_pkey",
            "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
            "ck": "%(table_name)s_%(constraint_name)s_check",
        }
    )
    type_annotation_map = {  # noqa: RUF012 (the declarative base wants a plain dict)
        str: sa.Text,
        int: sa.Integer,
        bool: sa.Boolean,
        float: sa.Double,
        datetime: UtcTime,
        Decimal: Cents,
        tuple[str, ...]: TextList,
    }


def plain(table: str, *columns: str) -> sa.Index:
    """Return an index of the storefront's, under the name that its tool gives."""
    return sa.Index(f"{table}_{'_'.join(columns)}_idx", *columns)


def unique(table: str, *columns: str) -> sa.Index:
    """Return a unique key of the storefront's, under the name that its tool gives."""
    return sa.Index(f"{table}_{'_'.join(columns)}_key", *columns, unique=True)


def amount(text: str) -> sa.BindParameter[Decimal]:
    """Return a default amount of money, right on both databases."""
    return sa.literal(Decimal(text), Cents())
