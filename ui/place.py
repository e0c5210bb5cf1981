"""A place of the window: one list and its detail, opened from the rail."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from ui import window_state
from ui.common.dropped import Dropped

if TYPE_CHECKING:
    from babydrop_desktop.errors import ShopError
    from ui.common.banner import Banner
    from ui.common.panes import ListAndDetail
    from ui.context import PlaceContext
    from ui.tables.layout import ColumnLayout


class Place(QFrame):
    """What the window asks of every place. A place reaches only what its context gives.

    `undo_changed` when something else would be taken back, or done again.
    """

    undo_changed = Signal()

    def __init__(self, context: "PlaceContext") -> None:
        super().__init__()
        self.setProperty("kind", "pane")
        self.context = context
        self._kept: tuple[str, ListAndDetail, ColumnLayout] | None = None

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
        """Columns and panes as they were delivered."""
        if self._kept is not None:
            _, panes, columns = self._kept
            columns.reset()
            panes.reset()

    def leave(self) -> None:
        """Keep what the owner set, before the window closes."""
        if self._kept is not None:
            name, panes, columns = self._kept
            columns.save()
            window_state.keep_splitter(panes, self.context.settings, name)

    async def settle(self) -> None:
        """After `leave`: return when everything that the owner did is saved."""

    # for the places

    def _fill(self, name: str, panes: "ListAndDetail", columns: "ColumnLayout") -> None:
        """Show the panes; they and the list's columns are kept under `name`."""
        self._kept = name, panes, columns
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(panes)
        window_state.restore_splitter(panes, self.context.settings, name)
