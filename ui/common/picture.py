"""One product picture, with round corners, coming in when it is ready."""

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.tables.thumbnails import PictureKey, Thumbnails, paint_picture
from ui.theme import icons
from ui.theme.tokens import tokens

# The bar of the chosen one: its height, and how far from the edges it stays.
MARK, MARK_SIDE = 4, 6


class Picture(QWidget):
    """A square picture. `clicked` where it was made a key by `set_key(name)`."""

    clicked = Signal()

    def __init__(
        self, thumbnails: Thumbnails, side: int, *, radius: int = 4, placeholder: str = "image"
    ) -> None:
        super().__init__()
        self._thumbnails = thumbnails
        self._side = side
        self._radius = radius
        self._placeholder = placeholder
        self._key: PictureKey | None = None
        self._opacity = 1.0
        self._ringed = False
        self._is_key = False
        self.setFixedSize(side, side)
        thumbnails.arrived.connect(self._on_arrived)

    def show_picture(self, key: PictureKey | None, name: str = "") -> None:
        """Show `key`, or the placeholder; `name` is what screen readers hear."""
        self._key = key
        self.setAccessibleName(name)
        self.update()

    @property
    def key(self) -> PictureKey | None:
        """The picture shown."""
        return self._key

    def set_look(self, *, opacity: float = 1, ringed: bool = False) -> None:
        """Dim it (an unticked one is at 0.45), or mark it as the chosen one."""
        self._opacity, self._ringed = opacity, ringed
        self.update()

    def set_key(self, name: str) -> None:
        """Let the picture be pressed with the mouse, Enter or the space bar."""
        self._is_key = True
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(self._side, self._side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture, or the placeholder's icon on a plain ground."""
        del event
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        found = self._thumbnails.pixmap(self._key, self._side, ratio) if self._key else None
        paint_picture(painter, self.rect(), found, radius=self._radius, opacity=self._opacity)
        if found is None:
            self._paint_placeholder(painter, ratio)
        if self._ringed:
            self._paint_mark(painter)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(tokens().color("focus"), 2))
            inner = self.rect().adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(inner, self._radius, self._radius)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click, where the picture is a key."""
        if self._is_key and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and the space bar press it."""
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if self._is_key and event.key() in keys:
            self.clicked.emit()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show which one would be pressed."""
        super().enterEvent(event)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Repaint in a new theme's colours."""
        super().changeEvent(event)
        self.update()

    def _paint_mark(self, painter: QPainter) -> None:
        """A dark bar at the foot, as under a tab: a ring is where the keyboard is."""
        colors = tokens()
        inside = self.rect().adjusted(MARK_SIDE, 0, -MARK_SIDE, -MARK_SIDE)
        bar = QRectF(inside.left(), inside.bottom() + 1 - MARK, inside.width(), MARK)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        # A rim in the window's own colour: a picture may be dark.
        painter.setBrush(colors.color("win"))
        painter.drawRoundedRect(bar.adjusted(-1, -1, 1, 1), 3, 3)
        painter.setBrush(colors.color("text"))
        painter.drawRoundedRect(bar, 2, 2)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_placeholder(self, painter: QPainter, ratio: float) -> None:
        size = max(12, min(32, self._side // 3))
        middle = self.rect().center()
        where = QRect(middle.x() - size // 2 + 1, middle.y() - size // 2 + 1, size, size)
        missing = self._key is not None and self._thumbnails.is_missing(self._key)
        name = "image-off" if missing else self._placeholder
        painter.drawPixmap(where, icons.pixmap(name, "disabled", size, ratio))

    def _on_arrived(self, key: PictureKey) -> None:
        if key == self._key:
            self.update()
