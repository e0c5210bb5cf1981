"""Dialogs, for the few things that cannot go on without an answer."""

import platform

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.common.buttons import Button, link, plain, primary, when_clicked
from ui.common.labels import IconLabel, plain_text


class Message(QDialog):
    """A title, what happened and what to do; keys at the right, *Copy details* at the left.

    All words are plain text: a message may quote a supplier.
    """

    def __init__(
        self,
        title: str,
        text: str,
        *,
        details: str = "",
        icon: tuple[str, str] = ("info", "secondary"),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._details = details
        self._title, self._words = title, text
        self._keys = QHBoxLayout()
        self._keys.setSpacing(8)
        self._build(title, text, *icon)

    def words(self) -> str:
        """Title and text, as shown."""
        return f"{self._title}\n{self._words}"

    def add_key(self, text: str, *, main: bool = False, accept: bool = True) -> Button:
        """A key at the right that closes the dialog: with yes where `accept`."""
        key = primary(text) if main else plain(text)
        key.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        key.setDefault(main)
        when_clicked(key, self.accept if accept else self.reject)
        self._keys.addWidget(key)
        return key

    def copy_details(self) -> None:
        """Put the details on the clipboard."""
        QGuiApplication.clipboard().setText(self._details)

    def _build(self, title: str, text: str, icon: str, role: str) -> None:
        self.setMinimumWidth(440)
        self.setMaximumWidth(620)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(IconLabel(icon, role, 20), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(plain_text(title, kind="detail", wrap=True), 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(plain_text(text, ink="secondary", wrap=True))
        column.addSpacing(12)
        foot = QHBoxLayout()
        if self._details:
            copy = link(self.tr("Copy details"))
            copy.setObjectName("copy-details")
            when_clicked(copy, self.copy_details)
            when_clicked(copy, lambda: copy.setText(self.tr("Copied")))
            foot.addWidget(copy)
        foot.addStretch(1)
        foot.addLayout(self._keys)
        column.addLayout(foot)


def error_dialog(title: str, text: str, details: str, parent: QWidget | None = None) -> Message:
    """Something went wrong: what, what to do next, and *Copy details*. Call open() or exec()."""
    made = Message(title, text, details=details, icon=("octagon-alert", "red"), parent=parent)
    made.add_key(made.tr("Close"), main=True)
    return made


def question(title: str, text: str, verb: str, keep: str) -> Message:
    """A question before what cannot be undone: `verb` accepts, `keep` leaves all as it is."""
    made = Message(title, text, icon=("circle-question-mark", "secondary"))
    made.add_key(keep, accept=False)
    made.add_key(verb, main=True)
    return made


def machine() -> str:
    """Which machine and which Qt it is, for details that are sent to somebody who helps."""
    return f"{platform.platform()} · Python {platform.python_version()} · Qt {qVersion()}"
