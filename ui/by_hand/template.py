"""Writes an empty list for the owner to fill in, where he says."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from babydrop_desktop.errors import ShopError
from ui.common import words
from ui.common.choose_pages import FOLDER_KEY
from ui.common.notice_action import BadNews
from ui.context import PlaceContext

translate = QCoreApplication.translate
FIRST_NAME = "BabyDrop list.xlsx"


def save_template(parent: QWidget, context: PlaceContext) -> QFileDialog:
    """Ask where, write it, and say so in the status bar."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = str(context.settings.value(FOLDER_KEY, documents))
    dialog = QFileDialog(parent, translate("by_hand", "Save a list template"), folder)
    dialog.setObjectName("save-template")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    workbook = translate("by_hand", "Workbook (*.xlsx)")
    text = translate("by_hand", "CSV, for every other program (*.csv)")
    dialog.setNameFilters([workbook, text])
    dialog.setDefaultSuffix("xlsx")
    dialog.selectFile(FIRST_NAME)
    dialog.filterSelected.connect(
        lambda chosen: dialog.setDefaultSuffix("csv" if chosen == text else "xlsx")
    )
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    tasks = context.tasks(parent)
    dialog.fileSelected.connect(lambda name: tasks.start(_write(context, Path(name))))
    dialog.open()
    return dialog


async def _write(context: PlaceContext, path: Path) -> None:
    try:
        written = await context.ask(context.services.files.template, path)
    except ShopError as error:
        context.notify(BadNews(words.error_words(error)))
        return
    told = translate("by_hand", "Saved {name}. Fill it in and drop it on Import.")
    context.notify(told.format(name=written.name))
