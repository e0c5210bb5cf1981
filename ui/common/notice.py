"""The left of the status bar: for ten seconds what just happened, and how to take it back."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.common.buttons import link, when_clicked
from ui.common.labels import ElidedLabel, IconLabel, plain_text
from ui.common.notice_action import BadNews, NoticeAction

SECONDS = 10


class Notice(QWidget):
    """One line of news; the newest replaces the one before. BadNews comes with a warning."""

    def __init__(self) -> None:
        super().__init__()
        self.icon_name = "check"
        self._icon = IconLabel("check", "secondary")
        self._text = ElidedLabel(kind="meta")
        self._link = link("")
        self._left = plain_text(kind="meta", ink="secondary")
        self._action: NoticeAction | None = None
        self._seconds = 0
        self._timer = QTimer(self, interval=1000)
        self._timer.timeout.connect(self._on_second)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for part in (self._icon, self._text, self._link, self._left):
            row.addWidget(part)
        row.addStretch(1)
        when_clicked(self._link, self._on_clicked)
        self.say("")

    def say(self, text: str, action: NoticeAction | None = None) -> None:
        """Show `text`, and `action` beside it, for ten seconds."""
        self._text.setText(text)
        self._text.setAccessibleName(text)
        bad = isinstance(text, BadNews)
        self.icon_name = "triangle-alert" if bad else "check"
        self._icon.set_icon(self.icon_name, "amber" if bad else "secondary")
        self._icon.setVisible(bool(text))
        self._action = action
        self._seconds = SECONDS
        self._link.setText(action.text if action else "")
        if text:
            self._timer.start()
        else:
            self._timer.stop()
        self._show()

    def text(self) -> str:
        """What is shown."""
        return self._text.text()

    def _on_second(self) -> None:
        self._seconds -= 1
        if self._seconds <= 0:
            self.say("")
        self._show()

    def _on_clicked(self) -> None:
        action, self._action = self._action, None
        self._show()
        if action is not None:
            action.run()

    def _show(self) -> None:
        for part in (self._link, self._left):
            part.setVisible(self._action is not None)
        self._left.setText(self.tr("{seconds} s").format(seconds=self._seconds))
