"""Lets the owner say which phrases are taken out of titles."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSize, Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from babydrop_desktop.errors import ShopError
from ui.common import formats
from ui.common.buttons import link, primary, when_clicked
from ui.common.labels import plain_text
from ui.common.words import error_words
from ui.context import PlaceContext
from ui.importing.sheet import Sheet

if TYPE_CHECKING:
    from babydrop_desktop.services.title_phrases import TitlePhrases

translate = QCoreApplication.translate
SIZE = QSize(520, 560)


class PhrasesDialog(Sheet):
    """One phrase a line. `kept` after the list was saved."""

    kept = Signal()

    def __init__(self, context: PlaceContext, parent: QWidget) -> None:
        super().__init__(
            translate("import", "Phrases taken out of titles"),
            translate(
                "import",
                "One phrase a line. They are taken out of the title of every product that is read "
                "from now on; for products on the list, choose “Clean the titles” in their menu.",
            ),
            SIZE,
            parent,
        )
        self._context = context
        self._tasks = context.tasks(self)
        self._phrases: TitlePhrases = context.services.proposals.phrases
        self.edit = QPlainTextEdit("\n".join(self._phrases.now))
        self.edit.setAccessibleName(self.tr("Phrases"))
        self.note = plain_text(ink="red", kind="meta", wrap=True)
        self.defaults = link(self.tr("Bring back the first list"))
        self.save = primary(self.tr("Save"))
        self.body.addWidget(self.edit, 1)
        self.body.addWidget(self.note)
        self.note.hide()
        self.add_left(self.defaults)
        self.add_main(self.save)
        self.save.setDefault(False)  # Enter begins a line
        when_clicked(self.defaults, self._on_defaults)
        when_clicked(self.save, self._on_save)

    def _on_defaults(self) -> None:
        self.edit.setPlainText("\n".join(self._phrases.defaults))

    def _on_save(self) -> None:
        lines = self.edit.toPlainText().splitlines()
        self.save.turn_off(self.tr("Saving"))
        self._tasks.latest("save", self._save(lines))

    async def _save(self, lines: list[str]) -> None:
        try:
            kept = await self._context.ask(self._phrases.keep, lines)
        except ShopError as error:
            self.note.setText(error_words(error))
            self.note.show()
            return
        finally:
            self.save.turn_on()
        words = self.tr("{count} phrase is taken out of titles")
        many = self.tr("{count} phrases are taken out of titles")
        self._context.notify(formats.counted(len(kept), words, many))
        self.kept.emit()
        self.close()
