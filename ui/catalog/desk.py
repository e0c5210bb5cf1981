"""Where a product is edited: what is typed, what is taken back, and what is said about it."""

from PySide6.QtCore import QObject, QTimer, Signal

from babydrop_desktop.domain.edit_history import Edited
from babydrop_desktop.domain.product_edit import EditConflict, ProductField
from babydrop_desktop.errors import ShopError
from ui.catalog.detail import Detail
from ui.catalog.edits import Edits
from ui.catalog.taking_back import TakingBack
from ui.catalog.unsaved import KEY, pack, put, unpack
from ui.common import product_words
from ui.common.buttons import link, when_clicked
from ui.common.formats import counted
from ui.common.words import error_words
from ui.context import NoticeAction, PlaceContext

# What is typed and not saved is written down so often, should the program not end by itself.
KEEP_MS = 1000


class Desk(QObject):
    """Ties the detail, the edits and their undoing together.

    `wanted` (product id) where one shall be shown; `settled` (product id) when nothing of a product
    is unsaved any more. `unsaved` is a key that tells how many are not saved, and goes to them.
    """

    wanted = Signal(str)
    settled = Signal(str)

    def __init__(self, context: PlaceContext, detail: Detail, edits: Edits) -> None:
        super().__init__(detail)
        self._context = context
        self._tasks = context.tasks(self)
        self._detail = detail
        self.edits = edits
        self.back = TakingBack(context, edits)
        self.unsaved = link("")
        self.unsaved.hide()
        self._later = QTimer(self, singleShot=True, interval=KEEP_MS)
        self._later.timeout.connect(self._keep_soon)
        self._turn = 0
        edits.bring_back(unpack(str(context.settings.value(KEY, ""))))
        when_clicked(self.unsaved, self._on_unsaved)
        edits.changed.connect(self._on_changed)
        edits.lettered.connect(self._on_letter)
        edits.saved.connect(self._on_saved)
        self.back.clashed.connect(lambda error: self._tasks.start(self._clash(error)))
        self.show_unsaved()

    def ask_history(self, product_id: str) -> None:
        """Read what was changed of a product, and show it."""
        self._tasks.latest("history", self._history(product_id))

    def again(self) -> None:
        """Try once more what nobody answered."""
        self.edits.again()
        self.back.look()

    async def _history(self, product_id: str) -> None:
        try:
            lines = await self._context.ask(self._context.services.editing.history, product_id)
        except ShopError:  # the list says that nobody answers
            return
        self._detail.show_history(product_id, lines)

    async def _clash(self, error: EditConflict) -> None:
        """Somebody changed what was to be taken back: the owner decides beside the field."""
        self._context.notify(error_words(error))
        product_id = error.facts["product"]
        try:
            detail = await self._context.ask(self._context.services.catalog.detail, product_id)
        except ShopError as gone:
            self._context.notify(error_words(gone))
            return
        self.edits.clash(detail, error)
        self.wanted.emit(product_id)

    def _on_changed(self, product_id: str) -> None:
        shown = self._detail.shown
        if shown is not None and shown.id == product_id:
            self._detail.show_edits()
        if not self.edits.of(product_id):
            self.settled.emit(product_id)
        self._later.start()
        self.show_unsaved()

    def _on_letter(self) -> None:
        """Also while one types on and on: the clock is not begun anew."""
        if not self._later.isActive():
            self._later.start()

    def keep(self) -> None:
        """Keep what is not saved for the next start."""
        self._turn += 1
        self._context.settings.setValue(KEY, pack(self.edits.entries()))

    def _keep_soon(self) -> None:
        """The same, written by a worker: the disk may be slow while one types."""
        self._turn += 1
        self._tasks.start(self._write(self._turn, pack(self.edits.entries())))

    async def _write(self, turn: int, text: str) -> None:
        file = self._context.settings.fileName()

        def write() -> None:
            if turn == self._turn:  # else something newer is on its way
                put(file, text)

        await self._context.ask(write)

    async def settle(self) -> None:
        """Save what can be saved, and keep the rest."""
        await self.edits.settle()
        self.keep()
        self._context.settings.sync()

    def show_unsaved(self) -> None:
        """How many products have something that is not saved."""
        count = len(self.edits.unsaved())
        self.unsaved.setVisible(count > 0)
        words = counted(count, self.tr("{count} not saved"), self.tr("{count} not saved"))
        self.unsaved.setText(words)

    def _on_saved(self, edited: Edited) -> None:
        shown = self._detail.shown
        name = shown.name if shown is not None and shown.id == edited.product_id else ""
        for change in edited.changes:
            if change.field is ProductField.NAME:
                name = str(change.after)
        words = product_words.of_changes(edited.changes, product_words.short(name))
        if not name:
            words = product_words.what(edited.changes)
        if product_words.is_sale(edited.changes):
            words = words[:1].upper() + words[1:]
        else:
            words = self.tr("Saved: {what}").format(what=words)
        self._context.notify(
            words, NoticeAction(self.tr("Undo"), lambda: self.back.take_edit(edited))
        )

    def _on_unsaved(self) -> None:
        """To the next product with something that is not saved."""
        ids = self.edits.unsaved()
        if not ids:
            return
        shown = self._detail.shown
        at = ids.index(shown.id) + 1 if shown is not None and shown.id in ids else 0
        self.wanted.emit(ids[at % len(ids)])
