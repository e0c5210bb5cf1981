"""Shows what became of a product's edits: each line of its history, and what can be taken back."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from babydrop_desktop.domain.product_edit import FieldChange
from babydrop_desktop.errors import ShopError


class EditKind(StrEnum):
    """How a line of the history came about."""

    EDITED = "edited"
    UNDONE = "undone"
    REDONE = "redone"


@dataclass(frozen=True, slots=True)
class EditLine:
    """One line of a product's history.

    `undoes` is the line that it took back, `undone_by` the one that took it back. `batch` is shared
    by the lines of one edit of many products. `whole` is False where a newer program changed
    something that this one does not know.
    """

    id: str
    product_id: str
    product_name: str
    at: datetime
    who: str
    device: str
    kind: EditKind
    changes: tuple[FieldChange, ...]
    reason: str = ""
    batch: str | None = None
    undoes: str | None = None
    undone_by: str | None = None
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Edited:
    """What was saved. `edit_id` is the line to undo; None where everything was so already.

    `at` is the product's new `updated_at`, None where nothing was written.
    """

    product_id: str
    edit_id: str | None = None
    changes: tuple[FieldChange, ...] = ()
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A product of an edit of many that was left as it was, and why."""

    product_id: str
    error: ShopError


@dataclass(frozen=True, slots=True)
class ManyEdited:
    """What became of an edit of many products; `batch` names its lines, None for no line."""

    batch: str | None
    edited: tuple[Edited, ...]
    left_out: tuple[LeftOut, ...]
