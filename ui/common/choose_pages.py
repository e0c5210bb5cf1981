"""Lets the owner pick saved pages and lists, from the folder where he last did."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSettings, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

translate = QCoreApplication.translate
FOLDER_KEY = "import/folder"
PATTERNS = "*.html *.htm *.mhtml *.mht *.txt *.json *.js"
LISTS = "*.csv *.tsv *.xlsx *.xlsm"


def choose_pages(
    parent: QWidget, settings: QSettings, take: Callable[[tuple[Path, ...]], object]
) -> QFileDialog:
    """Open the dialog and return at once; `take` gets the files where some are picked.

    It begins in the folder of the last time, the first time in Downloads.
    """
    downloads = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
    folder = str(settings.value(FOLDER_KEY, downloads))
    dialog = QFileDialog(parent, translate("window", "Open saved pages or a list"), folder)
    dialog.setObjectName("choose-pages")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setNameFilters(
        [
            translate("window", "Saved pages and lists ({patterns})").format(
                patterns=f"{PATTERNS} {LISTS}"
            ),
            translate("window", "All files (*)"),
        ]
    )
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def picked(names: list[str]) -> None:
        paths = tuple(Path(name) for name in names)
        if paths:
            settings.setValue(FOLDER_KEY, str(paths[0].parent))
            take(paths)

    dialog.filesSelected.connect(picked)
    dialog.open()
    return dialog
