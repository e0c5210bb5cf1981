"""Lets the owner write a staged product's description, beginning with the supplier's."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QSize, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from babydrop_desktop.domain.files import LONGEST_DESCRIPTION
from babydrop_desktop.domain.jobs import Choices, JobId
from babydrop_desktop.errors import ShopError
from ui.common.buttons import link, when_clicked
from ui.common.labels import plain_text
from ui.common.words import error_words
from ui.context import PlaceContext
from ui.importing.sheet import Sheet

translate = QCoreApplication.translate
SIZE = QSize(620, 560)
Edit = Callable[[Choices], Choices]


class DescriptionDialog(Sheet):
    """What is typed is kept as it is typed. `edited` carries the job, the change, and if typing."""

    edited = Signal(str, object, bool)  # job id, Edit, more may follow
    left = Signal()

    def __init__(
        self,
        context: PlaceContext,
        job_id: JobId,
        title: str,
        own: str | None,
        parent: QWidget,
    ) -> None:
        super().__init__(
            translate("import", "Description"),
            translate(
                "import",
                "{title}\nA blank line parts paragraphs; # begins a heading, • a line of a list.",
            ).format(title=title),
            SIZE,
            parent,
        )
        self._context = context
        self._job_id = job_id
        self._tasks = context.tasks(self)
        self.edit = _Text()
        self.edit.setAccessibleName(self.tr("Description"))
        self.note = plain_text(kind="meta", ink="secondary", wrap=True)
        self.supplier = link(self.tr("Use the supplier's own"))
        self.body.addWidget(self.edit, 1)
        self.body.addWidget(self.note)
        self.edit.setFocus()
        self.add_left(self.supplier)
        self.edit.textChanged.connect(self._on_text)
        self.edit.left.connect(self.left)
        when_clicked(self.supplier, self._on_supplier)
        if own is None:
            self._propose()
        else:
            self._show(own)
            self.note.setText(self.tr("Your own words. They are kept as you type."))

    def _propose(self) -> None:
        self.supplier.hide()
        self.edit.setPlaceholderText(self.tr("Fetching the supplier's description"))
        self._tasks.latest("propose", self._fetch())

    async def _fetch(self) -> None:
        proposals = self._context.services.proposals
        try:
            text = await self._context.ask(proposals.description, self._job_id)
        except ShopError as error:
            self.note.setText(error_words(error))
            self.edit.setPlaceholderText("")
            return
        self.edit.setPlaceholderText("")
        if not self.edit.toPlainText():
            self._show(text)
            self.note.setText(
                self.tr("The supplier's words. Change them, and yours are sold with the product.")
            )

    def _show(self, text: str) -> None:
        self.edit.blockSignals(True)  # noqa: FBT003 - Qt's own call
        self.edit.setPlainText(text)
        self.edit.blockSignals(False)  # noqa: FBT003

    def _on_text(self) -> None:
        text = self.edit.toPlainText()
        if len(text) > LONGEST_DESCRIPTION:
            self.note.setText(self.tr("This is too long for a description; its end is left out."))
        else:
            self.note.setText(self.tr("Your own words. They are kept as you type."))
        self.supplier.show()

        def change(choices: Choices) -> Choices:
            return replace(choices, description=text[:LONGEST_DESCRIPTION])

        self.edited.emit(self._job_id, change, True)  # noqa: FBT003 - a signal

    def _on_supplier(self) -> None:
        def change(choices: Choices) -> Choices:
            return replace(choices, description=None)

        self.edited.emit(self._job_id, change, False)  # noqa: FBT003
        self._show("")
        self._propose()


class _Text(QPlainTextEdit):
    """Says when the keyboard goes elsewhere."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What is typed is kept now."""
        super().focusOutEvent(event)
        self.left.emit()
