"""A copy made by hand: a small dialog with Cancel where it takes longer than a second."""

import asyncio

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from babydrop_desktop.domain.backups import BackupRow
from babydrop_desktop.errors import Stopped
from babydrop_desktop.services.work import Work
from ui.backups.copies import Copies
from ui.common.buttons import plain, when_clicked
from ui.common.labels import plain_text

PATIENCE_MS = 1000
WIDTH = 420


class Making(QDialog):
    """Shown after a second; the window behind it works on."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.work = Work()
        self.setWindowTitle(self.tr("Back up now"))
        self.setFixedWidth(WIDTH)
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName(self.tr("A copy of the shop is being made"))
        self.cancel = plain(self.tr("Cancel"))
        when_clicked(self.cancel, self.reject)
        self.rejected.connect(self.work.stop)
        keys = QHBoxLayout()
        keys.addStretch(1)
        keys.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(10)
        column.addWidget(plain_text(self.tr("A copy of the shop is being made"), kind="heading"))
        words = self.tr("It is read through at the end, to see that it is whole. You can work on.")
        column.addWidget(plain_text(words, ink="secondary", wrap=True))
        column.addWidget(bar)
        column.addLayout(keys)
        self._timer = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._timer.timeout.connect(self.show)

    async def make(self, copies: Copies) -> BackupRow | None:
        """The copy; None where it was cancelled. Raises ShopError where there is none."""
        self._timer.start()
        try:
            return await copies.make(self.work)
        except Stopped:
            return None
        except asyncio.CancelledError:
            self.work.stop()
            raise
        finally:
            self._timer.stop()
            self.hide()
            self.deleteLater()
