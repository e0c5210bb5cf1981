"""The keys of the window: primary (yellow, one a view), plain, small, link and icon."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QPushButton, QStyle, QStyleOptionButton, QToolButton

from ui.common.checks import paint_check
from ui.common.labels import tool_tip
from ui.theme.fonts import BODY, MEDIUM, SEMIBOLD, font
from ui.theme.icons import IN_BUTTON, icon_with_room, set_icon
from ui.theme.theme import on_theme
from ui.theme.tokens import tokens

CONTROL, SMALL = 32, 26
HEIGHTS = {"primary": CONTROL, "plain": CONTROL, "small": SMALL, "chip": SMALL, "link": 22}


class Button(QPushButton):
    """A key with words. `kind`: primary, plain, small, link or chip.

    A key that is off says why: `turn_off(reason)` puts the reason into its tool tip and
    description; show it beside the key as well.
    """

    def __init__(self, text: str, kind: str = "plain", icon: str = "") -> None:
        super().__init__(text)
        self.setProperty("kind", kind)
        self.setFixedHeight(HEIGHTS[kind])
        # A click leaves no ring; the keyboard does.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if icon:
            # Qt leaves 4 pixels between icon and words, the design 7.
            self.setIconSize(QSize(IN_BUTTON + 3, IN_BUTTON))
            role = "on_accent" if kind == "primary" else "text"
            on_theme(self, lambda: self.setIcon(icon_with_room(icon, role, 3)))

    def turn_off(self, reason: str) -> None:
        """Shut the key, and say why."""
        self.setEnabled(False)
        # It may name a file, and a file's name may be anything.
        self.setToolTip(tool_tip(reason) if "<" in reason else reason)
        self.setAccessibleDescription(reason)

    def turn_on(self) -> None:
        """Open the key again."""
        self.setEnabled(True)
        self.setToolTip("")
        self.setAccessibleDescription("")


def primary(text: str, icon: str = "") -> Button:
    """The yellow key: the one next step of a view."""
    return Button(text, "primary", icon)


def plain(text: str, icon: str = "") -> Button:
    """A white key."""
    return Button(text, "plain", icon)


def small(text: str, icon: str = "") -> Button:
    """A lower white key, for lists and heads."""
    return Button(text, "small", icon)


def link(text: str) -> Button:
    """Underlined words that do something."""
    return Button(text, "link")


def icon_button(
    icon: str,
    name: str,
    *,
    framed: bool = False,
    side: int = 0,
    shortcut: QKeySequence | None = None,
) -> QToolButton:
    """A key with an icon only. `name` is its accessible name and, with the keys, its tool tip."""
    made = QToolButton()
    made.setProperty("kind", "framed" if framed else "icon")
    side = side or (CONTROL if framed else 28)
    made.setFixedSize(side, side)
    made.setIconSize(QSize(IN_BUTTON, IN_BUTTON) if side > 24 else QSize(14, 14))
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAccessibleName(name)
    keys = shortcut.toString(QKeySequence.SequenceFormat.NativeText) if shortcut else ""
    made.setToolTip(f"{name} ({keys})" if keys else name)
    set_icon(made, made.setIcon, icon, "secondary", IN_BUTTON if side > 24 else 14)
    return made


class Chip(Button):
    """A filter that is on or off, with its count in stronger letters."""

    def __init__(self, text: str) -> None:
        super().__init__(text, "chip")
        self._word, self._count = text, ""
        self.setCheckable(True)
        self.setAccessibleName(text)

    def set_count(self, count: str) -> None:
        """Show `count` behind the word."""
        self._count = count
        self.setAccessibleName(f"{self._word}, {count}" if count else self._word)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for both."""
        word = QFontMetrics(font(BODY, MEDIUM)).horizontalAdvance(self._word)
        count = QFontMetrics(font(BODY, SEMIBOLD)).horizontalAdvance(self._count)
        return QSize(word + (count + 6 if count else 0) + 22, SMALL)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, then both words."""
        del event
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter = QPainter(self)
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        colors, on = tokens(), self.isChecked()
        area = self.rect().adjusted(10, 0, -10, 0)
        painter.setFont(font(BODY, MEDIUM if on else QFont.Weight.Normal))
        painter.setPen(colors.color("win" if on else "secondary"))
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area, left, self._word)
        painter.setFont(font(BODY, SEMIBOLD))
        painter.setPen(colors.color("win" if on else "text"))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area, right, self._count)


class CheckBox(QCheckBox):
    """A tick box in the look of the design: dark when ticked."""

    def __init__(self, text: str = "", *, name: str = "") -> None:
        super().__init__(text)
        if name:
            self.setAccessibleName(name)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box with our tick, and the words."""
        del event
        option = QStyleOptionButton()
        self.initStyleOption(option)
        style = self.style()
        box = style.subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        painter = QPainter(self)
        paint_check(
            painter, box, self.checkState(), enabled=self.isEnabled(), focus=self.hasFocus()
        )
        option.rect = style.subElementRect(QStyle.SubElement.SE_CheckBoxContents, option, self)
        style.drawControl(QStyle.ControlElement.CE_CheckBoxLabel, option, painter, self)


def when_clicked(button: QPushButton | QToolButton, call: Callable[[], object]) -> None:
    """Do `call` at each click, without the click's own argument."""
    button.clicked.connect(lambda _checked=False: call())
