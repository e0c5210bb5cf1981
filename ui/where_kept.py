"""Where the window's shop is kept: another place, an upgrade that is asked for, another shop."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from babydrop_desktop.errors import ShopError
from babydrop_desktop.paths import ShopOptions
from ui.last_shop import is_new
from ui.opening import Key
from ui.other_shop import OtherShop
from ui.upgrade import Upgrade
from ui.work.tasks import OnError, Tasks

if TYPE_CHECKING:
    from babydrop_desktop.bootstrap import Services
    from ui.first_run.first_run import FirstRun
    from ui.main_window import MainWindow
    from ui.preferences.asking import Asking
    from ui.preferences.dialog import Preferences
    from ui.reopening import Reopening
    from ui.session import Session

# Another place for the data would not help with these.
_NOT_ELSEWHERE = frozenset(
    {
        "database_damaged",
        "not_the_demo_shop",
        "profile_not_writable",
        "restore_running",
        "settings_wrong",
        "this_is_the_demo_shop",
    }
)
# The folder holds nothing that helps with these: they are the server's.
_AT_THE_SERVER = frozenset(
    {
        "database_certificate",
        "database_half",
        "database_host_unknown",
        "database_login_refused",
        "database_missing",
        "database_not_admitted",
        "database_not_ours",
        "database_restarted",
        "database_rights",
        "database_starting",
        "database_too_old",
        "database_unreachable",
        "storefront_not_known",
    }
)


class WhereKept(QObject):
    """Opens the shop where it is kept, and does what the owner decides about that.

    `elsewhere` (the other shop's options, what is done first or None) comes when this shop is
    closed and the window of another one is to follow.
    """

    elsewhere = Signal(object, object)

    def __init__(self, window: "MainWindow", options: ShopOptions, fail: OnError) -> None:
        super().__init__(window)
        self._window = window
        self._options = options
        self._fail = fail
        self._upgrade: Upgrade | None = None
        self._news = ""
        self._session: Session | None = None
        self._preferences: Preferences | None = None
        self._first: FirstRun | None = None
        self._tasks = Tasks(self, fail)
        window.menus.preferences.triggered.connect(lambda _checked=False: self.show_preferences())
        window.menus.preferences.setEnabled(False)  # until something is known of the shop
        self._other = OtherShop(window, options)
        self._other.elsewhere.connect(self.elsewhere)

    # what the program does

    @property
    def options(self) -> ShopOptions:
        """The shop that is opened, as the owner chose last."""
        return self._options

    def open_shop(self) -> "Services":
        """In a worker: half a second of imports that the first paint does not wait for."""
        from babydrop_desktop.bootstrap import open_shop  # noqa: PLC0415

        upgrade = self._upgrade
        if upgrade is None or not upgrade.permitted:
            return open_shop(self._options)
        options = replace(self._options, upgrade=True)
        upgrade.copy(options)
        return open_shop(options)

    def follow(self, session: "Session", reopening: "Reopening") -> None:
        """Hear what comes of opening the shop."""
        self._session = session
        self._other.follow(reopening)
        session.opened.connect(self._on_opened)
        session.refused.connect(self._on_refused)

    def begin(self, first: Callable[[], str] | None = None) -> None:
        """Do `first` in a worker, then open the shop; of a new one ask the owner before."""
        new = not self._options.demo and self._options.database_url is None
        if first is None and not (new and is_new(self._options.profile, self._window.settings)):
            self._open()
            return
        self._tasks.start(self._begin(first, new=new))

    async def _begin(self, first: Callable[[], str] | None, *, new: bool) -> None:
        from ui.preferences.asking import Asking  # noqa: PLC0415

        asking = Asking.of(self._options, None, self._fail)
        if first is not None:
            try:
                self._news = await asking.run(first)
            except ShopError as error:
                from ui.common.words import error_words  # noqa: PLC0415

                self._news = error_words(error)
        if not (new and is_new(self._options.profile, self._window.settings)):
            asking.close()
            self._open()
            return
        self._ask_first(asking, await asking.run(_first_run))

    def _ask_first(self, asking: "Asking", make: "type[FirstRun]") -> None:
        page = make(asking)
        page.done.connect(self._on_first_done)
        self._first = page
        self._window.show_alone(page)
        page.go_to(0)  # now it can have the keyboard

    def _on_first_done(self, demo: bool, news: str) -> None:  # noqa: FBT001 - a signal's
        page, self._first = self._first, None
        if page is not None:
            page.close_page()
            page.deleteLater()
        self._window.show_alone(None)
        self._news = news or self._news
        if demo:
            self._other.go_to_demo()
        else:
            self._open()

    def close(self) -> None:
        """The program ends: wait for nothing more."""
        if self._preferences is not None:
            self._preferences.done(0)
        if self._first is not None:
            self._first.close_page()
        if self._upgrade is not None:
            self._upgrade.stop()

    def show_preferences(self, page: str = "") -> None:
        """Open the preferences, at the page "general" or "server"."""
        if self._preferences is not None:
            self._preferences.show_page(page)
            self._preferences.raise_()
            return
        self._tasks.latest("preferences", self._show_preferences(page))

    async def _show_preferences(self, page: str) -> None:
        from ui.preferences.asking import Asking  # noqa: PLC0415 - after the first paint

        shop = self._session.shop if self._session is not None else None
        asking = Asking.of(self._options, shop, self._fail)
        try:
            make = await asking.run(_preferences)
        except BaseException:  # asked for again meanwhile, or the window goes
            asking.close()
            raise
        dialog = make(asking, self._window, self._window.menus)
        dialog.settled.connect(self._on_settled)
        dialog.finished.connect(self._on_preferences_closed)
        self._preferences = dialog
        dialog.show_page(page or "general")
        dialog.open()

    # inside

    def _on_opened(self) -> None:
        self._upgrade = None
        self._window.menus.preferences.setEnabled(True)
        if self._news:
            news, self._news = self._news, ""
            self._window.notify(news)

    def _on_refused(self, error: BaseException) -> None:
        """After the window has said why: what else can be done about it."""
        self._window.menus.preferences.setEnabled(True)
        reason = error.reason if isinstance(error, ShopError) else ""
        if self._options.demo or not reason or reason in _NOT_ELSEWHERE:
            return
        upgrade = Upgrade.asked_by(error, self._upgrade)
        self._upgrade = upgrade
        if upgrade is not None:
            self._ask(upgrade)
            return
        self._window.opening.offer(self._where_key(), folder=reason not in _AT_THE_SERVER)

    def _where_key(self) -> Key:
        return Key(self.tr("Where the shop is kept…"), lambda: self.show_preferences("server"))

    def _ask(self, upgrade: "Upgrade") -> None:
        title, text, verb = upgrade.question()
        self._window.opening.ask(
            title,
            text,
            Key(self.tr("Not now"), self._not_now),
            self._where_key(),
            Key(verb, self._on_upgrade, main=True),
        )

    def _not_now(self) -> None:
        self._window.opening.ask(
            self.tr("Your shop is not open"),
            self.tr("Nothing was changed. The shop can be opened once its database is ready."),
            self._where_key(),
            Key(self.tr("Try again"), self._open, main=True),
        )

    def _on_upgrade(self) -> None:
        if self._upgrade is not None:
            self._upgrade = self._upgrade.permit()
            self._open(self._upgrade.doing())

    def _open(self, doing: str = "") -> None:
        if self._session is not None:
            self._window.opening.wait(doing)
            self._session.open()

    def _on_settled(self, news: str) -> None:
        """What was chosen is written: it counts from the next opening, which is now."""
        self._news = news
        # The owner has chosen here: what the command line said is over.
        self._options = replace(self._options, database_url=None)
        self._window.reopen()

    def _on_preferences_closed(self) -> None:
        if self._preferences is not None:
            self._preferences.deleteLater()
            self._preferences = None


def _preferences() -> "type[Preferences]":
    """In a worker: what takes a while to load."""
    from ui.preferences.dialog import Preferences  # noqa: PLC0415

    return Preferences


def _first_run() -> "type[FirstRun]":
    """In a worker: the same, and the owner's language."""
    from ui.common import formats  # noqa: PLC0415
    from ui.first_run.first_run import FirstRun  # noqa: PLC0415 - once in a shop's life

    formats.warm()
    return FirstRun
