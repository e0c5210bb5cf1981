"""Fields that look like text until the mouse or the keyboard is on them."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QStyle, QStyleOptionFrame

from ui.common.labels import tool_tip

# Between a field's edge and its words: fields stand so much further out than other words.
INSET = 7
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STAYS = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason)
_START = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute


def _is_ours(event: QEvent, *, undo: bool, redo: bool) -> bool:
    """Whether the field has something of its own to take back, or to do again."""
    if not isinstance(event, QKeyEvent):
        return True
    if event.matches(QKeySequence.StandardKey.Undo):
        return undo
    return redo if event.matches(QKeySequence.StandardKey.Redo) else True


class InPlaceLine(QLineEdit):
    """One line. `typed` at each letter, `committed` when left or Enter, `given_up` on Escape.

    Ctrl+Z takes back typing first; where there is none, it is the window's.
    """

    typed = Signal(str)
    committed = Signal()
    given_up = Signal()

    def __init__(self, name: str, placeholder: str = "", *, kind: str = "body") -> None:
        super().__init__()
        self.setProperty("kind", "inplace")
        self.setProperty("type", kind)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setAlignment(_START)
        self.setFixedHeight({"place": 32, "detail": 30}.get(kind, 26))
        self.textEdited.connect(self.typed)

    def show_text(self, text: str) -> None:
        """Show `text` from its beginning; what is being typed stays as it is."""
        if self.text() != text:
            self.setText(text)
            self.setCursorPosition(0)
        self._tip()

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+Z to the window where nothing was typed here."""
        if event.type() == QEvent.Type.ShortcutOverride and not _is_ours(
            event, undo=self.isUndoAvailable(), redo=self.isRedoAvailable()
        ):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter saves, Escape gives up."""
        if event.key() in ENTER:
            self.committed.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        elif not _is_ours(event, undo=self.isUndoAvailable(), redo=self.isRedoAvailable()):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving saves; a menu over the window is no leaving."""
        super().focusOutEvent(event)
        if event.reason() not in _STAYS:
            self.setCursorPosition(0)
            self.committed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer the whole text where it is cut."""
        super().resizeEvent(event)
        self._tip()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A text that does not fit ends in … while nobody types in it."""
        if self.hasFocus() or not self._is_cut():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelLineEdit, option, painter, self)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        rect = self.rect().adjusted(INSET, 0, -INSET, 0)
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, rect.width())
        flags = _START | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(rect, int(flags), text)

    def _is_cut(self) -> bool:
        return self.fontMetrics().horizontalAdvance(self.text()) > self.width() - 2 * INSET - 4

    def _tip(self) -> None:
        self.setToolTip(tool_tip(self.text()) if self._is_cut() else "")


class InPlaceText(QPlainTextEdit):
    """Several lines, as high as they need up to `most`. Ctrl+Enter saves; Enter is a new line.

    `begun` when the keyboard comes in.
    """

    begun = Signal()
    typed = Signal(str)
    committed = Signal()
    given_up = Signal()

    def __init__(self, name: str, placeholder: str = "", *, most: int = 10) -> None:
        super().__init__()
        self._most = most
        self._showing = False
        self.setProperty("kind", "inplace")
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.document().setDefaultTextOption(QTextOption(_START))
        self.textChanged.connect(self._on_text)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        self._fit()

    def text(self) -> str:
        """What is in it."""
        return self.toPlainText()

    def show_text(self, text: str) -> None:
        """Show `text`; what is being typed stays as it is."""
        if self.toPlainText() == text:
            return
        self._showing = True
        self.setPlainText(text)
        self._showing = False
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+Z to the window where nothing was typed here."""
        if event.type() == QEvent.Type.ShortcutOverride and not self._is_ours(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter saves, Escape gives up."""
        if event.key() in ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.committed.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        elif not self._is_ours(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say that typing may begin."""
        super().focusInEvent(event)
        self.begun.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving saves; a menu over the window is no leaving."""
        super().focusOutEvent(event)
        if event.reason() not in _STAYS:
            self.committed.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The page scrolls until the keyboard is in here."""
        if self.hasFocus() and self.verticalScrollBar().maximum() > 0:
            super().wheelEvent(event)
        else:
            event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other lines at another width."""
        super().resizeEvent(event)
        self._fit()

    def _is_ours(self, event: QEvent) -> bool:
        document = self.document()
        return _is_ours(event, undo=document.isUndoAvailable(), redo=document.isRedoAvailable())

    def _on_text(self) -> None:
        if not self._showing:
            self.typed.emit(self.toPlainText())

    def _fit(self) -> None:
        lines = max(1, int(self.document().size().height()))
        height = min(lines, self._most) * self.fontMetrics().lineSpacing() + 12
        if height != self.height():
            self.setFixedHeight(height)
        always = Qt.ScrollBarPolicy.ScrollBarAsNeeded
        never = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(always if lines > self._most else never)
