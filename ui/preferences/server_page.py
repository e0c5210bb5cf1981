"""The page "Where the shop is kept" of the preferences."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from babydrop_desktop.domain.connection import Chosen, ConnectionWish, Keeping
from babydrop_desktop.errors import ShopError
from ui.common.buttons import primary, when_clicked
from ui.common.dialogs import Message
from ui.common.labels import plain_text
from ui.common.words import error_words
from ui.preferences.asking import Asking
from ui.preferences.page import fill
from ui.preferences.place_cards import PlaceCards


class ServerPage(QWidget):
    """Tests and chooses. `settled` (news for the owner) when the shop is to be opened anew."""

    settled = Signal(str)

    def __init__(self, asking: Asking) -> None:
        super().__init__()
        self._asking = asking
        self._tasks = asking.tasks(self)
        self._now: ConnectionWish | None = None
        self._known = False
        self._busy = False
        self._held = self._unread = ""
        self.cards = PlaceCards(asking)
        self.use = primary("")
        self._note = plain_text(ink="secondary", wrap=True)
        self._build()
        self.cards.changed.connect(self._show)
        when_clicked(self.use, self._on_use)
        if asking.demo:
            self._say_demo()
        else:
            self._show()
            self._tasks.latest("load", self._load())

    def note(self) -> str:
        """What is said beside the key."""
        return self._note.text()

    def unsaved(self) -> bool:
        """Whether a server was tested and is not used."""
        panel = self.cards.panel
        tested = self.cards.on_server and panel.report is not None and not self._busy
        return tested and panel.fields.wish() != self._now

    def hold(self, reason: str) -> None:
        """Choose nothing for now, and say why; "" where nothing speaks against it."""
        self._held = reason
        if not self._asking.demo:
            self._show()

    def close_page(self) -> None:
        """Ask what runs to end."""
        self.cards.panel.close_panel()

    # inside

    async def _load(self) -> None:
        self.cards.choose(server=self._asking.on_server)
        try:
            self._now = await self._asking.ask(lambda service: service.current())
        except ShopError as error:
            self._unread = error_words(error)
            self._show()
            return
        self._known = True
        self.cards.choose(server=self._now is not None or self._asking.on_server)
        self.cards.panel.load()
        self._show()

    def _say_demo(self) -> None:
        self.cards.choose(server=False)
        self.cards.setEnabled(False)
        self.use.hide()
        self._note.setText(
            self.tr(
                "The demo shop lives in a folder of its own on this computer, apart from yours."
            )
        )

    def _show(self) -> None:
        """The key says what it does, and why it cannot where it cannot."""
        server = self.cards.on_server
        self.use.setText(self.tr("Use this server") if server else self.tr("Use this computer"))
        reason = self._reason(server=server)
        if reason or self._busy:
            self.use.turn_off(reason)
        else:
            self.use.turn_on()
        self._note.setText(reason or self._promise(server=server))

    def _reason(self, *, server: bool) -> str:
        if self._held or not self._known:
            looking = self.tr("Looking where the shop is kept…")
            return self._held or self._unread or looking
        if not server:
            here = self._now is None and not self._asking.given
            return self.tr("The shop is kept on this computer now.") if here else ""
        panel = self.cards.panel
        if self._asking.on_server and panel.fields.wish() == self._now:
            return self.tr("The shop is kept on this server now.")
        if panel.report is None:
            return self.tr("Test the server first.")
        if not panel.passed:
            return self.tr("Mend what is marked red, then test again.")
        return ""

    def _promise(self, *, server: bool) -> str:
        if server:
            return self.tr(
                "The shop is then opened there. What is on this computer stays as it is, and is "
                "not copied to the server."
            )
        return self.tr(
            "The shop is then opened from this computer's own file. What is on the server stays "
            "there; its password is forgotten here."
        )

    def _on_use(self) -> None:
        if self._busy:
            return
        self._busy = True
        self._show()
        wish = self.cards.panel.fields.wish() if self.cards.on_server else None
        self._tasks.latest("use", self._use(wish))

    async def _use(self, wish: ConnectionWish | None) -> None:
        try:
            if wish is None:
                await self._asking.ask(lambda service: service.use_this_computer())
                self.settled.emit(self.tr("The shop is kept on this computer now"))
                return
            chosen = await self._asking.ask(lambda service: service.choose(wish))
        except ShopError as error:
            self._go_on()
            self._note.setText(error_words(error))
            return
        except Exception:
            self._go_on()
            raise
        self._on_chosen(chosen)

    def _go_on(self) -> None:
        """Nothing was chosen: it can be tried again."""
        self._busy = False
        self._show()

    def _on_chosen(self, chosen: Chosen) -> None:
        news = self.tr("The shop is kept on the server now")
        if chosen.keeping is not Keeping.SESSION:
            self.settled.emit(news)
            return
        told = Message(
            self.tr("The password is remembered only until the program ends"),
            self.tr(
                "This computer has no key store that can be used, and the program writes no "
                "password into a file. It is asked for again at the next start."
            ),
            icon=("key-round", "amber"),
            parent=self,
        )
        told.setObjectName("no-key-store")
        told.add_key(self.tr("Open the shop"), main=True)
        told.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        told.finished.connect(lambda: self.settled.emit(news))
        told.open()

    def _build(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(28, 24, 28, 20)
        column.setSpacing(4)
        column.addWidget(plain_text(self.tr("Where the shop is kept"), kind="place"))
        column.addWidget(
            plain_text(self.tr("It is yours in both cases: no account, no fee."), ink="secondary")
        )
        if self._asking.given:
            column.addWidget(
                plain_text(
                    self.tr(
                        "This time the program was started with another database (--database). "
                        "What you choose here counts at once, and at every start without it."
                    ),
                    ink="amber",
                    wrap=True,
                )
            )
        column.addSpacing(12)
        column.addWidget(self.cards, 1)
        fill(self, inside, self._note, self.use)
