"""Lists the pasted lines that are no products, each with its reason."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.common.buttons import icon_button, link, when_clicked
from ui.common.formats import counted
from ui.common.labels import ElidedLabel, IconLabel, plain_text

MOST_SHOWN = 50
MOST_HEIGHT, MIN_WIDTH = 132, 300


@dataclass(frozen=True, slots=True)
class BadLine:
    """One line, why it was refused, and details for somebody who helps."""

    text: str
    reason: str
    details: str = ""


class BadLines(QFrame):
    """At most fifty lines in a box of their own, so that the list below stays."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[BadLine, ...] = ()
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
        count = len(self._lines)
        self._title.setText(
            counted(
                count,
                self.tr("{count} line is no product"),
                self.tr("{count} lines are no products"),
            )
        )
        self._fill(self._lines[:MOST_SHOWN])

    def copy_details(self) -> None:
        """Put the lines and their reasons on the clipboard."""
        text = "\n".join(f"{bad.text}\t{bad.details or bad.reason}" for bad in self._lines)
        QGuiApplication.clipboard().setText(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the reasons the height that they need at this width."""
        super().resizeEvent(event)
        self._fit()

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
        for bad in lines:
            column.addWidget(_row(bad))
        column.addStretch(1)
        self._area.setWidget(body)
        self._fit()

    def _fit(self) -> None:
        body = self._area.widget()
        layout = body.layout() if body is not None else None
        if layout is not None and self._lines:
            needed = layout.heightForWidth(max(self.width(), MIN_WIDTH))
            needed = needed if needed > 0 else layout.sizeHint().height()
            self._area.setFixedHeight(min(MOST_HEIGHT, needed))


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
