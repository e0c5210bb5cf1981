"""A product's pictures: one large, the others small beside it; a click shows one large."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout

from babydrop_desktop.domain.catalog import PicturePlace
from ui.common.picture import Picture
from ui.tables.thumbnails import PictureKey, Thumbnails

BIG, SMALL, ACROSS, MOST_SMALL = 170, 54, 2, 6


class Pictures(QFrame):
    """Up to six small ones; the large one is the first, or the one last pressed."""

    def __init__(self, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._pictures: tuple[PicturePlace, ...] = ()
        self._name = ""
        self._first = 0
        self.big = Picture(thumbnails, BIG, radius=8)
        self.smalls = [Picture(thumbnails, SMALL, radius=6) for _ in range(MOST_SMALL)]
        grid = QGridLayout()
        grid.setSpacing(4)
        grid.setAlignment(Qt.AlignmentFlag.AlignTop)
        for at, small in enumerate(self.smalls):
            grid.addWidget(small, at // ACROSS, at % ACROSS)
            small.clicked.connect(lambda at=at: self.choose(at))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.big, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(grid)

    def show_pictures(self, pictures: tuple[PicturePlace, ...], name: str) -> None:
        """Show a product's pictures, the main one large."""
        self._pictures, self._name = pictures, name
        for at, small in enumerate(self.smalls):
            there = at < len(pictures)
            small.setVisible(there and len(pictures) > 1)
            if there:
                words = self.tr("Show picture {number} large").format(number=at + 1)
                small.show_picture(PictureKey.ours(pictures[at].sha256))
                small.set_key(words)
        self.choose(0)

    def choose(self, at: int) -> None:
        """Show one of them large."""
        found = self._pictures[at] if at < len(self._pictures) else None
        self.big.show_picture(
            PictureKey.ours(found.sha256, large=True) if found else None,
            (found.alt if found else "") or self._name,
        )
        for i, small in enumerate(self.smalls):
            small.set_look(ringed=i == at and len(self._pictures) > 1)
