"""Cares for the shop's memory behind the window: its copies, and a shop that cannot be opened."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from babydrop_desktop.errors import ShopError
from babydrop_desktop.paths import ShopOptions
from ui.work.tasks import OnError

if TYPE_CHECKING:
    from babydrop_desktop.services.backups import Backups
    from ui.backups.damaged import DamagedPage
    from ui.backups.desk import BackupDesk
    from ui.main_window import MainWindow
    from ui.reopening import Reopening
    from ui.session import Session


class ShopCare(QObject):
    """One for the window. What it needs is loaded when it is first asked for."""

    def __init__(
        self,
        window: "MainWindow",
        session: "Session",
        reopening: "Reopening",
        options: Callable[[], ShopOptions],
        fail: OnError,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._reopening = reopening
        self._options = options
        self._fail = fail
        self._desk: BackupDesk | None = None
        self._damaged: DamagedPage | None = None
        window.copies_asked.connect(self._on_asked)
        session.refused.connect(self.refuse)

    def desk(self) -> "BackupDesk":
        """What does the owner's wishes about copies."""
        if self._desk is None:
            from ui.backups.copies import Copies  # noqa: PLC0415 - when it is first asked for
            from ui.backups.desk import BackupDesk  # noqa: PLC0415

            folder = self._options().profile.backups
            copies = Copies(self._open_backups, lambda: self._session.pools.answers, folder)
            self._desk = BackupDesk(
                self._window, copies, self._reopening.stop, self._fail, self._takes
            )
        return self._desk

    def refuse(self, error: BaseException) -> None:
        """The shop cannot be opened: a lost file has a page of its own."""
        if isinstance(error, ShopError):
            from babydrop_desktop.logs import log  # noqa: PLC0415 - slow to load

            log("shop").warning("not opened", reason=error.reason)
        if isinstance(error, ShopError) and error.reason == "database_damaged":
            self._show_damaged(error)
        else:
            self._window.show_refusal(error)

    def _show_damaged(self, error: ShopError) -> None:
        from ui.backups.damaged import DamagedPage  # noqa: PLC0415

        if self._damaged is None:
            self._damaged = DamagedPage(self._window, self.desk(), self._fail)
        self._damaged.show_fault(error)
        self._window.show_page(self._damaged)

    def _on_asked(self, what: str) -> None:
        if self._reopening.busy:
            return  # a copy is just being put back, or the shop opened anew
        if what == "now":
            self.desk().back_up_now()
        elif what == "look":
            self.desk().open()
        else:
            self.desk().open(Path(what))

    def _takes(self, error: ShopError) -> bool:
        watch = self._session.watch
        return watch is not None and watch.trouble.takes(error)

    def _open_backups(self) -> "Backups":
        from babydrop_desktop.bootstrap import open_backups  # noqa: PLC0415

        return open_backups(self._options())
