"""The owner's key for AliExpress' official interface: taken, allowed, tried, forgotten."""

from datetime import datetime

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from babydrop_desktop.domain.supplier_access import AccessState, AccessStatus
from babydrop_desktop.errors import ShopError
from babydrop_desktop.services.work import Work
from ui.common import formats
from ui.common.dialogs import question
from ui.common.labels import StatusLabel, plain_text
from ui.common.times import utc_now
from ui.common.words import error_words
from ui.preferences.access_fields import AccessFields
from ui.preferences.access_try import AccessTry
from ui.preferences.asking import Asking

# Where the owner signs in; nothing else is ever opened from here.
SIGN_IN_HOST = "api-sg.aliexpress.com"


class OfficialAccess(QWidget):
    """What is entered here counts at once. `changed` when the state is known anew."""

    changed = Signal()

    def __init__(self, asking: Asking) -> None:
        super().__init__()
        self._asking = asking
        self._tasks = asking.tasks(self)
        self.state: AccessState | None = None
        self.status = StatusLabel()
        self.fields = AccessFields()
        self.trying = AccessTry()
        self.said = plain_text(ink="secondary", wrap=True)
        self._work: Work | None = None
        self._had_focus: QWidget | None = None
        self._build()
        self.fields.sign_in.connect(self._on_sign_in)
        self.fields.pasted.connect(self._on_pasted)
        self.fields.forget.connect(self._on_forget)
        self.fields.changed.connect(lambda: self._say(""))
        self.trying.wanted.connect(self._on_test)
        self._show_off()
        self._tasks.latest("look", self._look())

    def close_access(self) -> None:
        """Ask what runs to end."""
        if self._work is not None:
            self._work.stop()

    # what the owner does

    def _on_sign_in(self) -> None:
        self._tasks.latest("key", self._sign_in(*self.fields.values()))

    def _on_pasted(self, text: str) -> None:
        self._tasks.latest("key", self._finish(text))

    def _on_forget(self) -> None:
        asked = question(
            self.tr("Forget this key?"),
            self.tr(
                "The App Key, its secret and the permission are forgotten on this computer. "
                "Imports go on by the other ways."
            ),
            self.tr("Forget the key"),
            self.tr("Keep it"),
        )
        asked.setParent(self, asked.windowFlags())
        asked.setObjectName("forget-key")
        asked.accepted.connect(lambda: self._tasks.latest("key", self._forget()))
        asked.finished.connect(asked.deleteLater)
        asked.open()

    def _on_test(self, item: str) -> None:
        if self._work is not None:
            self._work.stop()
            return
        self._work = Work()
        self.trying.show_busy()
        self._tasks.latest("test", self._test(item, self._work))

    # what becomes of it

    async def _look(self) -> None:
        try:
            await self._asking.run(formats.warm)
            status = await self._asking.ask_account(lambda account: account.status())
        except ShopError as error:
            self.status.set_status("triangle-alert", error_words(error), "amber")
            self.fields.set_open(open_=True)
            self.changed.emit()
        else:
            self.show_status(status)

    async def _sign_in(self, app_key: str, secret: str, returns_to: str) -> None:
        """Keep what stands in the fields, then open AliExpress' page in the owner's browser."""
        self._busy(self.tr("Keeping the key…"))
        try:
            status = await self._asking.ask_account(
                lambda account: account.keep(app_key, secret, returns_to)
            )
            address = await self._asking.ask_account(lambda account: account.sign_in_address())
        except ShopError as error:
            self._failed(error)
            return
        except Exception:
            self._ready("")
            raise
        self.show_status(status)
        self._ready(self._opened(address))
        self.fields.wait_for_code()

    def _opened(self, address: str) -> str:
        url = QUrl(address)
        right = url.scheme() == "https" and url.host() == SIGN_IN_HOST
        if right and QDesktopServices.openUrl(url):
            return self.tr("AliExpress is open in your browser. Allow it there, then come back.")
        QGuiApplication.clipboard().setText(address)
        return self.tr(
            "Your browser could not be opened. The address was copied: paste it into your browser."
        )

    async def _finish(self, text: str) -> None:
        self._busy(self.tr("Asking AliExpress…"))
        try:
            status = await self._asking.ask_account(lambda account: account.sign_in(text))
        except ShopError as error:
            self._failed(error)
        except Exception:
            self._ready("")
            raise
        else:
            self.show_status(status)
            self._ready(self.tr("Allowed. Imports use it from now on."))
            self.trying.item.setFocus()

    async def _forget(self) -> None:
        self._busy("")
        try:
            status = await self._asking.ask_account(lambda account: account.forget())
        except ShopError as error:
            self._failed(error)
        except Exception:
            self._ready("")
            raise
        else:
            self.fields.clear()
            self.trying.forget()
            self.show_status(status)
            self._ready(self.tr("Forgotten."))

    async def _test(self, item: str, work: Work) -> None:
        # Where it is cancelled the fields are gone, and nothing here may touch them.
        try:
            tried = await self._asking.ask_account(lambda account: account.test(item, work))
        except ShopError as error:
            self._work = None
            self.trying.show_error(error)
        except Exception:
            self._work = None
            self.trying.show_error(None)
            raise
        else:
            self._work = None
            self.trying.show_tried(tried)
        self._tasks.latest("look", self._look())

    # what is shown

    def show_status(self, status: AccessStatus) -> None:
        """Show what is kept, and until when it counts."""
        self.state = status.state
        icon, words, role = self._state_words(status, utc_now())
        self.status.set_status(icon, words, role)
        self.fields.show_status(status)
        self.trying.setVisible(status.state is AccessState.ALLOWED)
        self.changed.emit()

    def _state_words(self, status: AccessStatus, now: datetime) -> tuple[str, str, str]:
        if status.state is AccessState.ALLOWED and status.until is not None:
            until = self.tr("Allowed until {moment}").format(
                moment=formats.day_and_time(status.until, now)
            )
            words = " · ".join(part for part in (until, status.account) if part)
            return "circle-check", words, "ok"
        if status.state is AccessState.NO_KEY and status.app_key:
            lost = self.tr("This computer does not have the App Secret. Enter it and sign in.")
            return "triangle-alert", lost, "amber"
        ended = self.tr("The permission has ended. Press “Sign in…” to allow it again.")
        return {
            AccessState.NO_KEY: (
                "key-round",
                self.tr("No key yet. Everything works without one too."),
                "secondary",
            ),
            AccessState.NOT_ALLOWED: (
                "triangle-alert",
                self.tr("The key is kept. Press “Sign in…” to allow it at AliExpress."),
                "amber",
            ),
            AccessState.DEMO: (
                "lock",
                self.tr("This is the demo shop: AliExpress is not asked here."),
                "secondary",
            ),
        }.get(status.state, ("triangle-alert", ended, "amber"))

    def _busy(self, words: str) -> None:
        self._had_focus = self.focusWidget()
        self.fields.set_open(open_=False)
        self._say(words)

    def _ready(self, words: str) -> None:
        self.fields.set_open(open_=self.state is not AccessState.DEMO)
        self._say(words)
        if self._had_focus is not None and self._had_focus.isVisible():
            self._had_focus.setFocus()  # a field that is shut for a moment loses the keyboard

    def _failed(self, error: ShopError) -> None:
        self._ready("")
        self._say(error_words(error), ink="red")

    def _say(self, words: str, *, ink: str = "secondary") -> None:
        self.said.setText(words)
        self.said.set_ink(ink)
        self.said.setVisible(bool(words))

    def _show_off(self) -> None:
        self.fields.set_open(open_=False)
        self.trying.hide()
        self._say("")
        self.status.set_status("loader-circle", self.tr("Looking…"), "secondary")

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(plain_text(self.tr("AliExpress' official interface"), kind="heading"))
        column.addWidget(
            plain_text(
                self.tr(
                    "With a key of your own, products come in quickly and exactly. "
                    "You get one at openservice.aliexpress.com: register as a dropshipper and make "
                    "an app there."
                ),
                ink="secondary",
                wrap=True,
            )
        )
        for part in (self.status, self.fields, self.said, self.trying):
            column.addWidget(part)
