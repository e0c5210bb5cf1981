"""A bug reaches the owner as a sentence with *Copy details*, and the log with all of it."""

import faulthandler
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType
from typing import TextIO

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    QTimer,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)

from babydrop_desktop.paths import private

_LEVELS = {
    QtMsgType.QtDebugMsg: "debug",
    QtMsgType.QtInfoMsg: "info",
    QtMsgType.QtWarningMsg: "warning",
    QtMsgType.QtCriticalMsg: "error",
    QtMsgType.QtFatalMsg: "critical",
}


class CrashGuard(QObject):
    """Catches what nobody caught, in any thread, and what Qt complains about."""

    _caught = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown = False
        self._dump: TextIO | None = None
        self._caught.connect(self._on_caught)

    def install(self, logs: Path) -> None:
        """Begin to watch. `logs` is the profile's folder of logs."""
        sys.excepthook = self._on_exception
        threading.excepthook = lambda args: self._on_exception(
            args.exc_type, args.exc_value, args.exc_traceback
        )
        qInstallMessageHandler(_log_qt)
        try:
            self._dump = private(logs / "crash.txt").open("a", encoding="utf-8")
        except OSError:
            return  # no log folder: the window says so elsewhere
        faulthandler.enable(self._dump)

    def remove(self) -> None:
        """Leave all as Python and Qt have it."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        qInstallMessageHandler(None)
        if self._dump is not None:
            faulthandler.disable()
            self._dump.close()
            self._dump = None

    def report(self, error: BaseException) -> None:
        """Say that `error`, a bug, happened. Safe from any thread."""
        self._caught.emit(noted(error))

    def _on_exception(
        self,
        _kind: type[BaseException],
        error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if error is not None and not isinstance(error, KeyboardInterrupt):
            self.report(error)

    def _on_caught(self, details: str) -> None:
        # Never in the middle of what went wrong: that may have been painting.
        QTimer.singleShot(0, self, lambda: self._say(details))

    def _say(self, details: str) -> None:
        if self._shown:
            return  # one dialog at a time: a bug in a list would open hundreds
        from PySide6.QtCore import Qt  # noqa: PLC0415 - see ui.theme.theme

        from ui.common.dialogs import error_dialog, machine  # noqa: PLC0415

        self._shown = True
        dialog = error_dialog(
            self.tr("Something went wrong in the program"),
            self.tr(
                "What you had saved is kept. You can go on working; if it happens again, copy the "
                "details and send them to whoever looks after the program."
            ),
            f"{details}\n{machine()}",
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self._on_closed)
        dialog.open()

    def _on_closed(self) -> None:
        self._shown = False


def noted(error: BaseException) -> str:
    """Write `error`, a bug, to the log; its traceback without secrets. Safe from any thread."""
    from babydrop_desktop.logs import log  # noqa: PLC0415 - slow to load
    from babydrop_desktop.redact import without_secrets  # noqa: PLC0415

    details = without_secrets("".join(traceback.format_exception(error)))
    log("window").error("bug", details=details)
    return details


def _log_qt(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    from babydrop_desktop.logs import log  # noqa: PLC0415

    level = _LEVELS.get(kind, "warning")
    getattr(log("qt"), level)("qt", message=message, category=context.category)
