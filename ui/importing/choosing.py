"""Keeps every choice that the owner makes about an import: the latest wins, none is lost."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from babydrop_desktop.domain.choosing import choices_of
from babydrop_desktop.domain.draft import Draft
from babydrop_desktop.domain.jobs import Choices, JobId
from babydrop_desktop.errors import ShopError, Unavailable
from ui.context import PlaceContext

if TYPE_CHECKING:
    from babydrop_desktop.services.importing import Importing

Edit = Callable[[Choices], Choices]
# Typing is kept this long after the last key, or at once when the field is left.
TYPING_MS = 350


@dataclass(slots=True)
class _Job:
    base: Choices | None = None
    waiting: list[Edit] = field(default_factory=list)
    saving: "asyncio.Task[None] | None" = None
    typing: bool = False  # what is saved last was typed, and typing goes on
    more: bool = False  # what waits goes on with that
    refusal: ShopError | None = None

    @property
    def stuck(self) -> bool:
        """Whether it cannot be saved just now, though nothing is wrong with it."""
        return isinstance(self.refusal, Unavailable)


class Choosing(QObject):
    """Saves edits job by job, one call at a time for each, whatever is selected meanwhile.

    `drafted` brings the product as it will be sold once nothing newer waits for that job;
    `refused` brings why an edit could not be kept.
    """

    drafted = Signal(str, object)  # job id, Draft
    refused = Signal(str, object)  # job id, ShopError

    def __init__(self, context: PlaceContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._importing = context.services.importing
        self._tasks = context.tasks(self)
        self._jobs: dict[JobId, _Job] = {}
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typing.timeout.connect(self.flush)

    def know(self, job_id: JobId, draft: Draft) -> None:
        """`draft` is what is saved now; the next edit starts from it."""
        if not self.busy(job_id):
            self._jobs[job_id] = _Job(choices_of(draft))

    def forget(self, job_id: JobId) -> None:
        """The job was read again: the next edit starts from what is saved then."""
        if not self.busy(job_id):
            self._jobs.pop(job_id, None)

    def busy(self, job_id: JobId | None = None) -> bool:
        """Whether an edit of this job (of any, without one) is not saved yet."""
        jobs = self._jobs.values() if job_id is None else [self._jobs.get(job_id, _Job())]
        return any(job.waiting or job.saving for job in jobs)

    def saving(self, job_id: JobId) -> bool:
        """Whether an edit of this job is on its way; `drafted` or `refused` follows."""
        job = self._jobs.get(job_id)
        return job is not None and (job.saving is not None or (bool(job.waiting) and not job.stuck))

    def edit(self, job_id: JobId, change: Edit, *, typing: bool = False) -> None:
        """Keep `change`; while `typing`, only after a short pause."""
        job = self._jobs.setdefault(job_id, _Job())
        # Letters that go on from those before are one step to be taken back.
        job.more = typing and job.typing and (job.more or not job.waiting)
        job.typing = typing
        job.waiting.append(change)
        if typing:
            self._typing.start()
        else:
            self._save(job_id)

    def left(self) -> None:
        """A field is left: what is typed next is a step of its own."""
        self.flush()
        for job in self._jobs.values():
            job.typing = False

    def flush(self) -> None:
        """Save now what was still being typed."""
        self._typing.stop()
        for job_id, job in list(self._jobs.items()):
            if job.waiting:
                self._save(job_id)

    async def settled(self, job_id: JobId) -> bool:
        """Wait until all edits of a job are saved; whether they are."""
        self.flush()
        job = self._jobs.get(job_id)
        if job is None:
            return True
        if job.saving is not None:
            await asyncio.shield(job.saving)
        return job.refusal is None

    async def settle_all(self) -> None:
        """Wait until every edit is saved or refused; errors are told as ever."""
        self.flush()
        saving = [job.saving for job in self._jobs.values() if job.saving is not None]
        if saving:
            # The saving itself goes on where nobody waits for it any longer.
            await asyncio.gather(*map(asyncio.shield, saving), return_exceptions=True)

    def _save(self, job_id: JobId) -> None:
        job = self._jobs[job_id]
        if job.saving is None:
            job.saving = self._tasks.start(self._save_all(job_id, job))

    async def _save_all(self, job_id: JobId, job: _Job) -> None:
        draft: Draft | None = None
        job.refusal = None
        try:
            while job.waiting and not job.stuck:
                draft = await self._save_some(job_id, job) or draft
        finally:
            job.saving = None
        self._tell(job_id, draft, job.refusal)

    def _tell(self, job_id: JobId, draft: Draft | None, refusal: ShopError | None) -> None:
        if draft is not None:
            self.drafted.emit(job_id, draft)
        if refusal is not None:
            self.refused.emit(job_id, refusal)

    async def _save_some(self, job_id: JobId, job: _Job) -> Draft | None:
        edits, job.waiting = job.waiting, []
        try:
            job.base, draft = await self._context.ask(
                _choose, self._importing, job_id, job.base, edits, job.more
            )
        except ShopError as error:
            job.refusal = error
            if isinstance(error, Unavailable):
                # Nothing is wrong with the edits: they go along with the next one.
                job.waiting = edits + job.waiting
            return None
        return draft


def _choose(
    importing: "Importing",
    job_id: JobId,
    base: Choices | None,
    edits: list[Edit],
    more: bool,  # noqa: FBT001 - said by its name
) -> tuple[Choices, Draft]:
    """In a thread of `answers`: the choices with these edits, saved."""
    choices = base if base is not None else choices_of(importing.preview(job_id))
    for change in edits:
        choices = change(choices)
    return choices, importing.choose(job_id, choices, more=more)
