"""How the window looks: its theme, how high its rows are, and back to how it was delivered."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QMainWindow

from ui import window_state
from ui.theme.theme import ThemeChoice, current

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ui.menus import Menus
    from ui.place import Place


class WindowLooks:
    """What the View menu sets, kept from one start to the next. `places` are those made so far."""

    def __init__(
        self, window: QMainWindow, settings: QSettings, places: "Callable[[], Iterable[Place]]"
    ) -> None:
        self._window = window
        self._settings = settings
        self._places = places

    def show_in(self, menus: "Menus") -> None:
        """Tick what was set before."""
        theme = current()
        if theme is not None:
            menus.theme_actions[theme.choice].setChecked(True)
        on = self._settings.value(window_state.COMFORTABLE, defaultValue=False, type=bool)
        menus.comfortable.setChecked(bool(on))

    def choose_theme(self, choice: ThemeChoice) -> None:
        """Light, dark, or as the system."""
        if (theme := current()) is not None:
            theme.choose(choice)

    def set_comfortable(self, on: bool) -> None:  # noqa: FBT001 - a signal's argument
        """Higher rows, or dense ones."""
        self._settings.setValue(window_state.COMFORTABLE, on)
        for place in self._places():
            place.set_comfortable(on=on)

    def reset(self) -> None:
        """Window, columns and panes as they were delivered."""
        self._window.showNormal()
        window_state.center(self._window)
        for place in self._places():
            place.reset_layout()
