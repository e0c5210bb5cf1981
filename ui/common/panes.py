"""The frame of a place: head, body and the foot whose bottom right is the primary key."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSplitter, QVBoxLayout, QWidget

LIST_HEAD, DETAIL_HEAD, FOOT = 52, 64, 60
LIST_MIN, DETAIL_MIN = 480, 400


def pane() -> tuple[QFrame, QVBoxLayout]:
    """An empty pane and its column."""
    made = QFrame()
    made.setProperty("kind", "pane")
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return made, column


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


def list_and_detail(
    left: QWidget, right: QWidget, *, detail_min: int = DETAIL_MIN, detail_width: int = 420
) -> QSplitter:
    """The two panes beside one another; the list takes the room that the detail does not need."""
    made = QSplitter(Qt.Orientation.Horizontal)
    made.setHandleWidth(1)
    made.setChildrenCollapsible(False)
    left.setMinimumWidth(LIST_MIN)
    right.setMinimumWidth(detail_min)
    made.addWidget(left)
    made.addWidget(right)
    made.setStretchFactor(0, 1)
    made.setStretchFactor(1, 0)
    made.setSizes([10_000, detail_width])
    return made
