"""The exchange rates that the owner noted, with their day."""

from collections.abc import Mapping
from decimal import Decimal
from functools import partial

from pydantic import ValidationError
from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from babydrop_desktop.errors import Refused
from babydrop_desktop.settings import RateSetting
from ui.common import formats
from ui.common.buttons import icon_button, small, when_clicked
from ui.common.currency_choice import currency_choice
from ui.common.labels import plain_text, set_look
from ui.common.layouts import clear
from ui.common.read_number import read_number

FIELD, BEFORE, AFTER = 110, 74, 190


class Rates(QWidget):
    """One line for each currency: what one unit is worth in the shop's. A new rate is of today.

    `changed` at each edit.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._shop = self._noted_in = ""
        self._noted: dict[str, RateSetting] = {}
        self.fields: dict[str, QLineEdit] = {}
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self._add_row = QHBoxLayout()
        self._add_row.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(self._rows)
        column.addLayout(self._add_row)

    def show_rates(self, shop_currency: str, rates: Mapping[str, RateSetting]) -> None:
        """Show the noted ones."""
        self._noted, self._noted_in = dict(rates), shop_currency
        self._show(shop_currency, {code: formats.rate(rate.rate) for code, rate in rates.items()})

    def set_shop_currency(self, code: str) -> None:
        """Another currency of the shop: what was noted is not worth that much in this one."""
        known = self._noted if code == self._noted_in else {}
        codes = self._texts().keys() | known.keys()
        self._show(
            code, {key: formats.rate(known[key].rate) if key in known else "" for key in codes}
        )

    def rates(self) -> dict[str, RateSetting] | None:
        """The rates that stand there; None where one of them is no rate."""
        made: dict[str, RateSetting] = {}
        for code, text in self._texts().items():
            rate = self._rate(code, text)
            if rate is None:
                return None
            made[code] = rate
        return made

    def wrong(self) -> str:
        """Why the first that is no rate cannot be noted; "" where all can."""
        for code, text in self._texts().items():
            if self._rate(code, text) is None:
                return self._why(text)
        return ""

    def add(self, code: str) -> None:
        """Begin a line for a currency."""
        self._show(self._shop, {**self._texts(), code: self._texts().get(code, "")})
        self.fields[code].setFocus()
        self.changed.emit()

    def remove(self, code: str) -> None:
        """Take a line out."""
        self._show(self._shop, {key: text for key, text in self._texts().items() if key != code})
        self.changed.emit()

    def _texts(self) -> dict[str, str]:
        return {code: field.text().strip() for code, field in self.fields.items()}

    def _known(self, code: str) -> RateSetting | None:
        """What is noted of a currency, in the shop's own."""
        return self._noted.get(code) if self._shop == self._noted_in else None

    def _rate(self, code: str, text: str) -> RateSetting | None:
        try:
            value = read_number(text)
        except Refused:
            return None
        before = self._known(code)
        if before is not None and before.rate == value:
            return before
        today = QDate.currentDate()
        try:
            return RateSetting.model_validate({"rate": value, "date": today.toString("yyyy-MM-dd")})
        except ValidationError:
            return None

    def _why(self, text: str) -> str:
        example = formats.rate(Decimal("1.08"))
        words = self.tr("A rate is a number above 0, such as {example}.").format(example=example)
        try:
            read_number(text)
        except Refused as error:
            if error.reason == "number_ambiguous":
                two = [formats.rate(Decimal(error.facts[way])) for way in ("small", "large")]
                words = self.tr("{typed} can be read in two ways. Type {small} or {large}.").format(
                    typed=text, small=two[0], large=two[1]
                )
        return words

    def _show(self, shop: str, texts: Mapping[str, str]) -> None:
        self._shop = shop
        self.fields = {}
        clear(self._rows)
        for code in sorted(texts):
            if code != shop:
                self._rows.addWidget(self._row(code, texts[code]))
        clear(self._add_row)
        name = self.tr("Currency to note a rate for")
        choice = currency_choice(name, without={shop, *texts})
        key = small(self.tr("Add a rate"), "plus")
        when_clicked(key, lambda: self.add(str(choice.currentData())))
        self._add_row.addWidget(choice)
        self._add_row.addWidget(key)
        self._add_row.addStretch(1)

    def _row(self, code: str, text: str) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        before = plain_text(f"1 {code} =")
        before.setFixedWidth(BEFORE)
        field = QLineEdit(text)
        field.setAccessibleName(
            self.tr("One {currency} in {shop}").format(
                currency=formats.currency(code), shop=formats.currency(self._shop)
            )
        )
        field.setFixedSize(FIELD, 32)
        field.textChanged.connect(partial(self._on_text, code))
        self.fields[code] = field
        noted = self._known(code)
        words = self._shop
        if noted is not None:
            day = formats.date_of(noted.date)
            words = self.tr("{currency}, noted {day}").format(currency=self._shop, day=day)
        after = plain_text(words, ink="secondary")
        after.setMinimumWidth(AFTER)
        bin_key = icon_button("trash-2", self.tr("Remove the rate of {code}").format(code=code))
        when_clicked(bin_key, partial(self.remove, code))
        for part in (before, field, after, bin_key):
            row.addWidget(part)
        row.addStretch(1)
        self._mark(code, text)
        return made

    def _on_text(self, code: str, text: str) -> None:
        self._mark(code, text)
        self.changed.emit()

    def _mark(self, code: str, text: str) -> None:
        set_look(self.fields[code], wrong=self._rate(code, text.strip()) is None)
