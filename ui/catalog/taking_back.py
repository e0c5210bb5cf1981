"""Takes edits of products back and does them again, also those of before the last start."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Signal

from babydrop_desktop.domain.edit_history import Edited, EditKind, EditLine, ManyEdited
from babydrop_desktop.domain.product_edit import EditConflict
from babydrop_desktop.errors import ShopError, Unavailable
from ui.catalog.edits import Edits
from ui.common import formats, product_words
from ui.common.words import error_words
from ui.context import NoticeAction, PlaceContext

translate = QCoreApplication.translate


class TakingBack(QObject):
    """Knows what would be taken back next; `changed` when that is another.

    `clashed` (EditConflict) where somebody else changed it since: the owner decides beside the
    field. `done` (product id) for one product that is as it was.
    """

    changed = Signal()
    clashed = Signal(object)
    done = Signal(str)

    def __init__(self, context: PlaceContext, edits: Edits) -> None:
        super().__init__(edits)
        self._context = context
        self._edits = edits
        self._tasks = context.tasks(self)
        self._last: EditLine | None = None
        self._next: EditLine | None = None
        self._skip: set[str] = set()
        self._busy = False

    def words(self, *, redo: bool = False) -> str:
        """What would be taken back, or done again: "price of Woodland Romper"; "" for nothing."""
        line = self._next if redo else self._last
        return product_words.of_product(line) if line is not None else ""

    def look(self) -> None:
        """Ask what can be taken back now."""
        self._tasks.latest("look", self._look())

    def take(self, *, redo: bool = False) -> bool:
        """Take back what was changed last, or do it again; whether there is anything."""
        if (self._next if redo else self._last) is None:
            return False
        self._start(lambda: self._take_last(redo=redo))
        return True

    def take_edit(self, edited: Edited) -> None:
        """Take back one edit."""
        if edited.edit_id is not None:
            edit_id = edited.edit_id
            self._start(lambda: self._take(edit_id, None))

    def take_batch(self, batch: str) -> None:
        """Take back one edit of many products."""
        self._start(lambda: self._take(batch, batch))

    def _start(self, work: Callable[[], Any]) -> None:
        """A second press while one is taken back does nothing."""
        if not self._busy:
            self._busy = True
            self._tasks.start(self._alone(work))

    async def _alone(self, work: Callable[[], Any]) -> None:
        try:
            await self._edits.saving_done()
            await work()
        finally:
            self._busy = False
            self.look()

    async def _look(self) -> None:
        try:
            self._last, self._next = await self._context.ask(self._both)
        except ShopError:  # the list says that nobody answers
            self._last = self._next = None
        self.changed.emit()

    def _both(self) -> tuple[EditLine | None, EditLine | None]:
        editing, skip = self._context.services.editing, frozenset(self._skip)
        return editing.last_undoable(skip=skip), editing.last_redoable(skip=skip)

    async def _take_last(self, *, redo: bool) -> None:
        try:
            last, following = await self._context.ask(self._both)
        except ShopError as error:
            self._context.notify(error_words(error))
            return
        line = following if redo else last
        if line is not None:
            await self._take(line.batch or line.id, line.batch)

    async def _take(self, one: str, batch: str | None) -> None:
        editing = self._context.services.editing
        try:
            if batch is not None:
                self._say_many(batch, await self._context.ask(editing.undo_many, batch))
            else:
                self._say(await self._context.ask(self._undo, one))
        except EditConflict as error:
            self._skip.add(one)
            self.clashed.emit(error)
        except ShopError as error:
            if not isinstance(error, Unavailable):
                self._skip.add(one)
            self._context.notify(error_words(error))

    def _undo(self, edit_id: str) -> tuple[Edited, EditLine | None]:
        """Take it back, and read the line that says so."""
        editing = self._context.services.editing
        edited = editing.undo(edit_id)
        lines = editing.history(edited.product_id, 1)
        return edited, lines[0] if lines else None

    def _say(self, answer: tuple[Edited, EditLine | None]) -> None:
        edited, line = answer
        words = product_words.of_product(line) if line is not None else ""
        again = line is not None and line.kind is EditKind.REDONE
        self._context.notify(
            _sentence(again=again).format(what=words),
            NoticeAction(_verb(again=again), lambda: self.take_edit(edited)),
        )
        self.done.emit(edited.product_id)

    def _say_many(self, batch: str, answer: ManyEdited) -> None:
        count = sum(one.edit_id is not None for one in answer.edited)
        one, many = (
            translate("catalog", "{count} product is as it was"),
            translate("catalog", "{count} products are as they were"),
        )
        words = formats.counted(count, one, many)
        if answer.left_out:
            self._skip.add(batch)
            left = formats.number(len(answer.left_out))
            words = translate("catalog", "{words}; {count} were changed since and stay").format(
                words=words, count=left
            )
        made = answer.batch
        action = NoticeAction(_verb(again=False), lambda: self.take_batch(made)) if made else None
        self._context.notify(words, action)


def _sentence(*, again: bool) -> str:
    if again:
        return translate("catalog", "Done again: {what}")
    return translate("catalog", "Taken back: {what}")


def _verb(*, again: bool) -> str:
    return translate("catalog", "Undo") if again else translate("catalog", "Redo")
