"""Words on the window: always plain text, because supplier text is hostile."""

import unicodedata

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from ui.theme import icons
from ui.theme.theme import on_theme


def restyle(widget: QWidget) -> None:
    """Let the style sheet look at the widget's properties again."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


def set_look(widget: QWidget, **properties: object) -> None:
    """Set style properties (`kind`, `type`, `ink`, `tint` …) and show them."""
    if all(widget.property(name) == value for name, value in properties.items()):
        return
    for name, value in properties.items():
        widget.setProperty(name, value)
    restyle(widget)


# Where a line begins, whatever it is written in: Qt would put Arabic and Hebrew at the right.
AT_LEFT = (
    Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
)
_APART, _TOGETHER = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"


def set_apart(text: str) -> str:
    """`text` for a place in a sentence: read its own way, it leaves the sentence's order alone.

    Without that a supplier's name in Arabic would turn the words after it around.
    """
    foreign = any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text)
    return f"{_APART}{text}{_TOGETHER}" if foreign else text


class PlainLabel(QLabel):
    """A label that never reads its text as markup."""

    def __init__(
        self, text: str = "", *, kind: str = "body", ink: str = "text", wrap: bool = False
    ) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(AT_LEFT)
        self.setProperty("type", kind)
        self.setProperty("ink", ink)
        self.setWordWrap(wrap)
        self.setText(text)

    def set_ink(self, ink: str) -> None:
        """Show the text in another role's colour."""
        set_look(self, ink=ink)


def plain_text(
    text: str = "", *, kind: str = "body", ink: str = "text", wrap: bool = False
) -> PlainLabel:
    """A label for any text, hostile text included.

    `kind` is a size of the design: first, place, detail, figure, heading, medium, body, meta,
    meta-medium, count. `ink` is a colour role.
    """
    return PlainLabel(text, kind=kind, ink=ink, wrap=wrap)


class ElidedLabel(PlainLabel):
    """One line that ends in … where it does not fit; the whole text is its tool tip then."""

    def __init__(self, text: str = "", *, kind: str = "body", ink: str = "text") -> None:
        super().__init__(text, kind=kind, ink=ink)
        self.setMinimumWidth(0)

    def minimumSizeHint(self) -> QSize:
        """Any width will do."""
        return QSize(0, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        """The width of the whole text."""
        hint = super().sizeHint()
        return QSize(self.fontMetrics().horizontalAdvance(self._line()) + 2, hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer the whole text where it is cut."""
        super().resizeEvent(event)
        cut = self.fontMetrics().horizontalAdvance(self._line()) > self.width()
        # Qt reads a tool tip that looks like markup as markup.
        self.setToolTip(tool_tip(self.text()) if cut else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line, cut at the end."""
        del event
        painter = QPainter(self)
        # Each text in its own direction, whatever the window's is.
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.setPen(self.palette().color(self.foregroundRole()))
        rect = self.contentsRect()
        line = self.fontMetrics().elidedText(
            self._line(), Qt.TextElideMode.ElideRight, rect.width()
        )
        painter.drawText(rect, int(self.alignment() | Qt.TextFlag.TextSingleLine), line)

    def _line(self) -> str:
        return " ".join(self.text().split())


def tool_tip(text: str) -> str:
    """`text` as a tool tip that is shown letter by letter, whatever it holds."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<qt>{escaped}</qt>" if escaped else ""


class IconLabel(QLabel):
    """An icon alone, in the colour of a role. It is decoration: give its word beside it."""

    def __init__(self, name: str, role: str = "secondary", size: int = icons.IN_TEXT) -> None:
        super().__init__()
        self._name, self._role, self._size = name, role, size
        self.setFixedSize(size, size)
        on_theme(self, self._show)

    def set_icon(self, name: str, role: str) -> None:
        """Show another icon."""
        self._name, self._role = name, role
        self._show()

    def _show(self) -> None:
        self.setPixmap(icons.pixmap(self._name, self._role, self._size, self.devicePixelRatioF()))


class StatusLabel(QWidget):
    """A state as icon + word + colour. Screen readers hear the word."""

    def __init__(self, icon: str = "", text: str = "", role: str = "secondary") -> None:
        super().__init__()
        self._icon = IconLabel(icon or "circle", role)
        self._text = plain_text(text, ink=role)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        row.addWidget(self._icon)
        row.addWidget(self._text)
        row.addStretch(1)
        self.set_status(icon, text, role)

    def set_status(self, icon: str, text: str, role: str) -> None:
        """Show another state. No icon where `icon` is empty."""
        self._icon.setVisible(bool(icon))
        if icon:
            self._icon.set_icon(icon, role)
        self._text.setText(text)
        self._text.set_ink(role)
        self.setAccessibleName(text)

    def text(self) -> str:
        """The word."""
        return self._text.text()


class Pill(QFrame):
    """A short mark: icon and word on a tinted ground (`tint`: ok, amber, red, blue or "")."""

    def __init__(self, text: str, *, icon: str = "", tint: str = "") -> None:
        super().__init__()
        self.setProperty("kind", "pill")
        self.setProperty("tint", tint)
        self.setFixedHeight(22)
        self.setAccessibleName(text)
        row = QHBoxLayout(self)
        row.setContentsMargins(7 if icon else 9, 0, 9, 0)
        row.setSpacing(5)
        role = tint or "secondary"
        if icon:
            row.addWidget(IconLabel(icon, role))
        self._label = plain_text(text, kind="meta-medium", ink=role)
        row.addWidget(self._label)

    def text(self) -> str:
        """The word."""
        return self._label.text()


def line() -> QFrame:
    """A hairline across."""
    made = QFrame()
    made.setProperty("kind", "line")
    made.setFixedHeight(1)
    return made


def heading(text: str, beside: str = "") -> QWidget:
    """A section's heading, and words beside it."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 6)
    row.setSpacing(8)
    row.addWidget(plain_text(text, kind="heading"))
    note = plain_text(beside, kind="meta", ink="secondary")
    note.setObjectName("beside")
    row.addWidget(note)
    row.addStretch(1)
    return made
