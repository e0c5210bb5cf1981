"""From the owner's shop to the demo shop and back, and how the demo shop is removed."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from babydrop_desktop.paths import ShopOptions, demo_beside, owner_beside

if TYPE_CHECKING:
    from ui.main_window import MainWindow
    from ui.reopening import Reopening


class OtherShop(QObject):
    """Two entries of the File menu.

    `elsewhere` (options, what is done first or None) when this shop is closed and the window of
    the other one is to follow.
    """

    elsewhere = Signal(object, object)

    def __init__(self, window: "MainWindow", options: ShopOptions) -> None:
        super().__init__(window)
        self._window = window
        self._options = options
        self._reopening: Reopening | None = None
        menus = window.menus
        menus.remove_demo.setVisible(options.demo)
        menus.remove_demo.triggered.connect(self._ask_to_remove)
        menus.other_shop.setText(
            self.tr("Open your own &shop") if options.demo else self.tr("Open the demo &shop")
        )
        menus.other_shop.triggered.connect(self._on_other_shop)

    def follow(self, reopening: "Reopening") -> None:
        """Close the shop by this one."""
        self._reopening = reopening

    def go_to_demo(self) -> None:
        """From the first start: no shop is open yet."""
        self.elsewhere.emit(ShopOptions(demo_beside(self._options.profile), demo=True), None)

    def _on_other_shop(self) -> None:
        if self._options.demo:
            self._leave_for(ShopOptions(owner_beside(self._options.profile)))
        else:
            self._leave_for(ShopOptions(demo_beside(self._options.profile), demo=True))

    def _leave_for(self, shop: ShopOptions, first: Callable[[], str] | None = None) -> None:
        if self._reopening is not None:
            self._reopening.leave(lambda: self.elsewhere.emit(shop, first))

    def _ask_to_remove(self) -> None:
        from ui.common.dialogs import question  # noqa: PLC0415 - after the first paint

        asked = question(
            self.tr("Remove the demo shop?"),
            self.tr(
                "Its products, orders and pictures are deleted from this computer, and what you "
                "tried in it. Your own shop is not touched."
            ),
            self.tr("Remove the demo shop"),
            self.tr("Keep it"),
        )
        asked.setParent(self._window, asked.windowFlags())
        asked.setObjectName("remove-demo")
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.accepted.connect(self._remove_demo)
        asked.open()

    def _remove_demo(self) -> None:
        demo = self._options.profile
        gone = self.tr("The demo shop is removed")
        kept = self.tr("The demo shop is removed; files that are not its own stayed in {folder}")

        def remove() -> str:
            from babydrop_desktop.bootstrap import remove_demo  # noqa: PLC0415 - in a worker

            return kept.format(folder=demo.folder) if remove_demo(demo) else gone

        self._leave_for(ShopOptions(owner_beside(demo)), remove)
