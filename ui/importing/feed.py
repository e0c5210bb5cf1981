"""Keeps the list of imports true: asks for what changed, at most ten times a second."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from babydrop_desktop.domain.changes import Change
from babydrop_desktop.domain.jobs import JobId, JobRow
from babydrop_desktop.errors import ShopError
from ui.context import PlaceContext
from ui.importing.staging_model import StagingModel

if TYPE_CHECKING:
    from babydrop_desktop.services.importing import Importing

PAUSE_MS = 100
MOST_ROWS = 1_000
# From here on one question for all is cheaper than one for each.
MANY = 20


class Feed(QObject):
    """Fills the model from the shop, and again for the jobs that a Change names.

    `loaded` after the first answer; `updated` names the jobs that were asked for again.
    """

    loaded = Signal()
    updated = Signal(frozenset)  # of JobId
    failed = Signal(object)  # ShopError

    def __init__(self, context: PlaceContext, model: StagingModel) -> None:
        super().__init__(model)
        self._context = context
        self._model = model
        self._tasks = context.tasks(self)
        self._wanted: set[JobId] = set()
        self._all = False
        self._asking = False
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        context.changes.changed.connect(self._on_changed)

    def load(self) -> None:
        """Ask for the whole list."""
        self._all = True
        self._ask()

    def look_again(self, job_ids: Iterable[JobId]) -> None:
        """Ask for these jobs; new ones are put where they belong."""
        self._wanted.update(job_ids)
        if not self._pause.isActive() and not self._asking:
            self._pause.start()

    def _on_changed(self, change: Change) -> None:
        if change.jobs:
            self.look_again(JobId(job_id) for job_id in change.jobs)

    def _ask(self) -> None:
        if self._asking:
            return
        self._asking = True
        self._tasks.start(self._answer())

    async def _answer(self) -> None:
        wanted, self._wanted = frozenset(self._wanted), set()
        known = frozenset(self._model.ids())
        whole = self._all or len(wanted) > MANY or not wanted <= known
        first, self._all = self._all, False
        importing = self._context.services.importing
        try:
            if whole:
                self._model.show_rows(await self._context.ask(importing.rows, MOST_ROWS))
            else:
                self._show(await self._context.ask(_some, importing, wanted))
        except ShopError as error:
            self.failed.emit(error)
            return
        finally:
            self._asking = False
            if self._wanted or self._all:
                self._pause.start()
        if first:
            self.loaded.emit()
        self.updated.emit(wanted)

    def _show(self, found: dict[JobId, JobRow | None]) -> None:
        self._model.update_rows(row for row in found.values() if row is not None)
        for job_id, row in found.items():
            if row is None:
                self._model.remove(job_id)


def _some(importing: "Importing", job_ids: frozenset[JobId]) -> dict[JobId, JobRow | None]:
    """In a thread of `answers`: these jobs as they are now."""
    return {job_id: importing.row(job_id) for job_id in job_ids}
