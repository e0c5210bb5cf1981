"""The fields of the page "General", and what they say in the settings' own names."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from babydrop_desktop.settings import Settings
from babydrop_desktop.settings_file import Setting
from ui.common.buttons import CheckBox
from ui.common.countries import CountryTicks, origin_choice
from ui.common.currency_choice import currency_choice
from ui.common.labels import PlainLabel, line, plain_text
from ui.common.whole_number import WholeNumber
from ui.preferences.rates import Rates

NUMBER_WIDTH, NAME_WIDTH = 74, 250


class GeneralFields(QWidget):
    """Made anew for each `Settings` that is shown. `changed` at each edit."""

    changed = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self.texts: dict[str, QLineEdit] = {}
        self.numbers: dict[str, tuple[QLineEdit, WholeNumber]] = {}
        shop = settings.shop
        self.currency = currency_choice(self.tr("Currency of your prices"), shop.currency)
        self.rates = Rates()
        self.ships_from = origin_choice(self.tr("Parcels come from"), shop.ships_from)
        self.ships_to = CountryTicks(self.tr("You sell to"), shop.ships_to, columns=3)
        self.for_sale = CheckBox(self.tr("Put imported products on sale at once"))
        self._build(settings)
        self._connect()

    def changes(self) -> dict[str, Setting]:
        """What is other than in the settings, by name."""
        wanted: dict[str, Setting] = {
            name: field.text().strip() for name, field in self.texts.items()
        }
        wanted |= {name: int(field.text() or 0) for name, (field, _) in self.numbers.items()}
        wanted |= {
            "shop.currency": str(self.currency.currentData()),
            "shop.ships_from": str(self.ships_from.currentData()),
            "shop.ships_to": self.ships_to.chosen(),
            "imports.for_sale": self.for_sale.isChecked(),
        }
        noted = self._settings.currency.rates
        now = self.rates.rates() or {}
        for code in noted.keys() | now.keys():
            wanted[f"currency.rates.{code}"] = now.get(code)
        return {
            name: value
            for name, value in wanted.items()
            if value != _value_at(self._settings, name)
        }

    def wrong(self) -> str:
        """What cannot be saved as it stands; "" where all can."""
        if not self.texts["shop.name"].text().strip():
            return self.tr("Enter the name of your shop.")
        for field, limits in self.numbers.values():
            if not field.hasAcceptableInput():
                return self.tr("{name}: from {least} to {most}.").format(
                    name=field.accessibleName(), least=limits.bottom(), most=limits.top()
                )
        return self.rates.wrong()

    # inside

    def _build(self, settings: Settings) -> None:
        shop, imports, attention = settings.shop, settings.imports, settings.attention
        self._heading(self.tr("Shop"))
        self._text("shop.name", self.tr("Name of the shop"), shop.name)
        self._text("shop.person", self.tr("Your name, for the history"), shop.person)
        self._line(self.tr("Currency of your prices"), self.currency)
        self._note(
            self.tr(
                "Amounts that are there already are not converted. In another currency each "
                "exchange rate is another one, and has to be noted anew."
            )
        )
        self._heading(self.tr("Exchange rates"))
        self.rates.show_rates(shop.currency, settings.currency.rates)
        self._column.addWidget(self.rates)
        self._heading(self.tr("Where you ship"))
        self._line(self.tr("Parcels come from"), self.ships_from)
        self._column.addWidget(self.ships_to)
        self._heading(self.tr("Imports"))
        self._number("imports.per_minute", self.tr("Imports a minute (0: no limit)"), 0, 600,
                     imports.per_minute)  # fmt: skip
        self._number("imports.max_pictures", self.tr("Pictures of a product, at most"), 1, 50,
                     imports.max_pictures)  # fmt: skip
        self.for_sale.setChecked(imports.for_sale)
        self._column.addWidget(self.for_sale)
        self._heading(self.tr("Needs you"))
        self._number("attention.not_bought_hours", self.tr("Not bought after (hours)"), 1, 720,
                     attention.not_bought_hours)  # fmt: skip
        self._number("attention.no_tracking_days", self.tr("No tracking after (days)"), 1, 60,
                     attention.no_tracking_days)  # fmt: skip
        self._number("attention.margin_floor_percent", self.tr("Margin under (percent)"), 0, 90,
                     attention.margin_floor_percent)  # fmt: skip
        self._column.addStretch(1)

    def _connect(self) -> None:
        self.currency.currentIndexChanged.connect(self._on_currency)
        self.ships_from.currentIndexChanged.connect(self.changed)
        for part in (self.rates, self.ships_to):
            part.changed.connect(self.changed)
        self.for_sale.toggled.connect(self.changed)

    def _on_currency(self) -> None:
        self.rates.set_shop_currency(str(self.currency.currentData()))
        self.changed.emit()

    def _heading(self, words: str) -> None:
        if self._column.count():
            self._column.addSpacing(8)
            self._column.addWidget(line())
            self._column.addSpacing(2)
        self._column.addWidget(plain_text(words, kind="heading"))

    def _note(self, words: str) -> None:
        self._column.addWidget(plain_text(words, kind="meta", ink="secondary", wrap=True))

    def _text(self, name: str, words: str, value: str) -> None:
        field = QLineEdit(value)
        field.setFixedHeight(32)
        field.textChanged.connect(self.changed)
        self.texts[name] = field
        self._line(words, field)

    def _number(self, name: str, words: str, least: int, most: int, value: int) -> None:
        field = QLineEdit(str(value))
        limits = WholeNumber(least, most, field)
        field.setValidator(limits)
        field.setFixedSize(NUMBER_WIDTH, 32)
        field.textChanged.connect(self.changed)
        self.numbers[name] = (field, limits)
        self._line(words, field)

    def _line(self, words: str, field: QWidget) -> None:
        field.setAccessibleName(words)
        self._column.addLayout(named_line(words, field))


def named_line(words: str, field: QWidget) -> QHBoxLayout:
    """A field beside its name."""
    row = QHBoxLayout()
    row.setSpacing(12)
    label = PlainLabel(words)
    label.setBuddy(field)
    label.setFixedWidth(NAME_WIDTH)
    row.addWidget(label)
    wide = isinstance(field, QLineEdit) and field.maximumWidth() > NUMBER_WIDTH
    row.addWidget(field, 1 if wide else 0, Qt.AlignmentFlag(0))
    if not wide:
        row.addStretch(1)
    return row


def _value_at(settings: Settings, name: str) -> Setting:
    """What the settings say under that name; None for a rate that is not noted."""
    section, _, key = name.rpartition(".")
    if section == "currency.rates":
        return settings.currency.rates.get(key)
    value: Setting = getattr(getattr(settings, section), key)
    return tuple(sorted(value)) if isinstance(value, tuple) else value
