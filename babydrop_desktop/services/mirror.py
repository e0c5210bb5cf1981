"""Shows our imports to the storefront, in its own table ImportJob and its own words."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from babydrop_desktop.db import imports
from babydrop_desktop.domain.jobs import JobState, Progress, Stage

STEPS: dict[Stage, tuple[str, int]] = {
    Stage.FETCH: ("fetching the page", 5),
    Stage.READ: ("reading the page", 15),
    Stage.PRICE: ("working out the price", 25),
    Stage.PICTURES: ("fetching pictures", 30),
    Stage.SAVE: ("saving the product", 95),
    Stage.END: ("done", 100),
}
_PICTURES_SHARE = 60  # percent of the whole that fetching pictures takes


def queued(session: Session, job_ids: Sequence[str], now: datetime) -> None:
    """Show new jobs as pending."""
    imports.add_mirrors(session, job_ids, now)


def moved(
    session: Session, job_ids: Collection[str], now: datetime, state: JobState | None
) -> None:
    """Show that the owner moved jobs: back to the queue, or cancelled."""
    words = {JobState.QUEUED: ("pending", None), JobState.CANCELLED: ("failed", "Cancelled.")}
    if state in words:
        status, error = words[state]
        imports.mirror_jobs(session, job_ids, now, status=status, error=error)


def working(session: Session, job_id: str, now: datetime, progress: Progress) -> None:
    """Show how far a job is."""
    step, percent = STEPS[progress.stage]
    if progress.stage is Stage.PICTURES and progress.of:
        percent += _PICTURES_SHARE * min(progress.done, progress.of) // progress.of
    values = {"status": "processing", "current_step": step, "progress": percent, "error": None}
    imports.mirror_jobs(session, [job_id], now, **values)


def waiting(session: Session, job_id: str, now: datetime) -> None:
    """Show that a job is read and waits for the owner."""
    step = "waiting for the owner"
    imports.mirror_jobs(session, [job_id], now, status="pending", current_step=step, progress=25)


def completed(session: Session, job_id: str, now: datetime, result: dict[str, str | int]) -> None:
    """Show that a job made a product; `result` is what it made."""
    values = {"status": "completed", "current_step": "done", "progress": 100, "error": None}
    imports.mirror_jobs(session, [job_id], now, result=result, **values)


def failed(session: Session, job_id: str, now: datetime, message: str) -> None:
    """Show why a job ended without a product."""
    imports.mirror_jobs(session, [job_id], now, status="failed", error=message)
