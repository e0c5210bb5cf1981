"""The shop's name and currency."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from babydrop_desktop.settings_file import Setting
from ui.common import formats
from ui.common.currency_choice import currency_choice
from ui.common.labels import PlainLabel, plain_text
from ui.first_run.step import Step

LONGEST = 80


class ShopStep(Step):
    """What the shop is called, and what its prices are in."""

    def __init__(self) -> None:
        tr = QCoreApplication.translate
        super().__init__(
            tr("first", "Shop"),
            tr("first", "Its name and currency"),
            tr("first", "What is your shop called?"),
            tr("first", "Its name goes into the titles that search engines show."),
        )
        self.shop = QLineEdit(placeholderText=self.tr("Baby Petite"))
        self.shop.setAccessibleName(self.tr("Name of the shop"))
        self.shop.setMaxLength(LONGEST)
        self.shop.setFixedHeight(32)
        self.currency = currency_choice(self.tr("Currency of your prices"))
        self._build()
        self.shop.textChanged.connect(self.changed)
        self.currency.currentIndexChanged.connect(self.changed)

    def answer(self) -> str:
        """The name and the currency."""
        return f"{self.shop.text().strip()}, {formats.currency(self.currency.currentData())}"

    def missing(self) -> str:
        """A name is wanted."""
        return "" if self.shop.text().strip() else self.tr("Enter the name of your shop.")

    def settings(self) -> Mapping[str, Setting]:
        """Both; without a name the default stays."""
        return {
            "shop.name": self.shop.text().strip() or None,
            "shop.currency": str(self.currency.currentData()),
        }

    def _build(self) -> None:
        for name, field in (
            (self.tr("Name of the shop"), self.shop),
            (self.tr("Currency of your prices"), self.currency),
        ):
            label = PlainLabel(name, kind="meta-medium")
            label.setBuddy(field)
            one = QVBoxLayout()
            one.setSpacing(4)
            one.addWidget(label)
            one.addWidget(field, 0, *(() if field is self.shop else (Qt.AlignmentFlag.AlignLeft,)))
            self.column.addLayout(one)
            self.column.addSpacing(12)
        note = QHBoxLayout()
        note.addWidget(
            plain_text(
                self.tr(
                    "Prices of suppliers in other currencies are converted at rates that you note "
                    "in the preferences."
                ),
                ink="secondary",
                wrap=True,
            )
        )
        self.column.addLayout(note)
        self.column.addStretch(1)
