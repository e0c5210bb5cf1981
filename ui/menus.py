"""The menu bar: every action with its keys and an explicit role."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from ui.theme.theme import ThemeChoice
from ui.undo_keys import UndoKeys

translate = QCoreApplication.translate
Role = QAction.MenuRole
Keys = QKeySequence.StandardKey


@dataclass(frozen=True, slots=True)
class Doings:
    """What the menu's actions do."""

    paste: Callable[[], object]
    open_page: Callable[[], object]
    save_template: Callable[[], object]
    open_profile: Callable[[], object]
    back_up: Callable[[], object]
    restore: Callable[[], object]
    quit: Callable[[], object]
    undo_keys: UndoKeys
    copy: Callable[[], object]
    find: Callable[[], object]
    go: Callable[[str], None]
    refresh: Callable[[], object]
    theme: Callable[[ThemeChoice], None]
    comfortable: Callable[[bool], None]
    reset_layout: Callable[[], object]
    by_hand: Callable[[], object]
    about: Callable[[], object]
    open_logs: Callable[[], object]
    licences: Callable[[], object]


class Menus:
    """Builds the bar into `window`. Actions that need the shop are off until `set_open(True)`.

    `preferences` and `remove_demo` are left to whoever knows where the shop is kept.
    """

    def __init__(self, window: QMainWindow, do: Doings) -> None:
        self._window = window
        self._shop_actions: list[QAction] = []
        self.theme_actions: dict[ThemeChoice, QAction] = {}
        self._file(do)
        self._edit(do)
        self.comfortable = self._view(do)
        self._help(do)

    def set_open(self, *, is_open: bool) -> None:
        """Whether the shop is open."""
        for action in self._shop_actions:
            action.setEnabled(is_open)

    def _menu(self, title: str) -> QMenu:
        menu = self._window.menuBar().addMenu(title)
        menu.menuAction().setMenuRole(Role.NoRole)
        return menu

    def _add(
        self,
        menu: QMenu,
        text: str,
        run: Callable[[], object],
        keys: QKeySequence.StandardKey | str | None = None,
    ) -> QAction:
        action = QAction(text, self._window)
        action.setMenuRole(Role.NoRole)
        if keys is not None:
            action.setShortcuts([QKeySequence(keys)])  # see ui.theme.theme: without `Qt`
        action.triggered.connect(lambda _checked=False: run())
        menu.addAction(action)
        return action

    def _for_shop(self, *actions: QAction) -> None:
        """These need the open shop."""
        self._shop_actions.extend(actions)

    def _file(self, do: Doings) -> None:
        menu = self._menu(translate("menus", "&File"))
        paste = self._add(menu, translate("menus", "&Paste addresses"), do.paste)
        # Not for the open shop alone: what is pasted while it opens is kept for it.
        # A text field with the keyboard keeps Ctrl+V for itself; anywhere else it comes here.
        paste.setShortcuts([QKeySequence(Keys.Paste), QKeySequence("Ctrl+Shift+V")])
        self._for_shop(
            self._add(menu, translate("menus", "&Open page or list…"), do.open_page, Keys.Open),
            self._add(menu, translate("menus", "Save a list &template…"), do.save_template),
        )
        menu.addSeparator()
        self._for_shop(self._add(menu, translate("menus", "&Back up now"), do.back_up))
        self._add(menu, translate("menus", "&Restore a backup…"), do.restore)
        self._add(menu, translate("menus", "Open the shop's &folder"), do.open_profile)
        menu.addSeparator()
        self.preferences = self._add(menu, translate("menus", "Pr&eferences…"), _nothing, "Ctrl+,")
        self.preferences.setMenuRole(Role.PreferencesRole)
        menu.addSeparator()
        self.other_shop = self._add(menu, translate("menus", "Open the demo &shop"), _nothing)
        self.remove_demo = self._add(menu, translate("menus", "Re&move the demo shop…"), _nothing)
        self.remove_demo.setVisible(False)
        menu.addSeparator()
        leave = self._add(menu, translate("menus", "&Quit"), do.quit, Keys.Quit)
        leave.setMenuRole(Role.QuitRole)
        self._window.addAction(leave)  # for where the menu is not shown: at the first start

    def _edit(self, do: Doings) -> None:
        menu = self._menu(translate("menus", "&Edit"))
        do.undo_keys.put_into(menu)
        menu.addSeparator()
        # No keys of its own: Ctrl+C belongs to the field or list that has the keyboard.
        words = translate("menus", "&Copy")
        keys = QKeySequence(Keys.Copy).toString(QKeySequence.SequenceFormat.NativeText)
        self._add(menu, f"{words}\t{keys}", do.copy)
        self._for_shop(self._add(menu, translate("menus", "&Find"), do.find, Keys.Find))

    def _view(self, do: Doings) -> QAction:
        menu = self._menu(translate("menus", "&View"))
        for at, (place, words) in enumerate(_places(), start=1):
            self._for_shop(self._add(menu, words, partial(do.go, place), f"Ctrl+{at}"))
        menu.addSeparator()
        self._for_shop(self._add(menu, translate("menus", "&Refresh"), do.refresh, Keys.Refresh))
        menu.addSeparator()
        self._themes(menu.addMenu(translate("menus", "&Theme")), do)
        higher = QAction(translate("menus", "Co&mfortable rows"), self._window)
        higher.setMenuRole(Role.NoRole)
        higher.setCheckable(True)
        higher.toggled.connect(do.comfortable)
        menu.addAction(higher)
        self._add(menu, translate("menus", "Reset &layout"), do.reset_layout)
        return higher

    def _themes(self, menu: QMenu, do: Doings) -> None:
        menu.menuAction().setMenuRole(Role.NoRole)
        group = QActionGroup(self._window)
        for choice, text in (
            (ThemeChoice.SYSTEM, translate("menus", "&As the system")),
            (ThemeChoice.LIGHT, translate("menus", "&Light")),
            (ThemeChoice.DARK, translate("menus", "&Dark")),
        ):
            action = self._add(menu, text, partial(do.theme, choice))
            action.setCheckable(True)
            group.addAction(action)
            self.theme_actions[choice] = action

    def _help(self, do: Doings) -> None:
        menu = self._menu(translate("menus", "&Help"))
        words = translate("menus", "&How to bring in a page by hand")
        self._add(menu, words, do.by_hand, Keys.HelpContents)
        menu.addSeparator()
        self._add(menu, translate("menus", "Open log &folder"), do.open_logs)
        self._add(menu, translate("menus", "&Licences"), do.licences)
        menu.addSeparator()
        about = self._add(menu, translate("menus", "&About BabyDrop Desktop"), do.about)
        about.setMenuRole(Role.AboutRole)


def _nothing() -> None:
    """Whoever knows what the action means listens to it."""


def _places() -> tuple[tuple[str, str], ...]:
    """The places and their words, in the order of the rail and of Ctrl+1 to 4."""
    return (
        ("needs_you", translate("menus", "&Needs you")),
        ("import", translate("menus", "&Import")),
        ("catalog", translate("menus", "&Catalog")),
        ("fulfillment", translate("menus", "F&ulfillment")),
    )
