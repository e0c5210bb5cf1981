"""The preferences: pages at the left, the chosen one beside them."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.common.buttons import when_clicked
from ui.common.dialogs import question
from ui.menus import Menus
from ui.preferences.aliexpress_page import AliExpressPage
from ui.preferences.asking import Asking
from ui.preferences.general_page import GeneralPage
from ui.preferences.server_page import ServerPage

SIZE = (960, 740)
LIST_WIDTH = 196


class Preferences(QDialog):
    """Opened by the menu, or where a shop cannot be opened.

    `settled` (news) when something counts only once the shop is opened anew; the dialog is
    closing then.
    """

    settled = Signal(str)

    def __init__(
        self, asking: Asking, parent: QWidget | None = None, menus: Menus | None = None
    ) -> None:
        """`menus` are the window's, whose looks the page "General" shows."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Preferences"))
        self.setObjectName("preferences")
        self._asking = asking
        self._stack = QStackedWidget()
        self._names: list[str] = []
        self._list = QVBoxLayout()
        self._group = QButtonGroup(self)
        self._build()
        self.general = GeneralPage(asking, menus)
        self.general.settled.connect(self._on_settled)
        self._add("general", self.tr("General"), self.general)
        self.aliexpress: AliExpressPage | None = None
        if asking.account is not None:
            self.aliexpress = AliExpressPage(asking)
            self.aliexpress.settled.connect(self._on_settled)
            self._add("aliexpress", self.tr("AliExpress"), self.aliexpress)
        self.server = ServerPage(asking)
        self.server.settled.connect(self._on_settled)
        self._add("server", self.tr("Where the shop is kept"), self.server)
        self._list.addStretch(1)
        self.finished.connect(self._on_finished)

    def show_page(self, name: str) -> None:
        """Show the page of that name; "" shows the one that is open."""
        if name in self._names:
            self._hold_others()
            at = self._names.index(name)
            self._stack.setCurrentIndex(at)
            self._group.buttons()[at].setChecked(True)

    def page(self) -> str:
        """The name of the page that is shown."""
        return self._names[self._stack.currentIndex()]

    def reject(self) -> None:
        """Closing with Escape or the mouse throws nothing away without a word."""
        unsaved = self._unsaved()
        if unsaved:
            said = self.tr("What you changed on the page “{page}” is not saved.")
            self._ask(
                self.tr("Close without saving?"),
                said.format(page=self._words(unsaved[0])),
                self.tr("Close without saving"),
            )
        elif self.aliexpress is not None and self.aliexpress.unkept():
            self.show_page("aliexpress")
            self._ask(
                self.tr("Close without keeping the key?"),
                self.tr("You typed a key, but did not sign in with it. What you entered is lost."),
                self.tr("Close without keeping it"),
            )
        elif self.server.unsaved():
            self.show_page("server")
            self._ask(
                self.tr("Close without using this server?"),
                self.tr("You tested it, but the shop is not kept there. What you entered is lost."),
                self.tr("Close without using it"),
            )
        else:
            super().reject()

    def _unsaved(self) -> list[str]:
        """The names of the pages with changes that are not saved."""
        own = self.aliexpress
        pages = {"general": self.general.unsaved(), "aliexpress": own is not None and own.unsaved()}
        return [name for name, unsaved in pages.items() if unsaved]

    def _hold_others(self) -> None:
        """Saving one page opens the shop anew, which would lose the changes of another."""
        unsaved = self._unsaved()
        said = self.tr("Save what you changed on the page “{page}” first, or undo it.")
        pages = {"general": self.general, "aliexpress": self.aliexpress, "server": self.server}
        for name, page in pages.items():
            other = next((one for one in unsaved if one != name), "")
            if page is not None:
                page.hold(said.format(page=self._words(other)) if other else "")

    def _words(self, name: str) -> str:
        return self._group.buttons()[self._names.index(name)].text()

    def _ask(self, title: str, text: str, verb: str) -> None:
        asked = question(title, text, verb, self.tr("Go on"))
        asked.setParent(self, asked.windowFlags())
        asked.setObjectName("close-unsaved")
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.accepted.connect(lambda: self.done(0))
        asked.open()

    def _add(self, name: str, words: str, page: QWidget) -> None:
        key = QPushButton(words)
        key.setProperty("kind", "page")
        key.setCheckable(True)
        key.setAutoDefault(False)
        key.setFixedHeight(34)
        key.setChecked(not self._names)
        when_clicked(key, partial(self.show_page, name))
        self._group.addButton(key)
        self._list.addWidget(key)
        self._names.append(name)
        self._stack.addWidget(page)

    def _on_settled(self, news: str) -> None:
        self.accept()
        self.settled.emit(news)

    def _on_finished(self) -> None:
        self.server.close_page()
        if self.aliexpress is not None:
            self.aliexpress.close_page()
        self._asking.close()

    def _build(self) -> None:
        room = self.screen().availableGeometry()
        self.resize(min(SIZE[0], room.width() - 40), min(SIZE[1], room.height() - 60))
        self.setMinimumSize(760, 480)
        side = QFrame()
        side.setProperty("kind", "rail")
        side.setFixedWidth(LIST_WIDTH)
        side.setLayout(self._list)
        self._list.setContentsMargins(10, 16, 10, 16)
        self._list.setSpacing(2)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(side)
        row.addWidget(self._stack, 1)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
