"""Lists what was pasted or dropped and could not be taken in, each with its reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.common.buttons import icon_button, link, when_clicked
from ui.common.formats import counted
from ui.common.labels import ElidedLabel, IconLabel, plain_text

MOST_SHOWN = 50
MIN_WIDTH = 300
HEAD = 26  # with the space under it
# The field and this box together take so much of the place at the most; the list keeps the rest.
MOST_SHARE = 3


class Why(Enum):
    """What kept a line out."""

    NO_PRODUCT = auto()  # its own fault
    LIST = auto()  # a line of a list file, its own fault
    FILE = auto()  # a file that is not there, or cannot be read
    TROUBLE = auto()  # nothing is wrong with it: the shop could not take it


@dataclass(frozen=True, slots=True)
class BadLine:
    """One line, why it was refused, and details for somebody who helps."""

    text: str
    reason: str
    details: str = ""
    why: Why = Why.NO_PRODUCT


class BadLines(QFrame):
    """At most fifty lines in a box of their own, so that the list below stays."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[BadLine, ...] = ()
        self._rows: list[QWidget] = []
        self._most = 132
        self._title = plain_text(kind="medium", ink="red")
        self._copy = link(self.tr("Copy details"))
        self._close = icon_button("x", self.tr("Hide the refused lines"), side=24)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._build()
        when_clicked(self._copy, self.copy_details)
        when_clicked(self._close, lambda: self.show_lines(()))
        self.hide()

    @property
    def lines(self) -> tuple[BadLine, ...]:
        """What is listed."""
        return self._lines

    def show_lines(self, lines: Iterable[BadLine]) -> None:
        """List these instead of the ones before; none hides the box."""
        self._lines = tuple(lines)
        self.setVisible(bool(self._lines))
        self._title.setText(self._said())
        self._fill(self._lines[:MOST_SHOWN])

    def title(self) -> str:
        """What is said above the lines."""
        return self._title.text()

    def set_most(self, height: int) -> None:
        """The box itself has at most `height` pixels, but always room for one line."""
        if height != self._most:
            self._most = height
            self._fit()

    def copy_details(self) -> None:
        """Put the lines and their reasons on the clipboard."""
        text = "\n".join(f"{bad.text}\t{bad.details or bad.reason}" for bad in self._lines)
        QGuiApplication.clipboard().setText(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the reasons the height that they need at this width."""
        super().resizeEvent(event)
        self._fit()

    def _said(self) -> str:
        count, whys = len(self._lines), {bad.why for bad in self._lines}
        if whys == {Why.NO_PRODUCT}:
            one, many = (
                self.tr("{count} line is no product"),
                self.tr("{count} lines are no products"),
            )
        elif whys == {Why.LIST}:
            one, many = (
                self.tr("{count} line of the list was not taken in"),
                self.tr("{count} lines of the list were not taken in"),
            )
        elif whys == {Why.FILE}:
            one, many = (
                self.tr("{count} file cannot be read"),
                self.tr("{count} files cannot be read"),
            )
        elif whys == {Why.TROUBLE}:
            # What to do stands with the reason; the line itself is all right.
            one = many = self.tr("Not taken in yet")
        else:
            one, many = self.tr("{count} was not taken in"), self.tr("{count} were not taken in")
        return counted(count, one, many)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._copy)
        head.addWidget(self._close)
        column.addLayout(head)
        column.addWidget(self._area)

    def _fill(self, lines: tuple[BadLine, ...]) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._rows = [_row(bad) for bad in lines]
        for row in self._rows:
            column.addWidget(row)
        column.addStretch(1)
        self._area.setWidget(body)
        self._fit()

    def _fit(self) -> None:
        """Show whole lines only, as many as there is room for; the others are scrolled to."""
        width = max(self.width(), MIN_WIDTH)
        most = self._most - HEAD
        shown = 0
        for row in self._rows:
            needed = shown + _height(row, width)
            if shown and needed > most:
                break
            shown = needed
        self._area.setFixedHeight(shown)


def _height(row: QWidget, width: int) -> int:
    layout = row.layout()
    found = layout.heightForWidth(width) if layout is not None else -1
    return found if found > 0 else row.sizeHint().height()


def _row(bad: BadLine) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 3, 0, 3)
    row.setSpacing(8)
    row.addWidget(IconLabel("circle-x", "red", 16), 0, Qt.AlignmentFlag.AlignTop)
    both = QVBoxLayout()
    both.setSpacing(0)
    both.addWidget(ElidedLabel(bad.text, kind="medium"))
    both.addWidget(plain_text(bad.reason, kind="meta", ink="red", wrap=True))
    row.addLayout(both, 1)
    made.setAccessibleName(f"{bad.text}: {bad.reason}")
    return made
