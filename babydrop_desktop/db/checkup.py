"""Asks the database whether it is whole."""

from contextlib import closing
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, case, func, select
from sqlalchemy.orm import Session

from babydrop_desktop.db.backup import faults
from babydrop_desktop.db.errors import translated
from babydrop_desktop.db.ours import Job, PictureFile
from babydrop_desktop.db.sqlite import connect_raw, database_path
from babydrop_desktop.db.storefront import Product, ProductImage
from babydrop_desktop.domain.jobs import JobState
from babydrop_desktop.domain.picture_url import sha256_of

MOST_PICTURES = 200_000


@dataclass(frozen=True, slots=True)
class LostReference:
    """So many rows of one table (`rows`, `table`) name a row of `to` that is not there."""

    table: str
    to: str
    rows: int


def damage(engine: Engine) -> tuple[str, ...]:
    """What SQLite finds wrong with the database's file, in its words; () where it is sound.

    Reads the whole file. A server watches over its own files.
    """
    if engine.dialect.name != "sqlite":
        return ()
    return tuple(faults(database_path(engine)))


def lost_references(engine: Engine) -> tuple[LostReference, ...]:
    """The rows that name what is not there, counted by table, most first. One statement.

    Only in an embedded database: a server never lets it come to that.
    """
    if engine.dialect.name != "sqlite":
        return ()
    asked = (
        'SELECT "table", parent, count(*) AS rows FROM pragma_foreign_key_check'
        " GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2"
    )
    with translated(), closing(connect_raw(database_path(engine), readonly=True)) as connection:
        return tuple(LostReference(*row) for row in connection.execute(asked))


def picture_owners(session: Session, device: str) -> dict[str, tuple[str, ...]]:
    """The pictures that this laptop should have, by content's name: the SKUs of their products.

    Two statements.
    """
    here = select(PictureFile.sha256).where(PictureFile.device == device)
    known = set(session.scalars(here.limit(MOST_PICTURES)))
    ours = (
        select(ProductImage.url, Product.sku)
        .join(Product, Product.id == ProductImage.product_id)
        .where(ProductImage.url.startswith("babydrop:"))
        .order_by(Product.sku)
        .limit(MOST_PICTURES)
    )
    found: dict[str, tuple[str, ...]] = {}
    for url, sku in session.execute(ours):
        name = sha256_of(url)
        if name in known:
            found[name] = (*found.get(name, ()), sku)
    return found


def job_counts(session: Session, now: datetime) -> tuple[int, int]:
    """How many jobs wait in the queue, and how many were interrupted. One statement."""
    stale = (Job.state == JobState.RUNNING) & (Job.lease_until < now)
    statement = select(
        func.count(case((Job.state == JobState.QUEUED, 1))), func.count(case((stale, 1)))
    )
    waiting, interrupted = session.execute(statement.select_from(Job)).one()
    return waiting, interrupted
