"""Where an order stands, as a mark beside its number."""

from PySide6.QtWidgets import QFrame, QHBoxLayout

from babydrop_desktop.domain.orders import DropshipStatus
from ui.common import order_words
from ui.common.labels import IconLabel, plain_text, set_look


class StatusPill(QFrame):
    """Icon and word on a tinted ground."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "pill")
        self.setFixedHeight(22)
        self._icon = IconLabel("clock", "secondary")
        self._word = plain_text(kind="meta-medium")
        row = QHBoxLayout(self)
        row.setContentsMargins(7, 0, 9, 0)
        row.setSpacing(5)
        row.addWidget(self._icon)
        row.addWidget(self._word)

    def show_status(self, status: DropshipStatus) -> None:
        """Show another status."""
        look = order_words.status(status)
        self._icon.set_icon(look.icon, look.role)
        self._word.setText(look.text)
        self._word.set_ink(look.role)
        set_look(self, tint=look.role if look.role in ("ok", "amber", "red", "blue") else "")
        self.setAccessibleName(look.text)

    def text(self) -> str:
        """The word."""
        return self._word.text()
