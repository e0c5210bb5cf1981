"""Shows the main picture beside the one that it looks like, large enough to be told apart."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from ui.common.buttons import link, when_clicked
from ui.common.labels import ElidedLabel, IconLabel
from ui.common.picture import Picture
from ui.tables.thumbnails import PictureKey, Thumbnails

if TYPE_CHECKING:
    from babydrop_desktop.services.look_alikes import Alike

SIDE, HEIGHT = 40, 52


class AlikePair(QFrame):
    """`wanted` when the other one shall be shown. Hidden where nothing looks alike."""

    wanted = Signal(str, str)  # product id, job id: one of them

    def __init__(self, thumbnails: Thumbnails) -> None:
        super().__init__()
        self.ours, self.theirs = Picture(thumbnails, SIDE), Picture(thumbnails, SIDE)
        self._words = ElidedLabel(kind="medium")
        self._show = link(self.tr("Show"))
        self._alike: Alike | None = None
        self.setFixedHeight(HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 12)
        row.setSpacing(10)
        row.addWidget(self.ours)
        row.addWidget(IconLabel("copy-check", "blue", 16))
        row.addWidget(self.theirs)
        row.addWidget(self._words, 1)
        row.addWidget(self._show)
        when_clicked(self._show, self._on_show)
        self.hide()

    def words(self) -> str:
        """What is said, "" where it is hidden."""
        return self._words.text() if not self.isHidden() else ""

    def show_pair(self, alike: "Alike | None", own: str | None, name: str) -> None:
        """Show the pictures of both; None hides it."""
        self._alike = alike
        self.setVisible(alike is not None)
        if alike is None:
            return
        self.ours.show_picture(PictureKey.supplier(own), self.tr("Its main picture"))
        other = PictureKey.ours(alike.sha256) or PictureKey.supplier(alike.url)
        self.theirs.show_picture(other, name)
        if alike.differ:
            said = self.tr("Looks like {other} ({differ} of 64 differ)")
        else:
            said = self.tr("The same main picture as {other}")
        self._words.setText(said.format(other=name, differ=alike.differ))

    def _on_show(self) -> None:
        if self._alike is not None:
            self.wanted.emit(self._alike.product_id, self._alike.job_id or "")
