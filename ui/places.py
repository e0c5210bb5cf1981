"""The places of the open shop in the middle of the window; each is made when it is first opened."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from ui.place import Place

if TYPE_CHECKING:
    from ui.context import PlaceContext

PlaceMaker = Callable[["PlaceContext"], Place]


class Places(QStackedWidget):
    """Shows one place, or a page of the window's own while no shop is open."""

    def __init__(self, makers: dict[str, PlaceMaker]) -> None:
        super().__init__()
        self._makers = makers
        self._made: dict[str, Place] = {}

    def knows(self, name: str) -> bool:
        """Whether there is a place of that name."""
        return name in self._makers

    def show_place(self, name: str, context: "PlaceContext", *, comfortable: bool) -> Place:
        """Show a place, made where it was not opened before."""
        if name not in self._made:
            self._made[name] = made = self._makers[name](context)
            made.set_comfortable(on=comfortable)
            self.addWidget(made)
        self.setCurrentWidget(self._made[name])
        return self._made[name]

    def show_page(self, page: QWidget) -> None:
        """Show something else than a place."""
        if self.indexOf(page) < 0:
            self.addWidget(page)
        self.setCurrentWidget(page)

    def shown(self) -> Place | None:
        """The place that is shown."""
        widget = self.currentWidget()
        return widget if isinstance(widget, Place) else None

    def every(self) -> tuple[Place, ...]:
        """The places that were opened."""
        return tuple(self._made.values())

    async def settle(self) -> None:
        """Return when what the owner did last in each place is saved."""
        for place in self.every():
            await place.settle()

    def empty(self) -> None:
        """Let go of every place, and of what it waits for."""
        for place in self.every():
            self.removeWidget(place)
            place.deleteLater()
        self._made = {}
        # At once: a place must not ask a shop that closes.
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
