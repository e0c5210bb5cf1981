"""What the window shows while the shop opens, or when it cannot be opened."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from ui.common.buttons import Button, link, plain, primary, when_clicked
from ui.common.labels import IconLabel, plain_text

# A shop that opens quicker than this shows no word about it.
PATIENCE_MS = 400


@dataclass(frozen=True, slots=True)
class Key:
    """A key that helps with what is said; `main` is the yellow one."""

    text: str
    run: Callable[[], None]
    main: bool = False


class Opening(QFrame):
    """That the shop is opening; or why it cannot be opened, and what to do."""

    def __init__(self, retry: Callable[[], None], open_folder: Callable[[], None]) -> None:
        super().__init__()
        self.setProperty("kind", "pane")
        self._details = self._doing = ""
        self._icon = IconLabel("database", "disabled", 48)
        self._title = plain_text(kind="first")
        self._sentence = plain_text(ink="secondary", wrap=True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._retry = primary(self.tr("Try again"), "rotate-cw")
        self._folder = plain(self.tr("Open the shop's folder"), "folder-open")
        self._copy = link(self.tr("Copy details"))
        self._timer = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._timer.timeout.connect(self._show_waiting)
        self._more: list[Button] = []
        when_clicked(self._retry, retry)
        when_clicked(self._folder, open_folder)
        when_clicked(self._copy, self._on_copy)
        self._build()
        self.wait()

    @property
    def retry(self) -> QPushButton:
        """The key "Try again"."""
        return self._retry

    def wait(self, doing: str = "") -> None:
        """The shop is being opened, or what `doing` says is done first."""
        self._doing = doing or self.tr("Opening your shop…")
        for part in self._parts():
            part.hide()
        self._timer.start()

    def fail(self, sentence: str, details: str) -> None:
        """The shop cannot be opened: why, and what to do."""
        self._details = details
        self._icon.set_icon("database", "red")
        self._say(self.tr("Your shop cannot be opened"), sentence)
        self._retry.show()
        self._folder.show()
        self._retry.setFocus()

    def offer(self, *keys: Key, folder: bool = True) -> None:
        """Give these keys too, beside "Try again"; without the folder where it cannot help."""
        self._put(keys)
        self._folder.setVisible(folder)

    def ask(self, title: str, sentence: str, *keys: Key) -> None:
        """Ask the owner something before the shop can be opened, in place of what was said."""
        self._icon.set_icon("database", "secondary")
        self._say(title, sentence)
        self._put(keys)
        self._retry.hide()
        self._folder.hide()

    @property
    def offered(self) -> dict[str, Button]:
        """The keys that were offered, by their words."""
        return {key.text(): key for key in self._more}

    def _say(self, title: str, sentence: str) -> None:
        self._timer.stop()
        self._put(())
        self._copy.setText(self.tr("Copy details"))
        self._title.setText(title)
        self._sentence.setText(sentence)
        for part in self._parts():
            part.show()

    def _put(self, keys: Sequence[Key]) -> None:
        for old in self._more:
            old.hide()
            old.deleteLater()
        self._more = []
        for key in keys:
            made = primary(key.text) if key.main else plain(key.text)
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            when_clicked(made, key.run)
            self._row.insertWidget(self._row.count() if key.main else self._row.count() - 1, made)
            self._more.append(made)
            made.show()
            if key.main:
                made.setFocus()

    @property
    def copy_details(self) -> QPushButton:
        """The key "Copy details"."""
        return self._copy

    def words(self) -> str:
        """What is said."""
        return f"{self._title.text()}. {self._sentence.text()}"

    def _parts(self) -> tuple[QFrame | IconLabel, ...]:
        return (self._icon, self._title, self._sentence, self._keys)

    def _show_waiting(self) -> None:
        self._icon.set_icon("database", "disabled")
        self._title.setText(self._doing)
        self._icon.show()
        self._title.show()

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._details)
        self._copy.setText(self.tr("Copied"))

    def _build(self) -> None:
        middle = Qt.AlignmentFlag.AlignHCenter
        self._keys = QFrame()
        self._row = keys = QHBoxLayout(self._keys)
        keys.setContentsMargins(0, 18, 0, 0)
        keys.setSpacing(12)
        for key in (self._copy, self._folder, self._retry):
            keys.addWidget(key)
        column = QVBoxLayout(self)
        column.setContentsMargins(60, 0, 60, 70)
        column.setSpacing(4)
        column.addStretch(1)
        column.addWidget(self._icon, 0, middle)
        column.addSpacing(10)
        column.addWidget(self._title, 0, middle)
        column.addWidget(self._sentence)
        column.addWidget(self._keys, 0, middle)
        column.addStretch(1)
