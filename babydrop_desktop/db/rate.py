"""Counts, over all laptops of the shop, how much was started in the last minute.

A sliding window in the database itself (the predecessor's fault 15 was to have no limit).
"""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, insert, or_, select
from sqlalchemy.orm import Session

from babydrop_desktop.db.ours import RateToken

MINUTE = timedelta(minutes=1)
# One laptop at a time decides whether a token is free; the number only has to be ours.
_LOCK = 0x0BABD50


def wait(session: Session, name: str, now: datetime, per_minute: int) -> timedelta | None:
    """How long until one more may start; None where it may start now (0 a minute: no limit).

    In a transaction that goes on to `take`, nobody else is told the same until it ends.
    """
    if per_minute <= 0:
        return None
    # A token of the future (a clock that was set back) counts for nothing.
    taken = session.scalars(
        select(RateToken.taken_at)
        .where(RateToken.name == name, RateToken.taken_at > now - MINUTE, RateToken.taken_at <= now)
        .order_by(RateToken.taken_at.desc())
        .limit(per_minute)
    ).all()
    if len(taken) < per_minute:
        return None
    return max(taken[-1] + MINUTE - now, timedelta(milliseconds=1))


def lock(session: Session) -> None:
    """Let no other laptop decide about tokens until this transaction ends."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(_LOCK)))


def take(session: Session, name: str, now: datetime) -> None:
    """Note that one has started, and forget tokens that no longer count."""
    stale = or_(RateToken.taken_at < now - 2 * MINUTE, RateToken.taken_at > now)
    session.execute(delete(RateToken).where(RateToken.name == name, stale))
    session.execute(insert(RateToken).values(name=name, taken_at=now))
