"""Where the shop's goods come from, and which countries they go to."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtWidgets import QVBoxLayout

from babydrop_desktop.settings_file import Setting
from ui.common import formats
from ui.common.countries import TO, CountryTicks, origin_choice
from ui.common.labels import PlainLabel
from ui.first_run.step import Step

# Where this computer's country is unknown, or none that a small shop sells to.
AT_LEAST = "US"


class ShipsStep(Step):
    """From one country, to some."""

    def __init__(self) -> None:
        tr = QCoreApplication.translate
        super().__init__(
            tr("first", "Where you ship"),
            tr("first", "From where, and to which countries"),
            tr("first", "Where do your parcels go?"),
            tr(
                "first",
                "Of a supplier's warehouses, the one in the country that your parcels come from "
                "is taken first.",
            ),
        )
        self.ships_from = origin_choice(self.tr("Parcels come from"))
        home = QLocale.territoryToCode(QLocale().territory())
        self.ships_to = CountryTicks(self.tr("You sell to"), [home if home in TO else AT_LEAST])
        self._build()
        self.ships_from.currentIndexChanged.connect(self.changed)
        self.ships_to.changed.connect(self.changed)

    def answer(self) -> str:
        """From where to how many."""
        codes = self.ships_to.chosen()
        if len(codes) == 1:
            to = formats.country(codes[0])
        else:
            to = formats.counted(
                len(codes), self.tr("{count} country"), self.tr("{count} countries")
            )
        start = self.ships_from.currentText()
        return self.tr("From {start} to {to}").format(start=start, to=to)

    def missing(self) -> str:
        """One country at least."""
        return "" if self.ships_to.chosen() else self.tr("Tick the countries that you sell to.")

    def settings(self) -> Mapping[str, Setting]:
        """Both."""
        return {
            "shop.ships_from": str(self.ships_from.currentData()),
            "shop.ships_to": self.ships_to.chosen() or None,
        }

    def _build(self) -> None:
        label = PlainLabel(self.ships_from.accessibleName(), kind="meta-medium")
        label.setBuddy(self.ships_from)
        first = QVBoxLayout()
        first.setSpacing(4)
        first.addWidget(label)
        first.addWidget(self.ships_from, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addLayout(first)
        self.column.addSpacing(14)
        self.column.addWidget(self.ships_to)
        self.column.addStretch(1)
