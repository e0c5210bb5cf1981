"""The shop's variant beside the supplier's, with both pictures, so that the eye compares them."""

from PySide6.QtWidgets import QFrame, QHBoxLayout

from ui.common.labels import ElidedLabel, IconLabel
from ui.common.picture import Picture
from ui.tables.thumbnails import PictureKey, Thumbnails


class VariantPair(QFrame):
    """Yours · link or broken link · the supplier's, in one line."""

    def __init__(self, thumbnails: Thumbnails, *, side: int = 22) -> None:
        super().__init__()
        self._ours_picture = Picture(thumbnails, side)
        self._theirs_picture = Picture(thumbnails, side)
        self._ours = ElidedLabel(kind="medium")
        self._theirs = ElidedLabel(ink="secondary")
        self._link = IconLabel("link-2", "secondary", 16)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._ours_picture)
        row.addWidget(self._ours, 4)
        row.addWidget(self._link)
        row.addWidget(self._theirs_picture)
        row.addWidget(self._theirs, 5)

    def show_ours(self, name: str, picture: PictureKey | None) -> None:
        """The shop's side."""
        self._ours.setText(name)
        self._ours_picture.show_picture(picture, name)
        self._say()

    def show_theirs(self, label: str | None, picture: PictureKey | None) -> None:
        """The supplier's side; None where the variant is not mapped."""
        mapped = label is not None
        self._theirs.setText(label if label is not None else self.tr("Not linked"))
        self._theirs.set_ink("secondary" if mapped else "red")
        self._link.set_icon("link-2" if mapped else "link-2-off", "secondary" if mapped else "red")
        self._theirs_picture.show_picture(picture, label or "")
        self._say()

    def _say(self) -> None:
        both = self.tr("{ours}, bought as {theirs}")
        self.setAccessibleName(both.format(ours=self._ours.text(), theirs=self._theirs.text()))
