"""Asks the database whether it is whole."""

from datetime import datetime

from sqlalchemy import case, func, select, text
from sqlalchemy.orm import Session

from babydrop_desktop.db.ours import Job, PictureFile
from babydrop_desktop.db.storefront import ProductImage
from babydrop_desktop.domain.jobs import JobState
from babydrop_desktop.domain.picture_url import sha256_of

MOST_PICTURES = 200_000


def broken(session: Session) -> tuple[str, ...]:
    """What is wrong with the database itself, in sentences; () where nothing is.

    On SQLite `integrity_check` (its quick form misses damage) and the foreign keys. A server
    watches over its own files.
    """
    if session.get_bind().dialect.name != "sqlite":
        return ()
    found = [str(row[0]) for row in session.execute(text("PRAGMA integrity_check(20)"))]
    damage = [f"The database file is damaged: {line}." for line in found if line != "ok"]
    loose = session.execute(text("PRAGMA foreign_key_check")).fetchmany(20)
    return (*damage, *(f"A row of {row[0]} names a {row[2]} that is gone." for row in loose))


def picture_names(session: Session, device: str) -> tuple[str, ...]:
    """The contents' names of the products' pictures that this laptop should have."""
    here = select(PictureFile.sha256).where(PictureFile.device == device)
    known = set(session.scalars(here.limit(MOST_PICTURES)))
    ours = select(ProductImage.url).where(ProductImage.url.startswith("babydrop:"))
    names = (sha256_of(url) for url in session.scalars(ours.limit(MOST_PICTURES)))
    return tuple(name for name in dict.fromkeys(names) if name in known)


def job_counts(session: Session, now: datetime) -> tuple[int, int]:
    """How many jobs wait in the queue, and how many were interrupted. One statement."""
    stale = (Job.state == JobState.RUNNING) & (Job.lease_until < now)
    statement = select(
        func.count(case((Job.state == JobState.QUEUED, 1))), func.count(case((stale, 1)))
    )
    waiting, interrupted = session.execute(statement.select_from(Job)).one()
    return waiting, interrupted
