"""Does what the owner asked of imports: import, cancel, try again, remove, clear."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from babydrop_desktop.domain.jobs import JobId, JobRow
from babydrop_desktop.errors import ShopError
from ui.common import formats, words
from ui.context import NoticeAction, PlaceContext
from ui.importing.choosing import Choosing
from ui.importing.row_actions import RowAction, is_clearable, product_of
from ui.importing.row_look import title_of

if TYPE_CHECKING:
    from babydrop_desktop.services.importing import Importing

translate = QCoreApplication.translate


def item_page(canonical_id: str | None) -> QUrl | None:
    """The item's page at AliExpress: our own address around a number, never the supplier's text."""
    if not canonical_id or not (canonical_id.isascii() and canonical_id.isdigit()):
        return None
    return QUrl(f"https://www.aliexpress.com/item/{canonical_id}.html")


class Commands(QObject):
    """Asks the shop, wakes the workers and tells who waits. `asked` names the jobs touched.

    `started` names those of them that are imported, or tried again, from now on.
    `said` carries a sentence about a job ("" for none in particular) that could not be served.
    """

    asked = Signal(frozenset)  # of JobId
    started = Signal(frozenset)  # of JobId
    removed = Signal(str)  # job id
    said = Signal(str, str, str)  # job id, sentence, details

    def __init__(self, context: PlaceContext, choosing: Choosing) -> None:
        super().__init__(choosing)
        self._context = context
        self._choosing = choosing
        self._importing = context.services.importing
        self._tasks = context.tasks(self)

    def run(self, action: RowAction, rows: Iterable[JobRow]) -> None:
        """Do `action` with these lines."""
        chosen = list(rows)
        if action is RowAction.IMPORT:
            self.start([row.id for row in chosen])
        elif action is RowAction.SHOW_PRODUCT:
            self._show_product(chosen)
        elif action is RowAction.OPEN_PAGE:
            self.open_page(chosen[0].canonical_id if chosen else None)
        else:
            self._tasks.start(self._each(action, chosen))

    def start(self, job_ids: Iterable[JobId]) -> None:
        """Import these, with every choice made so far."""
        self._tasks.start(self._start(list(job_ids)))

    def cancel(self, job_ids: Iterable[JobId]) -> None:
        """Stop these; what is finished is kept."""
        self._tasks.start(self._cancel(list(job_ids)))

    def clear(self, rows: Iterable[JobRow]) -> None:
        """Take off the list what is imported or refused; what may be tried again stays."""
        self._tasks.start(self._each(RowAction.REMOVE, [row for row in rows if is_clearable(row)]))

    def open_page(self, canonical_id: str | None) -> None:
        """Open the item's page in the owner's browser; the demo shop's items have none."""
        url = item_page(canonical_id)
        if self._context.services.about.demo:
            self._context.notify(
                translate(
                    "import", "The demo shop opens no supplier's page: its items do not exist."
                )
            )
        elif url is None or not QDesktopServices.openUrl(url):
            self._context.notify(
                translate("import", "The page could not be opened. Copy its number into a browser.")
            )

    def _show_product(self, rows: list[JobRow]) -> None:
        product_id = product_of(rows[0]) if rows else None
        if product_id:
            self._context.go_to("catalog", product_id=product_id)

    async def _start(self, job_ids: list[JobId]) -> None:
        ready = [job_id for job_id in job_ids if await self._choosing.settled(job_id)]
        if not ready:
            return
        try:
            started = await self._context.ask(self._importing.start, ready)
        except ShopError as error:
            self._say(ready[0], error)
        else:
            self.started.emit(frozenset(started))
        self._done(ready)

    async def _each(self, action: RowAction, rows: list[JobRow]) -> None:
        job_ids = [row.id for row in rows]
        served = await self._each_id(_calls(self._importing)[action], job_ids)
        if action is RowAction.RETRY:
            self.started.emit(frozenset(served))
        elif action is RowAction.REMOVE:
            for job_id in served:
                self.removed.emit(job_id)
            self._tell_removed([row for row in rows if row.id in served])

    def _tell_removed(self, rows: list[JobRow]) -> None:
        if not rows:
            return
        if len(rows) == 1:
            text = translate("import", "Removed: {title}").format(title=title_of(rows[0]))
        else:
            text = translate("import", "{count} imports removed").format(
                count=formats.number(len(rows))
            )
        job_ids = [row.id for row in rows]

        def undo() -> None:
            self._tasks.start(self._bring_back(job_ids))

        self._context.notify(text, NoticeAction(translate("import", "Undo"), undo))

    async def _bring_back(self, job_ids: list[JobId]) -> None:
        await self._each_id(self._importing.unhide, job_ids)

    async def _cancel(self, job_ids: list[JobId]) -> None:
        await self._each_id(self._importing.cancel, job_ids)

    async def _each_id(self, call: Callable[[JobId], None], job_ids: list[JobId]) -> list[JobId]:
        served = []
        for job_id in job_ids:
            try:
                await self._context.ask(call, job_id)
            except ShopError as error:
                self._say(job_id, error)
            else:
                served.append(job_id)
        self._done(job_ids)
        return served

    def _done(self, job_ids: list[JobId]) -> None:
        self._context.jobs.wake()
        self.asked.emit(frozenset(job_ids))

    def _say(self, job_id: JobId, error: ShopError) -> None:
        self.said.emit(job_id, words.error_words(error), f"{error.reason}: {error}")


def _calls(importing: "Importing") -> dict[RowAction, Callable[[JobId], None]]:
    return {
        RowAction.CANCEL: importing.cancel,
        RowAction.RETRY: importing.retry,
        RowAction.REMOVE: importing.remove,
    }
