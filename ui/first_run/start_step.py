"""Start with an empty shop, or look around in a demo shop first."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QButtonGroup

from ui.common.option_card import OptionCard
from ui.first_run.step import Step


class StartStep(Step):
    """Two cards; the first one is the shop's own."""

    def __init__(self) -> None:
        tr = QCoreApplication.translate
        super().__init__(
            tr("first", "Start"),
            tr("first", "Empty, or with a demo shop"),
            tr("first", "How do you want to start?"),
            tr("first", "You can go from one to the other at any time, in the File menu."),
        )
        self.own = OptionCard(
            "store",
            self.tr("With your own shop"),
            self.tr("Empty at first, or with all that is on your server already."),
        )
        self.demo = OptionCard(
            "sparkles",
            self.tr("With a demo shop"),
            self.tr(
                "60 products and 400 orders to try everything with. It has a folder of its own, "
                "apart from your shop, sends nothing anywhere, and is removed with one click."
            ),
        )
        group = QButtonGroup(self)
        for card in (self.own, self.demo):
            group.addButton(card.radio)
            card.chosen.connect(self.changed)
            self.column.addWidget(card)
            self.column.addSpacing(8)
        self.own.choose()
        self.column.addStretch(1)

    def answer(self) -> str:
        """Which of the two."""
        return self.tr("A demo shop") if self.demo.is_chosen() else self.tr("Your own shop")
