"""A place of the window: one list and its detail, opened from the rail."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame

from ui.common.dropped import Dropped

if TYPE_CHECKING:
    from ui.context import PlaceContext


class Place(QFrame):
    """What the window asks of every place. A place reaches only what its context gives."""

    def __init__(self, context: "PlaceContext") -> None:
        super().__init__()
        self.setProperty("kind", "pane")
        self.context = context

    def begin_search(self) -> None:
        """Ctrl+F: take the keyboard to the search."""

    def refresh(self) -> None:
        """F5: ask the shop again."""

    def show_what(self, **what: str) -> None:
        """Show one thing, such as `product_id` or `job_id`."""
        del what

    def bring(self, found: Dropped) -> None:
        """Take in addresses, page texts and files that were dropped or pasted anywhere."""
        del found

    def set_comfortable(self, *, on: bool) -> None:
        """Higher rows, or dense ones."""
        del on

    def reset_layout(self) -> None:
        """Columns, widths and splitters as they were delivered."""

    def leave(self) -> None:
        """Keep what the owner set, before the window closes."""

    async def settle(self) -> None:
        """After `leave`: return when everything that the owner did is saved."""
