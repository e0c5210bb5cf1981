"""Looks after the open shop behind the window: copies, tidying, and whether it answers at all."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from babydrop_desktop.errors import ShopError
from ui.trouble import Trouble
from ui.work.chores import Chore
from ui.work.pools import Pools

if TYPE_CHECKING:
    from babydrop_desktop.bootstrap import Services


class ShopWatch(QObject):
    """One for the open shop, from its opening to its end."""

    def __init__(
        self,
        shop: "Services",
        pools: Pools,
        fail: Callable[[BaseException], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._fail = fail
        self.trouble = Trouble(shop.presence.look, pools, self)
        self._tidy = Chore(
            shop.upkeep.run,
            pools,
            self.hear,
            first_ms=60_000,
            every_ms=3_600_000,
            parent=self,
        )
        self._copy = Chore(
            shop.backups.run, pools, self.hear, first_ms=20_000, every_ms=60_000, parent=self
        )
        self._copy.done.connect(self.trouble.hear_of_copies)
        self.trouble.found.connect(self._on_found)
        self.trouble.begin()

    def stop(self) -> None:
        """Begin nothing more, and ask what runs to end."""
        self.trouble.stop()
        for chore in (self._tidy, self._copy):
            chore.stop()

    def hear(self, error: BaseException) -> None:
        """An error that nobody treated: the shop's own is said above the places, as long as it is.

        Any other goes to whoever says it.
        """
        if not self.trouble.takes(error):
            self._fail(error)

    def _on_found(self, error: ShopError) -> None:
        """What a file held that was taken away is saved while it can be reached."""
        if error.reason == "database_gone":
            self._copy.begin_now()
