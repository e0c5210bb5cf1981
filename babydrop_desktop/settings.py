"""What the owner may set in `settings.toml` of the profile folder; without it, the defaults."""

import re
import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
    model_validator,
)

from babydrop_desktop.errors import Refused
from babydrop_desktop.redact import without_secrets

_CODE = re.compile(r"[A-Z]{3}")
_COUNTRY = re.compile(r"[A-Z]{2}")
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?")


class _Section(BaseModel):
    # A setting of a newer program is left alone; `Settings.unknown` names it.
    model_config = ConfigDict(frozen=True, extra="ignore")


class ShopSettings(_Section):
    """`[shop]`: its name, currency and the person who works at this laptop; where it ships.

    `ships_from` is the warehouse that imports prefer, `ships_to` the countries that it sells to
    (none: not said), as ISO 3166-1 alpha-2.
    """

    name: str = "Baby Petite"
    currency: str = "USD"
    person: str = ""
    ships_from: str = "CN"
    ships_to: tuple[str, ...] = ()

    @field_validator("currency")
    @classmethod
    def _code(cls, value: str) -> str:
        if not _CODE.fullmatch(value):
            raise ValueError('a currency is three capital letters, such as "USD"')
        return value

    @field_validator("ships_from", "ships_to")
    @classmethod
    def _countries(cls, value: str | tuple[str, ...]) -> str | tuple[str, ...]:
        for code in (value,) if isinstance(value, str) else value:
            if not _COUNTRY.fullmatch(code):
                raise ValueError('a country is two capital letters, such as "US"')
        return value


def _exact(value: object) -> object:
    # TOML's own numbers are binary floats: their shortest text is what the owner wrote.
    return str(value) if isinstance(value, float | int) and not isinstance(value, bool) else value


class RateSetting(_Section):
    """One line of `[currency.rates]`: what one unit is worth in the shop's, and since when."""

    rate: Annotated[Decimal, BeforeValidator(_exact), Field(gt=0, le=1_000_000)]
    date: date


class CurrencySettings(_Section):
    """`[currency]`: the rates that prices of other currencies are converted with."""

    rates: dict[str, RateSetting] = Field(default_factory=dict)

    @field_validator("rates")
    @classmethod
    def _codes(cls, value: dict[str, RateSetting]) -> dict[str, RateSetting]:
        """The rates by code, in capitals however the owner wrote it."""
        rates: dict[str, RateSetting] = {}
        for written, rate in value.items():
            code = written.upper()
            if not _CODE.fullmatch(code):
                raise ValueError(f'"{written}" is no currency: it takes three letters, like "EUR"')
            if code in rates:
                raise ValueError(f"{code} stands there twice")
            rates[code] = rate
        return rates


class ImportSettings(_Section):
    """`[imports]`: how many a minute (0: no limit), how many pictures, and on sale at once.

    `order` names the ways to an item's page, the most trusted first; one that is left out is not
    used. `per_day` limits plain requests and `browser_per_day` the browser's pages (0: no limit).
    `phrases` are taken out of titles, instead of the program's own list.
    """

    per_minute: int = Field(default=10, ge=0, le=600)
    per_day: int = Field(default=500, ge=0, le=100_000)
    browser_per_day: int = Field(default=100, ge=0, le=1_000)
    order: tuple[Literal["api", "browser", "http"], ...] = ("api", "browser", "http")

    @field_validator("order")
    @classmethod
    def _once(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(value)) != len(value):
            raise ValueError("a way stands there twice")
        return value

    max_pictures: int = Field(default=10, ge=1, le=50)
    for_sale: bool = False
    phrases: tuple[Annotated[str, Field(max_length=60)], ...] | None = Field(
        default=None, max_length=300
    )


class AliExpressSettings(_Section):
    """`[aliexpress]`: the number of the owner's app there, and the address that it returns to.

    The app's secret and the owner's permission are in the system's key store, never here.
    """

    app_key: str = Field(default="", pattern=r"^[A-Za-z0-9]{0,40}$")
    returns_to: str = ""

    @field_validator("returns_to")
    @classmethod
    def _address(cls, value: str) -> str:
        if value and not is_return_address(value):
            raise ValueError(f"{value!r} is no https:// address")
        return value


