"""The window: menu, rail, the places, and the status bar."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from babydrop_desktop.paths import Profile
from ui import window_doings, window_state
from ui.common.dropped import Dropped, dropped, given, takes
from ui.common.notice_action import NoticeAction
from ui.menus import Doings, Menus
from ui.place import Place
from ui.places import PlaceMaker, Places
from ui.undo_keys import UndoKeys
from ui.window_figures import WindowFigures
from ui.window_looks import WindowLooks

if TYPE_CHECKING:
    from ui.context import PlaceContext
    from ui.opening import Opening
    from ui.rail import Rail
    from ui.reopening import Between
    from ui.shop_banner import ShopBanner
    from ui.status_bar import StatusBar

# Modules that the first paint does not need are imported where they are used.
MINIMUM = (1000, 620)
STATUS_HEIGHT = 28
CLOSE_ASKED = "window/close-with-jobs-asked"


class MainWindow(QMainWindow):
    """Painted before it is furnished, and before the shop is open.

    `painted` comes once, `retry` when the owner asks to try again, `reopen_asked` (what is done
    between, or None) when the shop is to be closed and opened anew, `copies_asked` ("now",
    "look", or a copy's path) for the shop's copies.

    Addresses dropped or pasted anywhere go to the Import place.
    """

    painted = Signal()
    retry = Signal()
    reopen_asked = Signal(object)
    copies_asked = Signal(str)
    closing = Signal()

    def __init__(
        self, profile: Profile, settings: QSettings, makers: dict[str, PlaceMaker]
    ) -> None:
        super().__init__()
        self._profile = profile
        self._settings = settings
        self._context: PlaceContext | None = None
        self.was_painted = False
        self._waiting: list[Dropped] = []
        self.rail: Rail
        self.status: StatusBar
        self.opening: Opening
        self.banner: ShopBanner
        self._stack = Places(makers)
        self._figures = WindowFigures(self)
        self._middle = QHBoxLayout()
        self._column = QVBoxLayout()
        self._foot = QFrame()
        self._build()
        self.undo_keys = UndoKeys(self.place, self)
        self._looks = WindowLooks(self, settings, self._stack.every)
        self.menus = Menus(self, self._doings())
        self.menus.set_open(is_open=False)
        self._looks.show_in(self.menus)
        window_state.restore_geometry(self, settings)

    # what the program does

    @property
    def settings(self) -> QSettings:
        """How the window stands, from one start to the next."""
        return self._settings

    def furnish(self) -> None:
        """Put in what the first paint is without: the rail, the words in the middle and below."""
        from ui.opening import Opening  # noqa: PLC0415
        from ui.rail import Rail  # noqa: PLC0415
        from ui.shop_banner import ShopBanner  # noqa: PLC0415
        from ui.status_bar import StatusBar  # noqa: PLC0415

        self.rail = Rail()
        self.rail.setEnabled(False)
        self.rail.chosen.connect(self.go_to)
        self.rail.fit(self.width())
        self._middle.insertWidget(0, self.rail)
        self.banner = ShopBanner(self.copies_asked.emit)
        self._column.insertWidget(0, self.banner)
        self.status = StatusBar()
        foot = self._foot.layout()
        if foot is not None:
            foot.addWidget(self.status)
        self._figures.show_in(self.rail, self.status)
        self.opening = Opening(self.try_again, self._open_profile)
        self._stack.addWidget(self.opening)

    def show_shop(self, context: "PlaceContext") -> None:
        """The shop is open: show the place where the owner was."""
        self._context = context
        about = context.services.about
        self.status.show_shop(about.place, demo=about.demo)
        if about.demo:
            self.setWindowTitle(self.tr("BabyDrop Desktop · Demo shop"))
        self.menus.set_open(is_open=True)
        self.rail.setEnabled(True)
        kept = str(self._settings.value(window_state.PLACE, "catalog" if about.demo else "import"))
        self.go_to(kept if self._stack.knows(kept) else "import")
        self._figures.begin(context)
        self.banner.follow(context.trouble)
        context.trouble.changed.connect(self.status.show_fault)
        context.trouble.over.connect(self._on_shop_back)
        waiting, self._waiting = self._waiting, []
        for found in waiting:
            self.bring(found)

    def reopen(self, between: "Between | None" = None) -> None:
        """Close the shop, do `between` in a worker, and open the shop anew in this window.

        What was typed is saved first. What is asked for meanwhile has its turn before it is opened.
        """
        self.reopen_asked.emit(between)

    def try_again(self) -> None:
        """The shop could not be opened: open it once more."""
        self.opening.wait()
        self.show_page(self.opening)
        self.retry.emit()

    def leave_places(self) -> None:
        """Let each place keep what the owner set; `settle` then waits for what was typed."""
        for place in self._stack.every():
            place.leave()

    def leave_shop(self) -> None:
        """The shop is being closed to be opened anew: nothing of it stays in the window."""
        self._context = None
        self._figures.end()
        self.menus.set_open(is_open=False)
        self.rail.setEnabled(False)
        self._stack.empty()
        self.banner.leave()
        self.status.show_nothing()
        self.undo_keys.show()
        self.setWindowTitle(self.tr("BabyDrop Desktop"))
        self.opening.wait()
        self.show_page(self.opening)

    def show_page(self, page: QWidget) -> None:
        """Show something else than a place, while no shop is open."""
        self._stack.show_page(page)

    def show_alone(self, page: QWidget | None) -> None:
        """Show a page without rail, menu and foot, before there is a shop; None ends that."""
        for part in (self.rail, self._foot, self.menuBar()):
            part.setVisible(page is None)
        self.show_page(page or self.opening)

    def show_refusal(self, error: BaseException) -> None:
        """The shop cannot be opened: say why, and what to do."""
        from ui.refusal import refusal  # noqa: PLC0415

        self.opening.fail(*refusal(error, self._profile.folder))
        self.show_page(self.opening)

    def go_to(self, place: str, **what: str) -> None:
        """Open a place; `what` may name something to show there."""
        if self._context is None:
            return
        comfortable = self.menus.comfortable.isChecked()
        shown = self._stack.show_place(place, self._context, comfortable=comfortable)
        self.rail.show_place(place)
        self._settings.setValue(window_state.PLACE, place)
        self.undo_keys.follow(shown)
        if what:
            shown.show_what(**what)

    def notify(self, text: str, action: NoticeAction | None = None) -> None:
        """Say at the left of the status bar what just happened."""
        self.status.notice.say(text, action)

    def bring(self, found: Dropped) -> None:
        """Take addresses, page texts and files to the Import place."""
        if not found:
            self.notify(self.tr("There is no text, address or file on the clipboard"))
        elif self._context is None:
            self._waiting.append(found)
        else:
            self.go_to("import")
            self._with_place(lambda place: place.bring(found))

    def come_up(self, brought: Dropped | Sequence[str]) -> None:
        """Come to the front and take what a second start brought, or our own command line."""
        if self.isMinimized():
            self.showNormal()
        self.raise_()
        self.activateWindow()
        if found := brought if isinstance(brought, Dropped) else given(brought):
            self.bring(found)

    def end(self) -> None:
        """The system asks the program to end: keep how everything stands, without a question."""
        self._leave()
        self.hide()

    async def settle(self) -> None:
        """Return when what the owner did last in each place is saved."""
        await self._stack.settle()

    def place(self) -> Place | None:
        """The place that is open."""
        return self._stack.shown()

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell once that the window can be seen."""
        super().paintEvent(event)
        if not self.was_painted:
            self.was_painted = True
            self.painted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrower rail in a narrow window."""
        super().resizeEvent(event)
        if self._middle.count() > 1:  # furnished
            self.rail.fit(self.width())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Addresses and files may be dropped anywhere."""
        if takes(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take them to the Import place."""
        event.acceptProposedAction()
        self.bring(dropped(event.mimeData()))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep how everything stands, then end; with jobs at work, once, after a question."""
        if self._figures.running and not self._settings.value(
            CLOSE_ASKED, defaultValue=False, type=bool
        ):
            event.ignore()
            window_doings.ask_to_close(self, self._close_for_good)
            return
        event.accept()
        self._leave()

    # inside

    def _leave(self) -> None:
        self.leave_places()
        window_state.keep_geometry(self, self._settings)
        self._settings.sync()
        self.closing.emit()

    def _close_for_good(self) -> None:
        self._settings.setValue(CLOSE_ASKED, "true")
        self.close()

    def _build(self) -> None:
        self.setWindowTitle(self.tr("BabyDrop Desktop"))
        self.setMinimumSize(*MINIMUM)
        self.setAcceptDrops(True)
        self._middle.setSpacing(0)
        self._column.setSpacing(0)
        self._column.addWidget(self._stack, 1)
        self._middle.addLayout(self._column, 1)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._middle, 1)
        column.addWidget(self._foot)
        self._foot.setProperty("kind", "statusbar")
        self._foot.setFixedHeight(STATUS_HEIGHT)
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        self.setCentralWidget(whole)

    def _doings(self) -> Doings:
        return Doings(
            paste=lambda: self.bring(dropped(QGuiApplication.clipboard().mimeData())),
            open_page=self._open_page,
            save_template=self._save_template,
            open_profile=self._open_profile,
            back_up=lambda: self.copies_asked.emit("now"),
            restore=lambda: self.copies_asked.emit("look"),
            quit=self.close,
            undo_keys=self.undo_keys,
            copy=window_doings.copy,
            find=lambda: self._with_place(lambda place: place.begin_search()),
            go=self.go_to,
            refresh=self._refresh,
            theme=self._looks.choose_theme,
            comfortable=self._looks.set_comfortable,
            reset_layout=self._looks.reset,
            by_hand=lambda: window_doings.by_hand(self),
            about=lambda: window_doings.about(self),
            open_logs=lambda: window_doings.open_folder(self._profile.logs),
            licences=lambda: window_doings.licences(self),
        )

    def _on_shop_back(self) -> None:
        for place in self._stack.every():
            place.shop_is_back()

    def _with_place(self, do: Callable[[Place], None]) -> None:
        if (place := self.place()) is not None:
            do(place)

    def _refresh(self) -> None:
        if self._context is not None:
            self._context.thumbnails.try_again()
        self._with_place(lambda place: place.refresh())

    def _open_page(self) -> None:
        window_doings.choose_pages(
            self, self._settings, lambda files: self.bring(Dropped(files=files))
        )

    def _save_template(self) -> None:
        if self._context is not None:
            window_doings.save_template(self, self._context)

    def _open_profile(self) -> None:
        window_doings.open_folder(self._profile.folder)
