"""Countries to choose: one to ship from, some to sell to."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.common import formats
from ui.common.buttons import CheckBox, link, when_clicked
from ui.common.choice import Choice
from ui.common.labels import plain_text

# Where AliExpress' sellers have warehouses.
FROM = ("AU", "BE", "BR", "CN", "CZ", "DE", "ES", "FR", "GB", "IT", "PL", "TR", "US")
CHINA = "CN"
# Where a small shop sells; what else the settings name is offered too.
TO = (
    "AE", "AT", "AU", "BE", "BG", "BR", "CA", "CH", "CL", "CY", "CZ", "DE", "DK", "EE", "ES",
    "FI", "FR", "GB", "GR", "HR", "HU", "IE", "IL", "IT", "JP", "LT", "LU", "LV", "MT", "MX",
    "NL", "NO", "NZ", "PL", "PT", "RO", "SE", "SG", "SI", "SK", "US", "ZA",
)  # fmt: skip


def origin_choice(name: str, chosen: str = CHINA) -> Choice:
    """A drop-down of the countries that parcels come from."""
    made = Choice(name)
    codes = FROM if chosen in FROM else (*FROM, chosen)
    for words, code in sorted((formats.country(code), code) for code in codes):
        made.addItem(words, code)
    made.setCurrentIndex(made.findData(chosen))
    made.setMinimumWidth(240)
    return made


class CountryTicks(QWidget):
    """A tick box for each country, by name. `changed` at each tick."""

    changed = Signal()

    def __init__(self, heading: str, ticked: Iterable[str], *, columns: int = 4) -> None:
        super().__init__()
        self.boxes: dict[str, CheckBox] = {}
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(plain_text(heading, kind="meta-medium"))
        head.addStretch(1)
        for words, on in ((self.tr("Tick all"), True), (self.tr("Tick none"), False)):
            key = link(words)
            when_clicked(key, partial(self.tick_all, on=on))
            head.addWidget(key)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(self._grid(frozenset(ticked), columns))

    def chosen(self) -> tuple[str, ...]:
        """The codes of the countries that are ticked."""
        return tuple(sorted(code for code, box in self.boxes.items() if box.isChecked()))

    def tick_all(self, *, on: bool) -> None:
        """Tick every one, or none."""
        for box in self.boxes.values():
            box.setChecked(on)

    def _grid(self, ticked: frozenset[str], columns: int) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(7)
        named = sorted((formats.country(code), code) for code in ticked.union(TO))
        rows = -(-len(named) // columns)
        for at, (name, code) in enumerate(named):
            box = CheckBox(name)
            box.setChecked(code in ticked)
            box.toggled.connect(self.changed)
            self.boxes[code] = box
            grid.addWidget(box, at % rows, at // rows)
        return grid
