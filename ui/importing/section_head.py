"""A section's heading, with words beside it that end in … where the pane is narrow."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.common.labels import ElidedLabel, plain_text


class SectionHead(QWidget):
    """The heading, the words beside it, and at the right end a key where one is given."""

    def __init__(self, title: str, key: QWidget | None = None) -> None:
        super().__init__()
        self._beside = ElidedLabel(kind="meta", ink="secondary")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 6)
        row.setSpacing(8)
        row.addWidget(plain_text(title, kind="heading"))
        row.addWidget(self._beside, 1)
        if key is not None:
            row.addWidget(key)

    def say(self, text: str) -> None:
        """Put `text` beside the heading."""
        self._beside.setText(text)

    def beside(self) -> str:
        """What stands beside the heading."""
        return self._beside.text()
