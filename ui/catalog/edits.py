"""Keeps what the owner typed into products until it is saved: nothing typed is ever lost."""

import asyncio
from dataclasses import dataclass, field, replace
from decimal import Decimal

from PySide6.QtCore import QObject, Signal

from babydrop_desktop.domain.catalog import ProductDetail
from babydrop_desktop.domain.edit_history import Edited
from babydrop_desktop.domain.product_edit import (
    EditConflict,
    ProductEdit,
    ProductField,
    ProductShown,
    Slot,
)
from babydrop_desktop.errors import Refused, ShopError, Unavailable
from ui.catalog.field_text import edit_of, insisted, read, shown_text, text_of, with_changes
from ui.catalog.kept import Kept, Stand
from ui.catalog.unsaved import Entry, entry, revive
from ui.context import PlaceContext


@dataclass(slots=True)
class Sheet:
    """One product's fields that are not saved, and the product as it was last seen."""

    detail: ProductDetail
    shown: ProductShown
    kept: dict[Slot, Kept] = field(default_factory=dict)
    waiting: list[Slot] = field(default_factory=list)
    busy: bool = False


class Edits(QObject):
    """`changed` (product id) when the fields of a product stand differently; `saved` (Edited).

    `stale` (product id) when it turns out that somebody else changed a product; `lettered` when
    something else is typed, and nothing saved yet.
    """

    changed = Signal(str)
    saved = Signal(object)
    stale = Signal(str)
    lettered = Signal()

    def __init__(self, context: PlaceContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._tasks = context.tasks(self)
        self._sheets: dict[str, Sheet] = {}
        self._before: dict[str, list[Entry]] = {}  # from before the last start, not looked at yet
        self._saving: set[asyncio.Task[None]] = set()

    # what is there

    def of(self, product_id: str) -> dict[Slot, Kept]:
        """What is not saved of a product."""
        sheet = self._sheets.get(product_id)
        return dict(sheet.kept) if sheet else {}

    def seen(self, product_id: str) -> ProductDetail | None:
        """A product as it was last seen, None where nothing of it is kept."""
        sheet = self._sheets.get(product_id)
        return sheet.detail if sheet and sheet.kept else None

    def shown(self, detail: ProductDetail) -> ProductShown:
        """A product as the owner has to see it: with what was saved since `detail` was read."""
        sheet = self._sheets.get(detail.id)
        return sheet.shown if sheet is not None else ProductShown.of(detail)

    def unsaved(self) -> list[str]:
        """The products with something that is neither saved nor being saved, by id."""
        return [
            *self._before,
            *(
                id_
                for id_, sheet in self._sheets.items()
                if any(kept.stand is not Stand.SAVING for kept in sheet.kept.values())
            ),
        ]

    def entries(self) -> list[Entry]:
        """Everything that is not saved, for the next start."""
        made = [one for entries in self._before.values() for one in entries]
        for id_, sheet in self._sheets.items():
            made += [entry(id_, slot, kept) for slot, kept in sheet.kept.items()]
        return made

    def bring_back(self, entries: dict[str, list[Entry]]) -> None:
        """What was not saved before the last start; it is shown with its product."""
        self._before = entries

    def lose(self, product_id: str) -> list[str]:
        """What was typed before the last start into a product that is gone since."""
        return [str(one["text"]) for one in self._before.pop(product_id, [])]

    @property
    def busy(self) -> bool:
        """Whether anything is being saved."""
        return any(sheet.busy for sheet in self._sheets.values())

    # what the owner does

    def look(self, detail: ProductDetail) -> None:
        """A product as the shop has it now. What is being typed keeps what it began with."""
        sheet = self._sheets.get(detail.id)
        if sheet is None:
            sheet = self._sheets[detail.id] = Sheet(detail, ProductShown.of(detail))
        sheet.detail, sheet.shown = detail, ProductShown.of(detail)
        sheet.kept.update(revive(detail, one) for one in self._before.pop(detail.id, []))
        for slot, kept in list(sheet.kept.items()):
            # Somebody put there what was typed here: there is nothing left to save.
            same = kept.edit is None and kept.text == shown_text(sheet.shown, slot)
            if kept.stand is not Stand.SAVING and same:
                del sheet.kept[slot]
        for one in [key for key, other in self._sheets.items() if key != detail.id]:
            if not self._sheets[one].kept and not self._sheets[one].busy:
                del self._sheets[one]

    def typed(self, product_id: str, slot: Slot, text: str) -> None:
        """Another letter; nothing is saved yet."""
        sheet = self._sheets.get(product_id)
        if sheet is None:
            return
        before = sheet.kept.get(slot)
        if before is None:
            sheet.kept[slot] = Kept(text, sheet.shown)
        elif before.stand is Stand.TYPED and text == shown_text(before.base, slot):
            del sheet.kept[slot]
        elif before.text != text:
            # What was wrong stays said until it is tried again, but for an answer to a conflict.
            error = before.error if before.stand is Stand.TROUBLE else None
            stand = Stand.TROUBLE if error is not None else Stand.TYPED
            sheet.kept[slot] = replace(before, text=text, stand=stand, error=error, edit=None)
        self.lettered.emit()

    def commit(self, product_id: str, slot: Slot, reason: str = "") -> None:
        """The field is left: save it where it says something else, and nobody has to decide."""
        sheet = self._sheets.get(product_id)
        kept = sheet.kept.get(slot) if sheet else None
        if sheet is None or kept is None or kept.clash or kept.stand is Stand.SAVING:
            return
        if kept.edit is None and kept.text == shown_text(kept.base, slot):
            self.give_up(product_id, slot)
            return
        sheet.kept[slot] = replace(kept, reason=reason or kept.reason)
        self._queue(product_id, sheet, slot)

    def give_up(self, product_id: str, slot: Slot) -> None:
        """Escape: what the shop has."""
        sheet = self._sheets.get(product_id)
        if sheet is not None and sheet.kept.pop(slot, None) is not None:
            self.changed.emit(product_id)

    def forget(self, product_id: str) -> None:
        """Let go of everything that was typed into a product."""
        sheet = self._sheets.get(product_id)
        if sheet is not None:
            sheet.kept.clear()
            self.changed.emit(product_id)

    def put(self, product_id: str, slot: Slot, text: str) -> None:
        """Choose `text` at once, such as a category or a tick."""
        self.typed(product_id, slot, text)
        self.commit(product_id, slot)

    def keep_mine(self, product_id: str, slot: Slot) -> None:
        """The owner has seen what somebody else wrote, and wants their own."""
        sheet = self._sheets.get(product_id)
        kept = sheet.kept.get(slot) if sheet else None
        if sheet is None or kept is None or not kept.clash:
            return
        base = with_changes(kept.base, kept.clash)
        try:
            mine = _mine(slot, kept)
        except Refused as error:
            sheet.kept[slot] = replace(kept, base=base, error=error)
            self.changed.emit(product_id)
            return
        sheet.kept[slot] = replace(kept, base=base, error=None, stand=Stand.TYPED, edit=mine)
        self._queue(product_id, sheet, slot)

    def take_theirs(self, product_id: str, slot: Slot) -> None:
        """What somebody else wrote stays."""
        sheet = self._sheets.get(product_id)
        if sheet is not None and (kept := sheet.kept.get(slot)) is not None:
            sheet.shown = with_changes(sheet.shown, kept.clash)
            self.give_up(product_id, slot)

    def again(self, product_id: str | None = None) -> None:
        """Try once more what nobody answered: of one product, or of all."""
        for one, sheet in list(self._sheets.items()):
            if product_id in (None, one):
                for slot, kept in list(sheet.kept.items()):
                    if isinstance(kept.error, Unavailable):
                        self._queue(one, sheet, slot)

    def clash(self, detail: ProductDetail, error: EditConflict) -> None:
        """An undo met somebody else's change: the owner decides beside the field."""
        self.look(detail)
        first = error.conflicts[0]
        slot = first.slot
        kept = Kept(text_of(slot, first.yours), ProductShown.of(detail), Stand.TROUBLE, error)
        self._sheets[detail.id].kept[slot] = replace(kept, edit=insisted(error.conflicts))
        self.changed.emit(detail.id)

    # saving

    def commit_all(self) -> None:
        """Save everything that was typed and not left yet."""
        for one, sheet in list(self._sheets.items()):
            for slot, kept in list(sheet.kept.items()):
                if kept.stand is Stand.TYPED:
                    self.commit(one, slot)

    def _queue(self, product_id: str, sheet: Sheet, slot: Slot) -> None:
        """One edit of a product at a time: each is compared with what the one before it left."""
        sheet.kept[slot] = replace(sheet.kept[slot], stand=Stand.SAVING, error=None)
        if slot not in sheet.waiting:
            sheet.waiting.append(slot)
        self.changed.emit(product_id)
        if not sheet.busy:
            sheet.busy = True
            saving = self._tasks.start(self._save_all(product_id, sheet))
            self._saving.add(saving)
            saving.add_done_callback(self._saving.discard)

    async def _save_all(self, product_id: str, sheet: Sheet) -> None:
        try:
            while sheet.waiting:
                slot = sheet.waiting.pop(0)
                kept = sheet.kept.get(slot)
                if kept is not None:
                    await self._save(product_id, sheet, slot, kept)
        finally:
            sheet.busy = False
            self._broken_off(sheet)
            self.changed.emit(product_id)

    @staticmethod
    def _broken_off(sheet: Sheet) -> None:
        """Where a bug ended the saving, what was typed is still there and not saved."""
        sheet.waiting.clear()
        for slot, kept in sheet.kept.items():
            if kept.stand is Stand.SAVING:
                sheet.kept[slot] = replace(kept, stand=Stand.TYPED)

    async def _save(self, product_id: str, sheet: Sheet, slot: Slot, kept: Kept) -> None:
        try:
            edit = kept.edit or edit_of(slot, read(slot, kept.text, kept.base))
            edited: Edited = await self._context.ask(
                self._context.services.editing.edit,
                product_id,
                edit,
                kept.base,
                reason=kept.reason,
            )
        except ShopError as error:
            self._trouble(sheet, slot, error)
            if isinstance(error, EditConflict):
                self.stale.emit(product_id)
            return
        self._done(sheet, slot, kept, edited)
        if edited.edit_id is not None:
            self.saved.emit(edited)
        self.changed.emit(product_id)

    def _trouble(self, sheet: Sheet, slot: Slot, error: ShopError) -> None:
        now = sheet.kept.get(slot)
        if now is not None:
            sheet.kept[slot] = replace(now, stand=Stand.TROUBLE, error=error)

    def _done(self, sheet: Sheet, slot: Slot, saved: Kept, edited: Edited) -> None:
        """What the owner saved themselves is no one else's change to what they type next."""
        sheet.shown = with_changes(sheet.shown, edited.changes)
        now = sheet.kept.get(slot)
        if now is not None and now.text == saved.text:
            del sheet.kept[slot]
        for other, kept in list(sheet.kept.items()):
            sheet.kept[other] = replace(kept, base=with_changes(kept.base, edited.changes))
            if other == slot and slot not in sheet.waiting:  # more was typed meanwhile
                sheet.kept[other] = replace(sheet.kept[other], stand=Stand.TYPED, edit=None)
            if isinstance(kept.error, Refused) and kept.error.reason == "ages_contradict":
                sheet.kept[other] = replace(sheet.kept[other], stand=Stand.SAVING, error=None)
                sheet.waiting.append(other)

    # the end

    async def settle(self) -> None:
        """Return when everything that can be saved is saved."""
        self.commit_all()
        await self.saving_done()

    async def saving_done(self) -> None:
        """Return when nothing is being saved any more."""
        # The saving itself goes on where nobody waits for it any longer.
        await asyncio.gather(*map(asyncio.shield, self._saving), return_exceptions=True)


def _mine(slot: Slot, kept: Kept) -> ProductEdit:
    """What the owner insists on, also for the variants that were in the way of the one price.

    Raises Refused where what was typed since cannot be read.
    """
    mine = insisted(kept.clash)
    if kept.edit is not None:
        return mine
    value = read(slot, kept.text, kept.base)
    typed = edit_of(slot, value)
    if slot.field is ProductField.PRICE and isinstance(value, Decimal):
        return replace(typed, variant_prices=dict.fromkeys(mine.variant_prices, value))
    return typed
