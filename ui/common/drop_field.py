"""The field that takes addresses, page texts and files: typed, pasted or dropped."""

from PySide6.QtCore import QEvent, QMimeData, QObject, QRectF, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QSizePolicy

from ui.common.buttons import Button, plain, when_clicked
from ui.common.dropped import Dropped, dropped, takes
from ui.common.labels import ElidedLabel, IconLabel, set_look
from ui.theme.tokens import tokens

MOST_LINES = 4
EMPTY_HEIGHT = 60
# A page's text is brought in at once: Qt would lay 8 MB of it out for seconds.
LONG_TEXT = 4000


class _Edit(QPlainTextEdit):
    """The text of the field. Enter gives it in; Shift+Enter begins a line."""

    given_in = Signal()
    brought = Signal(object)  # Dropped

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAcceptDrops(False)  # the whole field takes drops
        self.document().setDocumentMargin(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter gives in what is typed."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.textCursor().insertBlock()  # Qt's own would be a line within the same block
        elif enter:
            self.given_in.emit()
        else:
            super().keyPressEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Files and links as well as text."""
        return takes(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Short text stays to be looked at; files and pages are brought in at once."""
        found = dropped(source)
        page = found.text.lstrip().startswith("<") or len(found.text) > LONG_TEXT
        if found.files or page:
            self.brought.emit(found)
        else:
            self.textCursor().insertText(found.text)


class DropField(QFrame):
    """A dashed field that grows to four lines.

    `brought` carries what was given in, dropped, or pasted as a whole page or file;
    `wants_file` is the key "Choose file…".
    """

    brought = Signal(object)  # Dropped
    wants_file = Signal()

    def __init__(self, title: str, hint: str) -> None:
        super().__init__()
        self.setProperty("kind", "drop")
        self.setAcceptDrops(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._edit = _Edit()
        self._edit.setAccessibleName(title)
        self._edit.setAccessibleDescription(hint)
        self._edit.installEventFilter(self)
        self._title = ElidedLabel(title)
        self._hint = ElidedLabel(hint, kind="meta", ink="secondary")
        self._button: Button = plain(self.tr("Choose file…"), "file-up")
        self._read: Button = plain(self.tr("Read"), "download")
        self._read.hide()
        self.setFocusProxy(self._edit)
        self._build()
        self._connect()
        self._fit()

    @property
    def edit(self) -> QPlainTextEdit:
        """The text that is typed."""
        return self._edit

    def clear(self) -> None:
        """Empty the field."""
        self._edit.clear()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Show that it may be dropped here."""
        if takes(event.mimeData()):
            event.acceptProposedAction()
            set_look(self, over="true")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Back to how it was."""
        set_look(self, over="false")
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Bring in what was dropped."""
        set_look(self, over="false")
        event.acceptProposedAction()
        if found := dropped(event.mimeData()):
            self.brought.emit(found)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show the ring around the whole field."""
        if watched is self._edit and event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and its dashes: the style sheet's are dots. A ring has none."""
        del event
        colors = tokens()
        over, focused = self.property("over") == "true", self._edit.hasFocus()
        width = 2 if over or focused else 1
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(colors.color("focus" if over or focused else "field"), width)
        if over or not focused:
            pen.setDashPattern([3, 3])
        painter.setPen(pen)
        painter.setBrush(colors.color("raised" if over else "panel"))
        inside = width / 2
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(inside, inside, -inside, -inside), 8, 8
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the words of the empty field over its text."""
        super().resizeEvent(event)
        self._place_words()

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(12)
        row.addWidget(IconLabel("link", "secondary", 20))
        row.addWidget(self._edit, 1)
        row.addWidget(self._read)
        row.addWidget(self._button)
        for word in (self._title, self._hint):
            word.setParent(self)
            word.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            word.show()

    def _connect(self) -> None:
        self._edit.textChanged.connect(self._on_text)
        self._edit.given_in.connect(self._give_in)
        self._edit.brought.connect(self.brought)
        when_clicked(self._read, self._give_in)
        when_clicked(self._button, self.wants_file.emit)

    def _on_text(self) -> None:
        empty = self._edit.document().isEmpty()
        for word in (self._title, self._hint):
            word.setVisible(empty)
        self._read.setVisible(not empty)
        self._fit()

    def _fit(self) -> None:
        lines = max(1, min(MOST_LINES, self._edit.blockCount()))
        needed = lines * self._edit.fontMetrics().lineSpacing() + 4
        self._edit.setFixedHeight(max(EMPTY_HEIGHT - 22, needed))
        self.setFixedHeight(max(EMPTY_HEIGHT, needed + 22))

    def _place_words(self) -> None:
        where = self._edit.geometry()
        for at, word in enumerate((self._title, self._hint)):
            word.setGeometry(where.left() + 2, where.top() + at * 19, where.width() - 4, 18)

    def _give_in(self) -> None:
        if text := self._edit.toPlainText().strip():
            self.brought.emit(Dropped(text))
