"""Shown while a copy is put back: what is done, how long it takes, and Cancel."""

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, Qt, QTimer
from PySide6.QtWidgets import QFrame, QProgressBar, QVBoxLayout

from ui.common.buttons import plain, when_clicked
from ui.common.labels import IconLabel, plain_text

BAR_WIDTH = 360
SECOND_MS = 1000
LONG_S = 10


class Working(QFrame):
    """In the middle of the window, while the shop is closed."""

    def __init__(self, cancel: Callable[[], None]) -> None:
        super().__init__()
        self.setProperty("kind", "pane")
        self._cancel_it = cancel
        self._title = plain_text(kind="first")
        self._sentence = plain_text(ink="secondary", wrap=True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(BAR_WIDTH)
        self._time = plain_text(kind="meta", ink="hint")
        self.cancel = plain(self.tr("Cancel"))
        self._since = QElapsedTimer()
        self._timer = QTimer(self, interval=SECOND_MS)
        self._timer.timeout.connect(self._on_second)
        when_clicked(self.cancel, self._on_cancel)
        self._build()

    def begin(self, title: str, sentence: str) -> None:
        """Say what is being done."""
        self._title.setText(title)
        self._sentence.setText(sentence)
        self._bar.setAccessibleName(title)
        self._time.setText("")
        self.cancel.setEnabled(True)
        self._since.start()
        self._timer.start()

    def words(self) -> str:
        """What is said."""
        return f"{self._title.text()}. {self._sentence.text()}"

    def end(self) -> None:
        """It is done."""
        self._timer.stop()

    def _on_second(self) -> None:
        seconds = self._since.elapsed() // SECOND_MS
        if seconds >= LONG_S:
            self._time.setText(self.tr("{seconds} s so far").format(seconds=seconds))

    def _on_cancel(self) -> None:
        self.cancel.setEnabled(False)
        self._sentence.setText(self.tr("Stopping. The shop stays as it was."))
        self._cancel_it()

    def _build(self) -> None:
        middle = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(self)
        column.setContentsMargins(60, 0, 60, 70)
        column.setSpacing(4)
        column.addStretch(1)
        column.addWidget(IconLabel("history", "disabled", 48), 0, middle)
        column.addSpacing(10)
        column.addWidget(self._title, 0, middle)
        column.addWidget(self._sentence)
        column.addSpacing(16)
        column.addWidget(self._bar, 0, middle)
        column.addWidget(self._time, 0, middle)
        column.addSpacing(16)
        column.addWidget(self.cancel, 0, middle)
        column.addStretch(1)
