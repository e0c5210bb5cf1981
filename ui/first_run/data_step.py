"""Where the shop's data lives: this computer, or a server."""

from PySide6.QtCore import QCoreApplication

from babydrop_desktop.domain.connection import ConnectionWish
from ui.first_run.step import Step
from ui.preferences.asking import Asking
from ui.preferences.place_cards import PlaceCards


class DataStep(Step):
    """The same two cards as in the preferences."""

    def __init__(self, asking: Asking) -> None:
        tr = QCoreApplication.translate
        super().__init__(
            tr("first", "Where the data lives"),
            tr("first", "This computer or your server"),
            tr("first", "Where should your shop's data live?"),
            tr("first", "It is yours in both cases: no account, no fee."),
        )
        self.cards = PlaceCards(asking)
        self.cards.choose(server=False)
        self.cards.changed.connect(self.changed)
        self.column.addWidget(self.cards)
        self.column.addStretch(1)

    def answer(self) -> str:
        """The computer, or the server's name."""
        if self.cards.on_server:
            return self.cards.panel.fields.wish().host or self.tr("Your server")
        return self.tr("This computer")

    def missing(self) -> str:
        """A server has to pass its test."""
        panel = self.cards.panel
        if not self.cards.on_server or panel.passed:
            return ""
        if panel.report is None:
            return self.tr("Test the server first.")
        return self.tr("Mend what is marked red, then test again.")

    def wish(self) -> ConnectionWish | None:
        """The server; None for this computer."""
        return self.cards.panel.fields.wish() if self.cards.on_server else None
