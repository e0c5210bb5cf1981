"""Counts, over all laptops of the shop, how much was started in the last minute or day.

A sliding window in the database itself (the predecessor's fault 15 was to have no limit).
"""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, insert, or_, select
from sqlalchemy.orm import Session

from babydrop_desktop.db.ours import RateToken

MINUTE = timedelta(minutes=1)
# One laptop at a time decides whether a token is free; the number only has to be ours.
_LOCK = 0x0BABD50


def wait(
    session: Session, name: str, now: datetime, most: int, *, window: timedelta = MINUTE
) -> timedelta | None:
    """How long until one more may start; None where it may start now (`most` 0: no limit).

    In a transaction that goes on to `take`, nobody else is told the same until it ends.
    """
    if most <= 0:
        return None
    # A token of the future (a clock that was set back) counts for nothing.
    taken = session.scalars(
        select(RateToken.taken_at)
        .where(RateToken.name == name, RateToken.taken_at > now - window, RateToken.taken_at <= now)
        .order_by(RateToken.taken_at.desc())
        .limit(most)
    ).all()
    if len(taken) < most:
        return None
    return max(taken[-1] + window - now, timedelta(milliseconds=1))


def lock(session: Session) -> None:
    """Let no other laptop decide about tokens until this transaction ends."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(_LOCK)))


def give_back(session: Session, name: str, at: datetime) -> None:
    """Forget one that was noted at `at` and did not come to pass."""
    one = select(func.min(RateToken.id)).where(RateToken.name == name, RateToken.taken_at == at)
    session.execute(delete(RateToken).where(RateToken.id == one.scalar_subquery()))


def take(session: Session, name: str, now: datetime, *, window: timedelta = MINUTE) -> None:
    """Note that one has started, and forget tokens that no longer count."""
    stale = or_(RateToken.taken_at < now - 2 * window, RateToken.taken_at > now)
    session.execute(delete(RateToken).where(RateToken.name == name, stale))
    session.execute(insert(RateToken).values(name=name, taken_at=now))
