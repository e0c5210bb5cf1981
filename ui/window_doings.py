"""What the window does besides showing places: folders, files, help and the question at its end."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSettings, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QPlainTextEdit

if TYPE_CHECKING:
    from ui.context import PlaceContext

# Imported where they are used: the first paint needs none of them.
translate = QCoreApplication.translate


def open_folder(folder: Path) -> None:
    """Show a folder, or the nearest one above it that exists."""
    while not folder.is_dir() and folder != folder.parent:
        folder = folder.parent
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def choose_pages(
    window: QMainWindow, settings: QSettings, take: Callable[[tuple[Path, ...]], object]
) -> None:
    """Saved pages that the owner picks go to `take`."""
    from ui.common.choose_pages import choose_pages as choose  # noqa: PLC0415

    choose(window, settings, take)


def save_template(window: QMainWindow, context: "PlaceContext") -> None:
    """Write an empty list where the owner says."""
    from ui.by_hand.template import save_template as save  # noqa: PLC0415

    save(window, context)


def by_hand(window: QMainWindow) -> None:
    """Show how a page is brought in by hand."""
    from ui.by_hand.dialog import show_by_hand  # noqa: PLC0415

    show_by_hand(window)


def copy() -> None:
    """Copy from whatever has the keyboard."""
    from ui.tables.table import Table  # noqa: PLC0415

    widget = QApplication.focusWidget()
    if isinstance(widget, QLineEdit | QPlainTextEdit | Table):
        widget.copy()


def about(window: QMainWindow) -> None:
    """Say what the program is."""
    from ui import help_dialogs  # noqa: PLC0415

    help_dialogs.about(window)


def licences(window: QMainWindow) -> None:
    """Show the licences."""
    from ui import help_dialogs  # noqa: PLC0415

    help_dialogs.licences(window)


def ask_to_close(window: QMainWindow, close: Callable[[], None]) -> None:
    """Ask whether to close while imports run; `close` where the answer is yes."""
    from PySide6.QtCore import Qt  # noqa: PLC0415

    from ui.common.dialogs import question  # noqa: PLC0415

    asked = question(
        translate("window", "Close while imports are running?"),
        translate(
            "window",
            "They stop now and go on at the next start; what is finished is kept. You are asked "
            "only once.",
        ),
        translate("window", "Close"),
        translate("window", "Keep open"),
    )
    asked.setParent(window, asked.windowFlags())
    asked.setObjectName("close-question")
    asked.accepted.connect(close)
    asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    asked.open()
