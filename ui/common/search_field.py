"""The field that finds things as one types."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit

from ui.common.buttons import icon_button, when_clicked
from ui.common.labels import IconLabel, plain_text, set_look

# Shorter than between two keys of a quick typist the list would be asked for nothing.
PAUSE_MS = 120


class SearchField(QFrame):
    """A field with its key shown. `searched` carries the text, a moment after the last letter."""

    searched = Signal(str)

    def __init__(self, placeholder: str, name: str) -> None:
        super().__init__()
        self.setProperty("kind", "search")
        self.setFixedHeight(32)
        self._edit = QLineEdit(placeholderText=placeholder)
        self._edit.setAccessibleName(name)
        self._edit.installEventFilter(self)
        keys = QKeySequence(QKeySequence.StandardKey.Find)
        shown = keys.toString(QKeySequence.SequenceFormat.NativeText)
        self._key = plain_text(shown, kind="key", ink="secondary")
        self._key.setProperty("kind", "key")
        self._key.setFixedHeight(18)
        self._clear = icon_button("x", self.tr("Clear the search"), side=22)
        self._clear.hide()
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._last = ""
        self._build()
        self._connect()
        self.setFocusProxy(self._edit)

    @property
    def edit(self) -> QLineEdit:
        """The line that is typed in."""
        return self._edit

    def text(self) -> str:
        """What is searched for."""
        return self._edit.text().strip()

    def clear(self) -> None:
        """Search for nothing, at once."""
        self._edit.clear()
        self._search()

    def begin(self) -> None:
        """Take the keyboard, all text selected."""
        self._edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._edit.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show the ring around the whole field; Escape empties it before it does anything else."""
        if watched is self._edit and self._escapes(event):
            event.accept()
            if event.type() is QEvent.Type.KeyPress:
                self.clear()
            return True
        if watched is self._edit and event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            set_look(self, focused="true" if event.type() == QEvent.Type.FocusIn else "false")
        return super().eventFilter(watched, event)

    def _escapes(self, event: QEvent) -> bool:
        keys = (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)
        if not isinstance(event, QKeyEvent) or event.type() not in keys:
            return False
        return event.key() == Qt.Key.Key_Escape and bool(self._edit.text())

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(9, 0, 7, 0)
        row.setSpacing(8)
        row.addWidget(IconLabel("search", "text", 16))
        row.addWidget(self._edit, 1)
        row.addWidget(self._clear)
        row.addWidget(self._key)

    def _connect(self) -> None:
        self._edit.textChanged.connect(self._on_typed)
        self._edit.returnPressed.connect(self._search)
        self._timer.timeout.connect(self._search)
        when_clicked(self._clear, self.clear)

    def _on_typed(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self._key.setVisible(not text)
        self._timer.start()

    def _search(self) -> None:
        self._timer.stop()
        if self.text() != self._last:
            self._last = self.text()
            self.searched.emit(self._last)
