"""The frame of a page of the preferences: its fields scroll, the word and the key stay below."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget


def fill(page: QWidget, inside: QWidget, note: QWidget, key: QWidget) -> None:
    """Put `inside` into the page, `note` and the `key` that keeps it into the foot."""
    scroll = QScrollArea()
    scroll.setWidget(inside)
    scroll.setWidgetResizable(True)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    foot = QFrame()
    foot.setProperty("kind", "foot")
    row = QHBoxLayout(foot)
    row.setContentsMargins(28, 13, 20, 13)
    row.setSpacing(16)
    row.addWidget(note, 1)
    row.addWidget(key)
    whole = QVBoxLayout(page)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.setSpacing(0)
    whole.addWidget(scroll, 1)
    whole.addWidget(foot)
