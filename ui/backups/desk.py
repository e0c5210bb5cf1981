"""Does what the owner asks about the shop's copies: back up now, look at them, go back to one."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog

from babydrop_desktop.domain.backups import RestoreReport
from babydrop_desktop.errors import ShopError, Stopped
from babydrop_desktop.services.work import Work
from ui import window_doings
from ui.backups import words
from ui.backups.copies import Copies
from ui.backups.dialog import CopiesDialog
from ui.backups.making import Making
from ui.backups.working import Working
from ui.common.dialogs import Message, error_dialog, machine
from ui.common.notice_action import NoticeAction
from ui.common.words import error_details, error_words
from ui.work.tasks import OnError, Tasks

if TYPE_CHECKING:
    from ui.main_window import MainWindow

Doing = Callable[[Work], RestoreReport]


class BackupDesk(QObject):
    """One for the window. `stop` ends a restore that goes on.

    `takes` says of an error whether the open shop's trouble is said above the places already.
    """

    _begun = Signal()
    _ended = Signal(object)  # RestoreReport, or the error

    def __init__(
        self,
        window: "MainWindow",
        copies: Copies,
        stop: Callable[[], None],
        fail: OnError,
        takes: Callable[[ShopError], bool] = lambda _error: False,
    ) -> None:
        super().__init__(window)
        self._takes = takes
        self._window = window
        self.copies = copies
        self._fail = fail
        self._tasks = Tasks(self, fail)
        self._making: Making | None = None
        self._dialog: CopiesDialog | None = None
        self._working = Working(stop)
        self._said = ("", "")
        queued = Qt.ConnectionType.QueuedConnection
        self._begun.connect(self._on_begun, queued)
        self._ended.connect(self._on_ended, queued)

    def back_up_now(self) -> None:
        """Make a copy by hand, one at a time."""
        if self._making is None:
            self._making = Making(self._window)
            self._tasks.start(self._make(self._making))

    def open(self, choose: Path | None = None) -> None:
        """Show the copies, and choose one of them."""
        if self._dialog is None:
            self._dialog = CopiesDialog(self.copies, self._fail, self._window)
            self._dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self._dialog.restore.connect(self.restore)
            self._dialog.finished.connect(self._on_closed)
            self._dialog.open()
        self._dialog.load(choose)

    def restore(self, path: Path, other_shop: bool = False) -> None:  # noqa: FBT001, FBT002 - a signal's argument
        """Close the shop, put a copy back and open it; at the end it is said what happened."""
        self._do(
            self.tr("Going back to the copy"),
            self.tr("The shop as it is now is kept first. It is opened when all is in place."),
            lambda work: self.copies.restore(path, work, other_shop=other_shop),
        )

    def begin_anew(self) -> None:
        """Set the damaged file aside and begin with an empty shop."""
        self._do(
            self.tr("An empty shop is being made"),
            self.tr("The file from before is set aside, not deleted."),
            self.copies.begin_anew,
        )

    @property
    def folder(self) -> Path:
        """Where the copies are."""
        return self.copies.folder

    @property
    def dialog(self) -> QDialog | None:
        """The copies, where they are shown."""
        return self._dialog

    # inside

    async def _make(self, making: Making) -> None:
        row = None
        try:
            row = await making.make(self.copies)
        except ShopError as error:
            if not self._takes(error):  # else it is said above the places
                self._say_why_not(self.tr("No copy was made"), error)
        finally:
            self._making = None
        if row is not None:
            path = row.path
            show = NoticeAction(self.tr("Show"), lambda: self.open(path))
            self._window.notify(words.made(row), show)

    def _do(self, title: str, sentence: str, doing: Doing) -> None:
        self._said = title, sentence

        def between(work: Work) -> None:
            self._begun.emit()
            try:
                self._ended.emit(doing(work))
            except ShopError as error:
                self._ended.emit(error)

        self._window.reopen(between)

    def _on_begun(self) -> None:
        self._working.begin(*self._said)
        self._window.show_page(self._working)

    def _on_ended(self, told: object) -> None:
        self._working.end()
        self._window.show_page(self._window.opening)
        if isinstance(told, RestoreReport):
            self._say_done(told)
        elif isinstance(told, Stopped):
            self._window.notify(self.tr("Cancelled. The shop is as it was."))
        elif isinstance(told, ShopError):
            self._say_why_not(self.tr("The copy was not put back"), told)

    def _say_done(self, report: RestoreReport) -> None:
        title, text = words.done(report)
        details = "\n".join(str(part) for part in (report.kept, report.set_aside) if part)
        said = Message(
            title, text, details=details, icon=("circle-check", "ok"), parent=self._window
        )
        said.setObjectName("went-back")
        if kept := report.kept or report.set_aside:
            key = said.add_key(self.tr("Open the folder"), accept=False)
            key.clicked.connect(lambda: window_doings.open_folder(kept.parent))
        said.add_key(said.tr("Close"), main=True)
        _show(said)

    def _say_why_not(self, title: str, error: ShopError) -> None:
        details = f"{error_details(error)}\n{self.copies.folder}\n{machine()}"
        _show(error_dialog(title, error_words(error), details, self._window))

    def _on_closed(self) -> None:
        self._dialog = None


def _show(dialog: QDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
