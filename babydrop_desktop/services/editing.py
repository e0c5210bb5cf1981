"""Lets the owner change products and take it back: compared with what was shown, and written down.

Each edit is one transaction with a line in the product's history. What somebody else changed since
it was shown is never written over: it is a conflict that the owner sees.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from babydrop_desktop.db import edit_lines, product_edit
from babydrop_desktop.db.ids import new_id
from babydrop_desktop.db.product_edit import MOST_PRODUCTS, Written
from babydrop_desktop.db.unit import Database
from babydrop_desktop.domain import edit_rules
from babydrop_desktop.domain.changes import Change
from babydrop_desktop.domain.edit_cleaning import checked_reason, cleaned
from babydrop_desktop.domain.edit_history import Edited, EditLine, LeftOut, ManyEdited
from babydrop_desktop.domain.edit_wishes import EditWish, UndoWish, Wish
from babydrop_desktop.domain.product_edit import (
    EditConflict,
    FieldChange,
    FieldConflict,
    ProductEdit,
    ProductField,
    ProductNow,
    ProductShown,
)
from babydrop_desktop.errors import Conflict, NotFound, Refused
from babydrop_desktop.services.news import News

MOST_HISTORY: Final = 500


@dataclass(frozen=True, slots=True)
class Editor:
    """Who edits, where, and what kind of shop it is.

    `may_sell` is False where pictures need a public address before a product goes on sale.
    """

    person: str
    device: str
    currency: str
    may_sell: bool


class Editing:
    """What the owner can change of a product, and take back, also after a restart."""

    def __init__(self, db: Database, news: News, editor: Editor) -> None:
        self._db = db
        self._news = news
        self._editor = editor

    def shown(self, ids: Iterable[str]) -> dict[str, ProductShown]:
        """What an editor of several products (500 at most) compares with, by id. Two statements.

        Raises Limit (reasons "too_many_products", "too_many_variants").
        """
        with self._db.read() as session:
            return product_edit.shown(session, list(dict.fromkeys(ids)))

    def edit(
        self, product_id: str, changes: ProductEdit, expected: ProductShown, *, reason: str = ""
    ) -> Edited:
        """Change one product. `reason` is what the owner typed for a price under its cost.

        At most eight statements. Raises EditConflict (reason "changed_meanwhile") where somebody
        else changed one of these fields, NotFound ("product_gone"), and Refused for what
        `edit_cleaning.cleaned` and `edit_rules.guard` name; then nothing was saved.
        """
        wish = EditWish(product_id, cleaned(changes, expected), expected, checked_reason(reason))
        with self._db.write() as session:
            edited, left = self._save(session, [wish], batch=None)
            _raise_first(left)
        self._tell(edited)
        return edited[0]

    def edit_many(
        self, changes: ProductEdit, expected: Mapping[str, ProductShown], *, reason: str = ""
    ) -> ManyEdited:
        """Change the products of `expected` (500 at most) alike, in one transaction.

        Each has its own line in its history. Products that are gone, in conflict or refused by a
        rule are left as they are and named with the reason; the others are saved. As many
        statements as for one. Raises Limit, and Refused for what cannot be typed.
        """
        typed = checked_reason(reason)
        wishes = [
            EditWish(id_, cleaned(changes, shown), shown, typed) for id_, shown in expected.items()
        ]
        return self._many(lambda _session: wishes)

    def undo(self, edit_id: str) -> Edited:
        """Take one line of the history back, if nothing of it was changed since.

        The undo is a line of its own and can be undone. At most ten statements. Raises NotFound
        ("edit_gone", "product_gone"), Conflict ("already_undone"), EditConflict, and Refused
        ("edit_not_known", "unknown_category", "pictures_not_public").
        """
        with self._db.write() as session:
            line = edit_lines.one(session, edit_id)
            if line is None:
                raise NotFound("There is no such edit.", reason="edit_gone", edit=edit_id)
            _refuse_undo(line)
            edited, left = self._save(session, [UndoWish(line)], batch=None)
            _raise_first(left)
        self._tell(edited)
        return edited[0]

    def undo_many(self, batch: str) -> ManyEdited:
        """Take back one edit of many products: every line of it that still stands.

        What was changed since is left as it is and named. Raises NotFound (reason "edit_gone").
        """

        def wishes(session: Session) -> list[Wish]:
            lines = edit_lines.of_batch(session, batch, MOST_PRODUCTS)
            if not lines:
                raise NotFound("There is no such edit.", reason="edit_gone", edit=batch)
            return [UndoWish(line) for line in lines if line.undone_by is None and line.whole]

        return self._many(wishes)

    def history(self, product_id: str, limit: int = 100) -> tuple[EditLine, ...]:
        """A product's edits (500 at most), newest first. One statement."""
        with self._db.read() as session:
            return edit_lines.of_product(session, product_id, min(limit, MOST_HISTORY))

    def last_undoable(
        self, person: str | None = None, *, skip: Collection[str] = ()
    ) -> EditLine | None:
        """What `person` (who is at this laptop, if not given) would undo next. One statement.

        `skip` are lines and batches that cannot be taken back: what is before them can.
        """
        with self._db.read() as session:
            return edit_lines.last_done(session, person or self._editor.person, skip)

    def last_redoable(
        self, person: str | None = None, *, skip: Collection[str] = ()
    ) -> EditLine | None:
        """The undo that `person` would take back next; None after a newer edit. One statement."""
        with self._db.read() as session:
            return edit_lines.last_undone(session, person or self._editor.person, skip)

    def _many(self, wishes: Callable[[Session], Sequence[Wish]]) -> ManyEdited:
        batch = new_id()
        with self._db.write() as session:
            edited, left = self._save(session, wishes(session), batch=batch)
        self._tell(edited)
        written = any(one.edit_id for one in edited)
        return ManyEdited(batch if written else None, tuple(edited), tuple(left))

    def _save(
        self, session: Session, wishes: Sequence[Wish], *, batch: str | None
    ) -> tuple[list[Edited], list[LeftOut]]:
        """Lock, compare, judge and write; those that cannot be saved come back with their error."""
        found = product_edit.locked(
            session,
            [wish.product_id for wish in wishes],
            {wish.product_id: wish.category for wish in wishes if wish.category is not None},
            variants=any(wish.needs_variants for wish in wishes),
            currency=self._editor.currency,
        )
        now = edit_lines.moment(session)
        lines, same, left = self._judged(session, wishes, found, now)
        lines = [replace(line, batch=batch) for line in lines]
        if lines:
            written = [
                Written(line.product_id, line.changes, line.reason or line.kind.value)
                for line in lines
            ]
            product_edit.write(session, written, now, self._editor.person)
            edit_lines.add(session, lines)
        saved = [Edited(line.product_id, line.id, line.changes, now) for line in lines]
        return [*saved, *(Edited(id_) for id_ in same)], left

    def _judged(
        self,
        session: Session,
        wishes: Sequence[Wish],
        found: Mapping[str, ProductNow],
        at: datetime,
    ) -> tuple[list[EditLine], list[str], list[LeftOut]]:
        """The lines to write, the products that are as wanted already, and those left out."""
        lines: list[EditLine] = []
        same: list[str] = []
        left: list[LeftOut] = []
        clashes: dict[str, tuple[FieldConflict, ...]] = {}
        for wish in wishes:
            now = found.get(wish.product_id)
            if now is None:
                left.append(LeftOut(wish.product_id, _gone(wish.product_id)))
                continue
            changes, conflicts = wish.compared(now, at)
            if conflicts:
                clashes[now.id] = conflicts
                continue
            refusal = self._refusal(wish, now, changes)
            if refusal is not None:
                left.append(LeftOut(now.id, refusal))
            elif changes:
                lines.append(self._line(wish, changes, at))
            else:
                same.append(now.id)
        return lines, same, left + _clashing(session, found, clashes)

    def _refusal(
        self, wish: Wish, now: ProductNow, changes: tuple[FieldChange, ...]
    ) -> Refused | None:
        back = wish.undoes is not None
        try:
            edit_rules.guard(
                now, changes, may_sell=self._editor.may_sell, reason=wish.reason, undo=back
            )
        except Refused as error:
            return error
        return None

    def _line(self, wish: Wish, changes: tuple[FieldChange, ...], at: datetime) -> EditLine:
        return EditLine(
            id=new_id(),
            product_id=wish.product_id,
            product_name="",
            at=at,
            who=self._editor.person,
            device=self._editor.device,
            kind=wish.kind,
            changes=changes,
            reason=wish.reason,
            undoes=wish.undoes,
        )

    def _tell(self, edited: Iterable[Edited]) -> None:
        written = [one for one in edited if one.edit_id]
        moved = {
            str(value)
            for one in written
            for change in one.changes
            if change.field is ProductField.CATEGORY
            for value in (change.before, change.after)
        }
        if written:
            ids = frozenset(one.product_id for one in written)
            self._news.tell(Change(products=ids, categories=frozenset(moved)))


