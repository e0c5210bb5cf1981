"""The frame of a place: head, body and the foot whose bottom right is the primary key."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSplitter, QVBoxLayout, QWidget

LIST_HEAD, DETAIL_HEAD, FOOT = 52, 64, 60
LIST_MIN, DETAIL_MIN, DETAIL_WIDTH = 480, 400, 420
ALL_ROOM = 10_000


def pane() -> tuple[QFrame, QVBoxLayout]:
    """An empty pane and its column."""
    made = QFrame()
    made.setProperty("kind", "pane")
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return made, column


def in_the_middle(words: QWidget) -> QFrame:
    """A pane with nothing but `words`, a little above its middle."""
    made, column = pane()
    column.addStretch(1)
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(words)
    row.addStretch(1)
    column.addLayout(row)
    column.addStretch(2)
    return made


def head(height: int = LIST_HEAD, side: int = 16) -> tuple[QFrame, QHBoxLayout]:
    """A pane's head and its row."""
    made = QFrame()
    made.setFixedHeight(height)
    row = QHBoxLayout(made)
    row.setContentsMargins(side, 0, side, 0)
    row.setSpacing(10)
    return made, row


def foot(side: int = 16) -> tuple[QFrame, QHBoxLayout]:
    """A pane's foot and its row."""
    made = QFrame()
    made.setProperty("kind", "foot")
    made.setFixedHeight(FOOT)
    row = QHBoxLayout(made)
    row.setContentsMargins(side, 0, side, 0)
    row.setSpacing(12)
    return made, row


def scrolled(side: int = 16, top: int = 14) -> tuple[QScrollArea, QVBoxLayout]:
    """A body that scrolls when it is too long, and its column."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    body = QWidget()
    column = QVBoxLayout(body)
    column.setContentsMargins(side, top, side, 14)
    column.setSpacing(0)
    area.setWidget(body)
    return area, column


class ListAndDetail(QSplitter):
    """The two panes beside one another, divided as the owner left them.

    `widths` are those of the first start. The list takes all room that the detail does not need,
    unless it has a width of its own: then both grow.
    """

    def __init__(
        self,
        left: QWidget,
        right: QWidget,
        *,
        widths: tuple[int, int] = (ALL_ROOM, DETAIL_WIDTH),
        detail_min: int = DETAIL_MIN,
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._widths = widths
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        left.setMinimumWidth(LIST_MIN)
        right.setMinimumWidth(detail_min)
        self.addWidget(left)
        self.addWidget(right)
        grow = (1, 0) if widths[0] == ALL_ROOM else widths
        for at, share in enumerate(grow):
            self.setStretchFactor(at, share)
        self.reset()

    def reset(self) -> None:
        """Divided as at the first start."""
        self.setSizes(self._widths)
