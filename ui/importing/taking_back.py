"""Takes back what was chosen for imports and does it again, also from before the last start."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal

from babydrop_desktop.domain.choosing import ChoiceStep
from babydrop_desktop.domain.jobs import JobId
from babydrop_desktop.errors import ShopError
from ui.common import formats
from ui.common.notice_action import BadNews
from ui.common.words import error_words
from ui.context import NoticeAction, PlaceContext
from ui.importing.choosing import Choosing
from ui.importing.step_words import step_words

if TYPE_CHECKING:
    from babydrop_desktop.services.choosing import TakenBack

translate = QCoreApplication.translate


class TakingBack(QObject):
    """Knows what would be taken back next; `changed` when that is another.

    `done` names the imports that are as they were.
    """

    changed = Signal()
    done = Signal(frozenset)  # of JobId

    def __init__(self, context: PlaceContext, choosing: Choosing) -> None:
        super().__init__(choosing)
        self._context = context
        self._choosing = choosing
        self._importing = context.services.importing
        self._tasks = context.tasks(self)
        self._last: ChoiceStep | None = None
        self._next: ChoiceStep | None = None
        self._busy = False

    def words(self, *, redo: bool = False) -> str:
        """What would be taken back, or done again; "" for nothing."""
        return step_words(self._next if redo else self._last)

    def look(self) -> None:
        """Ask what can be taken back now."""
        self._tasks.latest("look", self._look())

    def take(self, *, redo: bool = False) -> bool:
        """Take back what was chosen last, or do it again; whether there is anything."""
        if (self._next if redo else self._last) is None and not self._choosing.busy():
            return False
        if not self._busy:
            self._busy = True
            self._tasks.start(self._take(redo=redo))
        return True

    async def _look(self) -> None:
        try:
            self._last, self._next = await self._context.ask(self._both)
        except ShopError:  # the list says that nobody answers
            self._last = self._next = None
        self.changed.emit()

    def _both(self) -> tuple[ChoiceStep | None, ChoiceStep | None]:
        return self._importing.last_step(), self._importing.last_step(redo=True)

    async def _take(self, *, redo: bool) -> None:
        try:
            self._choosing.left()
            await self._choosing.settle_all()
            taken = await self._context.ask(self._importing.take_back, redo=redo)
        except ShopError as error:
            self._context.notify(BadNews(error_words(error)))
        else:
            if taken is not None:
                self._tell(taken, redo=redo)
        finally:
            self._busy = False
            self.look()

    def _tell(self, taken: "TakenBack", *, redo: bool) -> None:
        self._forget(taken.changed)
        said = translate("import", "Done again: {what}") if redo else ""
        said = said or translate("import", "Taken back: {what}")
        text = said.format(what=step_words(taken.step))
        if taken.left_out:
            left = translate("import", "{text}; {count} were changed since and stay")
            text = left.format(text=text, count=formats.number(len(taken.left_out)))
        verb = translate("import", "Undo") if redo else translate("import", "Redo")
        again = NoticeAction(verb, lambda: self._turn(redo=not redo))
        self._context.notify(text, again if taken.changed else None)
        self.done.emit(frozenset(taken.changed))

    def _turn(self, *, redo: bool) -> None:
        self.take(redo=redo)

    def _forget(self, job_ids: Collection[JobId]) -> None:
        for job_id in job_ids:
            self._choosing.forget(job_id)
