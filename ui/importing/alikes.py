"""Finds staged products that look like another one, a moment after their pictures have come."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from babydrop_desktop.domain.jobs import JobId, JobRow, JobState
from babydrop_desktop.errors import ShopError
from ui.context import PlaceContext
from ui.importing.row_actions import is_duplicate
from ui.importing.staging_model import StagingModel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from babydrop_desktop.services.look_alikes import Alike

# Pictures come one after the other: they are compared together.
PAUSE_MS = 400


class Alikes(QObject):
    """Keeps the model told; `found` after each answer that is another one."""

    found = Signal()

    def __init__(self, context: PlaceContext, model: StagingModel) -> None:
        super().__init__(model)
        self._context = context
        self._model = model
        self._tasks = context.tasks(self)
        self._known: Mapping[JobId, Alike] = {}
        self._asked: dict[JobId, str] = {}
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        context.thumbnails.arrived.connect(self._on_arrived)

    def of(self, job_id: JobId | None) -> "Alike | None":
        """What a staged product looks like, None for nothing."""
        return self._known.get(job_id) if job_id else None

    def name_of(self, alike: "Alike") -> str:
        """The SKU of the product, or the title of the other staged one."""
        row = self._model.find(alike.job_id)
        return alike.sku or (row.summary.title if row else "")

    def look(self) -> None:
        """Compare anew where what is staged has changed."""
        if self._wanted() != self._asked:
            self._pause.start()

    def look_anew(self) -> None:
        """Compare anew: the shop's products have changed."""
        self._asked = {}
        self.look()

    def _wanted(self) -> dict[JobId, str]:
        rows = (row for row in self._model.jobs() if _is_compared(row))
        return {row.id: row.summary.picture or "" for row in rows}

    def _on_arrived(self, key: object) -> None:
        ref = getattr(key, "ref", "")
        if any(row.summary.picture == ref for row in self._model.jobs()):
            self._asked = {}
            self._pause.start()

    def _ask(self) -> None:
        self._asked = self._wanted()
        self._tasks.latest("alike", self._answer(dict(self._asked)))

    async def _answer(self, staged: dict[JobId, str]) -> None:
        alikes = self._context.services.proposals.alikes
        try:
            known = await self._context.ask(alikes.find, staged)
        except ShopError:  # nothing is blocked by it; it is asked again with the next news
            self._asked = {}
            return
        if known != self._known:
            self._known = known
            self._model.show_alikes({one: self._words(known[one]) for one in known})
            self.found.emit()

    def _words(self, alike: "Alike") -> tuple[str, int]:
        return self.name_of(alike), alike.differ


def _is_compared(row: JobRow) -> bool:
    return row.state is JobState.READY and bool(row.summary.picture) and not is_duplicate(row)
