"""The bar at the left: the places of the program, with icon, word and count."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton, QVBoxLayout

from ui.theme import icons
from ui.theme.fonts import COUNT, MEDIUM, META, SEMIBOLD, font
from ui.theme.tokens import tokens

WIDTH, NARROW, NARROW_WINDOW = 88, 76, 1366
HEIGHT, EDGE = 64, 3


class RailKey(QToolButton):
    """One place. The chosen one is white with a yellow edge."""

    def __init__(self, icon: str, word: str, shortcut: str) -> None:
        super().__init__()
        self._icon, self._word = icon, word
        self._count, self._urgent = 0, False
        self.setCheckable(True)
        self.setFixedHeight(HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        keys = QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)
        self.setToolTip(f"{word} ({keys})")
        self.set_count(0)

    @property
    def is_urgent(self) -> bool:
        """Whether the number is red."""
        return self._urgent

    def set_count(self, count: int, *, urgent: bool = False) -> None:
        """Show how much waits there, in red where some of it is urgent; 0 shows nothing."""
        self._count, self._urgent = count, urgent and bool(count)
        said = f"{self._word}, {count}" if count else self._word
        self.setAccessibleName(self.tr("{place}, urgent").format(place=said) if urgent else said)
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the rail."""
        return QSize(WIDTH, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, edge, icon, word and count."""
        del event
        colors = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        if on:
            painter.fillRect(self.rect(), colors.color("win"))
            for top in (0, self.height() - 1):
                painter.fillRect(0, top, self.width(), 1, colors.color("line"))
            painter.fillRect(0, 0, EDGE, self.height(), colors.color("accent"))
        elif self.underMouse() and self.isEnabled():
            painter.fillRect(self.rect(), colors.color("raised"))
        role = "hint" if not self.isEnabled() else "text" if on else "secondary"
        tint = role if self.isEnabled() else "disabled"
        drawn = icons.pixmap(self._icon, tint, icons.IN_RAIL, self.devicePixelRatioF())
        painter.drawPixmap((self.width() - icons.IN_RAIL) // 2, 13, drawn)
        painter.setFont(font(META, SEMIBOLD if on else MEDIUM))
        painter.setPen(colors.color(role))
        words = self.rect().adjusted(2, 38, -2, -10)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self._word)
        if self._count:
            self._paint_count(painter)
        if self.hasFocus():
            painter.setPen(QPen(colors.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(5, 3, -3, -3), 6, 6)

    def _paint_count(self, painter: QPainter) -> None:
        from ui.common import formats  # noqa: PLC0415 - the first paint has no counts

        colors = tokens()
        painter.setFont(font(COUNT, SEMIBOLD))
        text = formats.number(self._count)
        width = max(20, painter.fontMetrics().horizontalAdvance(text) + 10)
        where = QRectF(self.width() / 2 + 11.5, 6.5, width - 1, 15)
        painter.setPen(QPen(colors.color("red" if self._urgent else "border"), 1))
        painter.setBrush(colors.color("red_tint" if self._urgent else "raised"))
        painter.drawRoundedRect(where, 7.5, 7.5)
        painter.setPen(colors.color("red" if self._urgent else "text"))
        painter.drawText(where, Qt.AlignmentFlag.AlignCenter, text)


class Rail(QFrame):
    """The places; `chosen` carries a place's name."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "rail")
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(self.tr("Places"))
        self._group = QButtonGroup(self)
        self._keys: dict[str, RailKey] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 8, 0, 8)
        self._column.setSpacing(0)
        self._add("needs_you", "bell-ring", self.tr("Needs you"), "Ctrl+1")
        self._add("import", "download", self.tr("Import"), "Ctrl+2")
        self._add("catalog", "shirt", self.tr("Catalog"), "Ctrl+3")
        self._add("fulfillment", "package", self.tr("Fulfillment"), "Ctrl+4")
        self._column.addStretch(1)

    def key(self, place: str) -> RailKey:
        """The key of a place."""
        return self._keys[place]

    def show_place(self, place: str) -> None:
        """Mark a place as the one that is open."""
        self._keys[place].setChecked(True)

    def fit(self, window_width: int) -> None:
        """Narrower in a narrow window."""
        self.setFixedWidth(NARROW if window_width < NARROW_WINDOW else WIDTH)

    def _add(self, place: str, icon: str, word: str, shortcut: str) -> None:
        key = RailKey(icon, word, shortcut)
        self._keys[place] = key
        self._group.addButton(key)
        self._column.addWidget(key)
        key.clicked.connect(lambda _checked=False: self.chosen.emit(place))
