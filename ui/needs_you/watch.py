"""Looks every ten minutes, and after changes, what needs the owner."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from babydrop_desktop.domain.changes import Change
from babydrop_desktop.errors import ShopError

if TYPE_CHECKING:
    from babydrop_desktop.domain.attention import Needs
    from ui.context import PlaceContext

AGAIN_MS, PAUSE_MS = 10 * 60 * 1000, 250


class NeedsWatch(QObject):
    """One for the open shop, shared by the rail and the place: asked once, shown in both.

    `looked` with each answer (Needs), `refused` (the error) where the shop could not say.
    """

    looked = Signal(object)
    refused = Signal(object)

    def __init__(self, context: "PlaceContext") -> None:
        super().__init__(context.changes)
        self._context = context
        self._tasks = context.tasks(self)
        self.needs: Needs | None = None
        self._soon = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._soon.timeout.connect(self.look)
        self._again = QTimer(self, interval=AGAIN_MS)
        self._again.timeout.connect(self.look)
        self._again.start()
        context.changes.changed.connect(self._on_changed)
        self.look()

    @classmethod
    def of(cls, context: "PlaceContext") -> "NeedsWatch":
        """The shop's one watch; it begins to look when it is first asked for."""
        found = context.changes.findChild(cls)
        return found if found is not None else cls(context)

    def look(self) -> None:
        """Look now, as long as the shop is open."""
        if not self._context.pools.answers.closed:
            self._tasks.latest("needs", self._look())

    async def _look(self) -> None:
        try:
            self.needs = await self._context.ask(self._context.services.attention.needs)
        except ShopError as error:
            self.refused.emit(error)
            return
        self.looked.emit(self.needs)

    def _on_changed(self, change: Change) -> None:
        if (change.orders or change.products) and not self._soon.isActive():
            self._soon.start()
