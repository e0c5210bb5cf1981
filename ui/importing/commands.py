"""Does what the owner asked of imports: import, cancel, try again, remove, clear."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from babydrop_desktop.domain.jobs import JobId, JobRow
from babydrop_desktop.errors import ShopError
from ui.common import formats, words
from ui.common.notice import SECONDS
from ui.common.notice_action import BadNews
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
    file_wanted = Signal(str)  # job id: another page is chosen in place of its own
    said = Signal(str, str, str)  # job id, sentence, details
    offered = Signal()  # something else is to be brought back, or nothing any more

    def __init__(self, context: PlaceContext, choosing: Choosing) -> None:
        super().__init__(choosing)
        self._context = context
        self._choosing = choosing
        self._importing = context.services.importing
        self._tasks = context.tasks(self)
        self._undo: list[JobId] = []
        self._removed_words = ""
        self._offered = QTimer(self, singleShot=True, interval=SECONDS * 1000)
        self._offered.timeout.connect(self.forget)

    def run(self, action: RowAction, rows: Iterable[JobRow]) -> None:
        """Do `action` with these lines."""
        chosen = list(rows)
        if action is RowAction.IMPORT:
            self.start([row.id for row in chosen])
        elif action is RowAction.SHOW_PRODUCT:
            self._show_product(chosen)
        elif action is RowAction.OPEN_PAGE:
            self.open_page(chosen[0].canonical_id if chosen else None)
        elif action is RowAction.SHOW_BROWSER:
            self._tasks.start(self._show_browser())
        elif action is RowAction.CHOOSE_FILE:
            self.file_wanted.emit(chosen[0].id if chosen else "")
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
        gone = [row for row in rows if is_clearable(row)]
        self._tasks.start(self._remove(gone, cleared=True))

    def replace(self, job_id: JobId) -> None:
        """Take off the line that another page has come in place of."""
        self._tasks.start(self._remove([], also=(job_id,)))

    def undo(self) -> bool:
        """Bring back what was removed last, while its Undo is offered; whether there was any."""
        if not self._undo:
            return False
        job_ids = self._undo
        self._offered.stop()
        self.forget()
        self._tasks.start(self._bring_back(job_ids))
        return True

    def undo_words(self) -> str:
        """What would be brought back, "" for nothing."""
        return self._removed_words if self._undo else ""

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
            sentence = translate(
                "import", "The page could not be opened. Copy its number into a browser."
            )
            self._context.notify(BadNews(sentence))

    async def _show_browser(self) -> None:
        if not await self._context.ask(self._context.services.browser.show):
            sentence = translate(
                "import",
                "No browser window waits on this laptop. It may be on another one of the shop.",
            )
            self._context.notify(sentence)

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
        if action is RowAction.REMOVE:
            await self._remove(rows)
            return
        served = await self._each_id(_calls(self._importing)[action], [row.id for row in rows])
        if action is RowAction.RETRY:
            self.started.emit(frozenset(served))

    async def _remove(
        self, rows: list[JobRow], also: tuple[JobId, ...] = (), *, cleared: bool = False
    ) -> None:
        job_ids = [*(row.id for row in rows), *also]
        served = await self._each_id(self._importing.remove, job_ids)
        for job_id in served:
            self.removed.emit(job_id)
        self._tell_removed([row for row in rows if row.id in served], cleared=cleared)

    def _tell_removed(self, rows: list[JobRow], *, cleared: bool) -> None:
        if not rows:
            return
        if len(rows) == 1:
            text = translate("import", "Removed: {title}").format(title=title_of(rows[0]))
        else:
            # Their products stay in the catalog.
            finished = translate("import", "{count} finished lines cleared")
            many = finished if cleared else translate("import", "{count} lines removed")
            text = many.format(count=formats.number(len(rows)))
        self._undo = [row.id for row in rows]
        self._removed_words = text
        self.offered.emit()
        self._offered.start()
        self._context.notify(text, NoticeAction(translate("import", "Undo"), self._take_back))

    def _take_back(self) -> None:
        self.undo()

    def forget(self) -> None:
        """Offer no more to bring back what was removed: something else was done since."""
        self._undo = []
        self.offered.emit()

    async def _bring_back(self, job_ids: list[JobId]) -> None:
        if await self._each_id(self._importing.unhide, job_ids):
            self._context.notify(translate("import", "Back on the list"))

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
        self.said.emit(job_id, words.error_words(error), words.error_details(error))


def _calls(importing: "Importing") -> dict[RowAction, Callable[[JobId], None]]:
    return {
        RowAction.CANCEL: importing.cancel,
        RowAction.RETRY: importing.retry,
    }
