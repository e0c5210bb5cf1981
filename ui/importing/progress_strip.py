"""The strip under the list while imports run: how many, how far, time left, and Cancel."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout

from ui.common import formats
from ui.common.buttons import Button, small, when_clicked
from ui.common.formats import counted
from ui.common.labels import ElidedLabel, IconLabel, plain_text
from ui.common.panes import FOOT
from ui.importing.progress import Progress

MINUTE = 60


class ProgressStrip(QFrame):
    """A foot of the list's pane: it takes room of its own and covers nothing."""

    cancel = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "foot")
        self.setFixedHeight(FOOT)
        self._count = plain_text(kind="medium")
        self._done = ElidedLabel(ink="secondary")
        self._left = plain_text(kind="meta", ink="secondary")
        self._bar = QProgressBar(minimum=0, maximum=100, textVisible=False)
        self._cancel = small(self.tr("Cancel"))
        self._cancel.setAccessibleName(self.tr("Cancel the imports"))
        self._build()
        when_clicked(self._cancel, self.cancel.emit)
        self.hide()

    def words(self) -> str:
        """What it says, time left included."""
        return f"{self._count.text()} {self._done.text()} {self._left.text()}".strip()

    @property
    def cancel_key(self) -> Button:
        """The key that stops all of it."""
        return self._cancel

    def show_progress(self, found: Progress | None) -> None:
        """Show how far it is; None hides the strip."""
        self.setVisible(found is not None)
        if found is None:
            return
        self._count.setText(self._count_words(found))
        parts = [self.tr("{count} done").format(count=formats.number(found.ended))]
        if 0 < found.waiting < found.count - found.ended:
            parts.append(self.tr("{count} waiting").format(count=formats.number(found.waiting)))
        if found.of_pictures:
            parts.append(
                self.tr("pictures {done} of {of}").format(
                    done=formats.number(found.pictures), of=formats.number(found.of_pictures)
                )
            )
        self._done.setText("· " + ", ".join(parts))
        self._left.setText(self._time_words(found.seconds_left))
        self._bar.setValue(round(100 * found.share))
        self._bar.setAccessibleName(self.words())

    def _count_words(self, found: Progress) -> str:
        if found.waiting == found.count - found.ended:  # nothing is at work just now
            return counted(
                found.waiting,
                self.tr("{count} product waits to be imported"),
                self.tr("{count} products wait to be imported"),
            )
        return counted(
            found.count,
            self.tr("Importing {count} product"),
            self.tr("Importing {count} products"),
        )

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(14)
        row.addWidget(IconLabel("download", "secondary", 20))
        upper = QHBoxLayout()
        upper.setSpacing(4)
        upper.addWidget(self._count)
        upper.addWidget(self._done, 1)
        upper.addWidget(self._left)
        both = QVBoxLayout()
        both.setSpacing(6)
        both.addStretch(1)
        both.addLayout(upper)
        both.addWidget(self._bar)
        both.addStretch(1)
        row.addLayout(both, 1)
        row.addWidget(self._cancel)

    def _time_words(self, seconds: int | None) -> str:
        if seconds is None:
            return ""
        if seconds < MINUTE:
            return self.tr("about {seconds} s left").format(seconds=formats.number(seconds))
        minutes = -(-seconds // MINUTE)
        return self.tr("about {minutes} min left").format(minutes=formats.number(minutes))