def _gone(product_id: str) -> NotFound:
    return NotFound(
        "This product is not in the shop any more.", reason="product_gone", product=product_id
    )


def _raise_first(left: Sequence[LeftOut]) -> None:
    if left:
        raise left[0].error


def _refuse_undo(line: EditLine) -> None:
    if line.undone_by is not None:
        raise Conflict(
            "This was taken back already.", reason="already_undone", edit=line.id, by=line.undone_by
        )
    if not line.whole:
        raise Refused(
            "A newer version of this program made this edit. Take it back there.",
            reason="edit_not_known",
            edit=line.id,
        )


def _clashing(
    session: Session,
    found: Mapping[str, ProductNow],
    clashes: Mapping[str, tuple[FieldConflict, ...]],
) -> list[LeftOut]:
    """The conflicts with who made them and when, as far as our history knows. One statement."""
    if not clashes:
        return []
    theirs = {
        id_: {one.slot: one.theirs for one in conflicts if not one.gone}
        for id_, conflicts in clashes.items()
    }
    known = edit_lines.changed_by(session, theirs)
    left = []
    for id_, conflicts in clashes.items():
        told = []
        for one in conflicts:
            who, at = known.get((id_, one.slot), (None, None))
            told.append(replace(one, who=who, at=at))
        left.append(LeftOut(id_, EditConflict(id_, found[id_].name, tuple(told))))
    return left
