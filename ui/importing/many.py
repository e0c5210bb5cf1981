"""Changes many imports alike, in one step: a category, words in their titles."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal

from babydrop_desktop.domain.jobs import JobId, JobRow
from babydrop_desktop.errors import ShopError
from ui.common import formats
from ui.common.notice_action import BadNews
from ui.common.words import error_words
from ui.context import NoticeAction, PlaceContext
from ui.importing.choosing import Choosing

if TYPE_CHECKING:
    from babydrop_desktop.services.choosing import ManyChosen

translate = QCoreApplication.translate


class Many(QObject):
    """`done` names the imports that were changed; `take_back` undoes the last step."""

    done = Signal(frozenset)  # of JobId

    def __init__(
        self, context: PlaceContext, choosing: Choosing, take_back: Callable[[], object]
    ) -> None:
        super().__init__(choosing)
        self._context = context
        self._choosing = choosing
        self._importing = context.services.importing
        self._take_back = take_back
        self._tasks = context.tasks(self)

    def file_under(self, category_id: str, rows: Sequence[JobRow]) -> None:
        """Give these a category."""
        ids = [row.id for row in rows]
        self._start(
            lambda: self._importing.file_under(ids, category_id),
            (
                translate("import", "{count} product has another category"),
                translate("import", "{count} products have another category"),
            ),
        )

    def retitle(self, titles: Mapping[JobId, tuple[str, str]]) -> None:
        """Give these other titles: what was shown, and what they get."""
        self._start(lambda: self._importing.retitle(titles), self._titles())

    def clean(self, job_ids: Collection[JobId]) -> None:
        """Take the unwanted phrases out of their titles."""
        wanted = list(job_ids)
        self._start(lambda: self._importing.clean_titles(wanted), self._titles())

    @staticmethod
    def _titles() -> tuple[str, str]:
        return (
            translate("import", "{count} title changed"),
            translate("import", "{count} titles changed"),
        )

    def _start(self, call: Callable[[], "ManyChosen"], words: tuple[str, str]) -> None:
        self._tasks.start(self._run(call, words))

    async def _run(self, call: Callable[[], "ManyChosen"], words: tuple[str, str]) -> None:
        try:
            self._choosing.left()
            await self._choosing.settle_all()
            done = await self._context.ask(call)
        except ShopError as error:
            self._context.notify(BadNews(error_words(error)))
            return
        for job_id in done.changed:
            self._choosing.forget(job_id)
        self._tell(done, words)
        self.done.emit(frozenset(done.changed))

    def _tell(self, done: "ManyChosen", words: tuple[str, str]) -> None:
        said = formats.counted(len(done.changed), *words)
        if not done.changed and not done.left_out:
            said = translate("import", "Nothing to change")
        if done.left_out:
            left = translate("import", "{count} left as they are: {why}").format(
                count=formats.number(len(done.left_out)), why=error_words(done.left_out[0][1])
            )
            said = f"{said} · {left}" if done.changed else left
        undo = NoticeAction(translate("import", "Undo"), self._undo) if done.step else None
        self._context.notify(said if done.changed or not done.left_out else BadNews(said), undo)

    def _undo(self) -> None:
        self._take_back()
