"""The two places that a shop's data may live in: this computer, or a server."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from ui.common.option_card import OptionCard
from ui.preferences.asking import Asking
from ui.preferences.server_panel import ServerPanel


class PlaceCards(QWidget):
    """One of the two is chosen. `changed` when another is, or when the server's fields change."""

    changed = Signal()

    def __init__(self, asking: Asking) -> None:
        super().__init__()
        self.here = OptionCard(
            "laptop",
            self.tr("On this computer"),
            self.tr("One file, works without a network. Right if you work alone on one laptop."),
            self.tr("Nothing to set up"),
        )
        self.server = OptionCard(
            "server",
            self.tr("On the shop's server (PostgreSQL)"),
            self.tr("The same data as your web shop, for everybody who works in it."),
        )
        self.panel = ServerPanel(asking)
        self.server.set_more(self.panel)
        group = QButtonGroup(self)
        for card in (self.here, self.server):
            group.addButton(card.radio)
            card.chosen.connect(self.changed)
        self.panel.changed.connect(self.changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.here)
        column.addWidget(self.server)
        column.addStretch(1)

    @property
    def on_server(self) -> bool:
        """Whether the server is chosen."""
        return self.server.is_chosen()

    def choose(self, *, server: bool) -> None:
        """Take one of the two."""
        (self.server if server else self.here).choose()