def is_return_address(text: str) -> bool:
    """Whether AliExpress could lead back to that address."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    plain = text.isascii() and text.isprintable() and " " not in text and len(text) <= 500
    return plain and parts.scheme == "https" and bool(parts.hostname) and not parts.username


class NetworkSettings(_Section):
    """`[network]`: hosts whose pages and pictures are fetched from another address."""

    mirrors: dict[str, str] = Field(default_factory=dict)

    @field_validator("mirrors")
    @classmethod
    def _addresses(cls, value: dict[str, str]) -> dict[str, str]:
        for host, address in value.items():
            parts = urlsplit(address)
            if not _HOST.fullmatch(host):
                raise ValueError(f"{host!r} is no host name")
            if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username:
                raise ValueError(f"{address!r} is no http:// or https:// address")
        return value


class BrowserSettings(_Section):
    """`[browser]`: the program that opens pages ("": Edge, Chrome or Chromium), and in sight.

    Where it is not `visible`, its window comes only when AliExpress wants something of the owner.
    """

    path: str = Field(default="", max_length=1000)
    visible: bool = True


class DatabaseSettings(_Section):
    """`[database]`: the shop's PostgreSQL, without its password; empty means this computer."""

    url: str = ""


class AttentionSettings(_Section):
    """`[attention]`: from when on something needs the owner."""

    not_bought_hours: int = Field(default=24, ge=1, le=720)
    not_paid_hours: int = Field(default=12, ge=1, le=720)
    pay_within_days: int = Field(default=20, ge=1, le=60)
    pay_urgent_hours: int = Field(default=48, ge=1, le=720)
    no_tracking_days: int = Field(default=7, ge=1, le=60)
    protection_days: int = Field(default=60, ge=1, le=180)
    claim_within_days: int = Field(default=15, ge=1, le=90)
    claim_warning_days: int = Field(default=3, ge=1, le=30)
    margin_floor_percent: int = Field(default=30, ge=0, le=90)


class Settings(_Section):
    """Everything that the owner set; see each section.

    `unknown` names what the file holds and this program does not know: a misspelt setting, say.
    """

    shop: ShopSettings = Field(default_factory=ShopSettings)
    currency: CurrencySettings = Field(default_factory=CurrencySettings)
    imports: ImportSettings = Field(default_factory=ImportSettings)
    aliexpress: AliExpressSettings = Field(default_factory=AliExpressSettings)
    network: NetworkSettings = Field(default_factory=NetworkSettings)
    browser: BrowserSettings = Field(default_factory=BrowserSettings)
    database: DatabaseSettings = Field(default_factory=DatabaseSettings)
    attention: AttentionSettings = Field(default_factory=AttentionSettings)
    unknown: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _own_currency(self) -> "Settings":
        if self.shop.currency in self.currency.rates:
            raise ValueError(
                f"currency.rates.{self.shop.currency}: this is the shop's own currency, which has "
                "no rate"
            )
        return self


def read_settings(file: Path) -> Settings:
    """The settings in `file`; the defaults where there is none.

    A rate may also be a plain number, `MXN = "0.055"`; its day is then the file's own.
    Raises Refused (reason "settings_wrong") naming the line or the setting that is wrong.
    """
    try:
        text = file.read_text("utf-8-sig")
        day = datetime.fromtimestamp(file.stat().st_mtime, UTC).date()
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise wrong(file, f"it cannot be read ({error})") from error
    return settings_in(text, file, day)


def settings_in(text: str, file: Path, day: date) -> Settings:
    """The settings that `text` holds; a rate without a day is of `day`. Raises as above."""
    try:
        tree = tomllib.loads(text)
        unknown = tuple(_unknown(tree))
        return Settings.model_validate({**_dated(tree, day), "unknown": unknown})
    except tomllib.TOMLDecodeError as error:
        raise wrong(file, str(error)) from error
    except RecursionError:
        raise wrong(file, "it is nested too deeply") from None
    except ValidationError as error:
        raise wrong(file, _first(error)) from error


def _first(error: ValidationError) -> str:
    """The first thing that is wrong: the setting's name, and why."""
    first = error.errors(include_url=False, include_input=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    why = first["msg"].removeprefix("Value error, ")
    return f"{where}: {why}" if where else why


def _unknown(tree: dict[str, Any]) -> Iterator[str]:
    for section, values in tree.items():
        field = Settings.model_fields.get(section)
        kind = field.annotation if field else None
        if not (isinstance(kind, type) and issubclass(kind, _Section)):
            yield section
        elif isinstance(values, dict):
            yield from (f"{section}.{key}" for key in values if key not in kind.model_fields)


def _dated(tree: dict[str, Any], day: date) -> dict[str, Any]:
    rates = (
        tree.get("currency", {}).get("rates", {}) if isinstance(tree.get("currency"), dict) else {}
    )
    if isinstance(rates, dict):
        for code, rate in rates.items():
            if isinstance(rate, str | int | float):
                rates[code] = {"rate": rate, "date": day}
            elif isinstance(rate, dict):
                rate.setdefault("date", day)
    return tree


def wrong(file: Path, what: str) -> Refused:
    """The refusal (reason "settings_wrong") of a settings file that is not right."""
    what = without_secrets(what)
    return Refused(
        f"The settings file {file} is not right: {what}. Mend it, or move it away to start with "
        "the defaults.",
        reason="settings_wrong",
        file=str(file),
        what=what,
    )
