"""One field's text that is not saved, and how it stands with it."""

from dataclasses import dataclass
from enum import StrEnum

from babydrop_desktop.domain.product_edit import (
    EditConflict,
    FieldConflict,
    ProductEdit,
    ProductShown,
)
from babydrop_desktop.errors import ShopError


class Stand(StrEnum):
    """How it stands with what was typed into one field."""

    TYPED = "typed"  # not left yet, or its saving was broken off
    SAVING = "saving"
    TROUBLE = "trouble"  # refused, in conflict, or nobody answered: `error` says what


@dataclass(frozen=True, slots=True)
class Kept:
    """`base` is what was shown when it was begun; `reason` what was typed for a low price.

    `edit` is what shall be saved where that is not what `text` says.
    """

    text: str
    base: ProductShown
    stand: Stand = Stand.TYPED
    error: ShopError | None = None
    reason: str = ""
    edit: ProductEdit | None = None

    @property
    def clash(self) -> tuple[FieldConflict, ...]:
        """The conflicts that the owner has to decide."""
        return self.error.conflicts if isinstance(self.error, EditConflict) else ()
