"""Light or dark, as the owner or the system says, for the whole window at once."""

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from ui.theme import fonts
from ui.theme.style_sheet import style_sheet
from ui.theme.tokens import DARK, LIGHT, PROPERTY, Tokens

KEY = "window/theme"
# For the QApplication: the style sheet is drawn on the same ground on every system.
STYLE = ("-style", "Fusion")


class ThemeChoice(StrEnum):
    """What the owner asked for."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Theme(QObject):
    """The application's looks. There is one, a child of the application.

    Until `settle` the system's colours tell whether it is dark: asking for its colour scheme makes
    PySide build the namespace `Qt`, which takes a tenth of the time to the first paint (measured).
    """

    changed = Signal()

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._settings: QSettings | None = None
        self._choice = ThemeChoice.SYSTEM
        fonts.load()
        application.setFont(fonts.font())
        self._settled = False
        self._was_dark = application.palette().window().color().lightnessF() < 0.5
        self._show()

    @property
    def choice(self) -> ThemeChoice:
        """What the owner asked for."""
        return self._choice

    def remember_in(self, settings: QSettings) -> None:
        """Keep the choice in `settings`, and take the one that is there."""
        self._settings = settings
        kept = str(settings.value(KEY, ThemeChoice.SYSTEM))
        self.choose(ThemeChoice(kept) if kept in set(ThemeChoice) else ThemeChoice.SYSTEM)

    def settle(self) -> None:
        """Ask the system itself from now on, and follow it; after the first paint."""
        if not self._settled:
            self._settled = True
            self._application.styleHints().colorSchemeChanged.connect(self._on_system)
            self._on_system()

    def choose(self, choice: ThemeChoice) -> None:
        """Show `choice` from now on."""
        self._choice = choice
        if self._settings is not None:
            self._settings.setValue(KEY, choice.value)
        self._show()

    def _on_system(self) -> None:
        if self._choice is ThemeChoice.SYSTEM:
            self._show()

    def _wanted(self) -> Tokens:
        if self._choice is ThemeChoice.SYSTEM:
            return DARK if self._system_is_dark() else LIGHT
        return DARK if self._choice is ThemeChoice.DARK else LIGHT

    def _system_is_dark(self) -> bool:
        if not self._settled:
            return self._was_dark
        return self._application.styleHints().colorScheme().name == "Dark"

    def _show(self) -> None:
        wanted = self._wanted()
        if self._application.property(PROPERTY) == wanted:
            return
        self._application.setProperty(PROPERTY, wanted)
        self._application.setPalette(palette(wanted))
        self._application.setStyleSheet(style_sheet(wanted))
        self.changed.emit()


def palette(colors: Tokens) -> QPalette:
    """Fusion's palette in the colours of the theme."""
    role = QPalette.ColorRole
    made = QPalette()
    for which, name in (
        (role.Window, "win"),
        (role.WindowText, "text"),
        (role.Base, "card"),
        (role.AlternateBase, "panel"),
        (role.Text, "text"),
        (role.Button, "card"),
        (role.ButtonText, "text"),
        (role.ToolTipBase, "card"),
        (role.ToolTipText, "text"),
        (role.PlaceholderText, "hint"),
        (role.Highlight, "text"),
        (role.HighlightedText, "win"),
        (role.Link, "text"),
        (role.LinkVisited, "text"),
        (role.Light, "raised"),
        (role.Midlight, "line"),
        (role.Mid, "border"),
        (role.Dark, "field"),
        (role.Shadow, "line"),
        (role.BrightText, "win"),
        (role.Accent, "text"),
    ):
        made.setColor(which, colors.color(name))
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, colors.color("hint"))
    return made


class _Follower(QObject):
    """Does something again at each change of theme, as long as its owner lives."""

    def __init__(self, owner: QObject, apply: Callable[[], object], theme: Theme) -> None:
        super().__init__(owner)
        self._apply = apply
        theme.changed.connect(self._on_changed)

    def _on_changed(self) -> None:
        self._apply()


def current() -> Theme | None:
    """The application's theme, None where none was set (a widget alone in a test)."""
    application = QApplication.instance()
    return application.findChild(Theme) if application is not None else None


def on_theme(owner: QObject, apply: Callable[[], object]) -> None:
    """Do `apply` now and at each change of theme, as long as `owner` lives."""
    apply()
    if (theme := current()) is not None:
        _Follower(owner, apply, theme)
