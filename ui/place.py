"""A place of the window: one list and its detail, opened from the rail."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from ui.common.dropped import Dropped

if TYPE_CHECKING:
    from babydrop_desktop.errors import ShopError
    from ui.common.banner import Banner
    from ui.context import PlaceContext


class Place(QFrame):
    """What the window asks of every place. A place reaches only what its context gives.

    `undo_changed` when something else would be taken back, or done again.
    """

    undo_changed = Signal()

    def __init__(self, context: "PlaceContext") -> None:
        super().__init__()
        self.setProperty("kind", "pane")
        self.context = context

    def begin_search(self) -> None:
        """Ctrl+F: take the keyboard to the search."""

    def refresh(self) -> None:
        """F5: ask the shop again."""

    def shop_is_back(self) -> None:
        """The shop answers again after some trouble: ask it anew, and save what still waits."""
        self.refresh()

    def say_refusal(self, banner: "Banner", error: "ShopError") -> None:
        """Say why the shop did not answer, where that is not said above all places."""
        from ui.common.words import error_details, error_words  # noqa: PLC0415 - not to be painted

        if not self.context.trouble.takes(error):
            details = error_details(error)
            again = self.tr("Try again")
            banner.say(error_words(error), again, self.refresh, details=details)

    def show_what(self, **what: str) -> None:
        """Show one thing, such as `product_id` or `job_id`."""
        del what

    def bring(self, found: Dropped) -> None:
        """Take in addresses, page texts and files that were dropped or pasted anywhere."""
        del found

    def undo_words(self) -> str:
        """What Ctrl+Z would take back, for the menu: "price of Woodland Romper"; "" for nothing."""
        return ""

    def redo_words(self) -> str:
        """What would be done again; "" for nothing."""
        return ""

    def undo(self) -> bool:
        """Ctrl+Z: take back what was done last; whether there was anything."""
        return False

    def redo(self) -> bool:
        """Do again what was taken back; whether there was anything."""
        return False

    def set_comfortable(self, *, on: bool) -> None:
        """Higher rows, or dense ones."""
        del on

    def reset_layout(self) -> None:
        """Columns, widths and splitters as they were delivered."""

    def leave(self) -> None:
        """Keep what the owner set, before the window closes."""

    async def settle(self) -> None:
        """After `leave`: return when everything that the owner did is saved."""
