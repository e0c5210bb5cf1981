"""Money, figures and dates as the owner's language writes them.

Babel is slow to start and slower than painting: it is imported when first needed, and each answer
is kept.
"""

from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

if TYPE_CHECKING:
    from babel import Locale

translate = QCoreApplication.translate
NARROW = "\N{NO-BREAK SPACE}"
NONE = "\N{EN DASH}"


@lru_cache(maxsize=4)
def _locale(name: str) -> "Locale":
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - slow; see the module's words

    try:
        return Locale.parse(name)
    except (UnknownLocaleError, ValueError):
        return Locale("en", "US")


def _name() -> str:
    return QLocale().name()


def locale() -> "Locale":
    """The owner's language and country, as Babel knows them."""
    return _locale(_name())


def warm() -> None:
    """Load Babel and the owner's language, away from the main thread, before they are needed."""
    number(0)
    amount(Decimal(0))
    money(Decimal(0), "USD")
    day(datetime(2026, 1, 1, tzinfo=UTC))
    weekday(datetime(2026, 1, 1, tzinfo=UTC))
    country("US")


def amount(value: Decimal | None) -> str:
    """An amount in the shop's currency, without its sign: "1,234.50". A dash where none."""
    return NONE if value is None else _amount(value, _name())


@lru_cache(maxsize=8192)
def _amount(value: Decimal, name: str) -> str:
    from babel.numbers import format_decimal  # noqa: PLC0415

    return format_decimal(value, format="#,##0.00", locale=_locale(name))


def money(value: Decimal | None, currency: str) -> str:
    """An amount with its currency: "$38.99". A dash where none."""
    if value is None or not currency:  # nobody noted in what: no sign is made up for it
        return amount(value)
    return _money(value, currency, _name())


@lru_cache(maxsize=2048)
def _money(value: Decimal, currency: str, name: str) -> str:
    from babel.numbers import format_currency  # noqa: PLC0415

    return format_currency(value, currency, locale=_locale(name))


def percent(value: int | None) -> str:
    """A whole percentage: "76 %". A dash where none."""
    if value is None:
        return NONE
    return translate("formats", "{number} %").format(number=number(value)).replace(" ", NARROW)


def number(value: int) -> str:
    """A whole number with its groups: "1,284"."""
    return _number(value, _name())


def counted(count: int, one: str, many: str) -> str:
    """The sentence for one or for many, its {count} filled in."""
    return (one if count == 1 else many).format(count=number(count))


@lru_cache(maxsize=8192)
def _number(value: int, name: str) -> str:
    from babel.numbers import format_decimal  # noqa: PLC0415

    return format_decimal(value, format="#,##0", locale=_locale(name))


def size(size_bytes: int) -> str:
    """The size of a file: "12.3 MB", "850 KB"."""
    if size_bytes < 1_000_000:
        words = translate("formats", "{number} KB").format(number=number(-(-size_bytes // 1000)))
    else:
        mega = _tenths(round(size_bytes / 100_000), _name())
        words = translate("formats", "{number} MB").format(number=mega)
    return words.replace(" ", NARROW)


@lru_cache(maxsize=512)
def _tenths(tenths: int, name: str) -> str:
    from babel.numbers import format_decimal  # noqa: PLC0415

    return format_decimal(Decimal(tenths) / 10, format="#,##0.0", locale=_locale(name))


def factor(value: Decimal) -> str:
    """A markup as written: 2.50 is "2.5"."""
    from babel.numbers import format_decimal  # noqa: PLC0415

    return format_decimal(value, format="0.####", locale=_locale(_name()))


def rate(value: Decimal) -> str:
    """An exchange rate with all its places, as it can be typed: "1.0825"."""
    from babel.numbers import format_decimal  # noqa: PLC0415

    return format_decimal(value, format="0.############", locale=_locale(_name()))


def here(moment: datetime) -> datetime:
    """The moment in this computer's zone; as it is at the ends of all years."""
    try:
        return moment.astimezone()
    except (OverflowError, ValueError, OSError):
        return moment


def day(moment: datetime) -> str:
    """The day of `moment` here: "Mar 3, 2026"."""
    from babel.dates import format_date  # noqa: PLC0415

    return format_date(here(moment), format="medium", locale=_locale(_name()))


def date_of(on: date) -> str:
    """A day that is known as one: "Mar 3, 2026"."""
    from babel.dates import format_date  # noqa: PLC0415

    return format_date(on, format="medium", locale=_locale(_name()))


def weekday(moment: datetime) -> str:
    """A day of these weeks with its name, here: "Tue, Nov 24"."""
    return _day_by("MMMEd", here(moment).date(), _name())


def short_day(moment: datetime) -> str:
    """A day without its year, here: "Nov 24"."""
    return _day_by("MMMd", here(moment).date(), _name())


@lru_cache(maxsize=1024)
def _day_by(skeleton: str, on: date, name: str) -> str:
    from babel.dates import format_skeleton  # noqa: PLC0415

    return format_skeleton(skeleton, on, locale=_locale(name))


def country(code: str) -> str:
    """A country's name by its two letters; the letters where they name none."""
    return _country(code, _name())


@lru_cache(maxsize=512)
def _country(code: str, name: str) -> str:
    return str(_locale(name).territories.get(code.upper(), code))


def clock(moment: datetime) -> str:
    """The time of `moment` here: "14:16", as the locale writes it."""
    from babel.dates import format_time  # noqa: PLC0415

    return format_time(here(moment), format="short", locale=_locale(_name()))


def day_and_time(moment: datetime, now: datetime) -> str:
    """The time alone with "today", else the day and the time. `now` is the clock's."""
    if here(moment).date() == here(now).date():
        return translate("formats", "today {time}").format(time=clock(moment))
    return translate("formats", "{day}, {time}").format(day=day(moment), time=clock(moment))


def currency(code: str) -> str:
    """The name of a currency in the owner's language, here: "US Dollar"; the code where unknown."""
    return _currency(code, _name())


@lru_cache(maxsize=256)
def _currency(code: str, name: str) -> str:
    return str(_locale(name).currencies.get(code, code))
