"""What a list shows of a row, column by column."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from PySide6.QtCore import Qt

from ui.tables.thumbnails import PictureKey

R = TypeVar("R")

# The row's own value, for delegates and places; None while it is being fetched.
ROW_ROLE = int(Qt.ItemDataRole.UserRole)


class Kind(StrEnum):
    """How a column's cells are painted."""

    PICTURE = "picture"
    TEXT = "text"
    TWO_LINES = "two_lines"
    FIGURE = "figure"  # right-aligned, all figures of one width
    TWO_FIGURES = "two_figures"  # a figure in the colour of its state, facts under it, at the right
    STATUS = "status"  # icon + word + colour
    STATUS_RIGHT = "status_right"  # a figure in the colour of its state
    CHECK = "check"  # a tick box; the model answers CheckStateRole


@dataclass(frozen=True, slots=True)
class Status:
    """A state as icon, word and colour role. Without an icon it is plain gray text: the normal."""

    text: str
    icon: str = ""
    role: str = "secondary"


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """One column of a list of R.

    `text` is what is shown, copied and heard; `sort` names the order that a click on the head asks
    for ("" where there is none); columns with a `fold` go when the list is narrow, the highest
    first. `width` is in logical pixels; the columns with `stretch` share what is left.
    """

    key: str
    title: str
    text: Callable[[R], str]
    kind: Kind = Kind.TEXT
    width: int = 80
    tight: int = 0  # a width that is enough where what is shown is short; `width` is the most then
    roomy: int = 0  # a better width, where the stretching column has room to spare
    sort: str = ""
    fold: int = 0
    stretch: bool = False
    least: int = 0  # a stretching column's own least width, where the usual one is too much
    medium: bool = False
    ink: str = "text"
    second: Callable[[R], str] | None = None
    status: Callable[[R], Status] | None = None
    picture: Callable[[R], PictureKey | None] | None = None
    side: int = 26  # of a picture
    gap: int = 0  # further pixels at its left
    keep_end: bool = False  # cut in the middle: a variant's end (its size) tells it apart
    fixed: bool = False  # the owner cannot hide or move it

    @property
    def right(self) -> bool:
        """Whether head and cells stand at the right."""
        return self.kind in (Kind.FIGURE, Kind.TWO_FIGURES, Kind.STATUS_RIGHT)


def cell_text(text: str) -> str:
    """`text` as one cell of a copied table: no tabs, no line ends."""
    return " ".join(text.split())
