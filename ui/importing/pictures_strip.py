"""The product's pictures: ticked ones are kept, the first of them is the main one."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from babydrop_desktop.domain.draft import DraftPicture
from ui.common.checks import paint_check
from ui.importing.picture_order import main_place, moved, settled, turned
from ui.tables.thumbnails import PictureKey, Thumbnails, paint_picture
from ui.theme import icons
from ui.theme.tokens import tokens

LARGE, SMALL, LOW, GAP, INSET = 84, 70, 52, 9, 3
TICK_AT, TICK_SIDE = 5, 17
UNTICKED = 0.45
FOLDED_ROWS = 2
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 0, Qt.Key.Key_Down: 0}


class PicturesStrip(QWidget):
    """Pictures in rows. `changed` carries the ticked addresses in their new order.

    Keyboard: arrows move, space ticks, Ctrl+Left and Ctrl+Right sort. More rows than
    `set_rows()` says are folded until `unfold()`; `folded` tells how many are hidden.
    """

    changed = Signal(tuple)  # of addresses
    folded = Signal(int)

    def __init__(self, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._thumbnails = thumbnails
        self._pictures: tuple[DraftPicture, ...] = ()
        self._current = 0
        self._unfolded = False
        self._rows, self._low = FOLDED_ROWS, False
        self._pressed: QPoint | None = None
        self._dragged: int | None = None
        self._drop_at: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        thumbnails.arrived.connect(self._on_arrived)

    def show_pictures(self, pictures: tuple[DraftPicture, ...], *, fold: bool = False) -> None:
        """Show these; `fold` where they are another product's. Else each stays where it is."""
        if fold:
            self._unfolded, self._current = False, 0
        self._pictures = pictures if fold else settled(self._pictures, pictures)
        self._current = min(self._current, max(0, len(pictures) - 1))
        self._fit()
        self._say()

    def set_rows(self, rows: int, *, low: bool = False) -> None:
        """Fold all but so many rows; `low` ones where the pane has little height."""
        if (rows, low) != (self._rows, self._low):
            self._rows, self._low = rows, low
            self._fit()

    def height_with(self, rows: int, *, low: bool = False) -> int:
        """How high it would be with so many rows, at its present width."""
        before = self._rows, self._low
        self._rows, self._low = rows, low
        found = self.heightForWidth(self.width())
        self._rows, self._low = before
        return found

    def unfold(self) -> None:
        """Show all rows."""
        self._unfolded = True
        self._fit()

    @property
    def pictures(self) -> tuple[DraftPicture, ...]:
        """What is shown."""
        return self._pictures

    def rect_of(self, at: int) -> QRect:
        """Where a picture is."""
        side, across = self._side(), self._across()
        left = INSET + (at % across) * (side + GAP)
        return QRect(left, INSET + (at // across) * (side + GAP), side, side)

    def hasHeightForWidth(self) -> bool:
        """Rows wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of the rows that are shown."""
        side = self._side(width)
        rows = -(-self._shown(width) // self._across(width))
        return max(1, rows) * (side + GAP) - GAP + 2 * INSET

    def sizeHint(self) -> QSize:
        """One row of eight."""
        return QSize(8 * (SMALL + GAP), self.heightForWidth(max(self.width(), SMALL)))

    def minimumSizeHint(self) -> QSize:
        """Two pictures beside one another."""
        return QSize(2 * (SMALL + GAP), SMALL + 2 * INSET)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the rows anew."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows that are seen."""
        painter = QPainter(self)
        for at in range(self._shown()):
            rect = self.rect_of(at)
            if rect.intersects(event.rect()):
                self._paint_one(painter, rect, at)
        if self._drop_at is not None:
            self._paint_drop(painter)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click or a drag."""
        at = self._at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and at is not None:
            self._pressed, self._dragged = event.position().toPoint(), at
            self._go_to(at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show where the dragged picture would go."""
        where = event.position().toPoint()
        if self._pressed is None or self._dragged is None:
            return
        far = (where - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if (far or self._drop_at is not None) and self._pictures[self._dragged].chosen:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self._drop_at = self._nearest(where)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick the picture, or put the dragged one down."""
        at, drop, self._drop_at = self._dragged, self._drop_at, None
        self._pressed = self._dragged = None
        self.unsetCursor()
        if at is None:
            return
        if drop is not None:
            self._sort(at, drop)
        elif self.rect_of(at).contains(event.position().toPoint()):
            self._turn(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, space and Enter tick, Ctrl with an arrow sorts, Escape ends a drag."""
        key = Qt.Key(event.key())
        if key in _STEPS and self._pictures:
            step = _STEPS[key] or self._across() * (-1 if key == Qt.Key.Key_Up else 1)
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._sort(self._current, self._current + step)
            else:
                self._go_to(self._current + step)
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._pictures:
            self._turn(self._current)
        elif key == Qt.Key.Key_Escape and self._drop_at is not None:
            self._pressed = self._dragged = self._drop_at = None
            self.update()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show which picture has the keyboard."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that none has it."""
        super().focusOutEvent(event)
        self.update()

    def _side(self, width: int = 0) -> int:
        if self._low:
            return LOW
        large = LARGE * len(self._pictures) + GAP * (len(self._pictures) - 1)
        return LARGE if large <= (width or self.width()) - 2 * INSET else SMALL

    def _across(self, width: int = 0) -> int:
        room = (width or self.width()) - 2 * INSET + GAP
        return max(1, room // (self._side(width) + GAP))

    def _shown(self, width: int = 0) -> int:
        count = len(self._pictures)
        return count if self._unfolded else min(count, self._rows * self._across(width))

    def _fit(self) -> None:
        self.setFixedHeight(self.heightForWidth(self.width()))
        self.folded.emit(len(self._pictures) - self._shown())
        self.update()

    def _at(self, where: QPoint) -> int | None:
        found = (at for at in range(self._shown()) if self.rect_of(at).contains(where))
        return next(found, None)

    def _nearest(self, where: QPoint) -> int:
        """The place that is nearest to the mouse."""
        places = range(self._shown())
        return min(places, key=lambda at: (self.rect_of(at).center() - where).manhattanLength())

    def _go_to(self, at: int) -> None:
        self._current = max(0, min(at, self._shown() - 1))
        self._say()
        self.update()

    def _turn(self, at: int) -> None:
        self._take(turned(self._pictures, at))
        self._go_to(at)

    def _sort(self, at: int, to: int) -> None:
        wanted = moved(self._pictures, at, to)
        if wanted != self._pictures:
            self._take(wanted)
            self._go_to(to)

    def _take(self, pictures: tuple[DraftPicture, ...]) -> None:
        self._pictures = pictures
        self.update()
        self.changed.emit(tuple(picture.url for picture in pictures if picture.chosen))

    def _say(self) -> None:
        self.setAccessibleName(self.tr("Pictures"))
        if self._pictures:
            picture = self._pictures[self._current]
            said = self.tr("Picture {at} of {of}, {state}").format(
                at=self._current + 1,
                of=len(self._pictures),
                state=self.tr("ticked") if picture.chosen else self.tr("not ticked"),
            )
            self.setAccessibleDescription(said)
            news = QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
            QAccessible.updateAccessibility(news)

    def _paint_one(self, painter: QPainter, rect: QRect, at: int) -> None:
        colors, picture = tokens(), self._pictures[at]
        ratio, side = self.devicePixelRatioF(), rect.width()
        key = PictureKey.supplier(picture.url)
        found = self._thumbnails.pixmap(key, side, ratio) if key else None
        paint_picture(painter, rect, found, radius=6, opacity=1 if picture.chosen else UNTICKED)
        if found is None and key is not None:
            missing = self._thumbnails.is_missing(key)
            drawn = icons.pixmap("image-off" if missing else "image", "disabled", 20, ratio)
            painter.drawPixmap(rect.center() - QPoint(9, 9), drawn)
        tick = QRect(rect.left() + TICK_AT, rect.top() + TICK_AT, TICK_SIDE, TICK_SIDE)
        state = Qt.CheckState.Checked if picture.chosen else Qt.CheckState.Unchecked
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # A rim in the window's own colour: pictures are light in both themes.
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colors.color("win"))
        painter.drawRoundedRect(QRectF(tick).adjusted(-1, -1, 1, 1), 5, 5)
        paint_check(painter, tick, state)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if at == main_place(self._pictures):
            painter.setPen(QPen(colors.color("text"), 2))
            painter.drawRoundedRect(rect, 6, 6)
        if at == self._current and self.hasFocus():
            painter.setPen(QPen(colors.color("focus"), 1))
            painter.drawRoundedRect(rect.adjusted(-3, -3, 2, 2), 8, 8)

    def _paint_drop(self, painter: QPainter) -> None:
        if self._drop_at is None or self._dragged is None:
            return
        rect = self.rect_of(self._drop_at)
        left = rect.left() - GAP // 2 - 1 if self._drop_at <= self._dragged else rect.right() + 3
        painter.fillRect(max(0, left), rect.top(), 3, rect.height(), tokens().color("focus"))

    def _on_arrived(self, key: PictureKey) -> None:
        if any(picture.url == key.ref for picture in self._pictures):
            self.update()
