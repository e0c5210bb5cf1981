"""Where the shop's goods come from, and which countries they go to."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from babydrop_desktop.settings_file import Setting
from ui.common import formats
from ui.common.buttons import CheckBox, link, when_clicked
from ui.common.choice import Choice
from ui.common.labels import PlainLabel, plain_text
from ui.first_run.step import Step

# Where AliExpress' sellers have warehouses.
FROM = ("AU", "BE", "BR", "CN", "CZ", "DE", "ES", "FR", "GB", "IT", "PL", "TR", "US")
CHINA = "CN"
# Where a small shop sells; more can be added in the settings file.
TO = (
    "AE", "AT", "AU", "BE", "BG", "BR", "CA", "CH", "CL", "CY", "CZ", "DE", "DK", "EE", "ES",
    "FI", "FR", "GB", "GR", "HR", "HU", "IE", "IL", "IT", "JP", "LT", "LU", "LV", "MT", "MX",
    "NL", "NO", "NZ", "PL", "PT", "RO", "SE", "SG", "SI", "SK", "US", "ZA",
)  # fmt: skip
COLUMNS = 4


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
        self.ships_from = Choice(self.tr("Parcels come from"))
        for name, code in sorted((formats.country(code), code) for code in FROM):
            self.ships_from.addItem(name, code)
        self.ships_from.setCurrentIndex(self.ships_from.findData(CHINA))
        self.ships_from.setMinimumWidth(240)
        self.ships_to: dict[str, CheckBox] = {}
        self._build()
        self.ships_from.currentIndexChanged.connect(self.changed)

    def chosen(self) -> tuple[str, ...]:
        """The codes of the countries that are ticked."""
        return tuple(sorted(code for code, box in self.ships_to.items() if box.isChecked()))

    def answer(self) -> str:
        """From where to how many."""
        codes = self.chosen()
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
        return "" if self.chosen() else self.tr("Tick the countries that you sell to.")

    def settings(self) -> Mapping[str, Setting]:
        """Both."""
        return {
            "shop.ships_from": str(self.ships_from.currentData()),
            "shop.ships_to": self.chosen() or None,
        }

    def _tick(self, *, on: bool) -> None:
        for box in self.ships_to.values():
            box.setChecked(on)

    def _build(self) -> None:
        label = PlainLabel(self.tr("Parcels come from"), kind="meta-medium")
        label.setBuddy(self.ships_from)
        first = QVBoxLayout()
        first.setSpacing(4)
        first.addWidget(label)
        first.addWidget(self.ships_from, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addLayout(first)
        self.column.addSpacing(14)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(plain_text(self.tr("You sell to"), kind="meta-medium"))
        head.addStretch(1)
        for words, on in ((self.tr("Tick all"), True), (self.tr("Tick none"), False)):
            key = link(words)
            when_clicked(key, partial(self._tick, on=on))
            head.addWidget(key)
        self.column.addLayout(head)
        self.column.addWidget(self._boxes())
        self.column.addStretch(1)

    def _boxes(self) -> QWidget:
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(7)
        home = QLocale.territoryToCode(QLocale().territory())
        home = home if home in TO else "US"
        named = sorted((formats.country(code), code) for code in TO)
        rows = -(-len(named) // COLUMNS)
        for at, (name, code) in enumerate(named):
            box = CheckBox(name)
            box.setChecked(code == home)
            box.toggled.connect(self.changed)
            self.ships_to[code] = box
            grid.addWidget(box, at % rows, at // rows)
        return made
