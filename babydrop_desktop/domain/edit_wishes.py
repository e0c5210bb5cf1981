"""Says what an edit or an undo wants of a product, and compares it with the product as it is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from babydrop_desktop.domain import edit_rules
from babydrop_desktop.domain.edit_history import EditKind, EditLine
from babydrop_desktop.domain.product_edit import (
    KEPT,
    FieldChange,
    FieldConflict,
    ProductEdit,
    ProductField,
    ProductNow,
    ProductShown,
)

Compared = tuple[tuple[FieldChange, ...], tuple[FieldConflict, ...]]


class Wish(Protocol):
    """What shall become of one product.

    `category` is the one that it shall have, None where it keeps its own; `needs_variants` says
    whether its variants' prices matter; `undoes` names the line that is taken back.
    """

    @property
    def product_id(self) -> str:
        """The product's id."""

    @property
    def kind(self) -> EditKind:
        """What the line in the history will be."""

    @property
    def reason(self) -> str:
        """What the owner typed."""

    @property
    def undoes(self) -> str | None:
        """The line that is taken back."""

    @property
    def category(self) -> str | None:
        """The category that the product shall have."""

    @property
    def needs_variants(self) -> bool:
        """Whether variants are compared or judged."""

    def compared(self, now: ProductNow, at: datetime) -> Compared:
        """What is to be written, and what stands in its way; `at` is the server's time."""


@dataclass(frozen=True, slots=True)
class EditWish:
    """An edit that was tidied, and what was shown."""

    product_id: str
    edit: ProductEdit
    shown: ProductShown
    reason: str = ""
    kind: EditKind = EditKind.EDITED
    undoes: str | None = None

    @property
    def category(self) -> str | None:
        """The category that the product shall have."""
        return None if self.edit.category_id is KEPT else self.edit.category_id

    @property
    def needs_variants(self) -> bool:
        """Prices are compared; a product that goes on sale is judged by them."""
        return self.edit.prices or self.edit.for_sale is True

    def compared(self, now: ProductNow, at: datetime) -> Compared:
        """What is as wanted already needs no change."""
        new, old = edit_rules.wanted(self.edit, self.shown, now, at)
        changes, conflicts = edit_rules.compared(now, new, old)
        return changes, conflicts + edit_rules.added_variants(self.edit, self.shown, now)


@dataclass(frozen=True, slots=True)
class UndoWish:
    """One line of the history that is taken back."""

    line: EditLine
    reason: str = ""

    @property
    def product_id(self) -> str:
        """The product's id."""
        return self.line.product_id

    @property
    def kind(self) -> EditKind:
        """An undo that is taken back is the edit once more."""
        return EditKind.REDONE if self.line.kind is EditKind.UNDONE else EditKind.UNDONE

    @property
    def undoes(self) -> str | None:
        """The line that is taken back."""
        return self.line.id

    @property
    def category(self) -> str | None:
        """The category that the product had before."""
        changes = self.line.changes
        return next((str(c.before) for c in changes if c.field is ProductField.CATEGORY), None)

    @property
    def needs_variants(self) -> bool:
        """Whether a variant's price is put back."""
        return any(change.variant_id for change in self.line.changes)

    def compared(self, now: ProductNow, at: datetime) -> Compared:  # noqa: ARG002 - as the others
        """Each value has to be what the line left; what others put back is a conflict too."""
        return edit_rules.taken_back(now, self.line.changes)
