"""Says in the status bar what was imported, with the way to it in the catalog."""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from babydrop_desktop.domain.jobs import JobId, JobRow, JobState
from ui.common.formats import counted
from ui.common.labels import set_apart
from ui.context import NoticeAction, PlaceContext
from ui.importing.row_actions import is_importing, product_of

translate = QCoreApplication.translate


class DoneNews:
    """Watches the imports of this window; a product is told once, when it is in the catalog."""

    def __init__(self, context: PlaceContext) -> None:
        self._context = context
        self._at_work: set[JobId] = set()
        self._told = 0

    def begin(self, job_ids: frozenset[JobId]) -> None:
        """These were started: they may be in the catalog before the list shows them at work."""
        self._at_work |= job_ids

    def look(self, rows: Iterable[JobRow], begun: frozenset[JobId] = frozenset()) -> None:
        """Tell of what has come into the catalog since; `begun` do not show it yet."""
        done: list[JobRow] = []
        for row in rows:
            if is_importing(row) or row.id in begun:
                self._at_work.add(row.id)
            elif row.id in self._at_work:
                self._at_work.discard(row.id)
                if row.state is JobState.DONE:
                    done.append(row)
        if done:
            self._told += len(done)
            self._tell(done[-1])
        if not self._at_work:
            self._told = 0

    def _tell(self, last: JobRow) -> None:
        if self._told == 1:
            text = translate("import", "Imported: {title}").format(
                title=set_apart(last.summary.title)
            )
        else:
            text = counted(
                self._told,
                translate("import", "{count} product imported"),
                translate("import", "{count} products imported"),
            )
        product_id = product_of(last)
        if product_id is None:
            self._context.notify(text)
            return
        go_to = self._context.go_to
        verb = translate("import", "Show in catalog")
        self._context.notify(
            text, NoticeAction(verb, lambda: go_to("catalog", product_id=product_id))
        )
