"""Shows an option's picture; pressed, it offers all pictures of the product, or none."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from ui.common.buttons import link, when_clicked
from ui.common.panes import scrolled
from ui.common.picture import Picture
from ui.tables.thumbnails import PictureKey, Thumbnails

SMALL, LARGE, ACROSS, MOST_HIGH = 32, 56, 6, 300


class PictureChoice(Picture):
    """`chosen` carries the address that was picked, "" for none."""

    chosen = Signal(str)

    def __init__(self, thumbnails: Thumbnails, every: tuple[str, ...], shown: str | None) -> None:
        super().__init__(thumbnails, SMALL)
        self._store = thumbnails
        self._every = every
        self._url = shown
        self.grid: PictureGrid | None = None
        self.show_picture(PictureKey.supplier(shown))
        self.clicked.connect(self.open)

    @property
    def url(self) -> str | None:
        """The picture that is shown."""
        return self._url

    def set_name(self, value: str) -> None:
        """Say whose picture it is."""
        self.set_key(self.tr("Choose the picture of {value}").format(value=value))

    def open(self) -> None:
        """Offer the pictures under this one."""
        grid = PictureGrid(self._store, self._every, self._url, self)
        grid.picked.connect(self._on_picked)
        self.grid = grid
        grid.adjustSize()
        grid.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        grid.show()

    def _on_picked(self, url: str) -> None:
        self._url = url or None
        self.show_picture(PictureKey.supplier(self._url))
        self.chosen.emit(url)


class PictureGrid(QFrame):
    """All pictures; `picked` carries the address that was pressed, "" for none."""

    picked = Signal(str)

    def __init__(
        self, thumbnails: Thumbnails, every: tuple[str, ...], now: str | None, parent: QWidget
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("kind", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.pictures: dict[str, Picture] = {}
        area, column = scrolled(side=0, top=0)
        column.setContentsMargins(0, 0, 0, 0)
        grid = QGridLayout()
        grid.setSpacing(6)
        for at, url in enumerate(every):
            one = Picture(thumbnails, LARGE)
            one.show_picture(PictureKey.supplier(url))
            one.set_look(ringed=url == now)
            said = self.tr("Picture {at} of {of}").format(at=at + 1, of=len(every))
            one.set_key(said)
            one.clicked.connect(lambda url=url: self._pick(url))
            grid.addWidget(one, at // ACROSS, at % ACROSS)
            self.pictures[url] = one
        column.addLayout(grid)
        rows = -(-len(every) // ACROSS)
        across = min(ACROSS, max(1, len(every)))
        area.setFixedSize(across * (LARGE + 6) + 12, min(MOST_HIGH, rows * (LARGE + 6) + 2))
        self.none = link(self.tr("No picture"))
        when_clicked(self.none, lambda: self._pick(""))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(10, 10, 6, 6)
        whole.addWidget(area)
        whole.addWidget(self.none, 0, Qt.AlignmentFlag.AlignLeft)

    def _pick(self, url: str) -> None:
        self.picked.emit(url)
        self.close()
