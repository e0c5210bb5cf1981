"""Finds what nothing in the shop needs any more, and takes it away in small parts.

What names a picture is found generously: one that is kept too long costs room, one that is deleted
too early costs the owner a product's picture.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Engine, and_, case, delete, exists, or_, select, union_all, update
from sqlalchemy.orm import Session

from babydrop_desktop.db.imports import insert_once
from babydrop_desktop.db.ours import Job, JobPage, PictureFile, Setting, SourceVariant
from babydrop_desktop.db.sqlite import database_path
from babydrop_desktop.db.storefront import Category, ImportJob, ProductImage, ProductSource
from babydrop_desktop.domain.jobs import JobId, JobState, SourceKind, Stage
from babydrop_desktop.domain.picture_url import url_of

PAGE = 1_000
# Jobs carry whole documents.
JOBS_PAGE = 20
# Not these, whoever hid them: they are queued or at work.
_IDLE = [state for state in JobState if state not in {JobState.QUEUED, JobState.RUNNING}]


class Ask(Protocol):
    """A question about the rows after one id, in order of it; each row begins with its id."""

    def __call__(self, session: Session, after: str) -> Sequence[Any]:
        """At most a page of rows. One statement."""


def image_urls(session: Session, after: str) -> Sequence[Any]:
    """(id, url) of products' pictures, a page by id."""
    asked = select(ProductImage.id, ProductImage.url).where(ProductImage.id > after)
    return session.execute(asked.order_by(ProductImage.id).limit(PAGE)).all()


def category_urls(session: Session, after: str) -> Sequence[Any]:
    """(id, url) of categories' pictures, a page by id."""
    asked = select(Category.id, Category.image_url).where(Category.id > after)
    return session.execute(asked.order_by(Category.id).limit(PAGE)).all()


def variant_keys(session: Session, after: str) -> Sequence[Any]:
    """(id, picture's key) of the supplier's variants, a page by id."""
    asked = select(SourceVariant.id, SourceVariant.picture_key).where(SourceVariant.id > after)
    return session.execute(asked.order_by(SourceVariant.id).limit(PAGE)).all()


def source_urls(session: Session, after: str) -> Sequence[Any]:
    """(id, pictures' addresses) of products' sources, a page by id."""
    asked = select(ProductSource.id, ProductSource.original_image_urls)
    asked = asked.where(ProductSource.id > after)
    return session.execute(asked.order_by(ProductSource.id).limit(PAGE)).all()


def job_documents(session: Session, after: str) -> Sequence[Any]:
    """(id, product, pictures, choices, facts) of jobs that may still go on, a page by id.

    All that hold something, but those that made a product: one that failed is tried again too.
    """
    asked = select(Job.id, Job.product, Job.pictures, Job.choices, Job.facts)
    holds = or_(Job.product.is_not(None), Job.pictures.is_not(None))
    asked = asked.where(Job.id > after, Job.state != JobState.DONE, holds)
    return session.execute(asked.order_by(Job.id).limit(JOBS_PAGE)).all()


def pictures(session: Session, device: str, after: str) -> Sequence[Any]:
    """(sha256, source_key, created_at) of one laptop's pictures, a page by content's name."""
    asked = select(PictureFile.sha256, PictureFile.source_key, PictureFile.created_at)
    asked = asked.where(PictureFile.device == device, PictureFile.sha256 > after)
    return session.execute(asked.order_by(PictureFile.sha256).limit(PAGE)).all()


def is_quiet(session: Session, since: datetime) -> bool:
    """Whether no import works, or has moved since. One statement.

    Every step of an import is shown to the storefront in the transaction that saves it, so its
    narrow table tells what moved without reading documents.
    """
    works = exists().where(Job.state == JobState.RUNNING)
    moved = exists().where(ImportJob.updated_at >= since)
    return not session.scalar(select(or_(works, moved)))


def named_again(
    session: Session, sha256s: Collection[str], keys: Collection[str | None]
) -> frozenset[str]:
    """Which of these addresses and keys a product or a supplier's variant names. One statement."""
    images = select(ProductImage.url).where(ProductImage.url.in_([url_of(one) for one in sha256s]))
    variants = select(SourceVariant.picture_key).where(SourceVariant.picture_key.in_(keys))
    return frozenset(session.scalars(union_all(images, variants)))


def forget_pictures(session: Session, device: str, sha256s: Collection[str]) -> None:
    """Delete rows of one laptop's pictures. One statement."""
    session.execute(
        delete(PictureFile).where(PictureFile.device == device, PictureFile.sha256.in_(sha256s))
    )


def worn_jobs(session: Session, before: datetime, limit: int) -> dict[JobId, JobState]:
    """Jobs whose contents nobody needs: untouched since `before`, they ended or were taken off.

    One that failed, or was given as a page and cancelled, keeps its contents while it is on the
    list: "Try again" goes on from there. One statement.
    """
    ended = or_(
        Job.state == JobState.DONE,
        and_(Job.state == JobState.CANCELLED, Job.source_kind == SourceKind.ADDRESS),
        and_(Job.hidden.is_(True), Job.state.in_(_IDLE)),
    )
    page = exists().where(JobPage.job_id == Job.id)
    holds = or_(Job.product.is_not(None), Job.pictures.is_not(None), page)
    asked = (
        select(Job.id, Job.state)
        .where(ended, holds, Job.created_at < before, Job.updated_at < before)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return {JobId(found.id): JobState(found.state) for found in session.execute(asked)}


def empty_jobs(session: Session, job_ids: Collection[str]) -> None:
    """Take away what jobs had read and fetched; their line, choices and reason stay.

    One that is tried again begins anew; one that still waited for the owner is cancelled. Two
    statements.
    """
    anew = case((Job.source_kind == SourceKind.ADDRESS, Stage.FETCH), else_=Stage.READ)
    waits = Job.state == JobState.READY
    done = Job.state == JobState.DONE
    session.execute(
        update(Job)
        .where(Job.id.in_(job_ids))
        .values(
            product=None,
            pictures=None,
            stage=case((done, Job.stage), else_=anew),
            token_at=None,
            state=case((waits, JobState.CANCELLED), else_=Job.state),
            reason=case((waits, "cancelled"), else_=Job.reason),
            changed=Job.changed + 1,
        )
    )
    session.execute(delete(JobPage).where(JobPage.job_id.in_(job_ids)))


def noted(session: Session, device: str) -> Any:  # noqa: ANN401 - a JSON document
    """What one laptop has noted about its upkeep; None for nothing. One statement."""
    return session.scalar(select(Setting.value).where(Setting.key == _key(device)))


def note(session: Session, device: str, value: object, now: datetime) -> None:
    """Note a laptop's upkeep. At most two statements."""
    key = _key(device)
    insert_once(session, Setting, [{"key": key, "value": value, "updated_at": now}], ["key"])
    session.execute(update(Setting).where(Setting.key == key).values(value=value, updated_at=now))


def _key(device: str) -> str:
    return f"upkeep:{device}"


def shop_name(engine: Engine, home: Path) -> str:
    """What the shop is called in the note of its pictures' folder: its database's place.

    Without a login, and for a file in the folder `home` without the way there.
    """
    if engine.dialect.name == "sqlite":
        place = database_path(engine).absolute()
        inside = place.is_relative_to(home.absolute())
        return place.relative_to(home.absolute()).as_posix() if inside else str(place)
    url = engine.url
    return f"{url.host or ''}:{url.port or ''}/{url.database}"
