"""Starts the window, keeps it going, and ends it cleanly."""

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from babydrop_desktop.errors import ShopError
from babydrop_desktop.paths import ShopOptions, resources
from ui import last_shop, window_state
from ui.crash import CrashGuard
from ui.folder_lock import FolderLock
from ui.main_window import MainWindow
from ui.theme.theme import STYLE, Theme, current

if TYPE_CHECKING:
    import asyncio

    from ui.context import PlaceContext
    from ui.place import Place
    from ui.places import PlaceMaker
    from ui.session import Session

# Exit codes, as of the command line.
DONE, UNAVAILABLE = 0, 4
# A shop that does not answer must not keep the program from ending.
SETTLE_SECONDS = 2


@dataclass(frozen=True, slots=True)
class WindowOptions:
    """What the command line says about the window. `addresses` are shown in Import at once.

    `first` is done in a worker before the shop is opened; what it says is told to the owner.
    """

    shop: ShopOptions
    addresses: tuple[str, ...] = ()
    first: Callable[[], str] | None = None


def run(options: WindowOptions) -> int:
    """Open the window and stay until it is closed; the exit code.

    0 done, also where a window of the same folder was open and took the addresses; 4 where it was
    open and does not answer.
    """
    application = QApplication.instance() or QApplication([*sys.argv[:1], *STYLE])
    if not isinstance(application, QApplication):
        raise RuntimeError("a QApplication is needed")  # noqa: TRY004 - not the caller's type
    _name(application)
    code, before = DONE, None
    wanted: WindowOptions | None = replace(options, shop=last_shop.wanted(options.shop))
    while wanted is not None:
        wanted.shop.profile.begin()  # Qt's settings would make it readable for everybody
        lock = FolderLock(wanted.shop.profile.folder)
        if not lock.take():
            from ui.instance import OneInstance  # noqa: PLC0415 - as all that the first paint is without

            if wanted.first is not None:  # the window that is open there does not know of it
                with suppress(ShopError):
                    wanted.first()
            return DONE if OneInstance(lock).hand_over(list(wanted.addresses)) else UNAVAILABLE
        program = Program(application, wanted, before)
        try:
            code = program.run(lock)
        finally:
            lock.release()
        wanted, before = program.next, program.window
    return code


def _name(application: QApplication) -> None:
    application.setApplicationName("BabyDrop Desktop")
    application.setDesktopFileName("babydrop-desktop")
    application.setQuitOnLastWindowClosed(False)
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415

        # Windows groups the taskbar by this id, not by the interpreter that runs us.
        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID("BabyPetite.BabyDrop")
    application.setWindowIcon(QIcon(str(resources() / "icons" / "app.png")))


def _makers() -> "dict[str, PlaceMaker]":
    def importing(context: "PlaceContext") -> "Place":
        from ui.importing.place import ImportPlace  # noqa: PLC0415 - when it is first opened

        return ImportPlace(context)

    def catalog(context: "PlaceContext") -> "Place":
        from ui.catalog.place import CatalogPlace  # noqa: PLC0415

        return CatalogPlace(context)

    def needs_you(context: "PlaceContext") -> "Place":
        from ui.needs_you.place import NeedsPlace  # noqa: PLC0415

        return NeedsPlace(context)

    def fulfillment(context: "PlaceContext") -> "Place":
        from ui.fulfillment.place import FulfillmentPlace  # noqa: PLC0415

        return FulfillmentPlace(context)

    return {
        "needs_you": needs_you,
        "import": importing,
        "catalog": catalog,
        "fulfillment": fulfillment,
    }


def _end_tasks(loop: "asyncio.AbstractEventLoop") -> None:
    """Let every coroutine that still waits come to its end."""
    import asyncio  # noqa: PLC0415

    tasks = asyncio.all_tasks(loop)
    for task in tasks:
        task.cancel()
    if tasks:
        loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))


