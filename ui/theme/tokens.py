"""The colours of the design, by role, light and dark (design.md, "Tokens")."""

from dataclasses import dataclass, fields

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor


@dataclass(frozen=True, slots=True)
class Tokens:
    """One theme's colours as #RRGGBB. Text roles stay at 4.5:1 or more on their grounds."""

    dark: bool
    win: str
    card: str
    panel: str
    raised: str
    selected: str
    hover: str
    line: str
    border: str  # of buttons
    field: str  # border of fields, 3:1
    text: str
    secondary: str
    hint: str
    disabled: str  # icons only, never text
    accent: str
    accent_hover: str
    on_accent: str
    focus: str
    ok: str
    ok_tint: str
    amber: str
    amber_tint: str
    red: str
    red_tint: str
    blue: str
    blue_tint: str
    bar_cost: str
    bar_shipping: str
    bar_fees: str
    bar_left: str
    on_bar: str

    def color(self, role: str) -> QColor:
        """The colour of a role, by its field's name."""
        return QColor(getattr(self, role))

    def values(self) -> dict[str, str]:
        """Every colour by its role."""
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name != "dark"}


LIGHT = Tokens(
    dark=False,
    win="#FFFFFF",
    card="#FFFFFF",
    panel="#FAFAFA",
    raised="#F3F4F6",
    selected="#F3F4F6",
    hover="#FAFAFA",
    line="#E5E7EB",
    border="#D1D5DB",
    field="#8B929E",
    text="#111827",
    secondary="#4B5563",
    hint="#5B6472",
    disabled="#9CA3AF",
    accent="#FFD700",
    accent_hover="#E6C200",
    on_accent="#111827",
    focus="#111827",
    ok="#2B6A4B",
    ok_tint="#EAF4EE",
    amber="#855300",
    amber_tint="#FCF3DF",
    red="#A33434",
    red_tint="#FBEDEC",
    blue="#2F5E8E",
    blue_tint="#EAF1F8",
    bar_cost="#C9CED6",
    bar_shipping="#A9C3DC",
    bar_fees="#E2C9A6",
    bar_left="#A8CDB8",
    on_bar="#111827",
)
DARK = Tokens(
    dark=True,
    win="#17191E",
    card="#1F2229",
    panel="#1C1F25",
    raised="#262A32",
    selected="#2A2E36",
    hover="#20242B",
    line="#2F343D",
    border="#434A56",
    field="#727A88",
    text="#F3F4F6",
    secondary="#B6BDC8",
    hint="#A3ABB8",
    disabled="#6B7280",
    accent="#FFD700",
    accent_hover="#E6C200",
    on_accent="#111827",
    focus="#F3F4F6",
    ok="#8FCFAE",
    ok_tint="#1C3028",
    amber="#E8C26E",
    amber_tint="#352B16",
    red="#F0A6A3",
    red_tint="#3B2324",
    blue="#A1C6EB",
    blue_tint="#1D2B3A",
    bar_cost="#8B93A1",
    bar_shipping="#7FA3C7",
    bar_fees="#C9AA7C",
    bar_left="#7FB598",
    on_bar="#111827",
)
# The application carries its tokens as it carries its palette: whoever paints asks it for them.
PROPERTY = "babydropTokens"


def tokens() -> Tokens:
    """The colours of the running application; light ones where no theme was set."""
    application = QCoreApplication.instance()
    held = application.property(PROPERTY) if application is not None else None
    return held if isinstance(held, Tokens) else LIGHT
