"""Shows with pictures how a product's page is brought in by hand: saved, or copied."""

from functools import partial

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from babydrop_desktop.paths import resources
from ui.by_hand.steps import Browser, Step, copying, likely, saving
from ui.common.buttons import Chip, primary, when_clicked
from ui.common.labels import plain_text
from ui.common.panes import scrolled
from ui.theme.theme import on_theme
from ui.theme.tokens import tokens

NAME = "by-hand"
WIDTH, HEIGHT = 680, 860
PICTURE = QSize(600, 230)


def show_by_hand(parent: QWidget) -> "ByHand":
    """Open it over the window, or bring the one that is open to the front."""
    window = parent.window()
    made = window.findChild(ByHand, NAME)
    if made is None:
        made = ByHand(window)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    made.show()
    made.raise_()
    made.activateWindow()
    return made


class ByHand(QDialog):
    """One browser at a time, its steps below one another. The window behind it can be used."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(NAME)
        self.setWindowTitle(self.tr("How to bring in a page by hand"))
        self._chips: dict[Browser, Chip] = {}
        self._area: QScrollArea | None = None
        self._column = QVBoxLayout(self)
        self._steps: tuple[Step, ...] = ()
        self._build()
        room = self.screen().availableGeometry().size() * 0.9
        self.resize(QSize(WIDTH, HEIGHT).boundedTo(room))
        self._fill(likely()).setFocus()  # Page Down scrolls at once

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps that are shown, in order."""
        return self._steps

    def show_browser(self, browser: Browser) -> None:
        """Show the way of that browser."""
        self._fill(browser)

    def _fill(self, browser: Browser) -> QScrollArea:
        """Show a browser's steps; what they scroll in."""
        self._chips[browser].setChecked(True)
        area, column = scrolled(side=20, top=4)
        area.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # the arrow keys scroll it
        area.setAccessibleName(self.windowTitle())
        save, copy = saving(browser), copying(browser)
        self._add(column, self.tr("Save the page"), save)
        if copy:
            self._add(column, self.tr("Or copy its source"), copy)
        column.addStretch(1)
        self._steps = (*save, *copy)
        if self._area is not None:
            self._column.replaceWidget(self._area, area)
            self._area.hide()
            self._area.deleteLater()
        else:
            self._column.insertWidget(2, area, 1)
        self._area = area
        return area

    def _build(self) -> None:
        column = self._column
        column.setContentsMargins(0, 16, 0, 0)
        column.setSpacing(10)
        head = QVBoxLayout()
        head.setContentsMargins(20, 0, 20, 0)
        head.addWidget(
            plain_text(
                self.tr(
                    "When AliExpress shows a check, or an address cannot be read, a page that you "
                    "open yourself always can be."
                ),
                ink="secondary",
                wrap=True,
            )
        )
        column.addLayout(head)
        column.addLayout(self._browsers())
        foot = QFrame()
        foot.setProperty("kind", "foot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(20, 12, 20, 12)
        row.addStretch(1)
        close = primary(self.tr("Close"))
        close.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        close.setDefault(True)
        when_clicked(close, self.close)
        row.addWidget(close)
        column.addWidget(foot)

    def _browsers(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(20, 0, 20, 0)
        row.setSpacing(6)
        group = QButtonGroup(self)
        for browser in Browser:
            chip = Chip(browser.value)
            when_clicked(chip, partial(self.show_browser, browser))
            group.addButton(chip)
            row.addWidget(chip)
            self._chips[browser] = chip
        row.addStretch(1)
        return row

    @staticmethod
    def _add(column: QVBoxLayout, title: str, steps: tuple[Step, ...]) -> None:
        column.addWidget(plain_text(title, kind="detail"))
        column.addSpacing(8)
        for number, step in enumerate(steps, start=1):
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(plain_text(f"{number}.", kind="heading"), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(plain_text(step.words, wrap=True), 1)
            column.addLayout(row)
            column.addSpacing(8)
            column.addWidget(_Picture(step))
            column.addSpacing(16)


class _Picture(QLabel):
    """A step's drawing in the theme's colours, as wide as there is room."""

    def __init__(self, step: Step) -> None:
        super().__init__()
        self._name = step.picture
        self._drawn = QPixmap()
        self.setAccessibleName(step.words)
        self.setFixedHeight(PICTURE.height())
        self.setMinimumWidth(PICTURE.width() // 2)
        on_theme(self, self._load)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the middle, never larger than it was drawn."""
        del event
        size = PICTURE.scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio).boundedTo(PICTURE)
        place = QRect(self.rect().center() - QRect(self.rect().topLeft(), size).center(), size)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(place, self._drawn)

    def _load(self) -> None:
        theme = "dark" if tokens().dark else "light"
        self._drawn = QPixmap(str(resources() / "help" / theme / f"{self._name}.png"))
        self.update()