class Program:
    """The window of one shop and what is behind it, from the first paint to the end.

    `next` is the shop whose window is opened after this one; None ends the program. `before` is
    the window of the shop before it: it goes when this one can be seen.
    """

    def __init__(
        self, application: QApplication, options: WindowOptions, before: MainWindow | None = None
    ) -> None:
        self._application = application
        self._options = options
        self._before = before
        self.next: WindowOptions | None = None
        self._settings = last_shop.kept_in(options.shop.profile)
        self._guard = CrashGuard()
        self._theme = current() or Theme(application)
        self._theme.remember_in(self._settings)
        self.window = MainWindow(options.shop.profile, self._settings, _makers())
        if options.shop.demo:
            self.window.setWindowTitle(self.window.tr("BabyDrop Desktop · Demo shop"))

    def run(self, lock: FolderLock) -> int:
        """Show the window, then load what is slow, then stay until it is closed."""
        self._guard.install(self._options.shop.profile.logs)
        if self._before is not None:
            self.window.setGeometry(self._before.geometry())
        self.window.show()
        while not self.window.isHidden() and not self.window.was_painted:
            self._application.processEvents()
        if self._before is not None:
            self._before.hide()
            self._before.deleteLater()
            self._before = None
        self._theme.settle()
        self.window.furnish()
        try:
            return self._stay(lock)
        finally:
            self._guard.remove()

    def _stay(self, lock: FolderLock) -> int:
        import qasync  # noqa: PLC0415 - asyncio costs more than the first paint may

        from ui.end_signals import EndSignals  # noqa: PLC0415
        from ui.instance import OneInstance  # noqa: PLC0415
        from ui.reopening import Reopening  # noqa: PLC0415
        from ui.session import Session  # noqa: PLC0415
        from ui.shop_care import ShopCare  # noqa: PLC0415
        from ui.where_kept import WhereKept  # noqa: PLC0415
        from ui.work.collector import Collector  # noqa: PLC0415

        collector = Collector()
        signals = EndSignals()
        signals.asked.connect(self.window.end)
        instance = OneInstance(lock)
        instance.raised.connect(self.window.come_up)
        instance.listen()
        loop = qasync.QEventLoop(self._application)
        kept = WhereKept(self.window, self._options.shop, self.fail)
        session = Session(kept.open_shop, self.fail)
        loop.set_exception_handler(lambda _loop, context: self._on_loop(context))
        session.opened.connect(lambda: self._on_opened(session))
        self.window.retry.connect(session.open)
        reopening = Reopening(self.window, session, self.fail)
        ShopCare(self.window, session, reopening, lambda: kept.options, self.fail)
        kept.follow(session, reopening)
        kept.elsewhere.connect(self._go_elsewhere)
        self.window.closing.connect(loop.stop)
        if self._options.addresses:
            self.window.come_up(list(self._options.addresses))
        QTimer.singleShot(0, lambda: kept.begin(self._options.first))
        with loop:
            loop.run_forever()
            instance.close()
            self._settle(loop)
            signals.close()
            reopening.stop()
            kept.close()
            if not session.close():
                from babydrop_desktop.logs import log  # noqa: PLC0415

                log("window").warning("work that was asked to end did not end in time")
            _end_tasks(loop)
            collector.close()
        return DONE

    def _go_elsewhere(self, shop: ShopOptions, first: Callable[[], str] | None) -> None:
        """The shop is closed; the window of another one follows."""
        last_shop.remember(shop)
        window_state.keep_geometry(self.window, self._settings)
        self._settings.sync()
        self.next = WindowOptions(shop, first=first)
        self.window.closing.emit()

    def _settle(self, loop: "asyncio.AbstractEventLoop") -> None:
        """What was typed just before the end is saved before the shop closes."""
        import asyncio  # noqa: PLC0415

        try:
            loop.run_until_complete(asyncio.wait_for(self.window.settle(), SETTLE_SECONDS))
        except TimeoutError:
            from babydrop_desktop.logs import log  # noqa: PLC0415

            log("window").warning("the last edits were not saved in time", seconds=SETTLE_SECONDS)

    def _on_opened(self, session: "Session") -> None:
        window = self.window
        window.show_shop(session.context(self._settings, window.notify, window.go_to))
        from babydrop_desktop.logs import log  # noqa: PLC0415 - as all that the first paint is without

        log("window").info("window ready", pid=os.getpid())

    def fail(self, error: BaseException) -> None:
        """An error that nobody treated: a known kind is said, a bug is reported."""
        if isinstance(error, ShopError):
            from ui.common.words import error_words  # noqa: PLC0415

            self.window.notify(error_words(error))
        else:
            self._guard.report(error)

    def _on_loop(self, context: dict[str, object]) -> None:
        error = context.get("exception")
        if isinstance(error, BaseException):
            self.fail(error)
